import { startJamaServer, type JamaServer } from '../servers/jama';
import { startJiraServer, type JiraServer } from '../servers/jira';
import type { CredentialRef, Json, N8nApi, WorkflowJson, WorkflowNode } from '../n8n/api';
import { prepared } from '../n8n/prepared';

/** Fast enough that no request waits for the throttle. */
export const UNTHROTTLED = { requestsPerSecond: 100, burst: 100 };

export interface Systems {
	jama: JamaServer;
	jira: JiraServer;
	close(): Promise<void>;
}

/** A fake Jama and a fake Jira. */
export async function startSystems(): Promise<Systems> {
	const [jama, jira] = await Promise.all([startJamaServer(), startJiraServer()]);
	const close = async () => void (await Promise.all([jama.close(), jira.close()]));
	return { jama, jira, close };
}

/** The nodes of the package, by the ends of their types' names. */
export const NODE_TYPES = ['jama', 'jiraAgile', 'jamaTrigger', 'jiraAgileTrigger'] as const;
export type NodeType = (typeof NODE_TYPES)[number];

/**
 * A credential for each of the two systems, under the nodes that take it.
 * @param title tells the credentials of two test files apart, which run side by side
 */
export async function saveLogins(
	api: N8nApi,
	{ jama, jira }: Systems,
	title: string,
): Promise<Record<NodeType, CredentialRef>> {
	const ofJama = { ...UNTHROTTLED, baseUrl: jama.url, ...jama.logins.basic };
	const ofJira = { ...UNTHROTTLED, baseUrl: jira.url, ...jira.logins.basic };
	const jamaLogin = await api.saveCredential(`Jama, ${title}`, 'jamaApi', ofJama);
	const jiraLogin = await api.saveCredential(`Jira, ${title}`, 'jiraAgileApi', ofJira);
	return {
		jama: jamaLogin,
		jamaTrigger: jamaLogin,
		jiraAgile: jiraLogin,
		jiraAgileTrigger: jiraLogin,
	};
}

/** A node of the packed package. */
export const nodeOf = (
	type: NodeType,
	name: string,
	parameters: Json,
	login?: CredentialRef,
): WorkflowNode => ({
	name,
	type: `${prepared().packed.name}.${type}`,
	typeVersion: 1,
	parameters,
	...(login ? { credentials: { [login.type]: { id: login.id, name: login.name } } } : {}),
});

/** Nodes on the canvas, with identifiers, column by column. */
function placed(columns: WorkflowNode[][], apart = 220): WorkflowNode[] {
	return columns.flatMap((column, across) =>
		column.map((node, down) => ({
			...node,
			id: `node-${across}-${down}`,
			position: [apart * across, 180 * down],
		})),
	);
}

const to = (...nodes: WorkflowNode[]) => ({
	main: [nodes.map((node) => ({ node: node.name, type: 'main', index: 0 }))],
});

/**
 * A workflow in which every node follows the start, so that each step runs alone; triggers stand by themselves.
 * @param first nodes that stand one after the other between the start and the others
 */
export function fanOf(
	name: string,
	nodes: WorkflowNode[],
	first: WorkflowNode[] = [],
): WorkflowJson {
	const start: WorkflowNode = {
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		parameters: {},
	};
	const stem = [start, ...first];
	const rows = Math.ceil(Math.sqrt(nodes.length));
	const columns = Array.from({ length: rows }, (_, at) => nodes.slice(at * rows, (at + 1) * rows));
	const followers = nodes.filter(({ type }) => !/trigger$/i.test(type));
	const links = stem.map((node, at) => [
		node.name,
		to(...(stem[at + 1] ? [stem[at + 1]!] : followers)),
	]);
	return {
		name,
		nodes: placed([...stem.map((node) => [node]), ...columns]),
		connections: Object.fromEntries(links),
	};
}

/** A workflow of chains: each node follows the one before, so that an open form can go from one to the next. */
export function chainsOf(name: string, chains: WorkflowNode[][]): WorkflowJson {
	const links = chains.flatMap((chain) =>
		chain.slice(1).map((node, at) => [chain[at]!.name, to(node)] as const),
	);
	// The button that starts a trigger lies to its left, where it would cover a neighbor.
	return { name, nodes: placed(chains, 440), connections: Object.fromEntries(links) };
}
