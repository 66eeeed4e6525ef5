import { setTimeout as sleep } from 'node:timers/promises';

import { parseFlatted } from './flatted';

export type Json = Record<string, unknown>;

export interface WorkflowNode {
	id?: string;
	name: string;
	type: string;
	typeVersion?: number;
	parameters: Json;
	credentials?: Record<string, { id: string | null; name: string }>;
	[key: string]: unknown;
}

export interface WorkflowJson {
	id?: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Json;
	settings?: Json;
	[key: string]: unknown;
}

export interface Item {
	json: Json;
	binary?: Json;
	pairedItem?: unknown;
}

export interface ExecutionError {
	message: string;
	description?: string | null;
	name?: string;
	httpCode?: string;
	node?: { name: string };
	[key: string]: unknown;
}

export interface NodeRun {
	executionTime: number;
	executionStatus?: string;
	error?: ExecutionError;
	data?: { main: Array<Item[] | null> };
}

export interface Execution {
	id: string;
	status: string;
	error?: ExecutionError;
	lastNode?: string;
	runData: Record<string, NodeRun[]>;
	/** Everything n8n stored about the execution, as text, for searching. */
	raw: string;
}

export interface CredentialRef {
	id: string;
	name: string;
	type: string;
}

export interface NodeDescription {
	name: string;
	displayName: string;
	iconUrl?: string | { light: string; dark: string };
	credentials?: Array<{ name: string }>;
	[key: string]: unknown;
}

/** What a picker or a resource mapper sends: the node as it stands in the editor. */
export interface ParameterRequest {
	node: string;
	version?: number;
	method: string;
	path: string;
	parameters: Json;
	credential: CredentialRef;
	filter?: string;
	paginationToken?: string;
}

interface ResultData {
	error?: ExecutionError;
	lastNodeExecuted?: string;
	runData?: Record<string, NodeRun[]>;
}

const unfinished = ['new', 'running', 'waiting'];

/** n8n's own REST API, as its editor uses it, with the session of one user. */
export class N8nApi {
	private cookie = '';

	constructor(readonly url: string) {}

	/** The session's cookies, for what is not asked for here. */
	get cookies(): string {
		return this.cookie;
	}

