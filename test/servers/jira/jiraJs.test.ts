import { AgileClient } from 'jira.js';
import { keys, useBench } from './testing';

/** The published client jira.js 5.4.0 against this server: it was written for the real Jira. */
const DATES = { startDate: '2026-01-20T09:00:00.000Z', endDate: '2026-02-03T09:00:00.000Z' };

describe('Cloud', () => {
	const { bench } = useBench();
	let client: AgileClient;
	beforeAll(() => {
		const { username, password } = bench.server.logins.basic;
		client = new AgileClient({
			host: bench.server.url,
			authentication: { basic: { email: username, apiToken: password } },
		});
	});
	const sprintOf = (key: string) => bench.server.state.issue(key)?.sprint;

	test('boards', async () => {
		const { board } = client;
		const list = await board.getAllBoards({ type: 'scrum', name: 'pump', orderBy: 'name' });
		expect(list.values?.map(({ id }) => id)).toEqual([1, 3]);
		expect(await board.getBoard({ boardId: 2 })).toMatchObject({ type: 'kanban' });
		const made = await board.createBoard({ name: 'New', type: 'scrum', filterId: 10001 });
		expect(await board.getConfiguration({ boardId: made.id! })).toMatchObject({ name: 'New' });
		expect((await board.getBoardByFilterId({ filterId: 10001 })).values).toHaveLength(2);
		await board.deleteBoard({ boardId: made.id! });
		await expect(board.getBoard({ boardId: made.id! })).rejects.toMatchObject({ status: 404 });
		expect((await board.getProjects({ boardId: 1 })).values).toHaveLength(1);
		expect((await board.getProjectsFull({ boardId: 1 })).values).toHaveLength(1);
		expect((await board.getAllVersions({ boardId: 1, released: 'true' })).values).toHaveLength(2);
		expect((await board.getAllQuickFilters({ boardId: 1 })).values).toHaveLength(2);
		expect(await board.getQuickFilter({ boardId: 1, quickFilterId: 1 })).toMatchObject({ id: 1 });
		expect((await board.getReportsForBoard({ boardId: 1 })).reports).toHaveLength(2);
		expect((await board.getFeaturesForBoard({ boardId: 1 })).features).toHaveLength(4);
		// Its setBoardProperty and setProperty send no value at all.
		bench.server.state.boards.get(1)!.properties.set('color', 'red');
		expect(await board.getBoardPropertyKeys({ boardId: '1' })).toMatchObject({
			keys: [{ key: 'color' }],
		});
		await board.deleteBoardProperty({ boardId: '1', propertyKey: 'color' });
	});

	test('a sprint from its creation to its deletion', async () => {
		const { sprint } = client;
		const { id } = await sprint.createSprint({ name: 'New', originBoardId: 1 });
		const sprintId = id!;
		await sprint.moveIssuesToSprintAndRank({
			sprintId,
			issues: ['PUMP-40', 'PUMP-41'],
			rankBeforeIssue: 'PUMP-4',
		});
		expect([sprintOf('PUMP-40'), bench.server.state.rank[3]]).toEqual([sprintId, 10040]);
		expect(await sprint.partiallyUpdateSprint({ sprintId, goal: 'Goal', ...DATES })).toMatchObject({
			goal: 'Goal',
		});
		await sprint.swapSprint({ sprintId, sprintToSwapWith: 2 });
		const list = await client.board.getAllSprints({ boardId: 1, state: 'active,future' });
		expect(list.values?.map((each) => each.id)).toEqual([sprintId, 3, 4, 2]);
		await sprint.partiallyUpdateSprint({ sprintId, state: 'active' });
		await expect(sprint.deleteSprint({ sprintId })).rejects.toMatchObject({ status: 400 });
		const closed = await sprint.updateSprint({ sprintId, name: 'Old', state: 'closed', ...DATES });
		expect(closed).toMatchObject({ state: 'closed', name: 'Old' });
		expect(sprintOf('PUMP-40')).toBeUndefined();
		await sprint.deleteSprint({ sprintId: 4 });
		await expect(sprint.getSprint({ sprintId: 4 })).rejects.toMatchObject({ status: 404 });
		expect(await sprint.getPropertiesKeys({ sprintId: '2' })).toEqual({ keys: [] });
	});

	test('the state machine refuses in words', async () => {
		const error = await client.sprint
			.partiallyUpdateSprint({ sprintId: 3, state: 'active' })
			.catch((each: unknown) => each);
		expect(error).toMatchObject({
			status: 400,
			cause: { response: { data: { errors: { startDate: expect.any(String) } } } },
		});
	});

	test('epics', async () => {
		const { epic } = client;
		expect(await epic.getEpic({ epicIdOrKey: 'PUMP-1' })).toMatchObject({ name: 'Alarms' });
		await epic.partiallyUpdateEpic({
			epicIdOrKey: 'PUMP-1',
			done: true,
			color: { key: 'color_3' },
		});
		await epic.moveIssuesToEpic({ epicIdOrKey: 'PUMP-3', issues: ['PUMP-50'] });
		expect(bench.server.state.issue('PUMP-50')?.epic).toBe(10003);
		await epic.removeIssuesFromEpic({ issues: ['PUMP-50'] });
		await epic.rankEpics({ epicIdOrKey: 'PUMP-3', rankBeforeEpic: 'PUMP-1' });
		const list = await client.board.getEpics({ boardId: 1 });
		expect(keys(list.values!)).toEqual(['PUMP-3', 'PUMP-1', 'PUMP-2']);
	});

	test('backlog and issues', async () => {
		const { backlog, board, issue } = client;
		await backlog.moveIssuesToBacklog({ issues: ['PUMP-22'] });
		expect(sprintOf('PUMP-22')).toBeUndefined();
		await backlog.moveIssuesToBacklogForBoard({ boardId: 2, issues: ['LAB-4'] });
		await board.moveIssuesToBoard({ boardId: 2, issues: ['LAB-4'] });
		await issue.rankIssues({ issues: ['PUMP-60', 'PUMP-50'], rankAfterIssue: 'PUMP-3' });
		expect(bench.server.state.rank.slice(2, 5)).toEqual([10003, 10060, 10050]);
		const read = await issue.getIssue({ issueIdOrKey: 'PUMP-60', fields: ['summary', 'epic'] });
		expect(Object.keys(read.fields!)).toEqual(['summary', 'epic']);
		const put = { issueIdOrKey: 'PUMP-60', boardId: 1, value: '8' };
		expect(await issue.estimateIssueForBoard(put)).toMatchObject({ value: 8 });
		expect(await issue.getIssueEstimationForBoard(put)).toMatchObject({ value: 8 });
	});

	test('its lists of issues are those that Cloud has replaced', async () => {
		const ask = () => client.board.getIssuesForBoard({ boardId: 1, maxResults: 2 });
		await expect(ask()).rejects.toMatchObject({ status: 410 });
		bench.server.switches.deprecatedLists = 'working';
		expect(await ask()).toMatchObject({ total: 60, maxResults: 2 });
	});

	test('by the gateway, with an access token', async () => {
		const { accessToken, cloudId } = bench.server.logins.oauth;
		const gateway = new AgileClient({
			host: `${bench.server.url}/ex/jira/${cloudId}`,
			authentication: { oauth2: { accessToken } },
		});
		expect((await gateway.board.getAllBoards({})).values).toHaveLength(4);
	});
});

