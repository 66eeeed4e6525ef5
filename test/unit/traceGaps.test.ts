import { followChain, otherEnds } from '../../nodes/Jama/traceability/gapReading';
import type { Reply } from '../support/rows/jamaSession';
import { gapsOf } from './support/gapRun';
import { item, relationship } from './support/traceRows';

describe('gaps', () => {
	test('other ends by direction', () => {
		const rows = [relationship(1, 2), relationship(1, 3), relationship(4, 1)];
		expect(otherEnds(rows, 'downstream').get(1)).toEqual(new Set([2, 3]));
		expect(otherEnds(rows, 'upstream').get(1)).toEqual(new Set([4]));
		expect(otherEnds(rows, 'either').get(1)).toEqual(new Set([2, 3, 4]));
		expect(otherEnds([], 'either').get(1)).toBeUndefined();
	});

	test('an item lacks what none of its ends is; only ends that may close a gap are unknown', () => {
		const ends = otherEnds(
			[relationship(1, 10), relationship(1, 12), relationship(2, 11), relationship(3, 12)],
			'downstream',
		);
		const rows = new Map([
			[10, item(10, { itemType: 35 })],
			[11, item(11, { itemType: 34 })],
		]);
		const found = followChain([1, 2, 3, 4], [{ type: 35 }], {
			row: (id) => rows.get(id),
			ends: (id) => ends.get(id) ?? new Set(),
		});
		expect(found.gaps.map(({ id }) => id)).toEqual([2, 3, 4]);
		expect(found.rows).toEqual([12]);
		expect(found.relations).toEqual([]);
	});

	test('ends in other projects are read one by one, once each; one that cannot be read is told', async () => {
		const { ids, rows, asked, hints } = await gapsOf({
			'GET /items': { rows: [item(1), item(2), item(3), item(9, { itemType: 35 })] },
			'GET /relationships': {
				rows: [relationship(1, 9), relationship(2, 70), relationship(3, 70), relationship(3, 71)],
			},
			'GET /abstractitems/70': { status: 403 },
			'GET /abstractitems/71': { row: item(71, { itemType: 35 }) },
		});
		expect(ids).toEqual([2]);
		expect(rows[0]?.json.missing).toEqual({
			direction: 'downstream',
			itemType: 35,
			type: 'Test Case',
		});
		expect(asked().filter((one) => one.startsWith('GET /abstractitems/'))).toHaveLength(2);
		expect(hints).toEqual([expect.stringContaining('1 related items cannot be read')]);
	});

	test('ends in the project cost nothing: they are in its list', async () => {
		const items = Array.from({ length: 60 }, (_, n) => item(n + 1));
		const others = items.map(({ id }) => item(500 + (id as number), { itemType: 34 }));
		const { ids, asked } = await gapsOf({
			'GET /relationships': {
				rows: items.map(({ id }) => relationship(id as number, 500 + (id as number))),
			},
			'GET /items': { rows: [...items, ...others] },
		});
		expect(ids).toHaveLength(60);
		expect(asked().filter((one) => one.includes('/abstractitems'))).toEqual([]);
	});

	test.each(['TEST_PLAN', 'TEST_CYCLE', 'TEST_RUN'])(
		'records of the category %s, which are in no list of items',
		async (category) => {
			const { ids, sent, hints } = await gapsOf({
				'GET /itemtypes/33': { row: { id: 33, display: 'Run', category } },
				'GET /items': { rows: [item(9, { itemType: 35 })] },
				'GET /abstractitems': { rows: [item(1), item(2)] },
				'GET /relationships': { rows: [relationship(1, 9)] },
			});
			expect(ids).toEqual([2]);
			const { query } = sent.find(({ path }) => path.endsWith('/abstractitems')) ?? {};
			expect(query).toMatchObject({ project: [5], itemType: [33] });
			expect(hints).toEqual([
				expect.stringMatching(/^Records of the type 'Run' come from .* may lag/),
			]);
		},
	);

	test.each([
		['project', { 'GET /items': { rows: [item(9, { itemType: 35 })] } }, 'Project 5 has'],
		[
			'filter',
			{ 'GET /filters/7/results': { rows: [item(9, { itemType: 35 })] } },
			'The filter finds',
		],
	])(
		'a %s with nothing to look at is told from one without a gap',
		async (searchIn, replies, who) => {
			const { ids, hints } = await gapsOf(
				{
					'GET /relationships': { rows: [] },
					'GET /projects/5': { row: { id: 5 } },
					'GET /filters/7': { row: { id: 7, name: 'F', projectScope: 'ALL' } },
					...replies,
				},
				{ searchIn, filterId: 7 },
			);
			expect(ids).toEqual([]);
			const why = `${who} no record of the type 'Requirement' that this user may see`;
			expect(hints.at(-1)).toBe(`${why}: nothing was looked at for gaps.`);
		},
	);

	test('an error that is no refusal ends it', async () => {
		const replies: Record<string, Reply> = {
			'GET /items': { rows: [item(1)] },
			'GET /relationships': { rows: [relationship(1, 70)] },
			'GET /abstractitems/70': { status: 500 },
		};
		await expect(gapsOf(replies)).rejects.toMatchObject({ response: { statusCode: 500 } });
	});

	test('a filter: the related items of each result of the type, in both directions if wanted', async () => {
		const filter = { searchIn: 'filter', filterId: 7, gapDirection: 'either' };
		const replies: Record<string, Reply> = {
			'GET /filters/7': { row: { id: 7, name: 'F', projectScope: 'ALL' } },
			'GET /filters/7/results': { rows: [item(1), item(2), item(3, { itemType: 30 })] },
			'GET /items/1/upstreamrelated': { rows: [item(9, { itemType: 35 })] },
			'GET /items/2/upstreamrelated': { rows: [item(8, { itemType: 34 })] },
			'GET /items/2/downstreamrelated': { rows: [] },
		};
		const { ids, sent, hints } = await gapsOf(replies, filter);
		expect(ids).toEqual([2]);
		expect(hints).toEqual([expect.stringContaining('may lag some seconds behind')]);
		expect(sent.find(({ path }) => path.endsWith('/results'))?.query).not.toHaveProperty('project');
	});

	test('a filter of the current project needs the project, and gets it', async () => {
		const replies: Record<string, Reply> = {
			'GET /filters/7': { row: { id: 7, name: 'F', projectScope: 'CURRENT' } },
			'GET /filters/7/results': { rows: [] },
			'GET /projects/5': { row: { id: 5 } },
		};
		const filter = { searchIn: 'filter', filterId: 7 };
		await expect(gapsOf(replies, filter)).rejects.toThrow("'Project' is empty");
		const { sent } = await gapsOf(replies, { ...filter, project: 5 });
		const results = sent.find(({ path }) => path.endsWith('/results'));
		expect(results?.query).toMatchObject({ project: 5 });
	});
});
