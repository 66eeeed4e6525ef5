import type { Row } from '../../nodes/shared/values/row';
import {
	below,
	compareBaselines,
	compareVersions,
} from '../../nodes/Jama/traceability/baselineCompare';
import { jamaSession, runContext } from '../support/rows/jamaSession';
import type { Reply } from '../support/rows/jamaSession';

const item = (id: number, fields: Row = {}, more: Row = {}): Row => ({
	id,
	documentKey: `K-${id}`,
	project: 2,
	fields: { name: `Item ${id}`, ...fields },
	...more,
});
const version = (id: number, number: number, fields: Row = {}, more: Row = {}): Row =>
	item(id, fields, { version: number, currentVersion: 9, ...more });

describe('compareVersions', () => {
	test('finds what was added, changed and removed, by ID', () => {
		const before = [version(1, 1), version(2, 1, { risk$33: 4 }), version(3, 2)];
		const after = [version(4, 1), version(2, 3, { risk$33: 5 }), version(1, 2)];
		expect(compareVersions(before, after)).toEqual({
			unchanged: 1,
			changes: [
				{
					change: 'changed',
					id: 2,
					documentKey: 'K-2',
					name: 'Item 2',
					changedFields: [{ field: 'risk', before: 4, after: 5 }],
					versionBefore: 1,
					versionAfter: 3,
				},
				expect.objectContaining({ change: 'removed', id: 3, versionBefore: 2, versionAfter: null }),
				expect.objectContaining({ change: 'added', id: 4, versionBefore: null, versionAfter: 1 }),
			],
		});
	});

	test('nothing against nothing', () => {
		expect(compareVersions([], [])).toEqual({ changes: [], unchanged: 0 });
	});

	test('a changed item has the name that it has afterwards', () => {
		const { changes } = compareVersions([version(1, 1)], [version(1, 2, { name: 'New' })]);
		expect(changes).toMatchObject([
			{ name: 'New', changedFields: [{ field: 'name', before: 'Item 1', after: 'New' }] },
		]);
	});
});

test('below takes an item and all under it, and survives a loop', () => {
	const place = (id: number, parent?: number) =>
		item(
			id,
			{},
			{ location: { parent: parent === undefined ? { project: 2 } : { item: parent } } },
		);
	const tree = [place(1), place(2, 1), place(3, 2), place(4), place(5, 6), place(6, 5)];
	expect(below(tree, 1).map(({ id }) => id)).toEqual([1, 2, 3]);
	expect(below(tree, 99)).toEqual([]);
});

