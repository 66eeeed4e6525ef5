/** Reports from the histories of issues: what a sprint committed to, what came later, what was taken out, what is done. */
import { recording } from '../../../servers/jira/history/history';
import type { Issue } from '../../../servers/jira';
import { byId, useJira } from '../support';
import type { Jira } from '../support';

const day = (date: number, month = 0) => Date.UTC(2026, month, date, 12);

/** Changes an issue on a day, as Jira notes it. */
function change({ server }: Jira, key: string, time: number, work: (issue: Issue) => void) {
	const issue = server.state.issue(key)!;
	recording({ state: server.state, deployment: server.deployment, now: time }, 1, () => {
		work(issue);
		issue.updated = time;
	});
}

/** PUMP Sprint 2 started on January 5 with ten issues, four of them done; then this happened. */
function play(jira: Jira): void {
	change(jira, 'PUMP-30', day(7), (issue) => (issue.sprint = 2));
	change(jira, 'PUMP-20', day(8), (issue) => delete issue.sprint);
	change(jira, 'PUMP-18', day(9), (issue) => (issue.storyPoints = 13));
	change(jira, 'PUMP-16', day(10), (issue) => (issue.status = 'Done'));
}

const FIGURES = {
	...{ committedIssues: 10, committedEstimate: 33, addedIssues: 1, addedEstimate: 2 },
	...{ removedIssues: 1, removedEstimate: 2, doneIssues: 5, doneEstimate: 17 },
	...{ notDoneIssues: 5, notDoneEstimate: 21, inProgressIssues: 1, inProgressEstimate: 5 },
	...{ toDoIssues: 4, toDoEstimate: 16, estimationField: 'Story Points', unestimatedIssues: 2 },
};
const report = { sprintId: byId(2) };

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment });
	beforeEach(() => play(jira));

	test('an active sprint in figures, with a handful of requests', async () => {
		expect(await jira.rows('sprint.getReport', report)).toMatchObject([
			{
				name: 'PUMP Sprint 2',
				state: 'active',
				...FIGURES,
				url: expect.stringContaining('rapidView=1'),
				id: 2,
				boardId: 1,
			},
		]);
		const lists = jira.sent().filter((one) => one.includes('jql='));
		expect(jira.sent().length - lists.length).toBe(5);
		expect(lists[0]).toContain('jql=sprint in (2) OR updated >= "2026-01-03"');
		expect(jira.sent().join()).not.toContain('greenhopper');
	});

	test('one item for each issue', async () => {
		const rows = await jira.rows('sprint.getReport', { ...report, output: 'issues' });
		const of = (key: string) => rows.find((row) => row.key === key);
		expect(rows).toHaveLength(11);
		expect(of('PUMP-30')).toMatchObject({
			...{ committed: false, added: true, addedDate: '2026-01-07T12:00:00.000Z' },
			...{ removed: false, done: false, estimateAtStart: null, estimate: 2, statusCategory: 'new' },
		});
		expect(of('PUMP-20')).toMatchObject({
			...{ committed: true, removed: true, removedDate: '2026-01-08T12:00:00.000Z' },
		});
		expect(of('PUMP-18')).toMatchObject({ estimateAtStart: 8, estimate: 13 });
		expect(of('PUMP-16')).toMatchObject({ status: 'Done', done: true, sprintId: 2 });
	});

	test('as an HTML report: the figures, and each issue with its address', async () => {
		play(jira);
		const [json = {}] = await jira.rows('sprint.getReport', { ...report, output: 'html' });
		expect(json).toMatchObject({
			title: 'Sprint: PUMP Sprint 2',
			fileName: expect.stringMatching(/^sprint-pump-sprint-2-[-0-9]+\.html$/),
			totals: {
				'issues committed': FIGURES.committedIssues,
				'added later': FIGURES.addedIssues,
				'taken out': FIGURES.removedIssues,
				done: FIGURES.doneIssues,
				'not done': FIGURES.notDoneIssues,
			},
		});
		const rows = await jira.rows('sprint.getReport', { ...report, output: 'issues' });
		for (const { key, url } of rows) {
			expect(json.html).toContain(`<a href="${String(url)}"`);
			expect(json.html).toContain(`>${String(key)}</a>`);
		}
		expect(json.html).not.toMatch(/undefined|\[object|NaN/);
	});

	test('a closed sprint is as it was when it was completed, and so is the velocity', async () => {
		jira.server.state.sprints.get(2)!.state = 'closed';
		jira.server.state.sprints.get(2)!.completeDate = day(19);
		for (const key of ['PUMP-12', 'PUMP-13', 'PUMP-14', 'PUMP-15', 'PUMP-16'])
			change(jira, key, day(19), (issue) => {
				issue.closedSprints.push(2);
				delete issue.sprint;
			});
		for (const key of ['PUMP-17', 'PUMP-18', 'PUMP-19', 'PUMP-21', 'PUMP-30'])
			change(jira, key, day(20), (issue) => {
				issue.closedSprints.push(2);
				issue.sprint = 3;
				issue.status = 'Done';
				issue.storyPoints = 1;
			});
		const [row] = await jira.rows('sprint.getReport', report);
		expect(row).toMatchObject({ state: 'closed', ...FIGURES });
		jira.server.requests.length = 0;
		expect(await jira.rows('board.getVelocity', { boardId: byId(1) })).toMatchObject([
			{
				name: 'PUMP Sprint 1',
				...{ committedIssues: 9, committedEstimate: 27, doneIssues: 8, doneEstimate: 24 },
			},
			{
				name: 'PUMP Sprint 2',
				...{ committedIssues: 10, committedEstimate: 33, doneIssues: 5, doneEstimate: 17 },
				estimationField: 'Story Points',
				id: 2,
			},
		]);
		const last = await jira.rows('board.getVelocity', { boardId: byId(1), sprints: 1 });
		expect(last.map(({ name }) => name)).toEqual(['PUMP Sprint 2']);
	});

	test('another board: its issues only, in its own estimation field', async () => {
		const [row] = await jira.rows('sprint.getReport', { ...report, boardId: byId(3) });
		expect(row).toMatchObject({ estimationField: 'Original estimate', boardId: 3 });
		expect(row!.committedIssues).toBeLessThan(10);
	});

	test('an issue that was made in the sprint came later', async () => {
		const { state } = jira.server;
		state.addIssue({ project: 'PUMP', summary: 'New', sprint: 2, created: day(9), storyPoints: 3 });
		const [row] = await jira.rows('sprint.getReport', report);
		expect(row).toMatchObject({ committedIssues: 10, addedIssues: 2, addedEstimate: 5 });
	});

	test('a board without estimation counts issues, and says so', async () => {
		jira.server.state.boards.get(1)!.estimation = 'none';
		const { items, hints } = await jira.run('sprint.getReport', report);
		expect(items[0]!.json).toMatchObject({ committedIssues: 10, doneIssues: 5 });
		expect(items[0]!.json).not.toHaveProperty('doneEstimate');
		expect(hints.map(({ message }) => message).join()).toContain(
			"'PUMP board' has no estimation field",
		);
	});

	test('a sprint that has not started, and one that is deleted while it is reported', async () => {
		const future = await jira.failure('sprint.getReport', { sprintId: byId(3) });
		expect(future.message).toBe("The sprint 'PUMP Sprint 3' has not started");
		const { state } = jira.server;
		const { boards } = state;
		const spy = jest.spyOn(boards, 'get').mockImplementation((id) => {
			state.sprints.delete(2);
			return [...boards.values()].find((one) => one.id === id);
		});
		const gone = await jira.failure('sprint.getReport', report);
		spy.mockRestore();
		expect(gone.message).toBe("The sprint 'PUMP Sprint 2' was deleted while it was reported");
	});

	test('sub-tasks are not counted; a status that there is no more is no success', async () => {
		const { state } = jira.server;
		const parent = state.issue('PUMP-17')!.id;
		state.addIssue({ project: 'PUMP', summary: 'Sub', type: 'Sub-task', parent, sprint: 2 });
		const { items } = await jira.run('sprint.getReport', report);
		expect(items[0]!.json).toMatchObject(FIGURES);
	});
});

