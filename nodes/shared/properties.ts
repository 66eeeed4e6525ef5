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

/** An operation's collection as n8n shows it. */
const toCollection = (name: keyof Collections, fields: readonly Field[]): INodeProperties => ({
	...COLLECTION_NAMES[name],
	name,
	type: 'collection',
	default: {},
	options: fields.map(({ property }) => property).sort(byDisplayName),
});

/** An operation's properties in the order in which people fill them in: what is optional comes last. */
function propertiesOf(operation: Operation): INodeProperties[] {
	const { options = [], ...others } = collectionsOf(operation);
	const collections = Object.entries(others) as Array<[keyof Collections, readonly Field[]]>;
	return [
		...(operation.fields ?? []).map(({ property }) => property),
		...(operation.list ? [returnAll, limit] : []),
		...(operation.simplify ? [simplify] : []),
		...collections.map(([name, fields]) => toCollection(name, fields)),
		...(options.length > 0 ? [toCollection('options', options)] : []),
	];
}

/** A property that stands in the editor for the operations it names. */
interface Shown {
	property: INodeProperties;
	operations: string[];
	/** What stands above it in one of the operations. */
	after: Set<Shown>;
}

/**
 * Gathers one resource's properties: the same property of several operations becomes one entry, in an order that is right
 * for each of them.
 * @throws Error when two operations want the same properties in contrary orders
 */
function shownIn(resource: Resource): Shown[] {
	const entries = new Map<string, Shown>();
	for (const [name, operation] of Object.entries(resource.operations)) {
		let above: Shown | undefined;
		for (const property of propertiesOf(operation)) {
			const key = JSON.stringify(property);
			const entry = entries.get(key) ?? { property, operations: [], after: new Set<Shown>() };
			entries.set(key, entry);
			entry.operations.push(name);
			if (above) entry.after.add(above);
			above = entry;
		}
	}

	const waiting = [...entries.values()];
	const placed = new Set<Shown>();
	while (waiting.length > 0) {
		const index = waiting.findIndex(({ after }) => [...after].every((one) => placed.has(one)));
		const [next] = index === -1 ? [] : waiting.splice(index, 1);
		if (!next) {
			const names = waiting.map(({ property }) => property.name).join(', ');
			throw new Error(`The operations of '${resource.name}' order these differently: ${names}`);
		}
		placed.add(next);
	}
	return [...placed];
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
