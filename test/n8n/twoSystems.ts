/** A fake Jama and a fake Jira with their credentials in n8n, and the examples that work on both. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startJamaServer, type JamaServer } from '../servers/jama';
import { startJiraServer, type Deployment, type JiraServer } from '../servers/jira';
import type { CredentialRef, Json, N8nApi, WorkflowJson } from './api';
import { secretsIn } from './workflows';

/** Faster than a real server allows. */
export const FAST = { requestsPerSecond: 100, burst: 100 };

export interface TwoSystems {
	jama: JamaServer;
	jira: JiraServer;
	credentials: CredentialRef[];
	/** Requests and answers of either server that break its contract. */
	violations(): string[];
	/** Secrets of either server that stand in a text. */
	secretsIn(text: string): string[];
	close(): Promise<void>;
}

/** The secrets of a fake Jira that stand in a text. */
export function jiraSecretsIn(text: string, { logins, state }: JiraServer): string[] {
	const { username, password } = logins.basic;
	const basic = Buffer.from(`${username}:${password}`).toString('base64');
	const tokens = state.grants.flatMap((grant) => [grant.accessToken, grant.refreshToken]);
	const secrets = [password, basic, logins.token, logins.oauth.clientSecret, ...tokens];
	return secrets.filter((secret) => text.includes(secret));
}

/** Starts both servers and saves a credential for each. */
export async function startTwoSystems(api: N8nApi, deployment: Deployment): Promise<TwoSystems> {
	const jama = await startJamaServer();
	const jira = await startJiraServer({ deployment });
	const jamaData = { baseUrl: jama.url, ...FAST, ...jama.logins.basic };
	const jiraData = { baseUrl: jira.url, deployment, ...FAST, ...jira.logins.basic };
	const credentials = [
		// Test files run side by side in one n8n, which knows a credential by its name.
		await api.saveCredential(`Jama at ${jama.url}`, 'jamaApi', jamaData),
		await api.saveCredential(`Jira at ${jira.url}`, 'jiraAgileApi', jiraData),
	];
	return {
		jama,
		jira,
		credentials,
		violations: () => [...jama.violations, ...jira.violations],
		secretsIn: (text) => [...secretsIn(text, jama), ...jiraSecretsIn(text, jira)],
		close: async () => {
			await Promise.all([jama.close(), jira.close()]);
		},
	};
}

/** An example, with other parameters for some of its nodes. */
export function readExample(
	root: string,
	file: string,
	change: (node: string, parameters: Json) => Json = (_, parameters) => parameters,
): WorkflowJson {
	const text = readFileSync(join(root, 'examples', file), 'utf8');
	const workflow = JSON.parse(text) as WorkflowJson;
	const nodes = workflow.nodes.map((node) => ({
		...node,
		parameters: change(node.name, node.parameters),
	}));
	return { ...workflow, nodes };
}

/** Parameters of a node that sets fields, with other values for some of them. */
export function withFields(parameters: Json, values: Record<string, string>): Json {
	const { assignments } = parameters.assignments as {
		assignments: Array<{ name: string; value: string }>;
	};
	return {
		...parameters,
		assignments: {
			assignments: assignments.map((one) => ({ ...one, value: values[one.name] ?? one.value })),
		},
	};
}
