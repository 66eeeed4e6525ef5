import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { startJamaServer } from '../servers/jama';
import { lastItems, type CredentialRef, type Json, type N8nApi } from './api';
import { connect, prepared } from './prepared';
import { jamaNode, secretsIn, workflowOf } from './workflows';

const { folder, packed } = prepared();
const node = `${packed.name}.jama`;
const credentialTypes = [
	'jamaApi',
	'jamaOAuth2Api',
	'jiraAgileApi',
	'jiraAgileOAuth2Api',
	'jiraAgilePatApi',
];

let api: N8nApi;
let log: () => string;
let jama: Awaited<ReturnType<typeof startJamaServer>>;
let basicData: Json;
let oauthData: Json;
let basic: CredentialRef;
let oauth: CredentialRef;

beforeAll(async () => {
	({ api, log } = connect());
	jama = await startJamaServer();
	const common = { baseUrl: jama.url, requestsPerSecond: 100, burst: 100 };
	basicData = { ...common, ...jama.logins.basic };
	oauthData = { ...common, ...jama.logins.oauth };
	basic = await api.saveCredential('Jama', 'jamaApi', basicData);
	oauth = await api.saveCredential('Jama OAuth2', 'jamaOAuth2Api', oauthData);
}, 60_000);

afterAll(async () => {
	await jama?.close();
});

const execute = async (name: string, parameters: Json, login = basic) => {
	const workflow = workflowOf(name, jamaNode(packed.name, login, parameters));
	return await api.runWorkflow(await api.saveWorkflow(workflow));
};

describe('the packed package in a real n8n', () => {
	it('loads with no node_modules beside its code', async () => {
		const installed = join(folder, 'user', '.n8n', 'nodes', 'node_modules');
		expect(readdirSync(installed).filter((name) => !name.startsWith('.'))).toEqual([packed.name]);
		expect(existsSync(join(installed, packed.name, 'node_modules'))).toBe(false);
		const names = (await api.nodeTypes()).map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining([node, `${node}Tool`, `${node}Trigger`]));
	});

	it('stands under Settings > Community nodes', async () => {
		const [listed, ...others] = await api.communityPackages();
		expect(others).toEqual([]);
		expect(listed).toMatchObject({ packageName: packed.name, installedVersion: packed.version });
		expect(listed?.failedLoading).toBeFalsy();
	});

	it('offers its credential types', async () => {
		const names = (await api.credentialTypes()).map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(credentialTypes));
	});

	it('serves light and dark icons for nodes and credentials', async () => {
		const own = [
			...(await api.nodeTypes()).filter(({ name }) => name.startsWith(packed.name)),
			...(await api.credentialTypes()).filter(({ name }) => credentialTypes.includes(name)),
		];
		for (const { name, iconUrl } of own) {
			expect({ name, iconUrl }).toEqual({
				name,
				iconUrl: { light: expect.any(String), dark: expect.any(String) },
			});
			for (const path of Object.values(iconUrl as { light: string; dark: string })) {
				const response = await fetch(`${api.url}/${path}`);
				expect(response.headers.get('content-type')).toContain('image/svg+xml');
				expect(await response.text()).toContain('<svg');
			}
		}
		expect(own.length).toBeGreaterThanOrEqual(credentialTypes.length + 3);
	});
});

describe('credentials', () => {
	it('pass their test with the right login', async () => {
		expect(await api.testCredential(basic, basicData)).toMatchObject({ status: 'OK' });
		expect(await api.testCredential(oauth, oauthData)).toMatchObject({ status: 'OK' });
	});

	it('fail their test with a wrong password, and the message says so', async () => {
		const result = await api.testCredential(basic, { ...basicData, password: 'wrong' });
		expect(result).toEqual({
			status: 'Error',
			message: expect.stringMatching(/user ?name|password/i),
		});
	});

	// The words are n8n's and the server's: n8n fetches the token itself.
	it('fail their test with a wrong client secret, and the message names the token', async () => {
		const wrong = { ...oauthData, clientSecret: 'wrong' };
		const created = await api.saveCredential('Jama wrong', 'jamaOAuth2Api', wrong);
		const result = await api.testCredential(created, wrong);
		expect(result).toEqual({ status: 'Error', message: expect.stringMatching(/token/i) });
	});
});

describe('workflows', () => {
	it.each(['basic', 'oAuth2'])('list the projects with %s', async (authentication) => {
		const list = { resource: 'project', operation: 'getMany', returnAll: true };
		const login = authentication === 'oAuth2' ? oauth : basic;
		const execution = await execute(`projects ${authentication}`, list, login);
		expect(execution.status).toBe('success');
		expect(lastItems(execution)[0]?.json).toHaveProperty('id');
	});
});

describe('pickers', () => {
	it.each(['searchProjects', 'searchItems'])('%s returns rows to choose from', async (method) => {
		const { results } = await api.list({
			node,
			method,
			path: 'parameters.itemId',
			parameters: { authentication: 'basic', resource: 'item', operation: 'get' },
			credential: basic,
		});
		expect(results.length).toBeGreaterThan(0);
		expect(results[0]).toEqual(expect.objectContaining({ name: expect.any(String) }));
	});
});

describe('errors', () => {
	it('an unknown item fails the execution, says what to do and gives no secret away', async () => {
		const execution = await execute('unknown item', {
			resource: 'item',
			operation: 'get',
			itemId: { __rl: true, mode: 'id', value: '99999999' },
		});
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toBeTruthy();
		expect(execution.error?.description).toMatch(/\bid\b/i);

		for (const text of [execution.raw, log()]) expect(secretsIn(text, jama)).toEqual([]);
	});
});
