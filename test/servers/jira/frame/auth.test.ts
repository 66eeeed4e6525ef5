import { startJiraServer } from '..';
import { basic, clientOf, startBench, useBench } from '../testing';

const BOARDS = '/rest/agile/1.0/board';

describe('Cloud', () => {
	const { bench, status } = useBench();
	const ask = (authorization: string, path = BOARDS) =>
		bench.send('GET', path, undefined, { authorization });

	test('e-mail and API token', async () => {
		expect((await ask(basic('integrator@example.com', 'ATATT3x-integrator-token'))).status).toBe(
			200,
		);
		expect(bench.server.requests[0]).toMatchObject({
			path: BOARDS,
			user: 'integrator@example.com',
			headers: { authorization: 'Basic' },
			operationId: 'getAllBoards',
			status: 200,
		});
		expect((await ask(basic('integrator', 'ATATT3x-integrator-token'))).status).toBe(401);
	});

	test.each(['json', 'html', 'empty'] as const)('a 401 is %s', async (form) => {
		bench.server.switches.unauthorized = form;
		const reply = await ask(basic('integrator@example.com', 'wrong'));
		expect(reply.status).toBe(401);
		expect(reply.headers.get('x-seraph-loginreason')).toBe('AUTHENTICATED_FAILED');
		const type = { json: 'application/json', html: 'text/html', empty: 'text/plain' }[form];
		expect([reply.headers.get('content-type')?.split(';')[0], reply.text === '']).toEqual([
			type,
			form === 'empty',
		]);
	});

	test('without a login: 401, or as for what is not visible', async () => {
		const anonymous = () => fetch(bench.server.url + BOARDS);
		expect((await anonymous()).status).toBe(401);
		bench.server.switches.anonymous = 404;
		expect((await anonymous()).status).toBe(404);
		expect((await anonymous()).headers.get('x-ausername')).toBeNull();
	});

	test('a token is refused at the site', async () => {
		expect((await ask(`Bearer ${bench.server.logins.token}`)).status).toBe(403);
		expect((await ask(`Bearer ${bench.server.logins.oauth.accessToken}`)).status).toBe(403);
	});

	describe('gateway', () => {
		const gateway = (path: string) => `/ex/jira/${bench.server.logins.oauth.cloudId}${path}`;
		const bearer = () => `Bearer ${bench.server.logins.oauth.accessToken}`;

		test('takes access tokens, and links lead back to it', async () => {
			const reply = await ask(bearer(), gateway(`${BOARDS}/1`));
			expect(reply.body.self).toBe(`${bench.server.url}${gateway(`${BOARDS}/1`)}`);
			expect(bench.server.requests[0]).toMatchObject({ path: `${BOARDS}/1` });
			bench.server.expireTokens();
			const late = await ask(bearer(), gateway(BOARDS));
			expect([late.status, late.body]).toEqual([401, { code: 401, message: 'Unauthorized' }]);
			expect((await fetch(bench.server.url + gateway(BOARDS))).status).toBe(401);
		});

		test('a wrong cloudId is not found', async () => {
			const reply = await ask(bearer(), `/ex/jira/0000${BOARDS}`);
			expect([reply.status, reply.body.error]).toEqual([404, 'Not Found']);
		});

		test('Basic and scopes by switches', async () => {
			const { username, password } = bench.server.logins.basic;
			const login = basic(username, password);
			expect((await ask(login, gateway(BOARDS))).status).toBe(200);
			bench.server.switches.basicOnGateway = false;
			expect((await ask(login, gateway(BOARDS))).status).toBe(401);
			bench.server.switches.scopeMismatch = true;
			expect((await ask(bearer(), gateway(BOARDS))).body.message).toContain('scope');
		});

		test('accessible-resources names the site', async () => {
			const path = '/oauth/token/accessible-resources';
			const { cloudId } = bench.server.logins.oauth;
			expect((await ask(bearer(), path)).body).toMatchObject([
				{ id: cloudId, url: bench.server.url, scopes: expect.any(Array) },
			]);
			expect((await ask('Bearer wrong', path)).status).toBe(401);
		});
	});

	describe('OAuth', () => {
		const token = (body: unknown, headers = {}) =>
			bench.send('POST', '/oauth/token', body, { authorization: '', ...headers });
		const client = () => {
			const { clientId: client_id, clientSecret: client_secret } = bench.server.logins.oauth;
			return { client_id, client_secret };
		};

		test('from the consent to a token, and to the next', async () => {
			const target = 'https://n8n.example.com/callback?x=1';
			const query = new URLSearchParams({ ...client(), redirect_uri: target, state: 's1' });
			const url = `${bench.server.url}/authorize?${query}`;
			const consent = await fetch(url, { redirect: 'manual' });
			expect(consent.status).toBe(302);
			const back = new URL(consent.headers.get('location')!);
			expect([back.searchParams.get('x'), back.searchParams.get('state')]).toEqual(['1', 's1']);
			const code = back.searchParams.get('code');
			const grant = { grant_type: 'authorization_code', code, ...client() };
			const first = await token(grant);
			expect(first.body).toMatchObject({ expires_in: 3600, token_type: 'Bearer' });
			expect((await token(grant)).body.error).toBe('invalid_grant');

			const { refresh_token, access_token } = first.body;
			const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token });
			const { client_id, client_secret } = client();
			const headers = {
				'content-type': 'application/x-www-form-urlencoded',
				authorization: basic(client_id, client_secret),
			};
			const second = await token(form.toString(), headers);
			expect(second.status).toBe(200);
			expect(second.body.refresh_token).not.toBe(refresh_token);
			expect((await token(form.toString(), headers)).status).toBe(403);

			const path = `/ex/jira/${bench.server.logins.oauth.cloudId}${BOARDS}`;
			expect((await ask(`Bearer ${access_token}`, path)).status).toBe(401);
			expect((await ask(`Bearer ${second.body.access_token}`, path)).status).toBe(200);
			bench.tick(3600_000);
			expect((await ask(`Bearer ${second.body.access_token}`, path)).status).toBe(401);
		});

		test('wrong clients and grants', async () => {
			const wrong = { ...client(), client_secret: 'wrong' };
			expect((await token({ grant_type: 'refresh_token', ...wrong })).status).toBe(401);
			expect((await token({ grant_type: 'password', ...client() })).status).toBe(400);
			expect(await status('GET', '/authorize?client_id=x&redirect_uri=https://a.b')).toBe(400);
		});
	});
});

