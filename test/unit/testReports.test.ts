/** Reading the reports of test tools: who ran, how it ended, and what is no pass. */
import { readResults } from '../../nodes/Jama/testResults/testReports';
import { toStatus } from '../../nodes/Jama/values/testStatus';

describe('reading results', () => {
	test('plain rows', () => {
		const rows = [
			{ case: 'P-TC-1', status: 'failed', message: 'silent' },
			{ documentKey: 'P-TC-2', result: 'ok' },
			{ case: 17, testRunStatus: 'BLOCKED' },
			{ status: 'ok' },
		];
		expect(readResults(rows, {})).toMatchObject([
			{ cases: ['P-TC-1'], status: 'failed', message: 'silent' },
			{ cases: ['P-TC-2'], status: 'ok', message: '' },
			{ cases: ['17'], status: 'BLOCKED', message: '' },
			{ cases: [], status: 'ok', message: '' },
		]);
	});

	test('what the XML node makes of JUnit, in both of its shapes', () => {
		const expected = [
			{ cases: ['pump.Alarm.sounds', 'sounds'], status: 'passed', message: '' },
			{
				cases: ['pump.Alarm.stops', 'stops'],
				status: 'failed',
				message: 'expected 1\nat line 3',
			},
			{ cases: ['pump.Alarm.waits', 'waits'], status: 'skipped', message: '' },
			{ cases: ['pump.Alarm.breaks', 'breaks'], status: 'failed', message: 'NullPointer' },
		];
		const testcase = [
			{ name: 'sounds', classname: 'pump.Alarm', time: '0.1' },
			{
				name: 'stops',
				classname: 'pump.Alarm',
				failure: { message: 'expected 1', type: 'x', _: 'at line 3\n' },
			},
			{ name: 'waits', classname: 'pump.Alarm', skipped: '' },
			{ name: 'breaks', classname: 'pump.Alarm', error: 'NullPointer' },
		];
		const merged = { testsuites: { testsuite: { name: 'All', tests: '4', testcase } } };
		expect(readResults(merged, {})).toMatchObject(expected);
		const kept = testcase.map(({ name, classname, ...more }) => ({
			$: { name, classname },
			...Object.fromEntries(Object.entries(more).map(([key, value]) => [key, [value]])),
		}));
		const lists = { testsuites: { testsuite: [{ $: { name: 'All' }, testcase: kept }] } };
		expect(readResults(lists, {})).toMatchObject(expected);
		expect(readResults(testcase, {})).toMatchObject(expected);
	});

	test('a suite of one test, a suite without tests, suites in suites', () => {
		const one = { name: 'a' };
		const suites = [
			{ testcase: one },
			{ name: 'empty', tests: '0' },
			{ testsuite: { testcase: one } },
		];
		const results = readResults({ testsuites: { testsuite: suites } }, {});
		expect(results.map(({ cases, status }) => [...cases, status])).toEqual([
			['a', 'passed'],
			['a', 'passed'],
		]);
	});

	test.each([
		['a status of its own wins in plain rows', { case: 'a', status: 'ok', error: '' }, 'ok'],
		['empty columns say nothing', { case: 'a', error: null }, undefined],
		['an error without a status', { case: 'a', error: 'x' }, 'failed'],
		[
			"words that are no status in JUnit's rows",
			{ classname: 'c', name: 'a', status: 'run' },
			'passed',
		],
		[
			'a test that JUnit says was not run',
			{ name: 'a', time: 0, classname: 'c', status: 'notrun' },
			'notrun',
		],
		['a column of the user beside JUnit', { name: 'a', classname: 'c', case: 'P-TC-1' }, 'passed'],
	])('%s', (_name, row, status) => {
		expect(readResults([row], {})[0]?.status).toBe(status);
	});

	test('keys of its own', () => {
		const mapping = { caseKey: 'meta.key', statusKey: 'state', messageKey: 'log.text' };
		const rows = [{ name: 'x', meta: { key: 'P-TC-1' }, state: 'red', log: [{ text: 'why' }] }];
		expect(readResults(rows, mapping)).toMatchObject([
			{ cases: ['P-TC-1'], status: 'red', message: 'why' },
		]);
	});

	test.each([[[]], [''], ['text'], [{ testsuites: '' }], [null], [undefined]])(
		'%p holds none',
		(value) => {
			expect(() => readResults(value, {})).toThrow('There is no test result to import');
		},
	);
});

