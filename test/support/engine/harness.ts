/** Runs the built nodes on n8n's own engine, with everything around it as small as can be. */
import './environment';
import { LoadOptionsContext, WorkflowExecute, WorkflowHasIssuesError } from 'n8n-core';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ExecutionError,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	INodeTypes,
	IRun,
	IRunData,
	NodeExecutionHint,
	ResourceMapperFields,
} from 'n8n-workflow';
import { getAdditionalData } from './additional-data';
import { TestCredentialsHelper } from './credentials-helper';
import type { StoredCredential } from './credentials-helper';
import { getNodeType, loadPackage } from './package-loader';
import type { LoadedPackage } from './package-loader';

export { loadPackage, readPackageJson } from './package-loader';
export type { LoadedPackage, PackageJson } from './package-loader';
export type { StoredCredential } from './credentials-helper';
export { resolveCredentials, testCredentials } from './credential-runs';
export * from './samples';

/** What every way of running a node needs. */
export interface Target {
	/** The parameters that differ from their defaults. */
	parameters?: INodeParameters;
	/** Also sets the parameter `authentication` to the value that shows this type of credential. */
	credentials?: StoredCredential;
	/** The node's name without the package; `jama` by default. */
	nodeType?: string;
	/** A built package's folder; this project by default. */
	packageDirectory?: string;
	/** The workflow's time zone; UTC by default. */
	timezone?: string;
}

/** Options of {@link runNode}. */
export interface RunOptions extends Target {
	/** Plain objects, or whole items with binary data; one empty item by default. */
	input?: IDataObject[] | INodeExecutionData[];
	/** Short for `onError: 'continueRegularOutput'`. */
	continueOnFail?: boolean;
	onError?: INode['onError'];
}

/** What came of a node's run. */
export interface RunResult {
	/** The items of the first output. */
	items: INodeExecutionData[];
	/** The items of every output: the second one is the error output. */
	outputs: INodeExecutionData[][];
	/**
	 * What made the node stop, as n8n records it: the error's own fields and `name`, but no longer an
	 * instance of its class. Also what n8n has against the workflow, when that keeps it from starting.
	 */
	error?: ExecutionError;
	runData: IRunData;
	hints: NodeExecutionHint[];
}

/** Options of {@link runListSearch}, {@link runLoadOptions} and {@link runResourceMapper}. */
export interface LoadOptions extends Target {
	/** Where in the node's parameters the list is asked for, such as `parameters.projectId`. */
	path?: string;
}

const NODE = 'Node under test';
const START = 'Start';
const START_TYPE = 'test.start';

const startNode = {
	description: {
		name: 'start',
		displayName: START,
		group: ['input'],
		version: 1,
		description: 'Hands on the input of the test',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
} as INodeType;

/**
 * Runs one node in a workflow of its own, after a node that hands it the input.
 * @returns its items, and the error instead of throwing it
 * @throws Error when the package is not built or has no such node or credential type
 */
export async function runNode(options: RunOptions): Promise<RunResult> {
	const onError = options.onError ?? (options.continueOnFail ? 'continueRegularOutput' : undefined);
	const { workflow, additionalData } = await prepare(options, onError);
	const start = workflow.getNode(START);
	if (!start) throw new Error('The workflow lost its first node');

	const data = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node: start, data: { main: [toItems(options.input ?? [{}])] }, source: null },
			],
		},
	});
	const execution = new WorkflowExecute(additionalData, 'trigger', data);
	let run: IRun;
	try {
		run = await execution.processRunExecutionData(workflow);
	} catch (error) {
		if (!(error instanceof WorkflowHasIssuesError)) throw error;
		return {
			items: [],
			outputs: [],
			error: error as unknown as ExecutionError,
			runData: {},
			hints: [],
		};
	}
	const { runData, error } = run.data.resultData;
	const task = runData[NODE]?.at(-1);
	const outputs = (task?.data?.main ?? []).map((items) => items ?? []);
	return {
		items: outputs[0] ?? [],
		outputs,
		error: task?.error ?? error,
		runData,
		hints: task?.hints ?? [],
	};
}

/**
 * Asks a node's list search for entries, as the editor does for a resource locator.
 * @param methodName a key of the node's `methods.listSearch`
 * @throws Error when there is no such method, and whatever the method throws
 */
