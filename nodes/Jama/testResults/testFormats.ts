import { InvalidInput } from '../../shared/values/invalidInput';
import { ownEntry } from '../../shared/values/objectPath';

/** A format of reports in which every test says by a word how it ended. */
export interface Format {
	/** The elements that hold tests, or others that do, in any order and depth. */
	inside: readonly string[];
	/** The element that is a test. */
	test: string;
	/** The attribute whose word says how the test ended. */
	status: string;
	/** The attribute that names the class, where it is not the name of the element `class` around the test. */
	className?: string;
	/** Another attribute that names the test. */
	method?: string;
}

const XUNIT: Format = {
	inside: ['assembly', 'collection', 'class'],
	test: 'test',
	status: 'result',
	className: 'type',
	method: 'method',
};

/** The formats by the root of their file. In those of JUnit, a test that says nothing passed. */
const FORMATS: Readonly<Record<string, Format>> = {
	'testng-results': { inside: ['suite', 'test', 'class'], test: 'test-method', status: 'status' },
	'test-run': {
		inside: ['test-suite'],
		test: 'test-case',
		status: 'result',
		className: 'classname',
		method: 'methodname',
	},
	'test-results': { inside: ['test-suite', 'results'], test: 'test-case', status: 'result' },
	assemblies: XUNIT,
	assembly: XUNIT,
};

/** The format of a file by its root; undefined for JUnit and for what is not taken. */
export const formatOf = (root: string): Format | undefined => ownEntry(FORMATS, root);

/** The elements of JUnit that hold tests, and the test itself. */
export const SUITES: readonly string[] = ['testsuites', 'testsuite', 'testcase'];

/** What can be imported, for messages. */
export const TAKEN =
	'Taken are the XML files of JUnit (root: testsuites or testsuite), TestNG (testng-results), NUnit 3 (test-run), NUnit 2 (test-results) and xUnit.net (assemblies), and a list such as [{"case": "PUMP-TC-1", "status": "passed"}]. Nothing was written.';

/** Roots of files that are taken for reports, and what to do about them. */
const OTHERS: Readonly<Record<string, string>> = {
	TestRun: 'This is a .trx file: let dotnet test write JUnit, NUnit or xUnit instead (--logger). ',
};

/** Throws InvalidInput for a root that no format has. */
export function checkRoot(root: string): void {
	if (SUITES.includes(root) || formatOf(root) !== undefined) return;
	throw new InvalidInput(
		`This is no file of test results that can be read (root: ${root})`,
		`${ownEntry(OTHERS, root) ?? ''}${TAKEN}`,
	);
}
