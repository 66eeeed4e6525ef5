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

/**
 * A credential for each of the two systems.
 * @param title tells the credentials of two test files apart, which run side by side
 */
export async function saveLogins(
	api: N8nApi,
	{ jama, jira }: Systems,
	title: string,
): Promise<{ jama: CredentialRef; jira: CredentialRef }> {
	const ofJama = { ...UNTHROTTLED, baseUrl: jama.url, ...jama.logins.basic };
	const ofJira = { ...UNTHROTTLED, baseUrl: jira.url, ...jira.logins.basic };
	return {
		jama: await api.saveCredential(`Jama, ${title}`, 'jamaApi', ofJama),
		jira: await api.saveCredential(`Jira, ${title}`, 'jiraAgileApi', ofJira),
	};
}

/** A node of the packed package, by the end of its type's name. */
export const nodeOf = (
	type: 'jama' | 'jiraAgile' | 'jamaTrigger',
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

/** A workflow in which every node follows the start, so that each step runs alone; triggers stand by themselves. */
export function fanOf(name: string, nodes: WorkflowNode[]): WorkflowJson {
	const start: WorkflowNode = {
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		parameters: {},
	};
	const rows = Math.ceil(Math.sqrt(nodes.length));
	const placed = [start, ...nodes].map((node, at) => ({
		...node,
		id: `node-${at}`,
		position:
			at === 0 ? [0, 0] : [220 + 220 * Math.floor((at - 1) / rows), 180 * ((at - 1) % rows)],
	}));
	const to = nodes
		.filter(({ type }) => !/trigger$/i.test(type))
		.map((node) => ({ node: node.name, type: 'main', index: 0 }));
	return { name, nodes: placed, connections: { Start: { main: [to] } } };
}
