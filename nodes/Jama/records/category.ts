import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { inItem, jsonBody, numberInPath } from '../fields/fields';
import { simplifyUnpublished } from '../fields/unpublishedRows';
import { PROJECT } from '../pickers/kinds';
import { getCategoriesOfVersion } from '../api/plainResponses';
import { ready } from '../../shared/operations/fieldKit';
import { locator } from '../../shared/pickers/locator';

const categoryPathId = numberInPath('categoryPathId', 'Category Path ID');

export const category = {
	name: 'Category',
	description: 'Categories of items, shared by projects',
	operations: {
		addToItem: {
			name: 'Add to Item (JSON)',
			action: 'Add category to item',
			request: 'POST /items/{id}/categories',
			fields: [...inItem, jsonBody()],
		},
		create: {
			name: 'Create (JSON)',
			action: 'Create category',
			request: 'POST /categories',
			fields: [jsonBody()],
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many categories',
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
					ready(locator(PROJECT, { name: 'projectId', displayName: 'Project', in: 'query' })),
				],
			},
			simplify: simplifyUnpublished,
			list: true,
		},
		getManyOfItem: {
			name: 'Get Many of Item',
			action: 'Get many categories of item',
			request: 'GET /items/{id}/categories',
			fields: inItem,
			simplify: simplifyUnpublished,
			list: true,
		},
		getOfVersion: functionRow({
			name: 'Get of Version',
			action: 'Get categories of item version',
			calls: ['GET /items/{id}/versioncategories'],
			simplify: simplifyUnpublished,
			run: getCategoriesOfVersion,
			fields: [
				...inItem,
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
			request: 'DELETE /items/{id}/categories/{categoryPathId}',
			fields: [...inItem, categoryPathId],
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
