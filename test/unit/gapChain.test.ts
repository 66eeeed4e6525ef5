import type { Reply } from '../support/rows/jamaSession';
import { caught } from './support/errors';
import { gapsOf } from './support/gapRun';
import { item, relationship } from './support/traceRows';

describe('a chain of types', () => {
	const STATUS: Record<string, Reply> = {
		'GET /itemtypes/34': { row: { id: 34, display: 'Software Requirement' } },
		'GET /itemtypes/35': {
			row: {
				id: 35,
				display: 'Test Case',
				fields: [{ name: 'status', label: 'Status', fieldType: 'LOOKUP', pickList: 9 }],
			},
		},
		'GET /picklists/9/options': {
			rows: [
				{ id: 901, name: 'Draft' },
				{ id: 902, name: 'Approved' },
			],
		},
	};
	const chain = { relatedType: 34, furtherTypes: [35] };
	const test35 = (id: number, status = 901) => item(id, { itemType: 35, fields: { status } });
	/** 1 has a test case; 2 stops at 11 and 12; 3 has nothing; 4 goes to a test case at once. */
	const PROJECT: Record<string, Reply> = {
		...STATUS,
		'GET /items': {
			rows: [
				...[1, 2, 3, 4].map((id) => item(id)),
				...[10, 11, 12].map((id) => item(id, { itemType: 34 })),
				test35(20, 902),
				test35(21),
			],
		},
		'GET /relationships': {
			rows: [
				relationship(1, 10),
				relationship(10, 20),
				relationship(2, 11, 7),
				relationship(2, 12),
				relationship(4, 21),
			],
		},
	};
	const missingOf = (rows: Array<{ json: Record<string, unknown> }>) =>
		rows.map(({ json }) => [json.id, json.missing]);
	const step = (number: number, type: number, after: string[]) => ({
		direction: 'downstream',
		itemType: type,
		type: type === 34 ? 'Software Requirement' : 'Test Case',
		step: number,
		steps: 2,
		after,
	});

	test('says at which step each stops, and where', async () => {
		const { rows, asked } = await gapsOf(PROJECT, chain);
		expect(missingOf(rows)).toEqual([
			[2, step(2, 35, ['K-11', 'K-12'])],
			[3, step(1, 34, ['K-3'])],
			[4, step(1, 34, ['K-4'])],
		]);
		// Nothing for a single item: types, and the lists of items and relationships.
		expect(asked().filter((one) => /related|items\/\d/.test(one))).toEqual([]);
	});

	test('only relationships of a type are followed', async () => {
		const more = { ...chain, relationshipTypes: [2] };
		const { rows } = await gapsOf(PROJECT, more);
		expect(missingOf(rows)[0]).toEqual([2, step(2, 35, ['K-12'])]);
		expect((await gapsOf(PROJECT, { ...chain, relationshipTypes: [7] })).ids).toEqual([1, 2, 3, 4]);
	});

	test.each([
		['approved', [2, 3, 4]],
		['Approved, Draft', [2, 3, 4]],
		['902', [2, 3, 4]],
		['Draft', [1, 2, 3, 4]],
	])('only test cases with the status %s count', async (lastStatus, expected) => {
		const { ids, rows } = await gapsOf(PROJECT, { ...chain, lastStatus });
		expect(ids).toEqual(expected);
		if (lastStatus !== 'Draft') return;
		expect(missingOf(rows)[0]).toEqual([1, { ...step(2, 35, ['K-10']), status: 'Draft' }]);
	});

	test('a status with a comma in its name is one status', async () => {
		const options = [
			{ id: 901, name: 'Draft' },
			{ id: 902, name: 'Approved' },
			{ id: 903, name: 'Approved, Draft' },
		];
		const replies = { ...PROJECT, 'GET /picklists/9/options': { rows: options } };
		const { ids } = await gapsOf(replies, { ...chain, lastStatus: 'Approved, Draft' });
		expect(ids).toEqual([1, 2, 3, 4]);
	});

	test('a status that is a custom field counts under its name in items', async () => {
		const type = { id: 35, display: 'Test Case' };
		const field = { name: 'state$35', label: 'Status', fieldType: 'LOOKUP', pickList: 9 };
		const of = (id: number, state: number) =>
			item(id, { itemType: 35, fields: { state$35: state } });
		const { ids } = await gapsOf(
			{
				...STATUS,
				'GET /itemtypes/35': { row: { ...type, fields: [field] } },
				'GET /items': { rows: [item(1), item(2), of(20, 902), of(21, 901)] },
				'GET /relationships': { rows: [relationship(1, 20), relationship(2, 21)] },
			},
			{ lastStatus: 'Approved' },
		);
		expect(ids).toEqual([2]);
	});

	test('without a chain the status counts, too', async () => {
		const replies = {
			...PROJECT,
			'GET /relationships': { rows: [relationship(1, 20), relationship(2, 21)] },
		};
		const { ids, rows } = await gapsOf(replies, { lastStatus: 'Approved' });
		expect(ids).toEqual([2, 3, 4]);
		expect(rows[0]?.json.missing).toEqual({
			direction: 'downstream',
			itemType: 35,
			type: 'Test Case',
			status: 'Approved',
		});
	});

	test.each([
		[{ lastStatus: 'Aproved' }, /no status "Aproved"/, /Valid: Draft, Approved/],
		[{ furtherTypes: [], lastStatus: 'Approved' }, /has no field Status/, /Leave/],
	])('%j is refused', async (more, message, advice) => {
		const error = await caught(async () => await gapsOf(PROJECT, { ...chain, ...more }));
		expect(error).toMatchObject({
			message: expect.stringMatching(message),
			description: expect.stringMatching(advice),
		});
	});

	test('it goes on through items of other projects, which are read where they may close a gap', async () => {
		const replies: Record<string, Reply> = {
			...PROJECT,
			'GET /relationships': {
				rows: [relationship(1, 10), relationship(10, 20), relationship(2, 70), relationship(3, 71)],
			},
			'GET /abstractitems/70': { row: item(70, { itemType: 34 }) },
			'GET /abstractitems/71': { row: item(71, { itemType: 34 }) },
			'GET /items/70/downstreamrelated': { rows: [test35(80)] },
			'GET /items/71/downstreamrelated': { status: 403 },
		};
		const { rows, hints } = await gapsOf(replies, chain);
		expect(missingOf(rows)).toEqual([
			[3, step(2, 35, ['K-71'])],
			[4, step(1, 34, ['K-4'])],
		]);
		expect(hints).toEqual([expect.stringContaining('1 related items cannot be read')]);
	});

	test('a filter, with relationships of a type: both lists of each item on the way', async () => {
		const replies: Record<string, Reply> = {
			...STATUS,
			'GET /filters/7': { row: { id: 7, name: 'F', projectScope: 'ALL' } },
			'GET /filters/7/results': { rows: [item(1), item(2)] },
			'GET /items/1/downstreamrelationships': { rows: [relationship(1, 10)] },
			'GET /items/1/downstreamrelated': { rows: [item(10, { itemType: 34 })] },
			'GET /items/10/downstreamrelationships': { rows: [relationship(10, 20)] },
			'GET /items/10/downstreamrelated': { rows: [test35(20)] },
			'GET /items/2/downstreamrelationships': { rows: [relationship(2, 10, 7)] },
		};
		const filter = { searchIn: 'filter', filterId: 7, relationshipTypes: [2] };
		const { rows } = await gapsOf(replies, { ...chain, ...filter });
		expect(missingOf(rows)).toEqual([[2, step(1, 34, ['K-2'])]]);
	});

	test('relationships in a circle end it', async () => {
		const replies: Record<string, Reply> = {
			...PROJECT,
			'GET /relationships': { rows: [relationship(1, 2), relationship(2, 1)] },
			'GET /itemtypes/33': { row: { id: 33, display: 'Requirement' } },
		};
		const { ids } = await gapsOf(replies, { relatedType: 33, furtherTypes: [33, 33, 35] });
		expect(ids).toEqual([1, 2, 3, 4]);
	});
});
