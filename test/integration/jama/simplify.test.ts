/** What people read: flat rows with labels, and only the columns they want. */
import { byId, byKey, useJama } from './support';

const jama = useJama();
const simple = { simplify: true };
const requirement = { itemId: byId(20), ...simple };

test('an item: the columns used most first, then its fields with labels and without suffix', async () => {
	const [row] = await jama.rows('item.get', requirement);
	const names = Object.keys(row ?? {});
	expect(names.slice(0, 5)).toEqual(['documentKey', 'name', 'status', 'type', 'description']);
	const ids = ['url', 'id', 'project', 'itemType', 'parent', 'globalId'];
	expect(names.slice(-ids.length)).toEqual(ids);
	expect(row?.url).toBe(`${jama.server.url}/perspective.req#/items/20?projectId=2`);
	expect(row).toMatchObject({
		id: 20,
		type: 'System Requirement',
		itemType: 33,
		priority: 'Medium',
		status: 'Draft',
		verification_method: expect.arrayContaining([expect.any(String)]),
		owner: expect.stringMatching(/^[A-Z]\w+ [A-Z]\w+/),
		release: expect.stringMatching(/^Release /),
		effort: expect.any(Number),
	});
	expect(Object.keys(row ?? {}).filter((name) => name.includes('$'))).toEqual([]);
});

test('labels are looked up once, however many items', async () => {
	const parameters = { filters: { projects: [2], itemTypes: [33] }, limit: 30, ...simple };
	expect(await jama.rows('item.getMany', parameters)).toHaveLength(30);
	const sent = jama.sent();
	expect(sent.filter((line) => line.startsWith('GET /itemtypes/33'))).toHaveLength(1);
	expect(new Set(sent).size).toBe(sent.length);
});

test.each([
	[
		'two of one name',
		{ firstName: 'Twin', lastName: 'One' },
		{ firstName: 'Twin', lastName: 'One' },
	],
	[
		"a name that is another one's user name",
		{ firstName: 'Twin', lastName: '' },
		{ username: 'Twin' },
	],
	['a name that is the ID of another one', { firstName: '', lastName: '9' }, {}],
])('a user is named with ID: %s', async (_, own, others) => {
	const { users } = jama.server.state;
	Object.assign(users.get(8) ?? {}, own);
	Object.assign(users.get(9) ?? {}, others);
	const [row = {}] = await jama.rows('item.get', requirement);
	expect(row.owner).toMatch(/^\S.* \(ID 8\)$/);
	// What is given out is taken in, also by an item that has no owner yet.
	const { items } = jama.server.state;
	const other = [...items.values()].find(({ id, itemType }) => itemType === 33 && id !== 20);
	if (!other) throw new Error('The seed has only one system requirement');
	delete other.fields.owner$33;
	await jama.rows('item.update', {
		itemId: byId(other.id),
		fieldsInput: 'json',
		fieldsJson: JSON.stringify({ owner: row.owner }),
	});
	expect(items.get(other.id)?.fields.owner$33).toBe(8);
});

test('who may not search users sees their names, and is refused once', async () => {
	jama.server.switches.failNext = Array.from({ length: 9 }, () => ({
		method: 'GET',
		status: 403,
		path: '/users',
	}));
	const parameters = { filters: { projects: [2], itemTypes: [33] }, limit: 30, ...simple };
	const rows = await jama.rows('item.getMany', parameters);
	expect(rows.every(({ owner }) => /^[A-Z]\w+ [A-Z]\w+$/.test(String(owner ?? 'No One')))).toBe(
		true,
	);
	expect(jama.sent().filter((line) => line.startsWith('GET /users?')).length).toBeLessThan(12);
});

test('what may not be read stays an id', async () => {
	const refused = { method: 'GET', status: 403, body: { meta: { message: 'no' } } };
	jama.server.switches.failNext = [
		{ ...refused, path: '/picklists/1/options' },
		{ ...refused, path: '/users/8' },
	];
	const { items, hints } = await jama.run('item.get', requirement);
	expect(items[0]?.json).toMatchObject({ priority: 102, owner: 8, status: 'Draft' });
	expect(hints.map(({ message }) => message)).toEqual([
		expect.stringMatching(/^'Priority' is shown as a number/),
		expect.stringMatching(/^'Owner' is shown as a number/),
	]);
});

test('an option that the server says as text has its label', async () => {
	const { fields } = jama.server.state.items.get(20)!;
	Object.assign(fields, { priority: '102' });
	const { items, hints } = await jama.run('item.get', requirement);
	expect(items[0]?.json).toMatchObject({ priority: 'Medium' });
	expect(hints).toEqual([]);
});

