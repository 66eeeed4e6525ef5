/** What the sync example says when it is set up wrongly, or may not do what it should: a real n8n against both fake servers. */
import { TYPE } from '../servers/jama/seed/seedTypes';
import type { Execution, Json, N8nApi } from './api';
import { connect, prepared } from './prepared';
import { requirementsOf, withoutJiraKeys } from './requirements';
import { readExample, startTwoSystems, withFields, type TwoSystems } from './twoSystems';

const { root } = prepared();

let api: N8nApi;
let systems: TwoSystems;

beforeAll(async () => {
	({ api } = connect());
	systems = await startTwoSystems(api, 'cloud');
}, 60_000);
beforeEach(() => {
	for (const server of [systems.jama, systems.jira]) {
		server.reset();
		server.reseed();
	}
	withoutJiraKeys(systems.jama);
});
afterAll(async () => await systems?.close());

/** Runs it with other values in Set up. */
async function run(values: Record<string, string> = {}): Promise<Execution> {
	const example = readExample(root, 'jama-jira-sync.json', (name, parameters) =>
		name === 'Set up' ? withFields(parameters, values) : parameters,
	);
	const id = await api.saveWorkflow(example, systems.credentials);
	return await api.runWorkflow(id, 'Every hour');
}
const written = () =>
	[...systems.jama.requests, ...systems.jira.requests].filter(({ method }) => method !== 'GET');
const field = (type: number, name: string) =>
	systems.jama.state.itemTypes.get(type)!.fields.find((one) => one.name === `${name}$${type}`)!;

interface Wrong {
	what: string;
	values?: Record<string, string>;
	change?: (systems: TwoSystems) => void;
	says: string[];
}
const WRONG: Wrong[] = [
	{
		what: 'statuses that neither side has',
		values: { statuses: '{ "Review": "Open", "Done": "Ready" }' },
		says: [
			'the Jira project has no status "Review"',
			'implementation_status in Jama has no "Ready"',
		],
	},
	{
		what: 'a field that an item type has not',
		values: { fixVersionField: 'target_version' },
		says: [
			'"System Requirement" has no field target_version',
			'"Software Requirement" has no field target_version',
		],
	},
	{
		what: 'a field that the API may not write',
		change: () =>
			Object.assign(field(TYPE.software, 'jira_key'), { readOnlyAllowApiOverwrite: false }),
		says: ['The field "Jira Key" of "Software Requirement" is read-only for the API'],
	},
	{
		what: 'a project without the issue type',
		change: ({ jira }) => void jira.switches.missingTypes.push('Epic'),
		says: ['The Jira project PUMP has no issue type "Epic"'],
	},
	{
		what: 'a permission that is missing in Jira',
		change: ({ jira }) => void jira.switches.missingPermissions.push('EDIT_ISSUES'),
		says: ['The Jira user lacks the permission "EDIT_ISSUES" in PUMP'],
	},
	{
		what: 'names of types, priorities, versions and statuses that there are not',
		values: {
			downstreamType: 'Feature',
			approvedStatuses: '["Accepted"]',
			priorities: '{ "High": "Blocker" }',
			fixVersions: '{ "9.9": "Release 9" }',
			deletedIssues: 'ignore',
		},
		says: [
			'Jama has no item type "Feature"',
			'Jama has no status "Accepted"',
			'Jira has no priority "Blocker"',
			'the Jira project has no version "9.9"',
			'deletedIssues is neither "report" nor "make again"',
		],
	},
];

describe('the sync, set up wrongly', () => {
	it.each(WRONG)(
		'$what: it stops before it writes anything',
		async ({ values, change, says }) => {
			change?.(systems);
			const { status, lastNode, error } = await run(values);
			expect([status, lastNode]).toEqual(['error', 'Stop: set up is wrong']);
			expect(error?.message).toMatch(/^Nothing was changed\./);
			for (const words of says) expect(error?.message).toContain(words);
			expect(written()).toEqual([]);
		},
		60_000,
	);

	it.each([
		[
			'a Jira project',
			{ jiraProject: 'NONE' },
			'Get project',
			"No project could be found with key 'NONE'",
		],
		['a Jama project', { jamaProject: 'Nothing' }, 'Compare with Jama', 'Nothing'],
	] as const)(
		'%s that there is not: it stops before it writes anything',
		async (_, values, node, words) => {
			const { status, lastNode, error } = await run(values);
			expect([status, lastNode]).toEqual(['error', node]);
			expect(error?.message).toContain(words);
			expect(written()).toEqual([]);
		},
		60_000,
	);

	const summaryOf = ({ runData }: Execution): Json =>
		runData.Summary?.[0]?.data?.main[0]?.[0]?.json ?? {};

	it('a permission that is missing in Jama is said at each item, and nothing is made in Jira', async () => {
		const { jama, jira } = systems;
		const { size } = jira.state.issues;
		jama.switches.failNext = [
			{ method: 'POST', pattern: '^/items/\\d+/links$', status: 403, times: 'always' },
		];
		const execution = await run();
		expect([execution.status, execution.lastNode]).toEqual([
			'error',
			'Stop: not everything is in step',
		]);
		const { failed, made } = summaryOf(execution) as Record<string, Array<{ reason: string }>>;
		expect(made).toEqual([]);
		expect(failed?.length).toBeGreaterThan(3);
		for (const { reason } of failed ?? []) expect(reason).toContain('Scripted failure 403');
		expect(jira.state.issues.size).toBe(size);
	}, 60_000);

	it.each(['jama', 'jira'] as const)(
		'a rate limit of %s only takes time',
		async (side) => {
			const headers = { 'retry-after': '1' };
			systems[side].switches.failNext = [{ nth: 12, status: 429, times: 3, headers }];
			const execution = await run();
			expect([execution.error, execution.status]).toEqual([undefined, 'success']);
			const keys = requirementsOf(systems.jama).map(
				({ fields, itemType }) => fields[`jira_key$${itemType}`],
			);
			const made = keys.filter((key) => key !== undefined);
			expect(made.length).toBe((summaryOf(execution).made as unknown[]).length);
			expect(new Set(made).size).toBe(made.length);
		},
		60_000,
	);
});
