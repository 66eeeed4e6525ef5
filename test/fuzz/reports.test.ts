/** Reports of test tools in any shape: nothing passes without a word that means it, and nothing but a clear error is thrown. */
import fc from 'fast-check';
import { readReportFile, readReportText } from '../../nodes/Jama/testResults/reportFile';
import { readResults } from '../../nodes/Jama/testResults/testReports';
import { toStatus } from '../../nodes/Jama/values/testStatus';
import { InvalidInput } from '../../nodes/shared/values/invalidInput';
import { escapeHtml } from '../../nodes/shared/values/html';
import { REPORTS } from '../unit/support/reports';
import {
	expectCleanPrototypes,
	forAll,
	hostileJson,
	hostileText,
	note,
	printClosingLine,
} from './fuzz';

afterAll(() => {
	expectCleanPrototypes();
	printClosingLine('reports');
});

/** Parts of a testcase that mean no pass, whatever stands beside them. */
const BAD: Array<fc.Arbitrary<Record<string, unknown>>> = [
	fc
		.constantFrom('failure', 'error', 'skipped', 'aborted', 'disabled', 'exploded', 'rerunFailure')
		.chain((name) =>
			fc
				.oneof(fc.constant({ message: 'x' }), fc.constant([{ $: { message: 'x' } }, 'y']))
				.map((value) => ({ [name]: value })),
		),
	fc
		.tuple(
			fc.constantFrom('status', 'result', 'outcome'),
			fc.oneof(
				fc.constantFrom('timeout', 'ABORTED', 'inconclusive', 'cancelled', 'unstable', 'crashed'),
				fc.constantFrom('failed', 'error', 'blocked', 'skipped', 'not run', 'maybe', 'passed?no'),
			),
		)
		.map(([name, word]) => ({ [name]: word })),
];
/** Parts that say nothing of the end. */
const HARMLESS = fc.constantFrom<Record<string, unknown>>(
	{ time: '0.1' },
	{ classname: 'pump.Alarm' },
	{ status: 'run' },
	{ result: 'completed' },
	{ 'system-out': 'all good, passed' },
	{ properties: { property: [{ name: 'a', value: 'passed' }] } },
	{ skipped: false, error: false },
	{ flakyFailure: { message: 'x' } },
);
const merged = (parts: Array<Record<string, unknown>>) =>
	Object.assign({ name: 'PUMP-TC-1' }, ...parts) as Record<string, unknown>;
const shapes = fc.constantFrom<(testcase: unknown) => unknown>(
	(testcase) => ({ testsuites: { testsuite: { testcase } } }),
	(testcase) => ({ testsuites: { testsuite: [{ testcase: [testcase] }] } }),
	(testcase) => ({ testsuite: { testsuite: { testcase } } }),
	(testcase) => [{ testsuite: { testcase: [testcase] } }],
);
const passes = (value: unknown) => {
	try {
		return readResults(value, {}).filter(({ status }) => toStatus(status) === 'PASSED').length;
	} catch (error) {
		if (error instanceof InvalidInput) return 0;
		throw error;
	}
};

test('a testcase with a part that means no pass does not pass', async () => {
	const testcase = fc
		.tuple(
			fc.array(HARMLESS),
			fc.oneof(...BAD),
			fc.array(
				HARMLESS.filter((part) => !('status' in part || 'result' in part || 'skipped' in part)),
			),
		)
		.map(([before, bad, after]) => merged([...before, bad, ...after]));
	await forAll(fc.tuple(testcase, shapes), ([one, shape]) => {
		expect(passes(shape(one))).toBe(0);
	});
	note('0 false passes');
});

test('a testcase with nothing but harmless parts passes', async () => {
	await forAll(fc.tuple(fc.array(HARMLESS), shapes), ([parts, shape]) => {
		expect(passes(shape(merged(parts)))).toBe(1);
	});
});

test('JSON of any shape has no pass without a word for it', async () => {
	await forAll(hostileJson, (json) => {
		const text = JSON.stringify(json) ?? '';
		if (/pass|ok|success|true|testcase|classname|time/i.test(text)) return;
		expect(passes(json)).toBe(0);
	});
});

/** A tree of JSON in the shape of readXml as text: attributes under `$`, text under `_`, elements in lists. */
function toXml(name: string, value: unknown): string {
	if (Array.isArray(value)) return value.map((one) => toXml(name, one)).join('');
	if (typeof value !== 'object' || value === null) {
		return `<${name}>${escapeHtml(String(value ?? ''))}</${name}>`;
	}
	const { $ = {}, _ = '', ...inside } = value as Record<string, unknown>;
	const attributes = Object.entries($ as object)
		.map(([key, one]) => ` ${key}="${escapeHtml(String(one))}"`)
		.join('');
	const elements = Object.entries(inside).map(([key, one]) => toXml(key, one));
	return `<${name}${attributes}>${elements.join('')}${escapeHtml(String(_))}</${name}>`;
}
const attribute = (name: string, value: string) => ({ $: { [name]: value } });

