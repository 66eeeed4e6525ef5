import { setStatus, status } from '../../nodes/Jama/items/itemWorkflow';
import { methods } from '../../nodes/Jama/lists';
import { jamaSession, runContext, valueContext } from '../support/rows/jamaSession';
import type { Reply } from '../support/rows/jamaSession';
import { editor } from './support/editor';
import { refusal } from './support/errors';

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
const set = async (
	replies: Record<string, Reply | Reply[]>,
	field: object = {},
	given: unknown = 'Approved',
) => {
	const run = jamaSession({
		'GET /itemtypes/33': { row: TYPE(field) },
		'GET /picklists/4/options': OPTIONS,
		'GET /items/1/workflowtransitionoptions': { rows: [] },
		...replies,
	});
	const wanted = await status.toWire?.(given, valueContext(run.session));
	const work = setStatus(runContext(run.session, { itemId: 1, status: wanted }));
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

describe('how the status is given', () => {
	const by = (mode: string, value: unknown) => ({ __rl: true, mode, value });
	/** 3 is the name of one and the ID of another. */
	const options = {
		rows: [
			{ id: 2, name: 'Approved' },
			{ id: 3, name: 'Draft' },
			{ id: 4, name: '3' },
		],
	};
	const taken = async (given: unknown, then = 2) => {
		const replies = { 'GET /picklists/4/options': options, ...WROTE };
		const { work, sent } = await set({ 'GET /items/1': [at(9), at(then)], ...replies }, {}, given);
		await work;
		return sent.find(({ method }) => method === 'PATCH')?.body;
	};
	const putting = (id: number) => [{ op: 'add', path: '/fields/status', value: id }];

	test.each([
		['from the list', by('list', 2), 2],
		['from the list, as text', by('list', '2'), 2],
		['from the list, whatever is named like its ID', by('list', 3), 3],
		['by ID', by('id', '2'), 2],
		['by name', by('name', ' approved '), 2],
		['by name, which is no ID', by('name', '3'), 4],
		['by name with ID', by('name', 'Draft (ID 3)'), 3],
		['by an expression, which n8n puts By ID', by('id', 'Approved'), 2],
		['by a name in place of the list', by('list', 'Approved'), 2],
		['as plain text', 'Approved', 2],
		['as the text of an ID', '2', 2],
		['as a number', 2, 2],
	])('%s', async (_way, given, id) => {
		expect(await taken(given, id)).toEqual(putting(id));
	});

	test.each([by('id', '3'), '3', 3])('%j means two of them: none is taken', async (given) => {
		const { message } = await refusal(() => taken(given));
		expect(message).toContain('is the name of one record and the ID of another');
	});

	test.each([
		[by('list', 9), '9'],
		[by('name', '2'), '2'],
		[by('id', 'Done'), 'Done'],
		['Done', 'Done'],
	])('%j is none: those that there are are named', async (given, shown) => {
		const { message, advice } = await refusal(() => taken(given));
		expect(message).toBe(`'Status' has no status "${shown}"`);
		expect(advice).toBe('Statuses: Approved, Draft, 3.');
	});

	test.each([undefined, '', '  ', by('list', ''), by('name', ' ')])(
		'%j is empty: what there is is named',
		async (given) => {
			const { message, advice } = await refusal(() => taken(given ?? ''));
			expect(message).toBe("'Status' is empty");
			expect(advice).toBe('Statuses: Approved, Draft, 3.');
		},
	);

	test.each([{ id: 2 }, by('id', { id: 2 }), by('url', '2')])(
		'%j is neither, and nothing is asked for',
		async (given) => {
			const run = jamaSession({});
			const { message } = await refusal(
				async () => await status.toWire?.(given, valueContext(run.session)),
			);
			expect(message).toMatch(/^'Status' (must be text or a number|has no mode)/);
			expect(run.sent).toEqual([]);
		},
	);
});

describe('the list of statuses', () => {
	const { searchStatuses } = methods.listSearch;
	const data = {
		'/items/1': { id: 1, itemType: 33 },
		'/itemtypes/33': TYPE(),
		'/picklists/4/options': [...OPTIONS.rows, { id: 3, name: 'Old', active: false }],
	};
	const itemId = { mode: 'list', value: 1 };

	test('are the options of the status field of the type of the chosen item', async () => {
		const { editor: it } = editor(data, { itemId });
		const shown = {
			results: [OPTIONS.rows[1]].map((row) => ({ name: row?.name, value: row?.id })),
		};
		expect(await searchStatuses.call(it, 'APP')).toEqual(shown);
		const { results } = await searchStatuses.call(it);
		expect(results.map(({ value }) => value)).toEqual([1, 2]);
	});

	test.each([
		['', 'Choose the item first'],
		[{ mode: 'id', value: '={{ $json.id }}' }, 'There is no list while the item is an expression'],
	])('a row that chooses nothing while the item is %j', async (chosen, notice) => {
		const { editor: it, requests } = editor(data, { itemId: chosen });
		const { results } = await searchStatuses.call(it);
		expect(results).toMatchObject([{ name: notice, value: '' }]);
		expect(requests).toEqual([]);
	});

	test('a row that says so where the type has no status field', async () => {
		const type = { ...TYPE(), fields: [{ ...FIELD, pickList: undefined }] };
		const { editor: it } = editor({ ...data, '/itemtypes/33': type }, { itemId });
		const { results } = await searchStatuses.call(it);
		expect(results).toMatchObject([
			{ name: "The item type 'Requirement' has no picklist field 'Status'", value: '' },
		]);
	});
});
