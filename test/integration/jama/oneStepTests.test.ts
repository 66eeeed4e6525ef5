/** Recording the result of one test run, and counting those of a cycle. */
import type { IDataObject } from 'n8n-workflow';
import { byGlobalId, byId, byKey, byName, useJama } from './support';
import { CYCLE, fieldsOf, inCycle, PAGE, PLAN, runOf, RUNS, withoutSteps } from './testCenter';

const jama = useJama();

describe('record result', () => {
	const record = (more: object) => ({ ...inCycle, testCaseId: byKey('PUMP-TC-5'), ...more });

	test('without steps: one PATCH, with everything that belongs to it', async () => {
		withoutSteps(jama, runOf(5));
		const [row] = await jama.rows(
			'testRun.recordResult',
			record({
				testPlanId: byId(PLAN),
				status: '={{ $json.said }}',
				additionalFields: {
					actualResults: 'No alarm',
					assignedTo: 'ben.okafor@example.com',
					executionDate: '2026-02-03T10:00:00',
					fieldsJson: '{"environment": "Lab"}',
				},
			}),
			{ input: [{ said: 'Failure' }] },
		);
		const find = `testCycle=${CYCLE}&testCase=34&testPlan=${PLAN}`;
		expect(jama.sent()).toEqual([
			'GET /abstractitems?documentKey=PUMP-TC-5&startAt=0&maxResults=10',
			`GET /testruns?${find}&startAt=0&maxResults=10`,
			'GET /itemtypes/41',
			expect.stringMatching(/^GET \/users\?username=ben.okafor@example.com/),
			expect.stringMatching(/^GET \/users\?email=ben.okafor@example.com/),
			`PATCH /testruns/${runOf(5)} [{"op":"add","path":"/fields/testRunStatus","value":"FAILED"},{"op":"add","path":"/fields/actualResults","value":"<p>No alarm</p>"},{"op":"add","path":"/fields/executionDate","value":"2026-02-03"},{"op":"add","path":"/fields/environment$41","value":"Lab"},{"op":"add","path":"/fields/assignedTo","value":8}]`,
			`GET /testruns/${runOf(5)}`,
		]);
		expect(row).toMatchObject({
			id: runOf(5),
			fields: { testRunStatus: 'FAILED', assignedTo: 8, executionDate: '2026-02-03' },
		});
	});

	test.each<[string, object]>([
		['by ID', byId(34)],
		['by global ID', byGlobalId('GID-34')],
		['by exact name', byName('verify that the flow controller can switch to battery power')],
	])('finds the run of a case %s', async (_name, testCaseId) => {
		const [row] = await jama.rows('testRun.recordResult', record({ testCaseId }));
		expect(row).toMatchObject({ id: runOf(5), fields: { testRunStatus: 'PASSED' } });
	});

	test('what Jama leaves as it was although it accepted the write is said', async () => {
		const body = { meta: { status: 'OK' } };
		const ignored = { status: 200, body, times: 'always' as const, pattern: '^/testruns/' };
		jama.server.switches.failNext.push({ ...ignored, method: 'PUT' });
		const of = { findRunBy: 'run', testRunId: byId(runOf(6)), resultInput: 'steps' };
		const parameters = {
			...{ ...of, stepsJson: '["passed", "failed"]' },
			additionalFields: { fieldsJson: '{"environment": "Lab"}' },
		};
		const { items, hints } = await jama.run('testRun.recordResult', parameters);
		expect(items[0]?.json.note).toBe(
			'Jama set the status of step 1 to NOT_RUN, not PASSED, the status of step 2 to NOT_RUN, not FAILED.',
		);
		expect(hints).toMatchObject([
			{ message: expect.stringContaining("not with what was given for 'Environment' (now empty)") },
		]);
	});

	test.each(['replace', 'merge'] as const)(
		'with steps: one PUT of every step that keeps what is not of the execution before (PUT: %s)',
		async (runPut) => {
			Object.assign(jama.server.switches, { runPut, runReadOnly: 'rejected' });
			Object.assign(fieldsOf(jama, runOf(2)), {
				environment$41: 'Lab',
				actualResults: 'Before',
				executionDate: '2025-01-12',
			});
			const stepsJson = '["ok", {"status": "blocked", "result": "No power"}]';
			const parameters = { findRunBy: 'run', testRunId: byId(runOf(2)), resultInput: 'steps' };
			const [row] = await jama.rows('testRun.recordResult', { ...parameters, stepsJson });
			expect(jama.sent()).toEqual([
				`GET /testruns/${runOf(2)}`,
				'GET /itemtypes/41',
				expect.stringMatching(
					/^PUT \/testruns\/\d+ {"fields":{"assignedTo":9,"environment\$41":"Lab","actualResults":"","executionDate":"20(?!25-01-12)[\d-]+","testRunSteps":\[{"status":"PASSED"},{"status":"BLOCKED","result":"No power"}\]}}$/,
				),
				`GET /testruns/${runOf(2)}`,
			]);
			expect(row?.fields).toMatchObject({
				testRunStatus: 'BLOCKED',
				environment$41: 'Lab',
				actualResults: expect.not.stringContaining('Before'),
				testRunSteps: [
					{ action: 'Set up the device', status: 'PASSED' },
					{ action: 'Run the scenario', status: 'BLOCKED', result: 'No power' },
				],
			});
		},
	);

	test('one status goes to every step', async () => {
		const [row] = await jama.rows('testRun.recordResult', record({ status: 'FAILED' }));
		const steps = [{ status: 'FAILED' }, { status: 'FAILED' }];
		const [write = ''] = jama.writes();
		expect(write).toContain(`PUT /testruns/${runOf(5)} `);
		expect(write).toContain(`"testRunSteps":${JSON.stringify(steps)}`);
		expect(write).toMatch(/"executionDate":"\d{4}-\d\d-\d\d"/);
		expect(row).toMatchObject({ fields: { testRunStatus: 'FAILED' } });
	});

	test.each<[string, object, string | RegExp, RegExp]>([
		[
			'an unknown status word',
			{ status: '={{ "so-so" }}' },
			'\'Status\' is no status: "so-so"',
			/^Valid: Passed, Failed, Blocked, In Progress, Not Run\.$/,
		],
		[
			'a case without a run',
			{ testCaseId: byId(20) },
			`Test case 20 has no run in test cycle ${CYCLE}`,
			/Test cases of the cycle: Verify that the alarm manager .* \(ID 22\), /,
		],
		[
			'an unknown name',
			{ testCaseId: byName('Nothing') },
			`The test case "Nothing" has no run in test cycle ${CYCLE}`,
			/\(ID 22\)/,
		],
		[
			'an unknown key',
			{ testCaseId: byKey('PUMP-TC-99') },
			'The item with document key "PUMP-TC-99" was not found',
			/spelling/,
		],
		[
			'a cycle that is gone',
			{ testCycleId: byId(99), testCaseId: byId(22) },
			'There is no test cycle 99',
			/deleted/,
		],
		[
			'a step list of the wrong length',
			{ resultInput: 'steps', stepsJson: '["ok"]' },
			"'Steps' holds 1 results, and the test run has 2 steps",
			/1\. Set up the device; 2\. Run the scenario/,
		],
		[
			'a user that nobody knows',
			{ additionalFields: { assignedTo: 'nobody' } },
			'The user "nobody" for \'Assigned To\' was not found',
			/spelling/,
		],
	])('refuses %s and writes nothing', async (_name, more, message, advice) => {
		const failure = await jama.failure('testRun.recordResult', record(more));
		expect(failure).toMatchObject({ message, description: expect.stringMatching(advice) });
		expect(failure.itemIndex).toBe(0);
		expect(jama.writes()).toEqual([]);
	});

	test('two runs of one case are ambiguous', async () => {
		const groups = (await jama.rows('testGroup.getMany', {
			testPlanId: byId(PLAN),
		})) as IDataObject[];
		const testGroupId = byId(groups[0]?.id as number);
		await jama.rows('testGroup.addCase', {
			testPlanId: byId(PLAN),
			testGroupId,
			testCase: byId(34),
		});
		const [cycle] = await jama.rows('testCycle.create', {
			testPlanId: byId(PLAN),
			name: 'Build 2',
			additionalFields: { fieldsJson: '{"startDate":"2026-01-01","endDate":"2026-01-02"}' },
		});
		const parameters = { testCycleId: byId(cycle?.id as number), testCaseId: byId(34) };
		const failure = await jama.failure('testRun.recordResult', parameters);
		expect(failure.message).toMatch(/stands for 2 records: .*PUMP-TSTRN-/);
	});

	test('a write that fails leaves the run as it was; a record that cannot be read back is a note', async () => {
		const before = structuredClone(fieldsOf(jama, runOf(5)));
		const path = `/testruns/${runOf(5)}`;
		jama.server.switches.failNext = [{ status: 400, method: 'PUT', path }];
		const failure = await jama.failure('testRun.recordResult', record({}));
		expect(failure.message).toBe('Scripted failure 400');
		expect(fieldsOf(jama, runOf(5))).toEqual(before);
		jama.server.switches.failNext = [{ status: 404, method: 'GET', path }];
		expect(await jama.rows('testRun.recordResult', record({}))).toEqual([
			{ success: true, id: runOf(5), note: expect.stringContaining('could not be read back') },
		]);
	});
});

