import { locator } from '../../shared/pickers/locator';
import type { Field, Resource } from '../../shared/operations/operation';
import { number, optional, text, toggle } from '../../shared/operations/fieldKit';
import { jsonBody, readOptions } from '../fields/fields';
import { UNDOCUMENTED } from '../fields/bodies';
import { PICKLIST, PICKLIST_OPTION } from '../pickers/kinds';
import { simplifyTo } from '../fields/rowKinds';

const name = text('body.name', { displayName: 'Name', name: 'name', required: true });
const description = text('body.description', { displayName: 'Description', name: 'description' });

const picklistOfList = locator(PICKLIST, {
	name: 'picklistId',
	displayName: 'Picklist',
	description: 'Only to pick below, or by name',
});
const picklistId = locator(PICKLIST, {
	name: 'picklistId',
	displayName: 'Picklist',
	in: 'path',
	required: true,
});
const picklistOptionId = locator(PICKLIST_OPTION, {
	name: 'picklistOptionId',
	displayName: 'Option',
	in: 'path',
	required: true,
});
/** The colors that Jama takes (REST contract, RequestPickListOption), with the one that it starts with first. */
const COLORS = [
	{ name: 'Black', value: '000000' },
	{ name: 'Blue', value: '0066CC' },
	{ name: 'Gray', value: 'AAAAAA' },
	{ name: 'Green', value: '00CC66' },
	{ name: 'Light Green', value: '9CE78C' },
	{ name: 'Orange', value: 'FF9933' },
	{ name: 'Red', value: 'FF0000' },
	{ name: 'White', value: 'FFFFFF' },
	{ name: 'Yellow', value: 'FFF800' },
];
const optionFields = [
	{
		property: {
			displayName: 'Color',
			name: 'color',
			type: 'options',
			options: COLORS,
			default: 'FFFFFF',
		},
		in: 'body',
	} satisfies Field,
	description,
	number(
		'body.sortOrder',
		{
			displayName: 'Sort Order',
			name: 'sortOrder',
			description: 'The place among the options, counted from 0',
		},
		0,
	),
	toggle('body.default', {
		displayName: 'Is Default',
		name: 'default',
		description: 'Whether new items start with this option',
	}),
	text('body.value', {
		displayName: 'Value',
		name: 'value',
		description: 'A number to sort or calculate with',
	}),
];

export const picklist = {
	name: 'Picklist',
	description: 'Lists such as Priority, and their options',
	operations: {
		create: {
			name: 'Create (JSON)',
			action: 'Create picklist',
			request: 'POST /picklists',
			fields: [jsonBody()],
		},
		createOption: {
			name: 'Create Option',
			action: 'Create option of picklist',
			request: 'POST /picklists/{picklistId}/options',
			fields: [picklistId, name],
			collections: { additionalFields: optionFields },
			simplify: simplifyTo.named,
			readBack: '/picklistoptions/{id}',
		},
		delete: {
			name: 'Delete',
			action: 'Delete picklist',
			description: `Delete a picklist permanently; ${UNDOCUMENTED}`,
			request: 'DELETE /picklists/{picklistId}',
			fields: [picklistId],
		},
		get: {
			name: 'Get',
			action: 'Get picklist',
			request: 'GET /picklists/{picklistId}',
			fields: [picklistId],
			collections: { options: readOptions },
			simplify: simplifyTo.named,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many picklists',
			request: 'GET /picklists',
			collections: { options: readOptions },
			simplify: simplifyTo.named,
			list: true,
		},
		getOption: {
			name: 'Get Option',
			action: 'Get option of picklist',
			request: 'GET /picklistoptions/{picklistOptionId}',
			fields: [picklistOfList, picklistOptionId],
			collections: { options: readOptions },
			simplify: simplifyTo.named,
		},
		getOptions: {
			name: 'Get Options',
			action: 'Get options of picklist',
			request: 'GET /picklists/{picklistId}/options',
			fields: [picklistId],
			collections: { options: readOptions },
			simplify: simplifyTo.named,
			list: true,
		},
		updateOption: {
			name: 'Update Option',
			action: 'Update option of picklist',
			request: 'PUT /picklistoptions/{picklistOptionId}',
			keeps: {
				needed: ['name'],
				optional: ['description', 'value', 'color', 'sortOrder', 'default'],
			},
			fields: [picklistOfList, picklistOptionId],
			collections: { updateFields: [...optionFields, optional(name)] },
			simplify: simplifyTo.named,
			readBack: '/picklistoptions/{picklistOptionId}',
		},
	},
} satisfies Resource;
