/** Item search: every filter goes to the server as it understands it, and the right items come back. */
import type { Item } from '../../servers/jama/types';
import { byId, useJama } from './support';

const jama = useJama();
const JAN_10 = Date.UTC(2025, 0, 10);
const JAN_12 = Date.UTC(2025, 0, 12);
const jan10 = '2025-01-10T00:00:00.000+0000';
const jan12 = '2025-01-12T00:00:00.000+0000';
const START = '1970-01-01T00:00:00.000+0000';

type Row = [name: string, filters: object, query: string, matches: (item: Item) => boolean];
const dates = (['createdDate', 'modifiedDate', 'lastActivityDate'] as const).flatMap(
	(name): Row[] => [
		[
			`${name} after`,
			{ [`${name}After`]: '2025-01-10T00:00:00' },
			`${name}=${jan10}`,
			(item) => item[name] > JAN_10,
		],
		[
			`${name} before`,
			{ [`${name}Before`]: '2025-01-12T00:00:00Z' },
			`${name}=${START}&${name}=${jan12}`,
			(item) => item[name] <= JAN_12,
		],
		[
			`${name} between`,
			{ [`${name}After`]: '2025-01-10', [`${name}Before`]: '2025-01-12T01:00:00+01:00' },
			`${name}=${jan10}&${name}=${jan12}`,
			(item) => item[name] >= JAN_10 && item[name] <= JAN_12,
		],
	],
);

const ROWS: Row[] = [
	['no filter', {}, '', () => true],
	['projects', { projects: [3] }, 'project=3', (item) => item.project === 3],
	[
		'projects as text from an expression',
		{ projects: '={{ "3" }}' },
		'project=3',
		(item) => item.project === 3,
	],
	['two projects', { projects: [2, 3] }, 'project=2&project=3', () => true],
	[
		'item types',
		{ itemTypes: [31, 35] },
		'itemType=31&itemType=35',
		(item) => [31, 35].includes(item.itemType),
	],
	[
		'releases',
		{ releases: [1, 5] },
		'release=1&release=5',
		(item) => [1, 5].includes(Number(item.fields.release)),
	],
	[
		'document keys',
		{ documentKey: ['PUMP-SYS-1', '', 'BIKE-TC-1'] },
		'documentKey=PUMP-SYS-1&documentKey=BIKE-TC-1',
		(item) => ['PUMP-SYS-1', 'BIKE-TC-1'].includes(item.documentKey),
	],
	[
		'contains a word',
		{ contains: ['alarm'] },
		'contains=alarm',
		(item) => /\balarm\b/i.test(`${String(item.fields.name)} ${String(item.fields.description)}`),
	],
	[
		'contains one of two texts',
		{ contains: ['"flow rate"', 'keypad'] },
		'contains="flow rate"&contains=keypad',
		(item) =>
			/flow|rate|\bkeypad\b/i.test(
				`${String(item.fields.name)} ${String(item.fields.description)}`,
			),
	],
	[
		'contains part of a word',
		{ contains: ['larm'], includeWildcard: true },
		'contains=larm&includeWildcard=true',
		(item) => /larm/i.test(`${String(item.fields.name)} ${String(item.fields.description)}`),
	],
	...dates,
	[
		'two filters together',
		{ projects: [2], itemTypes: [33], releases: [2] },
		'project=2&itemType=33&release=2',
		(item) => item.project === 2 && item.itemType === 33 && item.fields.release === 2,
	],
	[
		'a filter and a date',
		{ itemTypes: [35], createdDateAfter: '2025-01-10T00:00:00' },
		`itemType=35&createdDate=${jan10}`,
		(item) => item.itemType === 35 && item.createdDate > JAN_10,
	],
];

test.each(ROWS)('%s', async (_name, filters, query, matches) => {
	const rows = await jama.rows('item.getMany', { filters, kinds: [], returnAll: true });
	const { items } = jama.server.state;
	const expected = [...items.values()].filter(matches).map(({ id }) => id);
	const found = rows.map(({ id }) => Number(id));
	expect(found.filter((id) => items.has(id)).sort()).toEqual(expected.sort());
	// What is no item is an attachment: the list holds every kind.
	const others = rows.filter(({ id }) => !items.has(Number(id)));
	expect(others.map(({ documentKey }) => documentKey)).toEqual(
		others.map(() => expect.stringMatching(/-ATT-\d+$/)),
	);
	expect(expected.length).toBeGreaterThan(0);
	const prefix = query === '' ? '' : `${query}&`;
	const sent = jama.sent().filter((line) => line.startsWith('GET /abstractitems'));
	expect(sent[0]).toBe(`GET /abstractitems?${prefix}startAt=0&maxResults=50`);
});

