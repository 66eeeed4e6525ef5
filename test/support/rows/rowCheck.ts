/** Runs an operation in every way to fill it in, and holds all that it sends against the contract and its own row. */
import type { Operation, Registry } from '../../../nodes/shared/operations/operation';
import { splitEndpoint } from '../../../nodes/shared/operations/operation';
import type { SentRequest } from './contracts';
import { endpointKey } from './contracts';
import type { RowContract } from './rowContract';
import { wholeEndpoint } from './rowContract';
import { createRowRunner, toSent } from './rowRun';
import { fillIn, fillingsOf } from './rowValues';
import type { System } from './systems';
import { requestsOf } from './requestsOf';

/** One operation in one way to fill it in. */
export interface RowResult {
	/** How it was filled in, for the report. */
	filling: string;
	sent: SentRequest[];
	violations: string[];
	/** Why an operation of several requests took no answer, or no value, that was made for any operation. */
	refusal?: string;
}

/** What a row reads that keeps what is not given. */
function readFirst(operation: Operation): string[] {
	const requests = operation.keeps ? requestsOf(operation) : [];
	return requests.map((one) => `GET ${splitEndpoint(one).path}`);
}

/** The endpoints that a row may call. */
function allowed(operation: Operation, system: System): Set<string> {
	const { calls = [], readBack, root, simplify } = operation;
	const shown = simplify?.calls ?? [];
	const named = [...requestsOf(operation), ...calls, ...readFirst(operation), ...shown];
	const whole = (endpoint: string, at?: string) => endpointKey(wholeEndpoint(endpoint, at, system));
	return new Set([
		// Functions name their root themselves.
		...named.flatMap((one) => [whole(one, root), whole(one)]),
		...(readBack ? [whole(`GET ${readBack}`)] : []),
		...system.lookUps,
	]);
}

/** A single request must be sent whatever comes of it; of several, each must be named by the row. */
function rowViolations(
	operation: Operation,
	system: System,
	sent: SentRequest[],
	error?: Error,
): string[] {
	const endpoints = sent.map((request) => system.endpoints.endpointOf(request) ?? '');
	const may = allowed(operation, system);
	const wrong = endpoints
		.filter((endpoint) => endpoint !== '' && !may.has(endpoint))
		.map((endpoint) => `${endpoint}: not named by the row`);
	const { request, root } = operation;
	if (!request) return wrong;
	if (error) wrong.push(`failed: ${error.message}`);
	const expected = requestsOf(operation).map((one) =>
		endpointKey(wholeEndpoint(one, root, system)),
	);
	const reads = readFirst(operation).map((one) => endpointKey(wholeEndpoint(one, root, system)));
	const before = [...reads, ...system.lookUps];
	const first = endpoints.find((one) => expected.includes(one) || !before.includes(one));
	if (!expected.includes(first ?? '')) wrong.push(`${request} was not sent`);
	return wrong;
}

/** Makes the check of a registry's rows. */
export function createRowCheck(
	system: System,
	contract: RowContract,
	registry: Registry = system.registry,
) {
	let sent: SentRequest[] = [];
	const run = createRowRunner(
		async (options) => {
			const request = toSent(options);
			sent.push(request);
			return await Promise.resolve(system.answer(request, system.endpoints));
		},
		system,
		{ registry },
	);

	/** Runs one row in every way to fill it in. */
	return async (resource: string, name: string): Promise<RowResult[]> => {
		const operation = registry[resource]?.operations[name];
		if (!operation) throw new Error(`The registry has no ${resource}.${name}`);
		const results: RowResult[] = [];
		for (const filling of fillingsOf(operation, system)) {
			sent = [];
			const parameters = fillIn(operation, filling, system);
			const { error } = await run(resource, name, parameters);
			results.push({
				filling: [filling.fill, ...Object.values(filling.choices)].join(' '),
				sent,
				violations: [
					...sent.flatMap((request) => contract.violationsOf(request)),
					...rowViolations(operation, system, sent, error),
				],
				...(error ? { refusal: error.message } : {}),
			});
		}
		return results;
	};
}