describe('compareBaselines', () => {
	const baseline = (id: number, origin: Row | undefined, project = 2): Record<string, Reply> => ({
		[`GET /baselines/${id}`]: { row: { id, name: `B${id}`, project, origin } as Row },
	});
	const items = (id: number, rows: Row[]): Record<string, Reply> => ({
		[`GET /baselines/${id}/versioneditems`]: { rows },
	});
	const compare = async (replies: Record<string, Reply>, values: Row) => {
		const run = jamaSession(replies);
		const rows = await compareBaselines(runContext(run.session, { baselineId: 1, ...values }));
		return { ...run, rows: rows.map(({ json }) => json) };
	};
	const changesOf = (rows: Row[]) =>
		rows.map(({ change, id }) => `${String(change)} ${String(id)}`);
	const NOW = { compareWith: 'now' };

	test('of another project, or the same one twice, is refused before its items are read', async () => {
		const two = { compareWith: 'baseline', otherBaselineId: 2 };
		const replies = { ...baseline(1, { project: 2 }), ...baseline(2, { project: 3 }, 3) };
		await expect(compare(replies, two)).rejects.toThrow("'B2' (ID 2) is not one of the project");
		await expect(compare(replies, { ...NOW, project: 3 })).rejects.toThrow(
			"'B1' (ID 1) is not one",
		);
		await expect(compare({}, { ...two, otherBaselineId: 1 })).rejects.toThrow('are the same');
	});

	test('now: what the source of the baseline holds now', async () => {
		const place = (item_: number | undefined) => ({ location: { parent: { item: item_ } } });
		const all = [
			item(1, {}, place(undefined)),
			item(2, { release: 7 }, place(1)),
			item(3, {}, place(8)),
		];
		const now: Record<string, Reply> = {
			'GET /items': { rows: all },
			'GET /items/1': { row: all[0] as Row },
			'GET /items/3': { row: all[2] as Row },
			...items(1, [version(2, 4)]),
		};
		const with_ = async (origin: Row) =>
			changesOf((await compare({ ...baseline(1, origin), ...now }, NOW)).rows);
		expect(await with_({ project: 2 })).toEqual(['changed 2', 'added 1', 'added 3']);
		expect(await with_({ item: 1, project: 2 })).toEqual(['changed 2', 'added 1']);
		expect(await with_({ release: 7 })).toEqual(['changed 2']);
		expect(await with_({ item: 3 })).toEqual(['removed 2', 'added 3']);
	});

	test('now: the version of an item is what the baseline says is current', async () => {
		const { rows } = await compare(
			{
				...baseline(1, { project: 2 }),
				...items(1, [version(1, 4, { name: 'Old' })]),
				'GET /items': { rows: [item(1)] },
			},
			NOW,
		);
		expect(rows).toMatchObject([{ versionBefore: 4, versionAfter: 9 }]);
	});

	const FILTER: Record<string, Reply> = {
		...baseline(1, { filter: 5 }),
		...items(1, [version(1, 1), version(2, 1, {}, { project: 3 })]),
	};

	test('now: a filter is run again', async () => {
		const { rows, hints } = await compare(
			{
				...FILTER,
				'GET /filters/5': { row: { name: 'F', projectScope: 'ALL' } },
				'GET /filters/5/results': { rows: [item(2), item(3)] },
			},
			NOW,
		);
		expect(changesOf(rows)).toEqual(['removed 1', 'added 3']);
		expect(hints).toEqual([expect.stringContaining('may lag some seconds behind')]);
	});

	describe('now: a filter over all projects', () => {
		const results: Record<string, Reply> = {
			'GET /filters/5': { row: { name: 'F', projectScope: 'ALL' } },
			'GET /filters/5/results': {
				rows: [item(1), item(2, {}, { project: 3 }), item(3, {}, { project: 3 })],
			},
		};

		test('adds nothing of other projects where the baseline holds nothing of them, and says so', async () => {
			const { rows, hints } = await compare(
				{ ...FILTER, ...items(1, [version(1, 1)]), ...results },
				NOW,
			);
			expect(changesOf(rows)).toEqual([]);
			expect(hints[1]).toContain("'B1' finds 2 items of other projects now");
		});

		test('is not limited where the baseline holds items of several projects', async () => {
			const { rows, hints } = await compare({ ...FILTER, ...results }, NOW);
			expect(changesOf(rows)).toEqual(['added 3']);
			expect(hints).toHaveLength(1);
		});

		test('that gave fewer items than it announced is an error: none of them counts as removed', async () => {
			const short = { rows: [item(1)], announced: 2 };
			const replies = { ...FILTER, ...results, 'GET /filters/5/results': short };
			await expect(compare(replies, NOW)).rejects.toThrow('announced 2 rows');
		});
	});

	test('now: below an item that is in another project by now', async () => {
		const at = (parent: Row) => ({ project: 3, location: { parent } });
		const moved = [item(1, {}, at({ project: 3 })), item(2, {}, at({ item: 1 }))];
		const { rows, sent } = await compare(
			{
				...baseline(1, { item: 1 }),
				...items(1, [version(1, 1), version(2, 1)]),
				'GET /items/1': { row: moved[0] as Row },
				'GET /items': { rows: moved },
			},
			NOW,
		);
		expect(rows).toEqual([]);
		expect(sent.at(-1)?.query).toMatchObject({ project: 3 });
	});

	test.each<[string, Record<string, Reply>]>([
		['a filter that is gone', { ...FILTER, 'GET /filters/5': { status: 404 } }],
		[
			'an item that is gone',
			{ ...FILTER, ...baseline(1, { item: 7 }), 'GET /items/7': { status: 404 } },
		],
		['no source', { ...FILTER, ...baseline(1, undefined) }],
	])('now: with %s only its own items are compared, and that is said', async (_, replies) => {
		const lists = { rows: [item(1), item(8)] };
		const { rows, hints } = await compare({ ...replies, 'GET /items': lists }, NOW);
		expect(changesOf(rows)).toEqual(['removed 2']);
		expect(hints).toEqual([expect.stringContaining("'B1' was created from is no longer known")]);
	});

	test('another failure of the filter is a failure', async () => {
		const replies = { ...FILTER, 'GET /filters/5': { status: 500 } };
		await expect(compare(replies, NOW)).rejects.toMatchObject({ response: { statusCode: 500 } });
	});

	test('a summary counts, also where nothing changed', async () => {
		const replies = {
			...baseline(1, { project: 2 }),
			...items(1, [version(1, 1)]),
			...baseline(2, { project: 2 }),
			...items(2, [version(1, 1)]),
		};
		const two = { compareWith: 'baseline', otherBaselineId: 2 };
		expect((await compare(replies, two)).rows).toEqual([]);
		expect((await compare(replies, { ...two, includeSummary: true })).rows).toEqual([
			{ change: 'summary', added: 0, changed: 0, removed: 0, unchanged: 1 },
		]);
	});
});
