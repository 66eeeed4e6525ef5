/** The comparison of the registry with the API contract: what it counts, and what it must notice. */
import { apiCoverage, contractEndpoints, JIRA, unknownToAll } from '../../scripts/apiCoverage';
import { registry as jiraRegistry } from '../../nodes/JiraAgile/registry';
import { registry } from '../../nodes/Jama/registry';
import type { Endpoint, Operation, Registry } from '../../nodes/shared/operations/operation';
import { requestsOf } from '../support/rows/requestsOf';

const coverage = apiCoverage(registry);

/** The registry without every operation that can call an endpoint. */
const without = (endpoint: string): Registry => {
	const calls = (operation: Operation) =>
		[...requestsOf(operation), ...(operation.calls ?? [])].map((one) =>
			one.replace(/\{\w+\}/g, '{}'),
		);
	return Object.fromEntries(
		Object.entries(registry).map(([resource, { operations, ...rest }]) => {
			const kept = Object.entries(operations).filter(
				([, one]) => !calls(one as Operation).includes(endpoint),
			);
			return [resource, { ...rest, operations: Object.fromEntries(kept) }];
		}),
	);
};

describe('the registry of this package', () => {
	test('accounts for all 243 endpoints of the contract, each once', () => {
		const { rows, reasons, missing } = coverage;
		const all = [...rows, ...reasons.map(([endpoint]) => endpoint), ...missing];
		expect(contractEndpoints().size).toBe(243);
		expect(all.sort()).toEqual([...contractEndpoints().keys()].sort());
		expect(missing).toEqual([]);
	});

	test('has a row for at least 225 of them', () => {
		expect(coverage.rows.length).toBeGreaterThanOrEqual(225);
	});

	test('has a row for each of the 201 that the specification certifies', () => {
		expect(coverage.certain).toBe(201);
		expect(coverage.certainRows).toBe(201);
	});

	test('names no endpoint that the contract does not have', () => {
		expect(coverage.unknown).toEqual([]);
	});

	test('gives a reason, in words, for each endpoint without a row', () => {
		for (const [, reason] of coverage.reasons) expect(reason).toMatch(/\w+ \w+/);
	});
});

describe('what goes wrong is noticed', () => {
	test.each(['GET /releases/{}', 'PUT /testplans/{}/archived', 'POST /items'])(
		'%s without a row is missing',
		(endpoint) => {
			const { missing, rows, certainRows } = apiCoverage(without(endpoint));
			expect(missing).toContain(endpoint);
			expect(rows).not.toContain(endpoint);
			expect(certainRows).toBeLessThan(201);
		},
	);

	test('an empty registry misses everything and knows nothing', () => {
		const { missing, rows, unknown } = apiCoverage({});
		expect([missing.length, rows.length, unknown.length]).toEqual([243 - 1, 0, 0]);
	});

	test.each<Endpoint>(['GET /realeses', 'PATCH /tags/{id}', 'GET /items/{itemId}/parents'])(
		'%s is unknown, as a request and as a call',
		(endpoint) => {
			const words = { name: 'Row', action: 'Do row', description: 'Do something' };
			const asRequest = { row: { ...words, request: endpoint } };
			const asCall = { row: { ...words, calls: [endpoint] } };
			for (const operations of [asRequest, asCall]) {
				const broken: Registry = { ...registry, broken: { name: 'Broken', operations } };
				expect(apiCoverage(broken).unknown).toEqual([endpoint]);
				expect(apiCoverage(broken).rows).toEqual(coverage.rows);
			}
		},
	);
});

describe('Jira Agile', () => {
	const SIZES: Record<string, number> = {
		'Jira Agile, Cloud and Data Center': 65,
		'Jira Agile, JIRA Agile 6.7': 11,
	};

	test.each(JIRA.map((one) => [one.title, one] as const))(
		'%s: every endpoint has a row',
		(title, contract) => {
			const { rows, missing } = apiCoverage(jiraRegistry, contract);
			expect(contractEndpoints(contract).size).toBe(SIZES[title]);
			expect(missing).toEqual([]);
			expect(rows).toHaveLength(SIZES[title] as number);
		},
	);

	test('names no endpoint that neither contract has', () => {
		expect(unknownToAll(jiraRegistry, JIRA)).toEqual([]);
		const words = { name: 'Row', action: 'Do row', description: 'Do something' };
		const row = { ...words, request: 'GET /bored' as const };
		const broken: Registry = { ...jiraRegistry, broken: { name: 'Broken', operations: { row } } };
		expect(unknownToAll(broken, JIRA)).toEqual(['GET /bored']);
	});

	test('a row that is gone is missed in both', () => {
		const { get: _, ...operations } = jiraRegistry.epic?.operations ?? {};
		const less: Registry = { ...jiraRegistry, epic: { name: 'Epic', operations } };
		for (const contract of JIRA) {
			expect(apiCoverage(less, contract).missing).toEqual([
				expect.stringMatching(/^GET .*[/]epic[/]\{\}$/),
			]);
		}
	});
});
