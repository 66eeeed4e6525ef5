import type { IDataObject } from 'n8n-workflow';
import {
	findField,
	itemTypeOf,
	loadItemType,
	withoutSuffix,
} from '../../nodes/Jama/configuration/itemTypes';
import { toWireFields } from '../../nodes/Jama/fields/fieldValues';
import { caught, refusal } from './support/errors';
import { jamaSession, LOOKUPS, REQUIREMENT, type Reply } from '../support/rows/jamaSession';

async function toWire(
	input: IDataObject,
	{ ignoreUnknown = false, more = {} as Record<string, Reply> } = {},
) {
	const jama = jamaSession({ ...LOOKUPS, ...more });
	const type = await loadItemType(jama.session, 33);
	const context = { session: jama.session, timezone: 'Europe/Berlin', project: 5 };
	const fields = await toWireFields(type, input, context, ignoreUnknown);
	return { fields, sent: jama.sent.slice(1) };
}
const fieldsOf = async (input: IDataObject) => (await toWire(input)).fields;

describe('names', () => {
	test.each(['risk$33', 'risk', 'RISK', 'Risk Level', ' risk level '])('%p', async (name) => {
		expect(await fieldsOf({ [name]: 'Low' })).toEqual({ risk$33: 401 });
	});

	test('the exact API name comes first; a name that fits several fields is refused', async () => {
		const field = (name: string, label: string) => ({ name, label, fieldType: 'STRING' });
		const type = {
			id: 1,
			display: 'X',
			fields: [field('a$1', 'b'), field('b$1', 'a'), field('a', 'c')],
		};
		expect(findField(type, 'a')?.name).toBe('a');
		expect(findField(type, 'fields.b$1')?.name).toBe('b$1');
		const { message, advice } = await refusal(() => findField(type, 'b'));
		expect(message).toBe('"b" stands for 2 fields of the item type \'X\': b (a$1), a (b$1)');
		expect(advice).toContain('in parentheses');
		expect(findField(type, 'c')?.name).toBe('a');
		expect(findField(type, 'd')).toBeUndefined();
	});

	test('an unknown name is refused with the names that may be written', async () => {
		const { message, advice } = await refusal(() => toWire({ color: 'red' }));
		expect(message).toBe('The item type \'Requirement\' has no field "color"');
		expect(advice).toContain('Risk Level (risk)');
		expect(advice).not.toContain('documentKey');
	});

	test('an unknown name is left out when the input has columns of its own', async () => {
		const { fields } = await toWire({ color: 'red', name: 'x' }, { ignoreUnknown: true });
		expect(fields).toEqual({ name: 'x' });
	});

	test('only the number at the end is a suffix', () => {
		expect(['risk$33', 'a$b$7', 'plain', 'cost$'].map(withoutSuffix)).toEqual([
			'risk',
			'a$b',
			'plain',
			'cost$',
		]);
	});
});

describe('picklists', () => {
	test.each(['High', 'high', ' HIGH ', 402, '402'])('%p is the option 402', async (value) => {
		expect(await fieldsOf({ risk: value })).toEqual({ risk$33: 402 });
	});

	test('an unknown label lists the active ones', async () => {
		const { message, advice } = await refusal(() => toWire({ risk: 'Huge' }));
		expect(message).toBe('\'Risk Level\' has no option "Huge"');
		expect(advice).toBe('Valid: Low, High.');
	});

	test('a number that is no option is refused before it is sent', async () => {
		expect((await refusal(() => toWire({ risk: 999 }))).message).toContain('999');
	});

	test.each([
		['Test, 502', [501, 502]],
		[
			['Test', 'Review, formal'],
			[501, 502],
		],
		[[501], [501]],
		['Test,', [501]],
		[[], []],
	])('several: %j', async (value, expected) => {
		expect(await fieldsOf({ methods: value })).toEqual({ methods$33: expected });
	});

	test('one wrong among several is named', async () => {
		expect((await refusal(() => toWire({ methods: ['Test', 'Guess'] }))).message).toContain(
			'"Guess"',
		);
	});

	test('options are read once for many values', async () => {
		const { sent } = await toWire({ methods: ['Test', 'Test', '502'], risk: 'Low' });
		expect(sent.map(({ path }) => path).sort()).toEqual([
			'/rest/v1/picklists/4/options',
			'/rest/v1/picklists/5/options',
		]);
	});
});

