/** Include Previous Version: what an item was before, in each of the ways in which it can have changed. */
import { rowsOf, SEED, TYPE, useWatchedJama } from './support';

const jama = useWatchedJama();
const options = { previousVersion: true };
const nameOf = (id: number) => String(jama.server.state.items.get(id)?.fields.name);

interface Emitted {
	changeType: string;
	changedFields: string[];
	previousVersion: { version: number; fields: { name: string }; name?: string } | null;
}

async function setUp() {
	const node = await jama.active({ options });
	const { id } = jama.item('system');
	const next = async () => rowsOf(await node.poll())[0] as unknown as Emitted;
	return { node, id, next };
}

test('an edit: the version before it, and what differs', async () => {
	const { id, next } = await setUp();
	const before = nameOf(id);
	jama.editor.edit(id);
	const row = await next();
	expect(row).toMatchObject({ changeType: 'updated', changedFields: ['name'] });
	expect(row.previousVersion?.fields.name).toBe(before);
	expect(jama.sent().slice(1)).toEqual([
		`GET /abstractitems/${id}/versions?startAt=0&maxResults=50`,
		expect.stringMatching(`GET /abstractitems/${id}/versions/\\d+/versioneditem`),
	]);
});

test('two edits that are emitted as one: what was emitted before them', async () => {
	const { id, next } = await setUp();
	const before = nameOf(id);
	jama.editor.edit(id);
	jama.tick(10_000);
	jama.editor.edit(id);
	expect((await next()).previousVersion?.fields.name).toBe(before);
	const between = nameOf(id);
	jama.tick(10_000);
	jama.editor.edit(id);
	expect((await next()).previousVersion?.fields.name).toBe(between);
});

test('two edits in the same second, emitted one by one', async () => {
	const { id, next } = await setUp();
	const first = nameOf(id);
	jama.editor.edit(id);
	const second = nameOf(id);
	expect((await next()).previousVersion?.fields.name).toBe(first);
	jama.editor.edit(id);
	expect((await next()).previousVersion?.fields.name).toBe(second);
});

test('a comment: the item is as it was', async () => {
	const { id, next } = await setUp();
	jama.editor.comment(id);
	const row = await next();
	expect(row).toMatchObject({ changeType: 'updated', changedFields: [] });
	expect(row.previousVersion?.fields.name).toBe(nameOf(id));
});

test('an edit and a comment that are emitted as one', async () => {
	const { id, next } = await setUp();
	const before = nameOf(id);
	jama.editor.edit(id);
	jama.tick(10_000);
	jama.editor.comment(id);
	const row = await next();
	expect(row.changedFields).toEqual(['name']);
	expect(row.previousVersion?.fields.name).toBe(before);
});

test('a new item has none, also when it was edited since', async () => {
	const { node, next } = await setUp();
	const { item } = jama.editor.create(SEED.main, TYPE.system);
	jama.tick(3000);
	jama.editor.edit(item);
	expect(await next()).toMatchObject({
		changeType: 'created',
		changedFields: [],
		previousVersion: null,
	});
	expect(jama.sent().filter((one) => one.includes('versions'))).toEqual([]);
	node.save({ parameters: { triggerOn: 'itemUpdated' } });
	const other = jama.editor.create(SEED.main, TYPE.system).item;
	jama.tick(3000);
	jama.editor.edit(other);
	expect(await next()).toMatchObject({ changeType: 'updated', previousVersion: null });
});

test('a version that is gone by then', async () => {
	const { id, next } = await setUp();
	jama.editor.edit(id);
	jama.server.switches.failNext.push({ status: 404, path: `/abstractitems/${id}/versions*` });
	expect(await next()).toMatchObject({ changedFields: [], previousVersion: null });
});

test('simplified as the item is', async () => {
	const node = await jama.active({ options, simplify: true });
	const { id } = jama.item('system');
	const before = nameOf(id);
	jama.editor.edit(id);
	const [row] = rowsOf(await node.poll()) as unknown as Emitted[];
	expect(row?.previousVersion?.name).toBe(before);
	expect(row?.previousVersion).not.toHaveProperty('fields');
});
