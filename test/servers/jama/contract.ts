import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenAPIBackend, type Context, type Document, type Request } from 'openapi-backend';
import type { Handlers } from './frame/call';
import { errorAnswer, isErrorStatus, JamaError, type Answer } from './frame/envelope';
import type { Exchange } from './frame/exchange';

type Schema = Record<string, unknown>;
type Operation = {
	operationId: string;
	parameters?: Array<{ name: string; in: string; schema: Schema }>;
	requestBody?: { content: Record<string, { schema?: Schema }> };
	responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
	servers?: Array<{ url: string }>;
};
type Contract = {
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, Schema> };
};

function walk(node: unknown, visit: (node: Schema) => void): void {
	if (Array.isArray(node)) {
		for (const each of node) walk(each, visit);
	} else if (typeof node === 'object' && node !== null) {
		visit(node as Schema);
		for (const each of Object.values(node)) walk(each, visit);
	}
}

/**
 * Fits the contract to what Jama does, in the few places where the vendor's specification does not:
 *
 * - Answers leave out null values (REST developer guide, PATCH, Notes), but their models mark every
 *   property required, even the two of which only one can be (`location.parent`): `required` goes.
 * - Requests may carry null to clear a field, so values of `fields` may be null.
 * - childItemType is required of every item, though it is needed for sets and folders only, and
 *   RequestMoveParent lacks `item` (REST cookbook, Moving an item): the handlers decide.
 * - testRunGenerationConfig is left out in the cookbook's sample (Creating a test cycle).
 * - A user who logs in through an IdP has no password (change log 8.68). Of what a new user needs, nothing is
 *   required of an update, nor is the project of an item, test plan or tag (the contract's words on these models).
 * - Clients send null for what a user does not have, and items without a location: the switch strict.
 * - GET /users takes a project since 8.61 (change log).
 * - A patch operation's letter case and maxResults above 50 are switches.
 * - Dates have Jama's own format, not that of RFC 3339.
 */
function adapt(contract: Contract): Contract {
	const { schemas } = contract.components;
	for (const [name, schema] of Object.entries(schemas)) {
		if (!name.startsWith('Request') && name !== 'DuplicateConfig') {
			walk(schema, (node) => {
				if (Array.isArray(node.required)) delete node.required;
			});
		}
		walk(schema, (node) => {
			if (node.format === 'date-time') delete node.format;
			if (Array.isArray(node.anyOf)) node.anyOf = [...node.anyOf, { type: 'null' }];
		});
	}
	const item = schemas.RequestItem as { required: string[]; properties: Record<string, Schema> };
	item.required = ['itemType', 'fields'];
	for (const property of ['childItemType', 'globalId'])
		item.properties[property] = { ...item.properties[property], nullable: true };
	const cycle = schemas.RequestTestCycle as { required: string[] };
	cycle.required = cycle.required.filter((name) => name !== 'testRunGenerationConfig');
	const parent = schemas.RequestParent as { properties: Record<string, Schema> };
	for (const property of Object.values(parent.properties)) property.nullable = true;
	const moveTo = schemas.RequestMoveParent as { properties: Record<string, Schema> };
	moveTo.properties.item = { type: 'integer' };
	const operation = schemas.RequestPatchOperation as { properties: { op: Schema } };
	delete operation.properties.op.enum;
	const user = schemas.RequestUser as { required?: string[]; properties: Record<string, Schema> };
	delete user.required;
	for (const property of ['phone', 'title', 'location'])
		user.properties[property] = { ...user.properties[property], nullable: true };
	for (const name of ['RequestTag', 'RequestTestPlan']) {
		const model = schemas[name] as { required: string[] };
		model.required = model.required.filter((each) => each !== 'project');
	}
	const users = contract.paths['/users']?.get?.parameters;
	users?.push({ name: 'project', in: 'query', schema: { type: 'integer' } });
	walk(contract.paths, (node) => {
		if (node.name === 'maxResults') delete (node.schema as Schema).maximum;
	});
	return contract;
}

export interface ContractServer {
	handle(request: Request, exchange: Exchange): Promise<Answer>;
}

