import type { Direction, Neighbor, Walk } from '../../nodes/Jama/traceability/trace';
import {
	onCycles,
	toDepth,
	toRelationshipTypes,
	trace,
	walk,
} from '../../nodes/Jama/traceability/trace';
import { jamaSession, runContext, valueContext } from '../support/rows/jamaSession';
import type { Reply } from '../support/rows/jamaSession';
import { item, relationship } from './support/traceRows';

type Edge = readonly [from: number, to: number];

/** A walk over a drawn graph; `asked` holds what was expanded, in order. */
async function walkOver(edges: readonly Edge[], options: Partial<Walk> = {}) {
	const asked: string[] = [];
	const neighbors = async (id: number, direction: Direction): Promise<Neighbor[]> => {
		asked.push(`${direction} ${id}`);
		const ends = edges.flatMap(([from, to]) => {
			if (direction === 'downstream') return from === id ? [to] : [];
			return to === id ? [from] : [];
		});
		return await Promise.resolve(
			ends.map((end) => ({ id: end, relationship: {}, item: item(end) })),
		);
	};
	const walked = await walk({
		start: { id: 1, key: 'K-1' },
		directions: ['downstream'],
		depth: 20,
		maxItems: 1000,
		atOnce: () => 4,
		neighbors,
		...options,
	});
	return { ...walked, asked, paths: walked.reached.map(({ path }) => path.join(' ')) };
}

describe('walk', () => {
	const DIAMOND: Edge[] = [
		[1, 2],
		[1, 3],
		[2, 4],
		[3, 4],
		[4, 5],
	];

	test('goes breadth first and lists an item once, by its shortest path', async () => {
		const { paths, reached, cyclic, asked } = await walkOver(DIAMOND);
		expect(paths).toEqual(['K-1 K-2', 'K-1 K-3', 'K-1 K-2 K-4', 'K-1 K-2 K-4 K-5']);
		expect(reached.map(({ depth }) => depth)).toEqual([1, 1, 2, 3]);
		expect(cyclic).toEqual([]);
		expect(asked).toEqual([1, 2, 3, 4, 5].map((id) => `downstream ${id}`));
	});

	test('goes no deeper than told, and does not ask beyond', async () => {
		const { paths, asked, limited } = await walkOver(DIAMOND, { depth: 1 });
		expect(paths).toEqual(['K-1 K-2', 'K-1 K-3']);
		expect(asked).toEqual(['downstream 1']);
		expect(limited).toBe(false);
	});

	test('both directions go by themselves: an item beside the chain is not reached', async () => {
		const edges: Edge[] = [
			[10, 1],
			[10, 11],
			[1, 2],
			[12, 2],
		];
		const { reached } = await walkOver(edges, { directions: ['upstream', 'downstream'] });
		expect(reached.map(({ id, direction }) => [id, direction])).toEqual([
			[10, 'upstream'],
			[2, 'downstream'],
		]);
	});

	test.each<[string, Edge[], string[]]>([
		[
			'through the start',
			[
				[1, 2],
				[2, 1],
			],
			['K-1', 'K-2'],
		],
		[
			'of an item with itself',
			[
				[1, 2],
				[2, 2],
			],
			['K-2'],
		],
		[
			'between items of one level',
			[
				[1, 2],
				[1, 3],
				[2, 3],
				[3, 2],
				[3, 4],
			],
			['K-2', 'K-3'],
		],
		[
			'further down',
			[
				[1, 2],
				[2, 3],
				[3, 4],
				[4, 2],
				[4, 5],
			],
			['K-2', 'K-3', 'K-4'],
		],
	])('a cycle %s ends and is named', async (_, edges, expected) => {
		const { cyclic, reached, asked } = await walkOver(edges);
		expect(cyclic.sort()).toEqual(expected);
		expect(new Set(reached.map(({ id }) => id)).size).toBe(reached.length);
		expect(reached.some(({ id }) => id === 1)).toBe(false);
		expect(new Set(asked).size).toBe(asked.length);
	});

	test('stops at the most items and says so', async () => {
		const wide: Edge[] = Array.from({ length: 30 }, (_, n) => [1, n + 2] as const);
		const { reached, limited, asked } = await walkOver([...wide, [2, 99]], { maxItems: 7 });
		expect(reached).toHaveLength(7);
		expect(limited).toBe(true);
		expect(asked).toEqual(['downstream 1']);
		expect(await walkOver(wide, { maxItems: 30 })).toMatchObject({ limited: false });
	});

	test('an item that is not given is listed and not followed', async () => {
		const neighbors = async () =>
			await Promise.resolve([{ id: 2, relationship: {}, item: undefined }]);
		const walked = await walkOver([], { neighbors });
		expect(walked.reached).toMatchObject([{ id: 2, depth: 1, path: ['K-1', 'ID 2'] }]);
	});
});

