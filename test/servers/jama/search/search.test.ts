import { useBench } from '../testing';
import { formatDate } from './dates';
import { SEED } from '../seed/seed';
import { TYPE } from '../seed/seedTypes';

type Row = {
	id: number;
	type: string;
	documentKey: string;
	itemType: number;
	lastActivityDate: string;
	fields: { name: string; release?: number };
};

const { bench } = useBench();

const search = async (query: string) => (await bench.send('GET', `/abstractitems?${query}`)).body;
const rows = async (query: string) => (await search(query)).data as Row[];
const date = (time: number) => encodeURIComponent(formatDate(time));

test('by default in the order of the tree, 20 rows, every one of type items', async () => {
	const found = await search(`project=${SEED.main}`);
	expect(found.meta.pageInfo).toEqual({ startIndex: 0, resultCount: 20, totalResults: 129 });
	const tree = bench.server.state.treeOrder(SEED.main).slice(0, 20);
	expect(found.data.map((row: Row) => row.id)).toEqual(tree.map((item) => item.id));
	expect(found.data.every((row: Row) => row.type === 'items')).toBe(true);
});

test('repeated names are ORed, different names ANDed', async () => {
	const both = await rows(
		`project=2&project=3&itemType=${TYPE.component}&itemType=${TYPE.set}&maxResults=50`,
	);
	expect(new Set(both.map((row) => row.itemType))).toEqual(new Set([TYPE.component, TYPE.set]));
	expect(await rows(`project=3&documentKey=PUMP-CMP-1`)).toEqual([]);
	const keys = await rows('documentKey=PUMP-SYS-2&documentKey=PUMP-SYS-1&documentKey=NONE-1');
	expect(keys.map((row) => row.documentKey)).toEqual(['PUMP-SYS-1', 'PUMP-SYS-2']);
});

test('a release is a filter', async () => {
	const found = await rows('project=2&release=2&maxResults=50');
	expect(found.length).toBeGreaterThan(0);
	expect(found.every((row) => row.fields.release === 2)).toBe(true);
});

test('one date is after it, strictly; two are a range with its ends', async () => {
	const { state } = bench.server;
	const times = state
		.abstractItems(SEED.main)
		.map((item) => item.createdDate)
		.sort((a, b) => a - b);
	const [from, to] = [times[10] as number, times[20] as number];
	const total = async (query: string) =>
		(await search(`project=2&${query}`)).meta.pageInfo.totalResults;
	expect(await total(`createdDate=${date(from)}`)).toBe(times.filter((time) => time > from).length);
	expect(await total(`createdDate=${date(from)}&createdDate=${date(to)}`)).toBe(11);
	expect(await total(`createdDate=${date(to)}&createdDate=${date(from)}`)).toBe(11);
});

test('a date without an offset, a third date: 400', async () => {
	for (const query of [
		'modifiedDate=2025-01-01',
		'lastActivityDate=2025-01-01T00:00:00.000',
		`createdDate=${[1, 2, 3].map((day) => date(day * 86_400_000)).join('&createdDate=')}`,
	]) {
		const reply = await bench.send('GET', `/abstractitems?${query}`);
		expect(reply.status).toBe(400);
		expect(reply.body.meta.status).toBe('Bad Request');
	}
});

test('sortBy takes a direction and several fields, and refuses what it does not know', async () => {
	const names = (await rows('project=2&sortBy=name.desc&maxResults=50')).map(
		(row) => row.fields.name,
	);
	const lower = names.map((name) => name.toLowerCase());
	expect(lower).toEqual([...lower].sort().reverse());
	const dates = (await rows('project=2&sortBy=lastActivityDate.asc&maxResults=50')).map(
		(row) => row.lastActivityDate,
	);
	expect(dates).toEqual([...dates].sort());
	const types = await rows('project=2&sortBy=itemType.desc&sortBy=documentKey.asc&maxResults=50');
	expect(types[0]?.itemType).toBe(TYPE.testRun);
	expect((await bench.send('GET', '/abstractitems?sortBy=color.asc')).status).toBe(400);
});

test('pages make up the whole list, whatever the sort', async () => {
	const seen = new Set<number>();
	for (let startAt = 0; ; startAt += 50) {
		const page = await rows(`project=2&sortBy=modifiedDate.desc&maxResults=50&startAt=${startAt}`);
		if (page.length === 0) break;
		page.forEach((row) => seen.add(row.id));
	}
	expect(seen.size).toBe(129);
});

test('contains searches text fields, keys and inside rich text, and several are ORed', async () => {
	const target = bench.nth('system', 3);
	target.fields = {
		...target.fields,
		description: '<p style="margin:0">zebra <b>quagga</b></p>',
		[`rationale$${TYPE.system}`]: 'okapi',
	};
	bench.server.state.touch();
	for (const term of [
		'zebra',
		'quagga',
		'okapi',
		`rationale$${TYPE.system}:okapi`,
		target.documentKey,
		target.globalId,
		'"uagg"',
	]) {
		expect((await rows(`contains=${encodeURIComponent(term)}`)).map((row) => row.id)).toEqual([
			target.id,
		]);
	}
	expect(await rows('contains=margin')).toEqual([]);
	expect(await rows('contains=uagg')).toEqual([]);
	expect((await rows('contains=uagg&includeWildcard=true')).length).toBe(1);
	expect((await rows(`contains=zebra&contains=${target.documentKey}`)).length).toBe(1);
	expect((await rows('contains=zebra&project=3')).length).toBe(0);
});

