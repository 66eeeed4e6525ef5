import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { itemId, jsonBody, numberInPath } from '../fields/fields';
import { PROJECT } from '../pickers/kinds';
import { getCategoriesOfVersion } from '../api/plainResponses';
import { locator } from '../../shared/pickers/locator';

const categoryPathId = numberInPath('categoryPathId', 'Category Path ID');

export const category = {
	name: 'Category',
	operations: {
		addToItem: {
			name: 'Add to Item (JSON)',
			action: 'Add category to item',
			description: 'Apply a category to an item',
			request: 'POST /items/{id}/categories',
			fields: [itemId, jsonBody()],
		},
		create: {
			name: 'Create (JSON)',
			action: 'Create category',
			description: 'Create a category path',
			request: 'POST /categories',
			fields: [jsonBody()],
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many categories',
			description: 'Retrieve a list of many category paths',
			request: 'GET /categories',
			collections: {
				filters: [
					{
						property: {
							displayName: 'Category Name',
							name: 'categoryName',
							type: 'string',
							default: '',
						},
						in: 'query',
					},
					locator(PROJECT, { name: 'projectId', displayName: 'Project', in: 'query' }),
				],
			},
			list: true,
		},
		getOfItem: {
			name: 'Get Many of Item',
			action: 'Get many categories of item',
			description: 'Retrieve many categories that are applied to an item',
			request: 'GET /items/{id}/categories',
			fields: [itemId],
			list: true,
		},
		getOfVersion: functionRow({
			name: 'Get of Version',
			action: 'Get categories of item version',
			description: 'Retrieve the categories that an item had in a version',
			calls: ['GET /items/{id}/versioncategories'],
			run: getCategoriesOfVersion,
			fields: [
				itemId,
				{
					property: {
						displayName: 'Version',
						name: 'versionNumber',
						type: 'number',
						default: 1,
						description: 'The number of the version, counted from 1',
					},
					in: 'query',
				},
			],
		}),
		removeFromItem: {
			name: 'Remove From Item',
			action: 'Remove category from item',
			description: 'Take a category off an item',
			request: 'DELETE /items/{id}/categories/{categoryPathId}',
			fields: [itemId, categoryPathId],
		},
		setVisibility: {
			name: 'Set Visibility (JSON)',
			action: 'Set visibility of category',
			description: 'Show or hide a category path',
			request: 'PUT /categories/{categoryPathId}/visibility',
			fields: [categoryPathId, jsonBody()],
		},
	},
} satisfies Resource;
