/** The traceability matrix, and what operations give as an HTML report. */
import { byId, byName, useJama } from './support';
import { CYCLE, runOf } from './testCenter';

const jama = useJama();
const TYPE = { system: 33, software: 34, testCase: 35 };
const step = (itemType: number | string, more: object = {}) => ({ itemType, ...more });
const chain = { step: [step(TYPE.software), step('Test Case')] };
const matrix = { project: byId(2), itemType: byId(TYPE.system), chain };
const relate = (fromItem: number, toItem: number, suspect = false, relationshipType = 2) => {
	const { state } = jama.server;
	const id = state.next('relationship');
	state.insertRelationship({ id, fromItem, toItem, relationshipType, suspect });
	return id;
};
const fail = (path: string, status = 500) => jama.server.switches.failNext.push({ path, status });
const messages = (hints: Array<{ message: string }>) => hints.map(({ message }) => message);
const keyOf = (id: number) => jama.server.state.items.get(id)?.documentKey;

interface Cell {
	state: string;
	items: Array<{ id: number; suspect: boolean; latestResult?: { status: string | null } }>;
}
const rowsOf = async (parameters: object = matrix) =>
	await jama.rows('traceability.matrix', parameters);
const rowOf = async (id: number, parameters: object = matrix) =>
	(await rowsOf(parameters)).find((row) => row.id === id) ?? {};
const cellsOf = (row: { steps?: unknown }) => row.steps as Cell[];

