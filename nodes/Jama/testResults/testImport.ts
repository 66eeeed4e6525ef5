import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { outcomeOf, readable } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { ItemOutcome, RunContext } from '../../shared/operations/operation';
import { toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { numberOf } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { toDay } from '../../shared/values/dates';
import { fieldContext } from '../items/itemWrites';
import type { Ending } from './importRows';
import { countsOf, hintRest, rowOf } from './importRows';
import { readReportFile, readReportText } from './reportFile';
import type { KeyPlace } from './testKeys';
import type { Judged, Plan, Write } from './testMatching';
import { matchResults, needsCases } from './testMatching';
import type { Mapping, Result } from './testReports';
import { suiteFailures } from './suiteFailures';
import { checkAny, findResults } from './testReports';
import { fieldOf, readRunsOfCycle, runFields, writeOutcome } from './testRuns';

/** What the operation takes. */
export interface ImportValues {
	testCycleId: number;
	resultsFrom?: unknown;
	inputDataFieldName?: unknown;
	resultsJson?: unknown;
	assignedTo?: unknown;
	executionDate?: unknown;
	caseKey?: unknown;
	statusKey?: unknown;
	messageKey?: unknown;
	findKeyIn?: KeyPlace;
	dryRun?: unknown;
	failUnmatched?: unknown;
	recordSkipped?: unknown;
}
type Context = RunContext<ImportValues>;

/** What became of each run that was to be written. */
type Endings = Map<Row, Ending>;

/** A result, and the input item that it is of. */
interface Given {
	result: Result;
	item: number;
}

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

/** Why a write failed and what to do, as n8n would show it. */
function reasonOf(session: Session, error: unknown): Pick<Ending, 'reason' | 'details'> {
	const { message, description } = readable(error, session.api.advise);
	return { reason: message, ...(description === undefined ? {} : { details: description }) };
}

/** Writes each result; one that fails is reported and does not stop the others, unless the execution was cancelled. */
async function writeAll(
	{ session, signal }: Pick<RunContext, 'session' | 'signal'>,
	writes: readonly Write[],
	others: IDataObject,
	today: string,
): Promise<Endings> {
	const endings: Endings = new Map();
	for (const { run, status, message } of writes) {
		const fields = { ...others, ...(message ? { actualResults: message } : {}) };
		await writeOutcome(session, run, { status }, fields, today).then(
			() => endings.set(run, { outcome: 'recorded' }),
			(error: unknown) => {
				if (signal?.aborted) throw error;
				const outcome = outcomeOf(error) === 'notDone' ? 'failed' : 'unknown';
				endings.set(run, { outcome, ...reasonOf(session, error) });
			},
		);
	}
	return endings;
}

/**
 * Looks at the runs after the writes: a run that Jama accepted and left as it was is not recorded. Where they cannot be read any
 * more, a hint says so.
 */
async function checkSaved(
	session: Session,
	cycle: number,
	writes: readonly Write[],
	endings: Endings,
): Promise<void> {
	const recorded = writes.filter(({ run }) => endings.get(run)?.outcome === 'recorded');
	if (recorded.length === 0) return;
	const now = await readRunsOfCycle(session, cycle).catch((error: unknown) => {
		const { reason } = reasonOf(session, error);
		session.hint(
			`Jama accepted the results, and the runs could not be read afterwards: ${String(reason)}`,
		);
	});
	if (!now) return;
	const saved = new Map(now.map((row) => [row.id, row]));
	for (const { run, status } of recorded) {
		const row = saved.get(run.id);
		const found = row && fieldOf(row, 'testRunStatus');
		if (found === status) continue;
		endings.set(run, {
			outcome: 'failed',
			reason: row
				? `Jama accepted the result, and the status of the run is ${JSON.stringify(found)}`
				: 'Jama accepted the result, and the run is gone',
			details:
				'Somebody else may have changed the run meanwhile. Look at it before you import again.',
		});
	}
}

const NAMES_SHOWN = 10;

/** Rejects results without a run. Throws InvalidInput: nothing was written. */
function checkMatched({ results }: Plan): void {
	const lost = results.filter(({ verdict }) => verdict === 'notFound');
	if (lost.length === 0) return;
	const names = lost.slice(0, NAMES_SHOWN).map(({ name }) => name);
	const more = lost.length > NAMES_SHOWN ? ` and ${lost.length - NAMES_SHOWN} more` : '';
	throw new InvalidInput(
		`${lost.length} of ${results.length} results match no run of the test cycle: ${names.join(', ')}${more}`,
		"Nothing was changed. A result names its case by document key, ID, global ID or the name of the run; set 'Find Key In' or 'Case Key' if the name stands elsewhere. To record the others all the same, turn off 'Fail When Results Are Unmatched'.",
	);
}

/** Where a result says what. */
function mappingOf({ caseKey, statusKey, messageKey, findKeyIn }: ImportValues): Mapping {
	const path = (value: unknown): string => String(value ?? '').trim();
	return {
		caseKey: path(caseKey),
		statusKey: path(statusKey),
		messageKey: path(messageKey),
		...(findKeyIn === undefined ? {} : { findKeyIn }),
	};
}

/** The results of one input item; of all of them, where each is a result or a report. Throws InvalidInput. */
async function readGiven(context: Context): Promise<Given[]> {
	const { session, values, files, input, itemIndex } = context;
	const mapping = mappingOf(values);
	const from = values.resultsFrom ?? 'items';
	const of = (value: unknown, item = itemIndex): Given[] => {
		const given = findResults(value, mapping).map((result) => ({ result, item }));
		for (const text of suiteFailures(value)) {
			session.hint(`${text} Look at the report before you trust the tests that passed.`);
		}
		return given;
	};
	if (from === 'items') return input.flatMap(of);
	if (from === 'json') {
		const { resultsJson: text } = values;
		return of(typeof text === 'string' ? readReportText(text, "'Results'") : text);
	}
	const { content, fileName } = await files.read(String(values.inputDataFieldName || 'data'));
	return of(readReportFile(content, `The file '${fileName}'`));
}

/**
 * Records results on the runs of one cycle. Reads first: GET /testcycles/{testCycleId}/testruns (once),
 * GET /testplans/{id}; only when a case is named by its document key or global ID GET /testplans/{id}/testgroups and
 * GET /testplans/{id}/testgroups/{testGroupId}/testcases for each group; GET /itemtypes/{itemTypeId} (once), and GET /users for who ran
 * the tests. Until then nothing is written. Then one write for each run, PATCH or
 * PUT /testruns/{id}, one after the other: each is whole in itself, one that fails has the outcome `failed`, one of which
 * nothing is known `unknown`, and the next one is sent. Last the runs are read again, since a status that says success proves
 * nothing. A dry run reads the same, but for that, and writes nothing.
 */
async function importInto(
	context: Context,
	given: readonly Given[],
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const cycle = values.testCycleId;
	checkAny(given);
	const results = given.map(({ result }) => result);
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
	if (!dryRun && values.failUnmatched !== false) checkMatched(plan);
	const target = fieldContext({ ...context, values: {} }, numberOf(run, 'project'));
	const others = await runFields(target, run, toRecord(Object.fromEntries(same)));
	const today = toDay(Date.now(), target.timezone, 'Execution Date');
	const endings: Endings = dryRun ? new Map() : await writeAll(context, plan.writes, others, today);
	await checkSaved(session, cycle, plan.writes, endings);
	const endingOf = ({ run: of, verdict, reason }: Judged): Ending =>
		(verdict === 'matched' && of && endings.get(of)) || {
			outcome: verdict,
			...(reason === undefined ? {} : { reason }),
		};
	const ended = plan.results.map((judged) => ({ judged, ending: endingOf(judged) }));
	const counts = countsOf(ended.map(({ ending }) => ending.outcome));
	hintRest(session, counts);
	const rows = ended.map(({ judged, ending }, at) => ({
		json: rowOf(judged, cycle, ending),
		pairedItem: { item: given[at]?.item ?? context.itemIndex },
	}));
	const { matched, ...ends } = counts;
	const recorded = [...endings.values()].filter(({ outcome }) => outcome === 'recorded');
	const summary = {
		...{ cycle, results: rows.length, runs: recorded.length },
		...(dryRun ? { dryRun, matched } : {}),
		...ends,
	};
	return [...rows, { json: { outcome: 'summary', summary } }];
}

/** Inputs that say where the results of an item are. */
const WHERE: ReadonlySet<string> = new Set(['resultsJson', 'inputDataFieldName']);

/** Input items whose results go into the same cycle, in the same way. */
function groupByCycle(contexts: readonly Context[]): Context[][] {
	const groups = new Map<string, Context[]>();
	for (const context of contexts) {
		const same = Object.entries(context.values).filter(([name]) => !WHERE.has(name));
		const key = JSON.stringify(same);
		groups.set(key, [...(groups.get(key) ?? []), context]);
	}
	return [...groups.values()];
}

/** Leaves no outcome where the user cancelled the execution: the error ends it. */
const failureOf = (error: unknown, signal?: AbortSignal): { error: unknown } => {
	if (signal?.aborted) throw error;
	return { error };
};

/**
 * Imports the results of all input items: each gives a report of its own, or all together are one (`items`). Those of one
 * cycle are one import, so that two reports that do not agree on a case are seen. Every report is read before anything
 * is sent. The first input item of a cycle gets its output: a row for each result, and a summary.
 */
export async function importResults(contexts: Context[]): Promise<ItemOutcome[]> {
	const outcomes = new Map<Context, ItemOutcome>(contexts.map((one) => [one, []]));
	const all = () => contexts.map((one) => outcomes.get(one));
	const given = new Map<Context, Given[]>();
	for (const context of contexts) {
		if ((context.values.resultsFrom ?? 'items') === 'items' && context.itemIndex > 0) continue;
		await readGiven(context).then(
			(results) => given.set(context, results),
			(error: unknown) => outcomes.set(context, { error }),
		);
		if (!given.has(context) && !context.continues) return all();
	}
	for (const group of groupByCycle([...given.keys()])) {
		const [first] = group;
		if (!first) continue;
		const results = group.flatMap((one) => given.get(one) ?? []);
		const failed = await importInto(first, results).then(
			(rows) => void outcomes.set(first, rows),
			(error: unknown) => failureOf(error, first.signal),
		);
		if (!failed) continue;
		for (const one of group) outcomes.set(one, failed);
		if (!first.continues) return all();
	}
	return all();
}
