/** Importing many test results into a cycle: what is recorded, and what is told instead. */
import { byId, useJama } from './support';
import { fieldsOf, inCycle, PAGE, PLAN, runOf, RUNS, withoutSteps } from './testCenter';

const jama = useJama();
const reads = () => jama.sent().filter((line) => line.startsWith('GET '));

describe('import results', () => {
	const junit = {
		testsuites: {
			testsuite: {
				name: 'All',
				tests: '6',
				testcase: [
					{ name: 'PUMP-TC-1', classname: 'pump', time: '0.1' },
					{
						name: 'Verify that the dose calculator can stop the infusion',
						classname: 'pump.Dose',
						failure: { message: 'expected <0>', _: 'at line 7' },
					},
					{ name: 'PUMP-TC-6', classname: 'pump', skipped: '' },
					{ name: 'unknown', classname: 'pump' },
					{ name: 'GID-31', classname: 'pump' },
					{ name: 'PUMP-TC-4', classname: 'pump' },
				],
			},
		},
	};
	const json = (results: unknown, options = {}) => ({
		...inCycle,
		resultsFrom: 'json',
		resultsJson: JSON.stringify(results),
		options,
	});

	test('a JUnit file: what is known is recorded, the rest is told', async () => {
		withoutSteps(jama, runOf(2));
		const options = { executionDate: '2026-02-03', failUnmatched: false };
		const [row, ...more] = await jama.rows(
			'testCycle.importResults',
			{ ...inCycle, options },
			{ input: [junit] },
		);
		expect(more).toEqual([]);
		expect(row).toEqual({
			summary: { recorded: 3, unmatched: 1, ambiguous: 0, failed: 0, unknown: 0, skipped: 1 },
			recorded: [
				expect.objectContaining({ case: 'pump.PUMP-TC-1', run: runOf(1), status: 'PASSED' }),
				expect.objectContaining({ run: runOf(2), documentKey: 'PUMP-TSTRN-2', status: 'FAILED' }),
				expect.objectContaining({ case: 'pump.GID-31', status: 'PASSED' }),
			],
			unmatched: [{ case: 'pump.unknown', reason: 'No run of the cycle has this case.' }],
			ambiguous: [],
			failed: [],
			unknown: [],
			skipped: [{ case: 'pump.PUMP-TC-6', reason: 'The test was not run.' }],
		});
		expect(reads()).toEqual([
			RUNS,
			`GET /testplans/${PLAN}`,
			`GET /testplans/${PLAN}/testgroups?${PAGE}`,
			`GET /testplans/${PLAN}/testgroups/1/testcases?${PAGE}`,
			`GET /testplans/${PLAN}/testgroups/2/testcases?${PAGE}`,
			'GET /itemtypes/41',
		]);
		expect(jama.writes()).toEqual([
			`PUT /testruns/${runOf(1)} {"fields":{"assignedTo":9,"executionDate":"2026-02-03","testRunSteps":[{"status":"PASSED"},{"status":"PASSED"}]}}`,
			`PATCH /testruns/${runOf(2)} [{"op":"add","path":"/fields/testRunStatus","value":"FAILED"},{"op":"add","path":"/fields/actualResults","value":"<p>expected &lt;0&gt;<br />at line 7</p>"},{"op":"add","path":"/fields/executionDate","value":"2026-02-03"}]`,
			expect.stringMatching(/^PUT .*"testRunSteps":\[{"status":"PASSED"},{"status":"PASSED"}\]/),
		]);
		expect(fieldsOf(jama, runOf(6)).testRunStatus).toBe('NOT_RUN');
	});

	test('a dry run says the same and writes nothing', async () => {
		const rows = await jama.rows('testCycle.importResults', json(junit, { dryRun: true }));
		expect(rows).toMatchObject([{ summary: { dryRun: true, recorded: 3, unmatched: 1 } }]);
		expect(jama.writes()).toEqual([]);
	});

	test('every input item is a result; the import runs once', async () => {
		const input = [
			{ key: '22', verdict: 'ok' },
			{ key: '25', verdict: 'so-so' },
			{ key: '28', verdict: 'skipped' },
		];
		const options = { caseKey: 'key', statusKey: 'verdict', recordSkipped: true };
		const { items } = await jama.run('testCycle.importResults', { ...inCycle, options }, { input });
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({
			summary: { recorded: 2, failed: 1, skipped: 0 },
			recorded: [{ status: 'PASSED' }, { status: 'NOT_RUN' }],
			failed: [{ case: '25', reason: expect.stringMatching(/"so-so"\. Valid: Passed/) }],
		});
		expect(jama.sent().filter((line) => line === RUNS)).toHaveLength(1);
	});

	test('one write without an answer does not stop the others, and is no failure', async () => {
		withoutSteps(jama, runOf(1), runOf(2), runOf(3));
		const path = `/testruns/${runOf(2)}`;
		jama.server.switches.failNext = [{ status: 'drop', method: 'PATCH', path }];
		const results = ['22', '25', '28'].map((one) => ({ case: one, status: 'passed' }));
		const run = await jama.run('testCycle.importResults', json(results));
		expect(run.hints.map(({ message }) => message)).toEqual([
			'Recorded: 2. Not known whether they were recorded: 1.',
		]);
		expect(run.items[0]?.json).toMatchObject({
			summary: { recorded: 2, failed: 0, unknown: 1 },
			failed: [],
			unknown: [{ case: '25', details: expect.stringContaining('may have been carried out') }],
		});
		expect(fieldsOf(jama, runOf(3)).testRunStatus).toBe('PASSED');
	});

	test.each<[string, () => Promise<unknown> | void, RegExp]>([
		[
			'deleted',
			async () => await jama.rows('testCycle.delete', inCycle),
			/^There is no test cycle 5000002$/,
		],
		[
			'closed',
			async () =>
				await jama.rows('testPlan.setArchived', { testPlanId: byId(PLAN), archived: true }),
			/^The cycle is closed: its test plan 5000001 is archived$/,
		],
	])('a cycle that was %s is told before anything is written', async (_name, prepare, message) => {
		await prepare();
		const before = jama.writes().length;
		const failure = await jama.failure('testCycle.importResults', json(junit));
		expect(failure.message).toMatch(message);
		expect(failure.description).toMatch(/Nothing was written/);
		expect(jama.writes()).toHaveLength(before);
	});

	test('no result at all is an error', async () => {
		const failure = await jama.failure('testCycle.importResults', json([]));
		expect(failure.message).toBe('There is no test result to import');
		expect(jama.sent()).toEqual([]);
	});
});
