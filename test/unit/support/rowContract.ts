/** Holds requests against the contract: path, method, query and body. Stricter than the fake server: bodies are closed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenAPIBackend } from 'openapi-backend';
import type { Document } from 'openapi-backend';
import type { Operation } from '../../../nodes/shared/operation';

type Schema = Record<string, unknown> & { properties?: Record<string, Schema> };
interface ContractOperation {
	operationId: string;
	parameters?: Array<{ name: string; in: string; required?: boolean; schema: Schema }>;
	requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> };
	servers?: Array<{ url: string }>;
	'x-confidence'?: string;
}
interface Contract {
	paths: Record<string, Record<string, ContractOperation>>;
	components: { schemas: Record<string, Schema> };
}

/** A request as it stands on the wire, below the API's root. */
export interface SentRequest {
	method: string;
	/** Name of the root: v1 or labs. */
	root: string;
	path: string;
	query: Record<string, string | string[]>;
	/** Parsed JSON; undefined without a body. */
	body?: unknown;
	/** A form instead of JSON. */
	isForm?: boolean;
}

/** An endpoint whatever its placeholders are called. */
export const endpointKey = (endpoint: string): string => endpoint.replace(/\{\w+\}/g, '{}');

const read = (): Contract => {
	const file = join(__dirname, '..', '..', 'servers', 'jama', 'jama-openapi.json');
	return JSON.parse(readFileSync(file, 'utf8')) as Contract;
};

function withoutDateFormats(node: unknown): void {
	if (typeof node !== 'object' || node === null) return;
	const schema = node as Schema;
	if (schema.format === 'date-time' || schema.format === 'date') delete schema.format;
	Object.values(schema).forEach(withoutDateFormats);
}

/**
 * The contract as requests are held against it: dates have Jama's own format (REST developer guide, Date Format), an item
 * moves under an item too (REST cookbook, Moving an item), and a body may hold nothing that its model does not name.
 */
function strictContract(): Contract {
	const contract = read();
	withoutDateFormats(contract);
	const { schemas } = contract.components;
	(schemas.RequestMoveParent as { properties: Record<string, Schema> }).properties.item = {
		type: 'integer',
	};
	const closed = ['DuplicateConfig', 'TestRunGenerationConfig', 'CrossOriginDomainWhiteList'];
	for (const [name, schema] of Object.entries(schemas)) {
		if (name.startsWith('Request') || closed.includes(name)) schema.additionalProperties = false;
	}
	return contract;
}

const operations = new Map(
	Object.entries(read().paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => {
			const endpoint = endpointKey(`${method.toUpperCase()} ${path}`);
			return [endpoint, { path, operation }] as const;
		}),
	),
);

/** True where the endpoint's body is a list. */
export function takesListBody({ request }: Operation): boolean {
	const { requestBody } = operations.get(endpointKey(request ?? ''))?.operation ?? {};
	return requestBody?.content['application/json']?.schema?.type === 'array';
}

/** True where the endpoint answers page by page. */
export const isPaged = (endpoint: string): boolean =>
	(operations.get(endpoint)?.operation.parameters ?? []).some(({ name }) => name === 'startAt');

const pattern = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
const templates = [...operations].map(([endpoint, { path }]) => ({
	endpoint,
	method: endpoint.slice(0, endpoint.indexOf(' ')),
	expression: pattern(path),
	holes: path.split('{').length,
}));

/** The endpoint of the contract that a request meets: a path without placeholders goes before one with. */
export function endpointOf({ method, path }: SentRequest): string | undefined {
	return templates
		.filter((one) => one.method === method && one.expression.test(path))
		.sort((a, b) => a.holes - b.holes)[0]?.endpoint;
}

/** Holds requests against the contract; compile it once and use it for many. */
export interface RowContract {
	/** What is wrong with a request; empty when nothing is. */
	violationsOf: (request: SentRequest) => string[];
}

/** Reads the contract and makes its validators, which compile when they are first used. */
export async function openRowContract(): Promise<RowContract> {
	const api = new OpenAPIBackend({
		definition: strictContract() as unknown as Document,
		quick: true,
		ajvOpts: { strict: false, allErrors: true },
	});
	await api.init();

	const bodyViolations = (request: SentRequest, operation: ContractOperation): string[] => {
		const unknown = operation['x-confidence']?.includes('body unknown') === true;
		if (!operation.requestBody) {
			return request.body === undefined || unknown ? [] : ['a body where none is taken'];
		}
		const takesForm = operation.requestBody.content['multipart/form-data'] !== undefined;
		if ((request.isForm === true) !== takesForm) return ['not the kind of body that is taken'];
		return [];
	};

	return {
		violationsOf(request) {
			const at = `${request.method} ${request.path}`;
			const endpoint = endpointOf(request);
			const found = endpoint === undefined ? undefined : operations.get(endpoint);
			if (!found) return [`${at}: no such operation`];
			const { operation } = found;
			const wrong: string[] = [];
			const isLabs = operation.servers?.some(({ url }) => url.endsWith('/labs')) === true;
			if (request.root !== (isLabs ? 'labs' : 'v1')) wrong.push(`not of the root ${request.root}`);
			const known = (operation.parameters ?? [])
				.filter((one) => one.in === 'query')
				.map(({ name }) => name);
			for (const name of Object.keys(request.query)) {
				if (!known.includes(name)) wrong.push(`unknown query parameter ${name}`);
			}
			wrong.push(...bodyViolations(request, operation));
			const { errors } = api.validateRequest(
				{
					method: request.method,
					path: request.path,
					query: request.query,
					headers: { 'content-type': request.isForm ? 'multipart/form-data' : 'application/json' },
					...(request.body === undefined || request.isForm ? {} : { body: request.body }),
				},
				operation.operationId,
			);
			for (const { instancePath, message, params } of errors ?? []) {
				const name = (params as { additionalProperty?: string }).additionalProperty;
				// Named above; the validator closes queries as well.
				if (name !== undefined && name in request.query) continue;
				wrong.push(`${instancePath} ${message ?? ''} ${name ?? ''}`.trim());
			}
			return wrong.map((text) => `${at}: ${text}`);
		},
	};
}
