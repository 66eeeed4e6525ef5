import {
	CASE_OF_CYCLE,
	listCases,
	readSteps,
	recordResult,
} from '../../nodes/Jama/testResults/testResults';
import { keptFields, toSteps } from '../../nodes/Jama/testResults/testRuns';
import { countStatuses, readStatus, toStatus } from '../../nodes/Jama/values/testStatus';
import { summarize } from '../../nodes/Jama/testResults/testSummary';
import { jamaSession, runContext, valueContext } from '../support/rows/jamaSession';
import { useDate } from './support/fakeDate';
import { run, RUN_TYPE, step } from './support/testCenter';

const TWO_STEPS = { testRunSteps: [step('Press'), step('Look', { result: 'seen', notes: 'n' })] };
const USERS = { rows: [{ id: 9, username: 'ada', email: 'ada@example.com' }] };

describe('status words', () => {
	test.each([
		['PASSED', ['passed', 'Pass', ' OK ', 'success', 'PASSED', true]],
		['FAILED', ['failed', 'FAIL', 'failure', 'Error', false]],
		['BLOCKED', ['blocked', 'BLOCKED']],
		['INPROGRESS', ['in progress', 'In-Progress', 'INPROGRESS', 'running…']],
		['NOT_RUN', ['skipped', 'Not Run', 'NOT_RUN', 'not-run', 'pending']],
	])('%s has the usual words', (status, words) => {
		expect(words.map(toStatus)).toEqual(words.map(() => status));
	});

	test.each([
		['maybe'],
		[''],
		[undefined],
		[7],
		['constructor'],
		['0% passed'],
		['3/10 passed'],
		['PASS (0/5)'],
		['не ok'],
		['¬passed'],
		['❌ passed'],
		['passed?'],
	])('%p is none', (word) => {
		expect(toStatus(word)).toBeUndefined();
		expect(() => readStatus(word, "'Status'")).toThrow(/'Status' is no status: /);
	});

	test('counts with the share of what passed', () => {
		const counted = countStatuses(['PASSED', 'FAILED', 'NOT_RUN', 'ODD', 'PASSED', 'BLOCKED']);
		expect(counted).toEqual({
			total: 6,
			passed: 2,
			failed: 1,
			blocked: 1,
			inProgress: 0,
			notRun: 1,
			percentPassed: 33.3,
		});
		expect(countStatuses([]).percentPassed).toBe(0);
	});
});

describe('steps', () => {
	test('are words or objects', () => {
		const steps = readSteps('["ok", {"status": "failed", "result": "silent", "notes": null}]');
		expect(steps).toEqual([{ status: 'PASSED' }, { status: 'FAILED', result: 'silent' }]);
	});

	test.each([
		['["ok", "maybe"]', 'The status of step 2 is no status: "maybe"'],
		['[{}]', 'The status of step 1 is no status: ""'],
		['{"status": "ok"}', "'Steps' must be a list"],
		['', "'Steps' must be a list"],
		['[', expect.stringMatching(/^'Steps' is not valid JSON/)],
	])('%s is refused', (value, message) => {
		expect(() => readSteps(value)).toThrow(expect.objectContaining({ message }));
	});

	test('must be as many as the run has', () => {
		const steps = [{ status: 'PASSED' as const }];
		expect(() => toSteps(run(1, 2, 'A', TWO_STEPS), { steps })).toThrow(
			expect.objectContaining({
				message: "'Steps' holds 1 results, and the test run has 2 steps",
				description: 'Give one result for each step, in this order: 1. Press; 2. Look.',
			}),
		);
		expect(() => toSteps(run(1, 2, 'A'), { steps })).toThrow(/has 0 steps/);
		expect(toSteps(run(1, 2, 'A', TWO_STEPS), { status: 'BLOCKED' })).toEqual([
			{ status: 'BLOCKED' },
			{ status: 'BLOCKED' },
		]);
	});

	test('a PUT repeats what can be written, but not what one execution has seen', () => {
		const fields = { actualResults: 'x', environment$37: 'Lab', assignedTo: null, ...TWO_STEPS };
		expect(keptFields(RUN_TYPE, run(1, 2, 'A', fields))).toEqual({
			environment$37: 'Lab',
		});
	});
});

