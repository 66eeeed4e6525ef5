import type { INodeProperties } from 'n8n-workflow';
import { ACTIVITY_EVENTS, ACTIVITY_OBJECTS } from '../Jama/values/activityKinds';
import { datesWithTime, include, includeFields, toChoices } from '../Jama/fields/fields';
import { itemFilters, manyIds, recordKinds } from '../Jama/fields/itemFilters';
import { FILTER, PROJECT } from '../Jama/pickers/kinds';
import { locator } from '../shared/pickers/locator';
import type { Field } from '../shared/operations/operation';
import { compareNames } from '../shared/values/alphabet';

const byDisplayName = (a: INodeProperties, b: INodeProperties) =>
	compareNames(a.displayName, b.displayName);
const propertiesOf = (fields: readonly Field[]): INodeProperties[] =>
	fields.map(({ property }) => property).sort(byDisplayName);
const itemFilter = (name: string): Field =>
	itemFilters.find(({ property }) => property.name === name) as Field;

const ITEMS = ['itemCreated', 'itemUpdated', 'itemCreatedOrUpdated'];

export const projects = itemFilter('projects');

/** Conditions on items, beside the projects. */
export const itemConditions: readonly Field[] = [
	itemFilter('contains'),
	itemFilter('includeWildcard'),
	itemFilter('itemTypes'),
	itemFilter('releases'),
];

const choices = (
	as: string,
	displayName: string,
	name: string,
	constants: readonly string[],
): Field => ({
	property: {
		displayName,
		name,
		type: 'multiOptions',
		options: toChoices(constants),
		default: [],
	},
	in: 'query',
	as,
});

/** Conditions on the entries of the log. */
export const activityFilters: readonly Field[] = [
	choices('eventType', 'Event Types', 'eventTypes', ACTIVITY_EVENTS),
	manyIds('itemType', 'Item Type Names or IDs', 'itemTypes', 'getItemTypes'),
	choices('objectType', 'Object Types', 'objectTypes', ACTIVITY_OBJECTS),
];

/** Options that go along with the requests for items. */
export const itemOptions: readonly Field[] = [datesWithTime, include, includeFields];

const forItems = { show: { triggerOn: ITEMS } };
const forActivity = { show: { triggerOn: ['activity'] } };
const byConditions = { show: { triggerOn: ITEMS, where: ['conditions'] } };
const byFilter = { show: { triggerOn: ITEMS, where: ['filter'] } };

const overlap: INodeProperties = {
	displayName: 'Overlap (Seconds)',
	name: 'overlap',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 5,
	description:
		'How long a change may take to show up in searches. Jama names 5 seconds. A change that shows up later than this is not emitted if a newer one was: raise it if changes are missing.',
};
const itemsPerPoll: INodeProperties = {
	displayName: 'Items per Poll',
	name: 'itemsPerPoll',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1000,
	description: 'About how many changes are emitted at once; the next poll continues with the rest',
};
const ignoreOwnChanges: INodeProperties = {
	displayName: 'Ignore Own Changes',
	name: 'ignoreOwnChanges',
	type: 'boolean',
	default: false,
	description:
		"Whether to leave out what the credential's user changed. Turn it on where the workflow writes to Jama itself, or it reacts to its own changes.",
};
const startFrom: INodeProperties = {
	displayName: 'Start From',
	name: 'startFrom',
	type: 'dateTime',
	default: '',
	description:
		'Catch up on changes since this date instead of starting with the activation. Another date starts over.',
};
const previousVersion: INodeProperties = {
	displayName: 'Include Previous Version',
	name: 'previousVersion',
	type: 'boolean',
	default: false,
	description:
		'Whether to add what the item was before, and the names of the fields that changed. Costs two requests for each change.',
};

/** The trigger's parameters below Authentication. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'options',
		options: [
			{
				name: 'Activity',
				value: 'activity',
				description:
					'Any entry in the log of a project: deletions, comments, relationships, attachments, baselines, reviews, test results, moves',
			},
			{
				name: 'Item Created',
				value: 'itemCreated',
				description: 'A new item, or another kind of record if chosen below',
			},
			{
				name: 'Item Created or Updated',
				value: 'itemCreatedOrUpdated',
				description: 'Anything that moves the last activity date of an item',
			},
			{
				name: 'Item Updated',
				value: 'itemUpdated',
				description: 'An item was saved, commented, tagged or linked, or its relationships changed',
			},
		],
		default: 'itemCreatedOrUpdated',
	},
	{
		displayName: 'Where',
		name: 'where',
		type: 'options',
		displayOptions: forItems,
		options: [
			{ name: 'Conditions', value: 'conditions', description: 'Projects, item types, text' },
			{ name: 'Saved Filter', value: 'filter', description: 'A filter that was created in Jama' },
		],
		default: 'conditions',
	},
	{
		...projects.property,
		displayOptions: byConditions,
		hint: 'Empty: every project that the user may see',
	},
	{ ...projects.property, displayOptions: forActivity, required: true },
	locator(PROJECT, {
		name: 'project',
		displayName: 'Project',
		description:
			'Where the filter is looked for, and run if it is made for the current project. May stay empty for others.',
		displayOptions: byFilter,
	}).property,
	locator(FILTER, {
		name: 'filterId',
		displayName: 'Saved Filter',
		required: true,
		displayOptions: byFilter,
	}).property,
	{
		...recordKinds.property,
		description:
			"Which kinds of records to listen to; empty for all. Where 'Filters' name item types, they alone decide.",
		displayOptions: byConditions,
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: byConditions,
		options: propertiesOf(itemConditions),
	},
	{
		displayName: 'Filters',
		name: 'activityFilters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: forActivity,
		options: propertiesOf(activityFilters),
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: forItems,
		options: [
			...itemOptions.map(({ property }) => property),
			ignoreOwnChanges,
			itemsPerPoll,
			overlap,
			previousVersion,
			startFrom,
		].sort(byDisplayName),
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: forActivity,
		options: [ignoreOwnChanges, itemsPerPoll, overlap, startFrom],
	},
];
