import type { JamaServer } from '../servers/jama';
import type { CredentialRef, Json, WorkflowJson, WorkflowNode } from './api';

/** A Jama node of the packed package. */
export function jamaNode(packageName: string, login: CredentialRef, parameters: Json) {
	const authentication = login.type === 'jamaOAuth2Api' ? 'oAuth2' : 'basic';
	return {
		name: 'Jama',
		type: `${packageName}.jama`,
		typeVersion: 1,
		parameters: { authentication, ...parameters },
		credentials: { [login.type]: { id: login.id, name: login.name } },
	};
}

/** Nodes that make one item with a text file in `data`. */
export function fileNodes(fileName: string, text: string): WorkflowNode[] {
	return [
		{
			name: 'Text',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ text }) },
		},
		{
			name: 'File',
			type: 'n8n-nodes-base.convertToFile',
			typeVersion: 1.1,
			parameters: { operation: 'toText', sourceProperty: 'text', options: { fileName } },
		},
	];
}

/** A workflow of a manual trigger and these nodes, one after the other. */
export function workflowOf(name: string, ...following: WorkflowNode[]): WorkflowJson {
	const start: WorkflowNode = {
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		parameters: {},
	};
	const nodes = [start, ...following].map((node, at) => ({
		...node,
		id: node.name.toLowerCase(),
		position: [at * 220, 0],
	}));
	const connections = following.map((node, at) => {
		const to = [[{ node: node.name, type: 'main', index: 0 }]];
		return [nodes[at]?.name ?? '', { main: to }];
	});
	return { name, nodes, connections: Object.fromEntries(connections) as Json };
}

/** The secrets of the seeded user that stand in a text. */
export function secretsIn(text: string, { logins }: JamaServer): string[] {
	const { username, password } = logins.basic;
	const { clientId, clientSecret } = logins.oauth;
	const encode = (...parts: string[]) => Buffer.from(parts.join(':')).toString('base64');
	return [
		password,
		clientSecret,
		encode(username, password),
		encode(clientId, clientSecret),
		'Bearer ',
	].filter((secret) => text.includes(secret));
}
