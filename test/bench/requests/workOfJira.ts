/** Jira's operations that are several requests; `$json` names the record, and `text` differs from run to run. */
import type { Work } from './work';
import { byId, byKey } from './work';

const issue = {
	projectKey: byId('PUMP'),
	issueType: 'Story',
	summary: '={{ $json.text }}',
};
const PLACES = { labels: 'jama', priority: 'High' };
const issues = '={{ $json.key }}';

export const WORK_OF_JIRA: Work[] = [
	{
		operation: 'issue.createOrUpdate',
		how: 'creates',
		parameters: {
			...issue,
			matchBy: 'property',
			propertyKey: 'jama',
			propertyValue: '={{ $json.key + $json.text }}',
			additionalFields: PLACES,
		},
	},
	{
		operation: 'issue.createOrUpdate',
		how: 'updates',
		parameters: { ...issue, matchBy: 'key', issueKey: issues, additionalFields: PLACES },
	},
	{
		operation: 'issue.createOrUpdate',
		how: 'updates, with sprint and rank',
		parameters: {
			...issue,
			matchBy: 'key',
			issueKey: issues,
			boardId: byId(1),
			additionalFields: {
				...PLACES,
				estimation: '5',
				sprintId: byId(3),
				rankBefore: byKey('PUMP-5'),
			},
		},
	},
	{ operation: 'sprint.moveIssues', parameters: { sprintId: byId(4), issues } },
	{ operation: 'backlog.moveIssues', parameters: { issues } },
	{
		operation: 'issue.rank',
		parameters: { issues, side: 'after', rankAfterIssue: byKey('PUMP-5') },
	},
	{ operation: 'epic.moveIssues', parameters: { epicIdOrKey: byKey('PUMP-1'), issues } },
	{
		operation: 'sprint.create',
		parameters: { boardId: byId(1), name: '={{ $json.text }}' },
	},
	{ operation: 'sprint.getReport', parameters: { sprintId: byId(2) } },
	{ operation: 'board.getVelocity', parameters: { boardId: byId(1) } },
	{
		operation: 'sprint.start',
		parameters: { sprintId: byId(3), period: 'duration', days: 14 },
		once: true,
	},
	{
		operation: 'sprint.complete',
		parameters: { sprintId: byId(2), moveOpenIssuesTo: 'sprint', destinationSprint: byId(4) },
		once: true,
	},
];
