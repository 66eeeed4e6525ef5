import { board, epic, EPIC_ID, issue, PAGE, sprint } from './cases';
import type { Case } from './cases';
import { byId, byKey } from './support';

const dates = { startDate: '2026-02-02T09:00:00', endDate: '2026-02-16T09:00:00' };
const sentDates =
	'"startDate":"2026-02-02T09:00:00.000+00:00","endDate":"2026-02-16T09:00:00.000+00:00"';
const property = { ...sprint, propertyKey: 'team' };
const setTeam = ({ sprints }: Parameters<NonNullable<Case['prepare']>>[0]) =>
	sprints.get(3)?.properties.set('team', 7);

export const SPRINT_CASES: Case[] = [
	{
		operation: 'sprint.complete',
		parameters: { sprintId: byId(2) },
		sent: ['GET /sprint/2', 'POST /sprint/2 {"state":"closed"}'],
		out: [{ id: 2, state: 'closed', completeDate: expect.any(String) }],
	},
	{
		operation: 'sprint.getReport',
		parameters: { sprintId: byId(2) },
		sent: [
			'GET /sprint/2',
			'GET /board/1/configuration',
			'GET platform2:/field',
			'GET platform2:/status',
			expect.stringContaining('/board/1/issue?jql=sprint in (2) OR updated >= "2026-01-03"'),
			'GET /sprint/2',
		],
		out: [
			{
				name: 'PUMP Sprint 2',
				committedIssues: 10,
				doneIssues: 4,
				estimationField: 'Story Points',
			},
		],
	},
	{
		operation: 'sprint.complete',
		parameters: { sprintId: byId(2), moveOpenIssuesTo: 'next' },
		sent: [
			'GET /sprint/2',
			`GET /board/1/sprint?state=future&${PAGE}`,
			'GET /board/1/configuration',
			expect.stringContaining('/sprint/2/issue?fields=status,issuetype,parent'),
			'POST /sprint/2 {"state":"closed"}',
			expect.stringMatching(/^POST \/sprint\/3\/issue \{"issues":\["PUMP-16",/),
		],
		out: [{ id: 2, state: 'closed', movedTo: 'PUMP Sprint 3', movedToId: 3 }],
	},
	{
		operation: 'issue.createOrUpdate',
		parameters: {
			projectKey: byId('PUMP'),
			issueType: 'Story',
			matchBy: 'key',
			issueKey: 'PUMP-4',
			summary: 'Renamed',
		},
		sent: [
			'GET platform2:/project/PUMP',
			expect.stringMatching(/^GET platform[23]:\/issue\/PUMP-4\?fields=\*all&expand=editmeta$/),
			expect.stringMatching(
				/^PUT platform[23]:\/issue\/PUMP-4 \{"fields":\{"summary":"Renamed"\}\}$/,
			),
		],
		out: [{ key: 'PUMP-4', action: 'updated', changed: ['Summary'] }],
	},
	{
		operation: 'sprint.create',
		parameters: {
			...board,
			name: '  PUMP Sprint 5 ',
			additionalFields: { ...dates, goal: 'Doors' },
		},
		on: ['cloud', 'dataCenter'],
		sent: [`POST /sprint {"name":"PUMP Sprint 5","originBoardId":1,"goal":"Doors",${sentDates}}`],
		out: [{ id: 6, name: 'PUMP Sprint 5', state: 'future', goal: 'Doors' }],
	},
	{
		operation: 'sprint.create',
		parameters: {
			...board,
			name: 'PUMP Sprint 5',
			additionalFields: { ...dates, state: 'active' },
		},
		on: ['agile67'],
		sent: [`POST /board/1/sprint {"name":"PUMP Sprint 5","state":"active",${sentDates}}`],
		out: [{ id: 6, name: 'PUMP Sprint 5', state: 'active' }],
	},
	{
		operation: 'sprint.delete',
		parameters: sprint,
		sent: ['DELETE /sprint/3'],
		out: [{ deleted: true, sprintId: 3 }],
	},
	{
		operation: 'sprint.get',
		parameters: sprint,
		sent: ['GET /sprint/3'],
		out: [{ id: 3, name: 'PUMP Sprint 3', state: 'future' }],
	},
	{
		operation: 'sprint.getIssues',
		parameters: { ...sprint, limit: 2 },
		sent: ['GET ~/sprint/3/issue?{page2}'],
		out: [{ key: 'PUMP-22' }, { key: 'PUMP-23' }],
	},
	{
		operation: 'sprint.moveIssues',
		parameters: { ...sprint, issues: 'PUMP-30\nPUMP-31' },
		sent: ['POST /sprint/3/issue {"issues":["PUMP-30","PUMP-31"]}'],
		out: [{ success: true, sprintId: 3, count: 2, issues: ['PUMP-30', 'PUMP-31'] }],
	},
	{
		operation: 'sprint.replace',
		parameters: { ...sprint, name: 'Renamed', state: 'future', additionalFields: dates },
		sent: [
			'PUT /sprint/3 {"name":"Renamed","state":"future","endDate":"2026-02-16T09:00:00.000+00:00","startDate":"2026-02-02T09:00:00.000+00:00"}',
		],
		out: [{ id: 3, name: 'Renamed', startDate: expect.stringMatching(/^2026-02-02T09:00/) }],
	},
	{
		operation: 'sprint.start',
		parameters: { ...sprint, period: 'dates', ...dates },
		sent: ['GET /sprint/3', `POST /sprint/3 {"state":"active",${sentDates}}`],
		out: [{ id: 3, state: 'active' }],
	},
	{
		operation: 'sprint.swap',
		parameters: { ...sprint, sprintToSwapWith: byId(4) },
		sent: ['POST /sprint/3/swap {"sprintToSwapWith":4}'],
		out: [{ success: true, sprintId: 3 }],
	},
	{
		operation: 'sprint.unmap',
		parameters: { sprintIds: [3, 4] },
		sent: ['PUT /sprint/unmap {"sprintIds":[3,4]}'],
		out: [{ success: true }],
	},
	{
		operation: 'sprint.unmapAll',
		sent: ['PUT /sprint/unmap-all'],
		out: [{ success: true }],
	},
	{
		operation: 'sprint.update',
		parameters: { ...sprint, updateFields: { name: 'Renamed' } },
		sent: ['POST /sprint/3 {"name":"Renamed"}'],
		out: [{ id: 3, name: 'Renamed', state: 'future' }],
	},
	{
		operation: 'sprintProperty.delete',
		parameters: property,
		prepare: setTeam,
		sent: ['DELETE /sprint/3/properties/team'],
		out: [{ deleted: true, sprintId: 3, propertyKey: 'team' }],
	},
	{
		operation: 'sprintProperty.get',
		parameters: property,
		prepare: setTeam,
		sent: ['GET /sprint/3/properties/team'],
		out: [{ key: 'team', value: 7 }],
	},
	{
		operation: 'sprintProperty.getMany',
		parameters: sprint,
		prepare: setTeam,
		sent: ['GET /sprint/3/properties'],
		out: [{ key: 'team' }],
	},
	{
		operation: 'sprintProperty.set',
		parameters: { ...property, value: '{"a": [1]}' },
		sent: ['PUT /sprint/3/properties/team {"a":[1]}'],
		out: [{ success: true, sprintId: 3, propertyKey: 'team' }],
	},
	{
		operation: 'epic.get',
		parameters: { epicIdOrKey: byId(EPIC_ID) },
		sent: [`GET /epic/${EPIC_ID}`],
		out: [{ id: EPIC_ID, name: 'Alarms' }],
	},
	{
		operation: 'epic.getIssues',
		parameters: { ...epic, limit: 2 },
		sent: ['GET ~/epic/PUMP-1/issue?{page2}'],
		out: [{ key: 'PUMP-4' }, { key: 'PUMP-8' }],
	},
	{
		operation: 'epic.getIssuesWithoutEpic',
		parameters: { limit: 2 },
		sent: ['GET ~/epic/none/issue?{page2}'],
		out: [{}, {}],
	},
	{
		operation: 'epic.moveIssues',
		parameters: { ...epic, issues: 'PUMP-30' },
		sent: ['cloud: GET platform2:/project/PUMP', 'POST /epic/PUMP-1/issue {"issues":["PUMP-30"]}'],
		out: [{ success: true, epicIdOrKey: 'PUMP-1', count: 1 }],
	},
	{
		operation: 'epic.rank',
		parameters: { ...epic, side: 'after', rankAfterEpic: byKey('PUMP-2') },
		sent: ['PUT /epic/PUMP-1/rank {"rankAfterEpic":"PUMP-2"}'],
		out: [{ success: true, epicIdOrKey: 'PUMP-1' }],
	},
	{
		operation: 'epic.removeIssues',
		parameters: { issues: 'PUMP-4' },
		sent: ['cloud: GET platform2:/project/PUMP', 'POST /epic/none/issue {"issues":["PUMP-4"]}'],
		out: [{ success: true, count: 1 }],
	},
	{
		operation: 'epic.update',
		parameters: { ...epic, updateFields: { name: 'Alerts', color: 'color_3', done: true } },
		sent: ['POST /epic/PUMP-1 {"color":{"key":"color_3"},"done":true,"name":"Alerts"}'],
		out: [{ key: 'PUMP-1', name: 'Alerts', done: true }],
	},
	{
		operation: 'issue.get',
		parameters: { ...issue, options: { fields: 'summary' } },
		sent: ['GET /issue/PUMP-4?fields=summary'],
		out: [{ key: 'PUMP-4' }],
	},
	{
		operation: 'issue.getEstimation',
		parameters: { ...issue, ...board },
		sent: ['GET /issue/PUMP-4/estimation?boardId=1'],
		out: [{ value: 1 }],
	},
	{
		operation: 'issue.rank',
		parameters: { issues: 'PUMP-30, PUMP-31', side: 'before', rankBeforeIssue: byKey('PUMP-4') },
		sent: ['PUT /issue/rank {"issues":["PUMP-30","PUMP-31"],"rankBeforeIssue":"PUMP-4"}'],
		out: [{ success: true, count: 2 }],
	},
	{
		operation: 'issue.setEstimation',
		parameters: { ...issue, ...board, value: 8 },
		sent: ['PUT /issue/PUMP-4/estimation?boardId=1 {"value":"8"}'],
		out: [{ value: 8 }],
	},
	{
		operation: 'customApi.request',
		parameters: { relativeUrl: '/board/1' },
		sent: ['GET /board/1'],
		out: [{ statusCode: 200, body: { id: 1 } }],
	},
	{
		operation: 'customApi.request',
		parameters: { relativeUrl: '/board', options: { allPages: true } },
		sent: [`GET /board?${PAGE}`],
		out: [
			{
				statusCode: 200,
				body: { values: expect.arrayContaining([expect.objectContaining({ id: 3 })]) },
			},
		],
	},
	{
		operation: 'customApi.request',
		parameters: { relativeUrl: '/myself', options: { root: 'platform' } },
		sent: ['GET platform2:/myself'],
		out: [{ statusCode: 200 }],
	},
];
