/** What the trigger listens to goes away and comes back: a visible error in between, and nothing lost after it. */
import type { PollingNode } from '../../support/engine/polling';
import { failureOf, rowsOf, SEED, emitted, TYPE, useWatchedJama } from './support';

const jama = useWatchedJama();
const byId = (value: number) => ({ __rl: true, mode: 'id', value });
const HOUR = 3_600_000;

/** Takes an entry out of one of the server's tables; returns what puts it back. */
function takeAway(
	table: 'projects' | 'filters' | 'releases' | 'itemTypes',
	id: number,
): () => void {
	const { state } = jama.server;
	const entries = state[table] as Map<number, unknown>;
	const entry = entries.get(id);
	entries.delete(id);
	state.revision += 1;
	return () => {
		entries.set(id, entry);
		state.revision += 1;
	};
}

/** The credential's user may see these projects only; undefined: all. */
function mayRead(projects: number[] | undefined): void {
	const user = jama.server.state.users.get(SEED.integrator);
	if (user) user.projects = projects;
	jama.server.state.revision += 1;
}

/** Polls that fail leave the state as it was. */
async function failing(node: PollingNode): Promise<{ message: string; description: string }> {
	const before = node.memory();
	const failure = failureOf(await node.poll());
	expect(node.memory()).toBe(before);
	return failure;
}

describe.each([
	['item mode', {}],
	['activity mode', { triggerOn: 'activity' }],
])('%s, one of two projects', (_, mode) => {
	const items = (rows: Array<Record<string, unknown>>) =>
		rows.map(({ item, id }) => Number(item ?? id)).sort((a, b) => a - b);
	const both = { projects: [SEED.main, SEED.second], ...mode };

	test('is deleted while other things change: the error names it, and nothing is lost', async () => {
		const node = await jama.active(both);
		const putBack = takeAway('projects', SEED.main);
		const { id } = jama.other();
		jama.editor.edit(id);
		expect(await failing(node)).toEqual({
			message: "The project 2 does not exist any more, or the credential's user may not see it",
			description: expect.stringContaining("Remove it from 'Projects'"),
		});
		putBack();
		const [lost] = jama.edits(1);
		expect(items(await jama.all(node))).toEqual([lost, id].sort((a, b) => Number(a) - Number(b)));
	});

	test.each([401, 403, 404] as const)(
		'is out of sight for a while (%s) while other things change: nothing is lost',
		async (noAccess) => {
			jama.server.switches.noAccess = noAccess;
			const node = await jama.active(both);
			mayRead([SEED.second]);
			const [hidden] = jama.edits(1);
			jama.tick(20_000);
			const { id } = jama.other();
			jama.editor.edit(id);
			jama.tick(20_000);
			expect((await failing(node)).message).toMatch(/^The project 2 does not exist any more/);
			mayRead(undefined);
			expect(items(await jama.all(node))).toEqual(
				[hidden, id].sort((a, b) => Number(a) - Number(b)),
			);
		},
	);

	test('is out of sight while nothing changes: the error comes within an hour', async () => {
		const node = await jama.active(both);
		mayRead([SEED.second]);
		const [hidden] = jama.edits(1);
		const run = await node.poll();
		if (!run.error) {
			jama.tick(HOUR);
			expect((await failing(node)).message).toMatch(/^The project 2 does not exist any more/);
		}
		mayRead(undefined);
		expect(items(await jama.all(node))).toEqual([hidden]);
	});
});

test('the only project is out of sight right after something was emitted: the error comes at once', async () => {
	const node = await jama.active({ projects: [SEED.main] });
	const [id] = jama.edits(1);
	expect(emitted(await node.poll())).toEqual([`updated ${id}`]);
	mayRead([SEED.second]);
	expect((await failing(node)).message).toMatch(/^The project 2/);
	mayRead(undefined);
	expect(emitted(await node.poll())).toEqual([]);
});

test('a saved filter that is deleted', async () => {
	const node = await jama.active({ where: 'filter', filterId: byId(3) });
	const alarm = [...jama.server.state.items.values()].find(
		({ fields, test: run }) => !run && /alarm/i.test(String(fields.name)),
	);
	const putBack = takeAway('filters', 3);
	jama.editor.comment(alarm?.id ?? 0);
	expect(await failing(node)).toMatchObject({
		message: "The filter 3 does not exist any more, or the credential's user may not see it",
		description: expect.stringContaining("Pick another one under 'Saved Filter'"),
	});
	putBack();
	expect(emitted(await node.poll())).toEqual([`updated ${alarm?.id}`]);
});

test.each([
	['item type', 'itemTypes', TYPE.testCase, { itemTypes: [TYPE.system, TYPE.testCase] }],
	['release', 'releases', 2, { releases: [1, 2] }],
] as const)('one of two chosen of the kind %s is removed', async (noun, table, id, filters) => {
	const node = await jama.active({ filters });
	const item = jama.item('system');
	item.fields.release = 1;
	const putBack = takeAway(table, id);
	jama.editor.comment(item.id);
	expect(await failing(node)).toMatchObject({
		message: `The ${noun} ${id} does not exist any more, or the credential's user may not see it`,
		description: expect.stringContaining("Remove it from 'Filters'"),
	});
	putBack();
	expect(emitted(await node.poll())).toEqual([`updated ${item.id}`]);
});

test.each([
	['a chosen project', { projects: [SEED.main, 1] }],
	['a project of activities', { triggerOn: 'activity', projects: [1] }],
	['the project of a saved filter', { where: 'filter', filterId: byId(2), project: byId(1) }],
])('%s that is a folder is refused from the start', async (_, parameters) => {
	const node = await jama.trigger(parameters);
	expect(failureOf(await node.poll()).message).toBe('The project 1 is a folder of projects');
});

test('an item that is deleted before it could be emitted is no error', async () => {
	const node = await jama.active({ projects: [SEED.main] });
	const [gone, kept] = jama.edits(2) as [number, number];
	jama.editor.delete(gone);
	const ids = rowsOf(await node.poll()).map(({ id }) => id);
	expect(ids).toContain(kept);
	expect(ids).not.toContain(gone);
});

test('a wrong password is said to be one, and not a project that is gone', async () => {
	const node = await jama.active({ projects: [SEED.main] });
	const user = jama.server.state.users.get(SEED.integrator);
	const password = user?.password ?? '';
	if (user) user.password = 'another one';
	jama.tick(2 * HOUR);
	expect((await failing(node)).message).toContain('Username or password is invalid');
	const activity = await jama.trigger({ triggerOn: 'activity', projects: [SEED.main] });
	expect(failureOf(await activity.poll()).message).toContain('Username or password is invalid');
	if (user) user.password = password;
	const ids = jama.edits(1);
	expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
});
