import { locator } from '../../shared/pickers/locator';
import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { readNumber } from '../../shared/values/inputs';
import { inItem, includeSummary, projectInQuery, projectOfList } from '../fields/fields';
import { manyIds } from '../fields/itemFilters';
import { FILTER, ITEM_TYPE, PROJECT } from '../pickers/kinds';
import { toIds } from '../pickers/manyRecords';
import type { Direction } from './trace';
import { toDepth, toRelationshipTypes, trace } from './trace';
import type { GapDirection } from './gapReading';
import { findGaps, simplifyGap } from './traceGaps';
import { field } from '../../shared/operations/fieldKit';
import { output } from '../../shared/reports/reportItem';
import { chain, chainCalls } from './chain';
import { compareWith, inputKey, itemKey, pairs } from './compareWith';
import { traceMatrix } from './matrix';
import { flatMatrixRow } from './matrixReport';

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
	property: {
		...manyIds(
			'relationshipType',
			'Relationship Type Names or IDs',
			'relationshipTypes',
			'getRelationshipTypes',
		).property,
		name: 'relationshipTypes',
		hint: 'Only relationships of these types are followed; all of them if empty',
	},
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
	description: 'The type of the items to look at',
});
const relatedType = locator(ITEM_TYPE, {
	name: 'relatedType',
	displayName: 'Related Item Type',
	required: true,
	description: 'The type of the items that they should lead to',
});
const FURTHER = 'Then to Item Type Names or IDs';
const furtherTypes = field({
	property: {
		...manyIds('itemType', FURTHER, 'furtherTypes', 'getItemTypes').property,
		name: 'furtherTypes',
		hint: 'A chain: from the related type on to these, in the order in which they are chosen',
	},
	toWire: async (value, context) =>
		value === undefined || value === null || value === ''
			? []
			: await toIds(ITEM_TYPE, FURTHER, value, context),
});
const lastStatus = field({
	property: {
		displayName: 'Status of Last Item',
		name: 'lastStatus',
		type: 'string',
		default: '',
		placeholder: 'e.g. Approved',
		description: 'Only items of the last type with this status count; several with commas',
	},
});
const gapDirection = field<'gapDirection', GapDirection>({
	property: {
		displayName: 'Direction',
		name: 'gapDirection',
		type: 'options',
		options: [
			{ name: 'Downstream', value: 'downstream', description: 'From Item leads to To Item' },
			{ name: 'Either', value: 'either' },
			{ name: 'Upstream', value: 'upstream', description: 'To Item leads to From Item' },
		],
		default: 'downstream',
		description: 'Which way relationships are followed, starting at the items of Item Type',
	},
});

/** What relationships say of a whole chain or of a whole project. */
export const traceability: Resource = {
	name: 'Traceability',
	description: 'Gaps in coverage, and chains of relationships',
	operations: {
		findGaps: functionRow({
			name: 'Find Gaps',
			action: 'Find gaps in traceability',
			description:
				'List the items of one type from which relationships lead to no item of another type, or of a chain of types',
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
				'GET /items/{id}/upstreamrelationships',
				'GET /items/{id}/downstreamrelationships',
				'GET /picklists/{id}/options',
			],
			fields: [
				searchIn,
				inProject,
				projectOfFilter,
				filterId,
				itemType,
				gapDirection,
				relatedType,
				output,
			],
			collections: { options: [furtherTypes, lastStatus, relationshipTypes] },
			simplify: simplifyGap,
			run: findGaps,
		}),
		compareWith: functionRow({
			name: 'Compare With',
			action: 'Compare items with input',
			description: 'List items as in step with input, different, or missing on a side',
			calls: [...chainCalls, 'GET /filters/{filterId}', 'GET /filters/{filterId}/results'],
			fields: [
				searchIn,
				inProject,
				projectOfFilter,
				filterId,
				itemType,
				chain,
				itemKey,
				inputKey,
				pairs,
			],
			collections: { options: [includeSummary] },
			runAll: compareWith,
		}),
		matrix: functionRow({
			name: 'Matrix',
			action: 'Get traceability matrix',
			description: 'List what follows from each item, with gaps, coverage and results',
			calls: [...chainCalls, 'GET /testruns'],
			fields: [projectInQuery, itemType, chain, output],
			collections: { options: [includeSummary] },
			simplify: flatMatrixRow,
			run: traceMatrix,
		}),
		trace: functionRow({
			name: 'Trace',
			action: 'Trace relationships of item',
			description:
				'List the items that relationships lead to from an item, of any type and over several steps, with path and depth',
			calls: [
				'GET /items/{id}',
				'GET /itemtypes',
				'GET /relationshiptypes',
				'GET /items/{id}/upstreamrelationships',
				'GET /items/{id}/upstreamrelated',
				'GET /items/{id}/downstreamrelationships',
				'GET /items/{id}/downstreamrelated',
			],
			fields: [...inItem, direction, depth, output],
			collections: { options: [maxItems, relationshipTypes] },
			run: trace,
		}),
	},
};
