import { suiteFailures } from '../../nodes/Jama/testResults/suiteFailures';

const passed = { $: { name: 'a', classname: 'A' } };
const failed = { ...passed, failure: 'no' };
const suite = (counts: object, testcase: unknown, more: object = {}) => ({
	testsuites: { testsuite: { $: { name: 'Alarm', ...counts }, testcase, ...more } },
});

test.each<[string, unknown, string[]]>([
	['all is told', suite({ failures: '1', errors: '0' }, [passed, failed]), []],
	['no counts', suite({}, [passed, failed]), []],
	[
		'a failure and an error of one test',
		suite({ failures: '1', errors: '1' }, { ...failed, error: 'x' }),
		[],
	],
	['a word instead of an element', suite({ failures: '1' }, { ...passed, status: 'failed' }), []],
	['a list of rows', [{ case: 'A', status: 'ok' }], []],
	['rows that are tests themselves', [{ name: 'a', classname: 'A', failure: 'no' }], []],
	['text', '<testsuite/>', []],
	[
		'more are counted than told',
		suite({ failures: '2', errors: '1' }, [passed, failed]),
		['Failures and errors that the report counts: 3; that its tests tell of: 1.'],
	],
	[
		'counted only at the top',
		{
			testsuites: { $: { failures: '1' }, testsuite: [{ testcase: passed }, { testcase: passed }] },
		},
		['Failures and errors that the report counts: 1; that its tests tell of: 0.'],
	],
	[
		'a suite that failed itself',
		suite({}, passed, { failure: { $: { message: 'before all' } } }),
		["The test suite 'Alarm' itself failed (before all)."],
	],
	[
		'a suite inside another that was aborted',
		suite({}, [], { testsuite: { $: { name: 'Inner' }, aborted: '', testcase: passed } }),
		["The test suite 'Inner' itself failed (aborted)."],
	],
])('%s', (_name, report, told) => {
	expect(suiteFailures(report)).toEqual(told);
});
