import type { Json } from '../n8n/api';

/** A picker of a form, and what is done with it. */
export interface Picker {
	parameter: string;
	/** What is typed into the search of the list. */
	search: string;
	/** An entry that is there then; the text searched for unless said otherwise. */
	entry?: string;
	/** What is typed in each other way to name a record, by the way's label. */
	ways?: Record<string, string>;
}

/** A dropdown of several choices that the node loads. */
export interface Choices {
	parameter: string;
	labels: string[];
}

export interface PickerForm {
	node: 'jama' | 'jiraAgile' | 'jamaTrigger';
	parameters: Json;
	/** From top to bottom: what is picked above decides what is listed below. */
	pickers?: Picker[];
	choices?: Choices[];
}

const empty = { __rl: true, mode: 'list', value: '' };
const jamaUrl = (path: string) => `https://example.jamacloud.com/rest/v1/${path}`;
const ofItem = (key: string) => ({
	'By ID': '34',
	'By Document Key': key,
	'By Global ID': 'GID-34',
	'By URL': 'https://example.jamacloud.com/perspective.req#/items/34?projectId=2',
});
/** The ways to name most records. */
const byName = (name: string, url: string) => ({ 'By ID': '1', 'By Name': name, 'By URL': url });

const project = (parameter: string): Picker => ({
	parameter,
	search: 'infus',
	entry: 'Infusion Pump (PUMP)',
	ways: {
		'By ID': '2',
		'By Key': 'PUMP',
		'By URL': 'https://example.jamacloud.com/perspective.req#/projects/2/dashboard',
	},
});
const testPlan: Picker = {
	parameter: 'testPlanId',
	search: 'verif',
	entry: 'Release 1.0 Verification',
	ways: byName('Release 1.0 Verification', jamaUrl('testplans/1')),
};
const board: Picker = {
	parameter: 'boardId',
	search: 'PUMP',
	entry: 'PUMP board',
	ways: byName('PUMP board', 'https://example.atlassian.net/jira/software/projects/PUMP/boards/1'),
};

const JAMA: Array<Omit<PickerForm, 'node'>> = [
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
				ways: byName('Derived From', jamaUrl('relationshiptypes/2')),
			},
		],
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
				search: 'a',
				entry: '',
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
				ways: byName('Regression', jamaUrl('testgroups/2')),
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
				ways: byName('Priority', jamaUrl('picklists/1')),
			},
			{
				parameter: 'picklistOptionId',
				search: 'hi',
				entry: 'High',
				ways: { 'By ID': '101', 'By Name': 'High', 'By URL': jamaUrl('picklistoptions/101') },
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
				ways: byName('Pump Engineers', jamaUrl('usergroups/2')),
			},
			{
				parameter: 'userId',
				search: 'anna',
				entry: 'Anna Lindqvist',
				ways: { 'By ID': '7', 'By Name': 'anna.lindqvist', 'By URL': jamaUrl('users/7') },
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
				ways: byName('safety', jamaUrl('tags/1')),
			},
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
				ways: byName('Release 1.1', jamaUrl('releases/2')),
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
				entry: '',
				ways: byName('Release 1.0', jamaUrl('baselines/1')),
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
				ways: byName('Alarms everywhere', jamaUrl('filters/3')),
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
				ways: { 'By ID': '33', 'By Name': 'Risk', 'By URL': jamaUrl('itemtypes/33') },
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
				entry: '',
				ways: { 'By ID': '3', 'By Name': 'Approve' },
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

const keyed = (key: string) => ({
	'By ID': '10012',
	'By Key': key,
	'By URL': `https://example.atlassian.net/browse/${key}`,
});

