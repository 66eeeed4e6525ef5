/** The registries against the contracts: paths, placeholders, queries, lists, bodies. */
import type { Field } from '../../nodes/shared/operations/operation';
import { fieldsOf, splitEndpoint } from '../../nodes/shared/operations/operation';
import { collectionsOf } from '../../nodes/shared/operations/properties';
import { wholeEndpoint } from '../support/rows/rowContract';
import type { Case } from '../support/rows/shown';
import { viewOf } from '../support/rows/shown';
import { SYSTEMS } from '../support/rows/systems';
import { requestsOf } from '../support/rows/requestsOf';

const wireName = (field: Field): string => field.as ?? field.property.name;
const placeholders = (path: string): string[] =>
	[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
const title = (one: Case) => `${one.resource} ${one.name}`;

/** How many endpoints and rows of one request each has at least. */
const LEAST: Record<string, [endpoints: number, rows: number]> = {
	Jama: [200, 30],
	'Jira, Cloud': [50, 35],
	'Jira, Data Center': [45, 30],
	'Jira, JIRA Agile 6.7': [11, 10],
};

/** Bodies that say what to do, although the same path can be read. */
const COMMANDS: ReadonlySet<string> = new Set(['board toggleFeature']);

describe.each(SYSTEMS.map((system) => [system.title, system] as const))('%s', (name, system) => {
	const { endpoints, deployment } = system;
	const { cases } = viewOf(system);
	const exists = (field: Field) =>
		field.deployments === undefined || field.deployments.includes(deployment ?? '');
	const allFields = ({ operation }: Case): Field[] =>
		fieldsOf({ ...operation, collections: collectionsOf(operation) })
			.map(({ field }) => field)
			.filter(exists);
	const sentIn = (one: Case, place: Field['in']) =>
		allFields(one).filter((field) => field.in === place);
	const rows = cases.flatMap((one) => {
		const requests = requestsOf(one.operation);
		const titleOf = (request: string) =>
			requests.length === 1 ? title(one) : `${title(one)}: ${request}`;
		return requests.map((request) => [titleOf(request), one, request] as const);
	});
	const functions = cases.filter(({ operation }) => operation.run);
	const whole = (endpoint: string, root?: string) => wholeEndpoint(endpoint, root, system);
	const [leastEndpoints, leastRows] = LEAST[name] as [number, number];

	test('the contract was read', () => {
		expect(endpoints.operations.size).toBeGreaterThanOrEqual(leastEndpoints);
		expect(rows.length).toBeGreaterThanOrEqual(leastRows);
	});

	describe.each(rows)('%s', (_, one, request) => {
		const { method, path } = splitEndpoint(request);
		const endpoint = whole(request, one.operation.root);

		test('is an endpoint of the contract, below its root', () => {
			expect({ endpoint, known: endpoints.find(endpoint) !== undefined }).toEqual({
				endpoint,
				known: true,
			});
		});

		test('has one field for each placeholder, and no other field in the path', () => {
			const fields = sentIn(one, 'path').filter(({ property }) => property.type !== 'options');
			expect(fields.map(wireName).sort()).toEqual(placeholders(path).sort());
			for (const field of fields) expect(field.property.required).toBe(true);
		});

		test('sends only query parameters that the endpoint takes', () => {
			const known = endpoints.queryOf(endpoint);
			expect(
				sentIn(one, 'query')
					.map(wireName)
					.filter((name) => !known.includes(name)),
			).toEqual([]);
		});

		test('is a list exactly where the endpoint answers rows', () => {
			expect(one.operation.list === true).toBe(endpoints.isList(endpoint));
		});

		test('sends a body only where the endpoint takes one', () => {
			const sends = sentIn(one, 'body').length > 0 || one.operation.constants !== undefined;
			const unknown = endpoints.find(endpoint)?.['x-confidence']?.includes('body unknown');
			if (sends && !unknown) expect(endpoints.find(endpoint)?.requestBody).toBeDefined();
			if (method === 'GET') expect(sends).toBe(false);
		});

		test('a PUT of a whole record keeps what is not given, or is called Replace', () => {
			const model = endpoints.bodyOf(endpoint);
			const read = endpoints.find(whole(`GET ${path}`, one.operation.root));
			const isWhole = model.length > 1 && read !== undefined && !COMMANDS.has(title(one));
			const { keeps } = one.operation;
			if (method !== 'PUT' || !isWhole) expect(keeps).toBeUndefined();
			else if (one.operation.name === 'Replace') expect(one.operation.description).toMatch(/clear/);
			else {
				const kept = [...(keeps?.needed ?? []), ...(keeps?.optional ?? [])];
				// A user's password cannot be read, and a PUT does not take it.
				expect(kept.sort()).toEqual(model.filter((name) => name !== 'password').sort());
			}
		});

		test('reads back a path that it can fill, of an endpoint that exists', () => {
			const { readBack, fields } = one.operation;
			if (readBack === undefined) return;
			const read = requestsOf({ fields, request: `GET ${readBack}` });
			expect(read.filter((each) => !endpoints.find(whole(each)))).toEqual([]);
			const known = sentIn(one, 'path').map(({ property }) => property.name);
			for (const name of placeholders(readBack)) {
				expect(method === 'POST' ? ['id', ...known] : known).toContain(name);
			}
		});
	});

	describe('operations of several requests', () => {
		test.each(
			functions
				.filter(({ resource }) => resource !== 'customApi')
				.map((one) => [title(one), one] as const),
		)('%s names its endpoints, and the contract has them', (_, { operation }) => {
			const known = (operation.calls ?? []).filter((one) =>
				endpoints.find(whole(one, operation.root)),
			);
			// One of another deployment may stand beside them.
			expect(known.length).toBeGreaterThan(0);
			if (deployment === undefined) expect(known).toEqual(operation.calls);
		});

		test('each operation is a request or a function, never both or neither', () => {
			const odd = cases.filter(
				({ operation: { request, run, runAll } }) =>
					[request, run, runAll].filter((way) => way !== undefined).length !== 1,
			);
			expect(odd.map(title)).toEqual([]);
		});
	});
});
