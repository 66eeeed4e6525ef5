/** Ways to name an item, a project and an item type. */
import {
	NEXT_ID,
	byGlobalId,
	byId,
	byKey,
	byName,
	byUrl,
	fromList,
	mapped,
	useJama,
} from './support';

const jama = useJama();
const PAGE = 'startAt=0&maxResults=50';

describe('an item', () => {
	const FIRST = 'startAt=0&maxResults=10';
	test.each<[string, () => unknown, string[]]>([
		['from the list', () => fromList(20), []],
		['by ID', () => byId('20'), []],
		['as a plain number', () => 20, []],
		[
			'by document key',
			() => byKey('PUMP-SYS-1'),
			[`GET /abstractitems?documentKey=PUMP-SYS-1&${FIRST}`],
		],
		[
			'by global ID',
			() => byGlobalId('GID-20'),
			[`GET /abstractitems?contains=globalId:"GID-20"&${PAGE}`],
		],
		['by URL', () => byUrl(`${jama.server.url}/perspective.req#/items/20?projectId=2`), []],
		['by older URL', () => byUrl(`${jama.server.url}/perspective.req?projectId=2&docId=20`), []],
	])('%s', async (_name, itemId, before) => {
		const rows = await jama.rows('item.get', { itemId: itemId() });
		expect(rows).toMatchObject([{ id: 20 }]);
		expect(jama.sent()).toEqual([...before, 'GET /items/20']);
	});

	test('from an expression for each input item, and a key is looked up once', async () => {
		const input = [{ key: 'PUMP-SYS-1' }, { key: 'PUMP-SYS-3' }, { key: 'PUMP-SYS-1' }];
		const { items } = await jama.run('item.get', { itemId: byKey('={{ $json.key }}') }, { input });
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[20, { item: 0 }],
			[26, { item: 1 }],
			[20, { item: 2 }],
		]);
		expect(jama.sent().filter((line) => line.includes('/abstractitems'))).toHaveLength(2);
	});

	test.each<[string, () => unknown, string, RegExp]>([
		[
			'an unknown key',
			() => byKey('PUMP-SYS-999'),
			'The item with document key "PUMP-SYS-999" was not found',
			/spelling/,
		],
		[
			'an unknown global ID',
			() => byGlobalId('GID-999'),
			'The item with global ID "GID-999" was not found',
			/spelling/,
		],
		[
			'an ID that is a key',
			() => byId('PUMP-SYS-1'),
			'\'Item\' must be an ID, a whole number, and is "PUMP-SYS-1"',
			/By Key/,
		],
		[
			'a URL of another Jama',
			() => byUrl('https://other.jamacloud.com/perspective.req#/items/20'),
			"'Item' is not a URL of this Jama: https://other.jamacloud.com/perspective.req#/items/20",
			/belongs to 127\.0\.0\.1/,
		],
		[
			'a text for a URL',
			() => byUrl('items/20'),
			"'Item' is not a URL of this Jama: items/20",
			/Copy the address/,
		],
		[
			'an expression that gives nothing',
			() => byId('={{ $json.none }}'),
			"'Item' is empty",
			/Pick the item/,
		],
	])('%s is refused, and no item is read', async (_name, itemId, message, advice) => {
		const failure = await jama.failure('item.delete', { itemId: itemId() });
		expect(failure).toMatchObject({ message, itemIndex: 0 });
		expect(failure.description).toMatch(advice);
		expect(jama.writes()).toEqual([]);
	});

	test('a URL that names no item', async () => {
		const url = `${jama.server.url}/perspective.req#/projects/2`;
		const { message, description } = await jama.failure('item.get', { itemId: byUrl(url) });
		expect(message).toBe(`'Item' is a URL that names no item: ${url}`);
		expect(description).toContain('#/items/1234');
		expect(jama.sent()).toEqual([]);
	});

	test('a global ID that synced items share', async () => {
		const synced = jama.server.state.items.get(20);
		if (synced) jama.server.state.setGlobalId(synced, 'GID-26');
		const failure = await jama.failure('item.get', { itemId: byGlobalId('GID-26') });
		expect(failure.message).toMatch(/stands for 2 records: .*PUMP-SYS-1 \(ID 20\)/);
		expect(failure.description).toBe('Choose one of them by its ID.');
	});
});

describe('a project', () => {
	test.each<[string, () => unknown, string[]]>([
		['from the list', () => fromList(2), []],
		['by ID', () => byId(2), []],
		['by key', () => byKey('pump'), [`GET /projects?${PAGE}`]],
		['by URL', () => byUrl(`${jama.server.url}/perspective.req#/projects/2/dashboard`), []],
		['by the URL of an item', () => byUrl(`${jama.server.url}/x#/items/20?projectId=2`), []],
	])('%s', async (_name, projectId, before) => {
		expect(await jama.rows('project.get', { projectId: projectId() })).toMatchObject([{ id: 2 }]);
		expect(jama.sent()).toEqual([...before, 'GET /projects/2']);
	});

	test('with an unknown key', async () => {
		const failure = await jama.failure('project.get', { projectId: byKey('NONE') });
		expect(failure.message).toBe('The project with key "NONE" was not found');
		expect(failure.description).toMatch(/spelling/);
	});
});

describe('an item type', () => {
	const create = (itemType: unknown) => ({
		project: byKey('PUMP'),
		itemType,
		fields: mapped({ name: 'X' }),
		options: { returnRecord: false },
	});

	test.each([
		['by name', byName('system requirement')],
		['by its short key', byName('SYS')],
	])('%s', async (_name, itemType) => {
		const rows = await jama.rows('item.create', create(itemType));
		expect(rows).toEqual([{ success: true, id: NEXT_ID }]);
		expect(jama.sent()).toEqual([
			`GET /projects?${PAGE}`,
			`GET /itemtypes?${PAGE}`,
			'GET /itemtypes/33',
			'POST /items {"project":2,"itemType":33,"childItemType":33,"location":{"parent":{"project":2}},"fields":{"name":"X"}}',
		]);
	});

	test('of an unknown name lists the valid ones', async () => {
		const failure = await jama.failure('item.create', create(byName('Requirment')));
		expect(failure.message).toBe('There is no item type "Requirment"');
		expect(failure.description).toMatch(/^Valid: .*System Requirement, Software Requirement/);
		expect(jama.writes()).toEqual([]);
	});
});
