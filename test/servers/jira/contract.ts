import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveContract, walk, type ContractRules } from '../shared/contract';
import type { Contract, ContractServer, Operation, Parameter, Schema } from '../shared/contract';
import type { Call, Handlers } from './frame/call';
import { errorAnswer, htmlAnswer, refusal, type Answer, type Trouble } from './frame/envelope';
import { recordedAll } from './history/history';
import type { Exchange } from './frame/exchange';
import type { Deployment } from './types';

const NAMES: Record<Deployment, string[]> = {
	cloud: ['cloud', 'cloud-deprecated'],
	dataCenter: ['datacenter'],
	agile67: [],
};

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
	delete (contract as { security?: unknown }).security;
	return contract;
}

/** The contract of a deployment, and what answers each of its operations. */
export function createContract(
	deployment: Deployment,
	handlers: Handlers,
): ContractServer<Exchange> {
	const definition = contractOf(deployment);
	return serveContract<Call, Exchange>({
		definition,
		formats: ['date-time', 'int32', 'int64', 'uri'],
		handlers: recordedAll(handlers),
		checkRequest(operation, exchange) {
			checkRepeated(operation, exchange);
			checkFields(operation, exchange, definition.components.schemas);
		},
		queryOf,
		notFound: (name, value) =>
			refusal(404, `The path parameter ${name} is not a number: ${value}.`),
		unknownPath,
		notImplemented: (message) => errorAnswer(501, message),
		invalid,
		// Any error status may come in addition.
		isErrorStatus: (status) => status >= 400,
	});
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

/** Assumption: a parameter that cannot be repeated counts once, as the first. */
function checkRepeated({ parameters = [] }: Operation, { request, violation }: Exchange): void {
	for (const parameter of parameters) {
		const value = request.query[parameter.name];
		if (parameter.in !== 'query' || !Array.isArray(value) || mayRepeat(parameter)) continue;
		violation(`query parameter ${parameter.name} is repeated`);
		request.query[parameter.name] = value[0] ?? '';
	}
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
	const body = exchange.request.body as string | undefined;
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
const invalid: ContractRules<Call, Exchange>['invalid'] = (errors, exchange) => {
	const trouble: Trouble = { errorMessages: [], errors: {} };
	for (const { instancePath, keyword, params, message } of errors) {
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
};
