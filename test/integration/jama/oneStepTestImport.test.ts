/** Importing many test results into a cycle: what is recorded, and what is told instead. */
import { byId, useJama } from './support';
import { CYCLE, fieldsOf, inCycle, PAGE, PLAN, runOf, RUNS, withoutSteps } from './testCenter';

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
		const rows = await jama.rows(
			'testCycle.importResults',
			{ ...inCycle, options },
			{ input: [junit] },
		);
		expect(rows).toEqual([
			{
				outcome: 'recorded',
				key: 'PUMP-TC-1',
				name: 'pump.PUMP-TC-1',
				status: 'PASSED',
				message: '',
				run: runOf(1),
				documentKey: 'PUMP-TSTRN-1',
				runName: expect.any(String),
				cycle: CYCLE,
			},
			expect.objectContaining({
				...{ outcome: 'recorded', run: runOf(2), documentKey: 'PUMP-TSTRN-2' },
				...{ status: 'FAILED', message: 'expected <0>\nat line 7' },
			}),
			expect.objectContaining({
				...{ outcome: 'skipped', key: 'PUMP-TC-6', reason: 'The test was not run.' },
				run: runOf(6),
			}),
			{
				outcome: 'notFound',
				key: 'pump.unknown',
				name: 'pump.unknown',
				status: 'PASSED',
				message: '',
				run: null,
				documentKey: null,
				runName: null,
				cycle: CYCLE,
				reason: 'No run of the cycle has this case.',
			},
			expect.objectContaining({ outcome: 'recorded', key: 'GID-31', name: 'pump.GID-31' }),
			// GID-31 is the global ID of the same case.
			expect.objectContaining({ outcome: 'recorded', key: 'PUMP-TC-4' }),
			{
				outcome: 'summary',
				summary: expect.objectContaining({ results: 6, runs: 3, recorded: 4, skipped: 1 }),
			},
		]);
		expect(reads()).toEqual([
			RUNS,
			`GET /testplans/${PLAN}`,
			`GET /testplans/${PLAN}/testgroups?${PAGE}`,
			`GET /testplans/${PLAN}/testgroups/1/testcases?${PAGE}`,
			`GET /testplans/${PLAN}/testgroups/2/testcases?${PAGE}`,
			'GET /itemtypes/41',
			RUNS,
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
		expect(rows.map(({ outcome }) => outcome)).not.toContain('recorded');
		expect(rows.at(-1)).toMatchObject({
			summary: { dryRun: true, recorded: 0, notFound: 1, skipped: 1 },
		});
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
		expect(items.map(({ json, pairedItem }) => ({ ...json, pairedItem }))).toMatchObject([
			{ outcome: 'recorded', status: 'PASSED', pairedItem: { item: 0 } },
			{
				outcome: 'failed',
				reason: expect.stringMatching(/"so-so"\. Valid: Passed/),
				pairedItem: { item: 1 },
			},
			{ outcome: 'recorded', status: 'NOT_RUN', pairedItem: { item: 2 } },
			{ summary: { recorded: 2, failed: 1, skipped: 0 } },
		]);
		// Before and after the writes.
		expect(jama.sent().filter((line) => line === RUNS)).toHaveLength(2);
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
		expect(run.items.map(({ json }) => json)).toMatchObject([
			{ outcome: 'recorded', run: runOf(1) },
			{
				outcome: 'unknown',
				key: '25',
				run: runOf(2),
				details: expect.stringContaining('may have been carried out'),
			},
			{ outcome: 'recorded', run: runOf(3) },
			{ summary: { recorded: 2, failed: 0, unknown: 1 } },
		]);
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

	const binary = (content: Buffer | string, fileName = 'report.xml') => ({
		json: {},
		binary: {
			data: { data: Buffer.from(content).toString('base64'), mimeType: 'text/xml', fileName },
		},
	});
	const testNg = (n: number, status: string) =>
		`<testng-results><suite><test><class name="A"><test-method name="PUMP_TC_${n}" status="${status}"/></class></test></suite></testng-results>`;

	test('files of two items are one import; a file in UTF-16 is read', async () => {
		withoutSteps(jama, runOf(1), runOf(2));
		const input = [
			binary(Buffer.from(`\uFEFF${testNg(1, 'PASS')}`, 'utf16le')),
			binary(testNg(2, 'FAIL')),
		];
		const { items } = await jama.run(
			'testCycle.importResults',
			{ ...inCycle, resultsFrom: 'file' },
			{ input },
		);
		expect(items.map(({ json, pairedItem }) => ({ ...json, pairedItem }))).toMatchObject([
			{ outcome: 'recorded', run: runOf(1), status: 'PASSED', pairedItem: { item: 0 } },
			{ outcome: 'recorded', run: runOf(2), status: 'FAILED', pairedItem: { item: 1 } },
			{ summary: { cycle: CYCLE, results: 2, recorded: 2 } },
		]);
		expect(fieldsOf(jama, runOf(2)).testRunStatus).toBe('FAILED');
	});

	test('XML as text', async () => {
		withoutSteps(jama, runOf(1));
		const rows = await jama.rows('testCycle.importResults', {
			...inCycle,
			resultsFrom: 'json',
			resultsJson: '<testsuite><testcase name="PUMP-TC-1" classname="a"/></testsuite>',
		});
		expect(rows).toMatchObject([
			{ outcome: 'recorded', run: runOf(1) },
			{ summary: { recorded: 1 } },
		]);
	});

	test.each<[string, Buffer | string, RegExp]>([
		['is empty', ' ', /^The file 'report.xml' is empty$/],
		['was cut off', testNg(1, 'PASS').slice(0, 70), /^This is not a whole XML file: 1:/],
		['is a web page', '<!DOCTYPE html><html></html>', /is a web page/],
		['is an archive', 'PK\x03\x04', /is a ZIP archive/],
		['is of Visual Studio', '<TestRun><Results/></TestRun>', /\(root: TestRun\)$/],
	])('a second file that %s: an error, and nothing is sent', async (_name, content, message) => {
		const input = [binary(testNg(1, 'PASS')), binary(content)];
		const { error } = await jama.run(
			'testCycle.importResults',
			{ ...inCycle, resultsFrom: 'file' },
			{ input },
		);
		expect(error?.message).toMatch(message);
		expect(jama.sent()).toEqual([]);
	});

	test('an item without the file: n8n says so, and nothing is sent', async () => {
		const failure = await jama.failure('testCycle.importResults', {
			...inCycle,
			resultsFrom: 'file',
		});
		expect(failure.message).toMatch(/binary/i);
		expect(jama.sent()).toEqual([]);
	});
});
