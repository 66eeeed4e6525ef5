import { buildPlan, readCaseList, readGroups } from '../../nodes/Jama/testCenter/testPlanBuild';
import type { Reply } from '../support/rows/jamaSession';
import { jamaSession, runContext } from '../support/rows/jamaSession';

const READS: Record<string, Reply> = {
	'GET /itemtypes': {
		rows: [
			{ id: 33, category: 'CORE' },
			{ id: 35, category: 'TEST_CASE' },
		],
	},
	'GET /abstractitems': { rows: [{ id: 101, documentKey: 'P-TC-1', itemType: 35 }] },
	'GET /items/102': { row: { id: 102, itemType: 35 } },
	'GET /items/999': { status: 404 },
	'GET /items/20': { row: { id: 20, itemType: 33 } },
};
const WRITES: Record<string, Reply> = {
	'POST /testplans': { created: 40 },
	'GET /testplans/40/testgroups': { rows: [{ id: 7, name: 'Default Test Group' }] },
	'POST /testplans/40/testgroups': { created: 8 },
	'POST /testplans/40/testgroups/7/testcases': { created: 1 },
	'POST /testplans/40/testgroups/8/testcases': { created: 1 },
	'POST /testplans/40/testcycles': { created: 50 },
};
const LIST = { project: 2, name: 'Plan', casesFrom: 'list', testCases: 'p-tc-1, 102, 102' };
const GROUPS = {
	...LIST,
	casesFrom: 'groups',
	groupsJson: '[{"name": "Alarms", "cases": ["P-TC-1", 102]}]',
	cycleName: 'Build 1',
	startDate: '2026-02-03',
};
type Values = Parameters<typeof buildPlan>[0]['values'];
const build = async (values: Values, replies: Record<string, Reply | Reply[]> = {}) => {
	const script = jamaSession({ ...READS, ...WRITES, ...replies });
	const work = buildPlan(runContext(script.session, { ...values }));
	return { ...script, out: await work.then(([one]) => one?.json) };
};
/** The error of a build, and what was sent. */
const failing = async (values: Values, replies: Record<string, Reply | Reply[]> = {}) => {
	const script = jamaSession({ ...READS, ...WRITES, ...replies });
	const work = buildPlan(runContext(script.session, { ...values }));
	const error = (await work.catch((one: unknown) => one)) as Error & {
		done?: string;
		description?: string;
	};
	expect(error).toBeInstanceOf(Error);
	return { error, asked: script.asked() };
};

test('a list goes into the default group', async () => {
	const { out, asked, sent } = await build(LIST);
	expect(out).toEqual({
		testPlan: 40,
		name: 'Plan',
		groups: [{ id: 7, name: 'Default Test Group', testCases: [101, 102] }],
	});
	expect(asked()).toEqual([
		'GET /abstractitems',
		'GET /items/102',
		'GET /itemtypes',
		'POST /testplans',
		'GET /testplans/40/testgroups',
		'POST /testplans/40/testgroups/7/testcases',
		'POST /testplans/40/testgroups/7/testcases',
	]);
	expect(sent.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
		{ project: 2, fields: { name: 'Plan' } },
		{ testCase: 101 },
		{ testCase: 102 },
	]);
});

test('two items of one key are never one', async () => {
	const rows = [101, 103].map((id) => ({ id, documentKey: 'P-TC-1', itemType: 35 }));
	const { error, asked } = await failing(LIST, { 'GET /abstractitems': { rows } });
	expect(error.message).toMatch(/"p-tc-1".*101.*103/is);
	expect(asked).not.toContain('POST /testplans');
});

test('groups are created, and a cycle', async () => {
	const { out, sent } = await build(GROUPS);
	expect(out).toMatchObject({
		groups: [{ id: 8, name: 'Alarms', testCases: [101, 102] }],
		testCycle: 50,
	});
	expect(sent.at(-1)?.body).toEqual({
		fields: { name: 'Build 1', startDate: '2026-02-03', endDate: '2026-02-03' },
		testRunGenerationConfig: {},
	});
});

test('a filter gives the test cases among its results', async () => {
	const rows = [
		{ id: 101, itemType: 35 },
		{ id: 20, itemType: 33 },
	];
	const values = { project: 2, name: 'Plan', casesFrom: 'filter', filterId: 6 };
	const filter = { 'GET /filters/6': { row: { projectScope: 'CURRENT', name: 'F' } } };
	const { out, sent } = await build(values, { ...filter, 'GET /filters/6/results': { rows } });
	expect(out?.groups).toMatchObject([{ testCases: [101] }]);
	expect(sent[1]?.query).toMatchObject({ project: 2 });
	const none = { 'GET /filters/6/results': { rows: rows.slice(1) } };
	const { error } = await failing(values, { ...filter, ...none });
	expect(error.message).toBe('Filter 6 finds no test case');
});

