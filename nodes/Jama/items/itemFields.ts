import { patchBody } from '../fields/bodies';
import type { Field } from '../../shared/operations/operation';
import { FIELD_OWNERS } from '../pickers/fieldOwners';
import type { RichTextInput } from '../values/richText';
import { CHILD_ITEM_TYPE, NEW_ITEM_TYPE, PROJECT } from '../pickers/kinds';
import { PARENT } from '../pickers/parentKind';
import { locator } from '../../shared/pickers/locator';
import { field } from '../../shared/operations/fieldKit';

const MAPPER_HINT =
	'Labels are accepted wherever Jama wants numbers: picklist options, user names or e-mail addresses, releases';

/** How the values of an item's fields are given, and the inputs for each way. */
function fieldInputs(
	dependsOn: string[],
	mode: 'add' | 'map',
	withPatch: boolean,
): ReadonlyArray<Field<'fieldsInput' | 'fields' | 'fieldsJson' | 'patchJson'>> {
	const ways = [
		{ name: 'Map Each Field', value: 'map' },
		{ name: 'JSON', value: 'json' },
		...(withPatch ? [{ name: 'JSON Patch', value: 'patch' }] : []),
	];
	return [
		{
			property: {
				displayName: 'Fields Input',
				name: 'fieldsInput',
				type: 'options',
				options: ways,
				default: 'map',
				description: 'How to give the values of the fields',
			},
		},
		{
			property: {
				displayName: 'Fields',
				name: 'fields',
				type: 'resourceMapper',
				noDataExpression: true,
				default: { mappingMode: 'defineBelow', value: null },
				typeOptions: {
					loadOptionsDependsOn: dependsOn,
					resourceMapper: {
						resourceMapperMethod: 'itemFields',
						mode,
						fieldWords: { singular: 'field', plural: 'fields' },
						addAllFields: false,
						multiKeyMatch: false,
						supportAutoMap: true,
						hideNoDataError: true,
					},
				},
				displayOptions: { show: { fieldsInput: ['map'] } },
			},
		},
		{
			property: {
				displayName: 'Fields',
				name: 'fieldsJson',
				type: 'json',
				typeOptions: { rows: 5 },
				default: '{\n  "name": ""\n}',
				description: 'Values by field name or label; custom fields need no $ suffix',
				hint: MAPPER_HINT,
				displayOptions: { show: { fieldsInput: ['json'] } },
			},
		},
		...(withPatch
			? [
					{
						property: {
							...patchBody.property,
							description: `${patchBody.property.description}; sent as it is, in one request`,
							displayOptions: { show: { fieldsInput: ['patch'] } },
						},
					} satisfies Field<'patchJson'>,
				]
			: []),
	];
}

/** How text in rich-text fields is meant. */
export const richTextInput = field<'richTextInput', RichTextInput>({
	property: {
		displayName: 'Rich Text Input',
		name: 'richTextInput',
		type: 'options',
		options: [
			{
				name: 'Detect',
				value: 'detect',
				description: 'HTML if it holds an HTML tag or a character reference, else plain text',
			},
			{ name: 'HTML', value: 'html', description: 'Sent as it is' },
			{
				name: 'Plain Text',
				value: 'plain',
				description: 'Lines become paragraphs, and characters such as < are kept as text',
			},
		],
		default: 'detect',
		description: 'What the text for rich-text fields such as Description is',
	},
});

// The releases to choose from are the project's.
export const fieldsToCreate = fieldInputs(['project.value', 'itemType.value'], 'add', false);
/** What the columns of the mapper depend on: the record, whichever it is. */
const chosenRecord = Object.values(FIELD_OWNERS).map(({ id }) => `${id}.value`);
export const fieldsToUpdate = fieldInputs(chosenRecord, 'map', true);
export const fieldsToReplace = fieldInputs(chosenRecord, 'map', false);

export const childItemType = locator(CHILD_ITEM_TYPE, {
	name: 'childItemType',
	displayName: 'Child Item Type',
	description: 'What a set or folder holds',
});

export const parentItem = locator(PARENT, {
	name: 'parentItem',
	displayName: 'Parent Item',
	description:
		'The component, set, folder or item that holds the item; leave empty for the top of the project',
});

export const project = locator(PROJECT, {
	name: 'project',
	displayName: 'Project',
	in: 'query',
	required: true,
});
export const itemType = locator(NEW_ITEM_TYPE, {
	name: 'itemType',
	displayName: 'Item Type',
	required: true,
	description: 'The type of the new item',
});
