/** A board may list sprints of other boards that hold issues of its filter: they are shown, and never taken for its own. */
import type { INodeParameters } from 'n8n-workflow';
import { jiraCredentials } from '../../../support/engine/harness';
import { createPollingNode } from '../../../support/engine/polling';
import { rowsOf } from '../../jamaTrigger/support';
import { byId, byName, useJira } from '../support';

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment });
	const firmware = { boardId: byId(3) };
	const complete = { sprintId: byId(5), moveOpenIssuesTo: 'next' };
	const activate = () => {
		const times = { startDate: Date.UTC(2026, 0, 5), endDate: Date.UTC(2026, 0, 19) };
		const sprint = Object.assign(jira.server.state.sprints.get(5)!, { state: 'active', ...times });
		const issue = Object.assign(jira.server.state.issue('PUMP-40')!, {
			status: 'To Do',
			sprint: 5,
		});
		return { sprint, issue };
	};

	test.each<[boolean, number[]]>([
		[false, [5]],
		[true, [1, 2, 3, 4, 5]],
	])('%s: the list is as Jira gives it, with the board of each', async (listed, ids) => {
		jira.server.switches.foreignSprints = listed;
		const rows = await jira.rows('board.getSprints', { ...firmware, simplify: true });
		expect(rows.map(({ id }) => id)).toEqual(ids);
		expect(rows.at(-1)).toMatchObject({ name: 'Firmware Sprint 1', originBoardId: 3 });
		const { results } = await jira.search('searchSprints', {
			resource: 'sprint',
			operation: 'get',
			...firmware,
		});
		expect(results.map(({ value }) => Number(value)).sort()).toEqual(ids);
	});

	test('two sprints of one name are told apart by ID, and neither is taken', async () => {
		jira.server.switches.foreignSprints = true;
		jira.server.state.sprints.get(3)!.name = 'Firmware Sprint 1';
		const parameters = { ...firmware, sprintId: byName('Firmware Sprint 1') };
		const failure = await jira.failure('sprint.get', parameters);
		expect(failure.message).toMatch(/stands for 2 records: .*ID 3.*ID 5/);
	});

	test.each([false, true])(
		'%s: Complete moves to the next sprint of the board itself',
		async (listed) => {
			const { sprint, issue } = activate();
			const next = jira.server.state.addSprint({ name: 'Firmware Sprint 2', originBoardId: 3 });
			jira.server.switches.foreignSprints = listed;
			const rows = await jira.rows('sprint.complete', complete);
			expect(rows).toMatchObject([{ movedToId: next.id, movedIssues: ['PUMP-40'] }]);
			expect([sprint.state, issue.sprint]).toEqual(['closed', next.id]);
		},
	);

	test.each<[boolean, string]>([
		[false, "Choose 'New Sprint' or 'Backlog' under 'Move Open Issues To'. Nothing was changed."],
		[
			true,
			"Choose 'A Sprint', 'New Sprint' or 'Backlog' under 'Move Open Issues To'. Those that it shows are of other boards: 'PUMP Sprint 3', 'PUMP Sprint 4'. Nothing was changed.",
		],
	])('%s: without a next one of its own nothing is changed', async (listed, advice) => {
		const { sprint, issue } = activate();
		jira.server.switches.foreignSprints = listed;
		const failure = await jira.failure('sprint.complete', complete);
		expect(failure.message).toBe(
			'The board has no future sprint that the open issues could go into',
		);
		expect(failure.description).toBe(advice);
		expect(jira.writes()).toEqual([]);
		expect([sprint.state, issue.sprint]).toEqual(['active', 5]);
	});

	test('Get Velocity counts what the board lists, and names what is of other boards', async () => {
		const own = { completeDate: Date.UTC(2026, 0, 19), state: 'closed' } as const;
		Object.assign(activate().sprint, own);
		const velocity = async (foreignSprints: boolean) => {
			jira.server.switches.foreignSprints = foreignSprints;
			const { items, hints } = await jira.run('board.getVelocity', { ...firmware, sprints: 5 });
			return [items.map(({ json }) => json.name), hints.map(({ message }) => message)];
		};
		expect(await velocity(false)).toEqual([['Firmware Sprint 1'], []]);
		expect(await velocity(true)).toEqual([
			['PUMP Sprint 1', 'Firmware Sprint 1'],
			[
				"Created on other boards, and counted with those issues of theirs that this board shows: 'PUMP Sprint 1'.",
			],
		]);
	});

	test('the trigger: a sprint that comes with an issue was not created; what becomes of it then is told', async () => {
		const { server } = jira;
		server.switches.foreignSprints = true;
		const other = server.state.addSprint({ name: 'Other', originBoardId: 1 });
		const node = await createPollingNode({
			credentials: jiraCredentials(server),
			nodeType: 'jiraAgileTrigger',
			parameters: {
				events: ['sprintChanged', 'sprintCompleted', 'sprintCreated', 'sprintStarted'],
				...firmware,
			} as INodeParameters,
		});
		const told = async () =>
			rowsOf(await node.poll()).map(({ event, name }) => `${String(event)} ${String(name)}`);
		expect(await told()).toEqual([]);
		const issue = server.state.issue('PUMP-40')!;
		issue.sprint = other.id;
		expect(await told()).toEqual([]);
		Object.assign(other, { state: 'active', startDate: server.now(), endDate: server.now() + 1 });
		expect(await told()).toEqual(['sprintStarted Other']);
		delete issue.sprint;
		expect(await told()).toEqual([]);
		issue.sprint = other.id;
		expect(await told()).toEqual([]);
		server.state.addSprint({ name: 'Own', originBoardId: 3 });
		expect(await told()).toEqual(['sprintCreated Own']);
	});
});
