import { Agent, fetch as undiciFetch } from 'undici';
import { startJamaServer } from './index';
import { basic, clientOf, startBench, type Bench } from './testing';

let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterEach(() => bench.server.reset());
afterAll(() => bench.server.close());

describe('paths', () => {
	test.each([
		['GET', '/nothing', 404],
		['GET', '/items/PUMP-SYS-1', 404],
		['GET', '/items/999999', 404],
		['GET', '//projects', 404],
		['GET', '/items//6', 404],
		['DELETE', '/projects', 405],
		['POST', '/testruns', 405],
	])('%s %s is %d, in the envelope', async (method, path, status) => {
		const reply = await bench.send(method, path);
		expect(reply.status).toBe(status);
		expect(reply.body.meta).toEqual({
			status: expect.any(String),
			timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
			message: expect.any(String),
		});
	});

	test('v1, latest and labs answer, a trailing slash is accepted', async () => {
		for (const path of [
			'/rest/v1/projects',
			'/rest/latest/projects',
			'/rest/labs/projects',
			'/rest/v1/projects/',
		]) {
			expect((await bench.send('GET', path)).status).toBe(200);
		}
		expect((await bench.send('GET', '/rest/v2/projects')).status).toBe(404);
	});

	test('an operation of labs is not found in v1', async () => {
		expect((await bench.send('GET', '/rest/labs/reviews?project=2')).status).not.toBe(404);
		expect((await bench.send('GET', '/rest/v1/reviews?project=2')).status).toBe(404);
	});

	test('GET /rest lists the versions', async () => {
		expect(
			(await bench.send('GET', '/rest')).body.data.map((each: { name: string }) => each.name),
		).toEqual(['v1', 'latest', 'labs']);
	});
});

describe('requests', () => {
	test('a missing parameter and a wrong type are 400 and violations', async () => {
		expect((await bench.send('GET', '/items')).status).toBe(400);
		expect((await bench.send('POST', '/items', { project: 'two' })).status).toBe(400);
		expect(
			(
				await bench.send('POST', '/comments', {
					body: { text: 'x' },
					commentType: 'RANT',
					location: { item: 9 },
				})
			).status,
		).toBe(400);
		expect(bench.server.violations).toHaveLength(3);
	});

	test('a body is JSON and says so', async () => {
		expect(
			(await bench.send('POST', '/items', '{', { 'content-type': 'application/json' })).status,
		).toBe(400);
		expect(
			(
				await bench.send('POST', '/items', 'project=2', {
					'content-type': 'application/x-www-form-urlencoded',
				})
			).status,
		).toBe(415);
		expect((await bench.send('POST', '/items')).status).toBe(400);
	});
});

test('the answers of every reading operation keep to the contract', async () => {
	const { state } = bench.server;
	const [a, b] = [bench.nth('system'), bench.nth('system', 1)];
	const comment = [...state.comments.keys()][0];
	const attachment = [...state.attachments.keys()][0];
	const tagged = [...state.itemTags.keys()][0];
	const link = [...state.links.values()][0];
	const relationship = [...state.relationships.keys()][0];
	await bench.send('POST', `/items/${a.id}/synceditems`, { item: b.id });
	const facets = [
		'',
		'activities',
		'attachments',
		'children',
		'comments',
		'downstreamrelated',
		'downstreamrelationships',
		'links',
		'location',
		'lock',
		'parent',
		'synceditems',
		'tags',
		'upstreamrelated',
		'upstreamrelationships',
		'versions',
		'versions/1',
		'versions/1/versioneditem',
		'workflowtransitionoptions',
		`synceditems/${b.id}/syncstatus`,
	];
	const paths = [
		...facets.map((facet) => `/items/${a.id}/${facet}`),
		...['', 'versions', 'versions/1', 'versions/1/versioneditem'].map(
			(facet) => `/abstractitems/${a.id}/${facet}`,
		),
		'/abstractitems',
		'/items?project=2',
		'/items?project=2&rootOnly=true',
		`/items/${tagged}/tags`,
		`/items/${tagged}/tags/1`,
		`/items/${link?.item}/links/${link?.id}`,
		`/items/${link?.item}/attachments`,
		`/attachments/${attachment}`,
		'/projects',
		'/projects/2',
		'/projects/2/itemtypes',
		'/projects/2/tags',
		'/projects/2/permissions',
		'/users',
		'/users/current',
		'/users/7',
		'/users?username=anna.lindqvist&includeInactive=true',
		'/itemtypes',
		'/itemtypes/33',
		'/picklists',
		'/picklists/1',
		'/picklists/1/options',
		'/picklistoptions/101',
		'/releases?project=2',
		'/releases/1',
		'/tags?project=2',
		'/tags/1',
		'/tags/1/items',
		'/relationships?project=2&lastId=0',
		`/relationships/${relationship}`,
		'/relationshiptypes',
		'/relationshiptypes/1',
		'/comments?rootCommentsOnly=true',
		`/comments/${comment}`,
		`/comments/${comment}/replies`,
		'/activities?project=2',
		'/activities/1',
	];
	for (const path of paths) {
		const { status, body } = await bench.send('GET', path);
		expect([path, status]).toEqual([path, 200]);
		expect(body.meta.status).toBe('OK');
		expect(body.data).toBeDefined();
	}
	expect(bench.server.violations).toEqual([]);
});

