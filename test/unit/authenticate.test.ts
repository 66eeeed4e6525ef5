import { JamaApi } from '../../credentials/JamaApi.credentials';
import { JamaOAuth2Api } from '../../credentials/JamaOAuth2Api.credentials';
import { JiraAgileApi } from '../../credentials/JiraAgileApi.credentials';
import { JiraAgileOAuth2Api } from '../../credentials/JiraAgileOAuth2Api.credentials';
import { JiraAgilePatApi } from '../../credentials/JiraAgilePatApi.credentials';

const request = { url: 'https://jama.test/x', headers: { accept: 'text/plain' } };

test.each([
	['Jama', new JamaApi()],
	['Jira', new JiraAgileApi()],
])(
	'%s with a password signs without an expression, and leaves the rest of the request',
	async (_, { authenticate }) => {
		const credential = { username: 'ann ', password: ' ={{ 1 }} ' };
		expect(await authenticate(credential, request)).toEqual({
			...request,
			auth: { username: 'ann', password: ' ={{ 1 }} ' },
		});
	},
);

test('blanks that were pasted with a token are not sent; a password keeps them', async () => {
	const { authenticate } = new JiraAgileApi();
	const passwordOf = async (deployment: string) =>
		(await authenticate({ deployment, username: 'ann', password: ' t0ken\n' }, request)).auth
			?.password;
	expect(await passwordOf('cloud')).toBe('t0ken');
	expect(await passwordOf('dataCenter')).toBe(' t0ken\n');
	const { headers } = await new JiraAgilePatApi().authenticate({ token: ' t0ken\n' }, request);
	expect(headers).toEqual({ accept: 'text/plain', Authorization: 'Bearer t0ken' });
});

test('no credential signs with expressions: a poll that runs may have none', () => {
	const all = [
		new JamaApi(),
		new JamaOAuth2Api(),
		new JiraAgileApi(),
		new JiraAgileOAuth2Api(),
		new JiraAgilePatApi(),
	];
	for (const one of all) {
		const { authenticate } = one as { authenticate?: unknown };
		expect(authenticate === undefined || typeof authenticate === 'function').toBe(true);
	}
});
