/** Jira Agile in a real n8n: its credentials, one workflow on every deployment, sprints in one step. */
import { CREDENTIAL_BLANKING_VALUE } from 'n8n-workflow';

import { SEED, startJiraServer, type Deployment, type JiraServer } from '../servers/jira';
import { lastItems, type CredentialRef, type Json, type N8nApi, type WorkflowNode } from './api';
import { connectOAuth2 } from './connectOAuth2';
import { connect, prepared } from './prepared';
import { byId } from './oneStepParts';
import { FAST, jiraSecretsIn } from './twoSystems';
import { workflowOf } from './workflows';

const { packed } = prepared();
const DEPLOYMENTS: Deployment[] = ['cloud', 'dataCenter', 'agile67'];
const AUTHENTICATION: Record<string, string> = {
	jiraAgileApi: 'basic',
	jiraAgileOAuth2Api: 'oAuth2',
	jiraAgilePatApi: 'personalAccessToken',
};

let api: N8nApi;
let log: () => string;
const servers = {} as Record<Deployment, JiraServer>;

beforeAll(async () => {
	({ api, log } = connect());
	for (const deployment of DEPLOYMENTS) servers[deployment] = await startJiraServer({ deployment });
}, 60_000);

afterEach(() => {
	for (const jira of Object.values(servers)) {
		const violations = [...jira.violations];
		expect(jiraSecretsIn(log(), jira)).toEqual([]);
		jira.reset();
		jira.reseed();
		expect(violations).toEqual([]);
	}
});

afterAll(async () => {
	for (const jira of Object.values(servers)) await jira.close();
});

const node = (login: CredentialRef, name: string, operation: string, parameters: Json = {}) => {
	const [resource, operationName] = operation.split('.');
	return {
		name,
		type: `${packed.name}.jiraAgile`,
		typeVersion: 1,
		parameters: {
			authentication: AUTHENTICATION[login.type],
			resource,
			operation: operationName,
			...parameters,
		},
		credentials: { [login.type]: { id: login.id, name: login.name } },
	};
};
const run = async (name: string, ...nodes: WorkflowNode[]) => {
	const execution = await api.runWorkflow(await api.saveWorkflow(workflowOf(name, ...nodes)));
	const rows = lastItems(execution).map(({ json }) => json);
	for (const jira of Object.values(servers)) expect(jiraSecretsIn(execution.raw, jira)).toEqual([]);
	return { ...execution, rows };
};
const basicData = ({ url, deployment, logins }: JiraServer): Json => ({
	baseUrl: url,
	deployment,
	...FAST,
	...logins.basic,
});

