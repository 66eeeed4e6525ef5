import { locator } from '../../shared/pickers/locator';
import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { readNumber } from '../../shared/values/inputs';
import { itemId, projectOfList } from '../fields/fields';
import { manyIds } from '../fields/itemFilters';
import { FILTER, ITEM_TYPE, PROJECT } from '../pickers/kinds';
import type { Direction } from './trace';
import { toDepth, toRelationshipTypes, trace } from './trace';
import type { GapDirection } from './traceGaps';
import { findGaps, simplifyGap } from './traceGaps';
import { field } from '../../shared/operations/fieldKit';

const direction = field<'direction', Direction | 'both'>({
	property: {
		displayName: 'Direction',
		name: 'direction',
		type: 'options',
		options: [
			{ name: 'Both', value: 'both', description: 'Upstream first, then downstream' },
			{ name: 'Downstream', value: 'downstream', description: 'What follows from the item' },
			{ name: 'Upstream', value: 'upstream', description: 'What the item follows from' },
		],
		default: 'downstream',
	},
});
const depth = field({
	property: {
		displayName: 'Depth',
		name: 'depth',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20 },
		default: 3,
		description: 'How many relationships away from the item to go, up to 20',
	},
	toWire: toDepth,
});
const maxItems = field({
	property: {
		displayName: 'Max Items',
		name: 'maxItems',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1000,
		description: 'Stop at so many items; a note says when there are more',
	},
	toWire: (value) => readNumber(value, 'Max Items'),
});
const relationshipTypes = field({
	property: manyIds(
		'relationshipType',
		'Relationship Type Names or IDs',
		'relationshipTypes',
		'getRelationshipTypes',
	).property,
	toWire: toRelationshipTypes,
});

const searchIn = field({
	property: {
		displayName: 'Search In',
		name: 'searchIn',
		type: 'options',
		options: [
			{ name: 'Filter', value: 'filter', description: 'The items that a saved filter finds' },
			{ name: 'Project', value: 'project', description: 'All items of a project' },
		],
		default: 'project',
	},
});
const inProject = locator(PROJECT, {
	name: 'projectId',
	displayName: 'Project',
	required: true,
	description: 'The project whose items to look at',
	displayOptions: { show: { searchIn: ['project'] } },
});
const projectOfFilter = field<'project', number | undefined>({
	...projectOfList,
	property: {
		...projectOfList.property,
		description:
			'Needed only to pick from the list below, by name, or a filter of the current project',
		displayOptions: { show: { searchIn: ['filter'] } },
	},
});
const filterId = locator(FILTER, {
	name: 'filterId',
	displayName: 'Filter',
	required: true,
	description: 'The saved filter whose results to look at',
	displayOptions: { show: { searchIn: ['filter'] } },
});
const itemType = locator(ITEM_TYPE, {
	name: 'itemType',
	displayName: 'Item Type',
	required: true,
	description: 'The type of the items that should have a relationship',
});
const relatedType = locator(ITEM_TYPE, {
	name: 'relatedType',
	displayName: 'Related Item Type',
	required: true,
	description: 'The type of the items that they should be related to',
});
const gapDirection = field<'gapDirection', GapDirection>({
	property: {
		displayName: 'Direction',
		name: 'gapDirection',
		type: 'options',
		options: [
			{ name: 'Downstream', value: 'downstream' },
			{ name: 'Either', value: 'either' },
			{ name: 'Upstream', value: 'upstream' },
		],
		default: 'downstream',
		description: 'Where the related items should be, seen from the items',
	},
});

/** What relationships say of a whole chain or of a whole project. */
export const traceability: Resource = {
	name: 'Traceability',
	operations: {
		findGaps: functionRow({
			name: 'Find Gaps',
			action: 'Find gaps in traceability',
			description: 'List the items of one type that lack a relationship to an item of another type',
			calls: [
				'GET /itemtypes/{itemTypeId}',
				'GET /abstractitems/{id}',
				'GET /abstractitems',
				'GET /items',
				'GET /relationships',
				'GET /filters/{filterId}',
				'GET /filters/{filterId}/results',
				'GET /items/{id}/upstreamrelated',
				'GET /items/{id}/downstreamrelated',
			],
			fields: [searchIn, inProject, projectOfFilter, filterId, itemType, gapDirection, relatedType],
			simplify: simplifyGap,
			run: findGaps,
		}),
		trace: functionRow({
			name: 'Trace',
			action: 'Trace relationships of item',
			description: 'List the items that chains of relationships lead to, with path and depth',
			calls: [
				'GET /items/{id}',
				'GET /itemtypes',
				'GET /relationshiptypes',
				'GET /items/{id}/upstreamrelationships',
				'GET /items/{id}/upstreamrelated',
				'GET /items/{id}/downstreamrelationships',
				'GET /items/{id}/downstreamrelated',
			],
			fields: [itemId, direction, depth],
			collections: { options: [maxItems, relationshipTypes] },
			run: trace,
		}),
	},
};
