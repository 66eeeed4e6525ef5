import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { compareNames } from '../values/alphabet';
import { EVERY_DEPLOYMENT } from './deployments';
import { ifExists } from './merge';
import type { Collections, Field, Operation, Registry, Resource } from './operation';
import { collectionNames } from './operation';
import { toShows } from './shows';

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
		description: 'Whether to read the record after saving; else only its ID comes out',
	},
};

/** Offered by every operation that can simplify its rows. */
export const fieldsToReturn: Field = {
	property: {
		displayName: 'Fields to Return',
		name: 'fieldsToReturn',
		type: 'string',
		default: '',
		placeholder: 'e.g. name, status',
		description: 'Columns to keep, separated by commas',
	},
};

/** In the node's settings, for all operations. */
const itemsAtOnce: INodeProperties = {
	displayName: 'Items at Once',
	name: 'itemsAtOnce',
	type: 'number',
	typeOptions: { minValue: 0 },
	isNodeSetting: true,
	default: 0,
	description:
		'How many input items reads and field updates work on together. 0: as many as the limit asks for.',
};

const byName = (a: { name: string }, b: { name: string }) => compareNames(a.name, b.name);
const byDisplayName = (a: INodeProperties, b: INodeProperties) =>
	compareNames(a.displayName, b.displayName);

/** An operation's collections with the ones that every operation of its kind gets. */
export function collectionsOf(operation: Operation): Collections {
	const { collections = {}, exists, readBack, simplify: shape } = operation;
	const common = [
		...(shape ? [fieldsToReturn] : []),
		...(exists ? [ifExists(exists.repeats && 'add')] : []),
		...(readBack ? [returnRecord] : []),
	];
	if (common.length === 0) return collections;
	return { ...collections, options: [...(collections.options ?? []), ...common] };
}

/** An operation's collection as n8n shows it. */
const toCollection = (name: keyof Collections, fields: readonly Field[]): INodeProperties => ({
	...COLLECTION_NAMES[name],
	name,
	type: 'collection',
	default: Object.fromEntries(
		fields.flatMap(({ ready, property: { name: inner, default: initial } }) =>
			ready ? [[inner, initial]] : [],
		),
	),
	options: fields.map(({ property }) => property).sort(byDisplayName),
});

/** An operation's properties in the order in which people fill them in: what is optional comes last. */
function propertiesOf(operation: Operation): INodeProperties[] {
	const collections = collectionsOf(operation);
	const isLast = (name: keyof Collections) => Number(name === 'options');
	return [
		...(operation.fields ?? []).map(({ property }) => property),
		...(operation.list ? [returnAll, limit] : []),
		...(operation.simplify ? [simplify] : []),
		...collectionNames(collections)
			.sort((a, b) => isLast(a) - isLast(b))
			.map((name) => toCollection(name, collections[name] ?? [])),
	];
}

/** A property that stands in the editor for some operations of some resources. */
interface Shown {
	property: INodeProperties;
	/** Operations by resource. */
	where: Map<string, string[]>;
	/** What stands below it in some operation. */
	below: Set<Shown>;
}

/** Whether one entry stands above another, directly or not, or is the same. */
function isAbove(upper: Shown, lower: Shown): boolean {
	const seen = new Set([upper]);
	for (const entry of seen) for (const next of entry.below) seen.add(next);
	return seen.has(lower);
}

/** Entries from top to bottom: each above all that stands below it. */
function inOrder(entries: readonly Shown[]): Shown[] {
	const ordered = new Set<Shown>();
	const place = (entry: Shown) => {
		if (ordered.has(entry)) return;
		for (const next of [...entry.below].reverse()) place(next);
		ordered.add(entry);
	};
	for (const entry of [...entries].reverse()) place(entry);
	return [...ordered].reverse();
}

/**
 * Gathers the properties of all operations: the same property becomes one entry wherever that keeps every operation's own
 * order, so that the description stays small.
 */
