/** What the user asked Jira for reaches the output, and what Jira says beside its rows is said. */
import { byId, byKey, byName, useJira } from './support';

const board = { boardId: byId(1) };
const sprint3 = { ...board, sprintId: byId(3), simplify: true, limit: 2 };

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment });
	const run = async (operation: string, parameters: object) => {
		const { items, error, hints } = await jira.run(operation, parameters);
		expect(error).toBeUndefined();
		return {
			rows: items.map(({ json }) => json),
			hints: hints.map(({ message }) => message),
		};
	};

	test('a query with a value that there is not: nothing is found, and Jira says why', async () => {
		const parameters = {
			...board,
			filters: { jql: 'project = NONE' },
			options: { validateQuery: false },
		};
		expect(await run('board.getIssues', parameters)).toEqual({
			rows: [],
			hints: ["Jira says: The value 'NONE' does not exist for the field 'project'."],
		});
		const strict = await jira.failure('board.getIssues', { ...parameters, options: {} });
		expect(strict.message).toContain("The value 'NONE' does not exist");
	});

	test('names and schema of the fields, in every row, simplified or not', async () => {
		const options = { fields: 'summary, customfield_10016', expand: 'names, schema' };
		for (const simplify of [true, false]) {
			const { rows } = await run('board.getSprintIssues', { ...sprint3, simplify, options });
			expect(rows).toHaveLength(2);
			for (const row of rows) {
				expect(row.names).toEqual({ summary: 'Summary', customfield_10016: 'Story Points' });
				expect(row.schema).toMatchObject({ customfield_10016: { customId: 10016 } });
			}
		}
	});

	test('Issue Get with Simplify keeps the fields and expansions that are named', async () => {
		const { rows } = await run('issue.get', {
			issueIdOrKey: byKey('PUMP-4'),
			simplify: true,
			options: { fields: 'summary, subtasks, comment', expand: 'changelog, transitions' },
		});
		expect(rows).toEqual([
			{
				id: '10004',
				key: 'PUMP-4',
				summary: expect.any(String),
				subtasks: [],
				comment: expect.objectContaining({ comments: [] }),
				changelog: expect.objectContaining({ histories: [] }),
				transitions: expect.any(Array),
				url: `${jira.server.url}/browse/PUMP-4`,
			},
		]);
	});

	test('the field of the estimation is asked for together with those that are named', async () => {
		const options = { fields: 'summary', estimationField: byName('Story Points') };
		const { rows } = await run('board.getSprintIssues', { ...sprint3, options });
		expect(rows).toMatchObject([
			{ key: 'PUMP-22', summary: expect.any(String), estimate: 5 },
			{ key: 'PUMP-23', estimate: 8 },
		]);
		expect(rows[0]).not.toHaveProperty('customfield_10016');
		expect(jira.sent().at(-1)).toContain('fields=summary,customfield_10016');
	});

	test('a board that estimates in time', async () => {
		const options = { fields: 'summary', estimationField: byName('Original estimate') };
		const { rows } = await run('board.getSprintIssues', { ...sprint3, options });
		expect(rows.map(({ estimate }) => estimate)).toEqual([43_200, null]);
		const issue = { issueIdOrKey: byKey('PUMP-23'), boardId: byId(3) };
		const set = await run('issue.setEstimation', { ...issue, value: '2d 4h' });
		expect(set.rows).toMatchObject([{ fieldId: 'timeoriginalestimate', value: 72_000 }]);
	});

	test('fields by their names; one that there is not is told', async () => {
		const options = { fields: 'Summary, Story Points, Priority, Color' };
		const { rows, hints } = await run('board.getSprintIssues', { ...sprint3, options });
		expect(jira.sent().at(-1)).toContain('fields=summary,customfield_10016,priority,Color');
		expect(rows[0]).toMatchObject({ 'Story Points': 5, priority: 'Medium' });
		expect(hints).toEqual(['Jira lists no field "Color", and sends nothing for it.']);
	});

	test('fields by their IDs are not looked up', async () => {
		const options = { fields: 'summary, -comment, *navigable, customfield_10016, sprint' };
		await run('board.getSprintIssues', { ...sprint3, simplify: false, options });
		expect(jira.sent()).toHaveLength(1);
	});

	test('a list in the order that the query says', async () => {
		const filters = { jql: 'ORDER BY key DESC' };
		const { rows } = await run('board.getIssues', { ...board, limit: 3, filters });
		expect(rows.map(({ key }) => key)).toEqual(['PUMP-63', 'PUMP-62', 'PUMP-61']);
	});

	test('versions by name', async () => {
		const filters = { versions: '={{ "1.0" }}', jql: 'labels = safety' };
		const { rows } = await run('board.getIssues', { ...board, filters });
		expect(rows.map(({ key }) => key)).toEqual(['PUMP-4', 'PUMP-11']);
	});

	test('filters can be picked', async () => {
		const { results } = await jira.search('searchFilters', {}, 'firm');
		expect(results).toEqual([expect.objectContaining({ name: 'Firmware', value: 10003 })]);
		const made = await run('board.create', {
			name: 'New',
			type: 'kanban',
			filterId: byName('Safety'),
			additionalFields: { projectKeyOrId: byId('PUMP') },
		});
		expect(made.rows).toMatchObject([{ name: 'New' }]);
	});
});