test('a number that its picklist does not explain to this user is said, too', async () => {
	jama.server.state.options.delete(102);
	const { items, hints } = await jama.run('item.get', requirement);
	expect(items[0]?.json).toMatchObject({ priority: 102 });
	expect(hints.map(({ message }) => message)).toEqual([
		"'Priority' is shown as a number: its picklist has no such option that this user may see.",
	]);
});

test.each(['/picklists/1/options', '/users/8', '/releases', '/itemtypes/33'])(
	'a label that cannot be read for another reason is an error: %s',
	async (path) => {
		jama.server.switches.failNext = [{ method: 'GET', status: 500, path }];
		const failure = await jama.failure('item.get', requirement);
		expect(failure.message).toBe('Scripted failure 500');
	},
);

test('no field takes the place of another column, and two that are alike keep apart', async () => {
	const item = jama.server.state.items.get(20);
	const type = jama.server.state.itemTypes.get(33);
	const more = { readOnly: false, required: false, triggerSuspect: false, synchronize: false };
	for (const name of ['id', 'type', 'parent', 'project', 'status']) {
		const field = { ...more, id: 1, name: `${name}$33`, label: name, fieldType: 'STRING' };
		type?.fields.push(field);
		if (item) item.fields[field.name] = `my ${name}`;
	}
	const [row] = await jama.rows('item.get', requirement);
	expect(row).toMatchObject({
		id: 20,
		type: 'System Requirement',
		parent: 8,
		project: 2,
		status: 'Draft',
		id$33: 'my id',
		type$33: 'my type',
		parent$33: 'my parent',
		project$33: 'my project',
		status$33: 'my status',
	});
});

test('of two options of one name the one that is not used any more is shown with its ID', async () => {
	const { options } = jama.server.state;
	const option = options.get(102);
	if (option) options.set(199, { ...option, id: 199, active: true });
	if (option) option.active = false;
	const [row] = await jama.rows('item.get', requirement);
	expect(row).toMatchObject({ priority: 'Medium (ID 102)' });
});

test('Fields to Return takes names and labels in any case; what no row has is told', async () => {
	const options = { fieldsToReturn: 'Name, STATUS, verification method, Jira Key, color' };
	const { items, hints } = await jama.run('item.get', { ...requirement, options });
	const { name, ...row } = items[0]?.json ?? {};
	expect(row).toEqual({
		Name: expect.any(String),
		STATUS: 'Draft',
		'verification method': expect.any(Array),
		'Jira Key': expect.anything(),
		color: null,
	});
	expect(hints).toMatchObject([
		{
			message: expect.stringMatching(
				/^Fields to Return: no row has 'color'\. The rows have: documentKey, name,/,
			),
		},
	]);
});

test('without Simplify comes all that Jama says, in one request', async () => {
	const [row] = await jama.rows('item.get', { itemId: byId(20), simplify: false });
	expect(row).toMatchObject({ type: 'items', fields: { priority: 102, effort$33: 3 } });
	expect(jama.sent()).toEqual(['GET /items/20']);
});

test('a project needs no look-up', async () => {
	const [row] = await jama.rows('project.get', { projectId: byKey('PUMP'), ...simple });
	expect(row).toMatchObject({ id: 2, projectKey: 'PUMP', name: 'Infusion Pump' });
});

test.each([
	['simplified', true, ' documentKey, priority ,nothing', ['documentKey', 'priority', 'nothing']],
	[
		'raw',
		false,
		'id,fields.name,location.parent.item',
		['id', 'fields.name', 'location.parent.item'],
	],
])(
	'Fields to Return keeps some columns of a %s row',
	async (_, simplify, fieldsToReturn, names) => {
		const { items } = await jama.run('item.get', {
			itemId: byId(20),
			simplify,
			options: { fieldsToReturn },
		});
		const [row = {}] = items.map(({ json }) => json);
		expect(Object.keys(row)).toEqual(names);
		expect(row.nothing ?? null).toBeNull();
		expect(row[names[0] as string]).not.toBeNull();
	},
);

test.each([
	['raw', false, 'fields', 'priority'],
	['simplified', true, undefined, 'priority'],
])(
	'linked objects take the place of their IDs in a %s row',
	async (_, simplify, inside, column) => {
		const options = { include: ['data.fields.priority', 'data.project'], mergeLinked: true };
		const [row = {}] = await jama.rows('item.get', { itemId: byId(20), simplify, options });
		expect(row.linked).toBeUndefined();
		expect(row.project).toMatchObject({ id: 2, projectKey: 'PUMP' });
		const holder = (inside ? row[inside] : row) as Record<string, unknown>;
		expect(holder[column]).toMatchObject({ id: 102, name: 'Medium' });
	},
);
