import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { toggle } from '../../shared/operations/fieldKit';
import {
	inItem,
	itemId,
	jsonBody,
	projectOfList,
	readItemOptions,
	readOptions,
} from '../fields/fields';
import { changesFrom, changesTo, getChanges, includeActivities } from '../history/itemChanges';
import { FIELD_OWNERS } from '../pickers/fieldOwners';
import { checkFilters, itemFilters, itemSort, recordKinds } from '../fields/itemFilters';
import { moveItem } from './itemMove';
import { createItem, replaceItem, touchedBy, touchedByReplace, updateFieldsOf } from './itemWrites';
import { PROJECT } from '../pickers/kinds';
import { PARENT } from '../pickers/parentKind';
import { locator } from '../../shared/pickers/locator';
import { simplifyItem } from '../fields/simplify';
import {
	childItemType,
	fieldsToCreate,
	fieldsToReplace,
	fieldsToUpdate,
	itemType,
	parentItem,
	project,
	richTextInput,
} from './itemFields';
import { itemOneStep } from './itemOneStep';
import { comment, setStatus, simplifyStatus, status } from './itemWorkflow';
import { lockOperations } from '../fields/lock';
import { recordId } from '../fields/record';
import { simplifyTo } from '../fields/rowKinds';

const readItems = {
	collections: { options: readItemOptions },
	list: true,
	simplify: simplifyItem,
};

