import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../shared/values/objectPath';
import { toStatus } from '../values/testStatus';

/**
 * How a test ended, as its report says it. A test passed when the report says so, or when a testcase of JUnit says nothing
 * else; whatever is not known to be harmless is no pass.
 */
export interface Ending {
	/** A status, or what the report says instead of one; undefined when it says nothing. */
	status: unknown;
	message: string;
}

/** Elements inside a testcase that say how it ended: JUnit's own, and those of tools that write its format. */
const FAILED = ['failure', 'failures', 'error', 'errors', 'rerunFailure', 'rerunError'];
const NOT_RUN = ['skipped', 'skip', 'aborted', 'disabled', 'ignored'];
/** Parts of a testcase that say nothing of how it ended. flakyFailure and flakyError: failed at first, passed in the end. */
const HARMLESS = [
	...['$', '_', 'properties', 'property', 'traits', 'categories', 'tags', 'metadata'],
	...['system-out', 'system-err', 'attachments', 'attachment', 'flakyFailure', 'flakyError'],
];
/** Where a word for the status stands. */
const WORDS = ['status', 'testRunStatus', 'result', 'outcome', 'state'];
/** Words of tools beside the elements of JUnit that only say that the test ran to its end. */
const RAN: ReadonlySet<string> = new Set(['run', 'completed', 'complete', 'finished', 'executed']);
/** Names of attributes that would say how a test ended. */
const SUSPICIOUS =
	/abort|block|cancel|crash|disabl|error|exception|fail|ignor|inconcl|interrupt|kill|skip|timeout|timedout|unstable/i;

const ABSENT: ReadonlySet<unknown> = new Set([undefined, null, false, 0, 'false', '0']);
const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Texts below each other, each once. */
const joinTexts = (texts: readonly string[]): string =>
	[...new Set(texts.map((text) => text.trim()))].filter(Boolean).join('\n');

/** What an element says: its message and its text; for several elements, all of them. */
export function textOf(element: unknown): string | undefined {
	if (isList(element)) return joinTexts(element.map((one) => textOf(one) ?? ''));
	if (!isRecord(element)) return typeof element === 'string' ? element.trim() : undefined;
	const attributes = isRecord(element.$) ? { ...element.$, ...element } : element;
	return joinTexts([textOf(attributes.message) ?? '', textOf(element._) ?? '']);
}

/** Whether an element is there. An empty one is, in XML; an empty column of a table is not. */
const isThere = (value: unknown, emptyIsThere: boolean): boolean =>
	isList(value)
		? value.some((one) => isThere(one, emptyIsThere))
		: !ABSENT.has(value) && (value !== '' || emptyIsThere);

/** Names that speak of an ending. */
const TELLING =
	/^(.*status|.*result|verdict|outcome|conclusion|success|succeeded|passed|pass|ok|executed|state)$/i;
/** Attributes of a testcase, which may be empty. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
	'name classname class case time file line id assertions timestamp hostname package url suite'.split(
		' ',
	),
);

/** Parts of a testcase that may say how it ended, and that nobody here knows. */
function unknownParts(row: IDataObject, junit: boolean): string[] {
	const known = [...FAILED, ...NOT_RUN, ...HARMLESS, ...WORDS];
	return Object.entries(row)
		.filter(([name, value]) => {
			if (known.includes(name)) return false;
			// An attribute such as success="false" says how it ended, in words of its own.
			if (TELLING.test(name) && typeof value !== 'object' && value !== '') {
				return toStatus(value) !== 'PASSED';
			}
			// An element without content, such as <timed-out/>.
			if (junit && value === '') return !ATTRIBUTES.has(name);
			if (ABSENT.has(value)) return false;
			// A list is an element: attributes are no lists.
			return isList(value) ? !ATTRIBUTES.has(name) : isRecord(value) || SUSPICIOUS.test(name);
		})
		.map(([name]) => name);
}

/**
 * Whether a row by itself is a testcase of JUnit, taken out of its suite: it has the attributes that these have, and nothing
 * else that could say how the test ended. A table with a column named time is none.
 * @param named columns that the user says what they hold
 */
