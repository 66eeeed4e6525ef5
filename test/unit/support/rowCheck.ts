/** Runs an operation in every way to fill it in, and holds all that it sends against the contract and its own row. */
import type { Operation, Registry } from '../../../nodes/shared/operation';
import { jama } from '../../../nodes/Jama/api';
import { plainAnswer } from './rowAnswers';
import { endpointKey, endpointOf } from './rowContract';
import type { RowContract, SentRequest } from './rowContract';
import { createRowRunner, toSent } from './rowRun';
import { fillIn, fillingsOf, SAMPLE_IDS } from './rowValues';

/** Requests that an operation may add to those that its row names: what a label or an id stands for. */
const LOOK_UPS: ReadonlySet<string> = new Set([
	'GET /itemtypes/{}',
	'GET /picklists/{}/options',
	'GET /releases',
	'GET /releases/{}',
	'GET /users',
	'GET /users/{}',
]);

/** One operation in one way to fill it in. */
export interface RowResult {
	/** How it was filled in, for the report. */
	filling: string;
	sent: SentRequest[];
	violations: string[];
	/** Why an operation of several requests took no answer, or no value, that was made for any operation. */
	refusal?: string;
}

/** The endpoints that a row may call. */
function allowed({ request, calls = [], readBack }: Operation): Set<string> {
	const named = [...(request ? [request] : []), ...calls, ...(readBack ? [`GET ${readBack}`] : [])];
	return new Set([...named.map(endpointKey), ...LOOK_UPS]);
}

/** A single request must be sent whatever comes of it; of several, each must be named by the row. */
function rowViolations(operation: Operation, sent: SentRequest[], error?: Error): string[] {
	const endpoints = sent.map((request) => endpointOf(request) ?? '');
	const may = allowed(operation);
	const wrong = endpoints
		.filter((endpoint) => endpoint !== '' && !may.has(endpoint))
		.map((endpoint) => `${endpoint}: not named by the row`);
	const { request } = operation;
	if (!request) return wrong;
	if (error) wrong.push(`failed: ${error.message}`);
	if (endpoints[0] !== endpointKey(request)) wrong.push(`${request} was not sent`);
	return wrong;
}

/** Makes the check of a registry's rows. */
export function createRowCheck(contract: RowContract, registry: Registry = jama.registry) {
	let sent: SentRequest[] = [];
	const run = createRowRunner(
		async (options) => {
			const request = toSent(options);
			sent.push(request);
			return await Promise.resolve(plainAnswer(request));
		},
		{ registry },
	);

	/** Runs one row in every way to fill it in. */
	return async (resource: string, name: string): Promise<RowResult[]> => {
		const operation = registry[resource]?.operations[name];
		if (!operation) throw new Error(`The registry has no ${resource}.${name}`);
		const results: RowResult[] = [];
		for (const filling of fillingsOf(operation)) {
			sent = [];
			const parameters = fillIn(operation, filling, SAMPLE_IDS);
			const { error } = await run(resource, name, parameters);
			results.push({
				filling: [filling.fill, ...Object.values(filling.choices)].join(' '),
				sent,
				violations: [
					...sent.flatMap((request) => contract.violationsOf(request)),
					...rowViolations(operation, sent, error),
				],
				...(error ? { refusal: error.message } : {}),
			});
		}
		return results;
	};
}