describe('credentials', () => {
	it.each(DEPLOYMENTS)('user and password, %s: pass and fail their test', async (deployment) => {
		const data = basicData(servers[deployment]);
		const saved = await api.saveCredential(`Jira ${deployment}`, 'jiraAgileApi', data);
		expect(await api.testCredential(saved, data)).toMatchObject({ status: 'OK' });
		expect(await api.testCredential(saved, { ...data, password: 'wrong' })).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^Jira rejected the credential \(401\)/),
		});
	});

	it('a personal access token passes and fails its test, and works', async () => {
		const { url: baseUrl, logins } = servers.dataCenter;
		const data = { baseUrl, ...FAST, token: logins.token };
		const saved = await api.saveCredential('Jira PAT', 'jiraAgilePatApi', data);
		expect(await api.testCredential(saved, data)).toMatchObject({ status: 'OK' });
		expect(await api.testCredential(saved, { ...data, token: 'wrong' })).toEqual({
			status: 'Error',
			message: expect.stringMatching(/personal access token that has not expired/),
		});
		const { rows } = await run('PAT', node(saved, 'Get board', 'board.get', { boardId: byId(1) }));
		expect(rows).toMatchObject([{ id: 1, name: 'PUMP board' }]);
	});

	it('OAuth2 is connected in the browser, works, and renews an expired token once', async () => {
		const jira = servers.cloud;
		const { clientId, clientSecret } = jira.logins.oauth;
		const addresses = { baseUrl: jira.url, apiBaseUrl: jira.url, authBaseUrl: jira.url };
		const data = { ...addresses, ...FAST, clientId, clientSecret };
		const saved = await api.saveCredential('Jira OAuth2', 'jiraAgileOAuth2Api', data);
		// n8n fills in what it keeps to itself.
		const stored = { ...data, oauthTokenData: CREDENTIAL_BLANKING_VALUE };
		const boards = async (name: string) =>
			await run(name, node(saved, 'Get boards', 'board.getMany', { returnAll: true }));

		const unconnected = await boards('OAuth2 before');
		expect(unconnected.status).toBe('error');
		expect(unconnected.error?.message).toBe('Atlassian gave no access token for this credential');
		expect(unconnected.error?.description).toMatch(/^Open the credential and connect it again/);

		expect(await connectOAuth2(api, saved)).toMatch(/connected|success/i);
		const [granted] = jira.requests.filter(({ path }) => path === '/oauth/token');
		expect(granted?.body).toMatchObject({ grant_type: 'authorization_code' });
		expect(await api.testCredential(saved, stored)).toMatchObject({ status: 'OK' });
		expect((await boards('OAuth2')).rows).toHaveLength(4);

		jira.expireTokens();
		jira.requests.length = 0;
		const renewed = await boards('OAuth2 expired');
		expect([renewed.error, renewed.status]).toEqual([undefined, 'success']);
		expect(renewed.rows).toHaveLength(4);
		const tokens = () => jira.requests.filter(({ path }) => path === '/oauth/token');
		expect(tokens()).toHaveLength(1);
		expect(tokens()[0]?.body).toMatchObject({ grant_type: 'refresh_token' });
		expect((await boards('OAuth2 renewed')).rows).toHaveLength(4);
		expect(tokens()).toHaveLength(1);

		// Atlassian has forgotten the connection.
		jira.state.grants.length = 0;
		const revoked = await boards('OAuth2 revoked');
		expect(revoked.status).toBe('error');
		expect(revoked.error?.description).toMatch(/^Open the credential and connect it again/);
		expect(await api.testCredential(saved, stored)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/needs to be reconnected/),
		});
	});
});

describe.each(['cloud', 'dataCenter'] as const)('sprints and issues on %s', (deployment) => {
	it('an issue goes into the sprint once, the sprint is reported, completed, and counts in the velocity', async () => {
		const jira = servers[deployment];
		const login = await api.saveCredential(
			`Jira operations ${deployment}`,
			'jiraAgileApi',
			basicData(jira),
		);
		const upsert = {
			projectKey: { __rl: true, mode: 'id', value: 'PUMP' },
			issueType: 'Story',
			matchBy: 'property',
			propertyKey: 'source',
			propertyValue: 'GID-1',
			summary: 'Occlusion alarm',
			boardId: byId(1),
			additionalFields: {
				description: '<p>The <b>pump</b></p>',
				descriptionFormat: 'html',
				estimation: '3',
				parentKey: { __rl: true, mode: 'key', value: 'PUMP-1' },
				sprintId: byId(2),
			},
		};
		const issue = async (name: string) =>
			(await run(name, node(login, 'Issue', 'issue.createOrUpdate', upsert))).rows;
		expect(await issue('Create')).toMatchObject([{ key: 'PUMP-64', action: 'created' }]);
		expect(await issue('Again')).toMatchObject([{ key: 'PUMP-64', action: 'unchanged' }]);

		const sprint = { sprintId: byId(2) };
		const report = await run('Report', node(login, 'Report', 'sprint.getReport', sprint));
		expect(report.rows).toMatchObject([{ committedIssues: 10, addedIssues: 1, addedEstimate: 3 }]);
		const done = { ...sprint, moveOpenIssuesTo: 'next' };
		const completed = await run('Complete', node(login, 'Complete', 'sprint.complete', done));
		expect(completed.rows).toMatchObject([{ state: 'closed', movedTo: 'PUMP Sprint 3' }]);
		const board = { boardId: byId(1) };
		const velocity = await run('Velocity', node(login, 'Velocity', 'board.getVelocity', board));
		expect(velocity.rows).toMatchObject([
			{ doneIssues: 8 },
			{ committedIssues: 10, doneIssues: 4 },
		]);
	});
});

