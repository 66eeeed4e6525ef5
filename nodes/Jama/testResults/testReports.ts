import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { isRecord, ownValue, valueAt } from '../../shared/values/objectPath';
import { toStatus } from '../values/testStatus';
import { endingOf, isJunitRow, statusOf, textOf } from './testEndings';
import type { Format } from './testFormats';
import { checkRoot, formatOf, SUITES, TAKEN } from './testFormats';
import type { Entry, KeyPlace, Named } from './testKeys';
import {
	CASE_NAMES,
	each,
	elementsOf,
	nameResult,
	textsOf,
	valuesOf,
	withAttributes,
} from './testKeys';

/** Where a result says what; a dotted path for each, empty for what is usual. */
export interface Mapping {
	caseKey?: string;
	statusKey?: string;
	messageKey?: string;
	/** Where the key of the case stands, when `caseKey` does not say; everywhere by default. */
	findKeyIn?: KeyPlace;
}

/** One result as its tool says it. */
export interface Result extends Named {
	/** A status, or a word that is none. */
	status: unknown;
	message: string;
}

/** Deeper than any report, and than what can be walked. */
const DEEPEST = 200;

/** A suite of JUnit without tests in it, which has no result: it counts them, and names no case. */
const isEmptySuite = (row: IDataObject, named: readonly string[]): boolean =>
	/^\d+$/.test(String(row.tests)) &&
	row.status === undefined &&
	named.every((name) => valueAt(row, name) === undefined);

/** The tests inside an element of TestNG, NUnit or xUnit.net. What prepares tests in TestNG is no test. */
function testsInside(row: IDataObject, format: Format, className?: string): Entry[] {
	const around = className === undefined ? {} : { className };
	const own = elementsOf(row, format.test)
		.filter((test) => String(test['is-config']).toLowerCase() !== 'true')
		.map((test) => ({ row: test, junit: false, format, ...around }));
	const deeper = format.inside.flatMap((name) =>
		elementsOf(row, name).flatMap((element) => {
			const [named] = name === 'class' ? each(element.name).flatMap(textsOf) : [];
			return testsInside(element, format, named ?? className);
		}),
	);
	return [...own, ...deeper];
}

/** Rejects XML that is still text, as a step may have read it from a file. */
function checkNoText(row: IDataObject): void {
	const [name] =
		Object.entries(row).find(
			([, one]) => typeof one === 'string' && /^\s*<(\?xml|testsuites?)\b/.test(one),
		) ?? [];
	if (name === undefined) return;
	throw new InvalidInput(
		`The input item holds XML as text in '${name}'`,
		`Choose JSON or XML under 'Results From', and put {{ $json.${name} }} there. Nothing was written.`,
	);
}

/** The root of a file: a record that is nothing but one element with others inside. */
function rootOf(value: unknown): string | undefined {
	if (Array.isArray(value)) return value.map(rootOf).find((root) => root !== undefined);
	if (!isRecord(value)) return undefined;
	const names = Object.keys(value).filter((name) => name !== '$' && name !== '_');
	const [root, second] = names;
	if (root === undefined || second !== undefined) return undefined;
	return typeof value[root] === 'object' && value[root] !== null ? root : undefined;
}

/** The results inside a value: a list, or what a report is as JSON. */
function entriesOf(value: unknown, mapping: Mapping, junit = false, depth = 0): Entry[] {
	if (depth > DEEPEST) {
		throw new InvalidInput(`The results are deeper than ${DEEPEST} levels`, TAKEN);
	}
	if (Array.isArray(value)) {
		return value.flatMap((one) => entriesOf(one, mapping, junit, depth + 1));
	}
	if (!isRecord(value)) return value === '' || value === null ? [] : [{ row: {}, junit }];
	const row = withAttributes(value);
	const inside = SUITES.filter((name) => ownValue(row, name) !== undefined);
	if (inside.length > 0) {
		return inside.flatMap((name) => entriesOf(row[name], mapping, name === 'testcase', depth + 1));
	}
	const root = junit ? undefined : rootOf(row);
	const format = root === undefined ? undefined : formatOf(root);
	if (root !== undefined && format) {
		return elementsOf(row, root).flatMap((element) => testsInside(element, format));
	}
	const named = [...CASE_NAMES, mapping.caseKey ?? ''].filter(Boolean);
	if (!junit && (isEmptySuite(row, named) || Object.keys(row).length === 0)) return [];
	if (!junit && [...named, 'name'].every((name) => valueAt(row, name) === undefined)) {
		checkNoText(row);
	}
	return [{ row, junit: junit || isJunitRow(row, [...named, mapping.messageKey ?? '']) }];
}

/** The one status among values; two that differ are returned as they are, which is no status. */
function oneStatus(values: readonly unknown[]): unknown {
	const statuses = new Set(values.map((value) => toStatus(value) ?? value));
	return statuses.size > 1 ? values.map(String).join(' and ') : values[0];
}

/** One result from one entry. */
function toResult(entry: Entry, mapping: Mapping): Result {
	const { row, junit, format } = entry;
	const usual = format ? endingOf(row, format.status) : statusOf(row, junit);
	const messages = mapping.messageKey ? valuesOf(row, mapping.messageKey) : each(row.message);
	return {
		...nameResult(entry, mapping.caseKey, mapping.findKeyIn ?? 'everywhere'),
		status: mapping.statusKey ? oneStatus(valuesOf(row, mapping.statusKey)) : usual.status,
		message: textOf(messages.map((one) => textsOf(one)[0] ?? one)) || usual.message,
	};
}

/**
 * The results in a value: a list of `{case, status, message}` or of JUnit's testcase elements, or a report of JUnit, TestNG,
 * NUnit or xUnit.net as n8n's XML node has it; none where it holds none. Pure.
 * @throws InvalidInput when it is a file of another kind
 */
export function findResults(value: unknown, mapping: Mapping): Result[] {
	const root = rootOf(value);
	if (root !== undefined) checkRoot(root);
	const entries = typeof value === 'object' ? entriesOf(value, mapping) : [];
	return entries.map((entry) => toResult(entry, mapping));
}

/** Rejects an import without any result. Throws InvalidInput. */
export function checkAny(results: readonly unknown[]): void {
	if (results.length > 0) return;
	throw new InvalidInput(
		'There is no test result to import',
		`Check the step before, or the expression; of a file in an input item, choose File under 'Results From'. ${TAKEN}`,
	);
}

/** The results in a value, of which there is at least one. Throws InvalidInput as `findResults` does, and when there is none. */
export function readResults(value: unknown, mapping: Mapping): Result[] {
	const results = findResults(value, mapping);
	checkAny(results);
	return results;
}