test('onCycles leaves chains and diamonds out', () => {
	expect(onCycles([])).toEqual(new Set());
	expect(
		onCycles([
			[1, 2],
			[2, 3],
			[1, 3],
		]),
	).toEqual(new Set());
	expect(
		onCycles([
			[1, 2],
			[2, 3],
			[3, 2],
			[3, 4],
		]),
	).toEqual(new Set([2, 3]));
});

describe('depth', () => {
	test.each([1, 20, '7'])('%p is taken', (value) => {
		expect(toDepth(value)).toBe(Number(value));
	});
	test.each([0, 21, -1, 1.5, '', 'deep', null, undefined])('%p is refused', (value) => {
		expect(() => toDepth(value)).toThrow("'Depth' must be a whole number from 1 to 20");
	});
});

const NAMES: Record<string, Reply> = {
	'GET /itemtypes': { rows: [{ id: 33, display: 'Requirement' }] },
	'GET /relationshiptypes': {
		rows: [
			{ id: 2, name: 'Derived from' },
			{ id: 3, name: 'Verified by' },
		],
	},
};

describe('relationship types', () => {
	const read = async (value: unknown) =>
		await toRelationshipTypes(value, valueContext(jamaSession(NAMES).session));

	test('are given by ID or name, as a list or as text', async () => {
		expect(await read([2, '3'])).toEqual([2, 3]);
		expect(await read('verified by, 2')).toEqual([3, 2]);
		expect(await read(undefined)).toEqual([]);
		expect(await read([])).toEqual([]);
	});

	test.each([[[99]], ['Nonsense']])('%p is refused with the valid names', async (value) => {
		await expect(read(value)).rejects.toMatchObject({
			message: expect.stringContaining('There is no relationship type'),
			description: 'Valid: Derived from, Verified by.',
		});
	});
});

describe('trace', () => {
	const values = { itemId: 1, direction: 'downstream', depth: 3 } as const;
	const lists = (from: number, ends: number[], type = 2): Record<string, Reply> => ({
		[`GET /items/${from}/downstreamrelationships`]: {
			rows: ends.map((end) => relationship(from, end, type)),
		},
		[`GET /items/${from}/downstreamrelated`]: { rows: ends.map((end) => item(end)) },
	});
	const START = { 'GET /items/1': { row: item(1) }, ...NAMES };

	test('lists what it reached with names, and asks a leaf for its relationships only', async () => {
		const { session, asked, hints } = jamaSession({ ...START, ...lists(1, [2]), ...lists(2, []) });
		const rows = await trace(runContext(session, values));
		expect(rows).toEqual([
			{
				json: {
					id: 2,
					documentKey: 'K-2',
					name: 'Item 2',
					itemType: 33,
					type: 'Requirement',
					depth: 1,
					direction: 'downstream',
					path: ['K-1', 'K-2'],
					relationshipId: 102,
					relationshipType: 2,
					relationshipTypeName: 'Derived from',
					suspect: false,
				},
			},
		]);
		expect(asked()).toEqual([
			'GET /items/1',
			'GET /items/1/downstreamrelationships',
			'GET /items/1/downstreamrelated',
			'GET /items/2/downstreamrelationships',
			'GET /itemtypes',
			'GET /relationshiptypes',
		]);
		expect(hints).toEqual([]);
	});

	test('follows only the types that are asked for', async () => {
		const { session } = jamaSession({ ...START, ...lists(1, [2], 3) });
		const filtered = { ...values, relationshipTypes: [2] };
		expect(await trace(runContext(session, filtered))).toEqual([]);
	});

	test('says which items lie on a cycle, and that there are more than asked for', async () => {
		const cycle = jamaSession({ ...START, ...lists(1, [2]), ...lists(2, [1]) });
		expect(await trace(runContext(cycle.session, values))).toHaveLength(1);
		expect(cycle.hints).toEqual([expect.stringContaining('in a cycle through K-1, K-2.')]);
		const many = jamaSession({ ...START, ...lists(1, [2, 3]) });
		expect(await trace(runContext(many.session, { ...values, maxItems: 1 }))).toHaveLength(1);
		expect(many.hints).toEqual([expect.stringContaining('stopped at 1 items')]);
	});

	test('test runs are followed where they are, and what has no relations is not asked', async () => {
		const { session, asked } = jamaSession({
			...START,
			...lists(1, [2, 3]),
			'GET /items/1/downstreamrelated': {
				rows: [item(2, { type: 'testruns' }), item(3, { type: 'testcycles' })],
			},
			'GET /testruns/2/downstreamrelationships': { rows: [] },
		});
		expect(await trace(runContext(session, values))).toHaveLength(2);
		expect(asked()).toContain('GET /testruns/2/downstreamrelationships');
	});

	test('an item that Jama does not give is named in a hint', async () => {
		const { session, hints } = jamaSession({
			...START,
			...lists(1, [2]),
			'GET /items/1/downstreamrelated': { rows: [] },
		});
		const [row] = await trace(runContext(session, values));
		expect(row?.json).toMatchObject({ id: 2, documentKey: null, type: null });
		expect(hints).toEqual([expect.stringContaining('1 related items were not given')]);
	});
});
