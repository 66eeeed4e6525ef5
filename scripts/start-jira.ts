import { startJiraServer } from '../test/servers/jira';
import type { CredentialRef, N8nApi } from '../test/n8n/api';

/** The Jira that the examples of the first run work with: the fake one, as the cloud. */
export interface JiraTarget {
	url: string;
	login: { username: string; password: string };
	close(): Promise<void>;
}

/** Starts the fake Jira. */
export async function startEmbeddedJira(): Promise<JiraTarget> {
	const server = await startJiraServer({ deployment: 'cloud' });
	const close = async () => await server.close();
	return { url: server.url, login: server.logins.basic, close };
}

/** Saves the credential that the examples name, over that of an earlier run. */
export async function saveJiraCredential(api: N8nApi, jira: JiraTarget): Promise<CredentialRef> {
	const data = { baseUrl: jira.url, deployment: 'cloud', ...jira.login };
	return await api.saveCredential('Jira', 'jiraAgileApi', data);
}
