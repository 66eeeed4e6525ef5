import type { Field, ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { toTimestamp } from '../values/dates';
import { checkNamed, KIND_OF, toIds } from '../pickers/manyRecords';
import { RECORD_KINDS, typesOfKinds } from '../configuration/recordTypes';
import { toRecord } from '../../shared/values/objectPath';
import { field } from '../../shared/operations/fieldKit';

const START = '1970-01-01T00:00:00.000+0000';
const DYNAMIC =
	'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

/** A filter of records that n8n loads as a list; also by their names and keys, from an expression or an agent. */
export function manyIds(
	as: string,
	displayName: string,
	name: string,
	loadOptionsMethod: string,
	loadOptionsDependsOn?: string[],
): Field {
	const kind = KIND_OF[loadOptionsMethod];
	if (!kind) throw new Error(`No kind of records is loaded by ${loadOptionsMethod}`);
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
		toWire: async (value, context) =>
			value === undefined || value === null || value === ''
				? []
				: await toIds(kind, displayName, value, context),
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
				const filters = toRecord(context.parameter('filters'));
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
				const filters = toRecord(context.parameter('filters'));
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
	{ name: 'Location', value: 'sequence' },
	{ name: 'Modified Date', value: 'modifiedDate' },
	{ name: 'Name', value: 'name' },
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

/** Which kinds of records a search gives: GET /abstractitems also holds what is no item (REST contract, Abstract Items). */
export const recordKinds = field({
	property: {
		displayName: 'Kinds',
		name: 'kinds',
		type: 'multiOptions',
		options: RECORD_KINDS,
		default: ['items'],
		description:
			"Which kinds of records to return; empty for all. Where 'Filters' name item types, they alone decide.",
	},
	in: 'query',
	as: 'itemType',
	toWire: async (value, { session, parameter }) => {
		const filters = toRecord(parameter('filters'));
		const kinds = [value ?? []].flat().map(String);
		const all = kinds.length === 0 || kinds.length === RECORD_KINDS.length;
		const byType = [filters.itemTypes ?? []].flat().length > 0;
		return all || byType ? undefined : await typesOfKinds(kinds, session);
	},
});

/**
 * Says what a search may have missed: something that it filters by does not exist (an error), or it found nothing, and records
 * of another kind were left out (a hint).
 */
export async function checkFilters(
	session: Session,
	query: Row,
	rows: readonly Row[],
): Promise<void> {
	await checkNamed(session, query, rows);
	if (rows.length > 0) return;
	if (query.documentKey !== undefined && query.itemType !== undefined) {
		session.hint(
			"No such item was found. Test plans, cycles and runs and attachments are found only if 'Kinds' says so.",
		);
	}
}

/** The order of a search; several entries sort within each other. */
export const itemSort = field({
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
		const entries = [toRecord(value).by ?? []].flat().map(toRecord);
		// n8n gives what an entry lacks its default.
		return entries.map(({ field, direction }) => `${String(field)}.${String(direction)}`);
	},
});
