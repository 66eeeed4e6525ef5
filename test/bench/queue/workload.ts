import { randomUUID } from 'node:crypto';

import { publish } from '../../n8n/activeWorkflow';
import type { Json, N8nApi, WorkflowJson, WorkflowNode } from '../../n8n/api';
import { jamaNode, workflowOf } from '../../n8n/workflows';
import type { JamaServer } from '../../servers/jama';
import { SEED } from '../../servers/jama/seed/seed';
import type { BenchOptions } from './options';

/** A workflow that waits to be called. */
export interface Job {
	workflowId: string;
	/** The path of its webhook. */
	path: string;
	/** The login that only this workflow uses: by it the server's log tells whose request it was. */
	user: string;
	/** How many items its last node has to return. */
	items: number;
}

/** Rows on one page of Jama. */
const PAGE = 50;

/** How many items the project must have for the workflows to need as many requests as asked for. */
export const itemsFor = ({ requests }: Pick<BenchOptions, 'requests'>): number => requests * PAGE;

/** One more user of the fake Jama, who may do what the seeded integrator may. */
function addUser({ state }: JamaServer, number: number): { username: string; password: string } {
	const integrator = state.users.get(SEED.integrator);
	if (!integrator) throw new Error('the seed has no integrator');
	const id = 900 + number;
	const username = `workflow.${number}`;
	state.users.set(id, { ...integrator, id, username, clientId: username });
	return { username, password: integrator.password };
}

const webhook = (path: string): WorkflowNode => ({
	name: 'Start',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	parameters: { path, httpMethod: 'POST', responseMode: 'onReceived' },
	webhookId: randomUUID(),
});

/** The workflow with a webhook in place of the manual start: only production executions go to workers whatever n8n's settings. */
function startedByCall(workflow: WorkflowJson, path: string): WorkflowJson {
	const [start, ...others] = workflow.nodes;
	return { ...workflow, nodes: [{ ...start, ...webhook(path) }, ...others] };
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Reads the whole project, page after page. */
const readPages = (): Array<[string, Json]> => [
	[
		'Pages',
		{
			resource: 'item',
			operation: 'getManyInProject',
			project: byId(String(SEED.main)),
			returnAll: true,
		},
	],
];

/** Reads some items, and each of them again by its ID. */
const readEach = (limit: number): Array<[string, Json]> => [
	[
		'List',
		{
			resource: 'item',
			operation: 'getManyInProject',
			project: byId(String(SEED.main)),
			returnAll: false,
			limit,
		},
	],
	['Each', { resource: 'item', operation: 'get', itemId: byId('={{ $json.id }}') }],
];

/**
 * Saves and publishes the workflows: half of them read the project in pages, the others items one by one, with about as many
 * requests.
 */
export async function saveJobs(
	api: N8nApi,
	packageName: string,
	server: JamaServer,
	options: BenchOptions,
	round: string,
): Promise<Job[]> {
	const jobs: Job[] = [];
	for (let number = 1; number <= options.workflows; number++) {
		const login = addUser(server, number);
		const { username: user } = login;
		const data = { baseUrl: server.url, ...options.credential, ...login };
		const credential = await api.saveCredential(`${round} ${user}`, 'jamaApi', data);
		const pages = number % 2 === 1;
		const items = pages ? itemsFor(options) : options.requests - 2;
		const nodes = (pages ? readPages() : readEach(items)).map(([name, parameters]) => ({
			...jamaNode(packageName, credential, parameters),
			name,
		}));
		const path = randomUUID();
		const workflow = startedByCall(workflowOf(`${round} ${number}`, ...nodes), path);
		const workflowId = await api.saveWorkflow(workflow);
		await publish(api, workflowId);
		jobs.push({ workflowId, path, user, items });
	}
	return jobs;
}
