import type { INode } from 'n8n-workflow';
import { jama } from '../../nodes/Jama/api/api';
import { updateWithLock } from '../../nodes/Jama/items/itemLocked';
import { NoResponse, toNodeError } from '../../nodes/shared/http/errors';
import { createSession } from '../../nodes/shared/session/session';
import { caught } from './support/errors';
import { jamaSession, runContext } from '../support/rows/jamaSession';

const values = { itemId: 12, fieldsInput: 'json', fieldsJson: '{"name": "New"}' };

test('a lock without an answer may be there all the same, which the error says', async () => {
	const { connection } = jamaSession({}).session;
	const sent: string[] = [];
	const session = createSession(jama, connection, async (request) => {
		sent.push(`${request.method} ${request.path}`);
		return await Promise.reject(new NoResponse(request, 'ECONNRESET', 'socket hang up'));
	});
	const error = await caught(async () => await updateWithLock(runContext(session, values)));
	const { description } = toNodeError({} as INode, error, 0, jama.advise);
	expect(description).toMatch(/Item 12 may be locked all the same.*Get Lock.*not changed/);
	expect(sent).toEqual(['PUT /rest/v1/items/12/lock', 'GET /rest/v1/items/12/lock']);
});

test('a lock that was refused is not taken away', async () => {
	const { session, asked } = jamaSession({
		'PUT /items/12/lock': { status: 409, words: 'Locked' },
	});
	const error = await caught(async () => await updateWithLock(runContext(session, values)));
	expect(error).toMatchObject({ message: 'Locked', done: undefined });
	expect(asked()).toEqual(['PUT /items/12/lock']);
});

test('a step that fails between lock and unlock says that the item is unlocked again', async () => {
	const { session, asked } = jamaSession({
		'PUT /items/12/lock': { status: 204 },
		'GET /items/12': { status: 404, words: 'Item not found' },
	});
	const error = await caught(async () => await updateWithLock(runContext(session, values)));
	expect(error).toMatchObject({
		message: 'Item not found',
		done: 'Item 12 was locked for this, and is unlocked again.',
	});
	expect(asked()).toEqual(['PUT /items/12/lock', 'GET /items/12', 'PUT /items/12/lock']);
});

test('fields that nobody may write are not sent with the rest', async () => {
	const type = {
		id: 33,
		display: 'Requirement',
		fields: [
			{ name: 'name', label: 'Name', fieldType: 'STRING' },
			{
				name: 'key$33',
				label: 'Key',
				fieldType: 'STRING',
				readOnly: true,
				readOnlyAllowApiOverwrite: true,
			},
			{ name: 'sum$33', label: 'Sum', fieldType: 'INTEGER', readOnly: true },
			{
				name: 'createdDate',
				label: 'Created',
				fieldType: 'DATE',
				readOnly: true,
				readOnlyAllowApiOverwrite: true,
			},
		],
	};
	const fields = { name: 'Old', key$33: 'K-1', sum$33: 3, createdDate: 'x', documentKey: 'R-1' };
	const item = { id: 12, project: 5, itemType: 33, location: { parent: { project: 5 } }, fields };
	const { session, sent } = jamaSession({
		'PUT /items/12/lock': { status: 200 },
		'GET /items/12': { row: item },
		'GET /itemtypes/33': { row: type },
		'PUT /items/12': { status: 200 },
	});
	await updateWithLock(runContext(session, values));
	expect(sent.find(({ method, path }) => method === 'PUT' && path.endsWith('/12'))?.body).toEqual({
		project: 5,
		itemType: 33,
		childItemType: 33,
		location: { parent: { project: 5 } },
		fields: { name: 'New', key$33: 'K-1' },
	});
});
