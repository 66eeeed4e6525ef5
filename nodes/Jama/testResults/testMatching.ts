import type { Row } from '../../shared/values/row';
import { toRichText } from '../values/richText';
import { describeRun, fieldOf } from './testRuns';
import type { Result } from './testReports';
import type { RunStatus } from '../values/testStatus';
import { toStatus, VALID_STATUSES } from '../values/testStatus';

/** What becomes of a result; `matched` is what would be recorded. */
export type Verdict = 'matched' | 'notFound' | 'ambiguous' | 'failed' | 'skipped';

/** A result, and what becomes of it. */
export interface Judged {
	/** What names the case in the result; undefined where nothing does. */
	key?: string;
	/** The test as its tool names it. */
	name: string;
	/** The run that it is of, where exactly one was found. */
	run?: Row;
	status?: RunStatus;
	/** Plain text; '' for none. */
	message: string;
	verdict: Verdict;
	/** Why it is not recorded. */
	reason?: string;
}

/** Why a result is not recorded. */
interface Refusal {
	verdict: Exclude<Verdict, 'matched'>;
	reason: string;
}

/** What is to be recorded on a run, for one result or for several that agree. */
export interface Write {
	run: Row;
	status: RunStatus;
	/** Rich text; '' for none. */
	message: string;
}

