/** Lists and what servers say of their pages; the lists that the editor offers. */
import { startJiraServer } from '../../servers/jira';
import {
	jiraCredentials,
	jiraOAuth2Credentials,
	runListSearch,
	runLoadOptions,
} from '../../support/engine/harness';
import { byId, DEPLOYMENTS, parametersOf, useJira } from './support';

const all = { boardId: byId(1), returnAll: true };

describe.each(['cloud', 'dataCenter'] as const)('issues of %s', (deployment) => {
	const jira = useJira({ deployment, issues: 230 });
	const keysOf = async (parameters: object = all) =>
		(await jira.rows('board.getIssues', parameters)).map(({ key }) => key);
	const ranked = () =>
		jira.server.state
			.ranked()
			.filter(({ project, type }) => project === 'PUMP' && type !== 'Epic')
			.map(({ key }) => key);

	test('Return All reads every page, Limit exactly so many', async () => {
		expect(await keysOf()).toEqual(ranked());
		for (const limit of [1, 50, 51, 120]) {
			expect(await keysOf({ boardId: byId(1), limit })).toEqual(ranked().slice(0, limit));
		}
	});

	test.each([
		['small pages', { pageMax: 20 }],
		['short pages', { shortPages: true }],
		['no total', { total: 'missing' }],
		['a wrong total', { total: 'wrong' }],
	] as const)('%s lose no row', async (_, switches) => {
		Object.assign(jira.server.switches, switches);
		expect(await keysOf()).toEqual(ranked());
	});

	test('an empty page in the middle is not the end', async () => {
		jira.server.switches.emptyMiddlePage = true;
		expect(await keysOf()).toEqual(ranked());
	});

	test('issues before something is typed: the latest, each once, however far the list is scrolled', async () => {
		const latest = jira.server.state.issue('PUMP-12')!;
		latest.updated = Date.UTC(2100, 0, 1);
		const names: string[] = [];
		let token: string | undefined;
		do {
			const answer = await jira.search('searchIssues', {}, undefined, token);
			names.push(...answer.results.map(({ name }) => name));
			token = answer.paginationToken as string | undefined;
		} while (token !== undefined);
		expect(names[0]).toBe(`PUMP-12: ${latest.summary}`);
		expect(new Set(names).size).toBe(names.length);
		expect(names).toHaveLength(jira.server.state.issues.size);
	});

	test('the Custom API Action reads them to the end as well', async () => {
		const root = deployment === 'cloud' ? 'software' : 'agile';
		const parameters = { relativeUrl: '/board/1/issue', options: { root, allPages: true } };
		const [row] = await jira.rows('customApi.request', parameters);
		const body = row?.body as { issues: Array<{ key: string }>; nextPageToken?: string };
		expect(body.issues.map(({ key }) => key)).toEqual(ranked());
		expect(body.nextPageToken).toBeUndefined();
	});
});