export const item = {
	name: 'Item',
	description: 'Requirements, test cases, defects, folders: what the project tree holds',
	operations: {
		create: functionRow({
			name: 'Create',
			action: 'Create item',
			description: 'Create an item in a project',
			calls: ['GET /itemtypes/{itemTypeId}', 'POST /items', 'GET /items/{id}'],
			fields: [project, itemType, parentItem, ...fieldsToCreate],
			collections: {
				additionalFields: [
					childItemType,
					{
						property: {
							displayName: 'Global ID',
							name: 'globalId',
							type: 'string',
							default: '',
							placeholder: 'e.g. GID-1234',
							description: 'A global ID of your own instead of the next one',
						},
					},
				],
				options: [richTextInput],
			},
			simplify: simplifyItem,
			readBack: '/items/{id}',
			run: createItem,
		}),
		delete: {
			name: 'Delete',
			action: 'Delete item',
			description: 'Delete an item and everything below it; Activity: Restore can undo it',
			request: 'DELETE /items/{id}',
			fields: inItem,
		},
		duplicate: {
			name: 'Duplicate',
			action: 'Duplicate item',
			description: 'Copy name and description of an item that has no items below it',
			request: 'POST /items/{id}/duplicate',
			fields: inItem,
			collections: {
				options: [
					toggle('body.includeAttachments', {
						displayName: 'Include Attachments',
						name: 'includeAttachments',
						description: 'Whether the copy gets the attachments of the item',
					}),
					toggle('body.includeLinks', {
						displayName: 'Include Links',
						name: 'includeLinks',
						description: 'Whether the copy gets the links of the item',
					}),
					toggle('body.includeTags', {
						displayName: 'Include Tags',
						name: 'includeTags',
						description: 'Whether the copy gets the tags of the item',
					}),
				],
			},
			simplify: simplifyItem,
			readBack: '/items/{id}',
		},
		get: {
			name: 'Get',
			action: 'Get item',
			request: 'GET /items/{id}',
			fields: inItem,
			collections: { options: readItemOptions },
			simplify: simplifyItem,
		},
		getChanges: functionRow({
			name: 'Get Changes',
			action: 'Get changes of item',
			description: 'List the fields that changed between two versions or dates, and by whom',
			calls: [
				'GET /items/{id}/versions',
				'GET /items/{id}/versions/{versionNum}/versioneditem',
				'GET /items/{id}/activities',
			],
			fields: [...inItem, changesFrom, changesTo, includeActivities],
			run: getChanges,
		}),
		getChildren: {
			name: 'Get Children',
			action: 'Get children of item',
			request: 'GET /items/{id}/children',
			fields: inItem,
			...readItems,
		},
		getLocation: {
			name: 'Get Location',
			action: 'Get location of item',
			description: 'Retrieve the location of an item in the tree of its project',
			request: 'GET /items/{id}/location',
			fields: inItem,
			collections: { options: readOptions },
			simplify: simplifyTo.location,
		},
		getOfAnyType: {
			name: 'Get of Any Type',
			action: 'Get item of any type',
			description: 'Retrieve an item, test plan, test cycle, test run or attachment',
			request: 'GET /abstractitems/{recordId}',
			fields: [projectOfList, recordId],
			collections: { options: readItemOptions },
			simplify: simplifyItem,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many items',
			description: 'Search for many items, or other kinds of records, of any project and type',
			request: 'GET /abstractitems',
			fields: [recordKinds],
			collections: { filters: itemFilters, options: [...readItemOptions, itemSort] },
			list: true,
			afterList: checkFilters,
			simplify: simplifyItem,
		},
		getManyInProject: {
			name: 'Get Many in Project',
			action: 'Get many items in project',
			description: 'Retrieve many items of one project in the order of its tree',
			request: 'GET /items',
			fields: [project],
			...readItems,
			collections: {
				options: [
					...readItemOptions,
					{
						property: {
							displayName: 'Top Level Only',
							name: 'rootOnly',
							type: 'boolean',
							default: false,
							description: 'Whether to return only the items directly below the project',
						},
						in: 'query',
					},
				],
			},
		},
		getParent: {
			name: 'Get Parent',
			action: 'Get parent of item',
			request: 'GET /items/{id}/parent',
			fields: inItem,
			collections: { options: readItemOptions },
			simplify: simplifyItem,
		},
		...lockOperations({
			owner: 'items',
			noun: 'item',
			id: itemId,
			above: [projectOfList],
		}),
		...itemOneStep,
		move: functionRow({
			name: 'Move',
			action: 'Move item',
			description:
				'Move an item and everything below it under another parent, which Jama does in the background',
			calls: ['PUT /items/{id}/location', 'GET /items/{id}'],
			fields: [
				...inItem,
				{
					property: {
						displayName: 'Move To',
						name: 'moveTo',
						type: 'options',
						options: [
							{ name: 'Item', value: 'item' },
							{ name: 'Top of Project', value: 'project' },
						],
						default: 'item',
					},
				},
				locator(PARENT, {
					name: 'parentItem',
					displayName: 'Parent Item',
					required: true,
					description: 'The component, set, folder or item to move it to',
					displayOptions: { show: { moveTo: ['item'] } },
				}),
				locator(PROJECT, {
					name: 'parentProject',
					displayName: 'Project',
					required: true,
					description: 'The project to move it to',
					displayOptions: { show: { moveTo: ['project'] } },
				}),
			],
			simplify: simplifyItem,
			readBack: '/items/{itemId}',
			run: moveItem,
		}),
		replace: functionRow({
			name: 'Replace',
			action: 'Replace item',
			description: 'Set the whole content of an item; fields that are not given are cleared',
			calls: ['GET /items/{id}', 'PUT /items/{id}'],
			fields: [...inItem, ...fieldsToReplace],
			collections: {
				additionalFields: [childItemType, parentItem],
				options: [richTextInput],
			},
			simplify: simplifyItem,
			readBack: '/items/{itemId}',
			touches: touchedByReplace,
			run: replaceItem,
		}),
		setStatus: functionRow({
			name: 'Set Status',
			action: 'Set status of item',
			description: 'Give an item a status, by its workflow if a transition leads there',
			calls: [
				'GET /items/{id}',
				'GET /items/{id}/workflowtransitionoptions',
				'POST /items/{id}/workflowtransitions',
				'PATCH /items/{id}',
			],
			fields: [...inItem, status],
			collections: { additionalFields: [comment] },
			simplify: simplifyStatus,
			touches: ({ itemId: id }) => [String(id)],
			run: setStatus,
		}),
		setTreeLocation: {
			name: 'Set Tree Location (JSON)',
			action: 'Set tree location of item',
			description: 'Place an item under a parent and beside a neighbor',
			request: 'PUT /items/treeLocation',
			fields: [jsonBody()],
		},
		update: functionRow({
			name: 'Update',
			action: 'Update item',
			description: 'Change fields of an item; what is not given stays as it is',
			calls: ['GET /items/{id}', 'PATCH /items/{id}'],
			fields: [...inItem, ...fieldsToUpdate],
			collections: { options: [richTextInput] },
			simplify: simplifyItem,
			readBack: '/items/{itemId}',
			touches: touchedBy(FIELD_OWNERS.item),
			run: updateFieldsOf(FIELD_OWNERS.item),
		}),
		updateInBackground: {
			name: 'Update in Background (JSON)',
			action: 'Update many items in background',
			description: 'Hand many changes to Jama at once, which it does in the background',
			request: 'PATCH /items',
			fields: [jsonBody('[]')],
		},
	},
} satisfies Resource;