export interface Plan {
	/** One for each result, in their order. */
	results: Judged[];
	/** One for each run. */
	writes: Write[];
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
/** What may be a document key, or hold one. */
const HOLDS_KEY = /[a-z][\w-]*[-_]\d/i;
/** What stands in front of a key as if it belonged to it, as in `SUB_PUMP_TC_1`; a word in small letters does not. */
const LONGER = /(?:^|[^\p{L}\p{N}])(?!(?:TEST|DISABLED)_)[\p{Lu}\p{N}]+_$/u;
/** A document key or global ID, in small letters. Nothing in it has a meaning in a pattern. */
const DOCUMENT_KEY = /^[a-z][\w-]*-\d+$/;

/** The runs that names may stand for, what in them does, and why it is not clear that it does. */
interface Found {
	runs: Row[];
	key?: string;
	unclear?: string;
}

/** The runs whose document key, or that of their case, stands inside a name. */
function findInside(index: Index, name: string): Found {
	const found = index
		.flatMap((way) => [...way])
		.filter(([key]) => DOCUMENT_KEY.test(key) && name.trim().length >= key.length)
		.flatMap(([key, runs]) =>
			[...name.matchAll(new RegExp(insideText(key), 'giu'))].map((match) => ({ match, runs })),
		);
	const runs = [...new Set(found.flatMap((one) => one.runs))];
	const key = found[0]?.match[0];
	const longer = found.find(({ match }) => LONGER.test(name.slice(0, match.index)));
	return {
		runs,
		...(key === undefined ? {} : { key }),
		...(longer === undefined
			? {}
			: { unclear: `The name holds ${longer.match[0]}, which may be part of a longer key.` }),
	};
}

function indexRuns(runs: readonly Row[], cases: readonly Row[]): Index {
	const byId = new Map<unknown, Row>(cases.map((one) => [one.id, one]));
	return NAMES.map((names) => {
		const index = new Map<string, Row[]>();
		for (const run of runs) {
			const given = names(run, byId.get(fieldOf(run, 'testCase')));
			for (const name of new Set(given.filter((one) => one !== undefined).map(keyOf))) {
				index.set(name, [...(index.get(name) ?? []), run]);
			}
		}
		return index;
	});
}

/** The runs that the first known name stands for, in whichever way it names them: two that fit are never one. */
function findExact(index: Index, names: readonly string[]): Found {
	for (const name of names) {
		const found = index.flatMap((way) => way.get(keyOf(name)) ?? []);
		if (found.length > 0) return { runs: [...new Set(found)], key: name };
	}
	return { runs: [] };
}

/** All that was found together. */
function together(found: readonly Found[]): Found {
	const known = found.filter(({ runs }) => runs.length > 0);
	const runs = [...new Set(known.flatMap((one) => one.runs))];
	const [key] = known.flatMap((one) => one.key ?? []);
	const [unclear] = known.flatMap((one) => one.unclear ?? []);
	return {
		runs,
		...(key === undefined ? {} : { key }),
		...(unclear === undefined ? {} : { unclear }),
	};
}

/** The runs that a result may be of. What else stands in it, such as a property, counts only by a document key or global ID. */
function findRuns(index: Index, { cases, keys, unclear }: Result): Found {
	if (unclear !== undefined) return { runs: [], unclear };
	const exact = findExact(index, cases);
	const named = exact.runs.length > 0 ? [exact] : cases.map((one) => findInside(index, one));
	const others = keys.map((one) =>
		DOCUMENT_KEY.test(keyOf(one)) ? findExact(index, [one]) : findInside(index, one),
	);
	return together([...named, ...others]);
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
	return results.some(
		({ cases, keys }) =>
			(cases.length > 0 && findExact(index, cases).runs.length === 0) ||
			keys.some((one) => HOLDS_KEY.test(one)),
	);
}

/** What becomes of the results of one run, of which the first stands for all where they agree. */
function judge(run: Row, same: readonly Result[], recordSkipped: boolean): Write | Refusal {
	const one = agreed(same);
	if (!one) {
		const reason = `The results hold this case ${same.length} times, and do not agree.`;
		return { verdict: 'ambiguous', reason };
	}
	const { status: word, message } = one;
	const status = toStatus(word);
	if (!status) {
		const said = (word ?? '') === '' ? 'nothing' : JSON.stringify(word);
		return { verdict: 'failed', reason: `The status says ${said}. ${VALID_STATUSES}` };
	}
	if (status === 'NOT_RUN' && !recordSkipped) {
		return { verdict: 'skipped', reason: message || 'The test was not run.' };
	}
	return { run, status, message: toRichText(message, 'plain') };
}

/** Why a result has no run of its own; undefined when it has one. */
function refusalOf({ cases, keys }: Result, { runs, unclear }: Found): Refusal | undefined {
	if (unclear !== undefined) return { verdict: 'ambiguous', reason: unclear };
	if (cases.length + keys.length === 0) {
		return { verdict: 'notFound', reason: 'The result names no case.' };
	}
	if (runs.length === 0) {
		return { verdict: 'notFound', reason: 'No run of the cycle has this case.' };
	}
	if (runs.length === 1) return undefined;
	const reason = `Several runs fit: ${runs.map(describeRun).join('; ')}.`;
	return { verdict: 'ambiguous', reason };
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
	const index = indexRuns(runs, cases);
	const found = results.map((result) => {
		const one = findRuns(index, result);
		return { result, one, refusal: refusalOf(result, one) };
	});
	const ofRun = new Map<Row, Result[]>();
	for (const { result, one, refusal } of found) {
		const [run] = one.runs;
		if (run && !refusal) ofRun.set(run, [...(ofRun.get(run) ?? []), result]);
	}
	const judged = new Map(
		[...ofRun].map(([run, same]) => [run, judge(run, same, recordSkipped)] as const),
	);
	return {
		results: found.map(({ result, one, refusal }, at) => {
			const { name = result.cases[0], message, status: word } = result;
			const key = one.key ?? result.cases[0] ?? result.keys[0];
			const [run] = refusal ? [] : one.runs;
			const ending = refusal ?? (run && judged.get(run));
			const status = toStatus(word);
			return {
				...(key === undefined ? {} : { key }),
				name: name ?? `Result ${at + 1}`,
				...(run ? { run } : {}),
				...(status ? { status } : {}),
				message,
				...(ending && 'verdict' in ending ? ending : { verdict: 'matched' as const }),
			};
		}),
		writes: [...judged.values()].filter((one) => 'run' in one),
	};
}
