/** Creating items: what people write becomes what Jama takes. */
import { NEXT_ID, autoMapped, byId, byName, mapped, useJama } from './support';

const jama = useJama();
const target = { project: byId(2), itemType: byId(33), parentItem: byId(8) };
const asJson = (fields: object) => ({
	...target,
	fieldsInput: 'json',
	fieldsJson: JSON.stringify({ name: 'X', ...fields }),
});
/** The fields of the one POST. */
const posted = () => {
	const posts = jama.server.requests.filter(({ method }) => method === 'POST');
	expect(posts).toHaveLength(1);
	return (posts[0]?.body as { fields: object }).fields;
};

test.each<[string, object, object, string?]>([
	['a picklist by label', { Priority: 'low' }, { priority: 103 }],
	['a picklist by ID', { priority: 103 }, { priority: 103 }],
	['a custom picklist without suffix', { safety_class: 'B' }, { safety_class$33: 402 }],
	[
		'several options from text',
		{ verification_method: 'Test, Analysis' },
		{ verification_method$33: [301, 303] },
	],
	[
		'several options from a list',
		{ 'Verification Method': ['Demonstration'] },
		{ verification_method$33: [304] },
	],
	['a user by name', { owner: 'anna.lindqvist' }, { owner$33: 7 }],
	['a user by e-mail', { Owner: 'ben.okafor@example.com' }, { owner$33: 8 }],
	['a user by ID', { owner: '9' }, { owner$33: 9 }],
	['a release by name', { Release: 'release 1.1' }, { release: 2 }],
	[
		'a day from a date with time',
		{ due_date: '2026-03-01T23:30:00.000+02:00' },
		{ due_date$33: '2026-03-01' },
	],
	['a whole number from text', { effort: '12' }, { effort$33: 12 }],
	['a number in a text field', { rationale: 7 }, { rationale$33: '7' }],
	['true from text', { 'Safety Relevant': 'Yes' }, { safety_relevant$33: true }],
	['a field that only the API may write', { jira_key: 'PUMP-9' }, { jira_key$33: 'PUMP-9' }],
	['the full field name', { effort$33: 3 }, { effort$33: 3 }],
	['nothing, which is not sent', { effort: null, rationale: '' }, {}],
])('takes %s', async (_name, fields, wire) => {
	const [row] = await jama.rows('item.create', { ...asJson(fields), simplify: false });
	expect(posted()).toEqual({ name: 'X', ...wire });
	expect(row).toMatchObject({ id: NEXT_ID, fields: { name: 'X', ...wire } });
});

test.each<[string, object, string, string | RegExp]>([
	[
		'a label that is no option',
		{ priority: 'Urgent' },
		'\'Priority\' has no option "Urgent"',
		'Valid: High, Medium, Low, Unassigned.',
	],
	[
		'one wrong label among several',
		{ verification_method: ['Test', 'Guess'] },
		'\'Verification Method\' has no option "Guess"',
		'Valid: Test, Inspection, Analysis, Demonstration.',
	],
	[
		'an unknown release',
		{ release: 'Release 9' },
		'\'Release\' has no release "Release 9"',
		'Valid: Release 1.1, Release 2.0.',
	],
	[
		'an unknown user',
		{ owner: 'nobody' },
		'The user "nobody" for \'Owner\' was not found',
		/spelling/,
	],
	[
		'an unknown field',
		{ color: 'red' },
		'The item type \'System Requirement\' has no field "color"',
		/^Valid: .*Priority \(priority\).*Safety Class \(safety_class\)/,
	],
	[
		'a number that is none',
		{ effort: '1.5' },
		'\'Effort\' must be a whole number, and is "1.5"',
		/^Write digits only/,
	],
	[
		'a switch that is neither',
		{ safety_relevant: 'maybe' },
		'\'Safety Relevant\' must be true or false, and is "maybe"',
		/^Write true or false/,
	],
	['a date that is none', { due_date: 'soon' }, "'Due Date' is not a date: soon", /2026-01-31/],
])('refuses %s and writes nothing', async (_name, fields, message, description) => {
	const failure = await jama.failure('item.create', asJson(fields));
	expect(failure).toMatchObject({ message, itemIndex: 0 });
	expect(failure.description).toEqual(
		typeof description === 'string' ? description : expect.stringMatching(description),
	);
	expect(jama.writes()).toEqual([]);
});

