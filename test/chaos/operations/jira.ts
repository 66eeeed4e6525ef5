import { byId, byKey } from '../../integration/jama/support';
import type { Fault } from '../../servers/faults/fault';
import type { JiraServer } from '../../servers/jira';
import type { OperationClass, System } from '../operation';
import { allPages, running } from '../operation';

const LONG = (server: JiraServer) => server.reseed({ issues: 230 });
const keys = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => `PUMP-${from + index}`);
const jira = (operation: string, parameters: object) =>
	running({ nodeType: 'jiraAgile', operation, parameters });

const list = (system: System): OperationClass => ({
	name: system === 'jiraCloud' ? 'list on Cloud' : 'list on Data Center',
	system,
	kind: 'read',
	prepare: LONG,
	run: jira('board.getIssues', { boardId: byId(1), returnAll: true, simplify: false }),
	// A list with tokens has no total, and its pages may be short or empty: nothing shows that one should have been longer.
	...(system === 'jiraCloud'
		? { spares: ({ name }: Fault) => name === 'half a page' || name === 'empty page' }
		: {}),
});

const MOVED = keys(60, 120);
/** What was moved before a chunk failed has to be named by its count or by the last that was. */
const movedDuty = (differences: string[]) =>
	differences.some((one) => one.startsWith('~'))
		? [
				{
					what: 'issues were moved',
					said: /moved|ranked|may have been carried out|was carried out/i,
				},
			]
		: [];

export const JIRA_CLASSES: OperationClass[] = [
	list('jiraCloud'),
	list('jiraDataCenter'),
	{
		name: 'list of boards',
		system: 'jiraCloud',
		kind: 'read',
		run: jira('board.getMany', { returnAll: true, simplify: true }),
	},
	{
		name: 'issue',
		system: 'jiraCloud',
		kind: 'read',
		run: jira('issue.get', { issueIdOrKey: byKey('PUMP-4'), simplify: true }),
	},
	{
		name: 'move of 120',
		system: 'jiraCloud',
		kind: 'write',
		prepare: LONG,
		run: jira('sprint.moveIssues', { sprintId: byId(3), issues: MOVED }),
		duties: movedDuty,
	},
	{
		name: 'rank of 120',
		system: 'jiraDataCenter',
		kind: 'write',
		prepare: LONG,
		run: jira('issue.rank', { issues: MOVED, side: 'after', rankAfterIssue: byKey('PUMP-5') }),
		duties: movedDuty,
	},
	{
		name: 'start sprint',
		system: 'jiraCloud',
		kind: 'write',
		run: jira('sprint.start', {
			sprintId: byId(3),
			period: 'dates',
			startDate: '2026-02-02T09:00:00',
			endDate: '2026-02-16T09:00:00',
		}),
	},
	{
		name: 'complete sprint',
		system: 'jiraDataCenter',
		kind: 'write',
		run: jira('sprint.complete', { sprintId: byId(2) }),
	},
	{
		name: 'complete sprint and move on',
		system: 'jiraCloud',
		kind: 'write',
		run: jira('sprint.complete', { sprintId: byId(2), moveOpenIssuesTo: 'next' }),
		duties: movedDuty,
	},
	{
		name: 'sprint report',
		system: 'jiraCloud',
		kind: 'read',
		run: jira('sprint.getReport', { sprintId: byId(2), output: 'issues' }),
	},
	{
		name: 'velocity',
		system: 'jiraDataCenter',
		kind: 'read',
		run: jira('board.getVelocity', { boardId: byId(1) }),
	},
	{
		name: 'create or update issue',
		system: 'jiraDataCenter',
		kind: 'write',
		run: jira('issue.createOrUpdate', {
			projectKey: byId('PUMP'),
			issueType: 'Story',
			matchBy: 'key',
			issueKey: 'PUMP-20',
			summary: 'Renamed',
			additionalFields: { labels: 'chaos' },
		}),
	},
	{
		name: 'create sprint',
		system: 'jiraCloud',
		kind: 'write',
		run: jira('sprint.create', { boardId: byId(1), name: 'PUMP Sprint 5' }),
	},
	{
		name: 'estimation',
		system: 'jiraCloud',
		kind: 'write',
		run: jira('issue.setEstimation', { issueIdOrKey: byKey('PUMP-4'), boardId: byId(1), value: 8 }),
	},
	{
		name: 'custom action on Jira',
		system: 'jiraCloud',
		kind: 'raw',
		run: jira('customApi.request', { relativeUrl: '/board/1' }),
	},
	{
		name: 'custom action on Jira, all pages',
		system: 'jiraDataCenter',
		kind: 'read',
		prepare: LONG,
		run: allPages(
			jira('customApi.request', { relativeUrl: '/board/1/issue', options: { allPages: true } }),
			'issues',
		),
	},
];
