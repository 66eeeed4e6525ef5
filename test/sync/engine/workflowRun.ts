/** Runs a whole workflow file on n8n's own engine, in this process: its nodes are ours from dist and n8n's from its package. */
import { ROOT } from '../../support/engine/environment';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ExecutionError,
	IConnections,
	IDataObject,
	INode,
	INodeType,
	INodeTypes,
	IRunData,
	IVersionedNodeType,
} from 'n8n-workflow';
import { getAdditionalData } from '../../support/engine/additional-data';
import { TestCredentialsHelper } from '../../support/engine/credentials-helper';
import type { StoredCredential } from '../../support/engine/credentials-helper';
import { authenticationFor, loadPackage } from '../../support/engine/harness';

/** A workflow file as n8n exports it. */
export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IDataObject;
}

type AnyNode = INodeType | IVersionedNodeType;

/** n8n's own nodes by their full names, from an installed n8n. */
function builtInNodes(folder: string): (name: string) => AnyNode {
	const base = join(folder, 'node_modules', 'n8n-nodes-base');
	const known = JSON.parse(readFileSync(join(base, 'dist/known/nodes.json'), 'utf8')) as Record<
		string,
		{ className: string; sourcePath: string }
	>;
	const loaded = new Map<string, AnyNode>();
	return (name) => {
		const entry = known[name.replace('n8n-nodes-base.', '')];
		if (!entry) throw new Error(`n8n has no node "${name}"`);
		const there = loaded.get(name);
		if (there) return there;
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- n8n loads its nodes the same way
		const exported = require(join(base, entry.sourcePath)) as Record<string, new () => AnyNode>;
		const node = new exported[entry.className]!();
		loaded.set(name, node);
		return node;
	};
}

/** What came of a run. */
export interface WorkflowRun {
	error?: ExecutionError;
	/** The JSON of the items that each node put out, all runs and outputs together. */
	items: (node: string) => IDataObject[];
	runData: IRunData;
}

/**
 * Makes a workflow ready to run.
 * @param n8nFolder where n8n is installed
 * @param credentials one for each type that its nodes use
 * @param packageDirectory a built package's folder; this project by default
 */
export async function prepareWorkflow(
	n8nFolder: string,
	file: WorkflowFile,
	credentials: StoredCredential[],
	packageDirectory?: string,
): Promise<{ run: (start: string, input?: IDataObject[]) => Promise<WorkflowRun> }> {
	const pkg = await loadPackage(packageDirectory);
	const builtIn = builtInNodes(n8nFolder);
	const find = (name: string): AnyNode =>
		name.startsWith(`${pkg.name}.`)
			? pkg.nodeTypes[name.slice(pkg.name.length + 1)]!
			: builtIn(name);
	const nodeTypes: INodeTypes = {
		getByName: find,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
	const helper = new TestCredentialsHelper(pkg.credentialTypes);
	const nodes = file.nodes
		.filter(({ type }) => !type.endsWith('.stickyNote'))
		.map((node): INode => {
			const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
			const used = credentials.find(({ type }) =>
				description.credentials?.some(({ name }) => name === type),
			);
			if (!used) return { ...node };
			return {
				...node,
				parameters: {
					...node.parameters,
					...authenticationFor({ description } as INodeType, used.type),
				},
				credentials: { [used.type]: helper.add(used) },
			};
		});
	const parents = new Map<string, string[]>();

	return {
		run: async (start, input = [{}]) => {
			const workflow = new Workflow({
				id: 'sync',
				nodes: structuredClone(nodes),
				connections: file.connections,
				nodeTypes,
				active: false,
				settings: { executionOrder: 'v1', timezone: 'UTC', ...file.settings },
			});
			// n8n looks for them at each use of $('...'), and the connections stay the same.
			const { getParentNodes } = workflow;
			workflow.getParentNodes = (...asked) => {
				const key = JSON.stringify(asked);
				const known = parents.get(key) ?? getParentNodes.apply(workflow, asked);
				parents.set(key, known);
				return [...known];
			};
			const first = workflow.getNode(start);
			if (!first) throw new Error(`The workflow has no node "${start}"`);
			const items = input.map((json, item) => ({ json, pairedItem: { item } }));
			// The trigger itself does not run: its items are given.
			const runData: IRunData = {
				[start]: [
					{
						startTime: 0,
						executionIndex: 0,
						executionTime: 0,
						executionStatus: 'success',
						source: [],
						data: { main: [items] },
					},
				],
			};
			const next = workflow.connectionsBySourceNode[start]?.main?.[0] ?? [];
			const data = createRunExecutionData({
				resultData: { runData },
				executionData: {
					nodeExecutionStack: next.map(({ node }) => ({
						node: workflow.getNode(node)!,
						data: { main: [items] },
						source: { main: [{ previousNode: start }] },
					})),
				},
			});
			const execution = new WorkflowExecute(getAdditionalData(helper), 'trigger', data);
			const { resultData } = (await execution.processRunExecutionData(workflow)).data;
			return {
				error: resultData.error,
				runData: resultData.runData,
				items: (node) =>
					(resultData.runData[node] ?? []).flatMap((task) =>
						(task.data?.main ?? []).flatMap((output) => (output ?? []).map(({ json }) => json)),
					),
			};
		},
	};
}

/** Reads a workflow file of the examples. */
export const readWorkflow = (file: string): WorkflowFile =>
	JSON.parse(readFileSync(resolve(ROOT, 'examples', file), 'utf8')) as WorkflowFile;
