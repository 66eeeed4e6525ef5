import { PAGE } from './cases';
import type { Case } from './cases';
import { NEXT_ID, byId, mapped } from './support';

const item = { itemId: byId(20) };
/** Every item type whose records are items: what Record Types says where nothing else is chosen. */
const ITEM_TYPES = [30, 31, 32, 33, 34, 35, 36, 37, 42].map((id) => `itemType=${id}`).join('&');

export const ITEM_CASES: Case[] = [
	{
		operation: 'item.create',
		parameters: {
			project: byId(2),
			itemType: byId(33),
			parentItem: byId(8),
			fields: mapped({ name: 'Alarm', priority: 'High' }),
		},
		sent: [
			'GET /itemtypes/33',
			`GET /picklists/1/options?${PAGE}`,
			'POST /items {"project":2,"itemType":33,"childItemType":33,"location":{"parent":{"item":8}},"fields":{"name":"Alarm","priority":101}}',
			`GET /items/${NEXT_ID}`,
		],
		out: [
			{
				id: NEXT_ID,
				name: 'Alarm',
				project: 2,
				itemType: 33,
				parent: 8,
				globalId: `GID-${NEXT_ID}`,
			},
		],
	},
	{
		operation: 'item.delete',
		parameters: item,
		sent: ['DELETE /items/20'],
		out: [{ deleted: true, itemId: 20 }],
	},
	{
		operation: 'item.duplicate',
		parameters: { ...item, options: { includeTags: true } },
		sent: ['POST /items/20/duplicate {"includeTags":true}', `GET /items/${NEXT_ID}`],
		out: [{ id: NEXT_ID, documentKey: expect.stringMatching(/^PUMP-SYS-\d+$/), parent: 8 }],
	},
	{
		operation: 'item.get',
		parameters: item,
		sent: ['GET /items/20'],
		out: [{ id: 20, documentKey: 'PUMP-SYS-1', project: 2, itemType: 33, parent: 8 }],
	},
	{
		operation: 'item.getChildren',
		parameters: { itemId: byId(6) },
		sent: [`GET /items/6/children?${PAGE}`],
		out: [{ id: 7 }, { id: 9 }, { id: 11, name: 'Verification' }],
	},
	{
		operation: 'item.getLocation',
		parameters: item,
		sent: ['GET /items/20/location'],
		out: [{ parent: { item: 8 } }],
	},
	{
		operation: 'item.getLock',
		parameters: item,
		sent: ['GET /items/20/lock'],
		out: [{ locked: false }],
	},
	{
		operation: 'item.getMany',
		parameters: { filters: { documentKey: ['PUMP-SYS-1', 'PUMP-SYS-3'] } },
		sent: [
			`GET /itemtypes?${PAGE}`,
			`GET /abstractitems?${ITEM_TYPES}&documentKey=PUMP-SYS-1&documentKey=PUMP-SYS-3&${PAGE}`,
		],
		out: [{ id: 20 }, { id: 26 }],
	},
	{
		operation: 'item.getManyInProject',
		parameters: { project: byId(2), limit: 3 },
		sent: ['GET /items?project=2&startAt=0&maxResults=3'],
		out: [{ id: 6 }, { id: 7 }, { id: 8 }],
	},
	{
		operation: 'item.getParent',
		parameters: item,
		sent: ['GET /items/20/parent'],
		out: [{ id: 8, documentKey: 'PUMP-FLD-1', name: 'Startup' }],
	},
	{
		operation: 'item.lock',
		parameters: item,
		sent: ['PUT /items/20/lock {"locked":true}'],
		out: [{ success: true, itemId: 20 }],
	},
	{
		operation: 'item.move',
		parameters: { ...item, moveTo: 'item', parentItem: byId(15) },
		sent: ['PUT /items/20/location {"parent":{"item":15}}', 'GET /items/20'],
		out: [{ id: 20, parent: 15 }],
	},
	{
		operation: 'item.replace',
		parameters: { ...item, fieldsInput: 'json', fieldsJson: '{"name": "Whole"}' },
		sent: [
			'GET /items/20?include=data.itemType',
			'PUT /items/20 {"project":2,"itemType":33,"childItemType":33,"location":{"parent":{"item":8}},"fields":{"name":"Whole"}}',
			'GET /items/20',
		],
		out: [{ id: 20, name: 'Whole', documentKey: 'PUMP-SYS-1' }],
	},
	{
		operation: 'item.unlock',
		parameters: item,
		sent: ['PUT /items/20/lock {"locked":false}'],
		out: [{ success: true, itemId: 20 }],
	},
	{
		operation: 'item.update',
		parameters: { ...item, fields: mapped({ name: 'New name' }) },
		sent: [
			'GET /items/20?include=data.itemType',
			'PATCH /items/20 [{"op":"add","path":"/fields/name","value":"New name"}]',
			'GET /items/20',
		],
		out: [{ id: 20, name: 'New name', itemType: 33 }],
	},
	{
		operation: 'itemSync.add',
		parameters: { ...item, syncedItemId: byId(26) },
		sent: ['POST /items/20/synceditems {"item":26}'],
		out: [{ success: true, itemId: 20 }],
	},
	...(
		[
			['getMany', {}, `GET /items/20/synceditems?${PAGE}`, { id: 26, globalId: 'GID-26' }],
			[
				'getStatus',
				{ syncedItemId: byId(26) },
				'GET /items/20/synceditems/26/syncstatus',
				{ inSync: false },
			],
			[
				'remove',
				{ syncedItemId: byId(26) },
				'DELETE /items/20/synceditems/26',
				{ deleted: true, itemId: 20, syncedItemId: 26 },
			],
		] as const
	).map(
		([name, more, request, out]): Case => ({
			operation: `itemSync.${name}`,
			parameters: { ...item, ...more },
			sent: [request],
			out: [out],
			prepare: (state) => {
				const synced = state.items.get(20);
				if (synced) state.setGlobalId(synced, 'GID-26');
			},
		}),
	),
	{
		operation: 'itemWorkflow.getTransitions',
		parameters: item,
		sent: [`GET /items/20/workflowtransitionoptions?${PAGE}`],
		out: [{ id: '1', action: 'Send to review', newStatus: 202 }],
	},
	{
		operation: 'itemWorkflow.transition',
		parameters: { ...item, transitionId: byId(1), additionalFields: { comment: 'Ready' } },
		sent: [
			'POST /items/20/workflowtransitions {"transitionId":"1","comment":"Ready"}',
			'GET /items/20',
		],
		out: [{ id: 20, fields: { status: 202 } }],
	},
];