describe('what is no pass', () => {
	const junit = (testcase: object) => ({
		testsuite: { testcase: { name: 'PUMP-TC-1', ...testcase } },
	});
	const read = (value: unknown) => readResults(value, {})[0];

	test.each([
		['aborted', { aborted: { message: 'assumption not met' } }, 'skipped', 'assumption not met'],
		['aborted, as text', { aborted: 'assumption not met' }, 'skipped', 'assumption not met'],
		['disabled', { disabled: '' }, 'skipped', ''],
		['two failures', { failure: [{ message: 'one' }, 'two'] }, 'failed', 'one\ntwo'],
		[
			'a failure, and an error of the teardown',
			{ failure: { message: 'one' }, error: [{ $: { message: 'three' }, _: 'trace' }] },
			'failed',
			'one\nthree\ntrace',
		],
		['a failure beside the word run', { status: 'run', failure: '' }, 'failed', ''],
		['skipped by its result', { status: 'run', result: 'skipped' }, 'skipped', ''],
	])('%s', (_name, testcase, status, message) => {
		expect(read(junit(testcase))).toMatchObject({ status, message });
	});

	test.each([
		['timeout', { status: 'timeout' }],
		['ABORTED', { status: 'ABORTED' }],
		['inconclusive', { result: 'inconclusive' }],
		['cancelled', { status: 'cancelled' }],
		['unstable', { status: 'unstable' }],
		['crashed', { status: 'run', result: 'crashed' }],
		['an element that nobody knows', { exploded: { message: 'x' } }],
		['an attribute that sounds like an end', { timedOut: 'true' }],
		['a word against an element', { status: 'passed', failure: { message: 'x' } }],
		['a word against another', { status: 'passed', result: 'failed' }],
	])('%s is no status, and says what it is', (_name, testcase) => {
		const { status } = read(junit(testcase)) ?? {};
		expect(toStatus(status)).toBeUndefined();
		expect(String(status)).toMatch(/\w/);
	});

	test.each([
		['words that only say that it ran', { status: 'run', result: 'completed' }],
		[
			'properties and output',
			{ properties: { property: [] }, 'system-out': 'text', assertions: '3' },
		],
		['what failed at first and passed in the end', { flakyFailure: { message: 'x' } }],
	])('%s: passed', (_name, testcase) => {
		expect(read(junit(testcase))?.status).toBe('passed');
	});

	test.each([false, 0, '', null, 'false'])('an ending that says %j is none', (no) => {
		const row = {
			className: 'a',
			name: 'b',
			status: 'PASSED',
			skipped: no,
			error: no,
			failure: no,
		};
		expect(read([row])?.status).toBe('PASSED');
	});

	test.each([
		['TestRun', { TestRun: { Results: {} } }],
		['html', { html: { body: 'Not found' } }],
		['project', [{ project: { modelVersion: '4.0.0' } }]],
	])('a file with the root %s is refused', (root, file) => {
		expect(() => readResults(file, {})).toThrow(
			`This is no file of test results that can be read (root: ${root})`,
		);
	});

	test('a case named by a property', () => {
		const properties = (property: unknown) =>
			readResults(junit({ properties: { property } }), { caseKey: 'test_id' })[0]?.cases;
		expect(properties({ name: 'test_id', value: 'PUMP-TC-7' })).toEqual(['PUMP-TC-7']);
		expect(properties([{ $: { name: 'x' } }, { $: { name: 'test_id' }, _: 'PUMP-TC-8' }])).toEqual([
			'PUMP-TC-8',
		]);
		expect(properties([])).toEqual([]);
	});
});

