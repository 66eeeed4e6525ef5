import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenAPIBackend, type Context, type Document, type Request } from 'openapi-backend';
import type { Handlers } from './frame/call';
import { errorAnswer, htmlAnswer, refusal, type Answer, type Trouble } from './frame/envelope';
import type { Exchange } from './frame/exchange';
import type { Deployment } from './types';

type Schema = Record<string, unknown> & { properties?: Record<string, Schema>; $ref?: string };
interface Parameter {
	name: string;
	in: string;
	schema: Schema;
	explode?: boolean;
	'x-deployment'?: string[];
}
interface Operation {
	operationId: string;
	parameters?: Parameter[];
	requestBody?: { content: Record<string, { schema?: Schema }> };
	responses: Record<string, unknown>;
	'x-deployment'?: string[];
}
export interface Contract {
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, Schema> };
	security?: unknown;
}

const NAMES: Record<Deployment, string[]> = {
	cloud: ['cloud', 'cloud-deprecated'],
	dataCenter: ['datacenter'],
	agile67: [],
};

function walk(node: unknown, visit: (node: Schema) => void): void {
	if (Array.isArray(node)) {
		for (const each of node) walk(each, visit);
	} else if (typeof node === 'object' && node !== null) {
		visit(node as Schema);
		for (const each of Object.values(node)) walk(each, visit);
	}
}

/** The operations, parameters and fields that a deployment has. */
export function contractOf(deployment: Deployment): Contract {
	const name = deployment === 'agile67' ? 'jira-agile-6.7-openapi.json' : 'jira-agile-openapi.json';
	const contract = JSON.parse(readFileSync(join(__dirname, name), 'utf8')) as Contract;
	const isHere = (node: object) => {
		const { 'x-deployment': where } = node as { 'x-deployment'?: unknown };
		return !Array.isArray(where) || where.some((each) => NAMES[deployment].includes(String(each)));
	};
	for (const [path, methods] of Object.entries(contract.paths)) {
		for (const [method, operation] of Object.entries(methods)) {
			if (!isHere(operation)) delete methods[method];
			else operation.parameters = operation.parameters?.filter(isHere);
		}
		if (Object.keys(methods).length === 0) delete contract.paths[path];
	}
	walk(contract, ({ properties = {} }) => {
		for (const [field, schema] of Object.entries(properties))
			if (!isHere(schema)) delete properties[field];
	});
	// The login has been checked before.
	delete contract.security;
	return contract;
}

export interface ContractServer {
	handle(request: Request, exchange: Exchange): Promise<Answer>;
}

/** A request's violations go to the exchange; the handlers' answers are checked by `checkResponse`. */
export function createContract(deployment: Deployment, handlers: Handlers): ContractServer {
	const definition = contractOf(deployment);
	const formats = Object.fromEntries(
		['date-time', 'int32', 'int64', 'uri'].map((name) => [name, true as const]),
	);
	const api = new OpenAPIBackend({
		definition: definition as unknown as Document,
		quick: true,
		coerceTypes: true,
		ajvOpts: { strict: false, allErrors: false, formats },
	});
	const operationOf = ({ operation }: Context) => operation as unknown as Operation | undefined;
	const run = (context: Context, exchange: Exchange, handler: Handlers[string]) => {
		const params = Object.fromEntries(
			Object.entries(context.request.params).map(([name, value]) => [name, String(value)]),
		);
		return handler(exchange.call(params, queryOf(operationOf(context)!, context.request.query)));
	};
	const known = new Set(
		Object.values(definition.paths).flatMap((methods) =>
			Object.values(methods).map(({ operationId }) => operationId),
		),
	);
	api.register(
		Object.fromEntries(
			Object.entries(handlers)
				.filter(([id]) => known.has(id))
				.map(([id, handler]) => [
					id,
					(context: Context, exchange: Exchange) => run(context, exchange, handler),
				]),
		),
	);
	const schemas = definition.components.schemas;
	api.register({
		postRoutingHandler: (context: Context, exchange: Exchange) =>
			checkRoute(operationOf(context), context, exchange, schemas),
		notFound: (_: Context, exchange: Exchange) => unknownPath(exchange, 404),
		methodNotAllowed: (_: Context, exchange: Exchange) => unknownPath(exchange, 405),
		validationFail: (context: Context, exchange: Exchange) => refuseInvalid(context, exchange),
		postResponseHandler: (context: Context, exchange: Exchange) => {
			checkResponse(api, context, exchange);
			return context.response as Answer;
		},
	});
	// The router rebuilds its list of operations several times a request; the list never changes.
	let operations: ReturnType<typeof api.router.getOperations> | undefined;
	const ready = api.init().then(() => {
		const build = api.router.getOperations.bind(api.router);
		api.router.getOperations = () => (operations ??= build());
	});
	return {
		async handle(request, exchange) {
			await ready;
			return (await api.handleRequest(request, exchange)) as Answer;
		},
	};
}

