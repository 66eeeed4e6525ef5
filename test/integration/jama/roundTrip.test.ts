/** What Item Get gives out, Item Update takes in: for every kind of field, and nothing changes. */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { autoMapped, byId, useJama } from './support';
import { CYCLE, PLAN, runOf } from './testCenter';

const jama = useJama();
const ITEM = 20;
const fieldsNow = () => structuredClone(jama.server.state.items.get(ITEM)?.fields ?? {});

/** Field names that take the place of another column, or of another field, when they are written without suffix. */
const AWKWARD = ['id', 'type', 'parent', 'project', 'name', 'status', 'documentKey', 'linked'];

/** An item type with every kind of field, options and releases whose names are alike, and people of one name. */
function prepare(): void {
	const { state } = jama.server;
	const type = state.itemTypes.get(33);
	if (!type) throw new Error('The seed has no item type 33');
	const base = { readOnly: false, required: false, triggerSuspect: false, synchronize: false };
	let id = 9000;
	const add = (name: string, label: string, fieldType: string, more: object = {}) =>
		type.fields.push({ ...base, id: (id += 1), name, label, fieldType, ...more });
	for (const name of AWKWARD) add(`${name}$33`, name, 'STRING');
	add('notes1$33', 'Notes', 'TEXT', { textType: 'RICHTEXT' });
	add('notes2$33', 'Notes', 'TEXT', { textType: 'TEXTAREA' });
	add('steps$33', 'Steps', 'STEPS');
	add('score$33', 'Score', 'CALCULATED', { readOnly: true });
	add('sum$33', 'Sum', 'ROLLUP', { readOnly: true });
	add('spent$33', 'Spent', 'TIME');
	add('other$33', 'Other Item', 'DOCUMENT_TYPE_ITEM_LOOKUP');
	const option = { description: '', value: '', color: '', sortOrder: 9, default: false };
	const addOption = (optionId: number, name: string, pickList: number, active = true) =>
		state.options.set(optionId, { ...option, id: optionId, name, pickList, active });
	addOption(190, 'High', 1, false);
	addOption(191, '101', 1);
	addOption(390, 'Test, Analysis', 3);
	addOption(391, 'Say "no"', 3);
	const [release] = [...state.releases.values()].filter(({ project }) => project === 2);
	if (!release) throw new Error('The seed has no release in project 2');
	state.releases.set(290, { ...release, id: 290, archived: true });
	state.releases.set(291, { ...release, id: 291, name: '290' });
	const [user] = [...state.users.values()].filter(({ id: userId }) => userId === 9);
	if (!user) throw new Error('The seed has no user 9');
	state.users.set(90, { ...user, id: 90, username: 'twin', email: 'twin@example.com' });
	state.users.set(91, {
		...user,
		id: 91,
		username: '7',
		firstName: 'Seven',
		lastName: 'Up',
		email: 'up@example.com',
	});
}

const text = fc.oneof(
	fc.constantFrom(
		'plain',
		' spaces ',
		'a <5 b',
		'a & b',
		'123',
		'true',
		'2026-01-31',
		'ID 7',
		'[x]',
	),
	fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
);
const html = fc.oneof(
	text,
	fc.constantFrom('<p>a</p>', '<p>a &amp; b<br />c</p>', 'x\n\ny', '<b>'),
);
const step = fc.record({ action: text, expectedResult: text, notes: fc.constant('') });

/** Values as the server keeps them; undefined where the field is empty. */
const values = fc.record(
	{
		name: text,
		description: html,
		priority: fc.constantFrom(101, 102, 190, 191),
		status: fc.constantFrom(201, 202),
		release: fc.constantFrom(290, 291),
		verification_method$33: fc.subarray([301, 302, 303, 390, 391], { minLength: 1 }),
		owner$33: fc.constantFrom(7, 8, 9, 90, 91),
		effort$33: fc.integer({ min: -1000, max: 1_000_000 }),
		due_date$33: fc
			.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
			.map((date) => date.toISOString().slice(0, 10)),
		safety_relevant$33: fc.boolean(),
		rationale$33: text,
		jira_key$33: text,
		source_url$33: fc.constantFrom('https://example.com/a?b=c&d=e', 'http://[::1]/'),
		notes1$33: html,
		notes2$33: text,
		steps$33: fc.array(step, { minLength: 1, maxLength: 3 }),
		score$33: fc.constantFrom(7, '7.5'),
		sum$33: fc.integer(),
		spent$33: fc.constantFrom('12:30', 750),
		other$33: fc.constantFrom(21, [21, 22]),
		...Object.fromEntries(AWKWARD.map((name) => [`${name}$33`, text])),
	},
	{ requiredKeys: ['name'] },
);