test('get summary', async () => {
	Object.assign(fieldsOf(jama, runOf(2)), { actualResults: 'No alarm' });
	const rows = await jama.rows('testCycle.getSummary', inCycle);
	const one = { passed: 1, failed: 1, blocked: 1, inProgress: 0, notRun: 0, total: 3 };
	expect(rows).toEqual([
		{
			testCycle: CYCLE,
			name: 'Build 1',
			testPlan: PLAN,
			...{ ...one, inProgress: 1, notRun: 2, total: 6, percentPassed: 16.7 },
			groups: [
				{ id: 1, name: 'Default Test Group', ...one, percentPassed: 33.3 },
				expect.objectContaining({ id: 2, name: 'Regression', total: 3, inProgress: 1, notRun: 2 }),
			],
			failedRuns: [
				{
					id: runOf(2),
					documentKey: 'PUMP-TSTRN-2',
					name: 'Verify that the dose calculator can stop the infusion',
					testCase: 25,
					actualResults: 'No alarm',
				},
			],
		},
	]);
	expect(jama.sent()).toEqual([
		`GET /testcycles/${CYCLE}`,
		RUNS,
		`GET /testplans/${PLAN}/testgroups?${PAGE}`,
	]);
	jama.server.switches.failNext = [
		{ status: 500, method: 'GET', path: `/testplans/${PLAN}/testgroups` },
	];
	expect((await jama.failure('testCycle.getSummary', inCycle)).message).toBe(
		'Scripted failure 500',
	);
});

test('a run that several input items name in different ways ends as the last of them says', async () => {
	withoutSteps(jama, runOf(5));
	const input = ['failed', 'passed', 'blocked', 'in progress'].map((said, at) => ({
		said,
		by: at % 2 === 0 ? 'case' : 'run',
	}));
	const parameters = {
		...inCycle,
		findRunBy: '={{ $json.by }}',
		testCaseId: byId(34),
		testRunId: byId(runOf(5)),
		status: '={{ $json.said }}',
	};
	const rows = await jama.rows('testRun.recordResult', parameters, { input });
	expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 4 }, () => runOf(5)));
	expect(fieldsOf(jama, runOf(5)).testRunStatus).toBe('INPROGRESS');
	const written = jama.writes().map((line) => /testRunStatus","value":"(\w+)"/.exec(line)?.[1]);
	expect(written).toEqual(['FAILED', 'PASSED', 'BLOCKED', 'INPROGRESS']);
});
