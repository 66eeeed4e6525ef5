/** Which records the trigger listens to, and entries of a log that is newer than its contract. */
import { rowsOf, SEED, emitted, useWatchedJama } from './support';

const jama = useWatchedJama();

/** A test run, its plan, and an item, all changed. */
function happen() {
	const { testItems } = jama.server.state;
	const run = testItems.list('run').find(({ project }) => project === SEED.main)!;
	const { id: item } = jama.item('system');
	jama.editor.comment(run.id);
	jama.editor.edit(item);
	return { run: run.id, item };
}

describe('Record Types', () => {
	test('items only unless emitted otherwise', async () => {
		const node = await jama.active();
		const { item } = happen();
		expect(emitted(await node.poll())).toEqual([`updated ${item}`]);
		expect(emitted(await node.poll())).toEqual([]);
	});

	test.each<[string[], Array<'run' | 'item'>]>([
		[['testruns'], ['run']],
		[
			['items', 'testruns'],
			['run', 'item'],
		],
		[[], ['run', 'item']],
		[['testplans'], []],
	])('%j', async (kinds, expected) => {
		const node = await jama.active({ kinds });
		const made = happen();
		const lines = expected.map((name) => `updated ${made[name]}`);
		expect(emitted(await node.poll()).sort()).toEqual(lines.sort());
	});

	test('item types alone decide where they are chosen', async () => {
		const { itemType } = jama.server.state.testItems.list('run')[0]!;
		const node = await jama.active({ filters: { itemTypes: [itemType] } });
		const { run } = happen();
		expect(emitted(await node.poll())).toEqual([`updated ${run}`]);
	});

	test('other kinds that are left out are read once, and are emitted when they are chosen later and change again', async () => {
		const node = await jama.active();
		const { run, item } = happen();
		await node.poll();
		node.save({ parameters: { kinds: [] } });
		expect(emitted(await node.poll())).toEqual([]);
		jama.tick(60_000);
		jama.editor.comment(run);
		jama.editor.edit(item);
		expect(emitted(await node.poll()).sort()).toEqual([`updated ${run}`, `updated ${item}`].sort());
	});

	test('a test in the editor looks behind other kinds', async () => {
		const node = await jama.trigger({ projects: [SEED.main] });
		jama.tick(60_000);
		const { id } = jama.item('system');
		jama.editor.edit(id);
		jama.tick(60_000);
		for (const run of jama.server.state.testItems.list('run')) jama.editor.comment(run.id);
		const rows = rowsOf(await node.test());
		expect(rows[0]).toMatchObject({ id, type: 'items' });
		expect(rows).toHaveLength(3);
	});
});

test('a server that knows more kinds of events and objects: every entry is emitted', async () => {
	const node = await jama.active({ triggerOn: 'activity', projects: [SEED.main] });
	const { id } = jama.item('system');
	jama.editor.edit(id);
	const { activities } = jama.server.state;
	const newest = activities.at(-1)!;
	const odd = [
		['MOVE', 'ITEM'],
		['COPY', 'ITEM'],
		['BATCH_RESTORE', 'CATEGORY'],
		['CATEGORIZED', 'CATEGORY'],
		['BATCH_SUMMARY', 'INTEGRATION'],
	];
	odd.forEach(([eventType, objectType], at) =>
		activities.push({ ...newest, id: newest.id + 1 + at, eventType, objectType } as typeof newest),
	);
	const rows = rowsOf(await node.poll());
	const pairs = rows.map(({ eventType, objectType }) => [eventType, objectType]);
	expect(pairs.slice(-odd.length)).toEqual(odd);
	// The server checks its own answers against the older contract.
	expect(jama.server.violations.splice(0).join()).toMatch(/eventType must be equal to one/);
});
