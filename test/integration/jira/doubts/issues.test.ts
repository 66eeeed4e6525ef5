/** Issues, where it is open how Jira lists, rejects and shows them: the node gives the same, and says what was not done. */
import type { INodeParameters } from 'n8n-workflow';
import type { JiraServer } from '../../../servers/jira';
import { jiraCredentials } from '../../../support/engine/harness';
import { createPollingNode } from '../../../support/engine/polling';
import { rowsOf } from '../../jamaTrigger/support';
import { EPIC_ID } from '../cases';
import { byId, byKey, useJira } from '../support';

const board = { boardId: byId(1) };
const epic = { epicIdOrKey: byKey('PUMP-2') };
const saved = ({ state }: JiraServer): string =>
	JSON.stringify([[...state.issues], [...state.sprints], state.rank]);

describe.each(['cloud', 'dataCenter'] as const)('missingIssue, %s', (deployment) => {
	const jira = useJira({ deployment });
	const onCloud: Array<[string, object]> = [
		['backlog.moveIssuesForBoard', board],
		['board.moveIssues', board],
	];
	const moves: Array<[string, object]> = [
		['sprint.moveIssues', { sprintId: byId(3) }],
		['backlog.moveIssues', {}],
		...(deployment === 'cloud' ? onCloud : []),
		['epic.moveIssues', epic],
		['epic.removeIssues', {}],
		['issue.rank', { side: 'after', rankAfterIssue: byKey('PUMP-5') }],
	];
	const each = moves.flatMap(([operation, parameters]) =>
		([400, 404] as const).map((status) => [status, operation, parameters] as const),
	);
	const unknown = 'Jira does not know PUMP-9999, or this user may not see it.';

	test.each(each)('%d: %s names the issue, and moves none', async (status, operation, more) => {
		jira.server.switches.missingIssue = status;
		const before = saved(jira.server);
		const parameters = { ...more, issues: 'PUMP-30, PUMP-9999' };
		const { message, description } = await jira.failure(operation, parameters);
		expect(message).toContain('does not exist or you do not have permission to see it');
		expect(description.replace(/(POST|PUT) [^ ]+:/, 'it:')).toBe(
			`Check the keys of the issues, and that the user of the credential may see them. Of the request that failed, it: Nothing was changed. ${unknown} Correct the list, or turn on 'Leave Out Unknown Issues'.`,
		);
		const one = await jira.failure(operation, { ...more, issues: 'PUMP-9999' });
		expect(one.description).toBe(
			'Check the keys of the issues, and that the user of the credential may see them. Nothing was changed.',
		);
		expect(saved(jira.server)).toBe(before);
	});

	test.each(each)('%d: %s leaves it out where that is wanted', async (status, operation, more) => {
		jira.server.switches.missingIssue = status;
		const before = saved(jira.server);
		const options = { leaveOutUnknown: true };
		const parameters = { ...more, issues: 'PUMP-30, PUMP-9999', options };
		const { items, hints } = await jira.run(operation, parameters);
		expect(items.map(({ json }) => json)).toMatchObject([
			{ success: true, count: 1, issues: ['PUMP-30'], leftOut: ['PUMP-9999'] },
		]);
		expect(hints.map(({ message }) => message)).toEqual([`Left out: ${unknown}`]);
		expect(saved(jira.server)).not.toBe(before);
	});

	test.each(each)(
		'%d: %s with continue-on-fail fails for its item alone',
		async (status, operation, more) => {
			jira.server.switches.missingIssue = status;
			const input = [{ key: 'PUMP-30' }, { key: 'PUMP-9999' }, { key: 'PUMP-31' }];
			const parameters = { ...more, issues: '={{ $json.key }}' };
			const { items } = await jira.run(operation, parameters, { input, continueOnFail: true });
			expect(items.map(({ json }) => json)).toMatchObject([
				{ success: true, issues: ['PUMP-30'] },
				{ error: expect.stringContaining('does not exist') },
				{ success: true, issues: ['PUMP-31'] },
			]);
		},
	);

	test.each([400, 404] as const)(
		'%d: an issue that is deleted while its sprint is completed',
		async (status) => {
			const { server } = jira;
			server.switches.missingIssue = status;
			server.onRequest = ({ method, path }) => {
				if (method === 'POST' && path.endsWith('/sprint/3/issue'))
					server.state.removeIssue(server.state.issue('PUMP-17')!);
			};
			const parameters = { sprintId: byId(2), moveOpenIssuesTo: 'next' };
			const { description } = await jira.failure('sprint.complete', parameters);
			expect(description).toContain(
				"The sprint 'PUMP Sprint 2' was completed. 0 of its 6 open issues were moved to the sprint 'PUMP Sprint 3'; these are left: PUMP-16, PUMP-17, PUMP-18, PUMP-19, PUMP-20, PUMP-21.",
			);
			expect(server.state.sprints.get(2)!.state).toBe('closed');
			expect(server.state.issuesOf(3).map(({ key }) => key)).not.toContain('PUMP-16');
		},
	);
});

