/** The test of a credential against a server that sends it on to a stranger. */
import '../support/engine/environment';
import { testCredentials } from '../support/engine/harness';
import type { StoredCredential } from '../support/engine/harness';
import type { Echo } from './jama/echo';
import { startEcho } from './jama/echo';

let own: Echo;
let stranger: Echo;
beforeEach(async () => {
	own = await startEcho();
	stranger = await startEcho();
	stranger.reply = () => ({
		status: 200,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ data: { id: 1 }, self: 'x', id: '1' }),
	});
});
afterEach(async () => {
	await own.close();
	await stranger.close();
});

const CREDENTIALS: Array<[type: string, data: object]> = [
	['jamaApi', { username: 'ada', password: 's3cret' }],
	['jiraAgileApi', { username: 'ada', password: 's3cret', deployment: 'dataCenter' }],
	['jiraAgilePatApi', { token: 's3cret', deployment: 'dataCenter' }],
];

describe.each(CREDENTIALS)('%s', (type, data) => {
	test.each([301, 302, 303, 307, 308])(
		'asks nobody else after a %i, and says so',
		async (status) => {
			own.reply = () => ({
				status,
				headers: { location: `${stranger.url}/rest/v1/users/current` },
			});
			const credential = { id: '1', name: 'x', type, data: { ...data, baseUrl: own.url } };
			const result = await testCredentials(credential as unknown as StoredCredential);
			expect(own.received.at(-1)?.headers.authorization).toMatch(/^(Basic|Bearer) /);
			expect(stranger.received).toEqual([]);
			expect(result).toEqual({
				status: 'Error',
				message: expect.stringMatching(/^The server sends this request on to another address\./),
			});
		},
	);
});