describe('Cloud', () => {
	const jira = useJira();

	test.each(['documented', 'oldestFirst'] as const)(
		'a history that the list cuts is read on, in the order %s',
		async (order) => {
			change(jira, 'PUMP-18', day(1), (issue) => (issue.labels = ['early']));
			play(jira);
			for (const points of [1, 2, 3, 4])
				change(jira, 'PUMP-18', day(10 + points), (issue) => (issue.storyPoints = points));
			jira.server.switches.changelogMost = 2;
			jira.server.switches.changelogOrder = order;
			const rows = await jira.rows('sprint.getReport', { ...report, output: 'issues' });
			expect(rows.find(({ key }) => key === 'PUMP-18')).toMatchObject({
				estimateAtStart: 8,
				estimate: 4,
			});
			const read = jira.sent().filter((one) => one.includes('/issue/10018/changelog'));
			expect(read).toEqual([expect.stringContaining('platform3:/issue/10018/changelog')]);
		},
	);
});

describe('Data Center', () => {
	const jira = useJira({ deployment: 'dataCenter' });

	test('a history that is cut even where it is read alone is an error, not a guess', async () => {
		play(jira);
		change(jira, 'PUMP-18', day(11), (issue) => (issue.storyPoints = 1));
		jira.server.switches.changelogMost = 0;
		const { message } = await jira.failure('sprint.getReport', report);
		expect(message).toMatch(/^Jira did not give the whole history of PUMP-/);
	});
});
