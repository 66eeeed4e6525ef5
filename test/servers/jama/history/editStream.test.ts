import { createEditor, EDIT_KINDS, type Edit } from './editStream';
import { formatDate } from '../search/dates';
import { SEED } from '../seed/seed';
import { TYPE } from '../seed/seedTypes';
import { ids, useBench, type Rows } from '../testing';

const { bench, data } = useBench();
const editor = (seed = 1) => createEditor(bench.server, { seed });
const json = (path: string, body?: unknown) =>
	fetch(`${bench.server.url}/admin/${path}`, {
		method: body === undefined ? 'GET' : 'POST',
		headers: { 'content-type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});

test('each method does through the operations what its name says', async () => {
	const { state } = bench.server;
	const [a, b] = [bench.nth('system').id, bench.nth('testCase', 3).id];
	const run = state.testItems.list('run')[0]!.id;
	const edits = editor();
	bench.tick(5000);
	const versions = state.versionsOf(bench.item(a)).length;
	expect(edits.edit(a)).toEqual({
		kind: 'edit',
		item: a,
		time: bench.now(),
		version: versions + 1,
		at: bench.now(),
		moved: [a],
		gone: [],
	});
	expect((await data(`/items/${a}`)).fields.name).toMatch(/\(edit 1\)$/);
	expect((await data(`/items/${a}`)).modifiedBy).not.toBe(SEED.integrator);
	const link = edits.link(a, b);
	expect(link.moved).toEqual([a, b]);
	expect(edits.unlink(a, link.record)).toMatchObject({ moved: [a, b], record: link.record });
	const comment = edits.comment(b);
	expect(await data(`/comments/${comment.record}`)).toMatchObject({ deleted: false });
	expect(edits.uncomment(b)).toMatchObject({ record: comment.record, moved: [b] });
	expect(await data(`/comments/${comment.record}`)).toMatchObject({ deleted: true });
	const tag = edits.tag(b);
	expect(ids(await data(`/items/${b}/tags`))).toContain(tag.record);
	expect(edits.untag(b, tag.record).moved).toEqual([b]);
	expect(edits.weblink(b).moved).toEqual([b]);
	expect(edits.attach(b).moved).toEqual([b]);
	expect(edits.execute(run)).toMatchObject({ item: run, moved: [run] });
	expect(edits.baseline(a).moved).toEqual([]);
	expect(edits.review(a).moved).toEqual([]);
	const made = edits.create(2, TYPE.system);
	expect(made).toMatchObject({ version: 1, moved: [made.item] });
	expect((await data(`/items/${made.item}`)).itemType).toBe(TYPE.system);
	expect(edits.move(made.item, bench.item(a).parentItem!).moved).toEqual([]);
	const set = bench.nth('set', 1);
	const size = state.descendants(set).length + 1;
	const gone = edits.delete(set.id);
	expect([gone.time, gone.version, gone.gone.length]).toEqual([undefined, undefined, size]);
	expect(gone.gone).toContain(set.id);
	expect(bench.server.ledger.map(({ kind }) => kind).sort()).toEqual([...EDIT_KINDS].sort());
	expect(() => edits.edit(set.id)).toThrow('not found');
});

test('random edits are the same for the same seed, and a search by date finds what they moved', async () => {
	const play = (seed: number) => {
		bench.server.reseed();
		const edits = editor(seed);
		return Array.from({ length: 60 }, () => edits.random());
	};
	const since = encodeURIComponent(formatDate(bench.now() - 60_000));
	expect(play(7)).toEqual(play(7));
	const done = play(8);
	expect(new Set(done.map(({ kind }) => kind)).size).toBeGreaterThan(4);
	const moved = new Set(done.flatMap((edit) => edit.moved));
	for (const id of done.flatMap(({ gone }) => gone)) moved.delete(id);
	const found: number[] = [];
	for (let startAt = 0; startAt < 200; startAt += 50) {
		const query = `project=2&lastActivityDate=${since}&maxResults=50&startAt=${startAt}`;
		found.push(...ids(await data(`/abstractitems?${query}`)));
	}
	expect(found.sort((a, b) => a - b)).toEqual([...moved].sort((a, b) => a - b));
});

test('onRequest: an item that changes between two pages shifts the rows of a sort by date', async () => {
	const edits = editor();
	const page = async (startAt: number) =>
		ids(await data(`/abstractitems?project=2&sortBy=lastActivityDate.asc&startAt=${startAt}`));
	const [plain, after] = [await page(0), await page(20)];
	bench.server.onRequest = async ({ path, query }) => {
		await Promise.resolve();
		if (path === '/abstractitems' && query.startAt === '20') edits.edit(plain[0]!);
	};
	expect(await page(0)).toEqual(plain);
	// The edited item went to the end: the first row of the second page is never seen.
	expect((await page(20)).slice(0, 19)).toEqual(after.slice(1));
	bench.server.reset();
	expect(bench.server.onRequest).toBeUndefined();
	expect(bench.server.ledger).toEqual([]);
});

test('another process edits through /admin/edit and reads /admin/ledger', async () => {
	const { id } = bench.nth('system');
	const done = (await (await json('edit', { kind: 'edit', item: id, count: 3 })).json()) as Edit[];
	expect(done.map(({ item, kind }) => [item, kind])).toEqual(Array(3).fill([id, 'edit']));
	const more = (await (await json('edit', { count: 5, seed: 4 })).json()) as Edit[];
	expect(await (await json('ledger')).json()).toEqual(
		JSON.parse(JSON.stringify([...done, ...more])),
	);
	expect((await json('edit', { kind: 'nonsense' })).status).toBe(400);
	const refused = await json('edit', { kind: 'edit', item: 999_999 });
	expect([refused.status, await refused.json()]).toEqual([
		404,
		{ error: 'Item 999999 not found', edits: [] },
	]);
});

test('the rows of the log that each kind of edit leaves', async () => {
	const [a, b] = [bench.nth('system').id, bench.nth('testCase', 3).id];
	const run = bench.server.state.testItems.list('run')[0]!.id;
	const edits = editor();
	const logged = async (act: () => Edit) => {
		const from = bench.server.state.activities.length;
		act();
		const rows: Rows = bench.server.state.activities.slice(from);
		for (const { date, user, project } of rows)
			expect([date, user, project]).toEqual([bench.now(), 7, 2]);
		return rows.map((row) => `${row.eventType} ${row.objectType} ${row.item ?? ''}`.trim());
	};
	expect(await logged(() => edits.edit(a))).toEqual([`UPDATE ITEM ${a}`]);
	const both = (event: string) => [`${event} RELATIONSHIP ${a}`, `${event} RELATIONSHIP ${b}`];
	expect(await logged(() => edits.link(a, b))).toEqual(both('CREATE'));
	expect(await logged(() => edits.unlink(a, bench.server.ledger.at(-1)!.record))).toEqual(
		both('DELETE'),
	);
	expect(await logged(() => edits.comment(a))).toEqual([`CREATE COMMENT ${a}`]);
	expect(await logged(() => edits.uncomment(a))).toEqual([`DELETE COMMENT ${a}`]);
	expect(await logged(() => edits.tag(b))).toEqual([`CREATE ITEM_TAG ${b}`]);
	expect(await logged(() => edits.untag(b))).toEqual([`DELETE ITEM_TAG ${b}`]);
	expect(await logged(() => edits.weblink(a))).toEqual([`CREATE URL ${a}`]);
	expect(await logged(() => edits.attach(a))).toEqual([`CREATE ITEM_ATTACHMENT ${a}`]);
	expect(await logged(() => edits.execute(run))).toEqual([
		`UPDATE TEST_RUN ${run}`,
		`CREATE TEST_RESULT ${run}`,
	]);
	expect(await logged(() => edits.baseline(a))).toEqual(['CREATE BASELINE']);
	expect(await logged(() => edits.review(a))).toEqual(['CREATE REVIEW']);
	const to = bench.nth('folder').id;
	expect(await logged(() => edits.move(a, to))).toEqual([`MOVE ITEM ${a}`]);
	const made = edits.create(2, TYPE.system).item;
	expect(await logged(() => edits.delete(made))).toEqual([`DELETE ITEM ${made}`]);
});
