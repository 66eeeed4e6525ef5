/** Credentials that do not work: a clear error. That no secret is in it is checked with every run. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { jamaCredentials, jamaOAuth2Credentials } from '../../support/engine/harness';
import type { StoredCredential } from '../../support/engine/harness';
import { useJama } from './support';
import type { Failure } from './support';

const jama = useJama();
const PASSWORD = 'Wr0ng-Passw0rd';
const get = async (credentials: StoredCredential): Promise<Failure> =>
	await jama.failure('project.getMany', {}, { credentials });
const basic = (data: object): StoredCredential => {
	const credential = jamaCredentials(jama.server);
	return { ...credential, data: { ...credential.data, password: PASSWORD, ...data } };
};
const oauth = (data: object = {}): StoredCredential => {
	const credential = jamaOAuth2Credentials(jama.server);
	return { ...credential, data: { ...credential.data, ...data } };
};
const rightPassword = () => ({ password: jama.server.logins.basic.password });

describe('an instance URL that cannot be used is refused before anything is sent', () => {
	test.each([
		['   ', 'The credential has no instance URL'],
		['http://', "The credential's instance URL is not a URL: http://"],
		[
			'https://jama example.com',
			"The credential's instance URL is not a URL: https://jama example.com",
		],
		['ftp://jama.example.com', "The credential's instance URL starts with ftp://"],
	])('%j', async (baseUrl, message) => {
		const failure = await get(basic({ baseUrl }));
		expect(failure.message).toBe(message);
		expect(failure.description).toContain('Enter it as https://example.jamacloud.com');
		expect(jama.sent()).toEqual([]);
	});

	test('with a user name and password in it', async () => {
		const failure = await get(basic({ baseUrl: `https://me:${PASSWORD}@jama.example.com` }));
		expect(failure.message).toBe("The credential's instance URL holds a user name or password");
		expect(failure.description).toMatch(/Remove everything up to the @/);
	});

	test.each([0, -5, 'fast'])('nor are %j requests per second', async (requestsPerSecond) => {
		const failure = await get(basic({ requestsPerSecond }));
		expect(failure.message).toBe(
			`'Requests per Second' must be a number greater than 0, and is ${JSON.stringify(requestsPerSecond)}`,
		);
		expect(jama.sent()).toEqual([]);
	});
});

describe('a server that cannot be reached', () => {
	test('by name', async () => {
		const failure = await get(basic({ baseUrl: 'https://jama.invalid' }));
		expect(failure.message).toBe('The instance URL leads nowhere: no such host');
		expect(failure.description).toMatch(/typing errors/);
	}, 20_000);

	test('at its port', async () => {
		const free = await new Promise<number>((resolve) => {
			const server = createServer().listen(0, '127.0.0.1', () => {
				const { port } = server.address() as AddressInfo;
				server.close(() => resolve(port));
			});
		});
		const run = await jama.run(
			'tag.addToRecord',
			{ recordId: 20, tag: 1 },
			{ credentials: basic({ baseUrl: `http://127.0.0.1:${free}` }), continueOnFail: true },
		);
		expect(run.items.map(({ json }) => json)).toEqual([
			{
				error: 'The server refused the connection',
				details: expect.stringMatching(/host and port/),
			},
		]);
	}, 20_000);
});

describe('Basic', () => {
	test('a wrong password is sent once, since every try counts towards a lock-out', async () => {
		const failure = await get(basic({}));
		expect(failure.message).toBe('Username or password is invalid');
		expect(failure.description).toMatch(/single sign-on reject Basic.*Named Creator/);
		expect(jama.sent()).toHaveLength(1);
	});

	// At most a second request may find out whether it was the password or the item that was refused.
	test.each([
		['item.lock', false],
		['item.lock', true],
		['item.get', false],
		['item.get', true],
	])(
		'a wrong password is not tried for every item: %s, continue on fail %s',
		async (operation, continueOnFail) => {
			const input = Array.from({ length: 20 }, () => ({}));
			const more = { credentials: basic({}), input, continueOnFail };
			const { items, error } = await jama.run(operation, { itemId: 20, recordId: 20 }, more);
			expect(error?.message ?? items[19]?.json.error).toBe('Username or password is invalid');
			expect(jama.sent().length).toBeLessThanOrEqual(2);
		},
	);

	test.each(['html', '401'] as const)('against single sign-on (%s)', async (ssoRefusal) => {
		Object.assign(jama.server.switches, { sso: true, ssoRefusal });
		const failure = await get(basic(rightPassword()));
		expect(failure.description).toMatch(/single sign-on/i);
		expect(failure.description).toMatch(/use OAuth/);
		expect(jama.sent()).toHaveLength(1);
	});

	test('the login page of single sign-on is never an empty list', async () => {
		jama.server.switches.sso = true;
		const failure = await get(basic(rightPassword()));
		expect(failure.message).toBe("The response is a web page, not Jama's API (status 200)");
	});

	test('without the license that the API needs', async () => {
		jama.server.switches.license = false;
		const failure = await get(basic(rightPassword()));
		expect(failure.message).toBe('A Named Creator license is required to use the REST API');
		expect(failure.description).toMatch(/Ask your Jama administrator/);
	});

	test('a user who may not see the project', async () => {
		const { username, password } = jama.server.logins.reader;
		const more = { credentials: basic({ username, password }) };
		for (const noAccess of [401, 403, 404] as const) {
			jama.server.switches.noAccess = noAccess;
			const failure = await jama.failure('project.get', { projectId: 2 }, more);
			expect(failure.message).toBe('You do not have access to the requested resource');
			expect(failure.description).not.toBe('');
		}
	});
});

describe('OAuth', () => {
	test('gets a token once for all items and all runs', async () => {
		const credentials = oauth();
		const input = Array.from({ length: 7 }, () => ({}));
		for (let run = 0; run < 2; run++) {
			expect(await jama.rows('item.get', { itemId: 20 }, { credentials, input })).toHaveLength(7);
		}
		const tokens = jama.sent().filter((line) => line.includes('/oauth/token'));
		expect(tokens).toEqual(['POST /oauth/token {"grant_type":"client_credentials"}']);
		expect(new Set(jama.server.requests.map(({ headers }) => headers.authorization))).toEqual(
			new Set(['Basic', 'Bearer']),
		);
	});

	test.each(['envelope', 'oauth'] as const)(
		'an expired token is renewed once, then all goes on (%s)',
		async (tokenRefusal) => {
			jama.server.switches.tokenRefusal = tokenRefusal;
			const credentials = oauth();
			await jama.rows('item.get', { itemId: 20 }, { credentials });
			jama.server.expireTokens();
			jama.server.requests.length = 0;
			const rows = await jama.rows('item.lock', { itemId: 20 }, { credentials });
			expect(rows).toEqual([{ success: true, itemId: 20 }]);
			expect(jama.sent()).toEqual([
				'PUT /items/20/lock {"locked":true}',
				'POST /oauth/token {"grant_type":"client_credentials"}',
				'PUT /items/20/lock {"locked":true}',
			]);
		},
	);

	test('a refused client secret', async () => {
		const failure = await get(oauth({ clientSecret: PASSWORD }));
		expect(failure.message).toBe('Jama gave no access token for this client ID and secret');
		expect(failure.description).toMatch(/Set API Credentials/);
		expect(jama.sent().filter((line) => !line.includes('/oauth/token'))).toEqual([]);
	});

	test('a secret that is refused when the token has expired', async () => {
		const credentials = oauth();
		await jama.rows('item.get', { itemId: 20 }, { credentials });
		jama.server.expireTokens();
		credentials.data.clientSecret = PASSWORD;
		const failure = await get(credentials);
		expect(failure.message).toBe('Jama gave no access token for this client ID and secret');
	});

	test("without the license: renewed once, then Jama's words", async () => {
		jama.server.switches.license = false;
		const failure = await get(oauth());
		expect(failure.message).toBe('A Named Creator license is required to use the REST API');
		expect(failure.description).toMatch(/Ask your Jama administrator/);
		expect(jama.sent().filter((line) => line.includes('/projects')).length).toBeLessThanOrEqual(2);
	});
});
