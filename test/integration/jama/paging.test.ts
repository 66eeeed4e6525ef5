/** Long lists: every row once, in the server's order, in pages that Jama allows. */
import { startJamaServer } from '../../servers/jama';
import type { JamaServer } from '../../servers/jama';
import { jamaCredentials, runNode } from '../../support/engine/harness';
import { byId, parametersOf, rowsOf, useJama } from './support';

const jama = useJama();
const all = { project: byId(2), returnAll: true };
const idsOf = (rows: Array<{ id?: unknown }>) => rows.map(({ id }) => id);
const treeOf = (server: JamaServer) => idsOf(server.state.treeOrder(2));
const pagesOf = (server: JamaServer) =>
	server.requests.map(({ query }) => [Number(query.startAt), Number(query.maxResults)]);

test('Return All reads every page, in order', async () => {
	const rows = await jama.rows('item.getManyInProject', all);
	expect(idsOf(rows)).toEqual(treeOf(jama.server));
	expect(pagesOf(jama.server)).toEqual([
		[0, 50],
		[49, 50],
		// One more than announced, to see that there is none.
		[98, 23],
	]);
});

test.each([
	[1, [[0, 1]]],
	[49, [[0, 49]]],
	[50, [[0, 50]]],
	[
		51,
		[
			[0, 50],
			[49, 2],
		],
	],
	[
		120,
		[
			[0, 50],
			[49, 50],
			[98, 22],
		],
	],
	[
		500,
		[
			[0, 50],
			[49, 50],
			[98, 23],
		],
	],
])('Limit %i gives exactly so many, and asks for no more', async (limit, pages) => {
	const rows = await jama.rows('item.getManyInProject', { project: byId(2), limit });
	expect(idsOf(rows)).toEqual(treeOf(jama.server).slice(0, limit));
	expect(pagesOf(jama.server)).toEqual(pages);
});

test('Limit may come as text from an expression', async () => {
	const parameters = { project: byId(2), limit: '={{ $json.wanted }}' };
	const more = { input: [{ wanted: '2' }] };
	expect(await jama.rows('item.getManyInProject', parameters, more)).toHaveLength(2);
});

test.each([20, 7, 1])('a server that gives at most %i rows a page loses none', async (pageMax) => {
	jama.server.switches.pageMax = pageMax;
	const { items, hints } = await jama.run('item.getManyInProject', all);
	expect(items.map(({ json }) => json.id)).toEqual(treeOf(jama.server));
	expect(hints).toEqual([]);
	expect(Math.max(...pagesOf(jama.server).map(([, size]) => size ?? 0))).toBeLessThanOrEqual(50);
});

test('a page shorter than asked for does not end a limited list', async () => {
	jama.server.switches.pageMax = 20;
	const rows = await jama.rows('item.getManyInProject', { project: byId(2), limit: 45 });
	expect(idsOf(rows)).toEqual(treeOf(jama.server).slice(0, 45));
});

test('a server that refuses pages above 50 is never asked for one', async () => {
	jama.server.switches.overCap = 'reject';
	expect(await jama.rows('item.getManyInProject', { project: byId(2), limit: 1000 })).toHaveLength(
		120,
	);
});

test('without a total the list ends at the first empty page', async () => {
	jama.server.switches.totalResults = 'missing';
	const { items, hints } = await jama.run('item.getManyInProject', all);
	expect(items.map(({ json }) => json.id)).toEqual(treeOf(jama.server));
	expect(pagesOf(jama.server)).toEqual([
		[0, 50],
		[49, 50],
		[98, 50],
		[119, 50],
		[120, 50],
	]);
	expect(hints).toEqual([]);
});

test('a total that is too high ends with all rows and a hint', async () => {
	jama.server.switches.totalResults = 'tooHigh';
	const { items, hints } = await jama.run('item.getManyInProject', all);
	expect(items.map(({ json }) => json.id)).toEqual(treeOf(jama.server));
	expect(hints.map(({ message }) => message)).toEqual([
		expect.stringMatching(/announced 127 rows of \/items and gave 120/),
	]);
});