describe('record result', () => {
	useDate(Date.UTC(2026, 2, 4, 9));

	test.each([
		['PASSED', [['add', 'executionDate', '2026-03-04']]],
		['NOT_RUN', [['remove', 'executionDate']]],
	])('%s clears what an earlier execution has seen', async (status, more) => {
		const before = { actualResults: 'boom', executionDate: '2026-01-01' };
		const { session, sent } = jamaSession({
			'GET /testruns/1': { row: run(1, 12, 'A', before) },
			'GET /itemtypes/37': { row: RUN_TYPE },
			'PATCH /testruns/1': { status: 200 },
		});
		const values = { findRunBy: 'run', testRunId: 1, resultInput: 'status', returnRecord: false };
		await recordResult(runContext(session, { ...values, status }));
		const patch = sent.at(-1)?.body as Array<{ op: string; path: string; value?: unknown }>;
		expect(patch).toEqual([
			{ op: 'add', path: '/fields/testRunStatus', value: status },
			{ op: 'remove', path: '/fields/actualResults' },
			...more.map(([op, name, value]) => ({
				op,
				path: `/fields/${name}`,
				...(value ? { value } : {}),
			})),
		]);
	});

	const ofCase = { findRunBy: 'case', testCycleId: 50, testCaseId: 12, resultInput: 'status' };

	test('of a run without steps: one PATCH', async () => {
		const { session, sent, asked } = jamaSession({
			'GET /testruns': { rows: [run(1, 12, 'A')] },
			'GET /itemtypes/37': { row: RUN_TYPE },
			'GET /users': USERS,
			'PATCH /testruns/1': { status: 200 },
			'GET /testruns/1': { row: run(1, 12, 'A', { testRunStatus: 'FAILED' }) },
		});
		const values = {
			...ofCase,
			testPlanId: 40,
			status: 'error',
			actualResults: 'silent',
			assignedTo: 'ada@example.com',
			executionDate: '2026-02-03T10:00:00',
		};
		const [out] = await recordResult(runContext(session, values));
		expect(out?.json).toMatchObject({ id: 1, fields: { testRunStatus: 'FAILED' } });
		expect(out?.json).not.toHaveProperty('note');
		expect(asked()).toEqual([
			'GET /testruns',
			'GET /itemtypes/37',
			'GET /users',
			'GET /users',
			'PATCH /testruns/1',
			'GET /testruns/1',
		]);
		expect(sent[0]?.query).toMatchObject({ testCycle: [50], testCase: [12], testPlan: [40] });
		expect(sent[4]?.body).toEqual([
			{ op: 'add', path: '/fields/testRunStatus', value: 'FAILED' },
			{ op: 'add', path: '/fields/actualResults', value: 'silent' },
			{ op: 'add', path: '/fields/executionDate', value: '2026-02-03' },
			{ op: 'add', path: '/fields/assignedTo', value: 9 },
		]);
	});

	test('of a run with steps: one PUT of all of them', async () => {
		const now = run(1, 12, 'A', { ...TWO_STEPS, environment$37: 'Lab', actualResults: 'old' });
		const { session, sent } = jamaSession({
			'GET /testruns/1': { row: now },
			'GET /itemtypes/37': { row: RUN_TYPE },
			'PUT /testruns/1': { status: 200 },
		});
		const values = {
			findRunBy: 'run',
			testRunId: 1,
			resultInput: 'steps',
			stepsJson: ['passed', { status: 'failed' }],
			fieldsJson: { actualResults: null },
			returnRecord: false,
		};
		const [out] = await recordResult(runContext(session, values));
		expect(out?.json).toEqual({ success: true, id: 1 });
		expect(sent.at(-1)?.body).toEqual({
			fields: {
				environment$37: 'Lab',
				actualResults: '',
				executionDate: '2026-03-04',
				testRunSteps: [{ status: 'PASSED' }, { status: 'FAILED', result: '', notes: 'n' }],
			},
		});
	});

	test('says when Jama made another status of it', async () => {
		const { session } = jamaSession({
			'GET /testruns': { rows: [run(1, 12, 'A')] },
			'GET /itemtypes/37': { row: RUN_TYPE },
			'PATCH /testruns/1': { status: 200 },
			'GET /testruns/1': { row: run(1, 12, 'A') },
		});
		const [out] = await recordResult(runContext(session, { ...ofCase, status: 'PASSED' }));
		expect(out?.json.note).toBe('Jama set the status to NOT_RUN, not PASSED.');
	});

	test.each([
		[
			'no run',
			[],
			'Test case 12 has no run in test cycle 50',
			'Test cases of the cycle: B (ID 13).',
		],
		[
			'two runs',
			[run(1, 12, 'A'), run(2, 12, 'A')],
			'Test case 12 in test cycle 50 stands for 2 records: A, run P-TSTRN-1 (ID 1), A, run P-TSTRN-2 (ID 2)',
			'Choose one of them by its ID.',
		],
	])('%s is an error that says which there are', async (_name, rows, message, description) => {
		const { session } = jamaSession({
			'GET /testruns': { rows },
			'GET /testcycles/50/testruns': { rows: [run(3, 13, 'B')] },
		});
		const context = runContext(session, { ...ofCase, status: 'ok' });
		await expect(recordResult(context)).rejects.toMatchObject({ message, description });
	});

	test('a deleted cycle, an unknown status and a missing cycle are refused', async () => {
		const { session, asked } = jamaSession({
			'GET /testruns': { rows: [] },
			'GET /testcycles/50/testruns': { status: 404 },
		});
		const record = async (more: object) =>
			await recordResult(runContext(session, { ...ofCase, status: 'ok', ...more }));
		await expect(record({})).rejects.toThrow('There is no test cycle 50');
		expect(asked()).toHaveLength(2);
		await expect(record({ status: 'maybe' })).rejects.toThrow("'Status' is no status");
		await expect(record({ testCycleId: undefined })).rejects.toThrow("'Test Cycle' is empty");
		expect(asked()).toHaveLength(2);
	});
});