test.each<[string, object, RegExp]>([
	['project', { projects: [2, 99] }, /^The project 99 does not exist/],
	['release', { projects: [2], releases: [2, 99] }, /^The release 99 does not exist/],
	['item type', { itemTypes: [33, 99] }, /^The item type 99 does not exist/],
])('one %s of several that does not exist is an error', async (_, filters, message) => {
	const failure = await jama.failure('item.getMany', { filters, kinds: [] });
	expect(failure.message).toMatch(message);
});

test('a project of several in which nothing was found is looked at, others are not', async () => {
	await jama.rows('item.getMany', { filters: { projects: [2, 3] }, kinds: [], limit: 2 });
	const looked = jama.sent().filter((line) => line.startsWith('GET /projects/'));
	expect(looked).toEqual(['GET /projects/3']);
});

test('a date without an offset is one of the time zone of the workflow', async () => {
	const filters = { createdDateAfter: '2025-01-10T00:00:00' };
	const parameters = { filters, kinds: [], limit: 1 };
	await jama.rows('item.getMany', parameters, { timezone: 'Europe/Berlin' });
	expect(jama.sent()).toEqual([
		'GET /abstractitems?createdDate=2025-01-09T23:00:00.000+0000&startAt=0&maxResults=1',
	]);
});

test('a date that is none is refused before anything is sent', async () => {
	const filters = { modifiedDateAfter: 'yesterday' };
	const { message, description } = await jama.failure('item.getMany', { filters, kinds: [] });
	expect(message).toBe("'Modified After' is not a date: yesterday");
	expect(description).toContain('2026-01-31T09:00:00');
	expect(jama.sent()).toEqual([]);
});

test('sorts by several fields', async () => {
	const sort = {
		by: [
			{ field: 'modifiedDate', direction: 'desc' },
			{ field: 'name', direction: 'asc' },
		],
	};
	const rows = await jama.rows('item.getMany', {
		kinds: [],
		filters: { projects: [2] },
		options: { sort },
		limit: 10,
	});
	expect(jama.sent()).toEqual([
		'GET /abstractitems?project=2&sortBy=modifiedDate.desc&sortBy=name.asc&startAt=0&maxResults=10',
	]);
	const times = rows.map(({ modifiedDate }) => String(modifiedDate));
	expect(times).toEqual([...times].sort().reverse());
});

describe('linked objects', () => {
	const include = ['data.project', 'data.createdBy', 'data.location.parent.item'];

	test('stand under the path of the id, with Simplify too', async () => {
		const options = { include, includeFields: 'priority, verification_method$33' };
		const [row] = await jama.rows('item.get', { itemId: byId(20), options });
		expect(jama.sent()).toEqual([
			'GET /items/20?include=data.project&include=data.createdBy&include=data.location.parent.item&include=data.fields.priority&include=data.fields.verification_method$33',
		]);
		const item = jama.server.state.items.get(20);
		const methods = item?.fields.verification_method$33 as number[];
		expect(row).toMatchObject({
			id: 20,
			project: 2,
			linked: {
				project: { id: 2, projectKey: 'PUMP' },
				createdBy: { id: item?.createdBy },
				'location.parent.item': { id: 8, documentKey: 'PUMP-FLD-1' },
				'fields.priority': { id: item?.fields.priority, name: 'Medium' },
				'fields.verification_method$33': methods.map((id) => ({ id })),
			},
		});
	});

	test('stand with each row of a list', async () => {
		const rows = await jama.rows('item.getChildren', {
			itemId: byId(8),
			options: { include: ['data.modifiedBy'] },
			limit: 3,
		});
		for (const { id, linked } of rows) {
			const modifiedBy = jama.server.state.items.get(Number(id))?.modifiedBy;
			expect(linked).toMatchObject({ modifiedBy: { id: modifiedBy } });
		}
	});
});

