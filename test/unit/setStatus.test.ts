import { setStatus } from '../../nodes/Jama/items/itemWorkflow';
import { jamaSession, runContext } from '../support/rows/jamaSession';
import type { Reply } from '../support/rows/jamaSession';

const FIELD = { name: 'status', label: 'Status', fieldType: 'LOOKUP', pickList: 4 };
const TYPE = (more: object = {}) => ({
	id: 33,
	display: 'Requirement',
	fields: [{ ...FIELD, ...more }],
});
const at = (status: number) => ({
	row: { id: 1, documentKey: 'K-1', itemType: 33, fields: { status } },
});
const OPTIONS = {
	rows: [
		{ id: 1, name: 'Draft', active: true },
		{ id: 2, name: 'Approved', active: true },
	],
};
const transition = (id: string, newStatus: number) => ({ id, action: `Step ${id}`, newStatus });
const set = async (replies: Record<string, Reply | Reply[]>, field: object = {}) => {
	const run = jamaSession({
		'GET /itemtypes/33': { row: TYPE(field) },
		'GET /picklists/4/options': OPTIONS,
		'GET /items/1/workflowtransitionoptions': { rows: [] },
		...replies,
	});
	const work = setStatus(runContext(run.session, { itemId: 1, status: 'Approved' }));
	return { ...run, work, rows: async () => (await work).map(({ json }) => json) };
};
const WROTE = {
	'POST /items/1/workflowtransitions': { created: 1 },
	'PATCH /items/1': { row: {} },
};
const writes = (asked: () => string[]) => asked().filter((one) => !one.startsWith('GET'));

test('the server accepted it, and has another status: an error, and not done', async () => {
	const { work } = await set({
		'GET /items/1': [at(1), at(1)],
		'GET /items/1/workflowtransitionoptions': { rows: [transition('7', 2)] },
		...WROTE,
	});
	await expect(work).rejects.toThrow(
		'K-1 has the status "Draft", not "Approved", although Jama accepted the transition',
	);
});

test('a status that the server says as text is the same one', async () => {
	const text = { id: '7', action: 'Approve', newStatus: '2' };
	const saved = { row: { id: 1, documentKey: 'K-1', itemType: 33, fields: { status: '2' } } };
	const { rows, asked } = await set({
		'GET /items/1': [at(1), saved],
		'GET /items/1/workflowtransitionoptions': { rows: [text] },
		...WROTE,
	});
	expect(await rows()).toMatchObject([
		{ changed: true, previousStatus: 'Draft', by: 'transition' },
	]);
	expect(writes(asked)).toEqual(['POST /items/1/workflowtransitions']);
});

test('of two transitions that lead there none is taken', async () => {
	const { work, asked } = await set({
		'GET /items/1': [at(1), at(2)],
		'GET /items/1/workflowtransitionoptions': { rows: [transition('7', 2), transition('8', 2)] },
		...WROTE,
	});
	await expect(work).rejects.toThrow(
		'2 transitions lead to the status "Approved": Step 7 (ID 7), Step 8 (ID 8)',
	);
	expect(writes(asked)).toEqual([]);
});

test('a field that may not be written is left alone', async () => {
	const { work, asked } = await set({ 'GET /items/1': [at(1)], ...WROTE }, { readOnly: true });
	await expect(work).rejects.toThrow("the field 'Status' is read-only");
	expect(writes(asked)).toEqual([]);
});

test('an item type without a workflow may answer 404; any other fault is an error', async () => {
	const path = 'GET /items/1/workflowtransitionoptions';
	const none = await set({ 'GET /items/1': [at(1), at(2)], [path]: { status: 404 }, ...WROTE });
	expect(await none.rows()).toMatchObject([{ changed: true, by: 'field' }]);
	const { work, asked } = await set({ 'GET /items/1': [at(1)], [path]: { status: 403 }, ...WROTE });
	await expect(work).rejects.toMatchObject({ response: { statusCode: 403 } });
	expect(writes(asked)).toEqual([]);
});