describe('matrix', () => {
	test('has a row for each item of the type, from lists of the project alone', async () => {
		const rows = await rowsOf();
		const { state } = jama.server;
		const expected = [...state.items.values()].filter(
			(item) => item.project === 2 && item.itemType === TYPE.system,
		);
		const ids = rows.map(({ id }) => id as number).sort((a, b) => a - b);
		expect(ids).toEqual(expected.map(({ id }) => id));
		expect(jama.sent().filter((line) => line.startsWith('GET /items/'))).toEqual([]);
		expect(jama.sent().filter((line) => line.startsWith('GET /testruns'))).toHaveLength(1);
		expect(jama.writes()).toEqual([]);
	});

	test('the gaps of its first step are those of Find Gaps', async () => {
		const rows = await rowsOf({ ...matrix, chain: { step: [step(TYPE.software)] } });
		const gaps = await jama.rows('traceability.findGaps', {
			projectId: byId(2),
			itemType: byId(TYPE.system),
			relatedType: byId(TYPE.software),
		});
		expect(gaps.length).toBeGreaterThan(0);
		const lacking = rows.filter((row) => (row.gaps as unknown[]).length > 0);
		expect(lacking.map(({ id }) => id)).toEqual(gaps.map(({ id }) => id));
	});

	test('shows a branch that ends as a gap at the item where it ends', async () => {
		relate(26, 33);
		jama.server.state.relationships.forEach((one, id) => {
			if (one.fromItem === 33) jama.server.state.relationships.delete(id);
		});
		const row = await rowOf(26);
		const [software, tests] = cellsOf(row);
		expect(software).toMatchObject({ state: 'full', items: [{ id: 27 }, { id: 33 }] });
		expect(tests).toMatchObject({ state: 'partly', items: [{ id: 28 }] });
		expect(row.gaps).toEqual([
			{ id: 33, documentKey: keyOf(33), itemType: TYPE.testCase, type: 'Test Case' },
		]);
		expect(row).toMatchObject({ coverage: 66.7, verified: false });
	});

	test('suspect relationships are named, at the item and in the row', async () => {
		for (const one of jama.server.state.relationships.values()) one.suspect = one.fromItem === 26;
		const row = await rowOf(26);
		expect(row.suspect).toMatchObject([{ fromKey: keyOf(26), toKey: keyOf(27) }]);
		expect(cellsOf(row).map(({ items }) => items[0]?.suspect)).toEqual([true, false]);
	});

	test('follows only the relationship types and directions of each step', async () => {
		const other = relate(26, 33, false, 3);
		expect(other).toBeGreaterThan(0);
		const only = { ...matrix, chain: { step: [step(TYPE.software, { relationshipTypes: [3] })] } };
		expect(cellsOf(await rowOf(26, only))[0]?.items.map(({ id }) => id)).toEqual([33]);
		const up = {
			...matrix,
			itemType: byId(TYPE.software),
			chain: { step: [step('System Requirement', { direction: 'upstream' })] },
		};
		expect(cellsOf(await rowOf(27, up))[0]?.items.map(({ id }) => id)).toEqual([26]);
	});

	test('goes on in another project, whose records are read one by one', async () => {
		const { state } = jama.server;
		const foreign = [...state.items.values()].find(
			({ project, itemType }) => project !== 2 && itemType === TYPE.software,
		);
		const far = [...state.items.values()].find(
			({ project, itemType }) => project === foreign?.project && itemType === TYPE.testCase,
		);
		const [from, to] = [foreign?.id ?? 0, far?.id ?? 0];
		relate(26, from);
		relate(from, to);
		const [software, tests] = cellsOf(await rowOf(26));
		expect(software?.items.map(({ id }) => id)).toContain(from);
		expect(tests?.items.map(({ id }) => id)).toContain(to);
	});

	test('a related record that cannot be read is told, and closes no gap', async () => {
		relate(20, 140);
		fail('/abstractitems/140', 403);
		const { items, hints } = await jama.run('traceability.matrix', matrix);
		expect(items.length).toBeGreaterThan(0);
		expect(messages(hints)).toEqual([expect.stringContaining('1 related records cannot be read')]);
	});

	describe('latest results', () => {
		const TEST = 28;
		const resultOf = async () => {
			const rows = await rowsOf({
				...matrix,
				itemType: byId(TYPE.software),
				chain: { step: [step(TYPE.testCase)] },
			});
			const items = rows.flatMap((row) => cellsOf(row).flatMap(({ items }) => items));
			return items.find(({ id }) => id === TEST)?.latestResult;
		};
		const run = (n: number, fields: object) => {
			const one = jama.server.state.items.get(runOf(n));
			Object.assign(one?.fields ?? {}, fields);
		};
		/** Makes the second run one of the same test case. */
		const another = (fields: object) => {
			const one = jama.server.state.items.get(runOf(2)) as unknown as {
				test: { testCase: number };
			};
			one.test.testCase = TEST;
			run(2, { testCase: TEST, ...fields });
		};

		test.each<[string, object, object, object]>([
			[
				'of the latest day',
				{ testRunStatus: 'PASSED', executionDate: '2026-01-01' },
				{ testRunStatus: 'FAILED', executionDate: '2026-01-02' },
				{ status: 'FAILED', date: '2026-01-02', unclear: false },
			],
			[
				'unclear where two of one day differ',
				{ testRunStatus: 'PASSED', executionDate: '2026-01-02' },
				{ testRunStatus: 'FAILED', executionDate: '2026-01-02' },
				{ status: null, unclear: true, runs: [{ status: 'FAILED' }, { status: 'PASSED' }] },
			],
			[
				'one that was not run does not count',
				{ testRunStatus: 'PASSED', executionDate: '2026-01-02' },
				{ testRunStatus: 'NOT_RUN', executionDate: undefined },
				{ status: 'PASSED', date: '2026-01-02', unclear: false },
			],
			[
				'unclear where one has no day',
				{ testRunStatus: 'PASSED', executionDate: '2026-01-02' },
				{ testRunStatus: 'FAILED', executionDate: undefined },
				{ status: null, unclear: true },
			],
		])('%s', async (_, first, second, expected) => {
			run(3, first);
			another(second);
			expect(await resultOf()).toMatchObject(expected);
		});

		test('a test case without a run has no result, and its requirement is not verified', async () => {
			const [row] = (await rowsOf()).filter((one) => (one.gaps as unknown[]).length === 0);
			expect(row?.verified).toBe(false);
		});
	});

	test('as a table: a column for each step, and a last row of totals', async () => {
		const parameters = { ...matrix, simplify: true, options: { includeSummary: true } };
		const rows = await rowsOf(parameters);
		const row = rows.find(({ id }) => id === 26);
		expect(row).toMatchObject({
			documentKey: keyOf(26),
			'Software Requirement': keyOf(27),
			'Test Case': keyOf(28),
			'Latest Result': expect.stringContaining(`${keyOf(28) ?? ''}: `),
			gaps: '',
			coverage: 100,
			url: expect.stringContaining('/perspective.req#/items/26?projectId=2'),
		});
		const nested = await rowsOf();
		const whole = nested.filter((one) => (one.gaps as unknown[]).length === 0).length;
		expect(rows.at(-1)).toMatchObject({
			documentKey: 'Total',
			name: `${whole} of ${nested.length} without a gap`,
			coverage: Math.round((1000 * whole) / nested.length) / 10,
		});
		for (const value of Object.values(rows[0] ?? {})) expect(typeof value).not.toBe('object');
	});

	test.each([['/items'], ['/relationships'], ['/itemtypes/34'], ['/testruns']])(
		'a fault at %s is an error and no matrix',
		async (path) => {
			fail(path);
			const failure = await jama.failure('traceability.matrix', matrix);
			expect(failure).toMatchObject({ message: 'Scripted failure 500', itemIndex: 0 });
		},
	);

	test.each<[string, object, RegExp]>([
		['no step', { chain: {} }, /'Chain' has no step/],
		['a step without a type', { chain: { step: [{ itemType: '' }] } }, /names no item type/],
		['an unknown type', { chain: { step: [step('Nonsense')] } }, /no item type "Nonsense"/],
		['an unknown direction', { chain: { step: [step(34, { direction: 'x' })] } }, /no choice "x"/],
		['an unknown project', { project: byId(999) }, /not found|does not exist/i],
	])('%s is an error and no matrix', async (_, parameters, message) => {
		const failure = await jama.failure('traceability.matrix', { ...matrix, ...parameters });
		expect(failure.message).toMatch(message);
	});

	test('a type that no item has is told from one without a gap', async () => {
		for (const item of jama.server.state.items.values()) {
			if (item.itemType === TYPE.system) item.itemType = 36;
		}
		const { items, hints } = await jama.run('traceability.matrix', matrix);
		expect(items).toEqual([]);
		expect(messages(hints)).toEqual([expect.stringContaining('nothing was looked at')]);
	});
});

