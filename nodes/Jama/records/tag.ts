import { locator } from '../../shared/pickers/locator';
import type { Resource } from '../../shared/operations/operation';
import { text } from '../../shared/operations/fieldKit';
import {
	projectInBody,
	projectInQuery,
	projectOfList,
	readItemOptions,
	readOptions,
	tagId,
} from '../fields/fields';
import { clean } from '../../shared/values/pickOne';
import { TAG } from '../pickers/kinds';
import { simplifyItem } from '../fields/simplify';
import { simplifyAdded, traceable } from '../fields/record';
import { simplifyTo } from '../fields/rowKinds';

const id = { ...tagId, as: 'id' };
const name = text('body.name', { displayName: 'Name', name: 'name', required: true });
const picked = [projectOfList, id];

export const tag = {
	name: 'Tag',
	description: 'Tags of a project, and the records that have them',
	operations: {
		addToRecord: {
			name: 'Add to Record',
			action: 'Add tag to item, test plan or test run',
			description: 'Put a tag of the project on a record',
			request: 'POST /{recordType}/{recordId}/tags',
			fields: [
				...traceable,
				locator(TAG, {
					name: 'tag',
					displayName: 'Tag',
					in: 'body',
					required: true,
					description: 'The tag to put on',
				}),
			],
			exists: { isSame: ({ id: there }, { tag: wanted }) => there === wanted },
			simplify: simplifyAdded({ path: '/tags/{id}', name: 'name', column: 'tagName' }),
		},
		create: {
			name: 'Create',
			action: 'Create tag',
			request: 'POST /tags',
			fields: [projectInBody, name],
			exists: {
				isSame: (row, body) => clean(row.name) === clean(body.name),
				query: ({ project }) => ({ project }),
			},
			simplify: simplifyTo.ofProject,
			readBack: '/tags/{id}',
		},
		delete: {
			name: 'Delete',
			action: 'Delete tag',
			description: 'Delete a tag permanently and take it off all items',
			request: 'DELETE /tags/{id}',
			fields: picked,
		},
		get: {
			name: 'Get',
			action: 'Get tag',
			request: 'GET /tags/{id}',
			fields: picked,
			collections: { options: readOptions },
			simplify: simplifyTo.ofProject,
		},
		getOfRecord: {
			name: 'Get of Record',
			action: 'Get tag of item, test plan or test run',
			request: 'GET /{recordType}/{recordId}/tags/{tagId}',
			fields: [...traceable, tagId],
			collections: { options: readOptions },
			simplify: simplifyTo.ofProject,
		},
		getItems: {
			name: 'Get Items',
			action: 'Get items with tag',
			request: 'GET /tags/{id}/items',
			fields: picked,
			collections: { options: readItemOptions },
			list: true,
			simplify: simplifyItem,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many tags',
			request: 'GET /tags',
			fields: [projectInQuery],
			collections: { options: readOptions },
			simplify: simplifyTo.ofProject,
			list: true,
		},
		getManyOfRecord: {
			name: 'Get Many of Record',
			action: 'Get many tags of item, test plan or test run',
			request: 'GET /{recordType}/{recordId}/tags',
			fields: traceable,
			collections: { options: readOptions },
			simplify: simplifyTo.ofProject,
			list: true,
		},
		removeFromRecord: {
			name: 'Remove From Record',
			action: 'Remove tag from item, test plan or test run',
			description: 'Take a tag off a record; it stays in the project',
			request: 'DELETE /{recordType}/{recordId}/tags/{tagId}',
			fields: [...traceable, tagId],
		},
		update: {
			name: 'Update',
			action: 'Update tag',
			description: 'Rename a tag',
			request: 'PUT /tags/{id}',
			keeps: { needed: ['name', 'project'] },
			fields: [...picked, name],
			simplify: simplifyTo.ofProject,
			readBack: '/tags/{tagId}',
		},
	},
} satisfies Resource;