describe('users and releases', () => {
	test.each([9, '9', 'Ada (ID 9)', 'ID 9'])('the ID %p', async (value) => {
		const user = { id: 9, username: 'ada', firstName: 'Ada' };
		const more = { 'GET /users/9': { row: user } };
		expect((await toWire({ owner: value }, { more })).fields).toEqual({ owner$33: 9 });
	});

	const people = (...rows: Array<Record<string, unknown>>) => ({ 'GET /users': { rows } });

	test.each<[string, unknown]>([
		['Alice Ng', 5],
		['alice ng', 5],
		['Mary Ann van der Berg', 6],
		['Cher', 7],
	])('by full name: %p', async (value, id) => {
		const more = people(
			{ id: 5, username: 'ang', firstName: 'Alice', lastName: 'Ng' },
			{ id: 6, username: 'mab', firstName: 'Mary Ann', lastName: 'van der Berg' },
			{ id: 7, username: 'c', firstName: 'Cher', lastName: '' },
		);
		expect((await toWire({ owner: value }, { more })).fields).toEqual({ owner$33: id });
	});

	test('a name goes before an ID; a name and an ID of two people are reported', async () => {
		const named = people({ id: 9, username: '7' });
		const alone = { ...named, 'GET /users/7': { status: 404 } };
		expect((await toWire({ owner: '7' }, { more: alone })).fields).toEqual({ owner$33: 9 });
		const both = { ...named, 'GET /users/7': { row: { id: 7, username: 'bob' } } };
		const { message } = await refusal(() => toWire({ owner: '7' }, { more: both }));
		expect(message).toBe(
			'The user "7" for \'Owner\' is the name of one record and the ID of another: 7 (ID 9), bob (ID 7)',
		);
	});

	test('an active user goes before one who is not', async () => {
		const more = people(
			{ id: 5, username: 'a1', firstName: 'Alice', lastName: 'Ng', active: false },
			{ id: 6, username: 'a2', firstName: 'Alice', lastName: 'Ng', active: true },
		);
		expect((await toWire({ owner: 'Alice Ng' }, { more })).fields).toEqual({ owner$33: 6 });
	});

	test('who may not search users can give an ID, which is told', async () => {
		const { session, hints } = jamaSession({ ...LOOKUPS, 'GET /users': { status: 403 } });
		const type = await loadItemType(session, 33);
		const context = { session, timezone: 'UTC' };
		expect(await toWireFields(type, { owner: '9' }, context)).toEqual({ owner$33: 9 });
		expect(hints[0]).toContain('read as an ID');
		expect((await caught(() => toWireFields(type, { owner: 'ada' }, context))).message).toContain(
			'403',
		);
	});

	test.each([
		['ada', { username: 'ada' }],
		['ada@example.com', { email: 'ada@example.com' }],
	])('%p is looked up and compared exactly', async (value, query) => {
		const { fields, sent } = await toWire({ owner: value });
		expect(fields).toEqual({ owner$33: 9 });
		expect(sent.map((one) => one.query)).toContainEqual(expect.objectContaining(query));
	});

	test('nobody of that name, and two of them', async () => {
		const nobody = await refusal(() => toWire({ owner: 'bob' }));
		expect(nobody.message).toBe('The user "bob" for \'Owner\' was not found');
		const rows = [
			{ id: 1, username: 'x', email: 'a@b.c' },
			{ id: 2, username: 'y', email: 'a@b.c' },
		];
		const two = await refusal(() =>
			toWire({ owner: 'a@b.c' }, { more: { 'GET /users': { rows } } }),
		);
		expect(two.message).toContain('stands for 2 records: x (ID 1), y (ID 2)');
	});

	test('a release by name belongs to the project of the item', async () => {
		const { fields, sent } = await toWire({ release: 'r2' });
		expect(fields).toEqual({ release: 71 });
		expect(sent[0]?.query).toMatchObject({ project: 5 });
		expect((await refusal(() => toWire({ release: 'R9' }))).advice).toBe('Valid: R1, R2.');
		expect(await fieldsOf({ release: 70 })).toEqual({ release: 70 });
	});
});

