/** A real n8n with the packed package, and what a node of a workflow takes in it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n } from '../n8n/install';
import { installPackage, packPackage } from '../n8n/pack';
import { startN8n, type RunningN8n } from '../n8n/host';
import { jamaNode, workflowOf } from '../n8n/workflows';
import type { CredentialRef, Json, WorkflowNode } from '../n8n/api';
import type { LimitedJama } from './limitedJama';
import { PROJECT } from './limitedJama';

const PAGE = 50;
/** ms in which a workflow of a bench ends. */
const LONGEST = 600_000;

/** What one run of a node took. */
export interface NodeTook {
	/** By n8n's own count. */
	ms: number;
	items: number;
	hints: string[];
}

export interface BenchN8n {
	version: string;
	/** Runs a Jama node on as many input items as there are IDs, one without. */
	jama(server: LimitedJama, limit: Json, parameters: Json, ids?: number[]): Promise<NodeTook>;
	/** Reads all items of the project with n8n's HTTP Request node, page after page. */
	httpRequest(server: LimitedJama): Promise<NodeTook>;
	stop(): Promise<void>;
}

/** Makes one input item for each ID. */
const inputNode = (ids: number[]): WorkflowNode => ({
	name: 'Input',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode: `return ${JSON.stringify(ids)}.map((id) => ({ json: { id } }));` },
});

const httpNode = (url: string, login: CredentialRef): WorkflowNode => ({
	name: 'HTTP Request',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		url: `${url}/rest/v1/items`,
		authentication: 'genericCredentialType',
		genericAuthType: 'httpBasicAuth',
		sendQuery: true,
		queryParameters: {
			parameters: [
				{ name: 'project', value: String(PROJECT) },
				{ name: 'maxResults', value: String(PAGE) },
			],
		},
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: {
						parameters: [{ type: 'qs', name: 'startAt', value: `={{ $pageCount * ${PAGE} }}` }],
					},
					paginationCompleteWhen: 'other',
					completeExpression: `={{ $response.body.data.length < ${PAGE} }}`,
					limitPagesFetched: false,
				},
			},
		},
	},
	credentials: { [login.type]: { id: login.id, name: login.name } },
});

/** Starts n8n with the built package. */
export async function startBenchN8n(): Promise<BenchN8n> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-jama-bench-'));
	const installed = await ensureN8n();
	const packed = await packPackage(join(folder, 'tarball'));
	const userFolder = join(folder, 'user');
	await installPackage(packed, userFolder);
	const owner = { email: 'bench@example.com', password: 'Local-bench-1' };
	const n8n: RunningN8n = await startN8n({
		installed,
		owner,
		userFolder,
		env: { NODE_OPTIONS: '--max-old-space-size=4096', N8N_RUNNERS_MODE: 'internal' },
	});
	const { api } = n8n;

	const run = async (title: string, nodes: WorkflowNode[]): Promise<NodeTook> => {
		const id = await api.saveWorkflow(workflowOf(title, ...nodes));
		const execution = await api.runWorkflow(id, undefined, LONGEST);
		const { name } = nodes[nodes.length - 1] as WorkflowNode;
		const took = execution.runData[name]?.[0];
		const error = took?.error ?? execution.error;
		if (error || !took) {
			throw new Error(`${title}: ${error?.message ?? 'did not run'} ${error?.description ?? ''}`);
		}
		const { hints = [] } = took as { hints?: Array<{ message: string }> };
		const items = took.data?.main[0]?.length ?? 0;
		return { ms: took.executionTime, items, hints: hints.map(({ message }) => message) };
	};

	return {
		version: installed.version,
		async jama(server, limit, parameters, ids) {
			const data = { baseUrl: server.url, ...limit, ...server.login };
			const login = await api.saveCredential(`Jama ${server.url}`, 'jamaApi', data);
			const node = jamaNode(packed.name, login, parameters);
			return await run('Jama', ids ? [inputNode(ids), node] : [node]);
		},
		async httpRequest(server) {
			const { username: user, password } = server.login;
			const data = { user, password };
			const login = await api.saveCredential(`Basic ${server.url}`, 'httpBasicAuth', data);
			const took = await run('HTTP Request', [httpNode(server.url, login)]);
			return { ...took, items: took.items * PAGE };
		},
		stop: async () => {
			await n8n.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