	/** Sends a request; returns the body's `data` where n8n wraps it. */
	async request<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(60_000),
		});
		const cookies = response.headers.getSetCookie().map((value) => value.split(';')[0]);
		if (cookies.length > 0) this.cookie = cookies.join('; ');
		const text = await response.text();
		if (!response.ok) {
			const error = new Error(`${method} ${path}: ${response.status} ${text.slice(0, 400)}`);
			throw Object.assign(error, { status: response.status });
		}
		const answer = JSON.parse(text) as { data?: T };
		return answer.data === undefined ? (answer as T) : answer.data;
	}

	/** The instance's settings; undefined until n8n is ready to answer with JSON. */
	async settings(): Promise<Json | undefined> {
		try {
			return await this.request<Json>('GET', '/rest/settings');
		} catch {
			return undefined;
		}
	}

	/** Goes on as who has signed in already: n8n refuses more than a few logins a minute. */
	resume(cookies: string): void {
		this.cookie = cookies;
	}

	/** Signs in, after setting up the instance's owner where there is none yet. */
	async signIn(owner: { email: string; password: string }): Promise<void> {
		const settings = await this.settings();
		const management = settings?.userManagement as { showSetupOnFirstLoad?: boolean } | undefined;
		if (management?.showSetupOnFirstLoad) {
			const names = { firstName: 'Jama', lastName: 'Example' };
			await this.request('POST', '/rest/owner/setup', { ...owner, ...names });
		}
		const login = { emailOrLdapLoginId: owner.email, password: owner.password };
		await this.request('POST', '/rest/login', login);
	}

	/** Every node type, with the properties the editor shows. */
	async nodeTypes(): Promise<NodeDescription[]> {
		return await this.request('GET', '/types/nodes.json');
	}

	async credentialTypes(): Promise<NodeDescription[]> {
		return await this.request('GET', '/types/credentials.json');
	}

	/** The community packages that the instance lists as installed. */
	async communityPackages(): Promise<
		Array<{ packageName: string; installedVersion: string; failedLoading?: boolean }>
	> {
		return await this.request('GET', '/rest/community-packages');
	}

	/** Creates the credential, or overwrites the one that has this name and type. */
	async saveCredential(name: string, type: string, data: Json): Promise<CredentialRef> {
		const known = await this.request<CredentialRef[]>('GET', '/rest/credentials');
		const same = known.find((credential) => credential.name === name && credential.type === type);
		const path = same ? `/rest/credentials/${same.id}` : '/rest/credentials';
		const method = same ? 'PATCH' : 'POST';
		const saved = await this.request<{ id: string }>(method, path, { name, type, data });
		return { id: saved.id, name, type };
	}

	/** What the editor's "Test" button does: the credential's own test, with the data beside the id. */
	async testCredential(
		credential: CredentialRef,
		data: Json,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.request('POST', '/rest/credentials/test', {
			credentials: { ...credential, data },
		});
	}

	/**
	 * Saves the workflow under its own id, over an earlier one with that id, with each node's
	 * credentials replaced by the given one of the same type.
	 */
	async saveWorkflow(workflow: WorkflowJson, credentials: CredentialRef[] = []): Promise<string> {
		const nodes = workflow.nodes.map((node) => ({
			...node,
			...(node.credentials && {
				credentials: Object.fromEntries(
					Object.entries(node.credentials).map(([type, reference]) => {
						const found = credentials.find((credential) => credential.type === type);
						return [type, found ? { id: found.id, name: found.name } : reference];
					}),
				),
			}),
		}));
		const { id, name, connections, settings = {}, pinData, meta } = workflow;
		const body = { name, nodes, connections, settings, pinData, meta };
		const known = id ? await this.savedWorkflow(id) : undefined;
		if (id && known) {
			// What the editor calls "archive" keeps the id taken and refuses changes.
			if (known.isArchived) await this.request('POST', `/rest/workflows/${id}/unarchive`, {});
			await this.request('PATCH', `/rest/workflows/${id}?forceSave=true`, body);
			return id;
		}
		const saved = await this.request<{ id: string }>('POST', '/rest/workflows', { id, ...body });
		return saved.id;
	}

	private async savedWorkflow(id: string): Promise<{ isArchived?: boolean } | undefined> {
		try {
			return await this.request('GET', `/rest/workflows/${id}`);
		} catch (error) {
			if ((error as { status?: number }).status === 404) return undefined;
			throw error;
		}
	}

	/** Runs a saved workflow from a trigger, the first unless one is named, and waits for the end. */
	async runWorkflow(id: string, from?: string, timeoutMs?: number): Promise<Execution> {
		const workflow = await this.request<WorkflowJson>('GET', `/rest/workflows/${id}`);
		const trigger = workflow.nodes.find(
			({ name, type }) => /trigger$/i.test(type) && (from === undefined || name === from),
		);
		if (!trigger) throw new Error(`The workflow ${workflow.name} has no trigger to start from`);
		const { executionId } = await this.request<{ executionId: string }>(
			'POST',
			`/rest/workflows/${id}/run`,
			{ triggerToStartFrom: { name: trigger.name } },
		);
		return await this.finished(executionId, workflow.name, timeoutMs);
	}

	/** Waits until an execution has ended. */
	async finished(
		executionId: string,
		title = `Execution ${executionId}`,
		timeoutMs = 120_000,
	): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.execution(executionId);
			if (!unfinished.includes(execution.status)) return execution;
			if (Date.now() > deadline) throw new Error(`${title} still runs after ${timeoutMs / 1000} s`);
			await sleep(100);
		}
	}

	/** One execution, as far as it is. */
	async execution(id: string): Promise<Execution> {
		const { status, data: raw } = await this.request<{ status: string; data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		// An execution that has only just begun has no data yet.
		const stored = parseFlatted(raw) as { resultData?: ResultData } | undefined;
		const { error, lastNodeExecuted: lastNode, runData = {} } = stored?.resultData ?? {};
		return { id, status, error, lastNode, runData, raw };
	}

	/** Rows of a picker (a resource locator's list). */
	async list(
		request: ParameterRequest,
	): Promise<{ results: Array<{ name: string; value: unknown }>; paginationToken?: unknown }> {
		return await this.dynamic('resource-locator-results', request);
	}

	/** Options of a dropdown that the node fills itself. */
	async options(request: ParameterRequest): Promise<Array<{ name: string; value: unknown }>> {
		return await this.dynamic('options', request);
	}

	/** Columns of a resource mapper. */
	async resourceMapperFields(request: ParameterRequest): Promise<{ fields: Json[] }> {
		return await this.dynamic('resource-mapper-fields', request);
	}

	private async dynamic<T>(kind: string, request: ParameterRequest): Promise<T> {
		const { node, version = 1, method, path, parameters, credential } = request;
		return await this.request('POST', `/rest/dynamic-node-parameters/${kind}`, {
			path,
			methodName: method,
			nodeTypeAndVersion: { name: node, version },
			currentNodeParameters: parameters,
			credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			filter: request.filter,
			paginationToken: request.paginationToken,
		});
	}
}

/** The items of the node that ran last, first output. */
export function lastItems(execution: Execution): Item[] {
	const runs = execution.runData[execution.lastNode ?? ''] ?? [];
	return runs.flatMap((run) => run.data?.main[0] ?? []);
}