export function isJunitRow(row: IDataObject, named: readonly string[]): boolean {
	const known = new Set([...FAILED, ...NOT_RUN, ...HARMLESS, ...WORDS, 'message', ...named]);
	return (
		row.name !== undefined &&
		row.classname !== undefined &&
		Object.keys(row).every((name) => known.has(name) || ATTRIBUTES.has(name))
	);
}

/** The words that stand in several places. An element without text says something that nobody here knows. */
const wordsOf = (row: IDataObject, names: readonly string[]): unknown[] =>
	names.flatMap((name) =>
		[row[name]]
			.flat()
			.filter((value) => value !== undefined && value !== null && value !== '')
			.map((value) => (isRecord(value) ? textOf(value) || `${name} with parts of its own` : value)),
	);

/** A word of JUnit: none where it says only that the test ran. GoogleTest says suppressed of what it did not run. */
function inJunit(word: unknown): unknown[] {
	const text = String(word).trim().toLowerCase();
	if (RAN.has(text)) return [];
	return [text === 'suppressed' ? 'notrun' : word];
}

/** How a result ended, where it usually says so. */
export function statusOf(row: IDataObject, junit: boolean): Ending {
	const words = wordsOf(row, WORDS).flatMap((word) => (junit ? inJunit(word) : [word]));
	const there = (names: string[]) => names.filter((name) => isThere(row[name], junit));
	const failed = there(FAILED);
	const notRun = there(NOT_RUN);
	const elements = failed.length > 0 ? failed : notRun;
	const message = joinTexts(elements.map((name) => textOf(row[name]) ?? ''));

	const said = new Set<unknown>(words.map((word) => toStatus(word) ?? word));
	if (failed.length > 0) said.add('FAILED');
	else if (notRun.length > 0) said.add('NOT_RUN');
	// A tool that counts a skipped or failed test as its own kind of pass contradicts itself.
	if (said.size > 1) return { status: [...said].map(String).join(' and '), message };
	const [status] = said;
	if (status !== undefined) {
		const [word] = words;
		return {
			status: elements.length > 0 ? (failed.length > 0 ? 'failed' : 'skipped') : word,
			message,
		};
	}
	if (!junit) return { status: undefined, message };
	const unknown = unknownParts(row, junit);
	return unknown.length === 0
		? { status: 'passed', message }
		: { status: `an element that is not known: ${unknown.join(', ')}`, message };
}

/** Where the other formats say why. */
const REASONS = ['failure', 'error', 'reason', 'exception'];
const isFalse = (word: unknown): boolean => toStatus(word) !== 'PASSED';

/**
 * How a test of TestNG, NUnit or xUnit.net ended: as the word of its format says. It is no pass beside a part that says
 * something else; TestNG gives the exception that a test expected, which says nothing.
 * @param status the name of the attribute that holds the word
 */
export function endingOf(row: IDataObject, status: string): Ending {
	const message = joinTexts(REASONS.map((name) => textOf(row[name]) ?? ''));
	const [executed, success] = [wordsOf(row, ['executed']), wordsOf(row, ['success'])];
	const own = wordsOf(row, [status]);
	// Files of NUnit before 2.5 have no word for the result.
	const words = own.length > 0 ? own : executed.some(isFalse) ? ['notrun'] : success;
	const said = new Set(words.map((word) => toStatus(word) ?? word));
	if (said.size > 1) return { status: words.map(String).join(' and '), message };
	if (!said.has('PASSED')) return { status: words[0], message };
	const against = [
		...['failure', 'error'].filter((name) => isThere(row[name], true)),
		...(executed.some(isFalse) ? ['executed'] : []),
		...(success.some(isFalse) ? ['success'] : []),
		...wordsOf(row, ['label']).map((label) => String(label)),
	];
	return against.length === 0
		? { status: words[0], message }
		: { status: `${String(words[0])} and ${against.join(', ')}`, message };
}
