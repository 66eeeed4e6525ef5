import { OpenAPIBackend, type Context, type Document } from 'openapi-backend';
import type { Answer } from './answer';

export type Schema = Record<string, unknown> & {
	$ref?: string;
	properties?: Record<string, Schema>;
};

export interface Parameter {
	name: string;
	in: string;
	schema: Schema;
	explode?: boolean;
}

export interface Operation {
	operationId: string;
	parameters?: Parameter[];
	requestBody?: { content: Record<string, { schema?: Schema }> };
	responses: Record<string, unknown>;
	servers?: Array<{ url: string }>;
}

export interface Contract {
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, Schema> };
}

/** One request while it is handled: what the contract checks and what a handler is called with. */
export interface ContractExchange<Call> {
	/** Gets the operation's ID. */
	entry: { operationId?: string };
	validateResponses: boolean;
	request: {
		method: string;
		path: string;
		query: Record<string, string | string[]>;
		headers: Record<string, string>;
		/** A value, or JSON text. */
		body?: unknown;
	};
	violation(text: string): void;
	call(params: Record<string, string>, query: Record<string, unknown>): Call;
}

export interface ContractRules<Call, E extends ContractExchange<Call>> {
	definition: Contract;
	/** Formats that are known; their values are not checked. */
	formats: string[];
	/** What answers each operation, by its ID. */
	handlers: Record<string, (call: Call) => Answer>;
	/** What is checked of a request beyond its parameters; may throw. */
	checkRequest(operation: Operation, exchange: E): void;
	/** The query as handlers take it; default: as the contract coerced it. */
	queryOf?(operation: Operation, query: Record<string, unknown>): Record<string, unknown>;
	/** An integer of the path that is none. */
	notFound(name: string, value: string): Error;
	/** There is no such path (404), or it has no such method (405). */
	unknownPath(exchange: E, status: 404 | 405): Answer;
	/** The operation is in the contract only. */
	notImplemented(message: string, exchange: E): Answer;
	/** What is wrong with a request, in the system's own form. */
	invalid(errors: NonNullable<Context['validation']['errors']>, exchange: E): Answer;
	/** Statuses that an answer may have though the contract does not name them. */
	isErrorStatus(status: number): boolean;
}

export interface ContractServer<E> {
	handle(exchange: E): Promise<Answer>;
}

/** Visits every object below a node, itself included. */
export function walk(node: unknown, visit: (node: Schema) => void): void {
	if (Array.isArray(node)) {
		for (const each of node) walk(each, visit);
	} else if (typeof node === 'object' && node !== null) {
		visit(node as Schema);
		for (const each of Object.values(node)) walk(each, visit);
	}
}

/** A request's violations go to the exchange; so do those of the handlers' answers. */
export function serveContract<Call, E extends ContractExchange<Call>>(
	rules: ContractRules<Call, E>,
): ContractServer<E> {
	const { definition, formats } = rules;
	const api = new OpenAPIBackend({
		definition: definition as unknown as Document,
		// Compiles a validator when an operation is first used: 243 at once take seconds.
		quick: true,
		coerceTypes: true,
		ajvOpts: {
			strict: false,
			allErrors: false,
			formats: Object.fromEntries(formats.map((name) => [name, true as const])),
		},
	});
	const operationOf = ({ operation }: Context) => operation as unknown as Operation;
	const run = (context: Context, exchange: E, handler: (call: Call) => Answer) => {
		const params = Object.fromEntries(
			Object.entries(context.request.params).map(([name, value]) => [name, String(value)]),
		);
		const query = { ...context.request.query };
		return handler(exchange.call(params, rules.queryOf?.(operationOf(context), query) ?? query));
	};
	for (const { operationId: id } of Object.values(definition.paths).flatMap(Object.values)) {
		const handler = rules.handlers[id];
		if (handler)
			api.registerHandler(id, (context: Context, exchange: E) => run(context, exchange, handler));
	}
	api.register({
		postRoutingHandler: (context: Context, exchange: E) => checkRoute(rules, context, exchange),
		notFound: (_: Context, exchange: E) => rules.unknownPath(exchange, 404),
		methodNotAllowed: (_: Context, exchange: E) => rules.unknownPath(exchange, 405),
		validationFail: ({ validation }: Context, exchange: E) =>
			rules.invalid(validation.errors ?? [], exchange),
		notImplemented: (context: Context, exchange: E) => {
			const { operationId } = operationOf(context);
			return rules.notImplemented(`${operationId} is not part of this server yet`, exchange);
		},
		postResponseHandler: (context: Context, exchange: E) => {
			const answer = context.response as Answer;
			if (exchange.validateResponses && context.operation && !rules.isErrorStatus(answer.status))
				checkAnswer(api, operationOf(context), answer, exchange.violation);
			return answer;
		},
	});
	// The router rebuilds its list of operations several times a request; the list never changes.
	let operations: ReturnType<typeof api.router.getOperations> | undefined;
	const ready = api.init().then(() => {
		const build = api.router.getOperations.bind(api.router);
		api.router.getOperations = () => (operations ??= build());
	});
	return {
		async handle(exchange) {
			await ready;
			return (await api.handleRequest(exchange.request, exchange)) as Answer;
		},
	};
}

/**
 * Unknown query parameters are ignored, and recorded. Assumption: an ID that is no number is a 404, as for a path
 * that does not exist.
 */
function checkRoute<Call, E extends ContractExchange<Call>>(
	rules: ContractRules<Call, E>,
	context: Context,
	exchange: E,
): void {
	const operation = context.operation as unknown as Operation | undefined;
	if (!operation) return;
	exchange.entry.operationId = operation.operationId;
	rules.checkRequest(operation, exchange);
	const find = (where: string, name: string) =>
		operation.parameters?.find((each) => each.in === where && each.name === name);
	const { query } = exchange.request;
	for (const name of Object.keys(query)) {
		if (find('query', name)) continue;
		exchange.violation(`unknown query parameter ${name}`);
		delete query[name];
	}
	for (const [name, value] of Object.entries(context.request.params))
		if (find('path', name)?.schema.type === 'integer' && !/^\d+$/.test(String(value)))
			throw rules.notFound(name, String(value));
}

/** The server's own answers keep to the contract. */
function checkAnswer(
	api: OpenAPIBackend,
	{ operationId, responses }: Operation,
	{ status, body }: Answer,
	violation: (text: string) => void,
): void {
	if (!(String(status) in responses))
		return violation(`answer: status ${status} is not in the contract`);
	if (body === undefined) return;
	const { errors } = api.validateResponse(body, operationId, status);
	for (const error of errors ?? [])
		violation(`answer: ${error.instancePath} ${error.message ?? ''}`);
}