function gather(registry: Registry): Shown[] {
	const entries: Shown[] = [];
	const byKey = new Map<string, Shown[]>();
	for (const [resource, { operations }] of Object.entries(registry)) {
		for (const [operation, row] of Object.entries(operations)) {
			let above: Shown | undefined;
			for (const property of propertiesOf(row)) {
				const key = JSON.stringify(property);
				// What stands below already is not above: most pairs stand in many operations.
				const fits = (entry: Shown) => !above || above.below.has(entry) || !isAbove(entry, above);
				const same = byKey.get(key) ?? [];
				let entry = same.find(fits);
				if (!entry) {
					entry = { property, where: new Map(), below: new Set() };
					entries.push(entry);
					byKey.set(key, [...same, entry]);
				}
				entry.where.set(resource, [...(entry.where.get(resource) ?? []), operation]);
				above?.below.add(entry);
				above = entry;
			}
		}
	}
	return inOrder(entries);
}

/** An entry as n8n takes it: with the operations that show it or those that hide it, whichever list is the shorter. */
function toParameters({ property, where }: Shown, registry: Registry): INodeProperties[] {
	const { show: own, hide: hidden } = property.displayOptions ?? {};
	return toShows(where, registry).map(({ resource, operation, without }) => {
		const hides = without.size < operation.length;
		const hide = { ...(hides && without.size > 0 ? { operation: [...without] } : {}), ...hidden };
		return {
			...property,
			displayOptions: {
				show: { resource, ...(hides ? {} : { operation }), ...own },
				...(Object.keys(hide).length > 0 ? { hide } : {}),
			},
		};
	});
}

/** Computed choices; the linter does not see a default that stands beside them. */
export const selectable = (options: INodePropertyOptions[], first = options[0]?.value) => ({
	type: 'options' as const,
	options,
	default: first ?? '',
});

/** Shows a choice only for the deployments that have it; credentials, which know, cannot be asked by the editor. */
const onlyIn = (deployments?: Iterable<string>): Pick<INodePropertyOptions, 'displayOptions'> =>
	deployments
		? { displayOptions: { show: { deployment: [EVERY_DEPLOYMENT, ...deployments] } } }
		: {};

/** The deployments that have any of a resource's operations; undefined: all. */
function deploymentsOf({ operations }: Resource): Set<string> | undefined {
	const all = Object.values(operations).map(({ deployments }) => deployments);
	return all.some((one) => one === undefined)
		? undefined
		: new Set(all.flatMap((one) => one ?? []));
}

/** The choice of the deployment whose operations the editor shows. */
const deploymentProperty = (deployments: Readonly<Record<string, string>>): INodeProperties => ({
	...selectable([
		{ name: 'All Deployments', value: EVERY_DEPLOYMENT },
		...Object.entries(deployments).map(([value, name]) => ({ name, value })),
	]),
	displayName: 'Show Operations For',
	name: 'deployment',
	noDataExpression: true,
	description:
		'Shortens the lists of resources and operations to those of one deployment. Requests go where the credential says.',
});

/**
 * The parameters of a node, derived from its registry: resource, operations, and each operation's fields with the
 * `displayOptions` that show them. Pure.
 * @param deployments names of the system's deployments by value, if it has several
 */
export function toProperties(
	registry: Registry,
	deployments?: Readonly<Record<string, string>>,
): INodeProperties[] {
	const resources: INodePropertyOptions[] = Object.entries(registry)
		.map(([value, one]) => ({
			name: one.name,
			value,
			...(one.description ? { description: one.description } : {}),
			...onlyIn(deploymentsOf(one)),
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
				.map(([operation, { name, action, description, deployments: where }]) => ({
					name,
					value: operation,
					action,
					...(description === undefined ? {} : { description }),
					...onlyIn(where),
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

	const fields = gather(registry).flatMap((entry) => toParameters(entry, registry));
	const first = deployments ? [deploymentProperty(deployments)] : [];
	// n8n changes descriptions when it loads them; rows are frozen.
	return structuredClone([...first, resource, ...operations, ...fields, itemsAtOnce]);
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