describe('Data Center', () => {
	const { bench } = useBench({ deployment: 'dataCenter' });
	const ask = (authorization: string) => bench.send('GET', BOARDS, undefined, { authorization });

	test('a personal access token or a password', async () => {
		const { basic: login, token } = bench.server.logins;
		const replies = [
			await ask(`Bearer ${token}`),
			await ask(basic(login.username, login.password)),
			await ask('Bearer wrong'),
			await ask(basic(login.username, 'wrong')),
		];
		expect(replies.map((reply) => [reply.status, reply.headers.get('x-ausername')])).toEqual([
			[200, 'integrator'],
			[200, 'integrator'],
			[401, 'anonymous'],
			[401, 'anonymous'],
		]);
	});

	test('after too many wrong passwords a CAPTCHA is due, but not for tokens', async () => {
		const { basic: login, token } = bench.server.logins;
		bench.server.switches.captcha = true;
		const reply = await ask(basic(login.username, login.password));
		expect([reply.status, reply.headers.get('x-authentication-denied-reason')]).toEqual([
			403,
			`CAPTCHA_CHALLENGE; login-url=${bench.server.url}/login.jsp`,
		]);
		expect((await ask(`Bearer ${token}`)).status).toBe(200);
	});

	test('there is no gateway and no OAuth of Atlassian', async () => {
		for (const path of ['/oauth/token/accessible-resources', `/ex/jira/x${BOARDS}`])
			expect((await fetch(bench.server.url + path)).status).toBe(404);
	});
});

describe('what users may see and do', () => {
	const { bench } = useBench();
	const as = (name: 'reader' | 'noLicense') => {
		const { username, password } = bench.server.logins[name];
		return clientOf(bench.server, basic(username, password));
	};

	test('the reader sees one project and changes nothing', async () => {
		const send = as('reader');
		const { body } = await send('GET', BOARDS);
		expect(body.values.map(({ id }: { id: number }) => id)).toEqual([1, 3]);
		const status = async (method: string, path: string, given?: unknown) =>
			(await send(method, path, given)).status;
		const agile = '/rest/agile/1.0';
		expect(await status('GET', `${BOARDS}/2`)).toBe(404);
		expect(await status('GET', `${agile}/issue/LAB-2`)).toBe(404);
		expect(await status('GET', `${agile}/epic/LAB-1`)).toBe(404);
		expect(await status('GET', `${agile}/issue/PUMP-4`)).toBe(200);
		expect((await send('GET', '/rest/api/3/project')).body).toHaveLength(1);
		expect(await status('POST', `${agile}/sprint`, { name: 'New', originBoardId: 1 })).toBe(403);
		expect(await status('POST', `${agile}/backlog/issue`, { issues: ['PUMP-4'] })).toBe(403);
		expect(await status('DELETE', '/rest/api/3/issue/PUMP-4')).toBe(403);
	});

	test('a sprint is visible by one of its issues', async () => {
		const { state } = bench.server;
		const sprint = state.addSprint({ name: 'Shared', originBoardId: 2 });
		const path = `/rest/agile/1.0/sprint/${sprint.id}`;
		expect((await as('reader')('GET', path)).status).toBe(404);
		state.issue('PUMP-40')!.sprint = sprint.id;
		expect((await as('reader')('GET', path)).status).toBe(200);
	});

	test('without a license the platform answers, and the Agile resources do not', async () => {
		const send = as('noLicense');
		expect((await send('GET', '/rest/api/3/myself')).status).toBe(200);
		expect((await send('GET', BOARDS)).status).toBe(403);
		bench.server.switches.license = false;
		expect((await bench.send('GET', BOARDS)).status).toBe(403);
	});
});

test('HTTPS, a latency and reset data', async () => {
	const bench = await startBench({ tls: true, latency: 20, issues: 5 });
	expect(bench.server.url).toMatch(/^https:/);
	expect(bench.server.state.issues.size).toBe(22);
	bench.server.reseed({ issues: 0 });
	expect(bench.server.state.issues.size).toBe(17);
	await bench.server.close();
	const plain = await startJiraServer({ latency: 50 });
	const before = performance.now();
	await fetch(`${plain.url}/rest/x`);
	expect(performance.now() - before).toBeGreaterThanOrEqual(45);
	await plain.close();
});
