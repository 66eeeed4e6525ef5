import { board, EPIC_ID, PAGE } from './cases';
import type { Case } from './cases';
import { byId, byKey } from './support';

const issues = { issues: 'PUMP-30, PUMP-31' };
const property = { ...board, propertyKey: 'team' };
const setTeam = ({ boards }: Parameters<NonNullable<Case['prepare']>>[0]) =>
	boards.get(1)?.properties.set('team', { name: 'A' });

export const BOARD_CASES: Case[] = [
	{
		operation: 'board.create',
		parameters: {
			name: 'New',
			type: 'scrum',
			filterId: byId(10003),
			additionalFields: { projectKeyOrId: byId('PUMP') },
		},
		sent: [
			'POST /board {"name":"New","type":"scrum","filterId":10003,"location":{"type":"project","projectKeyOrId":"PUMP"}}',
		],
		out: [{ id: 4, name: 'New', type: 'scrum' }],
	},
	{
		operation: 'board.delete',
		parameters: { boardId: byId(3) },
		sent: ['DELETE /board/3'],
		out: [{ deleted: true, boardId: 3 }],
	},
	{
		operation: 'board.get',
		parameters: board,
		sent: ['GET /board/1'],
		out: [{ id: 1, name: 'PUMP board', type: 'scrum' }],
	},
	{
		operation: 'board.getByFilter',
		parameters: { filterId: byId(10003) },
		sent: [`GET /board/filter/10003?${PAGE}`],
		out: [{ id: 3, name: 'PUMP firmware' }],
	},
	{
		operation: 'board.getConfiguration',
		parameters: board,
		sent: ['GET /board/1/configuration'],
		out: [{ id: 1, ranking: {}, columnConfig: {} }],
	},
	{
		operation: 'board.getEpicIssues',
		parameters: { ...board, epicId: byId(EPIC_ID), limit: 2 },
		sent: [`GET ~/board/1/epic/${EPIC_ID}/issue?{page2}`],
		out: [{ key: 'PUMP-4' }, { key: 'PUMP-8' }],
	},
	{
		operation: 'board.getEpics',
		parameters: { ...board, filters: { done: 'false' } },
		sent: [`GET /board/1/epic?done=false&${PAGE}`],
		out: [{ name: 'Alarms' }, { name: 'Battery' }],
	},
	{
		operation: 'board.getFeatures',
		parameters: board,
		sent: ['GET /board/1/features'],
		out: [{ boardFeature: 'BACKLOG' }, {}, {}, {}],
	},
	{
		operation: 'board.getIssueCount',
		parameters: { ...board, filters: { jql: 'labels = firmware' } },
		sent: ['GET software:/board/1/issue/approximate-count?jql=labels = firmware'],
		out: [{ count: 20 }],
	},
	{
		operation: 'board.getIssues',
		parameters: {
			...board,
			limit: 2,
			options: { fields: 'summary, status' },
			filters: { jql: 'type != Epic' },
		},
		sent: ['GET ~/board/1/issue?jql=type != Epic&fields=summary,status&{page2}'],
		out: [{ key: 'PUMP-4', fields: {} }, { key: 'PUMP-5' }],
	},
	{
		operation: 'board.getIssuesWithoutEpic',
		parameters: { ...board, limit: 2 },
		sent: ['GET ~/board/1/epic/none/issue?{page2}'],
		out: [{}, {}],
	},
	{
		operation: 'board.getMany',
		parameters: { filters: { name: 'pump', type: ['scrum'] } },
		sent: [`GET /board?name=pump&type=scrum&${PAGE}`],
		out: [{ id: 1 }, { id: 3 }],
	},
	{
		operation: 'board.getProjects',
		parameters: board,
		sent: [`GET /board/1/project?${PAGE}`],
		out: [{ key: 'PUMP' }],
	},
	{
		operation: 'board.getProjectsFull',
		parameters: board,
		sent: ['GET /board/1/project/full'],
		out: [{ key: 'PUMP' }],
	},
	{
		operation: 'board.getRefinedVelocity',
		parameters: board,
		sent: ['GET /board/1/settings/refined-velocity'],
		out: [{ value: false }],
	},
	{
		operation: 'board.getReports',
		parameters: board,
		sent: ['GET /board/1/reports'],
		out: [{ key: 'burndown' }, { key: 'velocity' }],
	},
	{
		operation: 'board.getSprintIssues',
		parameters: { ...board, sprintId: byId(3), limit: 2 },
		sent: ['GET ~/board/1/sprint/3/issue?{page2}'],
		out: [{ key: 'PUMP-22' }, { key: 'PUMP-23' }],
	},
	{
		operation: 'board.getSprints',
		parameters: { ...board, filters: { state: ['active', 'future'] } },
		sent: [`GET /board/1/sprint?{state}&${PAGE}`],
		out: [{ id: 2, state: 'active' }, { id: 3 }, { id: 4 }],
	},
	{
		operation: 'board.getVersions',
		parameters: { ...board, filters: { released: 'true' } },
		sent: [`GET /board/1/version?released=true&${PAGE}`],
		out: [{ name: '1.0' }, { name: '0.9' }],
	},
	{
		operation: 'board.getVelocity',
		parameters: { ...board, sprints: 2 },
		sent: [
			'GET /board/1/sprint?state=closed&' + PAGE,
			'GET /board/1/configuration',
			'GET platform2:/field',
			'GET platform2:/status',
			expect.stringContaining('/board/1/issue?jql=sprint in (1) OR updated >= "2025-12-13"'),
		],
		out: [{ name: 'PUMP Sprint 1', committedIssues: 9, doneIssues: 8, id: 1, boardId: 1 }],
	},
	{
		operation: 'board.moveIssues',
		parameters: { ...board, ...issues, additionalFields: { rankBeforeIssue: byKey('PUMP-4') } },
		sent: ['POST /board/1/issue {"issues":["PUMP-30","PUMP-31"],"rankBeforeIssue":"PUMP-4"}'],
		out: [{ success: true, boardId: 1, count: 2, issues: ['PUMP-30', 'PUMP-31'] }],
	},
	{
		operation: 'board.setRefinedVelocity',
		parameters: { ...board, enabling: true },
		sent: ['PUT /board/1/settings/refined-velocity {"value":true}'],
		out: [{ success: true, boardId: 1 }],
	},
	{
		operation: 'board.toggleFeature',
		parameters: { ...board, feature: 'ESTIMATION', enabling: false },
		sent: ['PUT /board/1/features {"feature":"ESTIMATION","enabling":false}'],
		out: [{ features: [{}, {}, {}, {}] }],
	},
	{
		operation: 'boardProperty.delete',
		parameters: property,
		prepare: setTeam,
		sent: ['DELETE /board/1/properties/team'],
		out: [{ deleted: true, boardId: 1, propertyKey: 'team' }],
	},
	{
		operation: 'boardProperty.get',
		parameters: property,
		prepare: setTeam,
		sent: ['GET /board/1/properties/team'],
		out: [{ key: 'team', value: { name: 'A' } }],
	},
	{
		operation: 'boardProperty.getMany',
		parameters: board,
		prepare: setTeam,
		sent: ['GET /board/1/properties'],
		out: [{ key: 'team' }],
	},
	{
		operation: 'boardProperty.set',
		parameters: { ...property, value: '"A"' },
		sent: ['PUT /board/1/properties/team "A"'],
		out: [{ success: true, boardId: 1, propertyKey: 'team' }],
	},
	{
		operation: 'backlog.getIssueCount',
		parameters: board,
		sent: ['GET software:/board/1/backlog/approximate-count'],
		out: [{}],
	},
	{
		operation: 'backlog.getIssues',
		parameters: { ...board, limit: 2 },
		sent: ['GET ~/board/1/backlog?{page2}'],
		out: [{}, {}],
	},
	{
		operation: 'backlog.moveIssues',
		parameters: { issues: ['PUMP-22', 'pump-23'] },
		sent: ['POST /backlog/issue {"issues":["PUMP-22","PUMP-23"]}'],
		out: [{ success: true, count: 2 }],
	},
	{
		operation: 'backlog.moveIssuesForBoard',
		parameters: {
			...board,
			issues: 'PUMP-22',
			additionalFields: { rankAfterIssue: byKey('PUMP-40') },
		},
		sent: ['POST /backlog/1/issue {"issues":["PUMP-22"],"rankAfterIssue":"PUMP-40"}'],
		out: [{ success: true, boardId: 1, count: 1 }],
	},
	{
		operation: 'quickFilter.get',
		parameters: { ...board, quickFilterId: byId(2) },
		sent: ['GET /board/1/quickfilter/2'],
		out: [{ id: 2, name: 'Firmware' }],
	},
	{
		operation: 'quickFilter.getMany',
		parameters: board,
		sent: [`GET /board/1/quickfilter?${PAGE}`],
		out: [{ id: 1 }, { id: 2 }],
	},
];
