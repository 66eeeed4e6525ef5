/** What is open of logins, limits and paths: the work is done all the same, or the error says what happened and what to do. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	jiraCredentials,
	jiraOAuth2Credentials,
	testCredentials,
} from '../../../support/engine/harness';
import type { Deployment } from '../../../servers/jira';
import { byId, byKey, byUrl, useJira } from '../support';

const board = { boardId: byId(1) };
const rename = { sprintId: byId(3), updateFields: { name: 'Doors' } };
const CHECK =
	"It does not exist, or the user of the credential may not see it. Check the ID or key, and in the credential 'Deployment' and the site URL (with the context path of Data Center) or cloud ID.";
const LOGIN =
	'Jira does not know this login. On Cloud enter the e-mail address and an API token (not the password); on Data Center the user name and password, or a personal access token that has not expired. With OAuth2, connect the credential again.';
const AT_GATEWAY = `${LOGIN} With a site URL at api.atlassian.com enter the address of the site itself: only API tokens with scopes are taken there.`;

/** A proxy that hands requests on without their login. */
async function withoutLogin<T>(target: string, work: (url: string) => Promise<T>): Promise<T> {
	const proxy = createServer((from, to) => {
		const { authorization: _login, ...headers } = from.headers;
		const options = { method: from.method ?? 'GET', headers };
		const onward = request(new URL(from.url ?? '/', target), options, (answer) => {
			to.writeHead(answer.statusCode ?? 500, answer.headers);
			answer.pipe(to);
		});
		from.pipe(onward);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	try {
		return await work(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
	} finally {
		proxy.closeAllConnections();
		proxy.close();
	}
}

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment });

	test.each<[401 | 404, string]>([
		[401, LOGIN],
		[
			404,
			deployment === 'cloud'
				? CHECK
				: 'Jira saw no login with this request. A proxy between n8n and Jira may take the Authorization header away; ask the administrator to let it pass.',
		],
	])('anonymous %d: a login that is lost on the way is no change', async (anonymous, advice) => {
		jira.server.switches.anonymous = anonymous;
		await withoutLogin(jira.server.url, async (url) => {
			const credentials = jiraCredentials({ ...jira.server, url });
			const read = await jira.failure('board.get', board, { credentials });
			expect(read.message).toMatch(
				/not authenticated|does not exist or you do not have permission/,
			);
			expect(read.description).toBe(advice);
			const write = await jira.failure('sprint.update', rename, { credentials });
			expect(write.description).toBe(`${advice} Nothing was changed.`);
		});
		expect(jira.server.state.sprints.get(3)!.name).toBe('PUMP Sprint 3');
	});

	test.each([401, 404] as const)(
		'anonymous %d: only the test of a credential asks something without a login',
		async (anonymous) => {
			jira.server.switches.anonymous = anonymous;
			expect(await testCredentials(jiraCredentials(jira.server))).toMatchObject({ status: 'OK' });
			const unsigned = jira.server.requests.filter(({ headers }) => !headers.authorization);
			expect(unsigned.map(({ path }) => path)).toEqual(['/rest/api/2/serverInfo']);
		},
	);

	test.each([true, false])(
		'xsrf %s: a write that looks like one of a browser carries the header against it',
		async (xsrf) => {
			jira.server.switches.xsrf = xsrf;
			const write = (headers: object) => ({
				method: 'POST',
				relativeUrl: '/sprint/3',
				body: '{"name": "Doors"}',
				specifyHeaders: 'json',
				headers: JSON.stringify({ 'User-Agent': 'Mozilla/5.0', ...headers }),
			});
			expect(await jira.rows('customApi.request', write({}))).toMatchObject([{ statusCode: 200 }]);
			expect(jira.server.requests[0]?.headers['user-agent']).toBe('Mozilla/5.0');
			expect(jira.server.state.sprints.get(3)!.name).toBe('Doors');
			jira.server.reseed();
			const other = write({ 'X-Atlassian-Token': 'check' });
			if (xsrf) {
				const failure = await jira.failure('customApi.request', other);
				expect(failure.message).toBe('XSRF check failed');
				expect(failure.description).toBe(
					'Jira took the request for one of a browser. A proxy may change its headers; ask the administrator to let X-Atlassian-Token pass. Nothing was changed.',
				);
			} else await jira.rows('customApi.request', other);
			expect(jira.server.state.sprints.get(3)!.name).toBe(xsrf ? 'PUMP Sprint 3' : 'Doors');
		},
	);

	test('license: without one nothing is read or changed, and the error says who can help', async () => {
		jira.server.switches.license = false;
		const read = await jira.failure('board.get', board);
		const write = await jira.failure('sprint.update', rename);
		const advice = 'Ask your Jira administrator for access to Jira Software for this user.';
		expect([read.message, read.description, write.description]).toEqual([
			'You do not have a license to use Jira Software.',
			advice,
			`${advice} Nothing was changed.`,
		]);
		expect(jira.server.state.sprints.get(3)!.name).toBe('PUMP Sprint 3');
	});

	test('unknownFields: the Custom API Action shows what Jira made of them', async () => {
		const parameters = {
			method: 'POST',
			relativeUrl: '/sprint/3',
			body: '{"name": "Doors", "colour": "red"}',
		};
		jira.server.switches.unknownFields = 'refused';
		const { message, description } = await jira.failure('customApi.request', parameters);
		expect(message).toBe('Unrecognized field "colour".');
		expect(description).toBe(
			'Check the values: an issue or board may be of another kind than this operation takes, or its state does not allow it. Nothing was changed.',
		);
		expect(jira.server.state.sprints.get(3)!.name).toBe('PUMP Sprint 3');
		jira.server.switches.unknownFields = 'ignored';
		const [row] = await jira.rows('customApi.request', parameters);
		expect(row?.body).toMatchObject({ name: 'Doors' });
		expect(row?.body).not.toHaveProperty('colour');
		expect(jira.takeViolations()).toHaveLength(2);
	});
});

