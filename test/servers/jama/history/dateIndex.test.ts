import fc from 'fast-check';
import { searchOf } from '../items/abstractItems';
import type { Call } from '../frame/call';
import { createEditor, type EditKind } from './editStream';
import { filterSearch } from '../search/filters';
import { startJamaServer, type JamaServer } from '..';
import { find, scan, type Search } from '../search/itemSearch';
import { createSeed, SEED } from '../seed/seed';
import { TYPE } from '../seed/seedTypes';
import { formatDate } from '../search/dates';

let server: JamaServer;
afterEach(() => server.close());

const START = Date.UTC(2026, 0, 15, 12);
const KINDS: EditKind[] = [
	...(['edit', 'edit', 'create', 'delete', 'comment', 'tag', 'link'] as const),
	...(['move', 'unlink', 'execute', 'uncomment', 'weblink'] as const),
];
const SORTS = [
	[],
	['lastActivityDate.asc'],
	['lastActivityDate.desc'],
	['lastActivityDate'],
	['itemType.asc', 'lastActivityDate.desc'],
	['name.asc'],
];

function callOf(server: JamaServer, query: Record<string, unknown>): Call {
	const user = server.state.users.get(SEED.integrator)!;
	const { state, switches } = server;
	const rest = { params: {}, body: undefined, datesWithTime: false, base: server.url };
	return { state, switches, user, query, now: server.now(), ...rest };
}

/** Rows as a search gives them: a lagging item is a copy. */
const rows = (search: (call: Call, search: Search) => unknown[], call: Call, asked: Search) =>
	search(call, asked).map((item) => {
		const { id, lastActivityDate, fields } = item as { id: number } & Record<string, unknown>;
		return [id, lastActivityDate, fields];
	});

/** The tree, walked anew. */
const walked = (server: JamaServer, parent?: number): number[] =>
	server.state.childrenOf(SEED.main, parent).flatMap(({ id }) => [id, ...walked(server, id)]);

const step = fc.record({
	what: fc.constantFrom('edit', 'edit', 'edit', 'place', 'touch', 'wait', 'delete'),
	n: fc.nat(1000),
	ms: fc.constantFrom(0, 300, 1000, 2500),
	asks: fc.boolean(),
});
const query = fc.record({
	projects: fc.constantFrom([2], [3], [2, 3], [3, 2]),
	sort: fc.constantFrom(...SORTS),
	dates: fc.array(fc.integer({ min: -8000, max: 8000 }), { maxLength: 2 }),
	old: fc.boolean(),
	itemType: fc.constantFrom(undefined, [TYPE.system], [TYPE.testRun, TYPE.testCase]),
	filter: fc.constantFrom(undefined, 1, 3),
	mode: fc.constantFrom('old', 'sortedOld', 'missing'),
	lag: fc.constantFrom(0, 1500, 4000),
	single: fc.constantFrom('after', 'from'),
});

test('the index finds what a plain scan finds, in the same order, after any changes', async () => {
	let time = START;
	server = await startJamaServer({ now: () => time });
	const check = (asked: typeof query extends fc.Arbitrary<infer Q> ? Q : never) => {
		Object.assign(server.switches, { laggingItem: asked.mode, singleDate: asked.single });
		const around = asked.old ? (server.state.treeOrder(2).at(-9)?.createdDate ?? time) : time;
		const dates = asked.dates.map((ms) => formatDate(around + ms * (asked.old ? 1000 : 1)));
		const call = callOf(server, {
			project: asked.projects,
			sortBy: asked.sort,
			lastActivityDate: dates.length > 0 ? dates : undefined,
			itemType: asked.itemType,
		});
		const filter = server.state.filters.get(asked.filter ?? 0);
		const search = filter
			? filterSearch({ ...call, query: { lastActivityDate: call.query.lastActivityDate } }, filter)
			: searchOf(call);
		const [found, plain] = [find, scan].map((way) => JSON.stringify(rows(way, call, search)));
		expect(found === plain).toBe(true);
		const tree = server.state.treeOrder(SEED.main);
		expect(tree.map(({ id }) => id)).toEqual(walked(server));
		expect(tree.every((item, index) => item.globalSortOrder === index + 1)).toBe(true);
	};
	fc.assert(
		fc.property(
			fc.array(fc.tuple(step, query), { minLength: 1, maxLength: 25 }),
			fc.nat(),
			(steps, seed) => {
				time = START;
				server.reset();
				server.reseed({ items: 60 });
				const editor = createEditor(server, { seed, kinds: KINDS });
				for (const [{ what, n, ms, asks }, asked] of steps) {
					const { state } = server;
					time += ms;
					server.switches.indexLag = asked.lag === 4000 ? () => n * 4 : asked.lag;
					const item = state.treeOrder(2)[n % state.treeOrder(2).length];
					if (!item) return;
					if (what === 'edit') editor.random();
					if (what === 'place') state.placeItem(item, 0);
					if (what === 'delete') {
						const gone = editor.delete(item.id);
						expect(gone.gone).toContain(item.id);
						if (server.state.treeOrder(2).length < 9) return;
					}
					if (what === 'touch') {
						item.lastActivityDate = time - n * 1000;
						state.touch();
					}
					if (asks) check(asked);
				}
				for (const [, asked] of steps.slice(0, 5)) check(asked);
			},
		),
		{ numRuns: 60, endOnFailure: true, interruptAfterTimeLimit: 20_000 },
	);
});

test('a search by date on 100,000 items is fast right after a write', async () => {
	server = await startJamaServer({ items: 0 });
	server.state = createSeed(100_000);
	const editor = createEditor(server, { seed: 1 });
	const [first, ...times] = Array.from({ length: 21 }, () => {
		const { at } = editor.random();
		const dates = [formatDate(at - 60_000)];
		const query = { project: [2], sortBy: ['lastActivityDate.asc'], lastActivityDate: dates };
		const call = callOf(server, query);
		const start = process.cpuUsage();
		expect(find(call, searchOf(call)).length).toBeGreaterThan(0);
		return process.cpuUsage(start).user / 1000;
	});
	expect(first).toBeDefined();
	// About 1 ms; the first search builds the index.
	expect(times.sort((a, b) => a - b)[10]).toBeLessThan(15);
});
