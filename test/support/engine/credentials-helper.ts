import './environment';
import { Credentials, getAdditionalKeys } from 'n8n-core';
import { ICredentialsHelper, isExpression, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	ICredentialType,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	INodeTypes,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { oAuth2Base } from './oauth2-base';

/**
 * A stored credential: its type and what the user filled in. What n8n keeps in its database beside
 * that, such as OAuth2 tokens, is written into `data`, so that using the same object again is
 * using the same credential again.
 */
export interface StoredCredential {
	type: string;
	data: ICredentialDataDecryptedObject;
}

const BUILT_IN: Record<string, ICredentialType> = { oAuth2Api: oAuth2Base };

/** n8n never takes these from what is stored when the credential type fixes them. */
const PINNED = new Set([
	'useDynamicClientRegistration',
	'authUrl',
	'accessTokenUrl',
	'grantType',
	'authentication',
	'usePkce',
]);

// n8n-core shares one token refresh between all uses of a credential id, so ids must differ.
const ids = new WeakMap<StoredCredential, string>();
let lastId = 0;

const mockNode: INode = {
	id: 'mock',
	name: 'mock',
	type: 'mock',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const mockNodeTypes = {
	getByName: () => ({ description: { properties: [] } }),
	getByNameAndVersion: () => ({ description: { properties: [] } }),
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

/** n8n's handling of credentials, with memory in place of its database. */
export class TestCredentialsHelper extends ICredentialsHelper {
	private readonly stored = new Map<string, StoredCredential>();

	constructor(private readonly types: Record<string, ICredentialType>) {
		super();
	}

	/**
	 * Makes a credential known to the helper.
	 * @returns what a node refers to it by
	 */
	add(credential: StoredCredential): INodeCredentialsDetails {
		const id = ids.get(credential) ?? `credential-${++lastId}`;
		ids.set(credential, id);
		this.stored.set(id, credential);
		return { id, name: `${credential.type} of the test` };
	}

	/** @throws Error when neither the package nor n8n has a credential type of that name */
	getType(name: string): ICredentialType {
		const type = this.types[name] ?? BUILT_IN[name];
		if (!type) throw new Error(`Unknown credential type "${name}"`);
		return type;
	}

	getParentTypes(name: string): string[] {
		const parents = this.getType(name).extends ?? [];
		return [...parents, ...parents.flatMap((parent) => this.getParentTypes(parent))];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(name: string): INodeProperties[] {
		const { extends: parents = [], properties } = this.getType(name);
		const merged: INodeProperties[] = [];
		for (const parent of parents) {
			NodeHelpers.mergeNodeProperties(merged, this.getCredentialsProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(merged, properties);
		return merged;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const request = options as IHttpRequestOptions;
		const { authenticate } = this.getType(typeName);
		if (!authenticate) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);

		const resolve = (value: unknown) =>
			isExpression(value) && workflow
				? String(
						workflow.expression.getSimpleParameterValue(
							node ?? mockNode,
							value,
							'internal',
							{ $credentials: credentials },
							undefined,
							'',
						) ?? '',
					)
				: value;
		const target = request as unknown as Record<string, Record<string, unknown> | undefined>;
		for (const [part, values] of Object.entries(authenticate.properties)) {
			for (const [key, value] of Object.entries(values as Record<string, unknown>)) {
				(target[part] ??= {})[String(resolve(key))] = resolve(value);
			}
		}
		return request;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { properties, preAuthentication } = this.getType(typeName);
		const token = properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true,
		)?.name;
		if (!preAuthentication || token === undefined) return undefined;
		if (credentials[token] !== '' && !credentialsExpired) return undefined;

		const output = await preAuthentication.call(helpers, credentials);
		const details = node.credentials?.[typeName];
		if (output[token] === undefined || !details) return undefined;
		Object.assign(this.find(details).data, output);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const output = await this.getType(typeName).preAuthentication?.call(helpers, credentials);
		return output as ICredentialDataDecryptedObject | undefined;
	}

	async getCredentials(details: INodeCredentialsDetails, type: string): Promise<Credentials> {
		const credentials = new Credentials({ id: details.id, name: details.name }, type);
		await credentials.setData(this.find(details).data);
		return credentials;
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		during?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const { data } = this.find(details);
		if (raw) return { ...data };
		const withDefaults = this.applyDefaults(type, data);
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		if (!during) {
			const workflow = new Workflow({
				nodes: [mockNode],
				connections: {},
				active: false,
				nodeTypes: mockNodeTypes,
			});
			return workflow.expression.getComplexParameterValue(
				mockNode,
				withDefaults,
				mode,
				keys,
				undefined,
				undefined,
				withDefaults,
			) as ICredentialDataDecryptedObject;
		}
		return during.workflow.expression.getParameterValue(
			withDefaults,
			during.runExecutionData,
			during.runIndex,
			during.itemIndex,
			during.node.name,
			during.connectionInputData,
			mode,
			keys,
			executeData,
			false,
			withDefaults,
		) as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		details: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.find(details).data = data;
	}

	async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		Object.assign(this.find(details).data, { oauthTokenData: data.oauthTokenData });
	}

	private applyDefaults(type: string, data: ICredentialDataDecryptedObject): INodeParameters {
		const properties = this.getCredentialsProperties(type);
		const fixed = new Set(
			properties.filter(({ type: kind }) => kind === 'hidden').map(({ name }) => name),
		);
		const own = Object.fromEntries(
			Object.entries(data).filter(([name]) => !(PINNED.has(name) && fixed.has(name))),
		) as INodeParameters;
		const filled = NodeHelpers.getNodeParameters(properties, own, true, false, null, null) ?? {};
		// These three are no fields of the type, so filling in the fields drops them.
		for (const name of ['oauthTokenData', 'allowedHttpRequestDomains', 'allowedDomains']) {
			const value = data[name];
			if (value !== undefined) filled[name] ??= value as INodeParameters[string];
		}
		return filled;
	}

	private find({ id, name }: INodeCredentialsDetails): StoredCredential {
		const credential = this.stored.get(id ?? '');
		if (!credential) throw new Error(`No credential "${name}" is stored`);
		return credential;
	}
}