const ways: Record<string, (row: IDataObject) => object> = {
	'Map Automatically': () => ({ fields: autoMapped }),
	JSON: (row) => ({ fieldsInput: 'json', fieldsJson: JSON.stringify(row) }),
};

test.each(Object.entries(ways))('by %s', async (_, way) => {
	prepare();
	const item = jama.server.state.items.get(ITEM);
	if (!item) throw new Error('The seed has no item 20');
	const seed = Number(process.env.ROUND_TRIP_SEED ?? Date.now() % 1_000_000);
	await fc.assert(
		fc.asyncProperty(values, async (fields) => {
			item.fields = fields as typeof item.fields;
			const [row = {}] = await jama.rows('item.get', { itemId: byId(ITEM), simplify: true });
			expect(row).toMatchObject({ id: ITEM, project: 2, itemType: 33, name: fields.name });
			const before = fieldsNow();
			const more = { itemId: byId(ITEM), ...way(row) };
			const { error, hints } = await jama.run('item.update', more, { input: [row] });
			expect(
				error && `${error.message} ${String((error as { description?: string }).description)}`,
			).toBeUndefined();
			expect(fieldsNow()).toEqual(before);
			expect([jama.writes(), hints]).toEqual([[], []]);
		}),
		{ seed, numRuns: 15 },
	);
});

test.each(Object.entries(ways))(
	'by %s a change of one column changes that field alone',
	async (_, way) => {
		prepare();
		const [row = {}] = await jama.rows('item.get', { itemId: byId(ITEM), simplify: true });
		const before = fieldsNow();
		const input = { ...row, id$33: 'X', effort: 77, status: 'Approved' };
		await jama.rows('item.update', { itemId: byId(ITEM), ...way(input) }, { input: [input] });
		expect(fieldsNow()).toEqual({ ...before, id$33: 'X', effort$33: 77, status: 203 });
	},
);

test('objects that were put in the place of their IDs are taken by their IDs', async () => {
	const options = { include: ['data.fields.priority', 'data.fields.status'], mergeLinked: true };
	const [row = {}] = await jama.rows('item.get', { itemId: byId(ITEM), simplify: true, options });
	expect(row.priority).toMatchObject({ id: 102 });
	await jama.rows('item.update', { itemId: byId(ITEM), fields: autoMapped }, { input: [row] });
	expect(jama.writes()).toEqual([]);
});

test('the raw record goes in as well, field by field', async () => {
	const [row = {}] = await jama.rows('item.get', { itemId: byId(ITEM) });
	const json = { fieldsInput: 'json', fieldsJson: JSON.stringify(row.fields) };
	await jama.rows('item.update', { itemId: byId(ITEM), ...json });
	expect(jama.writes()).toEqual([]);
});

test.each([
	['testPlan', 'testPlanId', PLAN],
	['testCycle', 'testCycleId', CYCLE],
	['testRun', 'testRunId', runOf(1)],
])('%s: what Get gives out, Update takes in', async (resource, parameter, id) => {
	const record = { [parameter]: byId(id) };
	const [row = {}] = await jama.rows(`${resource}.get`, { ...record, simplify: true });
	for (const [name, way] of Object.entries(ways)) {
		const more = { ...record, ...way(row) };
		const { error, hints } = await jama.run(`${resource}.update`, more, { input: [row] });
		const said =
			error &&
			`${error.message} ${String((error as Error & { description?: string }).description)}`;
		expect([name, said, jama.writes(), hints]).toEqual([name, undefined, [], []]);
	}
});
