/** Building a test plan in one step, and what is left when a step fails. */
import { byId, useJama } from './support';

const jama = useJama();
const PAGE = 'startAt=0&maxResults=50';
const plan = { project: byId(2), name: 'Regression 2' };
const list = (testCases: string) => ({ ...plan, casesFrom: 'list', testCases });
const groups = (value: unknown) => ({
	...plan,
	casesFrom: 'groups',
	groupsJson: JSON.stringify(value),
});
const ALARMS = groups([
	{ name: 'Alarms', cases: ['PUMP-TC-1', 25] },
	{ name: 'Default Test Group', cases: ['PUMP-TC-3'] },
]);
const CYCLE = { cycleName: 'Build 7', startDate: '2026-02-03', endDate: '2026-02-10' };
/** The id that the next plan gets; a cycle made after it gets the one after that. */
const nextId = () => jama.server.state.next('item') + 1;

test('groups, cases and a cycle, in this order', async () => {
	const id = nextId();
	const additionalFields = { ...CYCLE, description: 'Nightly' };
	const rows = await jama.rows('testPlan.build', { ...ALARMS, additionalFields });
	expect(rows).toEqual([
		{
			testPlan: id,
			name: 'Regression 2',
			groups: [
				{ id: 4, name: 'Alarms', testCases: [22, 25] },
				{ id: 3, name: 'Default Test Group', testCases: [28] },
			],
			testCycle: id + 1,
		},
	]);
	expect(jama.sent()).toEqual([
		`GET /abstractitems?documentKey=PUMP-TC-1&documentKey=PUMP-TC-3&${PAGE}`,
		'GET /items/25',
		`GET /itemtypes?${PAGE}`,
		'POST /testplans {"project":2,"fields":{"name":"Regression 2","description":"<p>Nightly</p>"}}',
		`GET /testplans/${id}/testgroups?${PAGE}`,
		`POST /testplans/${id}/testgroups {"name":"Alarms"}`,
		`POST /testplans/${id}/testgroups/4/testcases {"testCase":22}`,
		`POST /testplans/${id}/testgroups/4/testcases {"testCase":25}`,
		`POST /testplans/${id}/testgroups/3/testcases {"testCase":28}`,
		`POST /testplans/${id}/testcycles {"fields":{"name":"Build 7","startDate":"2026-02-03","endDate":"2026-02-10"},"testRunGenerationConfig":{}}`,
	]);
	expect(jama.server.state.testItems.runsOf(id + 1)).toHaveLength(3);
});

test('a list goes into the default group, each case once', async () => {
	const [row] = await jama.rows('testPlan.build', list('PUMP-TC-1, 22, PUMP-TC-2'));
	expect(row?.groups).toEqual([{ id: 3, name: 'Default Test Group', testCases: [22, 25] }]);
	expect(row).not.toHaveProperty('testCycle');
});

describe('the test cases among the results of a filter', () => {
	const ofFilter = { ...plan, casesFrom: 'filter', filterId: byId(3) };
	const rename = (value: string) => {
		const rule = jama.server.state.filters.get(3)?.filterQuery.rule as { values?: string[] };
		rule.values = [value];
	};

	test('go into the default group, and nothing else does', async () => {
		rename('dose calculator');
		const [row] = await jama.rows('testPlan.build', ofFilter);
		const [group] = row?.groups as Array<{ id: number; testCases: number[] }>;
		expect(group?.testCases).toContain(25);
		const types = group?.testCases.map((id) => jama.server.state.items.get(id)?.itemType);
		expect(new Set(types)).toEqual(new Set([jama.server.state.items.get(22)?.itemType]));
		expect(jama.sent().slice(0, 2)).toEqual(['GET /filters/3', `GET /filters/3/results?${PAGE}`]);
	});

	test('must be one at least', async () => {
		rename('nothing is called so');
		const failure = await jama.failure('testPlan.build', ofFilter);
		expect(failure.message).toBe('Filter 3 finds no test case');
		expect(jama.writes()).toEqual([]);
	});
});

test('a dry run creates nothing', async () => {
	const rows = await jama.rows('testPlan.build', { ...ALARMS, options: { dryRun: true } });
	expect(rows).toEqual([
		{
			dryRun: true,
			groups: [
				{ name: 'Alarms', cases: [22, 25] },
				{ name: 'Default Test Group', cases: [28] },
			],
		},
	]);
	expect(jama.writes()).toEqual([]);
});

test.each<[string, object, string]>([
	[
		'unknown cases',
		list('PUMP-TC-1, PUMP-TC-99, 999999'),
		'There is no test case PUMP-TC-99, 999999',
	],
	['items that are none', list('20, PUMP-SYS-1, PUMP-TC-1'), 'No test case: 20, PUMP-SYS-1'],
	['no case', list(' '), "'Test Cases' is empty"],
	['a group without a name', groups([{ cases: [22] }]), 'Group 1 has no name'],
	['groups that are none', groups({ name: 'A' }), "'Groups' must be a list of groups"],
])('refuses %s before anything is created', async (_name, parameters, message) => {
	const failure = await jama.failure('testPlan.build', parameters);
	expect(failure).toMatchObject({ message, itemIndex: 0 });
	expect(failure.description).not.toBe('');
	expect(jama.writes()).toEqual([]);
});

describe('a step that fails says what is left', () => {
	const LEFT = (id: number) => `Test plan ${id} was created and is not complete.`;
	test.each<[string, string, (id: number) => string, number]>([
		['the plan', '', () => '', 0],
		['the group', '/testgroups', (id) => `${LEFT(id)} Nothing was deleted`, 1],
		[
			'a case of the second group',
			'/testgroups/3/testcases',
			(id) =>
				`${LEFT(id)} Its groups so far: 'Alarms' (ID 4) with 2 of 2 test cases, 'Default Test Group' (ID 3) with 0 of 1 test cases. Nothing was deleted`,
			1,
		],
		[
			'the cycle',
			'/testcycles',
			(id) =>
				`Test plan ${id} was created with all its groups and test cases; only the cycle is missing.`,
			1,
		],
	])('%s', async (_name, path, left, plans) => {
		const id = nextId();
		const before = jama.server.state.testItems.plansOf(2).length;
		const full = path === '' ? '/testplans' : `/testplans/${id}${path}`;
		jama.server.switches.failNext = [{ status: 400, method: 'POST', path: full }];
		const parameters = { ...ALARMS, additionalFields: CYCLE };
		const failure = await jama.failure('testPlan.build', parameters);
		expect(failure.message).toBe('Scripted failure 400');
		if (left(id) === '') expect(failure.description).not.toMatch(/was created/);
		else expect(failure.description).toContain(left(id));
		expect(jama.server.state.testItems.plansOf(2)).toHaveLength(before + plans);
		expect(jama.writes().filter((line) => line.startsWith('DELETE'))).toEqual([]);
	});
});
