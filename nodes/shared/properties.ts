import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Collections, Field, Operation, Registry, Resource } from './operation';

const COLLECTION_NAMES: Record<keyof Collections, { displayName: string; placeholder: string }> = {
	additionalFields: { displayName: 'Additional Fields', placeholder: 'Add Field' },
	filters: { displayName: 'Filters', placeholder: 'Add Filter' },
	options: { displayName: 'Options', placeholder: 'Add Option' },
	updateFields: { displayName: 'Update Fields', placeholder: 'Add Field' },
};

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Offered by every operation that names its record in `readBack`. */
export const returnRecord: Field = {
	property: {
		displayName: 'Return Saved Record',
		name: 'returnRecord',
		type: 'boolean',
		default: true,
		description:
			'Whether to read the record again after saving and return it. Turn off to halve the requests; the output is then the ID.',
	},
};

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');
const byDisplayName = (a: INodeProperties, b: INodeProperties) =>
	a.displayName.localeCompare(b.displayName, 'en');

/** An operation's collections with the ones that every operation of its kind gets. */
export function collectionsOf(operation: Operation): Collections {
	const { collections = {}, readBack } = operation;
	if (!readBack) return collections;
	return { ...collections, options: [...(collections.options ?? []), returnRecord] };
}

/** A property that stands in the editor for the operations that `show` names. */
interface Shown {
	property: INodeProperties;
	operations: string[];
}

/** Gathers one resource's properties: the same property of several operations becomes one entry. */
function shownIn(resource: Resource): Shown[] {
	const shown: Shown[] = [];
	const places = new Map<string, Shown>();
	const show = (property: INodeProperties, key: unknown, operation: string) => {
		const place = typeof key === 'string' ? key : JSON.stringify(key);
		let entry = places.get(place);
		if (!entry) {
			entry = { property, operations: [] };
			places.set(place, entry);
			shown.push(entry);
		}
		entry.operations.push(operation);
	};

	for (const [name, operation] of Object.entries(resource.operations)) {
		for (const { property } of operation.fields ?? []) show(property, property, name);
		if (operation.list) {
			show(returnAll, returnAll, name);
			show(limit, limit, name);
		}
		if (operation.simplify) show(simplify, simplify, name);
		for (const [collection, fields] of Object.entries(collectionsOf(operation))) {
			const options = (fields as Field[]).map(({ property }) => property).sort(byDisplayName);
			if (options.length === 0) continue;
			const property: INodeProperties = {
				...COLLECTION_NAMES[collection as keyof Collections],
				name: collection,
				type: 'collection',
				default: {},
				options,
			};
			show(property, property, name);
		}
	}
	return shown;
}

/** Computed choices; the linter does not see a default that stands beside them. */
export const selectable = (options: INodePropertyOptions[], first = options[0]?.value) => ({
	type: 'options' as const,
	options,
	default: first ?? '',
});

/**
 * The parameters of a node, derived from its registry: resource, operations, and each operation's fields with the
 * `displayOptions` that show them. Pure.
 */
export function toProperties(registry: Registry): INodeProperties[] {
	const resources: INodePropertyOptions[] = Object.entries(registry)
		.map(([value, { name, description }]) => ({
			name,
			value,
			...(description ? { description } : {}),
		}))
		.sort(byName);
	const resource: INodeProperties = {
		...selectable(resources, Object.keys(registry)[0]),
		displayName: 'Resource',
		name: 'resource',
		noDataExpression: true,
	};

	const operations = Object.entries(registry).map(
		([value, { operations: all }]): INodeProperties => {
			const options = Object.entries(all)
				.map(([operation, { name, action, description }]) => ({
					name,
					value: operation,
					action,
					description,
				}))
				.sort(byName);
			return {
				...selectable(options, defaultOperation(all)),
				displayName: 'Operation',
				name: 'operation',
				noDataExpression: true,
				displayOptions: { show: { resource: [value] } },
			};
		},
	);

	const fields = Object.entries(registry).flatMap(([value, entry]) =>
		shownIn(entry).map(({ property, operations: names }): INodeProperties => {
			const all = names.length === Object.keys(entry.operations).length;
			return {
				...property,
				displayOptions: {
					...property.displayOptions,
					show: {
						resource: [value],
						...(all ? {} : { operation: names }),
						...property.displayOptions?.show,
					},
				},
			};
		}),
	);
	return [resource, ...operations, ...fields];
}

/** What a new node starts with: reading many, since it needs the least to be entered. */
function defaultOperation(operations: Resource['operations']): string {
	const names = Object.keys(operations);
	return (
		names.find((name) => name === 'getMany') ??
		names.find((name) => name === 'get') ??
		names[0] ??
		''
	);
}
