/** Ten thousand changes to catch up on, in several polls: in order, once each, with a state that stays small. */
import { rowsOf, SEED, START, useWatchedJama } from './support';

const COUNT = 10_000;
const jama = useWatchedJama({ items: COUNT });
const options = { startFrom: new Date(START).toISOString(), itemsPerPoll: 1000 };
/** Twice over in the static data: a share of it for each of the changes within the overlap. */
const MOST_STATE = 200_000;
const MOST_HEAP = 200 * 1024 * 1024;

/** Moves the last activity of so many items of the main project, so many in a second. */
function touch(count: number, perSecond: number): number[] {
	const { state } = jama.server;
	const ids = state
		.treeOrder(SEED.main)
		.slice(0, count)
		.map(({ id }) => id);
	const random = ids.map((id, n) => ({ id, key: (n * 7919) % ids.length }));
	random.sort((a, b) => a.key - b.key);
	random.forEach(({ id }, n) => {
		const item = state.items.get(id);
		if (!item) return;
		item.lastActivityDate = START + 1000 + Math.floor(n / perSecond) * 1000;
		state.dates.report(item);
	});
	state.revision += 1;
	jama.time = START + 2000 + Math.ceil(ids.length / perSecond) * 1000;
	return ids;
}

test.each([
	['ten thousand, ten in a second', COUNT, 10, {}],
	[
		'two thousand, a hundred in a second, and a server that ignores the order',
		2000,
		100,
		{ sortByLastActivity: 'ignored' },
	],
])(
	'%s',
	async (_, count, perSecond, switches) => {
		const ids = touch(count, perSecond);
		Object.assign(jama.server.switches, switches);
		const node = await jama.trigger({ projects: [SEED.main], options });
		const got: number[] = [];
		let last = '';
		let polls = 0;
		let state = 0;
		const heap = process.memoryUsage().heapUsed;
		let mostHeap = 0;
		for (let rows = rowsOf(await node.poll()); rows.length > 0; rows = rowsOf(await node.poll())) {
			polls += 1;
			for (const { id, lastActivityDate } of rows) {
				expect(String(lastActivityDate) >= last).toBe(true);
				last = String(lastActivityDate);
				got.push(id as number);
			}
			state = Math.max(state, node.memory().length);
			mostHeap = Math.max(mostHeap, process.memoryUsage().heapUsed - heap);
			node.restart();
		}
		expect(got).toHaveLength(ids.length);
		expect(new Set(got).size).toBe(ids.length);
		expect(polls).toBeGreaterThanOrEqual((count / 1000) * 0.7);
		process.stdout.write(
			`caught up on ${got.length} changes in ${polls} polls and ${jama.server.requests.length} requests, ` +
				`state up to ${state} characters\n`,
		);
		expect(state).toBeLessThan(MOST_STATE);
		expect(mostHeap).toBeLessThan(MOST_HEAP);
	},
	120_000,
);
