/** What no document settles about the log and the activity of items: each change is told, whatever the answer is. */
import { jamaCredentials, runNode } from '../../support/engine/harness';
import { emitted, rowsOf, SEED, useWatchedJama } from './support';

const jama = useWatchedJama();
const LOG = { triggerOn: 'activity', projects: [SEED.main] };

test.each(['wrapped', 'single', 'both'] as const)(
	'each of the items that were deleted together is told: events are %s',
	async (batchEvents) => {
		jama.server.switches.batchEvents = batchEvents;
		const node = await jama.active(LOG);
		const { state } = jama.server;
		const isRoot = ({ id }: { id: number }) => state.childrenOf(SEED.main, id).length > 1;
		const { gone } = jama.editor.delete(state.treeOrder(SEED.main).find(isRoot)!.id);
		expect(gone.length).toBeGreaterThan(50);
		const deletions = rowsOf(await node.poll()).filter(({ objectType }) => objectType === 'ITEM');
		const items = new Set(deletions.map(({ item }) => item));
		expect([...items].sort()).toEqual([...gone].sort());
		expect(emitted(await node.poll())).toEqual([]);
	},
);

test.each([true, false])('an item that moves has activity: %s', async (moveIsActivity) => {
	jama.server.switches.moveIsActivity = moveIsActivity;
	const node = await jama.active();
	const log = await jama.active(LOG);
	const { id, parentItem, itemType } = jama.item('system');
	const { server, editor } = jama;
	const isOther = (one: { id: number; childItemType?: number }) =>
		one.childItemType === itemType && one.id !== parentItem;
	editor.move(id, server.state.treeOrder(SEED.main).find(isOther)!.id);
	expect(emitted(await node.poll())).toEqual(moveIsActivity ? [`updated ${id}`] : []);
	// The log has it either way.
	expect(rowsOf(await log.poll())).toContainEqual(expect.objectContaining({ item: id }));
});

test.each([true, false])('an item that is restored has activity: %s', async (restoreIsActivity) => {
	jama.server.switches.restoreIsActivity = restoreIsActivity;
	const { editor } = jama;
	const { item: id } = editor.create(SEED.main, jama.item('system').itemType);
	const node = await jama.active();
	const log = await jama.active(LOG);
	editor.delete(id);
	const [deleted] = rowsOf(await log.poll());
	jama.tick(60_000);
	const { error } = await runNode({
		credentials: jamaCredentials(jama.server),
		parameters: { resource: 'activity', operation: 'restore', activityId: Number(deleted?.id) },
	});
	expect(error).toBeUndefined();
	expect(jama.server.state.items.has(id)).toBe(true);
	expect(emitted(await node.poll())).toEqual(restoreIsActivity ? [`updated ${id}`] : []);
	expect(rowsOf(await log.poll())).toContainEqual(expect.objectContaining({ item: id }));
});
