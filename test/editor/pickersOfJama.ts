import { byName, empty, jamaUrl, project, type FormOf, type Picker } from './pickerParts';

const ofItem = (key: string) => ({
	'By ID': '34',
	'By Key': key,
	'By Global ID': 'GID-34',
	'By URL': 'https://example.jamacloud.com/perspective.req#/items/34?projectId=2',
});
const testPlan: Picker = {
	parameter: 'testPlanId',
	search: 'verif',
	entry: 'Release 1.0 Verification',
	ways: byName('Release 1.0 Verification', jamaUrl('testplans/1')),
};
export const JAMA: FormOf[] = [
	{
		parameters: {
			resource: 'relationship',
			operation: 'create',
			additionalFields: { relationshipType: empty },
		},
		pickers: [
			{
				parameter: 'fromItem',
				search: 'PUMP-SYS-1',
				entry: 'PUMP-SYS-1:',
				ways: ofItem('PUMP-SYS-1'),
			},
			{
				parameter: 'relationshipType',
				search: 'deriv',
				entry: 'Derived From',
				ways: byName('Derived From'),
			},
		],
	},
	{
		parameters: { resource: 'project', operation: 'create', additionalFields: { parent: empty } },
		pickers: [{ parameter: 'parent', search: '', entry: 'Devices', ways: { 'By ID': '1' } }],
	},
	{
		parameters: { resource: 'testRun', operation: 'get' },
		pickers: [
			project('project'),
			testPlan,
			{
				parameter: 'testCycleId',
				search: 'build',
				entry: 'Build 1',
				ways: byName('Build 1', jamaUrl('testcycles/1')),
			},
			{
				parameter: 'testRunId',
				search: 'alarm',
				entry: 'Alarm',
				ways: byName('Alarm', jamaUrl('testruns/1')),
			},
		],
	},
	{
		parameters: { resource: 'testGroup', operation: 'getCase' },
		pickers: [
			{ ...project('project'), ways: undefined },
			{ ...testPlan, ways: undefined },
			{
				parameter: 'testGroupId',
				search: 'regr',
				entry: 'Regression',
				ways: byName('Regression'),
			},
			{
				parameter: 'testCaseId',
				search: 'PUMP-TC-1',
				entry: 'PUMP-TC-1:',
				ways: ofItem('PUMP-TC-1'),
			},
		],
	},
	{
		parameters: { resource: 'picklist', operation: 'getOption' },
		pickers: [
			{
				parameter: 'picklistId',
				search: 'prio',
				entry: 'Priority',
				ways: byName('Priority'),
			},
			{
				parameter: 'picklistOptionId',
				search: 'hi',
				entry: 'High',
				ways: { 'By ID': '101', 'By Name': 'High' },
			},
		],
	},
	{
		parameters: { resource: 'userGroup', operation: 'removeUser' },
		pickers: [
			{
				parameter: 'userGroupId',
				search: 'engin',
				entry: 'Pump Engineers',
				ways: byName('Pump Engineers'),
			},
			{
				parameter: 'userId',
				search: 'anna',
				entry: 'Anna Lindqvist',
				ways: { 'By ID': '7', 'By Name': 'anna.lindqvist' },
			},
		],
	},
	{
		parameters: { resource: 'tag', operation: 'get' },
		pickers: [
			{ ...project('project'), ways: undefined },
			{
				parameter: 'tagId',
				search: 'saf',
				entry: 'safety',
				ways: byName('safety'),
			},
		],
	},
	{
		parameters: { resource: 'tag', operation: 'addToRecord', recordType: 'items' },
		pickers: [
			{
				parameter: 'recordId',
				search: 'PUMP-SYS-1',
				entry: 'PUMP-SYS-1:',
				ways: ofItem('PUMP-SYS-1'),
			},
			// The tags are those of the record's project.
			{ parameter: 'tag', search: 'saf', entry: 'safety' },
		],
	},
	{
		parameters: { resource: 'version', operation: 'getMany', recordType: 'testruns' },
		pickers: [
			{ ...project('project'), ways: undefined },
			{ parameter: 'recordId', search: '', entry: 'PUMP-TSTRN-' },
		],
	},
	{
		parameters: { resource: 'release', operation: 'get' },
		pickers: [
			{ ...project('project'), ways: undefined },
			{
				parameter: 'releaseId',
				search: '1.1',
				entry: 'Release 1.1',
				ways: byName('Release 1.1'),
			},
		],
	},
	{
		parameters: { resource: 'baseline', operation: 'get' },
		pickers: [
			{ ...project('project'), ways: undefined },
			{
				parameter: 'baselineId',
				search: '',
				entry: 'Baseline 2',
				ways: byName('Release 1.0'),
			},
		],
	},
	{
		parameters: { resource: 'traceability', operation: 'findGaps', searchIn: 'filter' },
		pickers: [
			{ ...project('project'), ways: undefined },
			{
				parameter: 'filterId',
				search: 'alarm',
				entry: 'Alarms everywhere',
				ways: byName('Alarms everywhere'),
			},
		],
	},
	{
		parameters: { resource: 'itemType', operation: 'get' },
		pickers: [
			{
				parameter: 'itemTypeId',
				search: 'risk',
				entry: 'Risk',
				ways: { 'By ID': '33', 'By Name': 'Risk' },
			},
		],
	},
	{
		parameters: { resource: 'itemWorkflow', operation: 'transition' },
		pickers: [
			{ parameter: 'itemId', search: 'PUMP-SYS-1', entry: 'PUMP-SYS-1:' },
			{
				parameter: 'transitionId',
				search: '',
				entry: 'Send to review',
				ways: { 'By ID': '3', 'By Name': 'Approve' },
			},
		],
	},
	{
		parameters: { resource: 'item', operation: 'setStatus' },
		pickers: [
			{ parameter: 'itemId', search: 'PUMP-SYS-1', entry: 'PUMP-SYS-1:' },
			{
				parameter: 'status',
				search: 'appr',
				entry: 'Approved',
				ways: { 'By ID': '203', 'By Name': 'In Review' },
			},
		],
	},
	{
		parameters: {
			resource: 'item',
			operation: 'create',
			additionalFields: { childItemType: empty },
		},
		pickers: [
			{ ...project('project'), ways: undefined },
			{ parameter: 'parentItem', search: 'top of', entry: 'Top of the project' },
			{ parameter: 'childItemType', search: 'risk', entry: 'Risk' },
		],
	},
	{
		parameters: { resource: 'item', operation: 'createOrUpdate', matchBy: 'field' },
		pickers: [
			project('project'),
			{ parameter: 'itemType', search: 'system', entry: 'System Requirement' },
			{
				parameter: 'matchField',
				search: 'jira',
				entry: 'Jira Key (jira_key$33)',
				ways: { 'By Name': 'Jira Key' },
			},
		],
	},
	{
		parameters: {
			resource: 'item',
			operation: 'getMany',
			filters: { projects: [], itemTypes: [], releases: [] },
		},
		choices: [
			{ parameter: 'projects', labels: ['Infusion Pump (PUMP)'] },
			{ parameter: 'itemTypes', labels: ['System Requirement', 'Risk'] },
			{ parameter: 'releases', labels: ['Release 1.1'] },
		],
	},
	{
		parameters: {
			resource: 'traceability',
			operation: 'trace',
			options: { relationshipTypes: [] },
		},
		choices: [{ parameter: 'relationshipTypes', labels: ['Derived From', 'Verified By'] }],
	},
];
