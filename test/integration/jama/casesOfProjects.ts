import { PAGE } from './cases';
import type { Case } from './cases';
import { NEXT_ID, byId } from './support';

const project = { projectId: byId(2) };
const permission = { user: 7, permission: 'READ' };

export const PROJECT_CASES: Case[] = [
	{
		operation: 'project.addItemType',
		parameters: { ...project, itemTypeId: byId(42) },
		sent: ['PUT /projects/2/itemtypes/42'],
		out: [{ success: true, projectId: 2, itemTypeId: 42 }],
	},
	{
		operation: 'project.create',
		parameters: {
			projectKey: 'VENT',
			name: 'Ventilator',
			additionalFields: { parent: byId(1), description: 'New', fieldsJson: '{"text1": "x"}' },
		},
		sent: [
			'POST /projects {"projectKey":"VENT","fields":{"name":"Ventilator","description":"<p>New</p>","text1":"x"},"parent":1}',
			'GET /projects/4',
		],
		out: [{ id: 4, projectKey: 'VENT', name: 'Ventilator', parent: 1, isFolder: false }],
	},
	{
		operation: 'project.createAttachment',
		parameters: { ...project, name: 'log.txt' },
		sent: [
			'POST /projects/2/attachments {"fields":{"name":"log.txt"}}',
			`GET /attachments/${NEXT_ID}`,
		],
		out: [{ id: NEXT_ID, project: 2, fields: { name: 'log.txt' } }],
	},
	{
		operation: 'project.createPermission',
		parameters: { ...project, body: JSON.stringify(permission) },
		sent: [`POST /projects/2/permissions ${JSON.stringify(permission)}`],
		out: [{ success: true, projectId: 2 }],
	},
	{
		operation: 'project.deletePermission',
		parameters: { ...project, body: JSON.stringify(permission) },
		sent: [`DELETE /projects/2/permissions ${JSON.stringify(permission)}`],
		out: [{ deleted: true, projectId: 2 }],
	},
	{
		operation: 'project.get',
		parameters: project,
		sent: ['GET /projects/2'],
		out: [{ id: 2, projectKey: 'PUMP', name: 'Infusion Pump', isFolder: false, parent: 1 }],
	},
	{
		operation: 'project.getItemTypes',
		parameters: { ...project, limit: 2 },
		sent: ['GET /projects/2/itemtypes?startAt=0&maxResults=2'],
		out: [
			{ id: 30, typeKey: 'CMP' },
			{ id: 31, typeKey: 'SET' },
		],
	},
	{
		operation: 'project.getMany',
		parameters: {},
		sent: [`GET /projects?${PAGE}`],
		out: [
			{ id: 1, isFolder: true },
			{ id: 2, projectKey: 'PUMP' },
			{ id: 3, projectKey: 'BIKE' },
		],
	},
	{
		operation: 'project.getPermissions',
		parameters: project,
		sent: ['GET /projects/2/permissions'],
		out: [permission],
		prepare: (state) => state.projects.get(2)?.permissions.push(permission),
	},
	{
		operation: 'project.getTags',
		parameters: { ...project, returnAll: true },
		sent: [`GET /projects/2/tags?${PAGE}`],
		out: [{ id: 1, name: 'safety' }, { id: 2 }, { id: 3 }, { id: 4 }, { id: 5 }],
	},
	{
		operation: 'project.removeItemType',
		parameters: { ...project, itemTypeId: byId(37) },
		sent: ['DELETE /projects/2/itemtypes/37'],
		out: [{ deleted: true, projectId: 2, itemTypeId: 37 }],
	},
	{
		operation: 'project.update',
		parameters: { ...project, updateFields: { name: 'Pump 2' } },
		sent: [
			'GET /projects/2',
			'PUT /projects/2 {"projectKey":"PUMP","fields":{"name":"Pump 2","description":"<p>Infusion Pump</p>","statusId":501,"projectManager":7,"text1":""},"isFolder":false,"parent":1}',
			'GET /projects/2',
		],
		out: [{ id: 2, name: 'Pump 2', projectKey: 'PUMP', parent: 1 }],
	},
	{
		operation: 'project.updatePermission',
		parameters: { ...project, body: JSON.stringify(permission) },
		sent: [`PUT /projects/2/permissions ${JSON.stringify(permission)}`],
		out: [{ success: true, projectId: 2 }],
	},
	{
		operation: 'customApi.request',
		parameters: { relativeUrl: '/projects/2' },
		sent: ['GET /projects/2'],
		out: [{ statusCode: 200, body: { meta: { status: 'OK' }, data: { id: 2 } } }],
	},
];
