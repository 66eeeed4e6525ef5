import { importResults } from '../../nodes/Jama/testImport';
import { matchResults, needsCases } from '../../nodes/Jama/testMatching';
import { readResults } from '../../nodes/Jama/testReports';
import { jamaSession, runContext } from './support/jamaSession';
import { run, RUN_TYPE, step } from './support/testCenter';

const result = (name: string, status: unknown = 'passed', message = '') => ({
	cases: [name],
	status,
	message,
});

describe('reading results', () => {
	test('plain rows', () => {
		const rows = [
			{ case: 'P-TC-1', status: 'failed', message: 'silent' },
			{ documentKey: 'P-TC-2', result: 'ok' },
			{ case: 17, testRunStatus: 'BLOCKED' },
			{ status: 'ok' },
		];
		expect(readResults(rows, {})).toEqual([
			{ cases: ['P-TC-1'], status: 'failed', message: 'silent' },
			{ cases: ['P-TC-2'], status: 'ok', message: '' },
			{ cases: ['17'], status: 'BLOCKED', message: '' },
			{ cases: [], status: 'ok', message: '' },
		]);
	});

	test('what the XML node makes of JUnit, in both of its shapes', () => {
		const expected = [
			{ cases: ['pump.Alarm.sounds', 'sounds'], status: 'passed', message: '' },
			{
				cases: ['pump.Alarm.stops', 'stops'],
				status: 'failed',
				message: 'expected 1\nat line 3',
			},
			{ cases: ['pump.Alarm.waits', 'waits'], status: 'skipped', message: '' },
			{ cases: ['pump.Alarm.breaks', 'breaks'], status: 'failed', message: 'NullPointer' },
		];
		const testcase = [
			{ name: 'sounds', classname: 'pump.Alarm', time: '0.1' },
			{
				name: 'stops',
				classname: 'pump.Alarm',
				failure: { message: 'expected 1', type: 'x', _: 'at line 3\n' },
			},
			{ name: 'waits', classname: 'pump.Alarm', skipped: '' },
			{ name: 'breaks', classname: 'pump.Alarm', error: 'NullPointer' },
		];
		const merged = { testsuites: { testsuite: { name: 'All', tests: '4', testcase } } };
		expect(readResults(merged, {})).toEqual(expected);
		const kept = testcase.map(({ name, classname, ...more }) => ({
			$: { name, classname },
			...Object.fromEntries(Object.entries(more).map(([key, value]) => [key, [value]])),
		}));
		const lists = { testsuites: { testsuite: [{ $: { name: 'All' }, testcase: kept }] } };
		expect(readResults(lists, {})).toEqual(expected);
		expect(readResults(testcase, {})).toEqual(expected);
	});

	test('a suite of one test, a suite without tests, suites in suites', () => {
		const one = { name: 'a' };
		const suites = [
			{ testcase: one },
			{ name: 'empty', tests: '0' },
			{ testsuite: { testcase: one } },
		];
		const results = readResults({ testsuites: { testsuite: suites } }, {});
		expect(results.map(({ cases, status }) => [...cases, status])).toEqual([
			['a', 'passed'],
			['a', 'passed'],
		]);
	});

	test.each([
		['a status of its own wins in plain rows', { case: 'a', status: 'ok', error: '' }, 'ok'],
		['empty columns say nothing', { case: 'a', error: null }, undefined],
		['an error without a status', { case: 'a', error: 'x' }, 'failed'],
		[
			"words that are no status in JUnit's rows",
			{ classname: 'c', name: 'a', status: 'run' },
			'passed',
		],
		[
			'a test that JUnit says was not run',
			{ name: 'a', time: 0, classname: 'c', status: 'notrun' },
			'notrun',
		],
		['a testcase without a class', { name: 'a', time: '0.1' }, 'passed'],
	])('%s', (_name, row, status) => {
		expect(readResults([row], {})[0]?.status).toBe(status);
	});

	test('keys of its own', () => {
		const mapping = { caseKey: 'meta.key', statusKey: 'state', messageKey: 'log.text' };
		const rows = [{ name: 'x', meta: { key: 'P-TC-1' }, state: 'red', log: [{ text: 'why' }] }];
		expect(readResults(rows, mapping)).toEqual([
			{ cases: ['P-TC-1'], status: 'red', message: 'why' },
		]);
	});

	test.each([[[]], [''], ['text'], [{ testsuites: '' }], [null], [undefined]])(
		'%p holds none',
		(value) => {
			expect(() => readResults(value, {})).toThrow('There is no test result to import');
		},
	);
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
			'P-TC-2: The results hold this case 2 times.',
			'102: The results hold this case 2 times.',
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
			unmatched: [{ case: 'Nothing', reason: 'No run of the cycle has this case.' }],
			ambiguous: [],
			failed: [
				{ case: 'Alarm', reason: `The status says "red". ${valid}` },
				{ case: '2', reason: `The status says nothing. ${valid}` },
				{ case: 'Result 4', reason: 'The result names no case.' },
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
	const withSteps = run(2, 102, 'B', { testRunSteps: [step('Press'), step('Look')] });
	const replies = {
		'GET /testcycles/50/testruns': { rows: [run(1, 101, 'A'), withSteps, run(3, 103, 'C')] },
		'GET /testplans/40': { row: { id: 40, archived: false } },
		'GET /itemtypes/37': { row: RUN_TYPE },
	};
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
			'PATCH /testruns/1',
			'GET /itemtypes/37',
			'PUT /testruns/2',
			'PATCH /testruns/3',
		]);
		expect(sent[4]?.body).toEqual({
			fields: {
				actualResults: 'a &lt; b',
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
