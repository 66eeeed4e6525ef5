import type { IDataObject } from 'n8n-workflow';
import { isRecord, ownValue } from '../../shared/values/objectPath';
import { toStatus } from '../values/testStatus';
import { statusOf, textOf } from './testEndings';
import { elementsOf, withAttributes } from './testKeys';

/** Failures that suites of JUnit count, those that their tests tell of, and what suites say of themselves. */
interface Tally {
	counted: number;
	told: number;
	ofSuites: string[];
}

/** Elements of some names, each of which may be text. */
const partsOf = (row: IDataObject, names: readonly string[]): Array<[string, unknown]> =>
	names.flatMap((name) =>
		[ownValue(row, name) ?? []].flat().map((part): [string, unknown] => [name, part]),
	);
const countOf = (value: unknown): number => (/^\d+$/.test(String(value)) ? Number(value) : 0);

/** A test that failed counts once, or once for each of its failures: tools count the error of a teardown beside a failure. */
function failuresOf(testcase: IDataObject): number {
	return (
		partsOf(testcase, ['failure', 'error']).length ||
		Number(toStatus(statusOf(testcase, true).status) === 'FAILED')
	);
}

function tallyOf(suite: IDataObject): Tally {
	const tests = elementsOf(suite, 'testcase');
	const inside = ['testsuites', 'testsuite']
		.flatMap((name) => elementsOf(suite, name))
		.map(tallyOf);
	const sum = (name: 'counted' | 'told') => inside.reduce((all, one) => all + one[name], 0);
	const own = partsOf(suite, ['failure', 'error', 'aborted']).map(
		([name, element]) => textOf(element) || name,
	);
	const name = typeof suite.name === 'string' ? suite.name : '';
	return {
		counted: Math.max(countOf(suite.failures) + countOf(suite.errors), sum('counted')),
		told: tests.reduce((all, test) => all + failuresOf(test), sum('told')),
		ofSuites: [
			...own.map((text) => `The test suite '${name}' itself failed (${text}).`),
			...inside.flatMap(({ ofSuites }) => ofSuites),
		],
	};
}

/**
 * What a report of JUnit says of its suites that no test of it tells: tests that look as if they had passed may not have run as
 * they should. Pure.
 * @returns a sentence for each
 */
export function suiteFailures(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(suiteFailures);
	if (!isRecord(value)) return [];
	// A row by itself may be a test, whose failure is its own.
	const isSuite = ['testsuites', 'testsuite', 'testcase'].some((name) => name in value);
	if (!isSuite) return [];
	const { counted, told, ofSuites } = tallyOf(withAttributes(value));
	if (counted <= told) return ofSuites;
	return [
		...ofSuites,
		`Failures and errors that the report counts: ${counted}; that its tests tell of: ${told}.`,
	];
}
