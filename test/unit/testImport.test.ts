import { importResults } from '../../nodes/Jama/testResults/testImport';
import { matchResults, needsCases } from '../../nodes/Jama/testResults/testMatching';
import { useDate } from './support/fakeDate';
import { jamaSession, runContext } from '../support/rows/jamaSession';
import { run, RUN_TYPE, step } from './support/testCenter';

const result = (name: string, status: unknown = 'passed', message = '') => ({
	cases: [name],
	status,
	message,
});

describe('matching', () => {
	const runs = [run(1, 101, 'Alarm'), run(2, 102, 'Twin'), run(3, 103, 'Twin'), run(4, 101, 'B')];
	const cases = [
		{ id: 102, documentKey: 'P-TC-2', globalId: 'GID-102' },
		{ id: 103, documentKey: 'P-TC-3', globalId: 'GID-103' },
	];
	const match = (results: Array<ReturnType<typeof result>>, recordSkipped = false) =>
		matchResults(results, runs, cases, recordSkipped);

	test.each([
		['p-tc-2', 2],
		['102', 2],
		['GID-103', 3],
		['2', 2],
		['P-TSTRN-3', 3],
		['GID-4', 4],
		[' alarm ', 1],
	])('%s is run %i', (name, id) => {
		expect(match([result(name)]).matched.map(({ run: one }) => one.id)).toEqual([id]);
	});

	test.each([
		['[P-TC-2] alarm', 2],
		['test_P_TC_3_beeps', 3],
		['p-tc-3: beeps', 3],
		['alarm_P_TC_3', 3],
		['TEST_P_TC_3', 3],
		['測試P-TC-2', 2],
	])('%s holds the key of run %i', (name, id) => {
		expect(match([result(name)]).matched.map(({ run: one }) => one.id)).toEqual([id]);
	});

	test.each(['SUB_P_TC_2', 'a SUB_P-TC-2 b', 'ÜBER_P_TC_2', 'TEST_SUB_P_TC_2'])(
		'%s may hold a longer key',
		(name) => {
			expect(match([result(name)])).toMatchObject({
				matched: [],
				ambiguous: [{ case: name, reason: expect.stringContaining('part of a longer key') }],
			});
		},
	);

	test.each([
		'ÜP-TC-2',
		'U\u0308P-TC-2',
		'P-TC-2é',
		'P_TC_2_3',
		'P-TC-22',
		'XP-TC-2',
		'P-TC-2x',
		'SUB-P-TC-2',
		'P-TC-2-2',
		'P-TC-2.5',
		'P-TC-2２',
	])('%s holds no key', (name) => {
		expect(match([result(name)]).unmatched).toHaveLength(1);
	});

	test('a key with an underscore is found like any other', () => {
		const named = [{ id: 102, documentKey: 'MY_PUMP-TC-2', globalId: 'GID-102' }];
		const { matched } = matchResults([result('[MY_PUMP-TC-2] alarm')], runs, named, false);
		expect(matched.map(({ run: one }) => one.id)).toEqual([2]);
	});

	test('two keys in one name, and two readings of one name, are ambiguous', () => {
		const { matched, ambiguous } = match([result('P-TC-2 after P-TC-3'), result('4')]);
		expect(ambiguous.map(({ case: name }) => name)).toEqual(['P-TC-2 after P-TC-3']);
		expect(matched).toHaveLength(1);
		const twice = [...runs, run(5, 4, 'Other')];
		expect(matchResults([result('4')], twice, cases, false).ambiguous).toHaveLength(1);
	});

	test('a result that names several cases is ambiguous, and is none of theirs', () => {
		const unclear = 'The result names several cases: P-TC-2, P-TC-3.';
		const both = { ...result('P-TC-2', 'failed'), cases: ['P-TC-2', 'P-TC-3'], unclear };
		expect(match([both, result('P-TC-2')])).toMatchObject({
			ambiguous: [{ case: 'P-TC-2', reason: unclear }],
			matched: [{ case: 'P-TC-2', status: 'PASSED' }],
		});
	});

	test('a case that comes twice and agrees is recorded once, with all that was said', () => {
		const twice = [result('P-TC-2', 'failed', 'one'), result('102', 'error', 'two')];
		expect(match(twice)).toMatchObject({
			matched: [{ case: 'P-TC-2', status: 'FAILED', message: '<p>one<br />two</p>' }],
			ambiguous: [],
		});
	});

	test('the first name that is known decides', () => {
		const { matched } = match([{ ...result(''), cases: ['pump.Alarm', 'Alarm'] }]);
		expect(matched.map(({ case: name, run: one }) => [name, one.id])).toEqual([['pump.Alarm', 1]]);
	});

	test('names that stand for two runs, and cases that come twice, are ambiguous', () => {
		const { matched, ambiguous } = match([
			result('Twin'),
			result('101'),
			result('P-TC-2'),
			result('102', 'failed'),
			result('P-TC-3'),
		]);
		expect(matched.map(({ run: one }) => one.id)).toEqual([3]);
		expect(ambiguous.map(({ case: name, reason }) => `${name}: ${reason}`)).toEqual([
			'Twin: Several runs fit: Twin (run P-TSTRN-2, ID 2, test case 102); Twin (run P-TSTRN-3, ID 3, test case 103).',
			expect.stringMatching(/^101: Several runs fit/),
			'P-TC-2: The results hold this case 2 times, and do not agree.',
			'102: The results hold this case 2 times, and do not agree.',
		]);
	});

	test('what cannot be recorded says why', () => {
		const { matched, ...others } = match([
			result('Nothing'),
			result('Alarm', 'red'),
			result('2', null),
			{ ...result(''), cases: [] },
			result('3', 'skipped', 'No device'),
			result('B', 'skipped'),
		]);
		expect(matched).toEqual([]);
		const valid = 'Valid: Passed, Failed, Blocked, In Progress, Not Run.';
		expect(others).toEqual({
			unmatched: [
				{ case: 'Nothing', reason: 'No run of the cycle has this case.' },
				{ case: 'Result 4', reason: 'The result names no case.' },
			],
			ambiguous: [],
			failed: [
				{ case: 'Alarm', reason: `The status says "red". ${valid}` },
				{ case: '2', reason: `The status says nothing. ${valid}` },
			],
			skipped: [
				{ case: '3', reason: 'No device' },
				{ case: 'B', reason: 'The test was not run.' },
			],
		});
		expect(match([result('B', 'skipped')], true).matched).toMatchObject([{ status: 'NOT_RUN' }]);
	});

	test('test cases are read only for names that the runs do not answer', () => {
		expect(needsCases([result('Alarm'), result('101')], runs)).toBe(false);
		expect(needsCases([result('Alarm'), result('P-TC-2')], runs)).toBe(true);
	});
});