describe.each(DEPLOYMENTS)('boards of %s', (deployment) => {
	const jira = useJira({ deployment });

	test.each(['exact', 'missing', 'wrong'] as const)(
		'with a total that is %s, on small pages',
		async (total) => {
			Object.assign(jira.server.switches, { total, pageMax: 1 });
			const rows = await jira.rows('board.getMany', { returnAll: true });
			expect(rows.map(({ id }) => id)).toEqual([...jira.server.state.boards.keys()]);
		},
	);

	test('the pickers: boards searched by Jira, sprints and epics of the board above', async () => {
		const boards = await jira.search('searchBoards', {}, 'firm');
		expect(boards.results).toEqual([
			{
				name: 'PUMP firmware (scrum)',
				value: 3,
				url: `${jira.server.url}/secure/RapidBoard.jspa?rapidView=3`,
			},
		]);
		expect(jira.sent()[0]).toContain('name=firm');
		const onBoard = parametersOf('sprint.get', { boardId: byId(1) });
		const sprints = await jira.search('searchSprints', onBoard, 'sprint 2');
		expect(sprints.results.map(({ name }) => name)).toEqual(['PUMP Sprint 2 (active)']);
		const epics = await jira.search('searchEpics', onBoard);
		expect(epics.results[0]?.name).toMatch(/Alarms$/);
		expect((await jira.search('searchSprints')).results).toMatchObject([
			{ name: 'Choose the board first', value: '' },
		]);
	});

	test.each([
		['start', ['future']],
		['complete', ['active']],
		['delete', ['future']],
		['moveIssues', ['active', 'future']],
		['get', ['active', 'closed', 'future']],
	])('sprints to %s are those whose state fits', async (operation, states) => {
		const onBoard = parametersOf(`sprint.${operation}`, { boardId: byId(1) });
		const { results } = await jira.search('searchSprints', onBoard);
		const shown = results.map(({ name }) => /\((\w+)\)$/.exec(name)?.[1] ?? name);
		expect([...new Set(shown)].sort()).toEqual(states);
		expect(jira.sent().some((line) => line.includes('state='))).toBe(operation !== 'get');
	});

	test('boards without sprints are offered where none are asked for', async () => {
		const kanban = (results: Array<{ name: string }>) =>
			results.filter(({ name }) => name.endsWith('(kanban)')).length;
		const all = await jira.search('searchBoards', parametersOf('board.get'));
		const withSprints = await jira.search('searchBoards', parametersOf('sprint.start'));
		expect([kanban(all.results) > 0, kanban(withSprints.results)]).toEqual([true, 0]);
		expect(withSprints.results.length).toBeGreaterThan(0);
	});
});

describe.each(['cloud', 'dataCenter'] as const)('further pickers of %s', (deployment) => {
	const jira = useJira({ deployment });

	test('issues are searched by Jira and chosen by their keys', async () => {
		const { results } = await jira.search('searchIssues', {}, 'PUMP-12');
		expect(results[0]).toMatchObject({
			name: expect.stringMatching(/^PUMP-12: /),
			value: 'PUMP-12',
		});
	});

	test('projects by their keys', async () => {
		const { results } = await jira.search('searchProjects');
		expect(results.map(({ name, value }) => [name, value])).toEqual([
			['Infusion Pump (PUMP)', 'PUMP'],
			['Laboratory (LAB)', 'LAB'],
			...(deployment === 'cloud' ? [['Infusion App (APP)', 'APP']] : []),
		]);
	});

	test('versions of the board above, and fields that hold an estimation', async () => {
		const parameters = parametersOf('board.getIssues', { boardId: byId(1) });
		const options = await runLoadOptions('getVersions', {
			nodeType: 'jiraAgile',
			credentials: jiraCredentials(jira.server),
			parameters,
		});
		expect(options.map(({ name }) => name)).toContain('1.0 (released)');
		const { results } = await jira.search('searchEstimationFields');
		expect(results.map(({ name }) => name)).toEqual([
			'Original estimate (timeoriginalestimate)',
			'Story Points (customfield_10016)',
		]);
	});

	test('issues of a version, with their estimate', async () => {
		const rows = await jira.rows('board.getIssues', {
			boardId: byId(1),
			returnAll: true,
			simplify: true,
			filters: { versions: [10100], jql: 'labels = firmware OR labels = safety' },
			options: { estimationField: { __rl: true, mode: 'name', value: 'Story Points' } },
		});
		expect(rows.map(({ key }) => key)).toEqual(['PUMP-4', 'PUMP-7', 'PUMP-10', 'PUMP-11']);
		expect(rows.map(({ estimate }) => estimate)).toEqual([1, 5, 2, 3]);
	});

	test('only fields for ranks, by their numbers', async () => {
		const { results } = await jira.search('searchRankFields');
		expect(results).toEqual([
			{ name: expect.stringMatching(/^Rank \(customfield_/), value: expect.any(Number) },
		]);
	});
});

test('with OAuth2 the links of the pickers lead to the site, not to the gateway', async () => {
	const server = await startJiraServer();
	try {
		const credentials = jiraOAuth2Credentials(server);
		const { results } = await runListSearch('searchBoards', { nodeType: 'jiraAgile', credentials });
		expect(results[0]?.url).toBe(`${server.url}/secure/RapidBoard.jspa?rapidView=1`);
	} finally {
		await server.close();
	}
});
