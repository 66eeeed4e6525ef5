/** Runs an operation through the node's own layers, from its parameters to what n8n's HTTP helper is asked for. */
import { NodeHelpers } from 'n8n-workflow';
import type {
	IBinaryData,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
	INodeTypeDescription,
} from 'n8n-workflow';
import { toProperties } from '../../../nodes/shared/operations/properties';
import { runNode } from '../../../nodes/shared/operations/run';
import type { SentRequest } from './contracts';
import type { HelperResponse } from './rowAnswers';
import type { System } from './systems';

export type { HelperResponse };

/** How one run goes. */
export interface RowRun {
	items: INodeExecutionData[];
	/** What was said beside the output. */
	hints: string[];
	/** The error that ended the run. */
	error?: Error & { description?: string | null };
}

const BASE_URL = 'https://rows.test/contour';
const CONTENT = Buffer.from('content');
const FILE: IBinaryData = {
	data: CONTENT.toString('base64'),
	mimeType: 'image/png',
	fileName: 'a.png',
};

/** A request to n8n's helper as it stands on the wire. Throws Error for a URL outside of the API. */
export function toSent({ method, url, qs, body }: IHttpRequestOptions): SentRequest {
	const path = /\/rest\/[^?]*$/.exec(url)?.[0];
	if (path === undefined) throw new Error(`Not a URL of the API: ${url}`);
	const query: SentRequest['query'] = {};
	for (const [name, value] of Object.entries(qs ?? {})) {
		query[name] = Array.isArray(value) ? value.map(String) : String(value);
	}
	const isForm = body instanceof FormData;
	// Empty objects are sent as text, see n8nSession.
	const json: unknown = typeof body === 'string' ? JSON.parse(body) : body;
	return {
		method: method ?? 'GET',
		path: decodeURIComponent(path),
		query,
		...(body === undefined ? {} : { body: json, isForm }),
	};
}

/** Where output has undefined, which n8n's table shows as that word. */
function placesOfUndefined(value: unknown, at = 'json'): string[] {
	if (value === undefined) return [at];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, one]) => placesOfUndefined(one, `${at}.${name}`));
}

/** A node with the operations of a registry, whose helper is `answer`. */
export function createRowRunner(
	answer: (options: IHttpRequestOptions) => Promise<HelperResponse>,
	system: System,
	{ registry = system.registry, baseUrl = BASE_URL, login = {} as object } = {},
) {
	const { api, node: nodeType, deployment } = system;
	const { description } = nodeType;
	const properties: INodeProperties[] =
		registry === system.registry
			? description.properties
			: [...description.properties.slice(0, 1), ...toProperties(registry)];
	const credential = {
		baseUrl,
		requestsPerSecond: 1e6,
		burst: 1e6,
		...(deployment ? { deployment } : {}),
		...login,
	};

	/** The parameters with n8n's defaults, without those that the editor hides. */
	const complete = (node: INode, resource: string): INodeParameters => {
		// Only for speed: n8n would hide the others.
		const own = properties.filter(({ displayOptions }) => {
			const { resource: resources } = displayOptions?.show ?? {};
			return resources === undefined || resources.includes(resource);
		});
		const type: INodeTypeDescription = { ...description, properties: own };
		return NodeHelpers.getNodeParameters(own, node.parameters, true, false, node, type) ?? {};
	};

	return async (
		resource: string,
		operation: string,
		parameters: INodeParameters,
	): Promise<RowRun> => {
		const node: INode = {
			id: '1',
			name: description.displayName,
			type: system.nodeType,
			typeVersion: 1,
			position: [0, 0],
			parameters: { resource, operation, ...parameters },
		};
		const values = complete(node, resource);
		const hints: string[] = [];
		const functions = {
			getInputData: () => [{ json: { name: 'Text' }, binary: { data: FILE, file: FILE } }],
			getNodeParameter: (name: string, _index: number, fallback?: unknown) =>
				values[name] ?? fallback,
			getNode: () => node,
			continueOnFail: () => false,
			getTimezone: () => 'UTC',
			getCredentials: async () => await Promise.resolve(credential),
			getExecutionCancelSignal: () => undefined,
			addExecutionHints: ({ message }: { message: string }) => void hints.push(message),
			logger: { debug: () => undefined, info: () => undefined },
			helpers: {
				httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) =>
					await answer(options),
				assertBinaryData: () => FILE,
				getBinaryDataBuffer: async () => await Promise.resolve(CONTENT),
				prepareBinaryData: async () => await Promise.resolve(FILE),
			},
		} as unknown as IExecuteFunctions;
		const ran = await runNode(functions, api, registry).catch((error: unknown) => ({
			error: error as NonNullable<RowRun['error']>,
		}));
		if (!Array.isArray(ran)) return { items: [], hints, ...ran };
		const [items = []] = ran;
		const empty = placesOfUndefined(items.map(({ json }) => json));
		if (empty.length > 0) throw new Error(`${resource}.${operation}: undefined at ${empty.join()}`);
		return { items, hints };
	};
}

export type RowRunner = ReturnType<typeof createRowRunner>;
