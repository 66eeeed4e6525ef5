/** Values for the parameters of any operation, made from its fields as a person would fill them in. */
import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Field, Operation } from '../../../nodes/shared/operations/operation';
import { collectionsOf } from '../../../nodes/shared/operations/properties';
import { takesListBody } from './rowContract';
import type { Ids } from './samples';
import type { System } from './systems';

export type { Ids };

/** Every field, or only those that the editor marks as required. */
export type Fill = 'required' | 'all';

/** One way to fill an operation in. */
export interface Filling {
	fill: Fill;
	/** Choices that show or hide other fields. */
	choices: INodeParameters;
}

const lists = (text = '') => /^e\.g\. \d+, \d+/.test(text);
const valuesOf = (property: INodeProperties) =>
	(property.options as INodePropertyOptions[]).map(({ value }) => value);

function idFor({ name, modes, typeOptions }: INodeProperties, ids: Ids): number | string {
	const method =
		modes?.find((mode) => mode.typeOptions?.searchListMethod)?.typeOptions?.searchListMethod ??
		typeOptions?.loadOptionsMethod;
	return ids[name] ?? ids[method ?? ''] ?? 1;
}

/** The IDs for one choice: a record of the chosen type may have one of its own, by `recordId of testplans`. */
const idsFor = (ids: Ids, choices: INodeParameters): Ids => {
	const own = Object.values(choices).flatMap((choice) =>
		Object.entries(ids).flatMap(([name, id]) => {
			const suffix = ` of ${String(choice)}`;
			return name.endsWith(suffix) ? [[name.slice(0, -suffix.length), id] as const] : [];
		}),
	);
	return { ...ids, ...Object.fromEntries(own) };
};

function textFor(property: INodeProperties, operation: Operation, system: System): unknown {
	const { name, type, typeOptions, placeholder } = property;
	if (type === 'json' && name === 'body') {
		return takesListBody(operation, system) ? '[{"name": "Text"}]' : '{"name": "Text"}';
	}
	const text = system.samples.texts[name] ?? (lists(placeholder) ? '1, 2' : 'text');
	return typeOptions?.multipleValues ? [text] : text;
}

/** A value for one parameter. Throws Error for a type that no rule covers. */
function valueFor(
	property: INodeProperties,
	operation: Operation,
	system: System,
	ids: Ids,
): unknown {
	const own = system.samples.values?.[property.name];
	if (own !== undefined) return own;
	switch (property.type) {
		case 'resourceLocator':
			return { __rl: true, mode: 'id', value: idFor(property, ids) };
		case 'options':
			return property.typeOptions?.loadOptionsMethod ? idFor(property, ids) : valuesOf(property)[0];
		case 'multiOptions':
			return property.typeOptions?.loadOptionsMethod ? [idFor(property, ids)] : valuesOf(property);
		case 'number':
			return idFor(property, ids);
		case 'boolean':
			return true;
		case 'string':
		case 'json':
			return textFor(property, operation, system);
		case 'dateTime':
			return '2026-01-31T09:00:00.000Z';
		case 'resourceMapper':
			return {
				mappingMode: 'defineBelow',
				value: { name: 'Text' },
				matchingColumns: [],
				schema: [],
			};
		case 'fixedCollection':
			return Object.fromEntries(
				(property.options as Array<{ name: string; values: INodeProperties[] }>).map((group) => [
					group.name,
					[
						Object.fromEntries(
							group.values.map((inner) => [inner.name, valueFor(inner, operation, system, ids)]),
						),
					],
				]),
			);
		default:
			throw new Error(`No rule fills a parameter of the type ${property.type}`);
	}
}

/** The fields that the system's deployment has, without those that go with none of the others. */
const fieldsHere = (fields: readonly Field[], { deployment, samples }: System): Field[] =>
	fields.filter(
		({ deployments, property }) =>
			(deployments === undefined || deployments.includes(deployment ?? '')) &&
			!samples.alone?.includes(property.name),
	);

/** The ways to fill an operation in: required and all, and both for each choice that shows other fields or another path. */
export function fillingsOf(operation: Operation, system: System): Filling[] {
	const fields = fieldsHere(operation.fields ?? [], system);
	const deciding = new Set(
		fields.flatMap(({ property }) => Object.keys(property.displayOptions?.show ?? {})),
	);
	const choices = fields
		.filter(
			({ in: place, property }) =>
				property.type === 'options' && (place === 'path' || deciding.has(property.name)),
		)
		.flatMap(({ property }) => valuesOf(property).map((value) => ({ [property.name]: value })));
	return (choices.length > 0 ? choices : [{}]).flatMap((choice): Filling[] => [
		{ fill: 'required', choices: choice as INodeParameters },
		{ fill: 'all', choices: choice as INodeParameters },
	]);
}

/** The node's parameters for one way to fill an operation in; what is left out has its default. */
export function fillIn(
	operation: Operation,
	{ fill, choices }: Filling,
	system: System,
	ids: Ids = system.samples.ids,
): INodeParameters {
	const isAll = fill === 'all';
	const take = (fields: readonly Field[]) =>
		Object.fromEntries(
			fieldsHere(fields, system).map(({ property }) => [
				property.name,
				valueFor(property, operation, system, idsFor(ids, choices)),
			]),
		);
	// A mapper without a column asks for nothing to be done.
	const isNeeded = ({ property }: Field) =>
		isAll || property.required === true || property.type === 'resourceMapper';
	const changes = fieldsHere(operation.collections?.updateFields ?? [], system);
	const hasBody = (operation.fields ?? []).some((field) => field.in === 'body');
	// An update without a change asks for nothing to be done, either.
	// One of several filters may be needed, too.
	const { anyOf, collections: { filters = [] } = {} } = operation;
	const oneOf = filters.filter(({ as, property }) => anyOf?.[0] === (as ?? property.name));
	const collections: Array<[string, readonly Field[]]> = isAll
		? Object.entries(collectionsOf(operation))
		: oneOf.length > 0
			? [['filters', oneOf]]
			: changes.length > 0 && !hasBody
				? [['updateFields', changes.slice(0, 1)]]
				: [];
	return {
		...take((operation.fields ?? []).filter(isNeeded)),
		...(isAll && operation.list ? { returnAll: true } : {}),
		...(isAll && operation.simplify ? { simplify: false } : {}),
		...Object.fromEntries(collections.map(([name, fields]) => [name, take(fields)])),
		...choices,
	} as INodeParameters;
}
