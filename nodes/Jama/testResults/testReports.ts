import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { isRecord, ownValue, valueAt } from '../../shared/values/objectPath';
import { isJunitRow, statusOf, textOf } from './testEndings';
import { toStatus } from '../values/testStatus';

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
	/** A status, or a word that is none. */
	status: unknown;
	message: string;
	/** Why it is not clear which case it is of: it names several in one place. */
	unclear?: string;
}

/** XML as JSON has lists of one where a value may be repeated. */
const first = (value: unknown): unknown => (Array.isArray(value) ? first(value[0]) : value);

const SUITES = ['testsuites', 'testsuite', 'testcase'];

/** An element of a report; the XML node keeps attributes under `$` when it does not merge them. */
interface Entry {
	row: IDataObject;
	/** It is a testcase of JUnit, where no word for the status means that the test passed. */
	junit: boolean;
}

const withAttributes = (value: IDataObject): IDataObject =>
	isRecord(value.$) ? { ...(value.$ as IDataObject), ...value } : value;

/** Where plain rows name their case. */
const CASE_NAMES = ['case', 'testCase', 'documentKey', 'globalId'];

/** A suite of JUnit without tests in it, which has no result: it counts them, and names no case. */
const isEmptySuite = (row: IDataObject, named: readonly string[]): boolean =>
	/^\d+$/.test(String(row.tests)) &&
	row.status === undefined &&
	named.every((name) => valueAt(row, name) === undefined);

/** The results inside a value: a list, or what n8n's XML node makes of a JUnit file. */
function entriesOf(value: unknown, mapping: Mapping, junit = false): Entry[] {
	if (Array.isArray(value)) return value.flatMap((one) => entriesOf(one, mapping, junit));
	if (!isRecord(value)) return value === '' || value === null ? [] : [{ row: {}, junit }];
	const row = withAttributes(value as IDataObject);
	const inside = SUITES.filter((name) => ownValue(row, name) !== undefined);
	if (inside.length > 0) {
		return inside.flatMap((name) => entriesOf(row[name], mapping, name === 'testcase'));
	}
	const named = [...CASE_NAMES, mapping.caseKey ?? ''].filter(Boolean);
	if (!junit && isEmptySuite(row, named)) return [];
	return [{ row, junit: junit || isJunitRow(row, [...named, mapping.messageKey ?? '']) }];
}

/** The root of a file of another kind: a record that is nothing but one element with others inside. */
function foreignRoot(value: unknown): string | undefined {
	if (Array.isArray(value)) return value.map(foreignRoot).find((root) => root !== undefined);
	if (!isRecord(value)) return undefined;
	const names = Object.keys(value).filter((name) => name !== '$' && name !== '_');
	const [root, second] = names;
	if (root === undefined || second !== undefined || SUITES.includes(root)) return undefined;
	return typeof value[root] === 'object' && value[root] !== null ? root : undefined;
}

const asText = (value: unknown): string[] =>
	value === undefined || value === null || value === '' || typeof value === 'object'
		? []
		: [String(value).trim()];

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** All that stands in one place, each once: in XML and JSON alike it may be a list. */
function each(value: unknown): unknown[] {
	const all = Array.isArray(value) ? value.flatMap(each) : [value].filter(isGiven);
	const keyOf = (one: unknown) => (typeof one === 'object' ? one : String(one).trim());
	return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

/** The values of the properties of one name: `<property name="test_id" value="PUMP-TC-1"/>`, or with the value as its text. */
function propertiesOf(row: IDataObject, name: string): unknown[] {
	const groups = [ownValue(row, 'properties')].flat();
	const properties = groups.flatMap((group) => [isRecord(group) ? group.property : []].flat());
	const found = properties
		.filter(isRecord)
		.map((one) => withAttributes(one as IDataObject))
		.filter((one) => first(one.name) === name);
	return each(found.map((one) => one.value ?? one._));
}

/** The values at a name, at a dotted path through lists, or of the properties of that name. */
function valuesOf(row: IDataObject, path: string): unknown[] {
	const named = each(ownValue(row, path) ?? valueAt(row, path));
	if (named.length > 0) return named;
	const walked = path
		.split('.')
		.reduce<unknown[]>((at, name) => at.flatMap((one) => each(ownValue(one, name))), [row]);
	return walked.length > 0 ? walked : propertiesOf(row, path);
}

const firstGiven = (row: IDataObject, names: string[]): unknown[] =>
	names.map((name) => each(row[name])).find((values) => values.length > 0) ?? [];

/** The names that a result gives its case; several in one place are not one. */
function casesOf(row: IDataObject, { caseKey }: Mapping): Pick<Result, 'cases' | 'unclear'> {
	const given = caseKey ? valuesOf(row, caseKey) : firstGiven(row, CASE_NAMES);
	const cases = given.flatMap(asText);
	if (cases.length > 1) {
		const where = caseKey === undefined ? '' : ` in '${caseKey}'`;
		return { cases, unclear: `The result names several cases${where}: ${cases.join(', ')}.` };
	}
	if (caseKey || cases.length > 0) return { cases };
	const name = asText(first(row.name));
	const inClass = asText(first(row.classname)).flatMap((one) => name.map((two) => `${one}.${two}`));
	return { cases: [...inClass, ...name] };
}

/** The one status among values; two that differ are returned as they are, which is no status. */
function oneStatus(values: readonly unknown[]): unknown {
	const statuses = new Set(values.map((value) => toStatus(value) ?? value));
	return statuses.size > 1 ? values.map(String).join(' and ') : values[0];
}

/** One result from one entry. */
function toResult({ row, junit }: Entry, mapping: Mapping): Result {
	const usual = statusOf(row, junit);
	const messages = mapping.messageKey ? valuesOf(row, mapping.messageKey) : each(row.message);
	return {
		...casesOf(row, mapping),
		status: mapping.statusKey ? oneStatus(valuesOf(row, mapping.statusKey)) : usual.status,
		message: textOf(messages.map((one) => asText(one)[0] ?? one)) || usual.message,
	};
}

/**
 * Reads test results: a list of `{case, status, message}` or of JUnit's testcase elements, or all that n8n's XML node makes of
 * a JUnit file. Pure.
 * @throws InvalidInput when there is no result at all, or the file is of another kind
 */
export function readResults(value: unknown, mapping: Mapping): Result[] {
	const root = foreignRoot(value);
	if (root !== undefined) {
		throw new InvalidInput(
			`This is not a JUnit file (root: ${root})`,
			'Take the report of your test tool in the form of JUnit (root: testsuites or testsuite), or make a list such as [{"case": "PUMP-TC-1", "status": "passed"}] of it before this node.',
		);
	}
	const entries = typeof value === 'object' ? entriesOf(value, mapping) : [];
	if (entries.length > 0) return entries.map((entry) => toResult(entry, mapping));
	throw new InvalidInput(
		'There is no test result to import',
		'Give results such as [{"case": "PUMP-TC-1", "status": "passed", "message": ""}], or what the XML node makes of a JUnit file. Check the step before, or the expression.',
	);
}