describe('unknownPath', () => {
	const servers = {
		cloud: useJira(),
		dataCenter: useJira({ deployment: 'dataCenter' }),
	};
	const PAGE = "The response is a web page, not Jira's API (status 404)";
	const upsert = { projectKey: byId('PUMP'), issueType: 'Story', summary: 'New', matchBy: 'key' };
	const gone = { ...upsert, issueKey: 'PUMP-4', additionalFields: { createIfGone: true } };
	const custom = { relativeUrl: '/nonsense' };
	const calls: Array<[keyof typeof servers, Deployment, string, object]> = [
		['cloud', 'cloud', 'customApi.request', custom],
		['cloud', 'cloud', 'customApi.request', { ...custom, method: 'POST', body: '{}' }],
		['cloud', 'cloud', 'customApi.request', { ...custom, options: { allPages: true } }],
		['cloud', 'agile67', 'board.get', board],
		['cloud', 'agile67', 'sprint.create', { ...board, name: 'X' }],
		['dataCenter', 'cloud', 'sprint.getIssues', { sprintId: byId(2) }],
		['dataCenter', 'cloud', 'sprint.complete', { sprintId: byId(2), moveOpenIssuesTo: 'next' }],
		['dataCenter', 'cloud', 'sprint.getReport', { sprintId: byId(2) }],
		['dataCenter', 'cloud', 'issue.createOrUpdate', { ...upsert, issueKey: 'PUMP-4' }],
		['dataCenter', 'cloud', 'issue.createOrUpdate', gone],
		['dataCenter', 'cloud', 'issue.createOrUpdate', { ...gone, issueKey: 'PUMP-9999' }],
	];

	test.each(
		calls.flatMap(([server, as, ...call]) =>
			(['json', 'html'] as const).map((body) => [server, as, body, ...call] as const),
		),
	)(
		'%s, entered as %s, %s: %s %j points at the deployment, and nothing is changed',
		async (server, as, body, operation, parameters) => {
			const jira = servers[server];
			jira.server.switches.unknownPath = body;
			const { state } = jira.server;
			const all = () => JSON.stringify([[...state.issues], [...state.sprints]]);
			const before = all();
			const credentials = jiraCredentials({ ...jira.server, deployment: as });
			const failure = await jira.failure(operation, parameters, { credentials });
			expect(failure.message).toMatch(body === 'html' ? PAGE : /^null for uri: \/rest\//);
			expect(failure.description).toContain(
				body === 'html'
					? "Check the site URL in the credential, with the context path of Data Center (https://jira.example.com/jira), and that 'Deployment' is right."
					: CHECK,
			);
			expect(jira.takeViolations().length).toBeGreaterThan(0);
			expect(all()).toBe(before);
		},
	);
});

describe('429', () => {
	const servers = {
		cloud: useJira({ rate: 2, burst: 1 }),
		dataCenter: useJira({ deployment: 'dataCenter', rate: 2, burst: 1 }),
	};
	const strict = {
		cloud: useJira({ rate: 0.001, burst: 1 }),
		dataCenter: useJira({ deployment: 'dataCenter', rate: 0.001, burst: 1 }),
	};
	const forms = [
		['json', 'seconds'],
		['text', 'date'],
		['empty', 'none'],
	] as const;
	const each = (['cloud', 'dataCenter'] as const).flatMap((deployment) =>
		forms.map((form) => [deployment, ...form] as const),
	);

	test.each(each)('%s, %s, time as %s: waited for, and every row comes', async (...form) => {
		const [deployment, tooMany, retryAfter] = form;
		const jira = servers[deployment];
		Object.assign(jira.server.switches, { tooMany, retryAfter });
		const rows = await jira.rows('board.getIssues', { ...board, returnAll: true });
		expect(new Set(rows.map(({ key }) => key)).size).toBe(60);
		await jira.rows('sprint.update', rename);
		const statuses = (method: string) =>
			jira.server.requests.filter((one) => one.method === method).map(({ status }) => status);
		expect(statuses('GET')).toContain(429);
		expect(statuses('POST').filter((status) => status !== 429)).toEqual([200]);
	});

	test.each(each)('%s, %s: longer than is waited for', async (deployment, tooMany) => {
		const jira = strict[deployment];
		const retryAfter = tooMany === 'text' ? 'date' : 'seconds';
		const rateLimitReason = 'jira-quota-based';
		Object.assign(jira.server.switches, { tooMany, retryAfter, rateLimitReason });
		// The first request may still be allowed.
		await jira.run('board.get', board);
		const { message, description } = await jira.failure('sprint.update', rename);
		expect(message).toBe(
			tooMany === 'empty' ? 'Jira responded with status 429' : 'Rate limit exceeded.',
		);
		const reason = deployment === 'cloud' ? ' The reason that it gives is jira-quota-based.' : '';
		expect(description).toBe(
			`Jira limits how often it may be asked. Lower 'Requests per Second' in the credential, or run at a quieter time.${reason} The server asks to wait for 17 minutes before the next request. Nothing was changed.`,
		);
		expect(jira.server.state.sprints.get(3)!.name).toBe('PUMP Sprint 3');
	});
});

describe('basicOnGateway', () => {
	const jira = useJira();
	const atGateway = () => {
		const { cloudId } = jira.server.logins.oauth;
		const url = `${jira.server.url}/ex/jira/${cloudId}`;
		return { credentials: jiraCredentials({ ...jira.server, url }) };
	};
	const issue = { issueIdOrKey: byKey('PUMP-4'), simplify: true };

	test('taken: rows, their addresses and URLs of the site are the same as without the gateway', async () => {
		jira.server.switches.basicOnGateway = true;
		const rows = await jira.rows('issue.get', issue, atGateway());
		expect(rows).toEqual(await jira.rows('issue.get', issue));
		expect(rows).toMatchObject([{ url: `${jira.server.url}/browse/PUMP-4` }]);
		const named = { ...issue, issueIdOrKey: byUrl(`${jira.server.url}/browse/PUMP-4`) };
		expect(await jira.rows('issue.get', named, atGateway())).toEqual(rows);
		await jira.rows('sprint.update', rename, atGateway());
		expect(jira.server.state.sprints.get(3)!.name).toBe('Doors');
		const atSite = jira.server.requests.filter(({ url }) => !url.startsWith('/ex/jira/'));
		expect(atSite.map(({ operationId }) => operationId)).toEqual(['getIssue', 'getFields']);
	});

	test.each<[string, object]>([
		['issue.get', issue],
		['sprint.update', rename],
	])('refused: %s says where to go instead', async (operation, parameters) => {
		jira.server.switches.basicOnGateway = false;
		const { message, description } = await jira.failure(operation, parameters, atGateway());
		expect(message).toBe('Unauthorized');
		expect(description).toBe(AT_GATEWAY);
		expect(jira.writes()).toEqual([]);
	});

	test('a cloud ID without a site URL: addresses are those of the site as well', async () => {
		const credentials = jiraOAuth2Credentials(jira.server);
		Object.assign(credentials.data, { baseUrl: '', cloudId: jira.server.logins.oauth.cloudId });
		const rows = await jira.rows('issue.get', issue, { credentials });
		expect(rows).toMatchObject([{ url: `${jira.server.url}/browse/PUMP-4` }]);
	});
});
