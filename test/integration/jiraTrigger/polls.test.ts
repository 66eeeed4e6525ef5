/** The Jira Agile Trigger on n8n's engine against both deployments: each event once, and nothing kept that was not emitted. */
import '../../support/engine/environment';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startJiraServer } from '../../servers/jira';
import type { Issue, JiraServer } from '../../servers/jira';
import { jiraCredentials } from '../../support/engine/harness';
import { createPollingNode } from '../../support/engine/polling';
import type { PollingNode } from '../../support/engine/polling';
import { failureOf, rowsOf } from '../jamaTrigger/support';
import { byId } from '../jama/support';

const START = Date.UTC(2026, 0, 15, 12);
const ALL = [
	...['issueChanged', 'issueEnteredBacklog', 'issueEnteredBoard', 'issueEnteredSprint'],
	...['issueLeftBacklog', 'issueLeftBoard', 'issueLeftSprint'],
	...['sprintChanged', 'sprintCompleted', 'sprintCreated', 'sprintStarted'],
];

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	let server: JiraServer;
	let time = START;
	beforeAll(async () => {
		server = await startJiraServer({ deployment, now: () => time });
	});
	beforeEach(() => {
		time = START;
		server.reset();
		server.reseed();
	});
	afterEach(() => expect(server.violations).toEqual([]));
	afterAll(async () => await server.close());

	const board = () => [...server.state.boards.values()].find(({ type }) => type === 'scrum')!;
	const trigger = async (events: string[], parameters: object = {}) =>
		await createPollingNode({
			credentials: jiraCredentials(server),
			nodeType: 'jiraAgileTrigger',
			parameters: { events, boardId: byId(String(board().id)), ...parameters } as INodeParameters,
		});
	/** One that was activated an hour ago. */
	const active = async (events: string[], parameters?: object): Promise<PollingNode> => {
		const node = await trigger(events, parameters);
		expect(rowsOf(await node.poll())).toEqual([]);
		time += 3_600_000;
		server.requests.length = 0;
		return node;
	};
	const told = (rows: IDataObject[]) =>
		rows.map(({ event, key, name }) => `${String(event)} ${String(key ?? name)}`);
	const inBacklog = (): Issue => {
		const { project } = board();
		const isOpen = (one: Issue) => one.sprint === undefined && one.status !== 'Done';
		return [...server.state.issues.values()].find(
			(one) => one.project === project && one.type === 'Story' && isOpen(one),
		)!;
	};
	const edit = (issue: Issue, summary: string) => Object.assign(issue, { summary, updated: time });

	test('an edited issue is emitted once, also after a restart, and a quiet poll is two requests', async () => {
		const node = await active(['issueChanged']);
		const issue = edit(inBacklog(), 'Edited');
		const [row, ...more] = rowsOf(await node.poll());
		expect(more).toEqual([]);
		expect(row).toMatchObject({ event: 'issueChanged', changeType: 'updated', key: issue.key });
		node.restart();
		expect(rowsOf(await node.poll())).toEqual([]);
		time += 3_600_000;
		server.requests.length = 0;
		expect(rowsOf(await node.poll())).toEqual([]);
		expect(server.requests).toHaveLength(2);
	});

	test('without a board, JQL alone says which issues count', async () => {
		const issue = inBacklog();
		const jql = `key = ${issue.key} ORDER BY rank`;
		const node = await active(['issueChanged'], { boardId: byId(''), jql });
		edit(issue, 'Edited');
		for (const other of server.state.issues.values())
			if (other !== issue) edit(other, 'Edited as well');
		expect(told(rowsOf(await node.poll()))).toEqual([`issueChanged ${issue.key}`]);
	});

	test('a bulk edit within one minute arrives whole, in the batches that were asked for', async () => {
		const node = await active(['issueChanged'], { options: { itemsPerPoll: 10 } });
		const edited = [...server.state.issues.values()].filter(
			({ type, project }) => type !== 'Epic' && project === board().project,
		);
		for (const issue of edited) {
			edit(issue, 'Bulk');
			time += 3;
		}
		const rows: IDataObject[] = [];
		for (let polls = 0; polls < 10; polls++) rows.push(...rowsOf(await node.poll()));
		expect(rows.map(({ key }) => key).sort()).toEqual(edited.map(({ key }) => key).sort());
	});

	test('the life of a sprint: created, changed, started, completed', async () => {
		const node = await active(ALL.filter((event) => event.startsWith('sprint')));
		const sprint = server.state.addSprint({ name: 'Next', originBoardId: board().id });
		expect(told(rowsOf(await node.poll()))).toEqual(['sprintCreated Next']);
		sprint.goal = 'Ship';
		expect(told(rowsOf(await node.poll()))).toEqual(['sprintChanged Next']);
		Object.assign(sprint, { state: 'active', startDate: time, endDate: time + 86_400_000 });
		expect(told(rowsOf(await node.poll()))).toEqual(['sprintStarted Next']);
		Object.assign(sprint, { state: 'closed', completeDate: time });
		expect(told(rowsOf(await node.poll()))).toEqual(['sprintCompleted Next']);
		expect(rowsOf(await node.poll())).toEqual([]);
		server.state.addSprint({ name: 'Quick', originBoardId: board().id, state: 'closed' });
		expect(told(rowsOf(await node.poll()))).toEqual([
			'sprintCreated Quick',
			'sprintStarted Quick',
			'sprintCompleted Quick',
		]);
	});

	test('an issue goes from the backlog into a sprint, into another one, and is deleted', async () => {
		const node = await active(ALL.filter((event) => /^issue(Entered|Left)/.test(event)));
		const sprint = server.state.addSprint({ name: 'Next', originBoardId: board().id });
		const second = server.state.addSprint({ name: 'Later', originBoardId: board().id });
		const issue = inBacklog();
		issue.sprint = sprint.id;
		const rows = rowsOf(await node.poll());
		expect(told(rows).sort()).toEqual([
			`issueEnteredSprint ${issue.key}`,
			`issueLeftBacklog ${issue.key}`,
		]);
		issue.sprint = second.id;
		expect(rowsOf(await node.poll())).toMatchObject([
			{ event: 'issueLeftSprint', fromSprintId: sprint.id, key: issue.key },
			{ event: 'issueEnteredSprint', toSprintId: second.id, key: issue.key },
		]);
		server.state.removeIssue(issue);
		expect(rowsOf(await node.poll())).toMatchObject([
			{ event: 'issueLeftBoard', id: String(issue.id), isGone: true },
			{ event: 'issueLeftSprint', fromSprintId: second.id, isGone: true },
		]);
		expect(rowsOf(await node.poll())).toEqual([]);
	});

	test('issues of a sprint that is completed have not left it', async () => {
		const node = await active(['issueEnteredSprint', 'issueLeftSprint', 'sprintCompleted']);
		const sprint = [...server.state.sprints.values()].find(
			({ state, originBoardId }) => state === 'active' && originBoardId === board().id,
		)!;
		sprint.state = 'closed';
		for (const issue of server.state.issuesOf(sprint.id)) {
			if (issue.sprint !== sprint.id) continue;
			delete issue.sprint;
			issue.closedSprints.push(sprint.id);
		}
		expect(told(rowsOf(await node.poll()))).toEqual([`sprintCompleted ${sprint.name}`]);
	});

	test('a poll that fails emits nothing and loses nothing', async () => {
		const node = await active(ALL);
		const issue = edit(inBacklog(), 'Edited');
		server.switches.failNext = [{ pattern: '/sprint$', status: 400 }];
		failureOf(await node.poll());
		server.switches.failNext = [];
		expect(told(rowsOf(await node.poll()))).toEqual([`issueChanged ${issue.key}`]);
	});

	test('a damaged state is reported and rebuilt', async () => {
		const node = await active(['issueChanged']);
		const damaged = JSON.parse(node.memory()) as Record<string, { state?: IDataObject }>;
		for (const place of Object.values(damaged)) if (place.state) place.state.version = 7;
		delete damaged.global;
		node.save({ staticData: damaged });
		const issue = edit(inBacklog(), 'Edited');
		const run = await node.poll();
		expect(run.warnings.join()).toContain('was damaged and is rebuilt');
		expect(told(rowsOf(run))).toContain(`issueChanged ${issue.key}`);
	});

	test('a manual test shows samples of what was chosen and remembers nothing', async () => {
		const node = await trigger(['sprintStarted', 'issueEnteredBoard']);
		const before = node.memory();
		const rows = rowsOf(await node.test());
		expect(new Set(rows.map(({ event }) => event))).toEqual(
			new Set(['sprintStarted', 'issueEnteredBoard']),
		);
		expect(node.memory()).toBe(before);
	});

	test('a board that is gone, none at all, and no event are clear words', async () => {
		const node = await active(['issueChanged']);
		server.state.boards.delete(board().id);
		expect(failureOf(await node.poll()).message).not.toBe('');
		server.reseed();
		const none = await trigger(['sprintCreated'], { boardId: byId('') });
		expect(failureOf(await none.poll()).message).toContain("'Board' is empty");
		const nothing = await trigger([]);
		expect(failureOf(await nothing.poll()).message).toContain("'Events' is empty");
	});
});
