import type { IDataObject } from 'n8n-workflow';
import { importResults } from '../../nodes/Jama/testResults/testImport';
import { useDate } from './support/fakeDate';
import { jamaSession, runContext } from '../support/rows/jamaSession';
import { run, RUN_TYPE, step } from './support/testCenter';

describe('import', () => {
	useDate(Date.UTC(2026, 2, 4, 9));

	const withSteps = run(2, 102, 'B', { testRunSteps: [step('Press'), step('Look')] });
	const RUNS = 'GET /testcycles/50/testruns';
	const runs = [run(1, 101, 'A'), withSteps, run(3, 103, 'C')];
	/** The runs as they are, and then with these statuses. */
	const thenWith = (...statuses: string[]) => ({
		[RUNS]: [
			{ rows: runs },
			{
				rows: runs.map((row, at) => ({
					...row,
					fields: { ...Object(row.fields), testRunStatus: statuses[at] ?? 'NOT_RUN' },
				})),
			},
		],
	});
	const replies = {
		[RUNS]: { rows: runs },
		'GET /testplans/40': { row: { id: 40, archived: false } },
		'GET /itemtypes/37': { row: RUN_TYPE },
	};
	const GROUPS = { 'GET /testplans/40/testgroups': { rows: [] } };
	const values = { testCycleId: 50, resultsFrom: 'json' };
	type Context = Parameters<typeof importResults>[0][number];
	/** The output of one input item. Rejects with its error. */
	const imported = async (context: Context): Promise<IDataObject[]> => {
		const [outcome] = await importResults([context]);
		if (outcome === undefined || !Array.isArray(outcome)) throw outcome?.error;
		return outcome.map(({ json }) => json);
	};

	test('reads once, writes each, and a write that fails does not stop the others', async () => {
		const { session, sent, asked } = jamaSession({
			...replies,
			...thenWith('NOT_RUN', 'FAILED', 'BLOCKED'),
			'PATCH /testruns/1': { status: 409, words: 'locked' },
			'PUT /testruns/2': { status: 200 },
			'PATCH /testruns/3': { status: 200 },
		});
		const resultsJson = JSON.stringify([
			{ case: 'A', status: 'ok' },
			{ case: 'B', status: 'failed', message: 'a < b' },
			{ case: 'C', status: 'blocked' },
		]);
		const rows = await imported(runContext(session, { ...values, resultsJson }));
		expect(asked()).toEqual([
			'GET /testcycles/50/testruns',
			'GET /testplans/40',
			'GET /itemtypes/37',
			'PATCH /testruns/1',
			'PUT /testruns/2',
			'PATCH /testruns/3',
			RUNS,
		]);
		expect(sent[4]?.body).toEqual({
			fields: {
				actualResults: '<p>a &lt; b</p>',
				executionDate: '2026-03-04',
				testRunSteps: [{ status: 'FAILED' }, { status: 'FAILED' }],
			},
		});
		const ok = { status: 'FAILED', runName: 'B', documentKey: 'P-TSTRN-2' };
		expect(rows).toMatchObject([
			{
				name: 'A',
				outcome: 'failed',
				reason: 'locked',
				details: expect.stringContaining('Unlock'),
			},
			{ key: 'B', name: 'B', outcome: 'recorded', run: 2, cycle: 50, message: 'a < b', ...ok },
			{ name: 'C', outcome: 'recorded', run: 3, status: 'BLOCKED' },
			{
				outcome: 'summary',
				summary: { cycle: 50, results: 3, recorded: 2, failed: 1, unknown: 0, notFound: 0 },
			},
		]);
	});

	test('a dry run writes nothing; test cases are looked up by the groups of the plan', async () => {
		const { session, asked } = jamaSession({
			...replies,
			'GET /testplans/40/testgroups': { rows: [{ id: 7, name: 'G' }] },
			'GET /testplans/40/testgroups/7/testcases': { rows: [{ id: 103, documentKey: 'P-TC-3' }] },
		});
		const resultsJson = [{ case: 'P-TC-3', status: 'ok' }];
		const rows = await imported(runContext(session, { ...values, resultsJson, dryRun: true }));
		expect(asked().every((line) => line.startsWith('GET '))).toBe(true);
		expect(rows).toMatchObject([
			{ key: 'P-TC-3', outcome: 'matched', run: 3 },
			{ summary: { dryRun: true, matched: 1, recorded: 0 } },
		]);
	});

	test('all input items are imported once', async () => {
		const { session, asked } = jamaSession({
			...replies,
			...thenWith('PASSED'),
			'PATCH /testruns/1': { status: 200 },
		});
		const context = runContext(session, { testCycleId: 50 }, { case: 'A', status: 'ok' });
		expect(await importResults([{ ...context, itemIndex: 1 }])).toEqual([[]]);
		expect(asked()).toEqual([]);
		expect(await imported(context)).toMatchObject([
			{ outcome: 'recorded' },
			{ summary: { recorded: 1 } },
		]);
	});

	test('a result that Jama accepts and does not save is not recorded', async () => {
		const { session, hints } = jamaSession({
			...replies,
			...thenWith('NOT_RUN', 'NOT_RUN', 'PASSED'),
			'PATCH /testruns/1': { status: 200 },
			'PATCH /testruns/3': { status: 200 },
		});
		const resultsJson = ['A', 'C'].map((name) => ({ case: name, status: 'ok' }));
		expect(await imported(runContext(session, { ...values, resultsJson }))).toMatchObject([
			{
				name: 'A',
				outcome: 'failed',
				reason: 'Jama accepted the result, and the status of the run is "NOT_RUN"',
			},
			{ name: 'C', outcome: 'recorded' },
			{ summary: { recorded: 1, failed: 1 } },
		]);
		expect(hints).toEqual(['Recorded: 1. Not recorded: 1 failed.']);
	});

	test('a hint says where the runs cannot be read after the writes', async () => {
		const { session, hints } = jamaSession({
			...replies,
			[RUNS]: [{ rows: runs }, { status: 403, words: 'No access' }],
			'PATCH /testruns/1': { status: 200 },
		});
		const resultsJson = [{ case: 'A', status: 'ok' }];
		const rows = await imported(runContext(session, { ...values, resultsJson }));
		expect(rows).toMatchObject([{ outcome: 'recorded' }, { summary: { recorded: 1 } }]);
		expect(hints).toEqual([
			'Jama accepted the results, and the runs could not be read afterwards: No access',
		]);
	});

	const file = (session: Context['session'], content: Buffer, itemIndex = 0): Context => ({
		...runContext(session, { testCycleId: 50, resultsFrom: 'file' }),
		itemIndex,
		files: {
			...runContext(session, {}).files,
			read: async () =>
				await Promise.resolve({ content, fileName: `${itemIndex}.xml`, mimeType: 'text/xml' }),
		},
	});
	const junit = (name: string, inside = '') =>
		Buffer.from(`<testsuite><testcase name="${name}">${inside}</testcase></testsuite>`);

	test('files of several items are one import: where they do not agree, nothing is recorded', async () => {
		const { session, asked, hints } = jamaSession({
			...replies,
			...thenWith('NOT_RUN', 'NOT_RUN', 'PASSED'),
			'PATCH /testruns/3': { status: 200 },
		});
		const two = [
			file(session, Buffer.concat([junit('A', '<failure/>')]), 0),
			file(session, junit('A'), 1),
			file(session, junit('C'), 2),
		];
		const [first, ...others] = await importResults(two);
		expect(others).toEqual([[], []]);
		expect(first).toMatchObject([
			{ json: { outcome: 'ambiguous', run: 1 }, pairedItem: { item: 0 } },
			{ json: { outcome: 'ambiguous', run: 1 }, pairedItem: { item: 1 } },
			{ json: { outcome: 'recorded', run: 3 }, pairedItem: { item: 2 } },
			{ json: { summary: { results: 3, recorded: 1, ambiguous: 2 } } },
		]);
		expect(asked().filter((line) => line.startsWith('PATCH'))).toEqual(['PATCH /testruns/3']);
		expect(hints).toEqual(['Recorded: 1. Not recorded: 2 ambiguous.']);
	});

	test('a second file that cannot be read is an error before the first is written', async () => {
		const { session, asked } = jamaSession({});
		const cut = junit('B').subarray(0, 30);
		const [, second] = await importResults([file(session, junit('A')), file(session, cut, 1)]);
		expect(second).toMatchObject({
			error: { message: expect.stringMatching(/^This is not a whole XML file: 1:/) },
		});
		expect(asked()).toEqual([]);
	});

	test('a result without a run is an error before anything is written, unless that is turned off', async () => {
		const results = [
			{ case: 'A', status: 'ok' },
			{ case: 'Nobody', status: 'ok' },
		];
		const first = jamaSession({ ...replies, ...GROUPS });
		await expect(
			imported(runContext(first.session, { ...values, resultsJson: results })),
		).rejects.toMatchObject({
			message: '1 of 2 results match no run of the test cycle: Nobody',
			description: expect.stringMatching(/^Nothing was changed\./),
		});
		expect(first.asked().every((line) => line.startsWith('GET '))).toBe(true);

		const off = { ...values, resultsJson: results, failUnmatched: false };
		const accepted = { 'PATCH /testruns/1': { status: 200 } };
		const second = jamaSession({ ...replies, ...GROUPS, ...thenWith('PASSED'), ...accepted });
		const rows = await imported(runContext(second.session, off));
		expect(rows.at(-1)).toMatchObject({ summary: { recorded: 1, notFound: 1 } });
		expect(second.hints).toEqual(['Recorded: 1. Not recorded: 1 not found.']);
	});

	test.each([
		['GET /testcycles/50/testruns', { status: 404 }, 'There is no test cycle 50'],
		['GET /testcycles/50/testruns', { rows: [] }, 'Test cycle 50 has no runs'],
		[
			'GET /testplans/40',
			{ row: { id: 40, archived: true } },
			'The cycle is closed: its test plan 40 is archived',
		],
	])('%s: %p is an error before anything is written', async (endpoint, reply, message) => {
		const { session, asked } = jamaSession({ ...replies, [endpoint]: reply });
		const resultsJson = [{ case: 'A', status: 'ok' }];
		await expect(imported(runContext(session, { ...values, resultsJson }))).rejects.toMatchObject({
			message,
		});
		expect(asked().every((line) => line.startsWith('GET '))).toBe(true);
	});
});