const JIRA: Array<Omit<PickerForm, 'node'>> = [
	{
		parameters: {
			resource: 'epic',
			operation: 'rank',
			additionalFields: { rankCustomFieldId: empty },
		},
		pickers: [
			board,
			{
				parameter: 'epicIdOrKey',
				search: 'alarm',
				entry: 'PUMP-1: Alarms',
				ways: { ...keyed('PUMP-1'), 'By Name': 'Alarms' },
			},
			{ parameter: 'rankCustomFieldId', search: 'rank', entry: 'Rank', ways: { 'By ID': '10019' } },
		],
	},
	{
		parameters: { resource: 'quickFilter', operation: 'get' },
		pickers: [
			{ ...board, ways: undefined },
			{
				parameter: 'quickFilterId',
				search: '',
				entry: '',
				ways: byName(
					'Only My Issues',
					'https://example.atlassian.net/rest/agile/1.0/board/1/quickfilter/1',
				),
			},
		],
	},
	{
		parameters: { resource: 'sprint', operation: 'get' },
		pickers: [
			{ ...board, ways: undefined },
			{
				parameter: 'sprintId',
				search: 'sprint 3',
				entry: 'PUMP Sprint 3',
				ways: byName('PUMP Sprint 3', 'https://example.atlassian.net/rest/agile/1.0/sprint/3'),
			},
		],
	},
	{
		parameters: { resource: 'issue', operation: 'get', options: { estimationField: empty } },
		pickers: [
			{ parameter: 'issueIdOrKey', search: 'PUMP-4', entry: 'PUMP-4:', ways: keyed('PUMP-4') },
			{
				parameter: 'estimationField',
				search: 'story',
				entry: 'Story',
				ways: { 'By ID': 'customfield_10016', 'By Name': 'Story Points' },
			},
		],
	},
	{
		parameters: {
			resource: 'board',
			operation: 'getMany',
			filters: { projectKeyOrId: empty, filterId: empty },
		},
		pickers: [
			{
				parameter: 'projectKeyOrId',
				search: 'pump',
				entry: '(PUMP)',
				ways: {
					'By ID': 'PUMP',
					'By Name': 'Infusion Pump',
					'By URL': 'https://example.atlassian.net/jira/software/projects/PUMP',
				},
			},
			{
				parameter: 'filterId',
				search: 'pump',
				entry: '',
				ways: byName('Filter for PUMP board', 'https://example.atlassian.net/issues/?filter=10001'),
			},
		],
	},
	{
		parameters: { resource: 'sprint', operation: 'unmap' },
		pickers: [{ ...board, ways: undefined }],
		choices: [{ parameter: 'sprintIds', labels: ['PUMP Sprint 3 (future)'] }],
	},
	{
		parameters: { resource: 'board', operation: 'getIssues', filters: { versions: [] } },
		pickers: [{ ...board, ways: undefined }],
		choices: [{ parameter: 'versions', labels: ['1.0 (released)'] }],
	},
];

const TRIGGER: Array<Omit<PickerForm, 'node'>> = [
	{
		parameters: { triggerOn: 'activity', activityFilters: { itemTypes: [] } },
		choices: [
			{ parameter: 'projects', labels: ['Infusion Pump (PUMP)'] },
			{ parameter: 'itemTypes', labels: ['Risk'] },
		],
	},
	{
		parameters: {
			triggerOn: 'itemUpdated',
			where: 'conditions',
			filters: { releases: [] },
		},
		choices: [
			{ parameter: 'projects', labels: ['Infusion Pump (PUMP)'] },
			{ parameter: 'releases', labels: ['Release 1.1'] },
		],
	},
	{
		parameters: { triggerOn: 'itemUpdated', where: 'filter' },
		pickers: [
			project('project'),
			{
				parameter: 'filterId',
				search: 'alarm',
				entry: 'Alarms everywhere',
				ways: byName('Alarms everywhere', jamaUrl('filters/3')),
			},
		],
	},
];

/** Forms that show a picker of every kind. */
export const PICKER_FORMS: PickerForm[] = [
	...JAMA.map((form) => ({ node: 'jama' as const, ...form })),
	...JIRA.map((form) => ({ node: 'jiraAgile' as const, ...form })),
	...TRIGGER.map((form) => ({ node: 'jamaTrigger' as const, ...form })),
];
