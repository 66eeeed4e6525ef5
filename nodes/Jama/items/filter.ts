import { locator } from '../../shared/pickers/locator';
import { ready } from '../../shared/operations/fieldKit';
import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { countResults } from '../api/plainResponses';
import { projectOfList, readItemOptions, readOptions, toChoices } from '../fields/fields';
import { dateFilters } from '../fields/itemFilters';
import { FILTER, PROJECT, USER } from '../pickers/kinds';
import { simplifyItem } from '../fields/simplify';
import { simplifyTo } from '../fields/rowKinds';

const filterId = locator(FILTER, {
	name: 'filterId',
	displayName: 'Filter',
	in: 'path',
	required: true,
});
const SCOPES = ['ALL_PROJECTS', 'BOUND_PROJECT', 'CURRENT_PROJECT'];

export const filter = {
	name: 'Filter',
	description: 'Saved filters, as in the panel Filters',
	operations: {
		count: functionRow({
			name: 'Count',
			action: 'Count results of filter',
			description: 'Count the items that a saved filter finds',
			calls: ['GET /filters/{filterId}/count'],
			fields: [projectOfList, filterId],
			run: countResults,
		}),
		get: {
			name: 'Get',
			action: 'Get filter',
			request: 'GET /filters/{filterId}',
			fields: [projectOfList, filterId],
			collections: { options: readOptions },
			simplify: simplifyTo.filter,
		},
		getFavorites: {
			name: 'Get Favorites',
			action: 'Get favorite filters',
			description: "Retrieve the favorite filters of the credential's user",
			request: 'GET /users/current/favoritefilters',
			collections: { options: readOptions },
			simplify: simplifyTo.filter,
			list: true,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many filters',
			request: 'GET /filters',
			collections: {
				filters: [
					locator(USER, { name: 'author', displayName: 'Author', in: 'query' }),
					ready(
						locator(PROJECT, {
							name: 'filterProject',
							displayName: 'Project',
							in: 'query',
							as: 'project',
						}),
					),
					{
						property: {
							displayName: 'Scopes',
							name: 'filterScope',
							type: 'multiOptions',
							options: toChoices(SCOPES),
							default: [],
						},
						in: 'query',
					},
				],
				options: readOptions,
			},
			simplify: simplifyTo.filter,
			list: true,
		},
		getResults: {
			name: 'Get Results',
			action: 'Get results of filter',
			request: 'GET /filters/{filterId}/results',
			fields: [projectOfList, filterId],
			collections: {
				filters: [
					...dateFilters('lastActivityDate', 'Last Activity', 'Active'),
					locator(PROJECT, {
						name: 'inProject',
						displayName: 'In Project',
						in: 'query',
						as: 'project',
						description: 'Only for filters that run in the current project',
					}),
				],
				options: readItemOptions,
			},
			list: true,
			simplify: simplifyItem,
		},
	},
} satisfies Resource;
