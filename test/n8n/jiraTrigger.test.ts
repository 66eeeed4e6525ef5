/** The Jira Agile Trigger in a real n8n: active on both kinds of Jira while issues and sprints change, and tested in the editor. */
import { setTimeout as sleep } from 'node:timers/promises';

import { startJiraServer, type Deployment, type Issue, type JiraServer } from '../servers/jira';
import {
	executionsOf,
	handedOn,
	POLL_EVERY,
	POLL_TIMES,
	publish,
	triggerWorkflow,
	unpublish,
} from './activeWorkflow';
import { lastItems, type Json, type N8nApi, type WorkflowNode } from './api';
import { byId } from './oneStepParts';
import { connect, prepared } from './prepared';
import { FAST, jiraSecretsIn } from './twoSystems';
import { workflowOf } from './workflows';

const { packed } = prepared();
const EVENTS = ['issueChanged', 'issueEnteredSprint', 'sprintCreated', 'sprintStarted'];
const polls = (count: number) => sleep(count * POLL_EVERY * 1000);

let api: N8nApi;
let log: () => string;
beforeAll(() => {
	({ api, log } = connect());
});

describe.each<Deployment>(['cloud', 'dataCenter'])('the trigger on %s', (deployment) => {
	let jira: JiraServer;
	let trigger: WorkflowNode;

	beforeAll(async () => {
		jira = await startJiraServer({ deployment });
		const data = { baseUrl: jira.url, deployment, ...FAST, ...jira.logins.basic };
		const login = await api.saveCredential(
			`Jira of the trigger, ${deployment}`,
			'jiraAgileApi',
			data,
		);
		trigger = {
			name: 'Jira Agile Trigger',
			type: `${packed.name}.jiraAgileTrigger`,
			typeVersion: 1,
			parameters: {
				authentication: 'basic',
				pollTimes: POLL_TIMES,
				events: EVENTS,
				boardId: byId(board().id),
			},
			credentials: { [login.type]: { id: login.id, name: login.name } },
		};
	}, 60_000);
	afterAll(async () => {
		const { violations } = jira;
		await jira.close();
		expect(violations).toEqual([]);
		expect(jiraSecretsIn(log(), jira)).toEqual([]);
	});

	const board = () => [...jira.state.boards.values()].find(({ type }) => type === 'scrum')!;
	const backlog = (): Issue[] =>
		[...jira.state.issues.values()].filter(
			({ project, type, sprint }) =>
				project === board().project && type === 'Story' && sprint === undefined,
		);

	it('emits each change of issues and sprints once, in executions of the workflow', async () => {
		const id = await api.saveWorkflow(triggerWorkflow(`trigger on ${deployment}`, trigger));
		await publish(api, id);
		const [edited, moved, late] = backlog();
		const edit = (issue: Issue, summary: string) =>
			Object.assign(issue, { summary, updated: jira.now() });
		edit(edited!, 'Edited while active');
		const sprint = jira.state.addSprint({ name: 'Next', originBoardId: board().id });
		moved!.sprint = sprint.id;
		await polls(2);
		edit(edited!, 'Edited again');
		edit(late!, 'Edited late');
		Object.assign(sprint, { state: 'active', startDate: jira.now() });
		await polls(3);
		await unpublish(api, id);

		const events: Json[] = [];
		const executions = await executionsOf(api, id);
		for (const execution of executions) events.push(...(await handedOn(api, execution.id)));
		const told = events.map((one) => `${String(one.event)} ${String(one.summary ?? one.name)}`);
		expect(told.sort()).toEqual([
			'issueChanged Edited again',
			'issueChanged Edited late',
			'issueChanged Edited while active',
			`issueEnteredSprint ${moved!.summary}`,
			'sprintCreated Next',
			'sprintStarted Next',
		]);
		expect(executions.map(({ status }) => status)).not.toContain('error');
	}, 90_000);

	it('shows samples in the editor', async () => {
		const test = { ...trigger, parameters: { ...trigger.parameters, events: ['issueChanged'] } };
		const { nodes, connections, ...rest } = workflowOf(`trigger tried on ${deployment}`, test);
		const workflow = {
			...rest,
			nodes: nodes.filter(({ name }) => name !== 'Start'),
			connections: Object.fromEntries(
				Object.entries(connections).filter(([from]) => from !== 'Start'),
			),
		};
		const execution = await api.runWorkflow(await api.saveWorkflow(workflow));
		expect(execution.error).toBeUndefined();
		const rows = lastItems(execution).map(({ json }) => json);
		expect(rows).toHaveLength(3);
		expect(rows[0]).toMatchObject({ event: 'issueChanged', key: expect.stringMatching(/^PUMP-/) });
	});
});
