import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Field } from '../../nodes/shared/operation';
import { fieldsOf, splitEndpoint } from '../../nodes/shared/operation';
import { collectionsOf } from '../../nodes/shared/properties';
import type { Case } from './support/shown';
import { cases } from './support/shown';

interface Parameter {
	name: string;
	in: string;
	schema?: { type?: string };
}
interface ContractOperation {
	parameters?: Parameter[];
	requestBody?: unknown;
	servers?: Array<{ url: string }>;
	/** How sure the contract is, where it is not from the specification. */
	'x-confidence'?: string;
}
interface Contract {
	paths: Record<string, Record<string, ContractOperation>>;
}
const file = join(__dirname, '..', 'servers', 'jama', 'jama-openapi.json');
const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Contract;

/** An endpoint of the contract, whatever its placeholders are called. */
const endpoints = new Map(
	Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => {
			const key = `${method.toUpperCase()} ${path}`.replace(/\{\w+\}/g, '{}');
			return [key, operation] as const;
		}),
	),
);
const inContract = (endpoint: string) => endpoints.get(endpoint.replace(/\{\w+\}/g, '{}'));
const queryOf = (endpoint: string): string[] =>
	(inContract(endpoint)?.parameters ?? [])
		.filter((one) => one.in === 'query')
		.map(({ name }) => name);

const allFields = ({ operation }: Case): Field[] =>
	fieldsOf({ ...operation, collections: collectionsOf(operation) }).map(({ field }) => field);
const wireName = (field: Field): string => field.as ?? field.property.name;
const sentIn = (one: Case, place: Field['in']) =>
	allFields(one).filter((field) => field.in === place);
const placeholders = (path: string): string[] =>
	[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

const title = (one: Case) => `${one.resource} ${one.name}`;
const rows = cases.flatMap((one) =>
	one.operation.request ? [[title(one), one, one.operation.request] as const] : [],
);
const functions = cases.filter(({ operation }) => operation.run);

test('the contract was read', () => {
	expect(endpoints.size).toBeGreaterThan(200);
	expect(rows.length).toBeGreaterThan(30);
});

describe.each(rows)('%s', (_, one, request) => {
	const { method, path } = splitEndpoint(request);

	test('is an endpoint of the contract, below its root', () => {
		expect(inContract(request)).toBeDefined();
		const isLabs = inContract(request)?.servers?.some(({ url }) => url.endsWith('/rest/labs'));
		expect(one.operation.root).toBe(isLabs ? 'labs' : undefined);
	});

	test('has one field for each placeholder, and no other field in the path', () => {
		expect(sentIn(one, 'path').map(wireName).sort()).toEqual(placeholders(path).sort());
		for (const field of sentIn(one, 'path')) expect(field.property.required).toBe(true);
	});

	test('sends only query parameters that the endpoint takes', () => {
		const known = queryOf(request);
		expect(
			sentIn(one, 'query')
				.map(wireName)
				.filter((name) => !known.includes(name)),
		).toEqual([]);
	});

	test('is a list exactly where the endpoint pages', () => {
		const paged = queryOf(request).includes('startAt') && method === 'GET';
		expect(one.operation.list === true).toBe(paged);
	});

	test('sends a body only where the endpoint takes one', () => {
		const sends = sentIn(one, 'body').length > 0 || one.operation.constants !== undefined;
		const unknown = inContract(request)?.['x-confidence']?.includes('body unknown');
		if (sends && !unknown) expect(inContract(request)?.requestBody).toBeDefined();
		if (method === 'GET') expect(sends).toBe(false);
	});

	test('reads back a path that it can fill, of an endpoint that exists', () => {
		const { readBack } = one.operation;
		if (readBack === undefined) return;
		expect(inContract(`GET ${readBack}`)).toBeDefined();
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
		expect(operation.calls?.length).toBeGreaterThan(0);
		for (const endpoint of operation.calls ?? []) expect(inContract(endpoint)).toBeDefined();
	});

	test('each operation is a request or a function, never both or neither', () => {
		const odd = cases.filter(
			({ operation }) => (operation.request !== undefined) === (operation.run !== undefined),
		);
		expect(odd.map(title)).toEqual([]);
	});
});
