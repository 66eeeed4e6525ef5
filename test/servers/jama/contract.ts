import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveContract, walk } from '../shared/contract';
import type { Contract, ContractServer, Operation, Schema } from '../shared/contract';
import type { Handlers } from './frame/call';
import { errorAnswer, isErrorStatus, JamaError } from './frame/envelope';
import type { Exchange } from './frame/exchange';

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

/** The contract, and what answers each of its operations. */
export function createContract(handlers: Handlers): ContractServer<Exchange> {
	const file = readFileSync(join(__dirname, 'jama-openapi.json'), 'utf8');
	return serveContract({
		definition: adapt(JSON.parse(file) as Contract),
		formats: ['date', 'date-time'],
		handlers,
		checkRequest,
		notFound: () => new JamaError(404, NOT_FOUND),
		unknownPath(exchange, status) {
			exchange.violation(`no such operation (${status})`);
			const message = status === 404 ? NOT_FOUND : 'HTTP 405 Method Not Allowed';
			return errorAnswer(status, message, exchange.now);
		},
		notImplemented: (message, exchange) => errorAnswer(501, message, exchange.now),
		invalid(errors, exchange) {
			const texts = errors.map(({ instancePath, message }) =>
				`${instancePath.slice(1)} ${message ?? ''}`.trim(),
			);
			const text = [...new Set(texts)].join('; ');
			exchange.violation(`request: ${text}`);
			return errorAnswer(400, text, exchange.now);
		},
		isErrorStatus,
	});
}

const NOT_FOUND = 'HTTP 404 Not Found';

/** An operation that only exists in labs is not found elsewhere. */
function checkRequest(operation: Operation, exchange: Exchange): void {
	if (operation.servers?.some(({ url }) => url.endsWith('/labs')) && exchange.root !== 'labs') {
		exchange.violation('an operation of the labs root');
		throw new JamaError(404, NOT_FOUND);
	}
	acceptLoose(operation, exchange);
	if (Number(exchange.request.query.maxResults) > 50) exchange.violation('maxResults is above 50');
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
