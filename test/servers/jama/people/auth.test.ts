import { basic, clientOf, startBench, type Bench } from '../testing';

let bench: Bench;
beforeAll(async () => {
	bench = await startBench({ tokenLifetime: 100 });
});
afterEach(() => bench.server.reset());
afterAll(() => bench.server.close());

async function token(
	id?: string,
	secret?: string,
	form = 'grant_type=client_credentials',
	path = '/rest/oauth/token',
) {
	const { clientId, clientSecret } = bench.server.logins.oauth;
	return await bench.send('POST', path, form, {
		authorization: basic(id ?? clientId, secret ?? clientSecret),
		'content-type': 'application/x-www-form-urlencoded',
	});
}

describe('Basic', () => {
	test('the seeded user gets in and is who they are', async () => {
		const reply = await bench.send('GET', '/users/current');
		expect(reply.body.data).toMatchObject({
			username: bench.server.logins.basic.username,
			type: 'users',
		});
	});

	test.each([[undefined], ['Basic eDp5'], ['Digest x'], ['Bearer none']])(
		'%s is 401 in the envelope',
		async (authorization) => {
			const response = await fetch(`${bench.server.url}/rest/v1/projects`, {
				headers: authorization ? { authorization } : {},
			});
			expect(response.status).toBe(401);
			expect(await response.json()).toMatchObject({
				meta: { status: 'Unauthorized', message: expect.any(String) },
			});
		},
	);

	test('an inactive user does not get in', async () => {
		const send = clientOf(bench.server, basic('farid.haddad', 'farid-secret'));
		expect((await send('GET', '/projects')).status).toBe(401);
	});

	test('with SSO, Basic meets the login page and OAuth works', async () => {
		bench.server.switches.sso = true;
		const page = await bench.send('GET', '/projects');
		expect([page.status, page.headers.get('content-type')]).toEqual([
			200,
			'text/html;charset=UTF-8',
		]);
		const { access_token } = (await token()).body;
		expect(
			(await bench.send('GET', '/projects', undefined, { authorization: `Bearer ${access_token}` }))
				.status,
		).toBe(200);
		bench.server.switches.ssoRefusal = '401';
		expect((await bench.send('GET', '/projects')).status).toBe(401);
	});

	test('a wrong password may be answered by a page as well', async () => {
		bench.server.switches.basicRefusal = 'html';
		const page = await bench.send('GET', '/projects', undefined, { authorization: 'Basic eDp5' });
		expect(page.text).toContain('<html>');
	});

	test('without a creator license every call is 401', async () => {
		bench.server.switches.license = false;
		expect((await bench.send('GET', '/projects')).body.meta.message).toContain('Named Creator');
	});
});

describe('OAuth', () => {
	test('a token has the fields of the guide', async () => {
		expect((await token()).body).toEqual({
			access_token: expect.any(String),
			token_type: 'bearer',
			expires_in: 100,
			scope: 'token_information',
			application_data: { JAMA_CORE: expect.any(String) },
			tenant: 'default',
			jti: expect.any(String),
		});
	});

	test('it expires on time, and when told to', async () => {
		const authorization = `Bearer ${(await token()).body.access_token}`;
		const get = async () =>
			(await bench.send('GET', '/projects', undefined, { authorization })).status;
		bench.tick(99_999);
		expect(await get()).toBe(200);
		bench.tick(1);
		expect(await get()).toBe(401);
		const fresh = `Bearer ${(await token()).body.access_token}`;
		bench.server.expireTokens();
		const refused = await bench.send('GET', '/projects', undefined, { authorization: fresh });
		expect(refused.body.meta.status).toBe('Unauthorized');
		bench.server.switches.tokenRefusal = 'oauth';
		expect(
			(await bench.send('GET', '/projects', undefined, { authorization: fresh })).body.error,
		).toBe('invalid_token');
	});

	test('errors are those of OAuth', async () => {
		expect(await token('x', 'y')).toMatchObject({
			status: 401,
			body: { error: 'invalid_client', error_description: expect.any(String) },
		});
		expect(await token(undefined, undefined, 'grant_type=password')).toMatchObject({
			status: 400,
			body: { error: 'unsupported_grant_type' },
		});
		expect(await token(undefined, undefined, 'x=1')).toMatchObject({
			status: 400,
			body: { error: 'invalid_request' },
		});
	});

	test('there is no trailing slash after token', async () => {
		expect((await token(undefined, undefined, undefined, '/rest/oauth/token/')).status).toBe(404);
	});
});

describe('the reader', () => {
	const send: ReturnType<typeof clientOf> = (...given) => {
		const { username, password } = bench.server.logins.reader;
		return clientOf(bench.server, basic(username, password))(...given);
	};

	test('sees the second project only', async () => {
		expect(
			(await send('GET', '/projects')).body.data.map(
				(each: { projectKey: string }) => each.projectKey,
			),
		).toEqual(['BIKE']);
		const keys = (await send('GET', '/abstractitems')).body.data.map(
			(each: { project: number }) => each.project,
		);
		expect(new Set(keys)).toEqual(new Set([3]));
	});

	test('gets 401 for the rest, or what the switch says', async () => {
		const { id } = bench.nth('system');
		expect((await send('GET', `/items/${id}`)).status).toBe(401);
		expect((await send('GET', '/items?project=2')).status).toBe(401);
		bench.server.switches.noAccess = 404;
		expect((await send('GET', `/items/${id}`)).status).toBe(404);
	});

	test('writes nothing, and lists no users', async () => {
		const [item] = bench.server.state.treeOrder(3);
		expect((await send('DELETE', `/items/${item?.id}`)).status).toBe(401);
		bench.server.switches.noWrite = 403;
		expect((await send('DELETE', `/items/${item?.id}`)).status).toBe(403);
		expect((await send('GET', '/users')).status).toBe(401);
		const own = (await send('GET', `/items/${item?.id}`)).body.data;
		expect(own.resources.self.allowed).toEqual(['GET']);
	});
});

test('a logged request has its user, its answer, and no secret', async () => {
	await bench.send('GET', '/projects?startAt=1');
	const logged = bench.server.requests.at(-1);
	expect(logged).toMatchObject({
		method: 'GET',
		path: '/projects',
		query: { startAt: '1' },
		user: bench.server.logins.basic.username,
		status: 200,
		operationId: 'get_projects',
	});
	expect(logged?.headers.authorization).toBe('Basic');
	await token();
	expect(JSON.stringify(bench.server.requests)).not.toContain(
		bench.server.logins.oauth.clientSecret,
	);
	expect(bench.server.requests.at(-1)?.path).toBe('/oauth/token');
});
