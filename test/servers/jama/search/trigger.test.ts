import { createEditor } from '../history/editStream';
import { formatDate } from './dates';
import { ids, useBench, type Rows } from '../testing';

const { bench, data, post } = useBench();
const switches = () => bench.server.switches;
const date = (time: number) => encodeURIComponent(formatDate(time));
const search = (query: string) => data(`/abstractitems?project=2&maxResults=50&${query}`);
const edit = (id: number) => createEditor(bench.server).edit(id);

test('meta.timestamp and dates are the time of the server, with its skew, in its zone', async () => {
	const { id } = bench.nth('system');
	const get = async () => (await bench.send('GET', `/items/${id}`)).body;
	expect((await get()).meta.timestamp).toBe('2026-01-15T12:00:00.000+0000');
	switches().clockSkew = -90_000;
	edit(id);
	expect((await get()).meta.timestamp).toBe('2026-01-15T11:58:30.000+0000');
	expect((await get()).data.lastActivityDate).toBe('2026-01-15T11:58:30.000+0000');
	switches().dateZone = '-0130';
	expect((await get()).meta.timestamp).toBe('2026-01-15T10:28:30.000-0130');
	expect((await get()).data.modifiedDate).toBe('2026-01-15T10:28:30.000-0130');
	switches().dateZone = '+0100';
	expect((await get()).data.lastActivityDate).toBe('2026-01-15T12:58:30.000+0100');
	expect((await bench.send('GET', '/items/999999')).body.meta.timestamp).toMatch(/\+0100$/);
});

test('one date is after it or from it on', async () => {
	const { id } = bench.nth('system');
	const { time } = edit(id);
	expect(await search(`lastActivityDate=${date(time!)}`)).toEqual([]);
	switches().singleDate = 'from';
	expect(ids(await search(`lastActivityDate=${date(time!)}`))).toEqual([id]);
	const events: Rows = await data(`/activities?project=2&date=${date(time!)}`);
	expect(events.map(({ item }) => item)).toEqual([id]);
	switches().singleDate = 'after';
	expect(await data(`/activities?project=2&date=${date(time!)}`)).toEqual([]);
});

test('a server that does not sort by lastActivityDate, or only downwards', async () => {
	const tree = ids(await search(''));
	switches().sortByLastActivity = 'ignored';
	expect(ids(await search('sortBy=lastActivityDate.asc'))).toEqual(tree);
	switches().sortByLastActivity = 'descending';
	const dates = (await search('sortBy=lastActivityDate.asc')).map(
		(row: Rows[0]) => row.lastActivityDate,
	);
	expect(dates).toEqual([...dates].sort().reverse());
	expect((await bench.send('GET', '/abstractitems?sortBy=color.asc')).status).toBe(400);
});

test('the log newest first', async () => {
	const { id } = bench.nth('system');
	edit(id);
	const oldest = ids(await data('/activities?project=2&objectType=BASELINE&maxResults=50'));
	const item = ids(await data(`/items/${id}/activities`));
	switches().activityOrder = 'newestFirst';
	expect(ids(await data('/activities?project=2&objectType=BASELINE&maxResults=50'))).toEqual(
		oldest.reverse(),
	);
	expect(ids(await data(`/items/${id}/activities`))).toEqual(item.reverse());
	expect((await data('/activities?project=2'))[0].item).toBe(id);
});

test('an empty page in the middle, as often as the switch says', async () => {
	switches().emptyMiddlePage = 1;
	const page = async (startAt: number) =>
		(await bench.send('GET', `/abstractitems?project=2&startAt=${startAt}`)).body;
	expect((await page(0)).data).toHaveLength(20);
	expect((await page(20)).meta.pageInfo).toEqual({
		startIndex: 20,
		resultCount: 0,
		totalResults: 129,
	});
	expect((await page(20)).data).toHaveLength(20);
});

describe('a lagging index', () => {
	const since = (ms: number) => `lastActivityDate=${date(bench.now() - ms)}`;
	const sorted = 'sortBy=lastActivityDate.desc&itemType=33';

	test('has the item as it was; each change comes after a lag of its own', async () => {
		switches().indexLag = 3000;
		const item = bench.nth('system');
		const { name } = item.fields;
		const old = item.lastActivityDate;
		const found = async () => {
			const rows: Rows = await search(`${sorted}&lastActivityDate=${date(old - 1000)}`);
			return rows.find(({ id }) => id === item.id);
		};
		edit(item.id);
		bench.tick(2000);
		edit(item.id);
		const second = item.lastActivityDate;
		expect(await found()).toMatchObject({ fields: { name }, lastActivityDate: formatDate(old) });
		expect(await search(since(60_000))).toEqual([]);
		expect((await data(`/items/${item.id}`)).lastActivityDate).toBe(formatDate(second));
		bench.tick(1000);
		expect((await found())!.lastActivityDate).toBe(formatDate(second - 2000));
		bench.tick(2000);
		expect((await found())!.lastActivityDate).toBe(formatDate(second));
	});

	test('has nothing of it, or finds it by the old date and shows it as it is', async () => {
		switches().indexLag = () => 3000;
		const item = bench.nth('system');
		const old = item.lastActivityDate;
		edit(item.id);
		const range = `lastActivityDate=${date(old)}&lastActivityDate=${date(old)}`;
		switches().laggingItem = 'missing';
		expect(ids(await search(range))).not.toContain(item.id);
		switches().laggingItem = 'sortedOld';
		const rows: Rows = await search(range);
		const row = rows.find(({ id }) => id === item.id);
		expect(row!.lastActivityDate).toBe(formatDate(item.lastActivityDate));
		expect(ids(await search(sorted)).at(0)).not.toBe(item.id);
	});

	test('has not seen a new item, and a deleted one is gone at once', async () => {
		switches().indexLag = 3000;
		const editor = createEditor(bench.server);
		const made = editor.create(2, 33).item;
		const gone = bench.nth('system').id;
		editor.delete(gone);
		expect(ids(await search(since(60_000)))).not.toContain(made);
		expect(ids(await search('itemType=33'))).not.toContain(gone);
		bench.tick(3000);
		expect(ids(await search(since(60_000)))).toContain(made);
		const filter: Rows = await data(`/filters/1/results?${since(60_000)}`);
		expect(filter).toEqual([]);
	});
});

