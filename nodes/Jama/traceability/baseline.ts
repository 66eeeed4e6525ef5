import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { locator } from '../../shared/pickers/locator';
import {
	includeSummary,
	jsonBody,
	projectId,
	projectInQuery,
	projectOfList,
	readItemOptions,
	readOptions,
} from '../fields/fields';
import { UNDOCUMENTED } from '../fields/bodies';
import { compareBaselines } from './baselineCompare';
import { BASELINE, ITEM } from '../pickers/kinds';
import { field } from '../../shared/operations/fieldKit';
import { output } from '../../shared/reports/reportItem';
import { simplifyRecord } from '../fields/recordRows';
import { simplifyTo } from '../fields/rowKinds';
import { simplifyUnpublished } from '../fields/unpublishedRows';

const baselineId = locator(BASELINE, {
	name: 'baselineId',
	displayName: 'Baseline',
	in: 'path',
	required: true,
});
const itemInPath = locator(ITEM, {
	name: 'itemId',
	displayName: 'Item',
	in: 'path',
	required: true,
	description: 'The item in the baseline',
});
const picked = [projectOfList, baselineId];
const compareWith = field({
	property: {
		displayName: 'Compare With',
		name: 'compareWith',
		type: 'options',
		options: [
			{ name: 'Another Baseline', value: 'baseline' },
			{ name: 'Now', value: 'now', description: 'What the baseline would hold if created now' },
		],
		default: 'now',
	},
});
const otherBaselineId = locator(BASELINE, {
	name: 'otherBaselineId',
	displayName: 'Other Baseline',
	required: true,
	description: 'The baseline to compare with, usually the later one',
	displayOptions: { show: { compareWith: ['baseline'] } },
});
export const baseline = {
	name: 'Baseline',
	description: 'Snapshots of items to compare with',
	operations: {
		compare: functionRow({
			name: 'Compare',
			action: 'Compare baseline',
			description: 'List what was added, changed and removed since a baseline, or between two',
			calls: [
				'GET /baselines/{baselineId}',
				'GET /baselines/{baselineId}/versioneditems',
				'GET /items/{id}',
				'GET /items',
				'GET /filters/{filterId}',
				'GET /filters/{filterId}/results',
			],
			fields: [...picked, compareWith, otherBaselineId, output],
			collections: { options: [includeSummary] },
			run: compareBaselines,
		}),
		create: {
			name: 'Create (Labs, JSON)',
			action: 'Create baseline',
			description: 'Freeze the present state of items',
			request: 'POST /baselines',
			root: 'labs',
			fields: [jsonBody()],
		},
		createFolder: {
			name: 'Create Folder (Labs, JSON)',
			action: 'Create baseline folder',
			request: 'POST /baselines/folders',
			root: 'labs',
			fields: [jsonBody()],
		},
		delete: {
			name: 'Delete',
			action: 'Delete baseline',
			description: `Delete a baseline permanently; ${UNDOCUMENTED}`,
			request: 'DELETE /baselines/{baselineId}',
			fields: picked,
		},
		get: {
			name: 'Get',
			action: 'Get baseline',
			request: 'GET /baselines/{baselineId}',
			fields: picked,
			collections: { options: readOptions },
			simplify: simplifyTo.baseline,
		},
		getFolders: {
			name: 'Get Folders (Labs)',
			action: 'Get baseline folders',
			request: 'GET /baselines/folders',
			root: 'labs',
			simplify: simplifyTo.baselineFolder,
			list: true,
		},
		getItem: {
			name: 'Get Item',
			action: 'Get item in baseline',
			description: 'Retrieve an item as it was in a baseline',
			request: 'GET /baselines/{baselineId}/versioneditems/{itemId}',
			fields: [...picked, itemInPath],
			collections: { options: readItemOptions },
			simplify: simplifyRecord,
		},
		getItemRelationships: {
			name: 'Get Item Relationships',
			action: 'Get relationships of item in baseline',
			description: 'Retrieve the relationships that an item had in a baseline',
			request: 'GET /baselines/{baselineId}/versioneditems/{itemId}/versionedrelationships',
			fields: [...picked, itemInPath],
			collections: { options: readOptions },
			simplify: simplifyTo.earlierRelationship,
			list: true,
		},
		getItems: {
			name: 'Get Items',
			action: 'Get items in baseline',
			description: 'Retrieve the items as they were in a baseline',
			request: 'GET /baselines/{baselineId}/versioneditems',
			fields: picked,
			collections: { options: readItemOptions },
			simplify: simplifyRecord,
			list: true,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many baselines',
			request: 'GET /baselines',
			fields: [projectInQuery],
			collections: { options: readOptions },
			simplify: simplifyTo.baseline,
			list: true,
		},
		getReviewLink: {
			name: 'Get Review Link',
			action: 'Get review link of baseline',
			description: 'Retrieve the review that a baseline belongs to',
			request: 'GET /baselines/{baselineId}/reviewlink',
			fields: picked,
			simplify: simplifyUnpublished,
		},
		moveSource: {
			name: 'Move Source (JSON)',
			action: 'Move baseline source',
			description: 'Move the source of baselines to another folder',
			request: 'PUT /baselinetree/{projectId}/move',
			fields: [projectId, jsonBody()],
		},
		update: {
			name: 'Update (JSON)',
			action: 'Update baseline',
			request: 'PUT /baselines/{baselineId}',
			fields: [...picked, jsonBody()],
		},
	},
} satisfies Resource;
