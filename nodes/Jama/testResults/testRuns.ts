import type { IDataObject } from 'n8n-workflow';
import { BadResponse } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import type { FieldContext } from '../fields/fieldValues';
import { toWireFields } from '../fields/fieldValues';
import type { ItemType } from '../configuration/itemTypes';
import { loadItemType, SYSTEM_FIELDS } from '../configuration/itemTypes';
import { toPatch } from '../fields/jsonPatch';
import type { RunStatus } from '../values/testStatus';
import { toRecord } from '../../shared/values/objectPath';
import { numberOf } from '../../shared/values/row';

/** What a step of a run gets. */
export interface StepResult {
	status: RunStatus;
	/** What was seen; undefined: nothing. */
	result?: string;
	notes?: string;
}

/** What is recorded on one run: one status, or that of each step in order. */
export type Outcome = { status: RunStatus } | { steps: StepResult[] };

export const fieldOf = (row: Row, name: string): Row[string] => toRecord(row.fields)[name];

/** The steps that a run has; none for a run of a test case without steps. */
export const stepsOf = (run: Row): IDataObject[] => {
	const steps = fieldOf(run, 'testRunSteps');
	return Array.isArray(steps) ? steps.map(toRecord) : [];
};

/** A run as messages name it. */
export const describeRun = (run: Row): string =>
	`${String(fieldOf(run, 'name') ?? '')} (run ${String(run.documentKey ?? run.id)}, ID ${String(run.id)}, test case ${String(fieldOf(run, 'testCase'))})`;

/** Every run of a cycle. Throws InvalidInput when there is no such cycle: nothing was written then. */
export async function readRunsOfCycle(
	session: Session,
	cycle: unknown,
	limit?: number,
): Promise<Row[]> {
	const path = `/testcycles/${String(cycle)}/testruns`;
	const options = limit === undefined ? {} : { limit };
	return await session.rows(path, {}, options).catch((error: unknown) => {
		if (!(error instanceof BadResponse) || error.response.statusCode !== 404) throw error;
		throw new InvalidInput(
			`There is no test cycle ${String(cycle)}`,
			"It may have been deleted, or the credential's user may not see it. Nothing was written. List the cycles of the plan with Test Plan: Get Cycles.",
		);
	});
}

/**
 * A step as PUT takes it. What was seen belongs to one execution and is not taken over into the next; notes belong to the
 * step.
 */
function toWireStep(step: StepResult, before: IDataObject): IDataObject {
	// A server that merges would keep what is not sent.
	const result = step.result ?? (before.result ? '' : undefined);
	const notes = step.notes ?? before.notes;
	return {
		status: step.status,
		...(result === undefined ? {} : { result }),
		...(notes === undefined || notes === null || notes === '' ? {} : { notes }),
	};
}

/** Fields that say something of one execution, and nothing of the next. */
const OF_EXECUTION = ['actualResults', 'executionDate'] as const;

/**
 * What belongs to the execution that is recorded: what was seen, and the day, today unless given. What an earlier execution
 * left there is cleared. A run that was not run has no day.
 * @param today as Jama writes days
 */
function fieldsOfExecution(
	type: ItemType,
	outcome: Outcome,
	given: IDataObject,
	today: string,
): IDataObject {
	const ran = !('status' in outcome) || outcome.status !== 'NOT_RUN';
	const usual: IDataObject = { actualResults: null, executionDate: ran ? today : null };
	const own = OF_EXECUTION.filter((name) => type.fields.some((field) => field.name === name));
	return { ...Object.fromEntries(own.map((name) => [name, usual[name]])), ...given };
}

/** The fields of a run that a PUT must repeat, or it would clear them: what can be written and is not set again. */
export function keptFields(type: ItemType, run: Row): IDataObject {
	const now = toRecord(run.fields);
	const set = new Set(['testRunStatus', 'testRunSteps', ...OF_EXECUTION]);
	const kept = type.fields
		.filter(({ name, readOnly }) => readOnly !== true && !SYSTEM_FIELDS.has(name) && !set.has(name))
		.map(({ name }) => [name, now[name]] as const)
		.filter(([, value]) => value !== undefined && value !== null);
	return Object.fromEntries(kept);
}

/**
 * What each step of a run gets.
 * @throws InvalidInput when the list has more or fewer steps than the run
 */
export function toSteps(run: Row, outcome: Outcome): StepResult[] {
	const present = stepsOf(run);
	if ('status' in outcome) return present.map(() => ({ status: outcome.status }));
	if (outcome.steps.length === present.length && present.length > 0) return outcome.steps;
	const actions = present.map((step, index) => `${index + 1}. ${String(step.action ?? '')}`);
	throw new InvalidInput(
		`'Steps' holds ${outcome.steps.length} results, and the test run has ${present.length} steps`,
		present.length === 0
			? 'The test run has no steps. Record one status for the whole run.'
			: `Give one result for each step, in this order: ${actions.join('; ')}.`,
	);
}

/** Field values of a run as Jama takes them. Reads the type of the run once in an execution, when there are any. */
export async function runFields(
	context: FieldContext,
	run: Row,
	input: IDataObject,
): Promise<IDataObject> {
	if (Object.keys(input).length === 0) return {};
	const type = await loadItemType(context.session, numberOf(run, 'itemType'));
	return await toWireFields(type, input, context);
}

/**
 * Records an outcome on a run whose record was read: GET /itemtypes/{itemTypeId} (once), then one write, so that nothing can
 * be left half done:
 * - without steps: PATCH /testruns/{id} of the status and the other fields;
 * - with steps: PUT /testruns/{id} with every step in order; one status for the run goes
 *   to each step. Jama makes the status of the run from those of its steps.
 * @param given other values as they continue the wire; null clears
 * @param today the day of the execution unless given, as Jama writes days
 * @throws InvalidInput when the steps do not fit the run; nothing was sent then
 */
export async function writeOutcome(
	session: Session,
	run: Row,
	outcome: Outcome,
	given: IDataObject,
	today: string,
): Promise<void> {
	const type = await loadItemType(session, numberOf(run, 'itemType'));
	const fields = fieldsOfExecution(type, outcome, given, today);
	const path = `/testruns/${String(run.id)}`;
	const present = stepsOf(run);
	if ('status' in outcome && present.length === 0) {
		const now = toRecord(run.fields);
		const body = toPatch({ testRunStatus: outcome.status, ...fields }, now);
		await session.write({ method: 'PATCH', path, body });
		return;
	}
	const steps = toSteps(run, outcome);
	const content = { ...keptFields(type, run), ...fields };
	const before = toRecord(run.fields);
	// A server that merges would keep what is not sent.
	if (content.actualResults === null && before.actualResults) content.actualResults = '';
	const kept = Object.entries(content).filter(([, value]) => value !== null);
	const testRunSteps = steps.map((step, index) => toWireStep(step, present[index] ?? {}));
	const body = { fields: { ...Object.fromEntries(kept), testRunSteps } };
	await session.write({ method: 'PUT', path, body });
}