test.each([
	[false, undefined, /^\d{4}-\d\d-\d\d$/],
	[true, 'true', /^\d{4}-\d\d-\d\dT/],
])('Date Fields with Time: %s', async (datesWithTime, header, shape) => {
	const parameters = { itemId: byId(20), simplify: false, options: { datesWithTime } };
	const [row] = await jama.rows('item.get', parameters);
	expect(jama.server.requests[0]?.headers['x-jama-date-fields-with-time']).toBe(header);
	expect((row?.fields as { due_date$33: string }).due_date$33).toMatch(shape);
});

const idsOf = async (filters: object, more: object = {}) =>
	(await jama.rows('item.getMany', { filters, returnAll: true, ...more })).map(({ id }) => id);

describe('kinds of records', () => {
	const kindsOf = async (more: object) => {
		const rows = await jama.rows('item.getMany', { returnAll: true, ...more });
		return [...new Set(rows.map(({ type }) => type))].sort();
	};

	test('items unless others are chosen; none chosen is all', async () => {
		const all = await kindsOf({ kinds: [] });
		expect(all).toContain('testruns');
		expect(await kindsOf({})).toEqual(['items']);
		expect(await kindsOf({ kinds: ['testplans', 'testruns'] })).toEqual(['testplans', 'testruns']);
	});

	test('a limit counts what is wanted', async () => {
		const rows = await jama.rows('item.getMany', { kinds: ['testruns'], limit: 2 });
		expect(rows.map(({ type }) => type)).toEqual(['testruns', 'testruns']);
	});

	test('item types decide alone', async () => {
		expect(await kindsOf({ filters: { itemTypes: [41] } })).toEqual(['testruns']);
	});

	test('a key of another kind finds nothing, and a hint says where to look', async () => {
		const run = [...jama.server.state.items.values()].find(({ itemType }) => itemType === 41);
		const filters = { documentKey: [String(run?.documentKey)] };
		const { items, hints } = await jama.run('item.getMany', { filters });
		expect(items).toEqual([]);
		expect(hints).toMatchObject([{ message: expect.stringMatching(/'Record Types' says so/) }]);
	});
});

describe('names instead of IDs', () => {
	test.each<[string, object, object]>([
		['a project by key', { projects: '={{ "PUMP" }}' }, { projects: [2] }],
		['a project by name', { projects: ['infusion pump'] }, { projects: [2] }],
		['projects in one text', { projects: '={{ "PUMP, 3" }}' }, { projects: [2, 3] }],
		['an item type by name', { itemTypes: ['Software Requirement'] }, { itemTypes: [34] }],
		['an item type by key', { itemTypes: '={{ ["SYS"] }}' }, { itemTypes: [33] }],
	])('%s', async (_, named, byNumber) => {
		expect(await idsOf(named)).toEqual(await idsOf(byNumber));
	});

	test('a release by name, of the project beside it', async () => {
		const { state } = jama.server;
		const release = [...state.releases.values()].find(({ project }) => project === 2);
		const named = { projects: ['PUMP'], releases: [String(release?.name)] };
		expect(await idsOf(named)).toEqual(await idsOf({ projects: [2], releases: [release?.id] }));
		const failure = await jama.failure('item.getMany', { filters: { releases: ['Release 1'] } });
		expect(failure.message).toMatch(/only where 'Project Names or IDs' says of which project/);
	});

	test('a name that nobody has lists the valid ones', async () => {
		const failure = await jama.failure('item.getMany', { filters: { projects: ['PUMPS'] } });
		expect(failure.message).toBe(`There is no project "PUMPS", which 'Project Names or IDs' names`);
		expect(failure.description).toMatch(/Infusion Pump \(PUMP\)/);
	});
});

describe('a search that finds nothing', () => {
	test.each<[string, object, string]>([
		['a project', { projects: [999] }, 'The project 999'],
		['a project as text', { projects: ['999'] }, 'The project 999'],
		['an item type', { itemTypes: [999] }, 'The item type 999'],
		['a release', { releases: [999] }, 'The release 999'],
	])('because %s does not exist is an error', async (_, filters, start) => {
		const failure = await jama.failure('item.getMany', { filters });
		expect(failure.message).toBe(`${start} does not exist, or this user may not see it`);
	});

	test('although all is there is empty, after one look-up', async () => {
		const filters = { projects: [2], contains: ['nothinglikeit'] };
		const { items, error } = await jama.run('item.getMany', { filters, kinds: [] });
		expect([items, error]).toEqual([[], undefined]);
		expect(jama.sent().slice(1)).toEqual(['GET /projects/2']);
	});
});