describe('one workflow on every deployment', () => {
	let login: CredentialRef;

	/** The same credential, for another Jira. */
	const use = async (deployment: Deployment) => {
		const data = basicData(servers[deployment]);
		login = await api.saveCredential('Jira of this workflow', 'jiraAgileApi', data);
	};

	it('reads boards and sprints and makes a sprint', async () => {
		await use('cloud');
		const id = await api.saveWorkflow(
			workflowOf(
				'boards and sprints',
				node(login, 'Get boards', 'board.getMany', { filters: { type: ['scrum'] }, limit: 1 }),
				node(login, 'Get sprints', 'board.getSprints', {
					boardId: byId('={{ $json.id }}'),
					filters: { state: ['active'] },
				}),
				node(login, 'Create sprint', 'sprint.create', {
					boardId: byId("={{ $('Get boards').item.json.id }}"),
					name: '=After {{ $json.name }}',
				}),
			),
		);
		const outcomes = [];
		for (const deployment of DEPLOYMENTS) {
			await use(deployment);
			const execution = await api.runWorkflow(id);
			expect([deployment, execution.error, execution.status]).toEqual([
				deployment,
				undefined,
				'success',
			]);
			outcomes.push(lastItems(execution).map(({ json }) => [json.name, json.state]));
			const names = [...servers[deployment].state.sprints.values()].map(({ name }) => name);
			expect(names.filter((name) => name === 'After PUMP Sprint 2')).toHaveLength(1);
		}
		const made = [['After PUMP Sprint 2', expect.stringMatching(/future/i)]];
		expect(outcomes).toEqual([made, made, made]);
	});

	it('says what JIRA Agile 6.7 does not have, and sends nothing', async () => {
		await use('agile67');
		const issues = node(login, 'Get issues', 'sprint.getIssues', { sprintId: byId(2) });
		const { status, error } = await run('not in 6.7', issues);
		expect(status).toBe('error');
		expect(error?.message).toBe("'Get Issues' of 'Sprint' does not exist in Jira (JIRA Agile 6.7)");
		expect(error?.description).toMatch(/the operation exists in: Cloud, Data Center/);
		expect(servers.agile67.requests).toEqual([]);
	});

	it.each<Deployment>(['cloud', 'dataCenter'])(
		'starts and completes sprints, %s',
		async (where) => {
			await use(where);
			const { sprints } = servers[where].state;
			const start = node(login, 'Start sprint', 'sprint.start', {
				sprintId: byId(SEED.sprint.next),
			});
			expect(await run('start sprint', start)).toMatchObject({
				status: 'success',
				rows: [{ id: SEED.sprint.next, state: 'active' }],
			});
			expect(sprints.get(SEED.sprint.next)).toMatchObject({ state: 'active' });
			const complete = node(login, 'Complete sprint', 'sprint.complete', {
				sprintId: byId(SEED.sprint.active),
			});
			expect(await run('complete sprint', complete)).toMatchObject({
				status: 'success',
				rows: [{ id: SEED.sprint.active, state: 'closed' }],
			});
			expect(sprints.get(SEED.sprint.active)).toMatchObject({ state: 'closed' });
			const again = await run('complete sprint twice', complete);
			expect(again.status).toBe('error');
			expect(again.error?.message).toBe("The sprint 'PUMP Sprint 2' is closed, not active");
		},
	);
});