/** Lists may be comma lists of comma lists (Data Center) or repeated. */
function queryOf({ parameters = [] }: Operation, query: Record<string, unknown>) {
	const lists = parameters.filter(({ schema, explode }) => schema.type === 'array' && !explode);
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [
			name,
			lists.some((each) => each.name === name)
				? [value].flat().flatMap((each) => String(each).split(','))
				: value,
		]),
	);
}

/** The words of a path that does not exist are from memory; see the switch unknownPath. */
export function unknownPath(exchange: Exchange, status: 404 | 405): Answer {
	exchange.violation(`no such operation (${status})`);
	if (exchange.unknownPath === 'html') return htmlAnswer(status, 'Oops, a dead link');
	const message = status === 404 ? `null for uri: ${exchange.url}` : 'HTTP 405 Method Not Allowed';
	return { status, body: { message, 'status-code': status } };
}

/**
 * Unknown query parameters are ignored, and recorded. Assumption: an id that is no number is a 404, as for
 * a path that does not exist.
 */
function checkRoute(
	operation: Operation | undefined,
	context: Context,
	exchange: Exchange,
	schemas: Record<string, Schema>,
): void {
	if (!operation) return;
	exchange.operationId = operation.operationId;
	const { parameters = [] } = operation;
	const { request } = exchange;
	for (const [name, value] of Object.entries(request.query)) {
		const parameter = parameters.find((each) => each.in === 'query' && each.name === name);
		if (!parameter) {
			exchange.violation(`unknown query parameter ${name}`);
			delete request.query[name];
		} else if (Array.isArray(value) && !mayRepeat(parameter)) {
			// Assumption: one that cannot be repeated counts once, as the first.
			exchange.violation(`query parameter ${name} is repeated`);
			request.query[name] = value[0] ?? '';
		}
	}
	for (const [name, value] of Object.entries(context.request.params)) {
		const parameter = parameters.find((each) => each.in === 'path' && each.name === name);
		if (parameter?.schema.type === 'integer' && !/^\d+$/.test(String(value)))
			throw refusal(404, `The path parameter ${name} is not a number: ${String(value)}.`);
	}
	checkFields(operation, exchange, schemas);
}

function mayRepeat(parameter: Parameter): boolean {
	const styles = (parameter as unknown as Record<string, unknown>)['x-array-styles'];
	return parameter.explode === true || (Array.isArray(styles) && styles.includes('repeat'));
}

/** Fields that the contract does not know are recorded, and ignored or refused by a switch. */
function checkFields(
	{ requestBody }: Operation,
	exchange: Exchange,
	schemas: Record<string, Schema>,
): void {
	const { body } = exchange.request;
	const given = requestBody?.content['application/json']?.schema;
	const schema = given?.$ref ? schemas[given.$ref.split('/').at(-1) ?? ''] : given;
	if (!schema?.properties || body === undefined) return;
	const fields = JSON.parse(body) as unknown;
	if (typeof fields !== 'object' || fields === null) return;
	for (const field of Object.keys(fields)) {
		if (field in schema.properties) continue;
		exchange.violation(`unknown field ${field}`);
		exchange.ignored.push(field);
		if (exchange.unknownFields === 'refused') throw refusal(400, `Unrecognized field "${field}".`);
	}
}

/** What is wrong with a request, in the fields of the body or in general; the words are the server's own. */
function refuseInvalid(context: Context, exchange: Exchange): Answer {
	const trouble: Trouble = { errorMessages: [], errors: {} };
	for (const { instancePath, keyword, params, message } of context.validation.errors ?? []) {
		const [, part, field] = instancePath.split('/');
		const missing = (params as { missingProperty?: string }).missingProperty;
		const name = missing ?? field;
		if (keyword === 'maxItems')
			trouble.errorMessages.push(`At most 50 issues can be given in one request.`);
		else if (part === 'requestBody' && name)
			trouble.errors[name] = missing ? `The ${missing} is required.` : `${name} ${message ?? ''}.`;
		else trouble.errorMessages.push(`${instancePath.slice(1)} ${message ?? ''}`.trim());
		exchange.violation(`request: ${instancePath} ${message ?? ''}`);
	}
	return errorAnswer(400, trouble);
}

/** The server's own answers keep to the contract; any error status may come in addition. */
function checkResponse(api: OpenAPIBackend, context: Context, exchange: Exchange): void {
	const answer = context.response as Answer;
	const operation = context.operation as unknown as Operation | undefined;
	if (!exchange.validateResponses || !operation || answer.status >= 400) return;
	if (!(String(answer.status) in operation.responses)) {
		exchange.violation(`answer: status ${answer.status} is not in the contract`);
		return;
	}
	if (answer.body === undefined) return;
	const { errors } = api.validateResponse(answer.body, operation.operationId, answer.status);
	for (const error of errors ?? [])
		exchange.violation(`answer: ${error.instancePath} ${error.message ?? ''}`);
}