describe.each(['cloud', 'dataCenter'] as const)('searchableProperties, %s', (deployment) => {
	const jira = useJira({ deployment });
	const upsert = { projectKey: byId('PUMP'), issueType: 'Story', summary: 'Doors' };
	const jql = 'issue.property[source] = "GID-1"';
	const mark = () => jira.server.state.issue('PUMP-4')!.properties.set('source', 'GID-1');

	test.each([true, false])(
		'%s: by Property the issue is found all the same',
		async (searchable) => {
			mark();
			jira.server.switches.searchableProperties = searchable;
			const match = { matchBy: 'property', propertyKey: 'source', propertyValue: 'GID-1' };
			const rows = await jira.rows('issue.createOrUpdate', { ...upsert, ...match });
			expect(rows).toMatchObject([{ key: 'PUMP-4', action: 'updated', changed: ['Summary'] }]);
			expect(jira.server.state.issue('PUMP-4')!.summary).toBe('Doors');
			expect(jira.server.state.issues.size).toBe(jira.server.state.rank.length);
		},
	);

	const queries: Array<[string, object]> = [
		['issue.createOrUpdate', { ...upsert, matchBy: 'jql', matchJql: jql }],
		['board.getIssues', { ...board, filters: { jql } }],
		['sprint.getIssues', { sprintId: byId(1), filters: { jql } }],
	];

	test.each(queries)('true: %s finds by JQL', async (operation, parameters) => {
		mark();
		jira.server.switches.searchableProperties = true;
		expect(await jira.rows(operation, parameters)).toMatchObject([{ key: 'PUMP-4' }]);
	});

	test.each(queries)('false: %s says why, and what finds it', async (operation, parameters) => {
		mark();
		const before = saved(jira.server);
		jira.server.switches.searchableProperties = false;
		const { message, description } = await jira.failure(operation, parameters);
		expect(message).toBe(
			"Field 'issue.property[source]' does not exist or you do not have permission to view it.",
		);
		expect(description).toBe(
			"Searches know properties of issues only where an app has declared them. Match by another field, or in 'Create or Update' by 'Property', which reads the issues instead.",
		);
		expect(saved(jira.server)).toBe(before);
	});
});