describe('batch events', () => {
	const events = () => {
		const from = bench.server.state.activities.length;
		return () =>
			bench.server.state.activities
				.slice(from)
				.filter(({ objectType }) => objectType !== 'RELATIONSHIP')
				.map(({ eventType }) => eventType);
	};

	test.each([
		['wrapped', ['BATCH_DELETE'], 'BATCH_UPDATE'],
		['both', ['BATCH_DELETE', 'DELETE'], 'UPDATE BATCH_UPDATE'],
		['single', ['DELETE'], 'UPDATE'],
	] as const)('%s', async (mode, kinds, update) => {
		switches().batchEvents = mode;
		const folder = bench.nth('folder');
		const below = bench.server.state.descendants(folder).map(({ id }) => id);
		const patched = events();
		const operations = [{ op: 'replace', path: '/fields/name', value: 'x' }];
		await bench.send('PATCH', '/items', [{ id: below[0], operations }]);
		expect(patched().join(' ')).toBe(update);
		const deleted = events();
		await bench.send('DELETE', `/items/${folder.id}`);
		expect([...new Set(deleted())]).toEqual([...kinds]);
		const rows: Rows = await data(
			'/activities?project=2&eventType=DELETE&objectType=ITEM&maxResults=50',
		);
		const affected = await data(`/activities/${rows[0]!.id}/affecteditems?maxResults=50`);
		expect(ids(affected)).toEqual(mode === 'single' ? [folder.id] : [folder.id, ...below]);
		expect((await bench.send('POST', `/activities/${rows[0]!.id}/restore`)).status).toBe(200);
		expect(bench.server.state.items.has(below[0]!)).toBe(true);
	});

	test('copies, moves and the runs of a cycle are batches too', async () => {
		const folder = bench.nth('folder');
		const last = async () => {
			const event = bench.server.state.activities.at(-1)!;
			const affected = ids(await data(`/activities/${event.id}/affecteditems?maxResults=50`));
			return [event.eventType, event.objectType, affected] as const;
		};
		const id = await post(`/items/${folder.id}/duplicate`, {});
		const below = bench.server.state.descendants(bench.item(id)).map((each) => each.id);
		expect(await last()).toEqual(['BATCH_COPY', 'ITEM', [id, ...below]]);
		const parent = { item: bench.nth('component', 1).id };
		expect((await bench.send('PUT', `/items/${id}/location`, { parent })).status).toBe(200);
		expect(await last()).toEqual(['MOVE', 'ITEM', [id, ...below]]);
		const plan = bench.server.state.testItems.list('plan')[0]!.id;
		const fields = { name: 'Build 2', startDate: '2026-01-01', endDate: '2026-02-01' };
		const cycle = await post(`/testplans/${plan}/testcycles`, {
			fields,
			testRunGenerationConfig: {},
		});
		const runs = bench.server.state.testItems.runsOf(cycle).map((run) => run.id);
		expect(await last()).toEqual(['BATCH_CREATE', 'TEST_RUN', runs]);
		await bench.send('DELETE', `/testcycles/${cycle}`);
		expect(await last()).toEqual(['BATCH_DELETE', 'TEST_CYCLE', [cycle, ...runs]]);
	});
});

test('tags of a project and changes of a baseline are in the log; a restored item may have an activity', async () => {
	const tag = await post('/tags', { name: 'new', project: 2 });
	await bench.send('DELETE', `/tags/${tag}`);
	await bench.send('PUT', '/rest/labs/baselines/1', { name: 'Other' });
	const rows = bench.server.state.activities.slice(-3);
	expect(rows.map((row) => `${row.eventType} ${row.objectType}`)).toEqual([
		'CREATE TAG',
		'DELETE TAG',
		'UPDATE BASELINE',
	]);
	switches().restoreIsActivity = true;
	const item = bench.nth('system');
	createEditor(bench.server).delete(item.id);
	await bench.send('POST', `/activities/${bench.server.state.activities.at(-1)!.id}/restore`);
	expect(bench.item(item.id).lastActivityDate).toBe(bench.now());
});