describe('Data Center', () => {
	const { bench } = useBench({ deployment: 'dataCenter', contextPath: '/jira' });
	let client: AgileClient;
	beforeAll(() => {
		const { username, password } = bench.server.logins.basic;
		client = new AgileClient({
			host: bench.server.url,
			authentication: { basic: { email: username, apiToken: password } },
		});
	});

	/** Reads a list to its end, by the number of rows that came. */
	async function all(
		page: (startAt: number) => Promise<{ issues?: Array<{ key?: string }>; total?: number }>,
	): Promise<number> {
		let read = 0;
		for (;;) {
			const { issues = [], total = 0 } = await page(read);
			read += issues.length;
			if (issues.length === 0 || read >= total) return read;
		}
	}

	test('lists of issues by offset', async () => {
		const { board, epic, sprint } = client;
		const size = { boardId: 1, maxResults: 7, fields: ['summary', 'status'] };
		expect(await all((startAt) => board.getIssuesForBoard({ ...size, startAt }))).toBe(60);
		expect(await all((startAt) => board.getIssuesForBacklog({ ...size, startAt }))).toBe(30);
		expect(await all((startAt) => board.getIssuesWithoutEpicForBoard({ ...size, startAt }))).toBe(
			28,
		);
		expect(
			await all((startAt) => board.getBoardIssuesForEpic({ ...size, epicId: 10001, startAt })),
		).toBe(15);
		expect(
			await all((startAt) => board.getBoardIssuesForSprint({ ...size, sprintId: 2, startAt })),
		).toBe(10);
		expect(
			await all((startAt) =>
				epic.getIssuesForEpic({ epicIdOrKey: 'PUMP-2', maxResults: 4, startAt }),
			),
		).toBe(15);
		expect(await all((startAt) => epic.getIssuesWithoutEpic({ maxResults: 20, startAt }))).toBe(37);
		const jql = 'statusCategory != Done ORDER BY Rank';
		expect(await all((startAt) => sprint.getIssuesForSprint({ sprintId: 2, jql, startAt }))).toBe(
			6,
		);
	});

	test('values by offset, and a sprint', async () => {
		const { board, sprint } = client;
		const page = await board.getAllSprints({ boardId: 1, startAt: 2, maxResults: 1 });
		expect(page).toMatchObject({ isLast: false, values: [{ id: 3 }] });
		await sprint.partiallyUpdateSprint({ sprintId: 3, state: 'active', ...DATES });
		expect(await sprint.getSprint({ sprintId: 3 })).toMatchObject({ state: 'active' });
		await expect(sprint.partiallyUpdateSprint({ sprintId: 1, name: 'New' })).rejects.toMatchObject({
			status: 400,
		});
	});
});
