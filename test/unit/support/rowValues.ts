/** Values for the parameters of any operation, made from its fields as a person would fill them in. */
import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Field, Operation } from '../../../nodes/shared/operation';
import { collectionsOf } from '../../../nodes/shared/properties';
import { takesListBody } from './rowContract';

/** Every field, or only those that the editor marks as required. */
export type Fill = 'required' | 'all';

/** Ids of records by the parameter's name, or by the list that offers them. */
export type Ids = Readonly<Record<string, number | string>>;

/** One way to fill an operation in. */
export interface Filling {
	fill: Fill;
	/** Choices that show or hide other fields. */
	choices: INodeParameters;
}

/** Different numbers for different kinds of records, so that a mixed-up id shows. */
export const SAMPLE_IDS: Ids = {
	searchProjects: 2,
	getProjects: 2,
	searchItemTypes: 33,
	getItemTypes: 33,
	searchItems: 20,
	searchTags: 11,
	searchReleases: 12,
	getReleases: 12,
	searchBaselines: 13,
	searchPicklists: 4,
	searchPicklistOptions: 401,
	searchRelationshipTypes: 14,
	searchFilters: 15,
	searchUsers: 9,
	searchUserGroups: 16,
	searchTestPlans: 17,
	searchTestCycles: 18,
	searchTestGroups: 19,
	searchTestRuns: 21,
	searchTestCases: 22,
	searchTransitions: 'approve-1',
	otherBaselineId: 23,
};

const PATCH = '[{"op": "replace", "path": "/fields/name", "value": "Text"}]';
const TEXTS: Readonly<Record<string, unknown>> = {
	domains: '["https://example.com"]',
	fieldsJson: '{"name": "Text"}',
	fieldsToReturn: 'id, name',
	groupsJson: '[{"name": "Group", "cases": [22]}]',
	inputDataFieldName: 'data',
	patchJson: PATCH,
	relativeUrl: '/projects/2',
	headers: '{"x-test": "1"}',
	query: '{"include": ["data.project"]}',
	resultsJson: '[{"case": "22", "status": "passed"}]',
	rowsJson: '[{"id": 20, "name": "Text"}]',
	stepsJson: '["passed"]',
	testCases: '22',
	url: '/attachment/1/diagram.png',
};

const lists = (text = '') => /^e\.g\. \d+, \d+/.test(text);
const valuesOf = (property: INodeProperties) =>
	(property.options as INodePropertyOptions[]).map(({ value }) => value);

function idFor({ name, modes, typeOptions }: INodeProperties, ids: Ids): number | string {
	const method =
		modes?.find((mode) => mode.typeOptions?.searchListMethod)?.typeOptions?.searchListMethod ??
		typeOptions?.loadOptionsMethod;
	return ids[name] ?? ids[method ?? ''] ?? 1;
}

function textFor(property: INodeProperties, operation: Operation): unknown {
	const { name, type, typeOptions, placeholder } = property;
	if (type === 'json' && name === 'body') {
		return takesListBody(operation) ? '[{"name": "Text"}]' : '{"name": "Text"}';
	}
	const text = TEXTS[name] ?? (lists(placeholder) ? '1, 2' : 'text');
	return typeOptions?.multipleValues ? [text] : text;
}

/** A value for one parameter. Throws Error for a type that no rule covers. */
function valueFor(property: INodeProperties, operation: Operation, ids: Ids): unknown {
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
			return textFor(property, operation);
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
							group.values.map((inner) => [inner.name, valueFor(inner, operation, ids)]),
						),
					],
				]),
			);
		default:
			throw new Error(`No rule fills a parameter of the type ${property.type}`);
	}
}

/** The ways to fill an operation in: required and all, and both for each choice that shows other fields. */
export function fillingsOf(operation: Operation): Filling[] {
	const fields = operation.fields ?? [];
	const deciding = new Set(
		fields.flatMap(({ property }) => Object.keys(property.displayOptions?.show ?? {})),
	);
	const choices = fields
		.filter(({ property }) => property.type === 'options' && deciding.has(property.name))
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
	ids: Ids,
): INodeParameters {
	const isAll = fill === 'all';
	const take = (fields: readonly Field[]) =>
		Object.fromEntries(
			fields.map(({ property }) => [property.name, valueFor(property, operation, ids)]),
		);
	// A mapper without a column asks for nothing to be done.
	const isNeeded = ({ property }: Field) =>
		isAll || property.required === true || property.type === 'resourceMapper';
	const collections = isAll ? Object.entries(collectionsOf(operation)) : [];
	return {
		...take((operation.fields ?? []).filter(isNeeded)),
		...(isAll && operation.list ? { returnAll: true } : {}),
		...(isAll && operation.simplify ? { simplify: false } : {}),
		...Object.fromEntries(collections.map(([name, fields]) => [name, take(fields)])),
		...choices,
	} as INodeParameters;
}
