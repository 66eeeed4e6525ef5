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

type Prepare = (
	stored: Stored,
	node: Pick<INode, 'id' | 'name'>,
	parameters: INode['parameters'],
) => {
	workflow: Workflow;
	poll: (mode: 'manual' | 'trigger', budget?: number) => Promise<PollRun>;
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
		private readonly identity: Pick<INode, 'id' | 'name'>,
		private parameters: INode['parameters'],
		public budget: number | undefined,
	) {
		this.current = prepare(this.stored, identity, parameters);
	}

	/** One poll; the first one is part of the activation. */
	async poll(): Promise<PollRun> {
		const run = await this.current.poll('trigger', this.budget);
		if (!run.error && (run.emitted || !this.isActive)) this.stored = this.memory();
		this.isActive ||= !run.error;
		return run;
	}

	/** Fetch Test Event of the editor: what it leaves in the static data is not kept. */
	async test(): Promise<PollRun> {
		return await this.current.poll('manual', this.budget);
	}

	/** The static data that n8n holds in memory, as JSON. */
	memory(): Stored {
		return JSON.stringify(this.current.workflow.staticData);
	}

	/** The process ends and n8n starts again, with what it wrote down. */
	restart(): void {
		this.current = this.prepare(this.stored, this.identity, this.parameters);
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

/**
 * Puts a polling node into a workflow.
 * @throws Error when the package is not built or has no such node or credential type
 */
export async function createPollingNode(options: PollingOptions): Promise<PollingNode> {
	const pkg = await loadPackage(options.packageDirectory);
	const { node, version } = getNodeType(pkg, options.nodeType);
	const { credentials, parameters = {}, timezone = 'UTC', budget } = options;
	const helper = new TestCredentialsHelper(pkg.credentialTypes);
	const details = credentials && { [credentials.type]: helper.add(credentials) };

	const prepare: Prepare = (stored, identity, values) => {
		const tested: INode = {
			...identity,
			position: [0, 0],
			type: `${pkg.name}.${node.description.name}`,
			typeVersion: version,
			parameters: { ...authenticationFor(node, credentials?.type), ...values },
			...(details && { credentials: details }),
		};
		const workflow = new Workflow({
			id: 'integration-test',
			nodes: [tested],
			connections: {},
			nodeTypes: nodeTypesOf(pkg),
			active: true,
			staticData: JSON.parse(stored) as IDataObject,
			settings: { timezone },
		});
		const poll = async (mode: 'manual' | 'trigger', patience?: number): Promise<PollRun> => {
			const warnings: string[] = [];
			const own = workflow.getNode(identity.name);
			if (!own || !node.poll) throw new Error(`${tested.type} is no polling node`);
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
	const identity = { id: options.id ?? 'tested', name: options.name ?? 'Trigger under test' };
	return new PollingNode(prepare, identity, parameters, budget);
}
