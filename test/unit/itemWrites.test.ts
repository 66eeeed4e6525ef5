import { FIELD_OWNERS } from '../../nodes/Jama/pickers/fieldOwners';
import { createItem, replaceItem, updateFieldsOf } from '../../nodes/Jama/items/itemWrites';
import { toPatch } from '../../nodes/Jama/fields/jsonPatch';
import { BadResponse } from '../../nodes/shared/http/errors';
import { caught, refusal } from './support/errors';
import type { Reply } from '../support/rows/jamaSession';
import { jamaSession, LOOKUPS, REQUIREMENT, runContext } from '../support/rows/jamaSession';
import type { RunContext } from '../../nodes/shared/operations/operation';

const updateItem = updateFieldsOf(FIELD_OWNERS.item);

type Values = Record<string, unknown>;
const work = { createItem, updateItem, replaceItem };

async function run(
	name: keyof typeof work,
	values: Values,
	replies: Record<string, Reply | Reply[]> = {},
	json: Values = {},
) {
	const jama = jamaSession({ ...LOOKUPS, ...replies });
	// Each test gives what its function needs.
	const context = runContext(jama.session, values, json) as unknown as RunContext<never>;
	const items = await work[name](context);
	const output = items.map((item) => item.json as Values);
	const write = jama.sent.find(({ method }) => method !== 'GET');
	return { output, asked: jama.asked(), write, sent: jama.sent };
}
const asJson = (fields: unknown) => ({ fieldsInput: 'json', fieldsJson: JSON.stringify(fields) });
const ITEM = {
	id: 12,
	project: 5,
	itemType: 33,
	childItemType: 33,
	location: { parent: { item: 8 } },
	fields: { name: 'Old', risk$33: 401, due$33: '2026-01-01' },
};
const SAVED = { row: { id: 12, fields: { name: 'Saved' } } };

