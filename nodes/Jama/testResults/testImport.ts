import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { outcomeOf, readable } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { toDay } from '../values/dates';
import { fieldContext } from '../items/itemWrites';
import type { Match, Plan, Refused } from './testMatching';
import { matchResults, needsCases } from './testMatching';
import type { Mapping } from './testReports';
import { readResults } from './testReports';
import { fieldOf, readRunsOfCycle, runFields, writeOutcome } from './testRuns';
import { numberOf } from '../../shared/values/row';

/** The test cases of a plan, for their document keys and global IDs: runs carry those of their own. */
async function readCases(session: Session, plan: unknown): Promise<Row[]> {
	const path = `/testplans/${String(plan)}/testgroups`;
	const cases: Row[] = [];
	for (const group of await session.rows(path)) {
		cases.push(...(await session.rows(`${path}/${String(group.id)}/testcases`)));
	}
	return cases;
}

/** Rejects the results of a plan that is put away. Throws InvalidInput: nothing was written. */
async function checkPlan(session: Session, plan: unknown): Promise<void> {
	const row = await session.row({ path: `/testplans/${String(plan)}` });
	if (row.archived !== true) return;
	throw new InvalidInput(
		`The cycle is closed: its test plan ${String(plan)} is archived`,
		'Take the plan back with Test Plan: Set Archived, or choose another cycle. Nothing was written.',
	);
}

const outputOf = ({ case: name, run, status }: Match) => ({
	case: name,
	run: run.id,
	documentKey: run.documentKey,
	name: fieldOf(run, 'name'),
	status,
});

/** Why a write failed and what to do, as n8n would show it. */
function reasonOf(session: Session, error: unknown): Omit<Refused, 'case'> {
	const { message, description } = readable(error, session.api.advise);
	return { reason: message, ...(description === undefined ? {} : { details: description }) };
}

/** What became of the results that were matched. */
interface Written {
	recorded: Match[];
	/** Whether they were recorded is not known: that is neither success nor failure. */
	unknown: Refused[];
}

/** Writes each result; one that fails is reported and does not stop the others, unless the execution was cancelled. */
async function writeAll(
	{ session, signal }: RunContext,
	{ matched, failed }: Plan,
	others: IDataObject,
	today: string,
): Promise<Written> {
	const written: Written = { recorded: [], unknown: [] };
	for (const match of matched) {
		const { run, status, message } = match;
		const fields = { ...others, ...(message ? { actualResults: message } : {}) };
		await writeOutcome(session, run, { status }, fields, today).then(
			() => written.recorded.push(match),
			(error: unknown) => {
				if (signal?.aborted) throw error;
				const list = outcomeOf(error) === 'notDone' ? failed : written.unknown;
				const { case: name, run: id, documentKey } = outputOf(match);
				list.push({ case: name, run: id, documentKey, ...reasonOf(session, error) });
			},
		);
	}
	return written;
}

const NAMES_SHOWN = 10;

/** Rejects results without a run. Throws InvalidInput: nothing was written. */
function checkMatched({ unmatched }: Plan, all: number): void {
	if (unmatched.length === 0) return;
	const names = unmatched.slice(0, NAMES_SHOWN).map((one) => one.case);
	const more = unmatched.length > NAMES_SHOWN ? ` and ${unmatched.length - NAMES_SHOWN} more` : '';
	throw new InvalidInput(
		`${unmatched.length} of ${all} results match no run of the test cycle: ${names.join(', ')}${more}`,
		"Nothing was changed. A result names its case by document key, ID, global ID or the name of the run; set 'Case Key' if the name stands elsewhere. To record the others all the same, turn off 'Fail When Results Are Unmatched'.",
	);
}

const listsOf = ({ unmatched, ambiguous, failed, skipped }: Plan, { unknown }: Written) => ({
	unmatched,
	ambiguous,
	failed,
	unknown,
	skipped,
});

/** Says what was not recorded, or may not have been: the report has the reasons. */
function hintRest(session: Session, plan: Plan, written: Written): void {
	const { unknown, ...lists } = listsOf(plan, written);
	const rest = Object.entries(lists)
		.filter(([, list]) => list.length > 0)
		.map(([name, list]) => `${list.length} ${name}`);
	const open =
		unknown.length > 0 ? [` Not known whether they were recorded: ${unknown.length}.`] : [];
	const not = rest.length > 0 ? [` Not recorded: ${rest.join(', ')}.`] : [];
	if (open.length + not.length === 0) return;
	session.hint([`Recorded: ${written.recorded.length}.`, ...not, ...open].join(''));
}

/** The one item that comes out. */
function report(plan: Plan, written: Written, dryRun: boolean): IDataObject {
	const lists = listsOf(plan, written);
	const count = Object.entries(lists).map(([name, list]) => [name, list.length]);
	return {
		summary: {
			...(dryRun ? { dryRun } : {}),
			recorded: written.recorded.length,
			...Object.fromEntries(count),
		},
		recorded: written.recorded.map(outputOf),
		...lists,
	} as IDataObject;
}

/**
 * Records many results on the runs of one cycle; those of all input items are imported once, with the first. Reads first: GET /testcycles/{testCycleId}/testruns (once),
 * GET /testplans/{id}; only when a case is named by its document key or global ID GET /testplans/{id}/testgroups and
 * GET /testplans/{id}/testgroups/{testGroupId}/testcases for each group; GET /itemtypes/{itemTypeId} (once), and GET /users for who ran
 * the tests. Until then nothing is written. Then one write for each result, PATCH or
 * PUT /testruns/{id}, one after the other: each is whole in itself, one that fails is listed under `failed`, one of which
 * nothing is known under `unknown`, and the next one is sent. A dry run reads the same and writes nothing; `recorded` then says what would be.
 */
export async function importResults(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values, input, itemIndex } = context;
	const fromItems = values.resultsFrom !== 'json';
	if (fromItems && itemIndex > 0) return [];
	const cycle = values.testCycleId;
	const given = fromItems ? input : readJson(values.resultsJson, 'Results');
	const results = readResults(given, values as Mapping);
	const runs = await readRunsOfCycle(session, cycle);
	const [run] = runs;
	if (!run) {
		throw new InvalidInput(
			`Test cycle ${String(cycle)} has no runs`,
			'A cycle has a run for each test case that the groups of its plan had when it was created.',
		);
	}
	const testPlan = fieldOf(run, 'testPlan');
	await checkPlan(session, testPlan);
	const cases = needsCases(results, runs) ? await readCases(session, testPlan) : [];
	const plan = matchResults(results, runs, cases, values.recordSkipped === true);

	const { assignedTo, executionDate } = values;
	const same = Object.entries({ assignedTo, executionDate }).filter(
		([, value]) => value !== undefined && value !== '',
	);
	const dryRun = values.dryRun === true;
	if (!dryRun && values.failUnmatched !== false) checkMatched(plan, results.length);
	const target = fieldContext(context, numberOf(run, 'project'));
	const others = await runFields(target, run, Object.fromEntries(same) as IDataObject);
	const today = toDay(Date.now(), target.timezone, 'Execution Date');
	const written = dryRun
		? { recorded: plan.matched, unknown: [] }
		: await writeAll(context, plan, others, today);
	hintRest(session, plan, written);
	return [{ json: report(plan, written, dryRun) }];
}
