/** The API contracts as the tests of the registries see them: one for each system and deployment, with whole paths. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Schema = Record<string, unknown> & { properties?: Record<string, Schema> };
interface Parameter {
	name: string;
	in: string;
	required?: boolean;
	schema: Schema;
	explode?: boolean;
}
export interface ContractOperation {
	operationId: string;
	parameters?: Parameter[];
	requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> };
	responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>;
	servers?: Array<{ url: string }>;
	'x-confidence'?: string;
	'x-paging'?: object;
	'x-deployment'?: string[];
}
export interface Contract {
	paths: Record<string, Record<string, ContractOperation>>;
	components: { schemas: Record<string, Schema> };
}

const read = (...path: string[]): Contract =>
	JSON.parse(readFileSync(join(__dirname, '..', '..', 'servers', ...path), 'utf8')) as Contract;

function walk(node: unknown, visit: (node: Schema) => void): void {
	if (Array.isArray(node)) for (const each of node) walk(each, visit);
	else if (typeof node === 'object' && node !== null) {
		visit(node as Schema);
		for (const each of Object.values(node)) walk(each, visit);
	}
}

/** Formats are the systems' own (dates), or for documentation only (int64). */
const withoutFormats = (contract: Contract): Contract => {
	walk(contract, (node) => {
		if (typeof node.format === 'string') delete node.format;
	});
	return contract;
};

/**
 * Jama's contract as requests are held against it: whole paths, an item moves under an item too (REST cookbook, Moving an
 * item), a user is updated without a password (the model: not valid on PUT), and a body may hold nothing that its model does
 * not name.
 */
export function jamaContract(): Contract {
	const { paths, components } = withoutFormats(read('jama', 'jama-openapi.json'));
	const { schemas } = components;
	(schemas.RequestMoveParent as { properties: Record<string, Schema> }).properties.item = {
		type: 'integer',
	};
	const user = schemas.RequestUser as { required: string[] };
	user.required = user.required.filter((name) => name !== 'password');
	const closed = ['DuplicateConfig', 'TestRunGenerationConfig', 'CrossOriginDomainWhiteList'];
	for (const [name, schema] of Object.entries(schemas)) {
		if (name.startsWith('Request') || closed.includes(name)) schema.additionalProperties = false;
	}
	const whole: Contract['paths'] = {};
	for (const [path, methods] of Object.entries(paths)) {
		for (const [method, operation] of Object.entries(methods)) {
			const isLabs = operation.servers?.some(({ url }) => url.endsWith('/labs')) === true;
			(whole[`/rest/${isLabs ? 'labs' : 'v1'}${path}`] ??= {})[method] = operation;
			delete operation.servers;
		}
	}
	return { ...read('jama', 'jama-openapi.json'), paths: whole, components };
}

const JIRA_NAMES: Record<string, string> = { cloud: 'cloud', dataCenter: 'datacenter' };

/** Jira's contract of one deployment, without what is being removed from it; bodies are closed. */
export function jiraContract(deployment: string): Contract {
	const isOld = deployment === 'agile67';
	const contract = withoutFormats(
		read('jira', isOld ? 'jira-agile-6.7-openapi.json' : 'jira-agile-openapi.json'),
	);
	const name = JIRA_NAMES[deployment] ?? '';
	const isHere = (node: object) => {
		const { 'x-deployment': where } = node as { 'x-deployment'?: unknown };
		return !Array.isArray(where) || where.includes(name);
	};
	for (const [path, methods] of Object.entries(contract.paths)) {
		for (const [method, operation] of Object.entries(methods)) {
			if (!isHere(operation)) delete methods[method];
			else if (operation.parameters) {
				operation.parameters = operation.parameters.filter(isHere);
			}
		}
		if (Object.keys(methods).length === 0) delete contract.paths[path];
	}
	const close = (schema?: Schema) => {
		const ref = typeof schema?.$ref === 'string' ? schema.$ref.split('/').pop() : undefined;
		const target = ref === undefined ? schema : contract.components.schemas[ref];
		if (!target?.properties) return;
		target.additionalProperties = false;
		for (const [field, one] of Object.entries(target.properties)) {
			if (!isHere(one)) delete target.properties[field];
			else close(one);
		}
	};
	for (const operation of Object.values(contract.paths).flatMap((methods) =>
		Object.values(methods),
	)) {
		close(operation.requestBody?.content['application/json']?.schema);
	}
	return contract;
}

/** An endpoint whatever its placeholders are called. */
export const endpointKey = (endpoint: string): string => endpoint.replace(/\{\w+\}/g, '{}');

/** A request as it stands on the wire, with the whole path. */
export interface SentRequest {
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	/** Parsed JSON; undefined without a body. */
	body?: unknown;
	/** A form instead of JSON. */
	isForm?: boolean;
}

/** Lists that have no paging parameters: where the answer is one array under a name. */
const ARRAYS = ['keys', 'features', 'reports'];

/** The operations of a contract by `METHOD /path` with nameless placeholders. */
export function endpointsOf(contract: Contract) {
	const operations = new Map(
		Object.entries(contract.paths).flatMap(([path, methods]) =>
			Object.entries(methods).map(([method, operation]) => {
				const endpoint = endpointKey(`${method.toUpperCase()} ${path}`);
				return [endpoint, { path, operation }] as const;
			}),
		),
	);
	const templates = [...operations].map(([endpoint, { path }]) => ({
		endpoint,
		method: endpoint.slice(0, endpoint.indexOf(' ')),
		expression: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+').replace(/\./g, '\\.')}$`),
		holes: path.split('{').length,
	}));
	const find = (endpoint: string) => operations.get(endpointKey(endpoint))?.operation;
	const queryOf = (endpoint: string): string[] =>
		(find(endpoint)?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name);

	/** True where the endpoint answers rows, page by page or under one name. */
	const isList = (endpoint: string): boolean => {
		const operation = find(endpoint);
		if (!endpoint.startsWith('GET ')) return false;
		if (queryOf(endpoint).includes('startAt') || operation?.['x-paging']) return true;
		let schema = operation?.responses?.['200']?.content?.['application/json']?.schema;
		const ref = typeof schema?.$ref === 'string' ? schema.$ref.split('/').pop() : undefined;
		if (ref !== undefined) schema = contract.components.schemas[ref];
		return ARRAYS.some((name) => schema?.properties?.[name] !== undefined);
	};

	/** The names on the first level of an endpoint's JSON body. */
	const bodyOf = (endpoint: string): string[] => {
		const schema = find(endpoint)?.requestBody?.content['application/json']?.schema;
		const ref = typeof schema?.$ref === 'string' ? schema.$ref.split('/').pop() : undefined;
		const model = ref === undefined ? schema : contract.components.schemas[ref];
		return Object.keys((model?.properties as object | undefined) ?? {});
	};

	return {
		operations,
		find,
		bodyOf,
		queryOf,
		isList,
		/** The endpoint that a request meets: a path without placeholders goes before one with. */
		endpointOf: ({ method, path }: SentRequest): string | undefined =>
			templates
				.filter((one) => one.method === method && one.expression.test(path))
				.sort((a, b) => a.holes - b.holes)[0]?.endpoint,
	};
}

export type Endpoints = ReturnType<typeof endpointsOf>;
