import type { Gesture, Use } from './use';

const board: Gesture = { pick: 'boardId', entry: 'PUMP board' };

/** Each resource's most used operation. */
const ROWS: Array<Omit<Use, 'node'>> = [
	{ resource: 'backlog', operation: 'getIssues', gestures: [board], shows: 'PUMP-' },
	{ resource: 'board', operation: 'getSprints', gestures: [board], shows: 'PUMP Sprint 3' },
	{
		resource: 'boardProperty',
		operation: 'set',
		gestures: [
			board,
			{ type: 'propertyKey', text: 'jama' },
			{ type: 'value', text: '{ "project": "PUMP" }' },
		],
		shows: 'jama',
	},
	{
		resource: 'customApi',
		operation: 'request',
		gestures: [{ type: 'relativeUrl', text: '/board' }],
		shows: 'PUMP board',
	},
	{
		resource: 'epic',
		operation: 'getIssues',
		gestures: [board, { pick: 'epicIdOrKey', entry: 'PUMP-1: Alarms' }],
		shows: 'PUMP-',
	},
	{
		resource: 'issue',
		operation: 'createOrUpdate',
		gestures: [
			{ pick: 'projectKey', entry: '(PUMP)' },
			{ type: 'issueType', text: 'Story' },
			{ type: 'propertyKey', text: 'jama' },
			{ type: 'propertyValue', text: 'GID-20' },
			{ type: 'summary', text: 'Made by mouse' },
		],
		shows: 'created',
	},
	{ resource: 'quickFilter', operation: 'getMany', gestures: [board], shows: 'Firmware' },
	{
		resource: 'sprint',
		operation: 'getReport',
		gestures: [board, { pick: 'sprintId', entry: 'PUMP Sprint 1' }],
		shows: 'PUMP Sprint 1',
	},
	{
		resource: 'sprintProperty',
		operation: 'set',
		gestures: [
			board,
			{ pick: 'sprintId', entry: 'PUMP Sprint 3' },
			{ type: 'propertyKey', text: 'jama' },
			{ type: 'value', text: '{ "project": "PUMP" }' },
		],
		shows: 'jama',
	},
];

export const JIRA_USES: Use[] = ROWS.map((row) => ({ node: 'jiraAgile', ...row }));
