/** The harness itself: that what other tests stand on behaves as in n8n. */
import { getNodeType, loadPackage } from '../support/engine/package-loader';
import {
	jamaCredentials,
	jamaOAuth2Credentials,
	resolveCredentials,
	runListSearch,
	runNode,
} from '../support/engine/harness';

const server = {
	url: 'https://jama.example.com/context',
	logins: {
		basic: { username: 'ann', password: 'p' },
		oauth: { clientId: 'id', clientSecret: 's' },
	},
};

test('loads the built package as n8n does', async () => {
	const loaded = await loadPackage();
	expect(Object.keys(loaded.nodeTypes)).toContain('jama');
	expect(Object.keys(loaded.credentialTypes)).toEqual(
		expect.arrayContaining(['jamaApi', 'jamaOAuth2Api']),
	);
	expect(getNodeType(loaded, 'jama').node.description.codex?.categories).not.toHaveLength(0);
});

test('a Basic credential gets what the user left out', async () => {
	const { type, data } = jamaCredentials(server);
	const resolved = await resolveCredentials({
		type,
		data: { baseUrl: server.url, username: data.username ?? '', password: data.password ?? '' },
	});
	expect(resolved).toMatchObject({ ...server.logins.basic, baseUrl: server.url });
	expect(resolved.requestsPerSecond).toEqual(expect.any(Number));
});

test('an OAuth2 credential finds the token address from the base URL', async () => {
	const resolved = await resolveCredentials(jamaOAuth2Credentials(server));
	expect(resolved).toMatchObject({
		grantType: 'clientCredentials',
		accessTokenUrl: `${server.url}/rest/oauth/token`,
		...server.logins.oauth,
	});
});

test('what n8n has against a workflow is an error of the run', async () => {
	const { error, items } = await runNode({});
	expect(error?.message).toMatch(/credential/i);
	expect(items).toEqual([]);
});

test('an unknown node, list or credential is named', async () => {
	await expect(runNode({ nodeType: 'gemma' })).rejects.toThrow('no node "gemma", only: jama');
	await expect(runListSearch('nothing', {})).rejects.toThrow('No listSearch "nothing"');
	await expect(resolveCredentials({ type: 'other', data: {} })).rejects.toThrow('"other"');
});