describe('Cloud', () => {
	const jira = useJira();

	test('Board Get Many keeps what is expanded', async () => {
		const options = { expand: ['admins', 'permissions'] };
		const [row] = await jira.rows('board.getMany', { simplify: true, limit: 1, options });
		expect(row).toMatchObject({
			id: 1,
			projectKey: 'PUMP',
			admins: { users: [expect.any(Object)], groups: [] },
			canEdit: true,
		});
	});

	test('a team-managed board: its issues with their parents, and what its epics need', async () => {
		const app = { boardId: byId(100), returnAll: true };
		const rows = await jira.rows('board.getIssues', { ...app, simplify: true });
		expect(rows.map(({ key, parent }) => [key, parent])).toEqual([
			['APP-2', 'APP-1'],
			['APP-3', 'APP-1'],
			['APP-4', undefined],
		]);
		expect(await jira.rows('board.getEpics', app)).toEqual([]);
		expect(await jira.rows('board.getSprints', app)).toMatchObject([{ name: 'APP Sprint 1' }]);
		const { state } = jira.server;
		jira.server.requests.length = 0;
		const epic = { epicIdOrKey: byKey('APP-1') };
		await jira.rows('epic.moveIssues', { ...epic, issues: 'APP-4' });
		expect(state.issue('APP-4')!.parent).toBe(state.issue('APP-1')!.id);
		expect(jira.sent()).toEqual([
			'GET platform2:/project/APP',
			'PUT platform3:/issue/APP-4 {"fields":{"parent":{"key":"APP-1"}}}',
		]);
		await jira.rows('epic.removeIssues', { issues: 'APP-4' });
		expect(state.issue('APP-4')!.parent).toBeUndefined();
		const mixed = await jira.failure('epic.moveIssues', { ...epic, issues: 'APP-4, PUMP-4' });
		expect(mixed.message).toContain('Some of the issues are in a team-managed project');
	});
});

describe('Data Center', () => {
	const jira = useJira({ deployment: 'dataCenter' });

	test('a sprint that comes as text has its whole name', async () => {
		jira.server.state.sprints.get(2)!.name = 'Sprint 2, Alarms [b]';
		const relativeUrl = '/search?jql=key=PUMP-12&fields=customfield_10020';
		const [row] = await jira.rows('customApi.request', {
			relativeUrl,
			options: { root: 'platform' },
		});
		const text = JSON.stringify(row);
		expect(text).toContain('name=Sprint 2, Alarms [b],startDate=');
	});
});