describe('several in one place', () => {
	const mapping = { caseKey: 'test_id', statusKey: 'verdict', messageKey: 'why' };
	const property = (name: string, value: string) => ({ name, value });
	const read = (properties: object[], more: object = {}) =>
		readResults(
			{ testsuite: { testcase: { name: 'x', properties: { property: properties }, ...more } } },
			mapping,
		)[0];

	test('properties that agree are one', () => {
		const twice = [property('test_id', 'P-TC-1'), property('test_id', ' P-TC-1 ')];
		expect(read(twice)).toMatchObject({ cases: ['P-TC-1'] });
		expect(read(twice)).not.toHaveProperty('unclear');
	});

	test('properties that differ name no case: all are emitted', () => {
		const two = [property('test_id', 'P-TC-1'), property('test_id', 'P-TC-2')];
		expect(read(two)?.unclear).toBe("The result names several cases in 'test_id': P-TC-1, P-TC-2.");
	});

	test.each([
		[['passed', 'PASS'], 'PASSED'],
		[['passed', 'failed'], undefined],
	])('statuses %j', (words, status) => {
		const result = read(words.map((word) => property('verdict', word)));
		expect(toStatus(result?.status)).toBe(status);
		if (!status) expect(result?.status).toBe('passed and failed');
	});

	test('messages are all told', () => {
		const two = [property('why', 'one'), property('why', 'two')];
		expect(read(two)?.message).toBe('one\ntwo');
		expect(
			readResults([{ case: 'a', status: 'failed', message: ['one', 'two'] }], {}),
		).toMatchObject([{ cases: ['a'], status: 'failed', message: 'one\ntwo' }]);
	});

	test('a list of cases in a plain row is not its first', () => {
		const [one] = readResults([{ case: ['P-TC-1', 'P-TC-2'], status: 'ok' }], {});
		expect(one?.unclear).toBe('The result names several cases: P-TC-1, P-TC-2.');
	});
});

describe('a testcase that did not pass, in words or parts of its own', () => {
	test.each<[string, object]>([
		['an empty failure beside a status of success', { status: 'passed', failure: '' }],
		['an empty error beside a result of success', { result: 'success', error: '' }],
		['an empty skipped beside a status of success', { status: 'passed', skipped: '' }],
		['an empty element that nobody knows', { 'timed-out': '' }],
		['the same, in a list', { pending: [''] }],
		['an unknown element with text, in a list', { verdictOfUser: ['red'] }],
		['a status in an element', { status: [{ $: { by: 'x' }, _: 'failed' }] }],
		['a status in parts', { status: { value: 'failed' } }],
		['a result in elements', { result: { failure: '' } }],
		['an attribute and an element of one name', { $: { result: 'passed' }, result: ['failed'] }],
		['another one', { pending: '' }],
		['success="false"', { success: 'false' }],
		['executed="false"', { executed: 'false' }],
		['ok="false"', { ok: 'false' }],
		['succeeded="0"', { succeeded: '0' }],
		['a verdict', { verdict: 'fail' }],
		['a status in capitals', { Status: 'Failed' }],
	])('%s', (_, parts) => {
		const testcase = { name: 'Alarm', classname: 'pump', time: '0.1', ...parts };
		const [result] = readResults({ testsuites: { testsuite: { testcase } } }, {});
		expect(toStatus(result?.status)).not.toBe('PASSED');
	});

	test.each([
		['time', { case: 'PUMP-TC-1', time: '3.2' }],
		['time and a verdict', { case: 'PUMP-TC-1', time: '3.2', ergebnis: 'nicht bestanden' }],
		['name and time', { name: 'PUMP-TC-1', time: '3.2' }],
		['a class', { case: 'PUMP-TC-1', classname: 'pump' }],
		['what JUnit has, and a verdict', { name: 'a', classname: 'b', time: '1', ergebnis: 'rot' }],
	])('a table with columns for %s says nothing', (_, row) => {
		expect(readResults([row], {})).toMatchObject([{ status: undefined }]);
	});

	test('a table row with a count of tests is a result where it names its case', () => {
		const row = { id: 'PUMP-TC-1', tests: '3', verdict: 'failed' };
		const mapping = { caseKey: 'id', statusKey: 'verdict' };
		expect(readResults([row], mapping)).toMatchObject([{ cases: ['PUMP-TC-1'], status: 'failed' }]);
	});

	test('attributes may be empty, and ones that say success are no contradiction', () => {
		const testcase = { name: 'Alarm', classname: '', file: '', success: 'true' };
		const [result] = readResults({ testsuites: { testsuite: { testcase } } }, {});
		expect(toStatus(result?.status)).toBe('PASSED');
	});
});