test('an answer that breaks the contract is a violation', async () => {
	const { state } = bench.server;
	const item = bench.nth('system');
	const key = item.documentKey;
	(item as unknown as { documentKey: number }).documentKey = 5;
	await bench.send('GET', `/items/${item.id}`);
	expect(bench.server.violations).toEqual([
		expect.stringContaining('answer: /data/documentKey must be string'),
	]);
	item.documentKey = key;
	state.touch();
});

describe('the server around it', () => {
	test('under a context path, behind TLS', async () => {
		const server = await startJamaServer({ tls: true, contextPath: '/contour', items: 5 });
		const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
		const { username, password } = server.logins.basic;
		const headers = { authorization: basic(username, password) };
		const get = async (path: string) =>
			await undiciFetch(new URL(path, server.url), { headers, dispatcher });
		expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/contour$/);
		const reply = (await (await get('/contour/rest/v1/projects')).json()) as {
			links: Record<string, { href: string }>;
		};
		expect(reply.links['data.createdBy']?.href).toBe(
			`${server.url}/rest/latest/users/{data.createdBy}`,
		);
		expect((await get('/rest/v1/projects')).status).toBe(404);
		expect(server.requests.map((request) => request.path)).toEqual(['/projects']);
		await dispatcher.close();
		await server.close();
	});

	test('latency delays the answer', async () => {
		const server = await startJamaServer({ latency: 80, items: 5 });
		const start = Date.now();
		await clientOf(server)('GET', '/projects');
		expect(Date.now() - start).toBeGreaterThanOrEqual(75);
		await server.close();
	});

	test('the admin routes list and clear requests, set switches, reset', async () => {
		const admin = async (path: string, init?: RequestInit) =>
			await fetch(`${bench.server.url}/admin/${path}`, init);
		await bench.send('GET', '/projects');
		expect(await (await admin('requests?clear=true')).json()).toMatchObject([
			{ path: '/projects', status: 200 },
		]);
		expect(bench.server.requests).toEqual([]);
		const set = (body: unknown) =>
			admin('switches', {
				method: 'PUT',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
		expect(await (await set({ overCap: 'reject' })).json()).toMatchObject({ overCap: 'reject' });
		expect((await set({ nonsense: 1 })).status).toBe(400);
		for (const init of [
			{
				body: '{"overCap":"clip"}',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
			},
			{ body: '{"overCap"' },
			{ body: '[]' },
			{},
		])
			expect((await admin('switches', { method: 'PUT', ...init })).status).toBe(400);
		const bare = await admin('switches', { method: 'PUT', body: '{"pageMax":7}' });
		expect(await bare.json()).toMatchObject({ overCap: 'reject', pageMax: 7 });
		bench.nth('system').fields = { name: 'changed' };
		expect((await admin('reset', { method: 'POST' })).status).toBe(204);
		expect(bench.server.switches.overCap).toBe('clip');
		expect(bench.nth('system').fields.name).not.toBe('changed');
	});
});

describe('scripted failures', () => {
	test('each is used once, by the first request that fits', async () => {
		bench.server.switches.failNext = [
			{ status: 503, method: 'GET', path: '/projects' },
			{ status: 500, path: '/items/*' },
		];
		expect((await bench.send('GET', '/users/current')).status).toBe(200);
		expect((await bench.send('GET', '/projects')).status).toBe(503);
		expect((await bench.send('GET', '/projects')).status).toBe(200);
		expect((await bench.send('GET', '/items/6')).status).toBe(500);
	});

	test('drop, html, headers and body', async () => {
		bench.server.switches.failNext = [
			{ status: 'drop' },
			{ status: 'html' },
			{ status: 429, headers: { 'retry-after': '7' }, body: { x: 1 } },
			{ status: 502, body: '<html></html>' },
		];
		await expect(bench.send('GET', '/projects')).rejects.toThrow();
		expect((await bench.send('GET', '/projects')).text).toContain('<html>');
		const third = await bench.send('GET', '/projects');
		expect([third.status, third.headers.get('retry-after'), third.body]).toEqual([
			429,
			'7',
			{ x: 1 },
		]);
		expect((await bench.send('GET', '/projects')).headers.get('content-type')).toContain(
			'text/html',
		);
	});

	test('after: the request is carried out, and the answer lost', async () => {
		const item = bench.nth('testCase');
		bench.server.switches.failNext = [{ status: 'drop', after: true }];
		await expect(bench.send('DELETE', `/items/${item.id}`)).rejects.toThrow();
		expect(bench.server.state.items.has(item.id)).toBe(false);
	});
});
