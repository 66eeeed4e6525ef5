/** The files that test tools write: what each of them says of its tests, and where it has the key of the case. */
import { readReportText } from '../../nodes/Jama/testResults/reportFile';
import { matchResults } from '../../nodes/Jama/testResults/testMatching';
import type { Mapping } from '../../nodes/Jama/testResults/testReports';
import { readResults } from '../../nodes/Jama/testResults/testReports';
import { toStatus } from '../../nodes/Jama/values/testStatus';
import { REPORTS } from './support/reports';
import { run } from './support/testCenter';

const read = (text: string, mapping: Mapping = {}) =>
	readResults(readReportText(text, 'The file'), mapping);
const report = (name: string) => REPORTS[name] ?? '';

const runs = [1, 2, 3].map((n) => run(n, 100 + n, `Case ${n}`));
const cases = [1, 2, 3].map((n) => ({ id: 100 + n, documentKey: `PUMP-TC-${n}` }));

describe.each(Object.keys(REPORTS))('a file of %s', (name) => {
	test('says what passed, failed and was skipped, each of its case', () => {
		const { results } = matchResults(read(report(name)), runs, cases, false);
		expect(results.map((one) => [one.run?.id, one.status, one.verdict])).toEqual([
			[1, 'PASSED', 'matched'],
			[2, 'FAILED', 'matched'],
			[3, 'NOT_RUN', 'skipped'],
		]);
		expect(results[1]?.message).toContain('too loud');
	});

	test('cut off anywhere, it is an error and no shorter report', () => {
		const text = report(name).trimEnd();
		let tried = 0;
		for (let length = 40; length < text.length; length += 17) {
			tried += 1;
			expect(() => read(text.slice(0, length))).toThrow('This is not a whole XML file');
		}
		expect(tried).toBeGreaterThan(20);
	});

	test('twice in one file, it is an error', () => {
		expect(() => read(report(name) + report(name))).toThrow('This is not a whole XML file');
	});
});

describe('a word that is no pass', () => {
	const status = (text: string) => read(text)[0]?.status;
	const nunit3 = (attributes: string, inside = '') =>
		`<test-run><test-suite><test-case name="a" ${attributes}>${inside}</test-case></test-suite></test-run>`;
	const nunit2 = (attributes: string) =>
		`<test-results><test-suite><results><test-case name="A.b" ${attributes}/></results></test-suite></test-results>`;
	const testng = (attributes: string) =>
		`<testng-results><suite><test><class name="A"><test-method name="b" ${attributes}/></class></test></suite></testng-results>`;
	const xunit = (attributes: string, inside = '') =>
		`<assemblies><assembly><collection><test name="A.b" ${attributes}>${inside}</test></collection></assembly></assemblies>`;

	test.each([
		['NUnit 3 without a result', nunit3('runstate="Runnable"')],
		['NUnit 3, inconclusive', nunit3('result="Inconclusive"')],
		['NUnit 3, a warning', nunit3('result="Warning"')],
		['NUnit 3, a pass with a failure', nunit3('result="Passed"', '<failure/>')],
		['NUnit 3, a pass that was cancelled', nunit3('result="Passed" label="Cancelled"')],
		['NUnit 2, inconclusive', nunit2('executed="True" result="Inconclusive" success="False"')],
		['NUnit 2, a success that is none', nunit2('executed="True" result="Success" success="False"')],
		['NUnit 2, a success that did not run', nunit2('executed="False" result="Success"')],
		['NUnit 2, not runnable', nunit2('executed="False" result="NotRunnable"')],
		['NUnit 2.4, failed', nunit2('executed="True" success="False"')],
		['NUnit 2.4, not run', nunit2('executed="False"')],
		['NUnit 2, nothing said', nunit2('time="0.1"')],
		['TestNG, within the success percentage', testng('status="SUCCESS_PERCENTAGE_FAILURE"')],
		['TestNG without a status', testng('signature="b()"')],
		['xUnit.net, not run', xunit('result="NotRun"')],
		['xUnit.net without a result', xunit('time="0"')],
		['xUnit.net, a pass with a failure', xunit('result="Pass"', '<failure/>')],
	])('%s', (_name, text) => {
		expect(toStatus(status(text))).not.toBe('PASSED');
	});

	test.each([
		['NUnit 2.4', nunit2('executed="True" success="True"')],
		[
			'NUnit 3, with what it said',
			nunit3('result="Passed"', '<reason><message>x</message></reason>'),
		],
		['xUnit.net', xunit('result="Pass"')],
		['TestNG', testng('status="PASS"')],
	])('%s passes by its word', (_name, text) => {
		expect(toStatus(status(text))).toBe('PASSED');
	});

	test('what prepares tests in TestNG is no test', () => {
		expect(() => read(testng('status="PASS" is-config="true"'))).toThrow('no test result');
	});
});

describe('where the key stands', () => {
	const text =
		'<testsuite><testcase classname="Tests.PUMP_TC_1" name="PUMP_TC_2"><properties>' +
		'<property name="key" value="PUMP-TC-3"/></properties></testcase></testsuite>';
	const found = (mapping: Mapping) => matchResults(read(text, mapping), runs, cases, false);

	test.each([
		['className', 1],
		['name', 2],
		['properties', 3],
	] as const)('%s', (findKeyIn, id) => {
		expect(found({ findKeyIn }).writes.map(({ run: one }) => one.id)).toEqual([id]);
	});

	test('everywhere: three that fit are none', () => {
		for (const mapping of [{}, { findKeyIn: 'everywhere' as const }]) {
			expect(found(mapping)).toMatchObject({ results: [{ verdict: 'ambiguous' }], writes: [] });
		}
	});

	test('a key of its own decides', () => {
		const { writes } = found({ caseKey: 'key', findKeyIn: 'name' });
		expect(writes.map(({ run: one }) => one.id)).toEqual([3]);
	});

	test('names of NUnit 2 and xUnit.net without their class, also with dots in arguments', () => {
		const name = 'Acme.AlarmTest.Rings(&quot;a.b.c&quot;)';
		const test = `<test name="${name}" type="Acme.AlarmTest" result="Pass"/>`;
		const one = `<assembly><class>${test}</class></assembly>`;
		expect(read(one, { findKeyIn: 'name' })).toMatchObject([
			{ name: 'Acme.AlarmTest.Rings("a.b.c")', cases: ['Rings("a.b.c")'] },
		]);
	});
});
