/** Sprint: Complete, and where its open issues go. */
import { byId, useJira } from '../support';

const OPEN = ['PUMP-16', 'PUMP-17', 'PUMP-18', 'PUMP-19', 'PUMP-20', 'PUMP-21'];
const complete = (moveOpenIssuesTo: string, more: object = {}) => ({
	sprintId: byId(2),
	moveOpenIssuesTo,
	...more,
});

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment });
	const placesOf = () => OPEN.map((key) => jira.server.state.issue(key)!.sprint);

	test('to a sprint, after it was closed, so that they count as not done in it', async () => {
		const parameters = complete('sprint', { destinationSprint: byId(4) });
		const rows = await jira.rows('sprint.complete', parameters);
		expect(rows).toMatchObject([{ state: 'closed', movedToId: 4, movedIssues: OPEN }]);
		expect(placesOf()).toEqual(OPEN.map(() => 4));
		expect(jira.server.state.issue('PUMP-20')!.closedSprints).toContain(2);
		expect(jira.server.state.issue('PUMP-12')!.sprint).toBeUndefined();
	});

	test('to a new sprint; what was made before a failure is said', async () => {
		const parameters = complete('new', { newSprintName: 'PUMP Sprint 9' });
		const fault = { method: 'POST', pattern: '/sprint/2$', status: 403 };
		jira.server.switches.failNext.push(fault);
		const failed = await jira.failure('sprint.complete', parameters);
		expect(failed.description).toMatch(/The sprint 'PUMP Sprint 9' \(ID \d+\) was created\./);
		expect(jira.server.state.sprints.get(2)!.state).toBe('active');
		jira.server.switches.failNext.length = 0;
		const rows = await jira.rows('sprint.complete', parameters);
		expect(rows).toMatchObject([{ movedTo: 'PUMP Sprint 9', movedIssues: OPEN }]);
		expect(new Set(placesOf())).toEqual(new Set([rows[0]!.movedToId]));
	});

	test('a sprint that is still active after Jira accepted it: no issue is taken out of it', async () => {
		const active = { id: 2, name: 'PUMP Sprint 2', state: 'active', originBoardId: 1 };
		const fault = { method: 'POST', pattern: '/sprint/2$', status: 200, body: active };
		jira.server.switches.failNext.push(fault);
		const { message, description } = await jira.failure('sprint.complete', complete('next'));
		expect(message).toContain("'PUMP Sprint 2' is still active, although Jira accepted");
		expect(description).toContain('Its open issues were not moved.');
		expect(placesOf()).toEqual(OPEN.map(() => 2));
	});

	test('the next sprint is of the same board, also where the board lists that of another one first', async () => {
		const future = (id: number, name: string, originBoardId: number) => {
			return { id, name, originBoardId, state: 'future' };
		};
		const values = [future(5, 'BIKE Sprint 1', 3), future(3, 'PUMP Sprint 3', 1)];
		const body = { startAt: 0, maxResults: 50, isLast: true, values };
		const page = { method: 'GET', pattern: '/board/1/sprint$', status: 200, body };
		jira.server.switches.failNext.push(page);
		const rows = await jira.rows('sprint.complete', complete('next'));
		expect(rows).toMatchObject([{ movedTo: 'PUMP Sprint 3', movedToId: 3 }]);
		expect(placesOf()).toEqual(OPEN.map(() => 3));
	});

	test('a move that fails after the sprint was closed names the issues that are left', async () => {
		const fault = { method: 'POST', pattern: '/sprint/3/issue', status: 403 };
		jira.server.switches.failNext.push(fault);
		const { description } = await jira.failure('sprint.complete', complete('next'));
		expect(description).toContain(
			"The sprint 'PUMP Sprint 2' was completed. 0 of its 6 open issues were moved to the sprint 'PUMP Sprint 3'; these are left: PUMP-16, PUMP-17",
		);
	});

	test.each([
		['no next sprint', complete('next'), /no future sprint/],
		['a closed sprint', complete('sprint', { destinationSprint: byId(1) }), /is closed/],
		['itself', complete('sprint', { destinationSprint: byId(2) }), /is the sprint itself/],
	])('%s: nothing is changed', async (_, parameters, message) => {
		for (const sprint of jira.server.state.sprints.values())
			if (sprint.state === 'future') sprint.originBoardId = 3;
		const failure = await jira.failure('sprint.complete', parameters);
		expect(failure.message).toMatch(message);
		expect(jira.writes()).toEqual([]);
	});
});
