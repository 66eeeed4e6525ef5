import { field } from '../../shared/operations/fieldKit';
import { isRecord } from '../../shared/values/objectPath';
import { keepNames } from '../../shared/operations/columns';
import type { Field, Operation } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { functionRow } from '../../shared/operations/operation';
import type { Session } from '../../shared/session/session';
import { inItem } from '../fields/fields';
import { updateManyItems } from './itemBulk';
import { updateWithLock } from './itemLocked';
import { upsertItems } from './itemUpsert';
import { simplifyItem } from '../fields/simplify';
import {
	childItemType,
	fieldsToCreate,
	fieldsToReplace,
	itemType,
	parentItem,
	project,
	richTextInput,
} from './itemFields';

/** The field that an item is recognized by: from the list of its item type's, or by name or label. */
const matchField = field({
	property: {
		displayName: 'Match Field',
		name: 'matchField',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchMatchFields', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. jira_key' },
		],
		description: 'A text field of the item type, such as one with the key of another system',
		displayOptions: { show: { matchBy: ['field'] } },
	},
	// Text from an expression or an agent is a name, too.
	toWire: (value) => (isRecord(value) ? value.value : value),
});

const match: Field[] = [
	{
		property: {
			displayName: 'Match By',
			name: 'matchBy',
			type: 'options',
			options: [
				{ name: 'Document Key', value: 'documentKey' },
				{ name: 'Field Value', value: 'field' },
				{ name: 'Global ID', value: 'globalId' },
			],
			default: 'field',
			description: 'How to recognize the item that is there already',
		},
	},
	matchField,
	{
		property: {
			displayName: 'Match Value',
			name: 'matchValue',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. EXT-42',
			description: 'What the item has there, compared exactly',
		},
	},
];

/** Simplified, with what the operation says of its own. */
async function simplifyOutcome(row: Row, session: Session): Promise<Row> {
	const { created, note } = row;
	const own = { ...(created === undefined ? {} : { created }), ...(note ? { note } : {}) };
	const simple = await simplifyItem(row, session);
	return keepNames(simple, { ...own, ...simple });
}

/** Operations on items that are several requests. */
export const itemOneStep = {
	updateMany: functionRow({
		name: 'Update Many',
		action: 'Update many items',
		description: 'Change fields of many items and return what became of each',
		calls: ['GET /abstractitems', 'GET /items/{id}', 'PATCH /items/{id}'],
		fields: [
			{
				property: {
					displayName: 'Rows',
					name: 'rowsJson',
					type: 'json',
					typeOptions: { rows: 6 },
					required: true,
					default: '[\n  { "documentKey": "", "name": "" }\n]',
					description:
						'A list of objects, each with an item and its new values by field name or label',
					hint: 'Each object names its item as "id" or "documentKey"; labels are accepted as values',
				},
			},
			{
				property: {
					displayName: 'Dry Run',
					name: 'dryRun',
					type: 'boolean',
					default: false,
					description: 'Whether to change nothing and only show what would be sent',
				},
			},
		],
		collections: { options: [richTextInput] },
		run: updateManyItems,
	}),
	updateWithLock: functionRow({
		name: 'Update With Lock',
		action: 'Update item with lock',
		description: 'Lock an item, change fields of its latest content, and unlock it again',
		calls: ['PUT /items/{id}/lock', 'GET /items/{id}', 'PUT /items/{id}'],
		fields: [...inItem, ...fieldsToReplace],
		collections: { options: [richTextInput] },
		simplify: simplifyOutcome,
		readBack: '/items/{itemId}',
		touches: ({ itemId: id }) => [String(id)],
		run: updateWithLock,
	}),
	createOrUpdate: functionRow({
		name: 'Create or Update',
		action: 'Create or update item',
		description: 'Create a new item, or update the current one if it already exists (upsert)',
		calls: [
			'GET /itemtypes/{itemTypeId}',
			'GET /abstractitems',
			'PATCH /items/{id}',
			'POST /items',
			'GET /items/{id}',
		],
		fields: [project, itemType, ...match, parentItem, ...fieldsToCreate],
		collections: { additionalFields: [childItemType], options: [richTextInput] },
		simplify: simplifyOutcome,
		readBack: '/items/{id}',
		runAll: upsertItems,
	}),
} satisfies Record<string, Operation>;