describe('plain values', () => {
	test.each<[string, unknown, unknown]>([
		['due', '2026-01-31', '2026-01-31'],
		['due', new Date('2026-01-31T23:30:00Z'), '2026-02-01'],
		['points', 5, 5],
		['points', '5', 5],
		['points', -3, -3],
		['points', 0, 0],
		['safety', true, true],
		['safety', 'false', false],
		['safety', 'Yes', true],
		['safety', 0, false],
		['name', 42, '42'],
		['name', true, 'true'],
		['description', '<p>x</p>', '<p>x</p>'],
	])('%s: %p is sent as %p', async (name, value, expected) => {
		expect(Object.values(await fieldsOf({ [name]: value as string }))).toEqual([expected]);
	});

	test.each<[string, unknown]>([
		['points', 1.5],
		['points', 'many'],
		['points', ' '],
		['safety', 'maybe'],
		['safety', 2],
		['due', 'soon'],
	])('%s: %p is refused by the label of the field', async (name, value) => {
		const { message } = await refusal(() => toWire({ [name]: value as string }));
		expect(message).toMatch(/^'(Points|Safety|Due Date)'/);
	});

	test.each(['name', 'risk', 'methods', 'owner', 'release', 'due', 'points', 'safety'])(
		'empty text and null clear %s without a request',
		async (name) => {
			for (const value of ['', null]) {
				const { fields, sent } = await toWire({ [name]: value });
				expect(Object.values(fields)).toEqual([null]);
				expect(sent).toEqual([]);
			}
		},
	);

	test('a user name written exactly goes before the user who stands there under a similar name', async () => {
		const ada = { id: 9, username: 'ada', active: true };
		const other = { id: 8, username: 'x', firstName: 'ADA', lastName: '', active: true };
		const users = { 'GET /users': { rows: [ada] }, 'GET /users/8': { row: other } };
		const { session } = jamaSession({ ...LOOKUPS, ...users });
		const context = { session, timezone: 'UTC', item: { id: 12, fields: { owner$33: 8 } } };
		const type = await loadItemType(session, 33);
		expect(await toWireFields(type, { owner: 'ada' }, context)).toEqual({ owner$33: 9 });
		expect(await toWireFields(type, { owner: 'ADA' }, context)).toEqual({ owner$33: 8 });
	});

	test('a name written twice is not taken for the one option that stands there', async () => {
		const rows = [
			{ id: 501, name: 'Twin' },
			{ id: 502, name: 'Twin' },
			{ id: 503, name: 'One' },
		];
		const { session } = jamaSession({ ...LOOKUPS, 'GET /picklists/5/options': { rows } });
		const context = { session, timezone: 'UTC', item: { id: 12, fields: { methods$33: [501] } } };
		const type = await loadItemType(session, 33);
		const methods = async (value: string[]) =>
			await toWireFields(type, { methods: value }, context);
		expect(await methods(['Twin', 'One', 'One'])).toEqual({ methods$33: [501, 503] });
		for (const twice of [
			['Twin', 'Twin'],
			['Twin (ID 501)', 'Twin'],
		]) {
			expect((await refusal(() => methods(twice))).message).toContain('stands for 2 records');
		}
	});

	test('a value that names nothing is refused, not sent as a number that JSON does not know', async () => {
		const lookup = { name: 'kind$33', label: 'Kind', fieldType: 'LOOKUP' };
		const type = { ...REQUIREMENT, fields: [...REQUIREMENT.fields, lookup] };
		const noPicklist = { more: { 'GET /itemtypes/33': { row: type } } };
		await refusal(() => toWire({ kind: 'High' }, noPicklist));
		expect((await toWire({ kind: '7' }, noPicklist)).fields).toEqual({ kind$33: 7 });
		const { session } = jamaSession(LOOKUPS);
		const loaded = await loadItemType(session, 33);
		await refusal(() => toWireFields(loaded, { release: 'R1' }, { session, timezone: 'UTC' }));
	});
});

describe('where the item type comes from', () => {
	test('the linked one is used without a request', async () => {
		const jama = jamaSession({});
		const item = { itemType: 33, linked: { itemType: REQUIREMENT } };
		expect((await itemTypeOf(jama.session, item)).display).toBe('Requirement');
		expect(jama.sent).toEqual([]);
	});

	test('it is read once in an execution, and again after a failed read', async () => {
		const jama = jamaSession({ 'GET /itemtypes/33': [{ status: 500 }, { row: REQUIREMENT }] });
		await caught(() => loadItemType(jama.session, 33));
		await Promise.all([loadItemType(jama.session, 33), itemTypeOf(jama.session, { itemType: 33 })]);
		expect(jama.asked()).toEqual(['GET /itemtypes/33', 'GET /itemtypes/33']);
	});

	test('an answer that is no item type is an error', async () => {
		const jama = jamaSession({ 'GET /itemtypes/33': { row: { id: 'x' } } });
		expect(await caught(() => loadItemType(jama.session, 33))).toBeInstanceOf(Error);
	});
});