/** The formats of which every test says by a word how it ended: the word that passes, and a test in a file. */
const WORDED = [
	{
		status: 'status',
		passed: 'PASS',
		file: (test: unknown) =>
			toXml('testng-results', {
				suite: { test: { class: { $: { name: 'A' }, 'test-method': test } } },
			}),
	},
	{
		status: 'result',
		passed: 'Passed',
		file: (test: unknown) => toXml('test-run', { 'test-suite': { 'test-case': test } }),
	},
	{
		status: 'result',
		passed: 'Success',
		file: (test: unknown) =>
			toXml('test-results', { 'test-suite': { results: { 'test-case': test } } }),
	},
	{
		status: 'result',
		passed: 'Pass',
		file: (test: unknown) => toXml('assemblies', { assembly: { collection: { test } } }),
	},
];
const NOT_PASSED = fc.oneof(
	fc.constantFrom(
		'Failed',
		'Fail',
		'FAIL',
		'Failure',
		'Error',
		'Skipped',
		'SKIP',
		'Ignored',
		'NotRun',
	),
	fc.constantFrom(
		'Inconclusive',
		'Warning',
		'NotRunnable',
		'Cancelled',
		'Invalid',
		'maybe',
		'0% passed',
	),
	fc.constantFrom('SUCCESS_PERCENTAGE_FAILURE', 'passed?', 'Pass with issues', '', ' '),
);
/** Parts of a test that say nothing of how it ended. */
const SILENT = fc.constantFrom<Record<string, unknown>>(
	{ output: 'all passed' },
	{ 'reporter-output': 'PASS' },
	{ properties: { property: { $: { name: 'result', value: 'Passed' } } } },
	{ traits: { trait: { $: { name: 'status', value: 'Pass' } } } },
	{ reason: { message: 'passed' } },
	{ params: { param: { value: 'Success' } } },
);
const testOf = (attributes: object, parts: Array<Record<string, unknown>>) =>
	Object.assign({ $: { name: 'A.PUMP_TC_1', ...attributes } }, ...parts) as object;
const passesIn = (text: string) => {
	try {
		return passes(readReportText(text, 'The file'));
	} catch (error) {
		if (error instanceof InvalidInput) return 0;
		throw error;
	}
};

test('a test of TestNG, NUnit or xUnit.net passes by its word, and by nothing else', async () => {
	let passed = 0;
	const shape = fc.tuple(fc.constantFrom(...WORDED), fc.array(SILENT), fc.option(NOT_PASSED));
	await forAll(shape, ([{ status, passed: word, file }, parts, other]) => {
		expect(passesIn(file(testOf({}, parts)))).toBe(0);
		if (other !== null) {
			expect(passesIn(file(testOf({ [status]: other }, parts)))).toBe(0);
			// An element of the same name beside the attribute.
			if (other.trim() !== '')
				expect(passesIn(file(testOf({ [status]: word }, [...parts, { [status]: other }])))).toBe(0);
		}
		passed += passesIn(file(testOf({ [status]: word }, parts)));
	});
	expect(passed).toBeGreaterThan(0);
	note(`${passed} passes by a word, 0 without`);
});

test('a testcase of a JUnit file with a part that means no pass does not pass', async () => {
	const parts = fc.tuple(fc.array(HARMLESS), fc.oneof(...BAD));
	await forAll(parts, ([harmless, bad]) => {
		const inside = harmless.filter((part) => !('skipped' in part || 'status' in part));
		const test = Object.assign({}, ...inside, bad) as Record<string, unknown>;
		const texts = Object.entries(test).filter(([, value]) => typeof value === 'string');
		const elements = Object.fromEntries(
			Object.entries(test).filter(([, value]) => typeof value !== 'string'),
		);
		const whole = { ...elements, $: { name: 'PUMP-TC-1', ...Object.fromEntries(texts) } };
		expect(passesIn(toXml('testsuite', { testcase: whole }))).toBe(0);
		expect(passesIn(toXml('testsuite', { testcase: { ...test, ...attribute('name', 'a') } }))).toBe(
			0,
		);
	});
});

test('a report with bytes changed or lost is read, or is a clear error', async () => {
	const damage = fc.tuple(
		fc.constantFrom(...Object.values(REPORTS)),
		fc.nat(),
		fc.nat({ max: 60 }),
		hostileText,
	);
	let clear = 0;
	await forAll(damage, ([text, at, length, put]) => {
		const start = at % text.length;
		const damaged = text.slice(0, start) + put + text.slice(start + length);
		try {
			readResults(readReportFile(Buffer.from(damaged), 'The file'), {});
		} catch (error) {
			if (!(error instanceof InvalidInput)) throw error;
			clear += 1;
		}
	});
	note(`${clear} clear errors`);
	expect(clear).toBeGreaterThan(0);
});
