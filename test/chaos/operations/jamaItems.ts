import { byId, byKey, mapped } from '../../integration/jama/support';
import type { JamaServer } from '../../servers/jama';
import type { OperationClass } from '../operation';
import { running, textOf } from '../operation';

/** Eight pages of the main project. */
const LONG = (server: JamaServer) => server.reseed({ items: 400 });
const item = { itemId: byId(20) };
const fields = mapped({ name: 'Alarm', priority: 'High' });
const place = { project: byId(2), itemType: byId(33), parentItem: byId(8) };
const jama = { system: 'jama' as const };
const isLocked = (after: ReadonlyMap<string, string>) =>
	/"locked":true/.test(after.get('items 20') ?? '');

export const ITEM_CLASSES: OperationClass[] = [
	{
		...jama,
		name: 'list of 8 pages',
		kind: 'read',
		prepare: LONG,
		run: running({
			operation: 'item.getManyInProject',
			parameters: { project: byId(2), returnAll: true, simplify: false },
		}),
	},
	{
		...jama,
		name: 'list with labels',
		kind: 'read',
		run: running({
			operation: 'item.getMany',
			parameters: { filters: { projects: [2], itemTypes: [33] }, returnAll: true, simplify: true },
		}),
	},
	{
		...jama,
		name: 'get',
		kind: 'read',
		run: running({ operation: 'item.get', parameters: { ...item, simplify: true } }),
	},
	{
		...jama,
		name: 'get by key',
		kind: 'read',
		run: running({
			operation: 'item.get',
			parameters: { itemId: byKey('PUMP-SYS-1'), simplify: false },
		}),
	},
	{
		...jama,
		name: 'create',
		kind: 'write',
		run: running({ operation: 'item.create', parameters: { ...place, fields, simplify: true } }),
	},
	{
		...jama,
		name: 'create three, continue on fail',
		kind: 'report',
		run: running({
			operation: 'item.create',
			parameters: {
				...place,
				fields: mapped({ name: '={{ $json.name }}', priority: 'High' }),
				simplify: false,
			},
			input: ['First', 'Second', 'Third'].map((name) => ({ json: { name } })),
			continueOnFail: true,
		}),
		tells: ({ rows }) =>
			rows.map((row, index) => ({
				subject: ['First', 'Second', 'Third'][index] ?? '?',
				ok: row.error === undefined,
				text: textOf(row),
			})),
		subjectOf: (difference) => /"name":"(First|Second|Third)"/.exec(difference)?.[1],
	},
	{
		...jama,
		name: 'create or update, there',
		kind: 'write',
		run: running({
			operation: 'item.createOrUpdate',
			parameters: {
				...place,
				matchBy: 'documentKey',
				matchValue: 'PUMP-SYS-1',
				fields,
				simplify: true,
			},
		}),
	},
	{
		...jama,
		name: 'create or update, new',
		kind: 'write',
		run: running({
			operation: 'item.createOrUpdate',
			parameters: {
				...place,
				matchBy: 'field',
				matchField: 'Jira Key',
				matchValue: 'EXT-7',
				fields,
				simplify: true,
			},
		}),
	},
	{
		...jama,
		name: 'update with labels',
		kind: 'write',
		run: running({ operation: 'item.update', parameters: { ...item, fields, simplify: true } }),
	},
	{
		...jama,
		name: 'update many',
		kind: 'report',
		run: running({
			operation: 'item.updateMany',
			parameters: {
				rowsJson: JSON.stringify(
					[20, 23, 26, 29, 32].map((id) => ({ id, name: `New ${id}`, Priority: 'High' })),
				),
			},
		}),
		tells: ({ rows }) =>
			rows.map((row) => ({
				subject: `items ${String(row.id)}`,
				ok: row.ok === true,
				text: textOf(row),
			})),
		subjectOf: (difference) => /^.(items \d+)/.exec(difference)?.[1],
	},
	{
		...jama,
		name: 'update with lock',
		kind: 'write',
		run: running({
			operation: 'item.updateWithLock',
			parameters: { ...item, fields, simplify: true },
		}),
		duties: (_differences, after) =>
			isLocked(after) ? [{ what: 'the item stays locked', said: /lock/i }] : [],
	},
	{
		...jama,
		name: 'replace',
		kind: 'write',
		run: running({
			operation: 'item.replace',
			parameters: { ...item, fields: mapped({ name: 'Whole', priority: 'Low' }), simplify: true },
		}),
	},
	{
		...jama,
		name: 'delete',
		kind: 'write',
		run: running({ operation: 'item.delete', parameters: item }),
	},
	{
		...jama,
		name: 'move',
		kind: 'write',
		run: running({
			operation: 'item.move',
			parameters: { ...item, moveTo: 'item', parentItem: byId(15), simplify: true },
		}),
	},
	{
		...jama,
		name: 'relate',
		kind: 'write',
		run: running({
			operation: 'relationship.create',
			parameters: { fromItem: byId(20), toItem: byId(33) },
		}),
	},
	{
		...jama,
		name: 'comment',
		kind: 'write',
		run: running({
			operation: 'comment.create',
			parameters: { commentOn: 'item', ...item, text: '<p>Please look</p>' },
		}),
	},
];