test('a dry run creates nothing', async () => {
	const { out, asked } = await build({ ...GROUPS, dryRun: true });
	expect(out).toEqual({ dryRun: true, groups: [{ name: 'Alarms', cases: [101, 102] }] });
	expect(asked().every((line) => line.startsWith('GET '))).toBe(true);
});

test.each([
	['an unknown key', { testCases: 'P-TC-1, P-TC-9, 999' }, 'There is no test case P-TC-9, 999'],
	['an item that is none', { testCases: '20, P-TC-1' }, 'No test case: 20'],
	['an empty list', { testCases: ' , ' }, "'Test Cases' is empty"],
	['a wrong date', { cycleName: 'C', startDate: 'soon' }, "'Start Date' is not a date: soon"],
])('%s is refused before anything is created', async (_name, values, message) => {
	const { error, asked } = await failing({ ...LIST, ...values });
	expect(error.message).toBe(message);
	expect(asked.filter((line) => line.startsWith('POST'))).toEqual([]);
});

describe('what is left when a step fails', () => {
	const refused: Reply = { status: 500, words: 'Out of order' };
	const LEFT = 'Test plan 40 was created and is not complete.';
	test.each<[string, string, Reply | Reply[], string | undefined]>([
		['the plan', 'POST /testplans', refused, undefined],
		['reading the groups', 'GET /testplans/40/testgroups', refused, `${LEFT} Nothing was deleted`],
		['a group', 'POST /testplans/40/testgroups', refused, `${LEFT} Nothing was deleted`],
		[
			'the second case',
			'POST /testplans/40/testgroups/8/testcases',
			[{ created: 1 }, refused],
			`${LEFT} Its groups so far: 'Alarms' (ID 8) with 1 of 2 test cases.`,
		],
		[
			'the cycle',
			'POST /testplans/40/testcycles',
			refused,
			"Test plan 40 was created with all its groups and test cases; whether its cycle 'Build 1' was created is not known.",
		],
	])('%s', async (_name, endpoint, reply, done) => {
		const { error, asked } = await failing(GROUPS, { [endpoint]: reply });
		expect(error.message).toBe('Out of order');
		if (done === undefined) expect(error.done).toBeUndefined();
		else expect(error.done).toContain(done);
		expect(asked.filter((line) => line.startsWith('DELETE'))).toEqual([]);
	});

	test.each<[string, Reply, string]>([
		['it is there', { rows: [{ id: 101 }, { id: 102 }] }, 'with 2 of 2 test cases. Nothing'],
		['it is not there', { rows: [{ id: 101 }] }, 'with 1 of 2 test cases. Nothing'],
		[
			'nobody knows',
			refused,
			"with 1 of 2 test cases. Whether test case 102 was added to 'Alarms' is not known",
		],
	])('the answer to the addition of a case is lost, and %s', async (_name, reply, done) => {
		const lost: Record<string, Reply | Reply[]> = {
			'POST /testplans/40/testgroups/8/testcases': [{ created: 1 }, refused],
			'GET /testplans/40/testgroups/8/testcases': reply,
		};
		const { error } = await failing(GROUPS, lost);
		expect(error.message).toBe('Out of order');
		expect(error.done).toContain(done);
	});

	test.each<[string, Reply, string]>([
		['the cycle is not there', { rows: [] }, 'only the cycle is missing. Create it'],
		[
			'the cycle is there',
			{ rows: [{ id: 51, fields: { name: 'Build 1' } }] },
			"its cycle 'Build 1' is there, too (ID 51): there is nothing left to do.",
		],
		['nobody knows', refused, "whether its cycle 'Build 1' was created is not known. Look with"],
	])('the answer to the creation of the cycle is lost, and %s', async (_name, reply, done) => {
		const lost = { 'POST /testplans/40/testcycles': refused };
		const { error } = await failing(GROUPS, { ...lost, 'GET /testplans/40/testcycles': reply });
		expect(error.done).toContain(done);
	});
});

test('groups and lists as people write them', () => {
	expect(readGroups([{ name: ' A ', cases: 'P-TC-1, 7' }, { name: 'B' }])).toEqual([
		{ name: 'A', cases: ['P-TC-1', '7'] },
		{ name: 'B', cases: [] },
	]);
	expect(() => readGroups('[{"cases": []}]')).toThrow('Group 1 has no name');
	expect(() => readGroups('{}')).toThrow("'Groups' must be a list of groups");
	expect(readCaseList([7, 'P-TC-1', '7'])).toEqual(['7', 'P-TC-1']);
});
