import {
	checkWrite,
	created,
	done,
	findItem,
	findProject,
	findTest,
	JamaError,
	list,
	mayRead,
	noContent,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import { formatDay } from '../search/dates';
import type { Answer } from '../frame/envelope';
import { announce, checkLock, save } from '../items/itemChanges';
import { log } from '../history/itemEvents';
import { checkFields } from '../items/itemFields';
import { sorter } from '../items/itemOrder';
import { CANNOT_SET } from '../items/jsonPatch';
import {
	RUN_STATUSES,
	type RunPart,
	type RunStatus,
	type TestRunStep,
} from '../configuration/testCenterTypes';
import type { TestItem } from './testItems';
import { author, patchedFields, removeTestItems } from './testPlans';
import { fieldsOfTestCase, makeTestItem, statusOfSteps } from './testRecords';
import type { Fields } from '../types';
import { viewFields, viewItem } from '../configuration/views';

type Run = TestItem<'run'>;

const run = (call: Call) => findTest(call, 'run', call.params.id);
const NAMES = {
	testPlan: 'plan',
	testCycle: 'cycle',
	testCase: 'testCase',
} as const satisfies Record<string, keyof RunPart>;

/**
 * GET /testruns: ORed inside a name, ANDed across the three; without any of them no results; an id of
 * another type matches nothing (REST guide, 8.14). In the order of groups within the cycle.
 */
function getRuns(call: Call): Answer {
	const { query, state } = call;
	const asked = Object.entries(NAMES).flatMap(([name, part]) => {
		const values = query[name] as number[] | undefined;
		return values?.length ? [{ part, values: new Set(values) }] : [];
	});
	const cycles = asked.length === 0 ? [] : state.testItems.list('cycle');
	const runs = cycles
		.filter((cycle) => mayRead(call, cycle.project))
		.flatMap((cycle) => state.testItems.runsOf(cycle.id))
		.filter(({ test }) => asked.every(({ part, values }) => values.has(test[part])));
	const sortBy = query.sortBy as string[] | undefined;
	if (sortBy) runs.sort(sorter(state, sortBy));
	return list(call, runs, (each) => viewItem(call, each));
}

const isStatus = (value: unknown): value is RunStatus => RUN_STATUSES.includes(value as RunStatus);

/**
 * Steps come as the whole array in the original order (REST cookbook, Test runs with steps). Assumptions:
 * another number of steps is a 400; what a step says besides status, result and notes stays as it is.
 */
function mergeSteps(before: TestRunStep[], given: unknown, refusal: string): TestRunStep[] {
	if (!Array.isArray(given) || given.length !== before.length)
		throw new JamaError(400, `All ${before.length} steps of the test run are required`);
	return before.map((step, index) => {
		const { status = step.status, result, notes } = (given[index] ?? {}) as Partial<TestRunStep>;
		if (!isStatus(status)) throw new JamaError(400, refusal);
		const merged = { ...step, status };
		if (typeof result === 'string') merged.result = result;
		if (typeof notes === 'string') merged.notes = notes;
		return merged;
	});
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a write leaves of the fields that only the server sets: see the switch runReadOnly. */
function writableOnly(call: Call, item: Run, given: Fields): Fields {
	if (call.switches.runReadOnly === 'rejected') return given;
	return Object.fromEntries(
		Object.entries(given).filter(([name]) => !call.state.fieldOf(item, name)?.readOnly),
	);
}

/** testRunStatus and testRunSteps as a write leaves them: see the switch runStatusWithSteps. */
function execution(call: Call, item: Run, given: Fields, refusal: string): Fields {
	const { testRunSteps: steps, testRunStatus } = item.fields as {
		testRunSteps?: TestRunStep[];
		testRunStatus: RunStatus;
	};
	const status = given.testRunStatus ?? testRunStatus;
	if (!isStatus(status)) throw new JamaError(400, refusal);
	if (!steps) {
		if (Array.isArray(given.testRunSteps) && given.testRunSteps.length > 0)
			throw new JamaError(400, 'The test run has no steps');
		return { testRunStatus: status };
	}
	const merged =
		given.testRunSteps === undefined ? steps : mergeSteps(steps, given.testRunSteps, refusal);
	if (!same(merged, steps)) return { testRunSteps: merged, testRunStatus: statusOfSteps(merged) };
	if (status === testRunStatus || call.switches.runStatusWithSteps === 'ignored')
		return { testRunSteps: steps, testRunStatus };
	if (call.switches.runStatusWithSteps === 'rejected')
		throw new JamaError(400, 'The status of a test run with steps is set by its steps');
	return { testRunSteps: steps, testRunStatus: status };
}

/**
 * Saves a run. Only the run's own dates move (REST cookbook, What triggers the Last Activity Date).
 * Assumptions: a changed status dates the execution today, unless the write says a day itself, and is a
 * TEST_RESULT of its own in the log.
 */
function write(call: Call, item: Run, given: Fields, patch: boolean): void {
	const { state } = call;
	checkLock(call, item);
	const before = item.fields;
	const refusal = patch ? CANNOT_SET : 'testRunStatus is not a valid status';
	const wanted = writableOnly(call, item, given);
	const decided = execution(call, item, wanted, refusal);
	const kept = patch || call.switches.runPut === 'replace' ? {} : viewFields(call, item, before);
	const shown = viewFields(call, item, before);
	const fields = checkFields(
		{
			state,
			switches: call.switches,
			type: state.typeOf(item),
			project: item.project,
			shown,
			before,
			patch,
		},
		{ ...writableOnly(call, item, kept), ...wanted, ...decided },
	);
	const executed = fields.testRunStatus !== before.testRunStatus;
	if (
		executed &&
		same(fields.executionDate, before.executionDate) &&
		fields.testRunStatus !== 'NOT_RUN'
	)
		fields.executionDate = formatDay(call.now);
	save(call, item, fields);
	if (executed)
		log(call, 'CREATE', 'TEST_RESULT', 'executed', `${item.documentKey} executed`, item);
}

function patchRun(call: Call): Answer {
	checkWrite(call);
	const item = run(call);
	write(call, item, patchedFields(call, { fields: viewFields(call, item, item.fields) }), true);
	return done(call);
}

/**
 * POST /testruns/{id}/updatedtestcase: the run is deleted and a new one is made of the newest version of its test
 * case (contract's words); what the old one had of its own, its results, comments, attachments, tags, links
 * and relationships, is gone. Assumption: the new one has the old one's place in the cycle.
 */
function makeCurrent(call: Call): Answer {
	checkWrite(call);
	const { state } = call;
	const old = run(call);
	const testCase = findItem(call, old.test.testCase);
	const project = findProject(call, old.project);
	removeTestItems(call, [old]);
	const part = { ...old.test, testCaseVersion: state.versionsOf(testCase).length };
	const { testPlan, testCycle, testRunSetName } = old.fields;
	const fields = {
		testPlan,
		testCycle,
		testRunSetName,
		testCase: testCase.id,
		project: project.id,
	};
	const made = makeTestItem(
		state,
		project,
		part,
		{ ...fields, ...fieldsOfTestCase(testCase) },
		author(call),
	);
	announce(call, [made]);
	return created(call, `testruns/${made.id}`, made.id);
}

/** There is no POST: runs arise from cycles (REST cookbook, Test Run Items). */
export const testRuns: Handlers = {
	get_test_runs: getRuns,
	get_test_run: (call) => single(call, viewItem(call, run(call))),
	update_test_run: (call) => {
		checkWrite(call);
		write(call, run(call), call.body.fields as Fields, false);
		return done(call);
	},
	patch_test_run: patchRun,
	delete_test_run: (call) => {
		checkWrite(call);
		removeTestItems(call, [run(call)]);
		return noContent();
	},
	make_test_run_current: makeCurrent,
};