describe('create', () => {
	const base = { project: 5, itemType: 33 };
	const replies = { 'POST /items': { created: 12 }, 'GET /items/12': SAVED };

	test('reads the type, looks labels up, writes once, reads the item back', async () => {
		const { output, asked, write } = await run(
			'createItem',
			{ ...base, ...asJson({ Name: 'Pump', risk: 'High', due: null }) },
			replies,
		);
		expect(asked).toEqual([
			'GET /itemtypes/33',
			'GET /picklists/4/options',
			'POST /items',
			'GET /items/12',
		]);
		expect(write?.body).toEqual({
			project: 5,
			itemType: 33,
			childItemType: 33,
			location: { parent: { project: 5 } },
			fields: { name: 'Pump', risk$33: 402 },
		});
		expect(write).not.toHaveProperty('query');
		expect(output).toEqual([SAVED.row]);
	});

	test('under a parent, with a global ID and a child type of its own', async () => {
		const values = {
			...base,
			parentItem: 8,
			globalId: 'GID-1',
			childItemType: 34,
			...asJson({ name: 'x' }),
		};
		const { write } = await run('createItem', values, replies);
		expect(write?.query).toEqual({ setGlobalIdManually: true });
		expect(write?.body).toMatchObject({
			globalId: 'GID-1',
			childItemType: 34,
			location: { parent: { item: 8 } },
		});
	});

	test('at the top of the project, where that was picked as the parent', async () => {
		const { write } = await run('createItem', { ...base, parentItem: 0, ...asJson({}) }, replies);
		expect(write?.body).toMatchObject({ location: { parent: { project: 5 } } });
	});

	test('without reading back it gives the new ID', async () => {
		const { output, asked } = await run(
			'createItem',
			{ ...base, returnRecord: false, ...asJson({}) },
			replies,
		);
		expect(output).toEqual([{ success: true, id: 12 }]);
		expect(asked).not.toContain('GET /items/12');
	});

	test('saved but not readable is no failure: the ID and a note', async () => {
		const { output } = await run(
			'createItem',
			{ ...base, ...asJson({}) },
			{ ...replies, 'GET /items/12': { status: 404 } },
		);
		expect(output[0]).toMatchObject({ success: true, id: 12 });
		expect(output[0]?.note).toMatch(/^Saved, but/);
	});

	test.each([
		['SET', true],
		['SECTION', true],
		['COMPONENT', false],
		['CORE', false],
	])('a %s without child type: refused is %s', async (category, isRejected) => {
		const more = { ...replies, 'GET /itemtypes/33': { row: { ...REQUIREMENT, category } } };
		const attempt = run('createItem', { ...base, ...asJson({}) }, more);
		if (isRejected)
			expect((await refusal(async () => await attempt)).message).toContain("'Child Item Type'");
		else expect((await attempt).write?.body).toMatchObject({ childItemType: 33 });
	});

	test('mapped columns without a value are not sent', async () => {
		const fields = { mappingMode: 'defineBelow', value: { name: 'x', points$33: null } };
		const { write } = await run('createItem', { ...base, fieldsInput: 'map', fields }, replies);
		expect(write?.body).toMatchObject({ fields: { name: 'x' } });
	});

	test('columns of the input item that the type has are taken, others are left out', async () => {
		const values = {
			...base,
			fieldsInput: 'map',
			fields: { mappingMode: 'autoMapInputData', value: null },
		};
		const { write } = await run('createItem', values, replies, { Name: 'x', rowNumber: 3 });
		expect((write?.body as Values).fields).toEqual({ name: 'x' });
	});

	test('a wrong label writes nothing', async () => {
		const jama = jamaSession({ ...LOOKUPS, ...replies });
		await refusal(() =>
			createItem(runContext(jama.session, { ...base, ...asJson({ risk: 'Huge' }) })),
		);
		expect(jama.sent.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	test('invalid JSON names the parameter', async () => {
		const values = { ...base, fieldsInput: 'json', fieldsJson: '{' };
		expect((await refusal(() => run('createItem', values, replies))).message).toMatch(
			/^'Fields' is not valid JSON/,
		);
	});

	test("Jama's refusal is passed on in its words", async () => {
		const more = { ...replies, 'POST /items': { status: 400, words: 'Nope' } };
		const error = await caught(() => run('createItem', { ...base, ...asJson({}) }, more));
		expect(error).toBeInstanceOf(BadResponse);
		expect(error.message).toBe('Nope');
	});
});

describe('update', () => {
	const base = { itemId: 12 };
	const replies = () => ({
		'GET /items/12': [{ row: ITEM }, SAVED],
		'PATCH /items/12': { status: 200 },
	});

	test('sets with add, removes what has a value, leaves alone what is empty already', async () => {
		const { write, output, asked } = await run(
			'updateItem',
			{ ...base, ...asJson({ name: 'New', points: null, due: '', risk: 'High' }) },
			replies(),
		);
		expect(write?.body).toEqual([
			{ op: 'add', path: '/fields/name', value: 'New' },
			{ op: 'remove', path: '/fields/due$33' },
			{ op: 'add', path: '/fields/risk$33', value: 402 },
		]);
		expect(asked.at(-1)).toBe('GET /items/12');
		expect(output).toEqual([SAVED.row]);
	});

	test('asks for the item type in the same request as the item', async () => {
		const { sent } = await run('updateItem', { ...base, ...asJson({ name: 'x' }) }, replies());
		expect(sent[0]?.query).toEqual({ include: ['data.itemType'] });
	});

	test('clearing what is empty sends no PATCH', async () => {
		const { write, output } = await run(
			'updateItem',
			{ ...base, ...asJson({ points: null }) },
			replies(),
		);
		expect(write).toBeUndefined();
		expect(output).toEqual([SAVED.row]);
	});

	test('no field at all is refused', async () => {
		const { message } = await refusal(() =>
			run('updateItem', { ...base, ...asJson({}) }, replies()),
		);
		expect(message).toBe('There is no field to update');
	});

	test('a patch of the user is sent as it is, without reading first', async () => {
		const patch = [
			{ op: 'replace', path: '/fields/name', value: 'x' },
			{ op: 'remove', path: '/fields/y' },
		];
		const values = {
			...base,
			returnRecord: false,
			fieldsInput: 'patch',
			patchJson: JSON.stringify(patch),
		};
		const { asked, write, output } = await run('updateItem', values, replies());
		expect(asked).toEqual(['PATCH /items/12']);
		expect(write?.body).toEqual(patch);
		expect(output).toEqual([{ success: true, id: 12 }]);
	});

	test.each([
		'',
		'{}',
		'[{"op":"move","path":"/a"}]',
		'[{"op":"add","path":"fields/name"}]',
		'[{"path":"/a"}]',
		'null',
		'7',
	])('the patch %j is refused', async (patchJson) => {
		const values = { ...base, fieldsInput: 'patch', patchJson };
		expect((await refusal(() => run('updateItem', values, replies()))).message).toContain(
			"'Patch Operations'",
		);
	});
});

test('a slash and a tilde in a name are escaped in the pointer', () => {
	expect(toPatch({ 'a/b~c$33': 1 }, {})).toEqual([
		{ op: 'add', path: '/fields/a~1b~0c$33', value: 1 },
	]);
	expect(toPatch({ x: null }, { x: 0 })).toEqual([{ op: 'remove', path: '/fields/x' }]);
	expect(toPatch({ x: null, y: null }, { x: null })).toEqual([]);
	expect(toPatch({ x: false, y: 0, z: [] }, {})).toHaveLength(3);
});

describe('replace', () => {
	const replies = (item: Values = ITEM) => ({
		'GET /items/12': [{ row: item }, SAVED],
		'PUT /items/12': { status: 200 },
	});

	test('sends only the fields given; project, type and place stay', async () => {
		const { write, asked } = await run(
			'replaceItem',
			{ itemId: 12, ...asJson({ name: 'New', risk: null }) },
			replies(),
		);
		expect(asked).toEqual(['GET /items/12', 'GET /itemtypes/33', 'PUT /items/12', 'GET /items/12']);
		expect(write?.body).toEqual({
			project: 5,
			itemType: 33,
			childItemType: 33,
			location: { parent: { item: 8 } },
			fields: { name: 'New' },
		});
	});

	test('an item at the top of its project stays there; a new parent and child type are taken', async () => {
		const top = { ...ITEM, location: { parent: { project: 5 } }, childItemType: undefined };
		expect(
			(await run('replaceItem', { itemId: 12, ...asJson({}) }, replies(top))).write?.body,
		).toMatchObject({
			location: { parent: { project: 5 } },
			childItemType: 33,
		});
		const values = { itemId: 12, parentItem: 99, childItemType: 34, ...asJson({}) };
		expect((await run('replaceItem', values, replies())).write?.body).toMatchObject({
			location: { parent: { item: 99 } },
			childItemType: 34,
		});
		const toTop = { itemId: 12, parentItem: 0, ...asJson({}) };
		expect((await run('replaceItem', toTop, replies())).write?.body).toMatchObject({
			location: { parent: { project: 5 } },
		});
	});
});
