import type { Field, Registry, RequestRow } from '../../nodes/shared/operations/operation';
import { fieldsOf, operationOf, splitEndpoint } from '../../nodes/shared/operations/operation';
import { toProperties } from '../../nodes/shared/operations/properties';

const field = (name: string, displayName = name): Field => ({
	property: { displayName, name, type: 'string', default: '' },
	in: 'query',
});
const shared = field('id', 'ID');
const operation = (more: Partial<RequestRow>): RequestRow => ({
	name: 'Do',
	action: 'Do thing',
	description: 'Do a thing',
	request: 'GET /things',
	...more,
});
const registry: Registry = {
	thing: {
		name: 'Thing',
		operations: {
			get: operation({ name: 'Get', fields: [shared] }),
			getMany: operation({ name: 'Get Many', list: true, simplify: (row) => row }),
			update: operation({
				name: 'Update',
				fields: [shared],
				collections: { options: [field('b', 'Beta'), field('a', 'Alpha')] },
				readBack: '/things/{id}',
			}),
		},
	},
	area: { name: 'Area', operations: { get: operation({ name: 'Get', fields: [shared] }) } },
};
const properties = toProperties(registry);
const named = (name: string) => properties.filter((property) => property.name === name);

test('an endpoint is a method and a path', () => {
	expect(splitEndpoint('DELETE /items/{id}')).toEqual({ method: 'DELETE', path: '/items/{id}' });
});

test('fields of an operation come with the collection that holds them', () => {
	const inOptions = field('x');
	const all = fieldsOf(operation({ fields: [shared], collections: { options: [inOptions] } }));
	expect(all).toEqual([{ field: shared }, { field: inOptions, collection: 'options' }]);
});

describe('what the editor shows', () => {
	test('resources and operations sorted by name; a new node starts with the first resource', () => {
		const [resource, ...rest] = properties;
		expect(resource?.options).toEqual([
			{ name: 'Area', value: 'area' },
			{ name: 'Thing', value: 'thing' },
		]);
		expect(resource?.default).toBe('thing');
		const operations = rest.filter(({ name }) => name === 'operation');
		expect(operations.map(({ default: initial }) => initial)).toEqual(['getMany', 'get']);
	});

	test('a field is shown for its operations only; resources share one parameter where that shows it nowhere else', () => {
		expect(named('id').map(({ displayOptions }) => displayOptions)).toEqual([
			// The shorter of the two lists: n8n sends all of them to every editor.
			{ show: { resource: ['thing', 'area'] }, hide: { operation: ['getMany'] } },
		]);
	});

	test('lists offer Return All and Limit; Limit hides while everything is returned', () => {
		expect(named('returnAll')[0]?.displayOptions?.show).toEqual({
			resource: ['thing'],
			operation: ['getMany'],
		});
		expect(named('limit')[0]?.displayOptions?.show).toMatchObject({ returnAll: [false] });
		expect(named('simplify')).toHaveLength(1);
	});

	test('collections are sorted, and a write that can be read back offers to do so', () => {
		const names = named('options').map(({ options = [] }) => options.map(({ name }) => name));
		expect(names).toContainEqual(['a', 'b', 'returnRecord']);
	});

	test('the registry itself stays as it is', () => {
		expect(shared.property).not.toHaveProperty('displayOptions');
		const collected = registry.thing?.operations.update?.collections?.options;
		expect(collected?.map(({ property }) => property.name)).toEqual(['b', 'a']);
	});
});

test.each([
	['constructor', 'name'],
	['thing', 'constructor'],
	['__proto__', 'toString'],
	['nothing', 'get'],
])('there is no operation %s.%s', (resource, name) => {
	expect(operationOf(registry, resource, name)).toBeUndefined();
	expect(operationOf(registry, 'thing', 'get')?.name).toBe('Get');
});
