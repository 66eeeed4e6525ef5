import { ready } from '../../shared/operations/fieldKit';
import { locator } from '../../shared/pickers/locator';
import type { Resource } from '../../shared/operations/operation';
import { ACTIVITY_EVENTS, ACTIVITY_OBJECTS } from '../values/activityKinds';
import {
	numberInPath,
	projectInQuery,
	readItemOptions,
	readOptions,
	toChoices,
} from '../fields/fields';
import { dateFilters, manyIds } from '../fields/itemFilters';
import { PROJECT } from '../pickers/kinds';
import { simplifyItem } from '../fields/simplify';
import { traceable } from '../fields/record';
import { simplifyTo } from '../fields/rowKinds';
import { simplifyUnpublished } from '../fields/unpublishedRows';

const activityId = numberInPath('activityId', 'Activity ID');
const [happened, ...dates] = dateFilters('date', 'Happened');

export const activity = {
	name: 'Activity',
	description: 'The activity stream: who did what; restores what was deleted',
	operations: {
		get: {
			name: 'Get',
			action: 'Get activity',
			request: 'GET /activities/{activityId}',
			fields: [activityId],
			collections: { options: readOptions },
			simplify: simplifyTo.activity,
		},
		getAdminActivity: {
			name: 'Get Admin Activity',
			action: 'Get admin activity',
			request: 'GET /activities/adminActivity',
			collections: {
				filters: [
					ready(locator(PROJECT, { name: 'projectId', displayName: 'Project', in: 'query' })),
					{
						property: {
							displayName: 'Text',
							name: 'filterTerm',
							type: 'string',
							default: '',
							description: 'What the entries contain',
						},
						in: 'query',
					},
				],
			},
			simplify: simplifyUnpublished,
			list: true,
		},
		getAffectedItems: {
			name: 'Get Affected Items',
			action: 'Get affected items of activity',
			request: 'GET /activities/{activityId}/affecteditems',
			fields: [activityId],
			collections: { options: readItemOptions },
			list: true,
			simplify: simplifyItem,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many activities',
			request: 'GET /activities',
			fields: [projectInQuery],
			collections: {
				filters: [
					ready(happened),
					...dates,
					{
						property: {
							displayName: 'Deletions Only',
							name: 'deleteEvents',
							type: 'boolean',
							default: false,
							description: 'Whether to return only deletions of items',
						},
						in: 'query',
					},
					{
						property: {
							displayName: 'Event Types',
							name: 'eventType',
							type: 'multiOptions',
							options: toChoices(ACTIVITY_EVENTS),
							default: [],
						},
						in: 'query',
					},
					manyIds('itemType', 'Item Type Names or IDs', 'itemTypes', 'getItemTypes'),
					{
						property: {
							displayName: 'Object Types',
							name: 'objectType',
							type: 'multiOptions',
							options: toChoices(ACTIVITY_OBJECTS),
							default: [],
						},
						in: 'query',
					},
				],
				options: readOptions,
			},
			simplify: simplifyTo.activity,
			list: true,
		},
		getManyOfRecord: {
			name: 'Get Many of Record',
			action: 'Get many activities of item, test plan or test run',
			request: 'GET /{recordType}/{recordId}/activities',
			fields: traceable,
			collections: { options: readOptions },
			simplify: simplifyTo.activity,
			list: true,
		},
		restore: {
			name: 'Restore',
			action: 'Restore deleted items of activity',
			description: 'Undo a deletion',
			request: 'POST /activities/{activityId}/restore',
			fields: [activityId],
		},
	},
} satisfies Resource;