test('an empty list gives no items and is no error', async () => {
	const { items, error } = await jama.run('item.getMany', { filters: { documentKey: ['NO-1'] } });
	expect({ items, error }).toEqual({ items: [], error: undefined });
	expect(jama.sent().filter((line) => line.startsWith('GET /abstractitems'))).toHaveLength(1);
});

describe('a server that changes while a list is read', () => {
	let server: JamaServer | undefined;
	afterEach(async () => await server?.close());

	test('gives every row once, also the one that slipped to a page already read', async () => {
		let arrivals = 0;
		const moving: JamaServer = await startJamaServer({
			now: () => {
				// The second request finds the last item on the first page, and all others one further.
				if (server && server.requests.length === 1 && arrivals++ === 0) {
					const last = server.state.treeOrder(2).at(-1);
					if (last) server.state.moveItem(last, 2, 7);
				}
				return Date.now();
			},
		});
		server = moving;
		const ids = treeOf(moving);
		const rows = rowsOf(
			await runNode({
				credentials: jamaCredentials(moving),
				parameters: parametersOf('item.getManyInProject', all),
			}),
		);
		expect(arrivals).toBeGreaterThan(0);
		expect(idsOf(rows).sort()).toEqual(ids.sort());
	});

	test('a later page that fails: what was read, and an error behind it that says so', async () => {
		const failing: JamaServer = await startJamaServer({
			now: () => {
				if (server?.requests.length === 1) server.switches.failNext = [{ status: 400 }];
				return Date.now();
			},
		});
		server = failing;
		const { items, hints } = await runNode({
			credentials: jamaCredentials(failing),
			parameters: parametersOf('item.getManyInProject', all),
			continueOnFail: true,
		});
		const error = 'The list is not whole: reading it failed after 50 rows. Scripted failure 400';
		expect(items).toHaveLength(51);
		expect(idsOf(items.slice(0, 50).map(({ json }) => json))).toEqual(treeOf(failing).slice(0, 50));
		// Only with these two names n8n takes it for an error.
		expect(items[50]?.json).toEqual({ error, details: expect.any(String) });
		expect(hints).toMatchObject([
			{ message: `${error} The item with this error stands behind them.` },
		]);
		expect(failing.requests.length).toBeGreaterThan(1);
	});

	test.each<[string, object]>([
		['without continue-on-fail', {}],
		['where errors go elsewhere than the rows', { onError: 'continueErrorOutput' }],
	])('a later page that fails fails the item %s: no half list', async (_name, more) => {
		const failing: JamaServer = await startJamaServer({
			now: () => {
				if (server?.requests.length === 1) server.switches.failNext = [{ status: 400 }];
				return Date.now();
			},
		});
		server = failing;
		const { outputs, error } = await runNode({
			credentials: jamaCredentials(failing),
			parameters: parametersOf('item.getManyInProject', all),
			...more,
		});
		expect(outputs?.[0] ?? []).toEqual([]);
		expect(error?.message ?? outputs?.[1]?.[0]?.json.error).toBe('Scripted failure 400');
	});

	test('pages travel together once the total is known', async () => {
		const latency = 400;
		server = await startJamaServer({ items: 470, latency });
		const rows = rowsOf(
			await runNode({
				credentials: jamaCredentials(server),
				parameters: parametersOf('item.getManyInProject', all),
			}),
		);
		expect(idsOf(rows)).toEqual(treeOf(server));
		const [first = 0, ...times] = server.requests.map(({ time }) => time);
		const [second = 0, , , fifth = 0] = times;
		expect(second - first).toBeGreaterThanOrEqual(latency);
		expect(fifth - second).toBeLessThan(latency);
		expect(server.violations).toEqual([]);
	});
});
