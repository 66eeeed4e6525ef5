import './environment';
import { CredentialTestContext, ExecuteContext, RoutingNode } from 'n8n-core';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';
import type {
	ICredentialTestFunction,
	ICredentialTestRequest,
	IDataObject,
	INode,
	INodeType,
	INodeTypes,
	NodeApiError,
} from 'n8n-workflow';
import { getAdditionalData } from './additional-data';
import { TestCredentialsHelper } from './credentials-helper';
import type { StoredCredential } from './credentials-helper';
import { loadPackage } from './package-loader';

async function store(credential: StoredCredential, packageDirectory?: string) {
	const { credentialTypes } = await loadPackage(packageDirectory);
	const helper = new TestCredentialsHelper(credentialTypes);
	const details = helper.add(credential);
	return { helper, details, type: helper.getType(credential.type) };
}

/**
 * Reads a credential as a node would get it: defaults filled in and expressions resolved.
 * @param packageDirectory a built package's folder; this project by default
 * @throws Error when the package has no such credential type
 */
export async function resolveCredentials(
	credential: StoredCredential,
	packageDirectory?: string,
): Promise<IDataObject> {
	const { helper, details, type } = await store(credential, packageDirectory);
	const additionalData = getAdditionalData(helper);
	return (await helper.getDecrypted(additionalData, details, type.name, 'internal')) as IDataObject;
}

/**
 * Tests a credential as n8n does when a user saves it: by the credential's own request, else by the function of a node that
 * names one in `testedBy`.
 * @param packageDirectory a built package's folder; this project by default
 * @returns what the editor would show
 * @throws Error when the package has no such credential type, or no test for it
 */
export async function testCredentials(
	credential: StoredCredential,
	packageDirectory?: string,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	const { helper, details, type } = await store(credential, packageDirectory);
	if (!type.test) {
		const testedBy = await testFunction(type.name, packageDirectory);
		const additionalData = getAdditionalData(helper);
		const data = await helper.getDecrypted(additionalData, details, type.name, 'internal');
		const decrypted = { id: details.id ?? '', name: details.name, type: type.name, data };
		return await testedBy.call(new CredentialTestContext(additionalData), decrypted);
	}
	const { request, rules } = type.test;

	const nodeType = {
		description: {
			displayName: 'Test',
			name: 'n8n-nodes-base.noOp',
			group: ['input'],
			version: 1,
			description: 'Carries the test request',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: type.name, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } },
			],
		},
	} as INodeType;
	const node: INode = {
		id: 'temp',
		name: 'Temp',
		type: nodeType.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type.name]: details },
	};
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = getAdditionalData(helper);
	const data = await helper.getDecrypted(additionalData, details, type.name, 'internal');
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const decrypted = { ...details, id: details.id ?? '', type: type.name, data };
	try {
		const output = await new RoutingNode(context, nodeType, decrypted).runNode();
		const refusal = refuse(output?.[0]?.[0]?.json, rules);
		if (refusal !== undefined) return { status: 'Error', message: refusal };
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: explain(error as NodeApiError, rules) };
	}
}

/** The function that a node tests a credential with. */
async function testFunction(
	credentialType: string,
	packageDirectory?: string,
): Promise<ICredentialTestFunction> {
	const { nodeTypes } = await loadPackage(packageDirectory);
	for (const nodeType of Object.values(nodeTypes)) {
		if (!('methods' in nodeType)) continue;
		const used = nodeType.description.credentials?.find(({ name }) => name === credentialType);
		const found = nodeType.methods?.credentialTest?.[String(used?.testedBy)];
		if (found) return found;
	}
	throw new Error(`${credentialType} has no test`);
}

/** The message of the first rule that a successful answer breaks, if any. */
function refuse(answer: unknown, rules: ICredentialTestRequest['rules'] = []): string | undefined {
	const valueAt = (path: string) =>
		path.split('.').reduce<unknown>((at, key) => (at as IDataObject | undefined)?.[key], answer);
	for (const { type, properties } of rules) {
		if (type === 'responseSuccessBody' && valueAt(properties.key) === properties.value) {
			return properties.message;
		}
	}
	return undefined;
}

function explain(error: NodeApiError, rules: ICredentialTestRequest['rules'] = []): string {
	const { response, code } = (error.cause ?? {}) as {
		response?: { status: number; statusText: string };
		code?: string;
	};
	if (!response) return code ?? error.message;
	for (const rule of rules) {
		if (rule.type === 'responseCode' && rule.properties.value === response.status) {
			return rule.properties.message;
		}
	}
	return response.statusText || `Received HTTP status code: ${response.status}`;
}