describe('sprintField, Data Center', () => {
	const jira = useJira({ deployment: 'dataCenter' });
	const kinds = ['text', 'object'] as const;
	/** What an operation gives with each of them. */
	const both = async (work: () => Promise<unknown>) => {
		const given = [];
		for (const kind of kinds) {
			jira.server.reseed();
			jira.server.state.sprints.get(2)!.name = 'Doors, [locks]';
			jira.server.switches.sprintField = kind;
			given.push(await work());
		}
		return given;
	};

	test.each<[string, object]>([
		['issue.get', { issueIdOrKey: byKey('PUMP-16') }],
		['board.getIssues', { ...board, returnAll: true }],
		['sprint.getReport', { sprintId: byId(2), output: 'issues' }],
		['board.getVelocity', { ...board, sprints: 2 }],
	])('%s gives the same', async (operation, parameters) => {
		const [text, object] = await both(
			async () => await jira.rows(operation, { ...parameters, simplify: true }),
		);
		expect(object).toEqual(text);
		expect(JSON.stringify(text)).toMatch(/Doors, \[locks\]|PUMP Sprint 1/);
	});

	test('Create or Update knows the sprint that the issue is in', async () => {
		const rows = await both(async () => {
			const upsert = { projectKey: byId('PUMP'), issueType: 'Story', matchBy: 'key' };
			const { summary } = jira.server.state.issue('PUMP-16')!;
			const to = (id: number) => ({
				...upsert,
				...{ issueKey: 'PUMP-16', summary, ...board },
				additionalFields: { sprintId: byId(id) },
			});
			const [same] = await jira.rows('issue.createOrUpdate', to(2));
			const [other] = await jira.rows('issue.createOrUpdate', to(4));
			return [same?.changed, other?.changed, jira.server.state.issue('PUMP-16')!.sprint];
		});
		expect(rows).toEqual(kinds.map(() => [[], ['Sprint'], 4]));
	});

	test('the trigger shows the sprint of a changed issue by its name', async () => {
		const told = await both(async () => {
			const { server } = jira;
			const node = await createPollingNode({
				credentials: jiraCredentials(server),
				nodeType: 'jiraAgileTrigger',
				parameters: { events: ['issueChanged'], jql: 'key = PUMP-16' } as INodeParameters,
			});
			rowsOf(await node.poll());
			server.state.issue('PUMP-16')!.updated = server.now() + 60_000;
			const [{ updated: _time, ...row } = {}] = rowsOf(await node.poll());
			return row;
		});
		expect(told[1]).toEqual(told[0]);
		expect(told[0]).toMatchObject({
			key: 'PUMP-16',
			sprint: 'Doors, [locks]',
			sprintState: 'active',
		});
	});
});

describe('deprecatedLists, Cloud', () => {
	const jira = useJira();
	const lists: Array<[string, object]> = [
		['backlog.getIssues', board],
		['board.getEpicIssues', { ...board, epicId: byId(EPIC_ID) }],
		['board.getIssues', board],
		['board.getIssuesWithoutEpic', board],
		['board.getSprintIssues', { ...board, sprintId: byId(2) }],
		['epic.getIssues', { epicIdOrKey: byKey('PUMP-1') }],
		['epic.getIssuesWithoutEpic', {}],
		['sprint.getIssues', { sprintId: byId(2) }],
	];
	const asDataCenter = () => ({
		credentials: jiraCredentials({ ...jira.server, deployment: 'dataCenter' }),
	});

	test.each(lists)(
		'%s reads the new list, whether the old one works or not',
		async (operation, more) => {
			const parameters = { ...more, returnAll: true, simplify: true };
			const usual = await jira.rows(operation, parameters);
			expect(usual.length).toBeGreaterThan(5);
			jira.server.switches.deprecatedLists = 'working';
			expect(await jira.rows(operation, parameters)).toEqual(usual);
			expect(jira.sent().filter((one) => /^GET \/(board|epic|sprint)\//.test(one))).toEqual([]);
			// With the wrong deployment in the credential, too.
			const keys = (rows: object[]) => rows.map((row) => 'key' in row && row.key);
			const old = await jira.rows(operation, parameters, asDataCenter());
			expect(keys(old)).toEqual(keys(usual));
		},
	);

	test.each(lists)(
		'gone: %s with the deployment Data Center says what is wrong',
		async (operation, parameters) => {
			jira.server.switches.deprecatedLists = 'gone';
			const { message, description } = await jira.failure(operation, parameters, asDataCenter());
			expect(message).toBe('The requested API has been removed. Use /rest/software/1.0 instead.');
			expect(description).toBe(
				"Jira has removed this endpoint. If the credential's 'Deployment' is not Cloud but the site is, correct it; lists of issues have moved to another root there.",
			);
		},
	);

	test('the Custom API Action reads the old one as far as there is one', async () => {
		const parameters = { relativeUrl: '/board/1/issue', options: { allPages: true } };
		const { message } = await jira.failure('customApi.request', parameters);
		expect(message).toBe('The requested API has been removed. Use /rest/software/1.0 instead.');
		jira.server.switches.deprecatedLists = 'working';
		const [row] = await jira.rows('customApi.request', parameters);
		expect(row?.body).toMatchObject({ total: 60 });
		expect(row?.body).toHaveProperty('issues.59');
	});
});
