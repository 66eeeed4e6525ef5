import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../shared/errors';
import { toStatus } from './testStatus';

/** Where a result says what; a dotted path for each, empty for what is usual. */
export interface Mapping {
	caseKey?: string;
	statusKey?: string;
	messageKey?: string;
}

/** One result as its tool says it. */
export interface Result {
	/** Names of the case, the likeliest first; none when the result names no case. */
	cases: string[];
	status: unknown;
	message: string;
}

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** XML as JSON has lists of one where a value may be repeated. */
const first = (value: unknown): unknown => (Array.isArray(value) ? first(value[0]) : value);

const SUITES = ['testsuites', 'testsuite', 'testcase'];

/** An element of a report; the XML node keeps attributes under `$` when it does not merge them. */
interface Entry {
	row: IDataObject;
	/** It is a testcase of JUnit, where no word for the status means that the test passed. */
	junit: boolean;
}

/** The results inside a value: a list, or what n8n's XML node makes of a JUnit file. */
function entriesOf(value: unknown, junit = false): Entry[] {
	if (Array.isArray(value)) return value.flatMap((one) => entriesOf(one, junit));
	if (!isObject(value)) return value === '' || value === null ? [] : [{ row: {}, junit }];
	const row = isObject(value.$) ? { ...value.$, ...value } : value;
	const inside = SUITES.filter((name) => row[name] !== undefined);
	if (inside.length > 0) {
		return inside.flatMap((name) => entriesOf(row[name], name === 'testcase'));
	}
	const isSuite = row.tests !== undefined && row.status === undefined && row.case === undefined;
	if (isSuite) return [];
	const looksLikeJunit =
		row.classname !== undefined || (row.time !== undefined && wordOf(row) === undefined);
	return [{ row, junit: junit || looksLikeJunit }];
}

/** The value at a dotted path, or at the name as it is. */
function valueAt(row: IDataObject, path: string): unknown {
	if (path in row) return first(row[path]);
	return path
		.split('.')
		.reduce<unknown>((at, key) => (isObject(at) ? first(at[key]) : undefined), row);
}

const firstGiven = (row: IDataObject, names: string[]): unknown =>
	names.map((name) => first(row[name])).find((value) => value !== undefined && value !== '');

/** What a failure, error or skipped element says: its message and its text. */
function wordsOf(element: unknown): string {
	const one = first(element);
	if (!isObject(one)) return typeof one === 'string' ? one.trim() : '';
	const attributes = isObject(one.$) ? { ...one.$, ...one } : one;
	const parts = [first(attributes.message), first(one._)]
		.filter((part) => part !== undefined && part !== null)
		.map((part) => String(part).trim());
	return [...new Set(parts)].filter(Boolean).join('\n');
}

/** A word for the status. */
const wordOf = (row: IDataObject): unknown =>
	firstGiven(row, ['status', 'testRunStatus', 'result', 'outcome']);

const ENDINGS = [
	['failure', 'failed'],
	['error', 'failed'],
	['skipped', 'skipped'],
] as const;

/** How JUnit says it: by an element inside the testcase. */
function ending(row: IDataObject): { status: string; message: string } | undefined {
	const found = ENDINGS.find(([name]) => row[name] !== undefined && row[name] !== null);
	return found && { status: found[1], message: wordsOf(row[found[0]]) };
}

const asText = (value: unknown): string[] =>
	value === undefined || value === null || value === '' || typeof value === 'object'
		? []
		: [String(value).trim()];

/** The names that a result gives its case. */
function casesOf(row: IDataObject, { caseKey }: Mapping): string[] {
	if (caseKey) return asText(valueAt(row, caseKey));
	const named = asText(firstGiven(row, ['case', 'testCase', 'documentKey', 'globalId']));
	if (named.length > 0) return named;
	const name = asText(first(row.name));
	const inClass = asText(first(row.classname)).flatMap((one) => name.map((two) => `${one}.${two}`));
	return [...inClass, ...name];
}

/** The status where it usually is. Tools put words of their own beside the elements of JUnit, such as run or completed. */
function usualStatus({ row, junit }: Entry): unknown {
	const word = wordOf(row);
	if (!junit) return word ?? ending(row)?.status;
	return ending(row)?.status ?? (toStatus(word) === undefined ? 'passed' : word);
}

/** One result from one entry. */
function toResult(entry: Entry, mapping: Mapping): Result {
	const { row } = entry;
	const message = mapping.messageKey ? valueAt(row, mapping.messageKey) : first(row.message);
	return {
		cases: casesOf(row, mapping),
		status: mapping.statusKey ? valueAt(row, mapping.statusKey) : usualStatus(entry),
		message: asText(message)[0] ?? ending(row)?.message ?? '',
	};
}

/**
 * Reads test results: a list of `{case, status, message}` or of JUnit's testcase elements, or all that n8n's XML node makes of
 * a JUnit file. Pure.
 * @throws InvalidInput when there is no result at all
 */
export function readResults(value: unknown, mapping: Mapping): Result[] {
	const entries = typeof value === 'object' ? entriesOf(value) : [];
	if (entries.length > 0) return entries.map((entry) => toResult(entry, mapping));
	throw new InvalidInput(
		'There is no test result to import',
		'Give results such as [{"case": "PUMP-TC-1", "status": "passed", "message": ""}], or what the XML node makes of a JUnit file. Check the step before, or the expression.',
	);
}