describe('import', () => {
	useDate(Date.UTC(2026, 2, 4, 9));

	const withSteps = run(2, 102, 'B', { testRunSteps: [step('Press'), step('Look')] });
	const replies = {
		'GET /testcycles/50/testruns': { rows: [run(1, 101, 'A'), withSteps, run(3, 103, 'C')] },
		'GET /testplans/40': { row: { id: 40, archived: false } },
		'GET /itemtypes/37': { row: RUN_TYPE },
	};
	const GROUPS = { 'GET /testplans/40/testgroups': { rows: [] } };
	const values = { testCycleId: 50, resultsFrom: 'json' };

	test('reads once, writes each, and a write that fails does not stop the others', async () => {
		const { session, sent, asked } = jamaSession({
			...replies,
			'PATCH /testruns/1': { status: 409, words: 'locked' },
			'PUT /testruns/2': { status: 200 },
			'PATCH /testruns/3': { status: 200 },
		});
		const resultsJson = JSON.stringify([
			{ case: 'A', status: 'ok' },
			{ case: 'B', status: 'failed', message: 'a < b' },
			{ case: 'C', status: 'blocked' },
		]);
		const [out] = await importResults(runContext(session, { ...values, resultsJson }));
		expect(asked()).toEqual([
			'GET /testcycles/50/testruns',
			'GET /testplans/40',
			'GET /itemtypes/37',
			'PATCH /testruns/1',
			'PUT /testruns/2',
			'PATCH /testruns/3',
		]);
		expect(sent[4]?.body).toEqual({
			fields: {
				actualResults: '<p>a &lt; b</p>',
				executionDate: '2026-03-04',
				testRunSteps: [{ status: 'FAILED' }, { status: 'FAILED' }],
			},
		});
		expect(out?.json).toMatchObject({
			summary: { recorded: 2, unmatched: 0, ambiguous: 0, failed: 1, skipped: 0 },
			recorded: [
				{ case: 'B', run: 2, documentKey: 'P-TSTRN-2', name: 'B', status: 'FAILED' },
				{ case: 'C', run: 3, status: 'BLOCKED' },
			],
			failed: [{ case: 'A', reason: 'locked', details: expect.stringContaining('Unlock') }],
		});
	});

	test('a dry run writes nothing; test cases are looked up by the groups of the plan', async () => {
		const { session, asked } = jamaSession({
			...replies,
			'GET /testplans/40/testgroups': { rows: [{ id: 7, name: 'G' }] },
			'GET /testplans/40/testgroups/7/testcases': { rows: [{ id: 103, documentKey: 'P-TC-3' }] },
		});
		const resultsJson = [{ case: 'P-TC-3', status: 'ok' }];
		const [out] = await importResults(
			runContext(session, { ...values, resultsJson, dryRun: true }),
		);
		expect(asked().every((line) => line.startsWith('GET '))).toBe(true);
		expect(out?.json).toMatchObject({
			summary: { dryRun: true, recorded: 1 },
			recorded: [{ case: 'P-TC-3', run: 3 }],
		});
	});

	test('all input items are imported once', async () => {
		const { session, asked } = jamaSession({ ...replies, 'PATCH /testruns/1': { status: 200 } });
		const context = runContext(session, { testCycleId: 50 }, { case: 'A', status: 'ok' });
		expect(await importResults({ ...context, itemIndex: 1 })).toEqual([]);
		expect(asked()).toEqual([]);
		expect(await importResults(context)).toMatchObject([{ json: { summary: { recorded: 1 } } }]);
	});

	test('a result without a run is an error before anything is written, unless that is turned off', async () => {
		const results = [
			{ case: 'A', status: 'ok' },
			{ case: 'Nobody', status: 'ok' },
		];
		const first = jamaSession({ ...replies, ...GROUPS });
		await expect(
			importResults(runContext(first.session, { ...values, resultsJson: results })),
		).rejects.toMatchObject({
			message: '1 of 2 results match no run of the test cycle: Nobody',
			description: expect.stringMatching(/^Nothing was changed\./),
		});
		expect(first.asked().every((line) => line.startsWith('GET '))).toBe(true);

		const off = { ...values, resultsJson: results, failUnmatched: false };
		const second = jamaSession({ ...replies, ...GROUPS, 'PATCH /testruns/1': { status: 200 } });
		const [out] = await importResults(runContext(second.session, off));
		expect(out?.json).toMatchObject({ summary: { recorded: 1, unmatched: 1 } });
		expect(second.hints).toEqual(['Recorded: 1. Not recorded: 1 unmatched.']);
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
		await expect(
			importResults(runContext(session, { ...values, resultsJson })),
		).rejects.toMatchObject({ message });
		expect(asked().every((line) => line.startsWith('GET '))).toBe(true);
	});
});
