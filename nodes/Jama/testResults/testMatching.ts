import type { Row } from '../../shared/values/row';
import { toRichText } from '../values/richText';
import { describeRun, fieldOf } from './testRuns';
import type { Result } from './testReports';
import type { RunStatus } from '../values/testStatus';
import { toStatus, VALID_STATUSES } from '../values/testStatus';

/** A result that is not recorded, and why. */
export interface Refused {
	case: string;
	/** The run that it was to be recorded on, where one was found. */
	run?: unknown;
	documentKey?: unknown;
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

/** Ways to name a run. */
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

/** A document key inside other text, as in `[PUMP-TC-2] alarm` or `test_PUMP_TC_3_beeps`. */
const insideText = (key: string): RegExp =>
	// Neither inside a longer key (SUB-PUMP-TC-1, PUMP-TC-1-2, PUMP-TC-1.5) nor beside letters and digits of another script.
	new RegExp(
		`(?<![\\p{Lu}\\p{Ll}\\p{M}\\p{N}]|[a-z0-9][-.])${key.replaceAll('-', '[-_]')}(?![\\p{Lu}\\p{Ll}\\p{M}\\p{N}]|[-._]\\d)`,
		'iu',
	);
/** What stands in front of a key as if it belonged to it, as in `SUB_PUMP_TC_1`; a word in small letters does not. */
const LONGER = /(?:^|[^\p{L}\p{N}])(?!TEST_)[\p{Lu}\p{N}]+_$/u;
/** Nothing in it has a meaning in a pattern. */
const DOCUMENT_KEY = /^[a-z][\w-]*-\d+$/;

/** The runs that a name may stand for, and why it is not clear that it does. */
interface Found {
	runs: Row[];
	unclear?: string;
}

/** The runs whose document key, or that of their case, stands inside a name. */
function findInside(index: Index, name: string): Found {
	const found = index
		.flatMap((way) => [...way])
		.filter(([key]) => DOCUMENT_KEY.test(key) && name.trim().length > key.length)
		.flatMap(([key, runs]) =>
			[...name.matchAll(new RegExp(insideText(key), 'giu'))].map((match) => ({ match, runs })),
		);
	const runs = [...new Set(found.flatMap((one) => one.runs))];
	const longer = found.find(({ match }) => LONGER.test(name.slice(0, match.index)));
	return longer === undefined
		? { runs }
		: { runs, unclear: `The name holds ${longer.match[0]}, which may be part of a longer key.` };
}

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

/** The runs that the first known name stands for, in whichever way it names them: two that fit are never one. */
function findExact(index: Index, names: readonly string[]): Row[] {
	for (const name of names) {
		const found = index.flatMap((way) => way.get(keyOf(name)) ?? []);
		if (found.length > 0) return [...new Set(found)];
	}
	return [];
}

function findRuns(index: Index, names: readonly string[]): Found {
	const exact = findExact(index, names);
	if (exact.length > 0) return { runs: exact };
	const inside = names.map((name) => findInside(index, name));
	return inside.find(({ runs }) => runs.length > 0) ?? { runs: [] };
}

/** One result of several for the same run; undefined when they disagree. */
function agreed(results: readonly Result[]): Result | undefined {
	const [one] = results;
	const statuses = new Set(results.map(({ status }) => toStatus(status) ?? status));
	if (!one || statuses.size > 1) return undefined;
	return {
		...one,
		message: [...new Set(results.map(({ message }) => message))].filter(Boolean).join('\n'),
	};
}

/** Whether some result names its case in a way that only the test cases themselves can resolve. */
export function needsCases(results: readonly Result[], runs: readonly Row[]): boolean {
	const index = indexRuns(runs, []);
	return results.some(({ cases }) => cases.length > 0 && findExact(index, cases).length === 0);
}

/**
 * Finds the run of each result and says which results cannot be recorded and why. A case that the results hold twice is
 * recorded once when they agree; else it is ambiguous, and none of its results is recorded. Pure.
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
	const found = results.map(({ cases: names, unclear }) =>
		unclear === undefined ? findRuns(index, names) : { runs: [], unclear },
	);
	const ofRun = new Map<Row, Result[]>();
	found.forEach(({ runs: [run, other], unclear }, at) => {
		if (run && !other && unclear === undefined)
			ofRun.set(run, [...(ofRun.get(run) ?? []), results[at] as Result]);
	});
	results.forEach((result, at) => {
		const { cases: names } = result;
		const name = names[0] ?? `Result ${at + 1}`;
		const { runs: candidates, unclear } = found[at] as Found;
		const [run] = candidates;
		const refuse = (list: Refused[], reason: string) => list.push({ case: name, reason });
		if (names.length === 0) return refuse(plan.unmatched, 'The result names no case.');
		if (unclear !== undefined) return refuse(plan.ambiguous, unclear);
		if (!run) return refuse(plan.unmatched, 'No run of the cycle has this case.');
		if (candidates.length > 1) {
			return refuse(plan.ambiguous, `Several runs fit: ${candidates.map(describeRun).join('; ')}.`);
		}
		const same = ofRun.get(run) ?? [];
		const one = agreed(same);
		if (!one) {
			const reason = `The results hold this case ${same.length} times, and do not agree.`;
			return refuse(plan.ambiguous, reason);
		}
		// Recorded with the first.
		if (same[0] !== result) return undefined;
		const { status: word, message } = one;
		const status = toStatus(word);
		if (!status) {
			const said = (word ?? '') === '' ? 'nothing' : JSON.stringify(word);
			return refuse(plan.failed, `The status says ${said}. ${VALID_STATUSES}`);
		}
		if (status === 'NOT_RUN' && !recordSkipped) {
			return refuse(plan.skipped, message || 'The test was not run.');
		}
		return plan.matched.push({ case: name, run, status, message: toRichText(message, 'plain') });
	});
	return plan;
}
