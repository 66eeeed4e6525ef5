import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import type { Kind } from '../../shared/pickers/kind';
import { chosen } from '../../shared/pickers/locator';
import type { RunContext, ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { pickNamed, theOnly } from '../../shared/values/pickOne';
import { readSaved } from '../../shared/session/saved';
import type { Session } from '../../shared/session/session';
import { toDay } from '../../shared/values/dates';
import { loadItemType } from '../configuration/itemTypes';
import { hintChanged } from '../fields/savedFields';
import { fieldContext } from '../items/itemWrites';
import { TEST_CASE, TEST_CYCLE } from '../pickers/kinds';
import type { Outcome, StepResult } from './testRuns';
import { fieldOf, readRunsOfCycle, runFields, stepsOf, writeOutcome } from './testRuns';
import { readStatus } from '../values/testStatus';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import { numberOf } from '../../shared/values/row';

const CASES_SHOWN = 15;

/** The cases of a cycle as an error lists them. */
export function listCases(runs: readonly Row[]): string {
	if (runs.length === 0) return 'The cycle has no runs.';
	const shown = runs
		.slice(0, CASES_SHOWN)
		.map((run) => `${String(fieldOf(run, 'name'))} (ID ${String(fieldOf(run, 'testCase'))})`);
	const more = runs.length > CASES_SHOWN ? ' and others' : '';
	return `Test cases of the cycle: ${shown.join(', ')}${more}.`;
}

/** The case of a cycle by its exact name: that of its run. */
async function findCaseByName(name: string, context: ValueContext): Promise<number> {
	const cycle = await chosen(TEST_CYCLE, context.parameter('testCycleId'), context);
	if (cycle === undefined) throw noCycle();
	const { session } = context;
	const load = async () => await readRunsOfCycle(session, cycle);
	const runs = await session.once(`test case names of cycle ${cycle}`, load);
	const what = `The test case ${JSON.stringify(name)}`;
	const cases = new Map<number, unknown[]>();
	for (const run of runs) {
		const testCase = numberOf(toRecord(run.fields), 'testCase');
		cases.set(testCase, [...(cases.get(testCase) ?? []), fieldOf(run, 'name')]);
	}
	const found = pickNamed([...cases], name, {
		what,
		idOf: ([testCase]) => testCase,
		namesOf: ([, names]) => names,
	});
	if (found) return found[0];
	throw new InvalidInput(`${what} has no run in test cycle ${cycle}`, listCases(runs));
}

/** Test cases as they are named beside a cycle: also by their exact name in it. */
export const CASE_OF_CYCLE: Kind = {
	...TEST_CASE,
	names: {
		...TEST_CASE.names,
		name: { label: 'By Exact Name', example: 'Alarm sounds', find: findCaseByName },
	},
};

const noCycle = () =>
	new InvalidInput(
		"'Test Cycle' is empty",
		'A test case has a run in every cycle: choose the cycle, or name the run itself.',
	);

/** The one run of a case in a cycle. Throws InvalidInput that lists the cases of the cycle, or the runs. */
async function findRun(session: Session, values: RunContext['values']): Promise<Row> {
	const { testCycleId: cycle, testCaseId: testCase, testPlanId: plan } = values;
	if (cycle === undefined) throw noCycle();
	const query = toRecord({
		testCycle: [cycle],
		testCase: [testCase],
		...(plan === undefined ? {} : { testPlan: [plan] }),
	});
	const found = await session.rows('/testruns', query, { limit: 10 });
	if (found.length === 0) {
		const others = await readRunsOfCycle(session, cycle, CASES_SHOWN + 1);
		const inPlan = plan === undefined ? '' : ` of test plan ${String(plan)}`;
		throw new InvalidInput(
			`Test case ${String(testCase)} has no run in test cycle ${String(cycle)}${inPlan}`,
			listCases(others),
		);
	}
	const what = `Test case ${String(testCase)} in test cycle ${String(cycle)}`;
	const nameOf = (run: Row) => `${String(fieldOf(run, 'name'))}, run ${String(run.documentKey)}`;
	return theOnly(found, { what, idOf: ({ id }) => id, namesOf: (run) => [nameOf(run)] });
}

/** One entry of the step list: a status, or an object with one. */
function readStep(entry: unknown, index: number): StepResult {
	const what = `The status of step ${index + 1}`;
	if (typeof entry !== 'object' || entry === null) return { status: readStatus(entry, what) };
	const { status, result, notes } = toRecord(entry);
	const text = (name: string, value: unknown) =>
		value === undefined || value === null ? {} : { [name]: String(value) };
	return { status: readStatus(status, what), ...text('result', result), ...text('notes', notes) };
}

/**
 * Reads the step list.
 * @throws InvalidInput with the place of a step that has no valid status
 */
export function readSteps(value: unknown): StepResult[] {
	const list = readJson(value, 'Steps');
	if (Array.isArray(list)) return list.map(readStep);
	throw new InvalidInput(
		"'Steps' must be a list",
		'Write one status for each step in order, such as ["passed", {"status": "failed", "result": "No alarm"}].',
	);
}

/** What the user said besides the outcome. */
function readOthers({ fieldsJson, ...values }: RunContext['values']): IDataObject {
	const names = ['actualResults', 'assignedTo', 'executionDate'];
	const given = names.filter((name) => values[name] !== undefined && values[name] !== '');
	return toRecord({
		...toRecord(fieldsJson),
		...Object.fromEntries(given.map((name) => [name, values[name]])),
	});
}

/** The run after the write; a note when Jama made another status of it, or of its steps, than what was sent. */
function checked(saved: Row, outcome: Outcome): Row {
	if (!isRecord(saved.fields)) return saved;
	const sent =
		'status' in outcome
			? [{ what: 'the status', status: outcome.status, now: saved.fields.testRunStatus }]
			: outcome.steps.map(({ status }, at) => {
					const now = stepsOf(saved)[at]?.status;
					return { what: `the status of step ${at + 1}`, status, now };
				});
	const changed = sent.filter(({ status, now }) => now !== undefined && now !== status);
	if (changed.length === 0) return saved;
	const all = changed.map(({ what, status, now }) => `${what} to ${String(now)}, not ${status}`);
	return { ...saved, note: `Jama set ${all.join(', ')}.` };
}

/** `findRun`, once in an execution: which run it is does not change. */
const foundRun = async (session: Session, values: RunContext['values']): Promise<Row> =>
	await session.once(
		JSON.stringify(['run', values.testCycleId, values.testCaseId, values.testPlanId]),
		async () => await findRun(session, values),
	);

/** What `recordResult` touches: the run. GET /testruns for one by case and cycle. */
export async function touchedByResult(
	values: RunContext['values'],
	session: Session,
): Promise<string[]> {
	const id = values.findRunBy === 'case' ? (await foundRun(session, values)).id : values.testRunId;
	return [String(id)];
}

/** The run as it is now: what was found before an earlier input item wrote it is read again. */
async function currentRun(session: Session, values: RunContext['values']): Promise<Row> {
	const known = await session.once('runs read', async () => await Promise.resolve(new Set()));
	const found = values.findRunBy === 'case' ? await foundRun(session, values) : undefined;
	const id = String(found?.id ?? values.testRunId);
	const isNew = !known.has(id);
	known.add(id);
	return found && isNew ? found : await session.row({ path: `/testruns/${id}` });
}

/**
 * Records the result of one test run. The run by its id: GET /testruns/{id}; by case and cycle (and plan): GET /testruns, and
 * when there is none GET /testcycles/{testCycleId}/testruns to name the valid ones. GET /itemtypes/{itemTypeId} (once) and
 * GET /users when steps or other fields are written; then one write (`writeOutcome`), PATCH or PUT /testruns/{id}, and
 * GET /testruns/{id} unless turned off. What fails before the write leaves nothing behind; what fails after it is a note.
 */
export async function recordResult(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const outcome: Outcome =
		values.resultInput === 'steps'
			? { steps: readSteps(values.stepsJson) }
			: { status: readStatus(values.status, "'Status'") };
	const run = await currentRun(session, values);
	const target = fieldContext(context, numberOf(run, 'project'));
	const fields = await runFields(target, run, readOthers(values));
	const today = toDay(Date.now(), target.timezone, 'Execution Date');
	await writeOutcome(session, run, outcome, fields, today);
	const written: Row = { success: true, id: run.id };
	if (values.returnRecord === false) return [{ json: written }];
	const saved = await readSaved(session, `/testruns/${String(run.id)}`, written);
	const name = `Test run ${String(saved.documentKey ?? run.id)}`;
	if (Object.keys(fields).length > 0) {
		const type = await loadItemType(session, numberOf(run, 'itemType'));
		hintChanged(session, name, fields, saved, type);
	}
	return [{ json: checked(saved, outcome) }];
}
