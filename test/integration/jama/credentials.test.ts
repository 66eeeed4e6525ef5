/** The credentials as a user tests them, and the addresses that people enter. */
import { startJamaServer } from '../../servers/jama';
import type { JamaServer } from '../../servers/jama';
import {
	jamaCredentials,
	jamaOAuth2Credentials,
	resolveCredentials,
	testCredentials,
} from '../../support/engine/harness';
import type { StoredCredential } from '../../support/engine/harness';
import { useJama } from './support';

const jama = useJama({ contextPath: '/contour' });
const change = (credential: StoredCredential, data: object): StoredCredential => ({
	...credential,
	data: { ...credential.data, ...data },
});
const BOTH = [
	['Basic', jamaCredentials],
	['OAuth2', jamaOAuth2Credentials],
] as const;

describe.each(BOTH)('the test of %s', (_name, make) => {
	test('passes behind a context path, and asks who it is', async () => {
		expect(await testCredentials(make(jama.server))).toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		expect(jama.sent().at(-1)).toBe('GET /users/current');
		expect(jama.server.requests.at(-1)?.url).toBe('/contour/rest/v1/users/current');
	});

	test('a slash at the end of the address does no harm', async () => {
		const baseUrl = `${jama.server.url}//`;
		expect(await testCredentials(change(make(jama.server), { baseUrl }))).toMatchObject({
			status: 'OK',
		});
	});

	test('fails without the license', async () => {
		jama.server.switches.license = false;
		expect(await testCredentials(make(jama.server))).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^Jama rejected the credential \(401\).*Named Creator/),
		});
	});

	test('fails at another address, and says what to check', async () => {
		jama.server.switches.failNext = [{ status: 404, path: '/users/current' }];
		expect(await testCredentials(make(jama.server))).toEqual({
			status: 'Error',
			message: expect.stringMatching(/check the instance URL and its context path/),
		});
	});

	test('fails at a web page with status 200', async () => {
		jama.server.switches.failNext = [{ status: 'html', path: '/users/current' }];
		expect(await testCredentials(make(jama.server))).toEqual({
			status: 'Error',
			message: expect.stringMatching(/not as the Jama API.*OAuth2/),
		});
	});
});

test('a wrong password', async () => {
	const credential = change(jamaCredentials(jama.server), { password: 'wrong' });
	expect(await testCredentials(credential)).toEqual({
		status: 'Error',
		message: expect.stringMatching(/^Jama rejected the credential \(401\)/),
	});
	// n8n repeats a test that ended with 401 once, since a token might have expired.
	expect(jama.sent().length).toBeLessThanOrEqual(2);
});

test('a wrong client secret', async () => {
	const credential = change(jamaOAuth2Credentials(jama.server), { clientSecret: 'wr0ng-secret' });
	const { status, message } = await testCredentials(credential);
	expect(status).toBe('Error');
	expect(message).not.toContain('wr0ng-secret');
});

test('Basic against single sign-on', async () => {
	jama.server.switches.sso = true;
	expect(await testCredentials(jamaCredentials(jama.server))).toEqual({
		status: 'Error',
		message: expect.stringMatching(/With single sign-on, Basic ends at a login page/),
	});
});

test.each([
	[403, /^Jama rejected the request \(403\): .*may not use the API/],
	[429, /^Jama is asked too often \(429\)/],
	[500, /^Jama responded with an error of its own \(500\)/],
	[502, /^Jama, or a proxy in front of it, could not respond \(502\)/],
	[503, /^Jama, or a proxy in front of it, could not respond \(503\)/],
	[504, /^Jama, or a proxy in front of it, could not respond \(504\)/],
])('OAuth2 says what %d means', async (status, named) => {
	jama.server.switches.failNext = [{ status, path: '/users/current' }];
	expect(await testCredentials(jamaOAuth2Credentials(jama.server))).toEqual({
		status: 'Error',
		message: expect.stringMatching(named),
	});
});

describe('the address', () => {
	test.each([
		['example', 'https://example.jamacloud.com'],
		['Example', 'https://example.jamacloud.com'],
		['jama.example.com', 'https://jama.example.com'],
		['https://jama.example.com/contour/', 'https://jama.example.com/contour'],
		['http://localhost:8080', 'http://localhost:8080'],
	])('%s is where the token comes from', async (baseUrl, base) => {
		const credential = change(jamaOAuth2Credentials(jama.server), { baseUrl });
		expect(await resolveCredentials(credential)).toMatchObject({
			accessTokenUrl: `${base}/rest/oauth/token`,
			grantType: 'clientCredentials',
			authentication: 'header',
		});
	});

	test.each([
		['as copied from the browser', '/perspective.req?projectId=2#/items/20'],
		['of the API', '/rest/v1'],
		['with a slash', '/'],
		['of the login page', '/login.req'],
	])('%s works in the node', async (_name, rest) => {
		const baseUrl = jama.server.url + rest;
		const credentials = change(jamaCredentials(jama.server), { baseUrl });
		expect(await jama.rows('item.get', { itemId: 20 }, { credentials })).toMatchObject([
			{ id: 20 },
		]);
		expect(jama.server.requests[0]?.url).toBe('/contour/rest/v1/items/20');
	});

	test.each([
		['as copied from the browser', '/perspective.req#/items/20'],
		['of the API', '/rest/v1/'],
	])('%s works for a token, too', async (_name, rest) => {
		const baseUrl = jama.server.url + rest;
		const credentials = change(jamaOAuth2Credentials(jama.server), { baseUrl });
		expect(await jama.rows('item.get', { itemId: 20 }, { credentials })).toMatchObject([
			{ id: 20 },
		]);
		expect(await testCredentials(credentials)).toMatchObject({ status: 'OK' });
	});
});

describe('a certificate that nobody signed', () => {
	let server: JamaServer;
	beforeAll(async () => {
		server = await startJamaServer({ tls: true });
	});
	afterAll(async () => await server.close());

	test.each(BOTH)('is refused with %s, and the message says what to do', async (_name, make) => {
		const credentials = make(server);
		const failure = await jama.failure('item.get', { itemId: 20 }, { credentials });
		expect(failure.message).toBe('The secure connection could not be established');
		expect(failure.description).toMatch(/turn on 'Ignore SSL Issues'/);
		expect(server.requests).toEqual([]);
		expect((await testCredentials(credentials)).status).toBe('Error');
	});

	test.each(BOTH)('is accepted with %s by Ignore SSL Issues', async (_name, make) => {
		const credentials = change(make(server), { ignoreSSLIssues: true });
		expect(await jama.rows('item.get', { itemId: 20 }, { credentials })).toMatchObject([
			{ id: 20 },
		]);
		expect(await testCredentials(credentials)).toMatchObject({ status: 'OK' });
		expect(server.violations).toEqual([]);
	});

	test('nor is a server without TLS taken for one with it', async () => {
		const baseUrl = jama.server.url.replace('http:', 'https:');
		const credentials = change(jamaCredentials(jama.server), { baseUrl });
		const failure = await jama.failure('item.get', { itemId: 20 }, { credentials });
		expect(failure.message).toBe('The secure connection could not be established');
		expect(failure.description).toMatch(/right scheme/);
	});
});