describe('HTML reports', () => {
	const OPERATIONS: Array<[string, object, string]> = [
		['traceability.matrix', matrix, 'Traceability matrix: System Requirement'],
		['traceability.trace', { itemId: byId(26) }, 'Trace: '],
		[
			'traceability.findGaps',
			{
				projectId: byId(2),
				itemType: byId(TYPE.system),
				relatedType: byName('Software Requirement'),
			},
			'Gaps: System Requirement without Software Requirement',
		],
		['baseline.compare', { baselineId: byId(1) }, 'Baseline: '],
		['testCycle.getSummary', { testCycleId: byId(CYCLE) }, 'Test cycle: Build 1'],
	];
	const evil = `<script>alert("1")</script>&'`;

	test.each(OPERATIONS)(
		'%s is one item with the document',
		async (operation, parameters, title) => {
			for (const item of jama.server.state.items.values()) item.fields.name = evil;
			const rows = await jama.rows(operation, { ...parameters, output: 'html', simplify: true });
			expect(rows).toHaveLength(1);
			const { html = '', fileName, totals, title: named } = rows[0] as Record<string, string>;
			expect(named?.startsWith(title.slice(0, 12))).toBe(true);
			expect(fileName).toMatch(/^[\p{L}\p{N}-]+-\d{4}-\d{2}-\d{2}\.html$/u);
			expect(Object.keys(totals as unknown as object).length).toBeGreaterThan(1);
			expect(html.startsWith('<!DOCTYPE html>')).toBe(true);
			expect(html).not.toMatch(/<script|javascript:|\son\w+=|<link|<img|@import/i);
			expect(html).toContain('<svg');
		},
	);

	test('the file is the same document, as binary data', async () => {
		const parameters = { itemId: byId(26), output: 'file' };
		const { items } = await jama.run('traceability.trace', parameters);
		expect(items).toHaveLength(1);
		expect(items[0]?.json).not.toHaveProperty('html');
		expect(items[0]?.binary?.data).toMatchObject({
			mimeType: 'text/html',
			fileName: items[0]?.json.fileName,
		});
	});

	test('Fields to Return are the columns of the gaps, and one that no row has is told', async () => {
		const [, parameters = {}] = OPERATIONS[2] ?? [];
		const options = { fieldsToReturn: 'documentKey, Priority, nonsense' };
		const { items, hints } = await jama.run('traceability.findGaps', {
			...parameters,
			options,
			output: 'html',
		});
		expect(String(items[0]?.json.html)).toContain('>Priority</th>');
		expect(messages(hints)).toEqual([expect.stringContaining("no row has 'nonsense'")]);
	});

	test('what was not read stands in the report', async () => {
		fail('/items/27/downstreamrelationships', 403);
		const [row] = await jama.rows('traceability.trace', { itemId: byId(26), output: 'html' });
		expect(row?.html).toContain('could not be read and were not followed');
	});

	test('a fault is an error and no report', async () => {
		fail('/testcycles/5000002/testruns');
		const failure = await jama.failure('testCycle.getSummary', {
			testCycleId: byId(CYCLE),
			output: 'html',
		});
		expect(failure.message).toBe('Scripted failure 500');
	});
});
