/** Jama's operations that are several requests; `$json` names the record, and `label` differs from run to run. */
import type { IDataObject } from 'n8n-workflow';
import { TYPE } from '../../servers/jama/seed/seedTypes';
import type { Work } from './work';
import { byId, byKey, byName, mapped } from './work';

const PROJECT = byId(2);
const itemId = byId('={{ $json.id }}');
const testCycleId = byId('={{ $json.cycle }}');
const priority = mapped({ priority: '={{ $json.label }}' });
/** A result as a report of JUnit has it. */
const asJUnit = ({ key, result }: IDataObject) => ({
	name: key,
	...(result === 'failed' ? { failure: { message: 'at line 7' } } : {}),
});
const keysOf = (items: IDataObject[]) => items.map(({ key }) => key).join(', ');

export const WORK_OF_JAMA: Work[] = [
	{ operation: 'item.get', how: 'simplified', parameters: { itemId } },
	{
		operation: 'item.update',
		how: 'one label',
		parameters: { itemId, fields: priority },
		aim: [5, 3, 3.1],
	},
	{
		operation: 'item.update',
		how: 'without read-back',
		parameters: { itemId, fields: priority, options: { returnRecord: false } },
		aim: [5, 2, 2.1],
	},
	{ operation: 'item.updateWithLock', parameters: { itemId, fields: priority } },
	{
		operation: 'item.replace',
		parameters: { itemId, fields: mapped({ name: 'Only', priority: '={{ $json.label }}' }) },
	},
	{
		operation: 'item.create',
		parameters: {
			project: PROJECT,
			itemType: byId(TYPE.system),
			parentItem: byId(8),
			fields: mapped({ name: '={{ $json.key }}', priority: '={{ $json.label }}' }),
		},
	},
	{
		operation: 'item.createOrUpdate',
		how: 'by document key',
		parameters: {
			project: PROJECT,
			itemType: byId(TYPE.system),
			matchBy: 'documentKey',
			matchValue: '={{ $json.key }}',
			fields: priority,
		},
	},
	{
		operation: 'item.updateMany',
		how: 'by document key',
		parameters: { rowsJson: '={{ $json.rows }}' },
		inOne: (items) => ({
			rows: items.map(({ key, label }) => ({ documentKey: key, priority: label })),
		}),
	},
	{
		operation: 'item.move',
		parameters: { itemId, moveTo: 'item', parentItem: byId('={{ $json.folder }}') },
	},
	{
		operation: 'item.setStatus',
		parameters: { itemId, status: '={{ $json.status }}' },
	},
	{ operation: 'item.getChanges', parameters: { itemId } },
	{
		operation: 'relationship.create',
		parameters: { fromItem: itemId, toItem: byId('={{ $json.other }}') },
	},
	{ operation: 'traceability.trace', parameters: { itemId } },
	{
		operation: 'traceability.findGaps',
		parameters: {
			projectId: PROJECT,
			itemType: byId(TYPE.system),
			relatedType: byName('Software Requirement'),
		},
	},
	{
		operation: 'traceability.matrix',
		parameters: {
			project: PROJECT,
			itemType: byId(TYPE.system),
			chain: { step: [{ itemType: 'Software Requirement' }, { itemType: 'Test Case' }] },
		},
	},
	{
		operation: 'traceability.compareWith',
		parameters: {
			projectId: PROJECT,
			itemType: byId(TYPE.system),
			itemKey: 'documentKey',
			inputKey: 'key',
			compareFields: { pair: [{ field: 'name', inputField: 'name' }] },
		},
	},
	{
		operation: 'attachment.uploadAndAttach',
		parameters: { attachTo: 'items', itemId },
		file: true,
	},
	{
		operation: 'attachment.download',
		parameters: { attachmentId: '={{ $json.attachment }}' },
	},
	{
		operation: 'attachment.embedLink',
		parameters: {
			itemId,
			attachmentId: '={{ $json.attachment }}',
			additionalFields: { linkText: '={{ $json.label }}' },
		},
	},
	{ operation: 'attachment.downloadEmbedded', parameters: { itemId }, of: 'items with a file' },
	{
		operation: 'testPlan.build',
		parameters: {
			project: PROJECT,
			name: 'Regression',
			casesFrom: 'list',
			testCases: '={{ $json.keys }}',
			additionalFields: { cycleName: 'Build 7', startDate: '2026-02-03', endDate: '2026-02-10' },
		},
		of: 'runs',
		inOne: (items) => ({ keys: keysOf(items) }),
	},
	{
		operation: 'testRun.recordResult',
		how: 'by test case',
		parameters: {
			testCycleId,
			testCaseId: byKey('={{ $json.key }}'),
			status: '={{ $json.result }}',
		},
		of: 'runs',
	},
	{
		operation: 'testCycle.importResults',
		parameters: { testCycleId },
		of: 'runs',
		inOne: (items) => ({
			cycle: items[0]?.cycle,
			testsuite: { testcase: items.map(asJUnit) },
		}),
	},
	{ operation: 'testCycle.getSummary', parameters: { testCycleId }, of: 'runs' },
];