export async function runListSearch(
	methodName: string,
	options: LoadOptions & { filter?: string; paginationToken?: string },
): Promise<INodeListSearchResult> {
	const { node, context } = await prepareLoading(options);
	const method = node.methods?.listSearch?.[methodName];
	if (!method) throw missingMethod('listSearch', methodName, node.methods?.listSearch);
	return await method.call(context, options.filter, options.paginationToken);
}

/**
 * Asks a node for the choices of a list, as the editor does.
 * @param methodName a key of the node's `methods.loadOptions`
 * @throws Error when there is no such method, and whatever the method throws
 */
export async function runLoadOptions(
	methodName: string,
	options: LoadOptions,
): Promise<INodePropertyOptions[]> {
	const { node, context } = await prepareLoading(options);
	const method = node.methods?.loadOptions?.[methodName];
	if (!method) throw missingMethod('loadOptions', methodName, node.methods?.loadOptions);
	return await method.call(context);
}

/**
 * Asks a node for the fields of a resource mapper, as the editor does.
 * @param methodName a key of the node's `methods.resourceMapping`
 * @throws Error when there is no such method, and whatever the method throws
 */
export async function runResourceMapper(
	methodName: string,
	options: LoadOptions,
): Promise<ResourceMapperFields> {
	const { node, context } = await prepareLoading(options);
	const method = node.methods?.resourceMapping?.[methodName];
	if (!method) throw missingMethod('resourceMapping', methodName, node.methods?.resourceMapping);
	return await method.call(context);
}

async function prepareLoading(options: LoadOptions) {
	const { node, workflow, additionalData } = await prepare(options);
	const workflowNode = workflow.getNode(NODE);
	if (!workflowNode) throw new Error('The workflow lost its node');
	additionalData.currentNodeParameters = workflowNode.parameters;
	const path = options.path ?? 'parameters';
	return { node, context: new LoadOptionsContext(workflow, workflowNode, additionalData, path) };
}

async function prepare(options: Target, onError?: INode['onError']) {
	const pkg = await loadPackage(options.packageDirectory);
	const { node, version } = getNodeType(pkg, options.nodeType ?? 'jama');
	const { credentials, parameters = {}, timezone = 'UTC' } = options;
	const helper = new TestCredentialsHelper(pkg.credentialTypes);
	const base = { typeVersion: 1, position: [0, 0] as [number, number] };
	const tested: INode = {
		...base,
		id: 'tested',
		name: NODE,
		type: `${pkg.name}.${node.description.name}`,
		typeVersion: version,
		parameters: { ...authenticationFor(node, credentials?.type), ...parameters },
		onError,
		...(credentials && { credentials: { [credentials.type]: helper.add(credentials) } }),
	};
	const workflow = new Workflow({
		id: 'integration-test',
		nodes: [{ ...base, id: 'start', name: START, type: START_TYPE, parameters: {} }, tested],
		connections: { [START]: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
		nodeTypes: nodeTypesOf(pkg),
		active: false,
		settings: { timezone },
	});
	return { node, workflow, additionalData: getAdditionalData(helper) };
}

/** The package's nodes, and the one that starts a test, as a workflow finds them. */
export function nodeTypesOf(pkg: LoadedPackage): INodeTypes {
	const find = (name: string) => {
		const own = name.startsWith(`${pkg.name}.`) ? name.slice(pkg.name.length + 1) : '';
		const type = name === START_TYPE ? startNode : pkg.nodeTypes[own];
		if (!type) throw new Error(`The workflow has a node of the unknown type "${name}"`);
		return type;
	};
	return {
		getByName: find,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
}

/** The value of `authentication` that shows a type of credential. */
export function authenticationFor(node: INodeType, type?: string): INodeParameters {
	const credential = node.description.credentials?.find(({ name }) => name === type);
	const value = credential?.displayOptions?.show?.authentication?.[0];
	return typeof value === 'string' ? { authentication: value } : {};
}

function toItems(input: IDataObject[] | INodeExecutionData[]): INodeExecutionData[] {
	return input.map((item) =>
		typeof item.json === 'object' && item.json !== null
			? (item as INodeExecutionData)
			: { json: item as IDataObject },
	);
}

function missingMethod(kind: string, name: string, methods: object = {}) {
	return new Error(`No ${kind} "${name}", only: ${Object.keys(methods).join(', ') || 'none'}`);
}