test('the table of the cookbook, over HTTP', async () => {
	const folder = bench.nth('folder');
	const texts = [
		['Alpha'],
		['Alpha Beta'],
		['Beta Alpha'],
		['Beta'],
		['Happy Path', 'includes the word "Alphabet"'],
	];
	for (const [name, description] of texts) {
		const made = await bench.send('POST', '/items', {
			project: 2,
			itemType: TYPE.system,
			location: { parent: { item: folder.id } },
			fields: { name, description },
		});
		expect(made.status).toBe(201);
	}
	const counts: Array<[string, number]> = [
		['Alpha', 3],
		['"Alpha"', 4],
		['"Alpha Beta"', 5],
		["'Alpha'", 3],
		['"A*pha"', 4],
		['"name:"Alpha""', 3],
		['"+Alpha Beta"', 4],
		['"Alpha +Beta"', 3],
		['"Alpha -Beta"', 2],
		['"+Alpha +Beta"', 2],
		['"-Alpha Beta"', 1],
	];
	for (const [term, count] of counts) {
		expect([term, (await rows(`project=2&contains=${encodeURIComponent(term)}`)).length]).toEqual([
			term,
			count,
		]);
	}
});

test('attachments are abstract items too, after all others', async () => {
	const [file] = [...bench.server.state.attachments.values()];
	const found = await rows(`project=${SEED.main}&itemType=${TYPE.attachment}`);
	expect(found).toMatchObject([{ id: file?.id, type: 'attachments', fileName: 'diagram.png' }]);
	expect((await rows(`project=${SEED.main}&startAt=128`)).map(({ id }) => id)).toEqual([file?.id]);
	expect(await rows(`documentKey=${file?.documentKey}`)).toMatchObject([{ id: file?.id }]);
	expect((await rows('project=2&contains=diagram')).map(({ id }) => id)).toContain(file?.id);
	const one = await bench.send('GET', `/abstractitems/${file?.id}`);
	expect(one.body.data).toMatchObject({ type: 'attachments', fields: { name: 'Block diagram' } });
	expect((await bench.send('GET', `/abstractitems/${file?.id}/versions`)).status).toBe(200);
	expect((await bench.send('GET', `/items/${file?.id}`)).status).toBe(404);
	await rows('project=2&sortBy=lastActivityDate.desc');
	bench.tick(1000);
	const body = { fields: { name: 'New file' } };
	const { id } = (await bench.send('POST', '/projects/2/attachments', body)).body.meta;
	const [newest] = await rows('project=2&sortBy=lastActivityDate.desc');
	expect(newest).toMatchObject({ id, type: 'attachments' });
});

test('a lagging index also serves searches by text and by key, unless a switch says otherwise', async () => {
	const { switches } = bench.server;
	switches.indexLag = 30_000;
	const { id, fields, documentKey } = bench.nth('system');
	const patch = [{ op: 'replace', path: '/fields/name', value: 'Quetzalcoatl' }];
	await bench.send('PATCH', `/items/${id}`, patch);
	const found = async (query: string) =>
		(await rows(query)).map((row) => [row.id, row.fields.name]);
	const byKey = `documentKey=${documentKey}`;
	expect(await found('project=2&contains=Quetzalcoatl')).toEqual([]);
	expect(await found(byKey)).toEqual([[id, fields.name]]);
	expect(await found(`project=2&itemType=${TYPE.system}&maxResults=1`)).toEqual([
		[id, 'Quetzalcoatl'],
	]);
	switches.lagsFor = 'dates';
	expect(await found('project=2&contains=Quetzalcoatl')).toEqual([[id, 'Quetzalcoatl']]);
	expect(await found(byKey)).toEqual([[id, 'Quetzalcoatl']]);
	switches.lagsFor = 'search';
	bench.tick(30_000);
	expect(await found('project=2&contains=Quetzalcoatl')).toEqual([[id, 'Quetzalcoatl']]);
	expect(await found(byKey)).toEqual([[id, 'Quetzalcoatl']]);
});

test('a lagging index hides a fresh change from a search by activity only', async () => {
	bench.server.switches.indexLag = 3000;
	const item = bench.nth('system');
	await bench.send('PATCH', `/items/${item.id}`, [
		{ op: 'replace', path: '/fields/name', value: 'late' },
	]);
	const since = `lastActivityDate=${date(bench.now() - 60_000)}`;
	expect(await rows(since)).toEqual([]);
	expect((await rows(`documentKey=${item.documentKey}`)).length).toBe(1);
	bench.tick(3000);
	expect((await rows(since)).map((row) => row.id)).toEqual([item.id]);
});

test('activities: by type, by date, deletions only', async () => {
	const item = bench.nth('testCase');
	await bench.send('DELETE', `/items/${item.id}`);
	const get = async (query: string) =>
		(await bench.send('GET', `/activities?project=2&${query}`)).body;
	for (const query of [
		'deleteEvents=true',
		'eventType=DELETE',
		`date=${date(bench.now() - 1000)}`,
	]) {
		expect((await get(query)).data).toMatchObject([
			{ item: item.id, eventType: 'DELETE', objectType: 'ITEM', type: 'activities' },
		]);
	}
	expect((await get('objectType=ITEM')).meta.pageInfo.totalResults).toBe(121);
});
