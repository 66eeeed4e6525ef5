/** Polls a trigger node of the built package as n8n does, and keeps its static data as n8n does. */
import './environment';
import { PollContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type { IDataObject, INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { getAdditionalData } from './additional-data';
import { TestCredentialsHelper } from './credentials-helper';
import { authenticationFor, nodeTypesOf } from './harness';
import type { Target } from './harness';
import { getNodeType, loadPackage } from './package-loader';

/** Options of {@link createPollingNode}. */
export interface PollingOptions extends Target {
	/** The node's name without the package. */
	nodeType: string;
	/** What n8n gives a poll, in ms; five minutes by default. */
	budget?: number;
	name?: string;
	id?: string;
	workflowId?: string;
}

/** What came of a poll. */
export interface PollRun {
	/** What the workflow got. */
	rows: IDataObject[];
	/** False: the poll said that there is nothing, and no execution started. */
	emitted: boolean;
	/** What n8n would record as a failed execution. */
	error?: NodeApiError | NodeOperationError;
	/** What was said to the log. */
	warnings: string[];
}

/** Static data as JSON, as it lies in n8n's database. */
type Stored = string;

type Identity = Pick<INode, 'id' | 'name'>;

/** Makes a workflow of nodes; `poll` polls one of them. */
type Prepare = (
	stored: Stored,
	nodes: Array<Identity & { parameters: INode['parameters'] }>,
) => {
	workflow: Workflow;
	poll: (name: string, mode: 'manual' | 'trigger', budget?: number) => Promise<PollRun>;
};

/**
 * A polling node in a workflow of its own that is active. n8n writes the static data down when it activates a workflow and
 * when a poll found something; what a poll without a find left is in memory only.
 */
export class PollingNode {
	private stored: Stored = '{}';
	private current: ReturnType<Prepare>;
	private isActive = false;

	constructor(
		private readonly prepare: Prepare,
		private readonly identity: Identity,
		private parameters: INode['parameters'],
		public budget: number | undefined,
	) {
		this.current = prepare(this.stored, [{ ...identity, parameters }]);
	}

	/** One poll; the first one is part of the activation. */
	async poll(): Promise<PollRun> {
		const run = await this.current.poll(this.identity.name, 'trigger', this.budget);
		if (!run.error && (run.emitted || !this.isActive)) this.stored = this.memory();
		this.isActive ||= !run.error;
		return run;
	}

	/** Fetch Test Event of the editor: what it leaves in the static data is not kept. */
	async test(): Promise<PollRun> {
		return await this.current.poll(this.identity.name, 'manual', this.budget);
	}

	/** The static data that n8n holds in memory, as JSON. */
	memory(): Stored {
		return JSON.stringify(this.current.workflow.staticData);
	}

	/** The process ends and n8n starts again, with what it wrote down. */
	restart(): void {
		const { identity, parameters } = this;
		this.current = this.prepare(this.stored, [{ ...identity, parameters }]);
	}

	/** The user saves the workflow with changes: n8n writes the static data down and activates it anew. */
	save(changes: {
		name?: string;
		id?: string;
		parameters?: INode['parameters'];
		staticData?: object;
	}): void {
		const { staticData, parameters, ...identity } = changes;
		this.stored = staticData === undefined ? this.memory() : JSON.stringify(staticData);
		Object.assign(this.identity, identity);
		this.parameters = { ...this.parameters, ...parameters };
		this.isActive = false;
		this.restart();
	}
}

/** Polls the nodes of one active workflow by their names. */
export type PollByName = (name: string) => Promise<PollRun>;

async function preparing(options: PollingOptions): Promise<Prepare> {
	const pkg = await loadPackage(options.packageDirectory);
	const { node, version } = getNodeType(pkg, options.nodeType);
	const { credentials, timezone = 'UTC' } = options;
	const helper = new TestCredentialsHelper(pkg.credentialTypes);
	const details = credentials && { [credentials.type]: helper.add(credentials) };

	return (stored, nodes) => {
		const tested = nodes.map(
			({ parameters, ...identity }): INode => ({
				...identity,
				position: [0, 0],
				type: `${pkg.name}.${node.description.name}`,
				typeVersion: version,
				parameters: { ...authenticationFor(node, credentials?.type), ...parameters },
				...(details && { credentials: details }),
			}),
		);
		const workflow = new Workflow({
			id: options.workflowId ?? 'integration-test',
			nodes: tested,
			connections: {},
			nodeTypes: nodeTypesOf(pkg),
			active: true,
			staticData: JSON.parse(stored) as IDataObject,
			settings: { timezone },
		});
		const poll: ReturnType<Prepare>['poll'] = async (name, mode, patience) => {
			const warnings: string[] = [];
			const own = workflow.getNode(name);
			if (!own || !node.poll) throw new Error(`${name} is no polling node`);
			const context = new PollContext(
				workflow,
				own,
				getAdditionalData(helper),
				mode,
				mode === 'manual' ? 'manual' : 'activate',
				undefined,
				undefined,
				undefined,
				undefined,
				undefined,
				patience === undefined ? undefined : () => patience,
			);
			const ignore = () => undefined;
			const warn = (message: string) => void warnings.push(message);
			const logger = { debug: ignore, info: ignore, error: ignore, warn };
			Object.defineProperty(context, 'logger', { value: logger });
			try {
				const output = await node.poll.call(context);
				const rows = (output?.[0] ?? []).map(({ json }) => json);
				return { rows, emitted: output !== null, warnings };
			} catch (error) {
				return { rows: [], emitted: false, error: error as PollRun['error'], warnings };
			}
		};
		return { workflow, poll };
	};
}

/**
 * Puts a polling node into a workflow.
 * @throws Error when the package is not built or has no such node or credential type
 */
export async function createPollingNode(options: PollingOptions): Promise<PollingNode> {
	const { parameters = {}, budget, id = 'tested', name = 'Trigger under test' } = options;
	return new PollingNode(await preparing(options), { id, name }, parameters, budget);
}

/** Puts several polling nodes into one workflow, whatever their ids. */
export async function createPollingWorkflow(
	options: Omit<PollingOptions, 'parameters' | 'id' | 'name'>,
	nodes: Array<Identity & { parameters: INode['parameters'] }>,
): Promise<PollByName> {
	const { poll } = (await preparing(options))('{}', nodes);
	return async (name) => await poll(name, 'trigger', options.budget);
}
