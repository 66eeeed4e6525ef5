import type { CredentialRef, Json, N8nApi, WorkflowJson } from '../test/n8n/api';

/** The Jama instance that the first run works with, and how to sign in to it. */
export interface JamaTarget {
	/** "embedded server" or the instance's address. */
	label: string;
	url: string;
	basic?: { username: string; password: string };
	oauth?: { clientId: string; clientSecret: string };
	close(): Promise<void>;
}

/** The instance that the environment names, if it names one. */
export function jamaFromEnvironment(env = process.env): JamaTarget | undefined {
	const { JAMA_BASE_URL, JAMA_USERNAME, JAMA_PASSWORD, JAMA_CLIENT_ID, JAMA_CLIENT_SECRET } = env;
	if (!JAMA_BASE_URL) return undefined;
	const basic =
		JAMA_USERNAME && JAMA_PASSWORD
			? { username: JAMA_USERNAME, password: JAMA_PASSWORD }
			: undefined;
	const oauth =
		JAMA_CLIENT_ID && JAMA_CLIENT_SECRET
			? { clientId: JAMA_CLIENT_ID, clientSecret: JAMA_CLIENT_SECRET }
			: undefined;
	if (!basic && !oauth) {
		throw new Error(
			'JAMA_BASE_URL is set, but no login: set JAMA_USERNAME and JAMA_PASSWORD, ' +
				'or JAMA_CLIENT_ID and JAMA_CLIENT_SECRET',
		);
	}
	return { label: JAMA_BASE_URL, url: JAMA_BASE_URL, basic, oauth, close: async () => {} };
}

/**
 * Saves a credential for each login of the target, over those of an earlier run. n8n fills in the
 * defaults of the fields that are left out, the request rate among them.
 */
export async function saveCredentials(api: N8nApi, target: JamaTarget): Promise<CredentialRef[]> {
	const saved: CredentialRef[] = [];
	const save = async (name: string, type: string, who: string, login: Json) => {
		// The name tells users apart: n8n keeps an OAuth2 token when a credential is overwritten.
		const title = target.label === target.url ? `${name} (${who} at ${target.label})` : name;
		const data = { baseUrl: target.url, ...login };
		saved.push(await api.saveCredential(title.slice(0, 120), type, data));
	};
	const { basic, oauth } = target;
	if (basic) await save('Jama', 'jamaApi', basic.username, basic);
	if (oauth) await save('Jama OAuth2', 'jamaOAuth2Api', oauth.clientId, oauth);
	return saved;
}

/**
 * The examples sign in with a user name. Where the target has only an API client, their nodes are
 * switched over to it.
 */
export function useLoginOf(target: JamaTarget, workflow: WorkflowJson): WorkflowJson {
	if (target.basic) return workflow;
	const nodes = workflow.nodes.map((node) => {
		if (!node.credentials?.jamaApi) return node;
		const { jamaApi, ...others } = node.credentials;
		return {
			...node,
			parameters: { ...node.parameters, authentication: 'oAuth2' },
			credentials: { ...others, jamaOAuth2Api: jamaApi },
		};
	});
	return { ...workflow, nodes };
}
