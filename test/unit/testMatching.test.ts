/** Which run a result is of: by key, ID or name, and never one of two. */
import type { Judged, Plan } from '../../nodes/Jama/testResults/testMatching';
import { matchResults, needsCases } from '../../nodes/Jama/testResults/testMatching';
import type { Result } from '../../nodes/Jama/testResults/testReports';
import { run } from './support/testCenter';

const result = (name: string, status: unknown = 'passed', message = ''): Result => ({
	cases: name === '' ? [] : [name],
	keys: [],
	status,
	message,
});
/** What becomes of results, by the name of each. */
const verdictsOf = ({ results }: Plan, verdict: Judged['verdict']) =>
	results.filter((one) => one.verdict === verdict);
const runsOf = ({ writes }: Plan) => writes.map(({ run: one }) => one.id);

describe('matching', () => {
	const runs = [run(1, 101, 'Alarm'), run(2, 102, 'Twin'), run(3, 103, 'Twin'), run(4, 101, 'B')];
	const cases = [
		{ id: 102, documentKey: 'P-TC-2', globalId: 'GID-102' },
		{ id: 103, documentKey: 'P-TC-3', globalId: 'GID-103' },
	];
	const match = (results: Result[], recordSkipped = false) =>
		matchResults(results, runs, cases, recordSkipped);

	test.each([
		['p-tc-2', 2],
		['102', 2],
		['GID-103', 3],
		['2', 2],
		['P-TSTRN-3', 3],
		['GID-4', 4],
		[' alarm ', 1],
	])('%s is run %i', (name, id) => {
		expect(runsOf(match([result(name)]))).toEqual([id]);
	});

	test.each([
		['[P-TC-2] alarm', 2, 'P-TC-2'],
		['test_P_TC_3_beeps', 3, 'P_TC_3'],
		['p-tc-3: beeps', 3, 'p-tc-3'],
		['alarm_P_TC_3', 3, 'P_TC_3'],
		['TEST_P_TC_3', 3, 'P_TC_3'],
		['測試P-TC-2', 2, 'P-TC-2'],
	])('%s holds the key of run %i', (name, id, key) => {
		const plan = match([result(name)]);
		expect(runsOf(plan)).toEqual([id]);
		expect(plan.results).toMatchObject([{ key, name }]);
	});

	const withKeys = (names: string[], ...keys: string[]): Result => ({
		...result(''),
		cases: names,
		keys,
	});

	test.each<[string, Result, number[]]>([
		['a document key', withKeys(['any'], 'P-TC-2'), [2]],
		['a global ID', withKeys([], 'GID-103'), [3]],
		['a text with a key inside', withKeys(['any'], 'verifies P-TC-2'), [2]],
		['the key that the name holds as well', withKeys(['[P-TC-2] alarm'], 'P-TC-2'), [2]],
		['a number, which may mean anything', withKeys(['any'], '2'), []],
		['the name of a run, which may mean anything', withKeys(['any'], 'Alarm'), []],
		['another key than the name', withKeys(['P-TC-3'], 'P-TC-2'), []],
		['two keys', withKeys(['any'], 'P-TC-2', 'P-TC-3'), []],
	])('a property with %s', (_name, one, ids) => {
		expect(runsOf(match([one]))).toEqual(ids);
	});

	test.each(['SUB_P_TC_2', 'a SUB_P-TC-2 b', 'ÜBER_P_TC_2', 'TEST_SUB_P_TC_2'])(
		'%s may hold a longer key',
		(name) => {
			expect(match([result(name)])).toMatchObject({
				results: [
					{ verdict: 'ambiguous', reason: expect.stringContaining('part of a longer key') },
				],
				writes: [],
			});
		},
	);

	test.each([
		'ÜP-TC-2',
		'U\u0308P-TC-2',
		'P-TC-2é',
		'P_TC_2_3',
		'P-TC-22',
		'XP-TC-2',
		'P-TC-2x',
		'SUB-P-TC-2',
		'P-TC-2-2',
		'P-TC-2.5',
		'P-TC-2２',
	])('%s holds no key', (name) => {
		expect(match([result(name)])).toMatchObject({ results: [{ verdict: 'notFound' }], writes: [] });
	});

	test('a key with an underscore is found like any other', () => {
		const named = [{ id: 102, documentKey: 'MY_PUMP-TC-2', globalId: 'GID-102' }];
		expect(runsOf(matchResults([result('[MY_PUMP-TC-2] alarm')], runs, named, false))).toEqual([2]);
	});

	test('two keys in one name, and two readings of one name, are ambiguous', () => {
		const plan = match([result('P-TC-2 after P-TC-3'), result('4')]);
		expect(plan.results.map(({ verdict }) => verdict)).toEqual(['ambiguous', 'matched']);
		const twice = [...runs, run(5, 4, 'Other')];
		const [one] = matchResults([result('4')], twice, cases, false).results;
		expect(one?.verdict).toBe('ambiguous');
	});

	test('a result that names several cases is ambiguous, and is none of theirs', () => {
		const unclear = 'The result names several cases: P-TC-2, P-TC-3.';
		const both = { ...result('P-TC-2', 'failed'), cases: ['P-TC-2', 'P-TC-3'], unclear };
		expect(match([both, result('P-TC-2')])).toMatchObject({
			results: [{ verdict: 'ambiguous', reason: unclear }, { verdict: 'matched' }],
			writes: [{ status: 'PASSED' }],
		});
	});

	test('a case that comes twice and agrees is recorded once, with all that was said', () => {
		const twice = [result('P-TC-2', 'failed', 'one'), result('102', 'error', 'two')];
		expect(match(twice)).toMatchObject({
			results: [
				{ key: 'P-TC-2', verdict: 'matched', message: 'one' },
				{ key: '102', verdict: 'matched', message: 'two' },
			],
			writes: [{ status: 'FAILED', message: '<p>one<br />two</p>' }],
		});
	});

	test('the first name that is known decides', () => {
		const plan = match([{ ...result(''), cases: ['pump.Alarm', 'Alarm'] }]);
		expect(plan.results).toMatchObject([{ name: 'pump.Alarm', key: 'Alarm', run: { id: 1 } }]);
	});

	test('names that stand for two runs, and cases that come twice, are ambiguous', () => {
		const plan = match([
			result('Twin'),
			result('101'),
			result('P-TC-2'),
			result('102', 'failed'),
			result('P-TC-3'),
		]);
		expect(runsOf(plan)).toEqual([3]);
		expect(verdictsOf(plan, 'ambiguous').map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
			'Twin: Several runs fit: Twin (run P-TSTRN-2, ID 2, test case 102); Twin (run P-TSTRN-3, ID 3, test case 103).',
			expect.stringMatching(/^101: Several runs fit/),
			'P-TC-2: The results hold this case 2 times, and do not agree.',
			'102: The results hold this case 2 times, and do not agree.',
		]);
	});

	test('what cannot be recorded says why', () => {
		const plan = match([
			result('Nothing'),
			result('Alarm', 'red'),
			result('2', null),
			result(''),
			result('3', 'skipped', 'No device'),
			result('B', 'skipped'),
		]);
		const valid = 'Valid: Passed, Failed, Blocked, In Progress, Not Run.';
		expect(plan.writes).toEqual([]);
		expect(plan.results.map(({ name, verdict, reason }) => [name, verdict, reason])).toEqual([
			['Nothing', 'notFound', 'No run of the cycle has this case.'],
			['Alarm', 'failed', `The status says "red". ${valid}`],
			['2', 'failed', `The status says nothing. ${valid}`],
			['Result 4', 'notFound', 'The result names no case.'],
			['3', 'skipped', 'No device'],
			['B', 'skipped', 'The test was not run.'],
		]);
		expect(match([result('B', 'skipped')], true).writes).toMatchObject([{ status: 'NOT_RUN' }]);
	});

	test('test cases are read only for names that the runs do not answer', () => {
		expect(needsCases([result('Alarm'), result('101')], runs)).toBe(false);
		expect(needsCases([result('Alarm'), result('P-TC-2')], runs)).toBe(true);
		expect(needsCases([withKeys(['Alarm'], 'P-TC-2')], runs)).toBe(true);
		expect(needsCases([withKeys(['Alarm'], 'slow')], runs)).toBe(false);
	});
});
