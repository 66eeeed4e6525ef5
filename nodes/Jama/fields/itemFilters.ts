import type { INodeProperties } from 'n8n-workflow';
import type { Field, ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { readPeriod } from '../../shared/values/dates';
import { momentAt, toTimestamp } from '../values/dates';
import { checkNamed, KIND_OF, toIds } from '../pickers/manyRecords';
import { RECORD_KINDS, typesOfKinds } from '../configuration/recordTypes';
import { toRecord } from '../../shared/values/objectPath';
import { field, ready } from '../../shared/operations/fieldKit';

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
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Value' },
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

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/**
 * The inputs of a date filter: a period up to now, or dates. Jama takes one value as "after" and two as a range (REST contract,
 * date parameters), so that "before" alone is a range from the beginning. The first input that is given sends the range.
 * @param lately what happened in a period, where that is another word
 */
export function dateFilters(
	as: string,
	noun: string,
	lately = noun,
): [last: Field, after: Field, before: Field] {
	const labels = {
		[`${as}Last`]: `${lately} in the Last`,
		[`${as}After`]: `${noun} After`,
		[`${as}Before`]: `${noun} Before`,
	};
	const [last = '', after = '', before = ''] = Object.keys(labels);
	const toWire = (name: string) => (_: unknown, context: ValueContext) => {
		const filters = toRecord(context.parameter('filters'));
		if (Object.keys(labels).find((one) => isGiven(filters[one])) !== name) return undefined;
		const moment = (one: string) =>
			isGiven(filters[one])
				? toTimestamp(filters[one], context.timezone, labels[one] ?? one)
				: undefined;
		const since = isGiven(filters[last])
			? momentAt(Date.now() - readPeriod(filters[last], labels[last] ?? last))
			: START;
		// All filters hold at once: of two beginnings the later one. Written alike, they sort as text.
		const from = [since, moment(after) ?? START].sort().at(-1);
		const to = moment(before);
		return to === undefined ? [from] : [from, to];
	};
	const input = (name: string, more: Pick<INodeProperties, 'type' | 'placeholder'>): Field => ({
		property: { displayName: labels[name] ?? name, name, default: '', ...more },
		in: 'query',
		as,
		toWire: toWire(name),
	});
	return [
		input(last, { type: 'string', placeholder: 'e.g. 24 hours or 7 days' }),
		input(after, { type: 'dateTime' }),
		input(before, { type: 'dateTime' }),
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

const [changed, ...modified] = dateFilters('modifiedDate', 'Modified', 'Changed');

/** Every filter of GET /abstractitems; those that most searches need stand in the form. */
export const itemFilters: Field[] = [
	ready(manyIds('project', 'Project Names or IDs', 'projects', 'getProjects')),
	ready(manyIds('itemType', 'Item Type Names or IDs', 'itemTypes', 'getItemTypes')),
	ready(changed),
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
	...dateFilters('lastActivityDate', 'Last Activity', 'Active'),
	...modified,
	// The projects stand beside it, or above it in the trigger.
	manyIds('release', 'Release Names or IDs', 'releases', 'getReleases', [
		'filters.projects',
		'projects',
	]),
];

/** Which kinds of records a search gives: GET /abstractitems also holds what is no item (REST contract, Abstract Items). */
export const recordKinds = field({
	property: {
		displayName: 'Record Types',
		name: 'kinds',
		type: 'multiOptions',
		options: RECORD_KINDS,
		default: ['items'],
		description:
			"Which records to return; empty for all. Item types under 'Filters' take precedence.",
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
			"No such item was found. Test plans, cycles and runs and attachments are found only if 'Record Types' says so.",
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
