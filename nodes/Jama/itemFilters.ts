import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../shared/errors';
import type { Field, ValueContext } from '../shared/operation';
import { toTimestamp } from './dates';

const START = '1970-01-01T00:00:00.000+0000';
const DYNAMIC =
	'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

/** A filter of ids that n8n loads as a list. */
export function manyIds(
	as: string,
	displayName: string,
	name: string,
	loadOptionsMethod: string,
	loadOptionsDependsOn?: string[],
): Field {
	return {
		property: {
			displayName,
			name,
			type: 'multiOptions',
			typeOptions: {
				loadOptionsMethod,
				...(loadOptionsDependsOn ? { loadOptionsDependsOn } : {}),
			},
			default: [],
			description: DYNAMIC,
		},
		in: 'query',
		as,
		toWire: (value) =>
			[value].flat().map((id) => {
				if (/^\d+$/.test(String(id).trim())) return Number(id);
				throw new InvalidInput(
					`'${displayName}' holds ${JSON.stringify(id)}, which is no ID`,
					'Pick from the list, or give whole numbers in an expression.',
				);
			}),
	};
}

/** Text that may be given several times; any of them may match. */
export const manyTexts = (
	as: string,
	displayName: string,
	placeholder: string,
	description: string,
): Field => ({
	property: {
		displayName,
		name: as,
		type: 'string',
		typeOptions: { multipleValues: true },
		default: [],
		placeholder,
		description,
	},
	in: 'query',
	toWire: (value) =>
		[value]
			.flat()
			.map(String)
			.filter((text) => text.trim() !== ''),
});

/**
 * The two inputs of a date filter. Jama takes one value as "after" and two as a range (REST contract, date parameters), so
 * that "before" alone is a range from the beginning.
 */
export function dateFilters(as: string, noun: string): Field[] {
	const after = `${as}After`;
	const before = `${as}Before`;
	const timestamp = (value: unknown, label: string, { timezone }: ValueContext) =>
		value === undefined || value === null || value === ''
			? undefined
			: toTimestamp(value, timezone, label);
	return [
		{
			property: { displayName: `${noun} After`, name: after, type: 'dateTime', default: '' },
			in: 'query',
			as,
			toWire: (value, context) => {
				const filters = context.parameter('filters') as IDataObject;
				const from = timestamp(value, `${noun} After`, context);
				const to = timestamp(filters[before], `${noun} Before`, context);
				if (from === undefined) return undefined;
				return to === undefined ? [from] : [from, to];
			},
		},
		{
			property: { displayName: `${noun} Before`, name: before, type: 'dateTime', default: '' },
			in: 'query',
			as,
			toWire: (value, context) => {
				const filters = context.parameter('filters') as IDataObject;
				const to = timestamp(value, `${noun} Before`, context);
				return to === undefined || filters[after] ? undefined : [START, to];
			},
		},
	];
}

const SORT_FIELDS = [
	{ name: 'Created Date', value: 'createdDate' },
	{ name: 'Document Key', value: 'documentKey' },
	{ name: 'Last Activity Date', value: 'lastActivityDate' },
	{ name: 'Modified Date', value: 'modifiedDate' },
	{ name: 'Name', value: 'name' },
	{ name: 'Place in Tree', value: 'sequence' },
];

/** Every filter of GET /abstractitems. */
export const itemFilters: Field[] = [
	manyTexts(
		'contains',
		'Contains',
		'e.g. "infusion rate"',
		'Words to find in any text field; double quotes find parts of words, +word must be there, -word must not',
	),
	...dateFilters('createdDate', 'Created'),
	manyTexts(
		'documentKey',
		'Document Keys',
		'e.g. PUMP-SYS-12',
		'Document keys of the items to return',
	),
	{
		property: {
			displayName: 'Include Wildcards',
			name: 'includeWildcard',
			type: 'boolean',
			default: false,
			description: "Whether 'Contains' finds parts of words (Jama Connect 9.12 and newer)",
		},
		in: 'query',
	},
	manyIds('itemType', 'Item Type Names or IDs', 'itemTypes', 'getItemTypes'),
	...dateFilters('lastActivityDate', 'Last Activity'),
	...dateFilters('modifiedDate', 'Modified'),
	manyIds('project', 'Project Names or IDs', 'projects', 'getProjects'),
	// The projects stand beside it, or above it in the trigger.
	manyIds('release', 'Release Names or IDs', 'releases', 'getReleases', [
		'filters.projects',
		'projects',
	]),
];

/** The order of a search; several entries sort within each other. */
export const itemSort: Field = {
	property: {
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Sort Field',
		default: {},
		options: [
			{
				displayName: 'By',
				name: 'by',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'options',
						options: SORT_FIELDS,
						default: 'sequence',
					},
					{
						displayName: 'Direction',
						name: 'direction',
						type: 'options',
						options: [
							{ name: 'Ascending', value: 'asc' },
							{ name: 'Descending', value: 'desc' },
						],
						default: 'asc',
					},
				],
			},
		],
	},
	in: 'query',
	as: 'sortBy',
	toWire: (value) => {
		const entries = ((value as IDataObject).by ?? []) as Array<{
			field: string;
			direction: string;
		}>;
		return entries.map(({ field, direction }) => `${field}.${direction}`);
	},
};
