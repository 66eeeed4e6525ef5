import type { Gesture, Use } from './use';

const project = (parameter = 'project'): Gesture => ({
	pick: parameter,
	entry: 'Infusion Pump (PUMP)',
});
const plan: Gesture = { pick: 'testPlanId', entry: 'Release 1.0 Verification' };
const cycle: Gesture = { pick: 'testCycleId', entry: 'Build 1' };
const item = (parameter: string, key: string): Gesture => ({
	pick: parameter,
	search: key,
	entry: `${key}:`,
});

/** The file that the node before hands on: what a CI gives. */
export const JUNIT =
	'<testsuite><testcase name="PUMP-TC-1 stops"/><testcase name="PUMP-TC-2 beeps">' +
	'<failure message="no beep"/></testcase></testsuite>';

/** Each resource's most used operation, and the tasks whose clicks are counted. */
const ROWS: Array<Omit<Use, 'node'>> = [
	{ resource: 'activity', operation: 'getMany', gestures: [project()], shows: 'PUMP-' },
	{
		resource: 'attachment',
		operation: 'uploadAndAttach',
		gestures: [project(), item('itemId', 'PUMP-SYS-2')],
		shows: 'report.xml',
	},
	{
		resource: 'baseline',
		operation: 'compare',
		gestures: [project(), { pick: 'baselineId', entry: 'Baseline 1' }],
		shows: 'removed',
	},
	{
		resource: 'category',
		operation: 'getMany',
		gestures: [project('projectId')],
		shows: 'Battery',
	},
	{
		resource: 'comment',
		operation: 'create',
		gestures: [
			project(),
			item('itemId', 'PUMP-SYS-2'),
			{ type: 'text', text: 'Seen by the safety board' },
		],
		shows: 'Seen by the safety board',
		task: 'comment',
	},
	{
		resource: 'customApi',
		operation: 'request',
		gestures: [{ type: 'relativeUrl', text: '/projects' }],
		shows: 'Infusion Pump',
	},
	{
		resource: 'filter',
		operation: 'getResults',
		gestures: [project(), { pick: 'filterId', entry: 'Alarms everywhere' }],
		shows: 'PUMP-',
	},
	{
		resource: 'item',
		operation: 'getMany',
		gestures: [
			{ tick: 'projects', labels: ['Infusion Pump (PUMP)'] },
			{ tick: 'itemTypes', labels: ['System Requirement'], isLast: true },
		],
		shows: 'PUMP-SYS-1',
		task: 'list',
	},
	{
		resource: 'item',
		operation: 'create',
		gestures: [
			project(),
			{ pick: 'itemType', entry: 'System Requirement' },
			{ map: 'name', text: 'Made with few clicks' },
		],
		shows: 'Made with few clicks',
		task: 'create',
	},
	{
		resource: 'item',
		operation: 'update',
		gestures: [
			item('itemId', 'PUMP-SYS-2'),
			{ map: 'name', label: 'Name', text: 'Changed with few clicks' },
		],
		shows: 'Changed with few clicks',
		task: 'update',
	},
	{
		resource: 'itemSync',
		operation: 'getMany',
		prepare: ({ jama: { state } }) => {
			const [kept, joining] = ['PUMP-SYS-3', 'PUMP-SYS-4'].map((key) =>
				[...state.items.values()].find(({ documentKey }) => documentKey === key),
			);
			if (!kept || !joining) throw new Error('The seed has no such items');
			state.setGlobalId(joining, kept.globalId);
		},
		gestures: [project(), item('itemId', 'PUMP-SYS-3')],
		shows: 'PUMP-SYS-4',
	},
	{
		resource: 'itemType',
		operation: 'get',
		gestures: [{ pick: 'itemTypeId', entry: 'Risk' }],
		shows: 'Risk',
	},
	{
		resource: 'itemWorkflow',
		operation: 'transition',
		gestures: [
			project(),
			item('itemId', 'PUMP-SYS-1'),
			{ pick: 'transitionId', entry: 'Send to review' },
		],
		shows: 'PUMP-SYS-1',
	},
	{
		resource: 'link',
		operation: 'create',
		gestures: [
			project(),
			item('recordId', 'PUMP-SYS-2'),
			{ type: 'url', text: 'https://example.com/spec' },
		],
		shows: 'recordId',
	},
	{
		resource: 'picklist',
		operation: 'getOptions',
		gestures: [{ pick: 'picklistId', entry: 'Priority' }],
		shows: 'High',
	},
	{ resource: 'project', operation: 'getMany', gestures: [], shows: 'Infusion Pump' },
	{
		resource: 'relationship',
		operation: 'create',
		gestures: [project(), item('fromItem', 'PUMP-SYS-2'), item('toItem', 'PUMP-TC-3')],
		shows: 'fromItem',
		task: 'relate',
	},
	{ resource: 'release', operation: 'getMany', gestures: [project()], shows: 'Release 1.1' },
	{ resource: 'report', operation: 'getMany', gestures: [project()], shows: 'Trace Matrix' },
	{ resource: 'review', operation: 'getMany', gestures: [], shows: 'Review of Baseline 2' },
	{ resource: 'system', operation: 'getCorsDomains', gestures: [], shows: 'https://example.com' },
	{
		resource: 'tag',
		operation: 'addToRecord',
		gestures: [project(), item('recordId', 'PUMP-SYS-2'), { pick: 'tag', entry: 'safety' }],
		shows: 'recordId',
		task: 'tag',
	},
	{
		resource: 'testCycle',
		operation: 'importResults',
		gestures: [project(), plan, cycle, { choose: 'resultsFrom', label: 'File (JUnit, …)' }],
		shows: 'PUMP-TC-2',
		task: 'JUnit import',
	},
	{
		resource: 'testGroup',
		operation: 'getCases',
		gestures: [project(), plan, { pick: 'testGroupId', entry: 'Regression' }],
		shows: 'PUMP-TC-',
	},
	{ resource: 'testPlan', operation: 'getCycles', gestures: [project(), plan], shows: 'Build 1' },
	{
		resource: 'testRun',
		operation: 'recordResult',
		gestures: [
			project(),
			plan,
			cycle,
			{ pick: 'testCaseId', entry: 'PUMP-TC-3' },
			{ choose: 'status', label: 'Failed' },
		],
		shows: 'Failed',
	},
	{
		resource: 'traceability',
		operation: 'findGaps',
		gestures: [
			project('projectId'),
			{ pick: 'itemType', entry: 'System Requirement' },
			{ pick: 'relatedType', entry: 'Test Case' },
		],
		shows: 'PUMP-SYS-',
		task: 'gaps',
	},
	{ resource: 'user', operation: 'getMany', gestures: [], shows: 'anna.lindqvist' },
	{
		resource: 'userGroup',
		operation: 'getUsers',
		gestures: [project(), { pick: 'userGroupId', entry: 'Pump Engineers' }],
		shows: 'anna.lindqvist',
	},
	{
		resource: 'version',
		operation: 'getMany',
		gestures: [project(), item('recordId', 'PUMP-SYS-1')],
		shows: 'PUMP-SYS-1',
	},
];

export const JAMA_USES: Use[] = ROWS.map((row) => ({ node: 'jama', ...row }));
