import type { Row } from '../shared/operation';
import { toRichText, describeRun, fieldOf } from './testRuns';
import type { Result } from './testReports';
import type { RunStatus } from './testStatus';
import { toStatus, VALID_STATUSES } from './testStatus';

/** A result that is not recorded, and why. */
export interface Refused {
	case: string;
	reason: string;
	/** What to do about it. */
	details?: string;
}

/** A result that is to be recorded on a run. */
export interface Match {
	case: string;
	run: Row;
	status: RunStatus;
	/** Rich text; '' for none. */
	message: string;
}

export interface Plan {
	matched: Match[];
	unmatched: Refused[];
	ambiguous: Refused[];
	failed: Refused[];
	skipped: Refused[];
}

/** Ways to name a run, the surest first: the first one that fits decides. */
const NAMES: Array<(run: Row, testCase: Row | undefined) => unknown[]> = [
	(run, testCase) => [fieldOf(run, 'testCase'), testCase?.documentKey],
	(run) => [run.id, run.documentKey],
	(_, testCase) => [testCase?.globalId],
	(run) => [run.globalId],
	(run) => [fieldOf(run, 'name')],
];

/** Runs by each name, for each way of naming. */
type Index = Array<Map<string, Row[]>>;

const keyOf = (text: unknown): string => String(text).trim().toLowerCase();

function indexRuns(runs: readonly Row[], cases: readonly Row[]): Index {
	const byId = new Map(cases.map((one) => [one.id, one]));
	return NAMES.map((names) => {
		const index = new Map<string, Row[]>();
		for (const run of runs) {
			const given = names(run, byId.get(fieldOf(run, 'testCase') as number));
			for (const name of new Set(given.filter((one) => one !== undefined).map(keyOf))) {
				index.set(name, [...(index.get(name) ?? []), run]);
			}
		}
		return index;
	});
}

const findRuns = (index: Index, names: readonly string[]): Row[] => {
	for (const name of names) {
		for (const way of index) {
			const found = way.get(keyOf(name));
			if (found) return found;
		}
	}
	return [];
};

/** Whether some result names its case in a way that only the test cases themselves can answer. */
export function needsCases(results: readonly Result[], runs: readonly Row[]): boolean {
	const index = indexRuns(runs, []);
	return results.some(({ cases }) => cases.length > 0 && findRuns(index, cases).length === 0);
}

/**
 * Finds the run of each result and says which results cannot be recorded and why. A case that the results hold twice is
 * ambiguous, and none of its results is recorded. Pure.
 * @param cases the test cases, for their document keys and global IDs
 * @param recordSkipped a skipped test sets its run to Not Run instead of leaving it as it is
 */
export function matchResults(
	results: readonly Result[],
	runs: readonly Row[],
	cases: readonly Row[],
	recordSkipped: boolean,
): Plan {
	const plan: Plan = { matched: [], unmatched: [], ambiguous: [], failed: [], skipped: [] };
	const index = indexRuns(runs, cases);
	const found = results.map((result) => findRuns(index, result.cases));
	const times = new Map<Row, number>();
	for (const [run, other] of found) {
		if (run && !other) times.set(run, (times.get(run) ?? 0) + 1);
	}
	results.forEach(({ cases: names, status: word, message }, at) => {
		const name = names[0] ?? `Result ${at + 1}`;
		const candidates = found[at] ?? [];
		const [run] = candidates;
		const status = toStatus(word);
		const refuse = (list: Refused[], reason: string) => list.push({ case: name, reason });
		if (names.length === 0) refuse(plan.failed, 'The result names no case.');
		else if (!run) refuse(plan.unmatched, 'No run of the cycle has this case.');
		else if (candidates.length > 1)
			refuse(plan.ambiguous, `Several runs fit: ${candidates.map(describeRun).join('; ')}.`);
		else if ((times.get(run) ?? 0) > 1)
			refuse(plan.ambiguous, `The results hold this case ${times.get(run)} times.`);
		else if (!status) {
			const said = (word ?? '') === '' ? 'nothing' : JSON.stringify(word);
			refuse(plan.failed, `The status says ${said}. ${VALID_STATUSES}`);
		} else if (status === 'NOT_RUN' && !recordSkipped)
			refuse(plan.skipped, message || 'The test was not run.');
		else plan.matched.push({ case: name, run, status, message: toRichText(message) });
	});
	return plan;
}