/** A request's violations go to the exchange; the handlers' answers are checked by `checkResponse`. */
export function createContract(handlers: Handlers): ContractServer {
	const file = readFileSync(join(__dirname, 'jama-openapi.json'), 'utf8');
	const definition = adapt(JSON.parse(file) as Contract);
	const api = new OpenAPIBackend({
		definition: definition as unknown as Document,
		// Compiles a validator when an operation is first used: 243 at once take seconds.
		quick: true,
		coerceTypes: true,
		ajvOpts: { strict: false, allErrors: false, formats: { date: true, 'date-time': true } },
	});
	const run = (context: Context, exchange: Exchange, handler: Handlers[string]) => {
		exchange.operationId = context.operation.operationId;
		const params = Object.fromEntries(
			Object.entries(context.request.params).map(([name, value]) => [name, Number(value)]),
		);
		const query = { ...context.request.query };
		return handler(exchange.call(params, query));
	};
	api.register(
		Object.fromEntries(
			Object.entries(handlers).map(([id, handler]) => [
				id,
				(context: Context, exchange: Exchange) => run(context, exchange, handler),
			]),
		),
	);
	api.register({
		postRoutingHandler: (context: Context, exchange: Exchange) => checkRoute(context, exchange),
		notFound: (_: Context, exchange: Exchange) => refuse(exchange, 404, 'HTTP 404 Not Found'),
		methodNotAllowed: (_: Context, exchange: Exchange) =>
			refuse(exchange, 405, 'HTTP 405 Method Not Allowed'),
		validationFail: (context: Context, exchange: Exchange) => refuseInvalid(context, exchange),
		notImplemented: (context: Context, exchange: Exchange) => {
			exchange.operationId = context.operation.operationId;
			return errorAnswer(
				501,
				`${exchange.operationId} is not part of this server yet`,
				exchange.now,
			);
		},
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

function refuse(exchange: Exchange, status: number, message: string): Answer {
	exchange.violation(`no such operation (${status})`);
	return errorAnswer(status, message, exchange.now);
}

/**
 * Unknown query parameters are ignored, as a client that sent `startIndex` for `startAt` found out, but
 * recorded. An operation that only exists in labs is not found elsewhere. Assumption: an id that is no
 * number is a 404, as for a path that does not exist.
 */
function checkRoute(context: Context, exchange: Exchange): void {
	const operation = context.operation as unknown as Operation | undefined;
	if (!operation) return;
	exchange.operationId = operation.operationId;
	if (operation.servers?.some(({ url }) => url.endsWith('/labs')) && exchange.root !== 'labs') {
		exchange.violation('an operation of the labs root');
		throw new JamaError(404, 'HTTP 404 Not Found');
	}
	const known = (operation.parameters ?? [])
		.filter((each) => each.in === 'query')
		.map((each) => each.name);
	const { request } = exchange;
	acceptLoose(operation, exchange);
	request.query = Object.fromEntries(
		Object.entries(request.query).filter(([name, value]) => {
			if (name === 'maxResults' && Number(value) > 50) exchange.violation('maxResults is above 50');
			if (known.includes(name)) return true;
			exchange.violation(`unknown query parameter ${name}`);
			return false;
		}),
	);
	for (const [name, value] of Object.entries(context.request.params)) {
		const numeric =
			operation.parameters?.find((each) => each.name === name)?.schema.type === 'integer';
		if (numeric && !/^\d+$/.test(String(value))) throw new JamaError(404, 'HTTP 404 Not Found');
	}
}

/**
 * Query values that clients send and Jama takes although the contract has another form: True for true (Python),
 * dates with Z. Recorded, as an unknown parameter is; see the switch strict.
 */
function acceptLoose(operation: Operation, { request, strict, violation }: Exchange): void {
	for (const [name, value] of Object.entries(request.query)) {
		const type = operation.parameters?.find((each) => each.name === name)?.schema.type;
		const text = String(value);
		if (type === 'boolean' && /^(True|False)$/.test(text)) {
			violation(`${name}: ${text} is not the contract's form of a boolean`);
			if (!strict) request.query[name] = text.toLowerCase();
		}
		if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z/.test(text))
			violation(`${name}: ${text} has no offset from UTC`);
	}
}

function refuseInvalid(context: Context, exchange: Exchange): Answer {
	const errors = (context.validation.errors ?? []).map(({ instancePath, message }) =>
		`${instancePath.slice(1)} ${message ?? ''}`.trim(),
	);
	const text = [...new Set(errors)].join('; ');
	exchange.violation(`request: ${text}`);
	return errorAnswer(400, text, exchange.now);
}

/** The server's own answers keep to the contract, or to the documented error statuses. */
function checkResponse(api: OpenAPIBackend, context: Context, exchange: Exchange): void {
	const answer = context.response as Answer;
	const operation = context.operation as unknown as Operation | undefined;
	if (!exchange.validateResponses || !operation || isErrorStatus(answer.status)) return;
	if (!(String(answer.status) in operation.responses)) {
		exchange.violation(`answer: status ${answer.status} is not in the contract`);
		return;
	}
	if (answer.body === undefined) return;
	const { errors } = api.validateResponse(answer.body, operation.operationId, answer.status);
	for (const error of errors ?? [])
		exchange.violation(`answer: ${error.instancePath} ${error.message ?? ''}`);
}
