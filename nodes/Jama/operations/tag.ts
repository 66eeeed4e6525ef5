import { locator } from '../../shared/locator';
import type { Resource } from '../../shared/operation';
import {
	projectInBody,
	projectInQuery,
	projectOfList,
	readItemOptions,
	readOptions,
	textInBody,
} from '../fields';
import { TAG } from '../kinds';
import { simplifyItem } from '../simplify';

const id = locator(TAG, {
	name: 'tagId',
	displayName: 'Tag',
	in: 'path',
	as: 'id',
	required: true,
	description: 'The tag to work on',
});
const name = textInBody('name', { displayName: 'Name', name: 'name', required: true });
const picked = [projectOfList, id];

export const tag = {
	name: 'Tag',
	operations: {
		create: {
			name: 'Create',
			action: 'Create tag',
			description: 'Create a tag in a project',
			request: 'POST /tags',
			fields: [projectInBody, name],
			readBack: '/tags/{id}',
		},
		delete: {
			name: 'Delete',
			action: 'Delete tag',
			description: 'Delete a tag and take it off all items',
			request: 'DELETE /tags/{id}',
			fields: picked,
		},
		get: {
			name: 'Get',
			action: 'Get tag',
			description: 'Retrieve a tag',
			request: 'GET /tags/{id}',
			fields: picked,
			collections: { options: readOptions },
		},
		getItems: {
			name: 'Get Items',
			action: 'Get items with tag',
			description: 'Retrieve the items that carry a tag',
			request: 'GET /tags/{id}/items',
			fields: picked,
			collections: { options: readItemOptions },
			list: true,
			simplify: simplifyItem,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many tags',
			description: 'Retrieve a list of many tags of a project',
			request: 'GET /tags',
			fields: [projectInQuery],
			collections: { options: readOptions },
			list: true,
		},
		update: {
			name: 'Update',
			action: 'Update tag',
			description: 'Rename a tag',
			request: 'PUT /tags/{id}',
			keeps: { needed: ['name', 'project'] },
			fields: [...picked, name],
			readBack: '/tags/{tagId}',
		},
	},
} satisfies Resource;