describe('a case by its exact name', () => {
	const rows = [
		run(1, 12, 'Alarm'),
		run(2, 12, 'alarm '),
		run(3, 13, 'Twin'),
		run(4, 14, 'Twin'),
		run(5, 12, 'Beep'),
	];
	const find = async (name: string, cycle: unknown = 50) => {
		const { session } = jamaSession({ 'GET /testcycles/50/testruns': { rows } });
		const context = { ...valueContext(session), parameter: () => cycle };
		return await CASE_OF_CYCLE.names?.name?.find(name, context);
	};

	test('is the case of its runs', async () => {
		expect(await find('ALARM')).toBe(12);
		expect(await find('beep')).toBe(12);
		await expect(find('Twin')).rejects.toThrow(/stands for 2 records/);
		await expect(find('Nothing')).rejects.toMatchObject({
			message: 'The test case "Nothing" has no run in test cycle 50',
			description: expect.stringContaining('Alarm (ID 12)'),
		});
		await expect(find('Alarm', '')).rejects.toThrow("'Test Cycle' is empty");
	});

	test('long lists are cut', () => {
		const many = Array.from({ length: 16 }, (_, index) => run(index, index, `N${index}`));
		expect(listCases(many)).toMatch(/N14 \(ID 14\) and others\.$/);
		expect(listCases([])).toBe('The cycle has no runs.');
	});
});

test('a summary counts by group and lists what failed', () => {
	const failed = run(2, 13, 'B', { testRunStatus: 'FAILED', actualResults: 'silent' });
	const runs = [run(1, 12, 'A', { testRunStatus: 'PASSED' }), failed];
	const cycle = { id: 50, fields: { name: 'Build 1', testPlan: 40 } };
	expect(summarize(cycle, runs, [{ id: 7, name: 'Alarms' }])).toMatchObject({
		testCycle: 50,
		name: 'Build 1',
		total: 2,
		passed: 1,
		percentPassed: 50,
		groups: [{ id: 7, name: 'Alarms', total: 2, failed: 1 }],
		failedRuns: [
			{ id: 2, documentKey: 'P-TSTRN-2', name: 'B', testCase: 13, actualResults: 'silent' },
		],
	});
});
