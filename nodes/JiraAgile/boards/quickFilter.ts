import { locator } from '../../shared/pickers/locator';
import type { Resource } from '../../shared/operations/operation';
import { CLOUD } from '../api/deployments';
import { simplifyTo } from '../fields/rowKinds';
import { boardId } from '../fields/fields';
import { QUICK_FILTER } from '../fields/kinds';

const quickFilterId = locator(QUICK_FILTER, {
	name: 'quickFilterId',
	displayName: 'Quick Filter',
	in: 'path',
	required: true,
});

export const quickFilter = {
	name: 'Quick Filter',
	description: 'The buttons above a board that narrow it down',
	operations: {
		get: {
			name: 'Get',
			action: 'Get quick filter',
			description: 'Retrieve a quick filter of a board',
			request: 'GET /board/{boardId}/quickfilter/{quickFilterId}',
			deployments: CLOUD,
			fields: [boardId, quickFilterId],
			simplify: simplifyTo.quickFilter,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many quick filters',
			description: 'Retrieve a list of many quick filters of a board',
			request: 'GET /board/{boardId}/quickfilter',
			deployments: CLOUD,
			fields: [boardId],
			list: true,
			simplify: simplifyTo.quickFilter,
		},
	},
} satisfies Resource;
