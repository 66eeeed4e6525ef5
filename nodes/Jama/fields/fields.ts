import type { INodePropertyOptions } from 'n8n-workflow';
import type { Place, Simple } from '../../shared/operations/fieldKit';
import { choicesOf, field, text, toggle } from '../../shared/operations/fieldKit';
import { compareNames } from '../../shared/values/alphabet';
import { readId } from '../../shared/values/inputs';
import { readJson, readJsonObject } from '../../shared/values/json';
import type { Field } from '../../shared/operations/operation';
import { ITEM, ITEM_TYPE, PROJECT, PROJECT_OR_FOLDER, TAG } from '../pickers/kinds';
import { locator } from '../../shared/pickers/locator';
import { toText } from '../values/plainValues';
import { toRichText } from '../values/richText';

/** The item that an operation is about. Paths of the contract call it `id`. */
export const itemId = locator(ITEM, {
	name: 'itemId',
	displayName: 'Item',
	in: 'path',
	as: 'id',
	required: true,
});

export const projectId = locator(PROJECT_OR_FOLDER, {
	name: 'projectId',
	displayName: 'Project',
	in: 'path',
	required: true,
});

export const itemTypeId = locator(ITEM_TYPE, {
	name: 'itemTypeId',
	displayName: 'Item Type',
	in: 'path',
	required: true,
});

export const tagId = locator(TAG, {
	name: 'tagId',
	displayName: 'Tag',
	in: 'path',
	required: true,
});

/** The project whose records are listed. */
export const projectInQuery = locator(PROJECT, {
	name: 'project',
	displayName: 'Project',
	in: 'query',
	required: true,
});

/** The project that a new record belongs to. */
export const projectInBody = locator(PROJECT, {
	name: 'project',
	displayName: 'Project',
	in: 'body',
	required: true,
});

/** Goes into no request: the project whose records a list below offers. */
export const projectOfList = locator(PROJECT, {
	name: 'project',
	displayName: 'Project',
	description: 'Only to pick below, or by name',
});

/** The item, and the project whose items the list offers. */
export const inItem = [projectOfList, itemId] as const;

/** A path value that is a plain number. */
export function numberInPath<const Name extends string>(
	name: Name,
	displayName: string,
	description?: string,
): Field<Name, number> {
	return {
		property: {
			displayName,
			name,
			type: 'number',
			required: true,
			default: '',
			...(description === undefined ? {} : { description }),
		},
		in: 'path',
		toWire: (value) => readId(value, displayName),
	};
}

/** Rich text: plain text becomes paragraphs, as for the fields of items. */
export const richText = <const Name extends string>(
	place: Place,
	property: Simple<Name>,
): Field<Name, string> => ({
	...text(place, property),
	toWire: (value) => toRichText(toText(value, property.displayName)),
});

/** A constant of Jama's as people read it: NOT_RUN is Not Run. */
const toTitle = (constant: string): string =>
	constant
		.toLowerCase()
		.split('_')
		.map((word) => (word === 'url' ? 'URL' : word.charAt(0).toUpperCase() + word.slice(1)))
		.join(' ');

/** Constants with their names. */
export const titlesOf = <Value extends string>(
	constants: readonly Value[],
): Readonly<Record<string, string>> =>
	Object.fromEntries(constants.map((value) => [value, toTitle(value)]));

/** Constants as choices in alphabetical order. */
export const toChoices = (constants: readonly string[]) => choicesOf(titlesOf(constants));

/** A body as JSON, for endpoints whose body Jama does not publish; the names of their operations end in "(JSON)". */
export const jsonBody = (start = '{}'): Field => ({
	property: {
		displayName: 'Body',
		name: 'body',
		type: 'json',
		typeOptions: { rows: 4 },
		default: start,
		hint: 'Not published by Jama: see /api-docs of your instance',
	},
	in: 'body',
	as: '',
	toWire: (value) => readJson(value, 'Body'),
});

/** Fields of a record beside those that have an input of their own. */
export const otherFields = field({
	property: {
		displayName: 'Other Fields (JSON)',
		name: 'fieldsJson',
		type: 'json',
		default: '{}',
		description: 'Further fields by name, as a JSON object',
	},
	toWire: (value) => readJsonObject(value, 'Other Fields (JSON)'),
});

/** What every record may link to. */
const LINKED = [
	{ name: 'Created By', value: 'data.createdBy' },
	{ name: 'Item Type', value: 'data.itemType' },
	{ name: 'Modified By', value: 'data.modifiedBy' },
	{ name: 'Project', value: 'data.project' },
];
/** What items link to besides. */
const LINKED_OF_ITEMS = [
	{ name: 'Parent Item', value: 'data.location.parent.item' },
	{ name: 'Priority', value: 'data.fields.priority' },
	{ name: 'Release', value: 'data.fields.release' },
	{ name: 'Status', value: 'data.fields.status' },
];

/** Objects to be returned beside the ids that name them (REST developer guide, Include Parameter). */
const including = (options: INodePropertyOptions[]): Field => ({
	property: {
		displayName: 'Include Linked Objects',
		name: 'include',
		type: 'multiOptions',
		options: [...options].sort((a, b) => compareNames(a.name, b.name)),
		default: [],
		description: "Related objects to add under 'linked'",
	},
	in: 'query',
});

/** Those of an item. */
export const include = including([...LINKED, ...LINKED_OF_ITEMS]);

/** Names of fields, comma-separated, as `include` takes them. */
export const includedFields = (value: unknown): string[] =>
	String(value)
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean)
		.map((name) => (name.startsWith('data.') ? name : `data.fields.${name}`));

/** The same for fields by name, such as custom ones. */
export const includeFields = field({
	property: {
		displayName: 'Include Linked Objects of Fields',
		name: 'includeFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. verification_method$33, assigned',
		description: 'Names of fields, comma-separated',
	},
	in: 'query',
	as: 'include',
	toWire: includedFields,
});

/** Full dates in item fields (REST change log, 8.59: header x-jama-date-fields-with-time). */
export const datesWithTime = field({
	property: {
		displayName: 'Date Fields with Time',
		name: 'datesWithTime',
		type: 'boolean',
		default: false,
		description: 'Whether date fields carry their time',
	},
	in: 'header',
	as: 'x-jama-date-fields-with-time',
	toWire: (value) => (value === true ? 'true' : undefined),
});

/** Where included objects go; done when the row is shaped. */
const mergeLinked = field({
	property: {
		displayName: 'Put Linked Objects in Place of IDs',
		name: 'mergeLinked',
		type: 'boolean',
		default: false,
		description: 'Whether included objects replace their IDs',
	},
});

/** What every operation that reads items offers. */
export const readItemOptions: Field[] = [datesWithTime, include, includeFields, mergeLinked];
/** What every operation that reads something else offers. */
export const readOptions: Field[] = [including(LINKED), mergeLinked];

/** What an operation counts, as one more item behind the others. */
export const includeSummary = toggle(undefined, {
	displayName: 'Include Summary',
	name: 'includeSummary',
	description: 'Whether to add a last item with the totals',
});