test('auto-mapping takes the columns that the item type has, and leaves out the others', async () => {
	const input = [{ name: 'Row', Priority: 'High', 'Customer ID': 'C-1', effort: 5 }];
	await jama.rows('item.create', { ...target, fields: autoMapped }, { input });
	expect(posted()).toEqual({ name: 'Row', priority: 101, effort$33: 5 });
});

test('the columns of the mapper take expressions for each item', async () => {
	const input = [{ title: 'A' }, { title: 'B' }];
	const fields = mapped({ name: '={{ $json.title }}', priority: 'High' });
	const { items } = await jama.run('item.create', { ...target, fields }, { input });
	expect(items.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([
		['A', { item: 0 }],
		['B', { item: 1 }],
	]);
	expect(jama.sent().filter((line) => /itemtypes|picklists/.test(line))).toHaveLength(2);
});

describe('sets and folders', () => {
	const folder = { ...target, itemType: byName('Folder'), parentItem: byId(7) };
	const fields = mapped({ name: 'Shutdown' });

	test('get the type of what they hold', async () => {
		const additionalFields = { childItemType: byName('System Requirement') };
		await jama.rows('item.create', { ...folder, fields, additionalFields });
		expect(jama.writes()).toEqual([
			'POST /items {"project":2,"itemType":32,"childItemType":33,"location":{"parent":{"item":7}},"fields":{"name":"Shutdown"}}',
		]);
	});

	test('are refused without it', async () => {
		const failure = await jama.failure('item.create', { ...folder, fields });
		expect(failure.message).toBe("'Folder' holds other items, and 'Child Item Type' is not set");
		expect(failure.description).toMatch(/Additional Fields/);
		expect(jama.writes()).toEqual([]);
	});
});

test('a global ID of its own', async () => {
	const additionalFields = { globalId: 'GID-MINE' };
	const rows = await jama.rows('item.create', { ...asJson({}), additionalFields });
	expect(rows).toMatchObject([{ globalId: 'GID-MINE' }]);
	expect(jama.writes()).toEqual([
		'POST /items?setGlobalIdManually=true {"project":2,"itemType":33,"childItemType":33,"location":{"parent":{"item":8}},"fields":{"name":"X"},"globalId":"GID-MINE"}',
	]);
});

test('without a parent the item goes to the top of the project', async () => {
	const { project, itemType } = { ...target, itemType: byId(30) };
	const fields = mapped({ name: 'Top' });
	await jama.rows('item.create', { project, itemType, fields });
	expect(jama.writes()[0]).toContain('"location":{"parent":{"project":2}}');
});

describe('after the write', () => {
	test('Return Saved Record off saves the second request', async () => {
		const parameters = { ...asJson({}), options: { returnRecord: false } };
		expect(await jama.rows('item.create', parameters)).toEqual([{ success: true, id: NEXT_ID }]);
		expect(jama.sent().at(-1)).toMatch(/^POST/);
	});

	test('a record that cannot be read back is a note, not an error', async () => {
		jama.server.switches.failNext = [{ status: 500, method: 'GET', path: `/items/${NEXT_ID}` }];
		const { items, error } = await jama.run('item.create', asJson({}));
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			{
				success: true,
				id: NEXT_ID,
				note: expect.stringMatching(/^Saved, but the record could not be read back/),
			},
		]);
		expect(jama.writes()).toHaveLength(1);
	});

	test('a server of 2015, which tells the id only in the location', async () => {
		jama.server.switches.metaId = false;
		expect(await jama.rows('item.create', asJson({}))).toMatchObject([{ id: NEXT_ID, name: 'X' }]);
	});
});

test('what Jama refuses comes in its own words, with what to do', async () => {
	const risk = {
		...target,
		itemType: byId(37),
		parentItem: byId(6),
		fields: mapped({ name: 'Overdose' }),
	};
	const failure = await jama.failure('item.create', risk);
	expect(failure.message).toBe('Field severity$37 is required');
	expect(failure.description).toMatch(/field\$itemType/);
	expect(failure.text).toContain('POST /rest/v1/items');
});
