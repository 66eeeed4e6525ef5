/** Labels of fields are read while changes are emitted: what cannot be read may neither lose nor repeat a change. */
import { failureOf, rowsOf, emitted, useWatchedJama } from './support';

const jama = useWatchedJama();
const simplified = { simplify: true };

const LABELS = ['/itemtypes/*', '/picklists/*', '/users/*'];

test.each(LABELS)(
	'%s fails once: the poll fails, and the next one tells everything once',
	async (path) => {
		const node = await jama.active(simplified);
		const ids = jama.edits(3, 1000);
		const before = node.memory();
		jama.server.switches.failNext.push({ status: 500, path });
		failureOf(await node.poll());
		expect(node.memory()).toBe(before);
		const more = jama.edits(1, 0, 'testCase');
		expect(emitted(await node.poll())).toEqual([...ids, ...more].map((id) => `updated ${id}`));
		expect(emitted(await node.poll())).toEqual([]);
	},
);

test('fails in the middle of many pages: what was emitted before is not emitted again', async () => {
	const node = await jama.active(simplified);
	const all = jama.server.state.treeOrder(jama.item('system').project).slice(0, 120);
	for (const { id } of all) {
		jama.editor.edit(id);
		jama.tick(10);
	}
	// The item type of the second page's rows is read when the first one was emitted.
	const types = new Set(all.map(({ itemType }) => itemType));
	const last = [...types].at(-1)!;
	jama.server.switches.failNext.push({ status: 500, path: `/itemtypes/${last}` });
	const rows: string[] = [];
	const first = await node.poll();
	if (!first.error) rows.push(...emitted(first));
	for (const row of await jama.all(node)) rows.push(`${String(row.changeType)} ${String(row.id)}`);
	expect(rows.sort()).toEqual(all.map(({ id }) => `updated ${id}`).sort());
});

test('a label that the user may not read: the number stays, one line in the log says so', async () => {
	const node = await jama.active(simplified);
	const ids = jama.edits(3, 1000);
	const { fields, itemType } = jama.item('system');
	for (let n = 0; n < 20; n++) {
		jama.server.switches.failNext.push({ status: 403, path: '/picklists/*' });
	}
	const run = await node.poll();
	jama.server.switches.failNext.length = 0;
	expect(emitted(run)).toEqual(ids.map((id) => `updated ${id}`));
	const raw = fields.status ?? fields[`status$${itemType}`];
	const [row] = rowsOf(run);
	expect(row?.status).toBe(raw);
	const lines = run.warnings.filter((line) => /number/.test(line));
	expect(lines.length).toBeGreaterThan(0);
	expect(new Set(lines).size).toBe(lines.length);
});

test('a later poll with labels costs what one without labels costs, until something is new', async () => {
	const node = await jama.active(simplified);
	jama.edits(3, 1000);
	await node.poll();
	const cost = async () => {
		jama.server.requests.length = 0;
		const run = await node.poll();
		expect(run.error).toBeUndefined();
		return jama.server.requests.map(({ path }) => path);
	};
	jama.edits(3, 1000);
	expect(new Set(await cost())).toEqual(new Set(['/abstractitems']));
	const high = jama.server.state.options.get(101)!;
	jama.server.state.options.set(9101, { ...high, id: 9101, name: 'Blocking' });
	const [id] = jama.edits(1, 1000);
	jama.server.state.items.get(Number(id))!.fields.priority = 9101;
	expect(new Set(await cost())).toContain('/picklists/1/options');
});
