/**
 * Nothing of one execution is left for the next: every operation runs twice in one process, with other values and another
 * server in between, and sends the same requests.
 */
import type { INodeParameters } from 'n8n-workflow';
import { fieldsOf } from '../../nodes/shared/operations/operation';
import { toProperties } from '../../nodes/shared/operations/properties';
import { useDate } from './support/fakeDate';
import { createRowRunner, toSent } from '../support/rows/rowRun';
import { fillIn, fillingsOf } from '../support/rows/rowValues';
import type { SentRequest } from '../support/rows/contracts';
import { SYSTEMS } from '../support/rows/systems';
import type { System } from '../support/rows/systems';
import { rowsOf } from '../support/rows/tableRows';

/** Every parameter filled, with choices that the run before did not make. */
function others(parameters: INodeParameters): INodeParameters {
	const change = (value: unknown): unknown => {
		if (typeof value === 'string') return /^\d+$/.test(value) ? '77' : value;
		if (typeof value === 'boolean') return !value;
		if (typeof value === 'number') return value + 50;
		if (Array.isArray(value)) return value.slice(0, 1);
		return value;
	};
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [name, change(value)]),
	) as INodeParameters;
}

/** What is remembered for some minutes by credential, and is then not read again. */
const CONFIGURATION = /\/(itemtypes|picklists|projects|relationshiptypes|releases|users)(\/|$)/;

interface Run {
	sent: SentRequest[];
	error: string | undefined;
	output: unknown[];
}

/**
 * Without the reads of configuration, which a second run may not need, or may repeat because something was not there. The
 * request of an operation that is one stays: what follows it are look-ups for the simplified row.
 */
const withoutConfiguration = (runs: Run[], isOneRequest: boolean): Run[] =>
	runs.map(({ sent, ...run }) => ({
		...run,
		sent: sent.filter(
			({ method, path }, at) =>
				(isOneRequest && at === 0) || method !== 'GET' || !CONFIGURATION.test(path),
		),
	}));

/** The other memory of the process: the search of a server does not find at once what was created. */
const REMEMBERS: Record<string, string> = {
	'item.createOrUpdate': 'finds by itself what it created, so that a second run does not create it again',
};

const frozenThrough = (value: unknown): boolean =>
	typeof value !== 'object' ||
	value === null ||
	(Object.isFrozen(value) && Object.values(value).every(frozenThrough));

// Sprints start now unless told otherwise.
useDate(Date.UTC(2026, 0, 5));

function recorder(system: System, baseUrl: string) {
	const sent: SentRequest[] = [];
	const run = createRowRunner(
		async (options) => {
			const request = toSent(options);
			sent.push(structuredClone({ ...request, body: undefined }));
			(sent.at(-1) as SentRequest).body =
				request.body instanceof FormData
					? Object.keys(Object.fromEntries(request.body as unknown as Iterable<[string, unknown]>))
					: structuredClone(request.body);
			return await Promise.resolve(system.answer(request, system.endpoints));
		},
		system,
		{ baseUrl },
	);
	return async (resource: string, name: string, parameters: INodeParameters) => {
		sent.length = 0;
		const { error, items } = await run(resource, name, parameters);
		return structuredClone({ sent, error: error?.message, output: items.map(({ json }) => json) });
	};
}

describe.each(SYSTEMS.map((system) => [system.title, system] as const))('%s', (_title, system) => {
	const here = recorder(system, 'https://rows.test/contour');
	const elsewhere = recorder(system, 'https://other.test');

	test.each(rowsOf(system))(
		'%s leaves nothing behind',
		async (_title, { resource, name, operation }) => {
			const fillings = fillingsOf(operation, system);
			const runAll = async () => {
				const results: Run[] = [];
				for (const filling of fillings) {
					results.push(await here(resource, name, fillIn(operation, filling, system)));
				}
				return results;
			};
			const before = await runAll();
			for (const filling of fillings) {
				const all = fillIn(operation, { ...filling, fill: 'all' }, system);
				await elsewhere(resource, name, all);
				await elsewhere(resource, name, others(all));
			}
			const after = await runAll();
			if (`${resource}.${name}` in REMEMBERS) {
				expect(JSON.stringify(after)).toContain('"created":false');
			} else {
				const isOne = 'request' in operation;
				const looksUp = !isOne || operation.simplify !== undefined;
				const own = (runs: Run[]) => (looksUp ? withoutConfiguration(runs, isOne) : runs);
				expect(own(after)).toEqual(own(before));
			}
		},
	);
});

test('rows and what they share cannot be changed', () => {
	for (const { registry } of SYSTEMS) {
		for (const { operations } of Object.values(registry)) {
			for (const operation of Object.values(operations)) {
				expect(Object.isFrozen(operation)).toBe(true);
				for (const { field } of fieldsOf(operation)) expect(frozenThrough(field)).toBe(true);
			}
		}
	}
});

test('what n8n does to a description does not reach the rows', () => {
	for (const { node, registry } of SYSTEMS) {
		const [resource] = node.description.properties.filter(({ name }) => name === 'resource');
		(resource?.options as unknown[]).length = 0;
		expect(Object.keys(registry).length).toBeGreaterThan(5);
		const [again] = toProperties(registry).filter(({ name }) => name === 'resource');
		expect(again?.options?.length).toBe(Object.keys(registry).length);
	}
});
