import { SEED } from '../seed/seed';
import { TYPE } from '../seed/seedTypes';
import { useBench } from '../testing';

/** What Jama takes although the contract's letter has it otherwise; see the switches strict, unknownFields, plainRichText. */
const { bench, data, post, status } = useBench();
const S = TYPE.system;

const strict = () => (bench.server.switches.strict = true);
const folder = () => bench.nth('system').parentItem as number;
const item = (fields: object, more: object = {}) => ({
	project: SEED.main,
	itemType: S,
	location: { parent: { item: folder() } },
	fields: { name: 'Loose', ...fields },
	...more,
});
/** Query values of another form are recorded, as a client of ours must not send them. */
const recorded = () => bench.server.violations.splice(0).length;

describe('unknown fields', () => {
	test('of an item are left out without a word', async () => {
		const id = await post('/items', item({ enviroment: 'bench 3', effort: 5 }));
		expect(Object.keys((await data(`/items/${id}`)).fields)).toEqual(
			expect.not.arrayContaining(['enviroment', 'effort']),
		);
		const patch = [{ op: 'add', path: '/fields/enviroment', value: 'bench 3' }];
		expect(await status('PATCH', `/items/${id}`, patch)).toBe(200);
		expect((await data(`/items/${id}`)).fields).not.toHaveProperty('enviroment');
	});

	test.each([
		['items', '/items', () => item({ enviroment: 'x' })],
		['projects', '/projects', () => ({ projectKey: 'NEW', fields: { name: 'x', color: 'x' } })],
		['attachments', '/projects/2/attachments', () => ({ fields: { name: 'x', color: 'x' } })],
		['plans', '/testplans', () => ({ project: 2, fields: { name: 'x', color: 'x' } })],
	])('of %s are refused by a switch', async (_what, path, body) => {
		expect(await status('POST', path, body())).toBe(201);
		bench.server.switches.unknownFields = 'refused';
		expect(await status('POST', path, body())).toBe(400);
	});
});

test('plain text for a rich text field is kept, or dropped from what is new', async () => {
	bench.server.switches.plainRichText = 'dropped';
	const id = await post('/items', item({ description: 'Plain & <5' }));
	expect((await data(`/items/${id}`)).fields).not.toHaveProperty('description');
	const rich = await post('/items', item({ description: '<p>Rich</p>' }));
	expect((await data(`/items/${rich}`)).fields.description).toBe('<p>Rich</p>');
	const patch = [{ op: 'add', path: '/fields/description', value: 'Plain' }];
	expect(await status('PATCH', `/items/${id}`, patch)).toBe(200);
	expect((await data(`/items/${id}`)).fields.description).toBe('Plain');
});

describe('values', () => {
	test('numbers as text, in fields', async () => {
		const fields = {
			[`effort$${S}`]: '5',
			priority: '101',
			[`owner$${S}`]: '8',
			[`verification_method$${S}`]: ['301', 302],
		};
		const id = await post('/items', item(fields));
		expect((await data(`/items/${id}`)).fields).toMatchObject({
			[`effort$${S}`]: 5,
			priority: 101,
			[`owner$${S}`]: 8,
			[`verification_method$${S}`]: [301, 302],
		});
		strict();
		expect(await status('POST', '/items', item(fields))).toBe(400);
	});

	test('dates with Z', async () => {
		const query = '/abstractitems?project=2&modifiedDate=2025-01-01T00:00:00Z';
		expect(await status('GET', query)).toBe(200);
		const day = { [`due_date$${S}`]: '2026-02-01T00:00:00.000Z' };
		const id = await post('/items', item(day));
		expect((await data(`/items/${id}`)).fields).toMatchObject({ [`due_date$${S}`]: '2026-02-01' });
		strict();
		expect(await status('GET', query)).toBe(400);
		expect(await status('POST', '/items', item(day))).toBe(400);
		expect(recorded()).toBe(2);
	});

	test('True and False, as Python writes them', async () => {
		const all = (await data('/items?project=2&rootOnly=False&maxResults=50')).length;
		const roots = (await data('/items?project=2&rootOnly=True')).length;
		expect([all, roots]).toEqual([50, 2]);
		strict();
		expect(await status('GET', '/items?project=2&rootOnly=True')).toBe(400);
		expect(recorded()).toBe(4);
	});

	test('a read-only date of an earlier read comes back', async () => {
		const { id, parentItem } = bench.nth('system');
		const { fields } = await data(`/items/${id}`);
		const body = item(
			{ ...fields, modifiedDate: '2020-01-01', name: 'New' },
			{ location: { parent: { item: parentItem } } },
		);
		expect(await status('PUT', `/items/${id}`, body)).toBe(200);
		expect((await data(`/items/${id}`)).fields.modifiedDate).toBe('2026-01-15');
		strict();
		expect(await status('PUT', `/items/${id}`, body)).toBe(400);
		const key = item({ ...fields, documentKey: 'X-1' });
		bench.server.switches.strict = false;
		expect(await status('PUT', `/items/${id}`, key)).toBe(400);
	});
});

describe('what is left out', () => {
	test('an item without a location is at the root of its project', async () => {
		const set = {
			project: SEED.main,
			itemType: TYPE.set,
			childItemType: S,
			fields: { name: 'Set', setKey: 'NEW' },
		};
		for (const more of [{}, { location: { parent: {} } }]) {
			const id = await post('/items', { ...set, ...more });
			expect((await data(`/items/${id}`)).location.parent).toEqual({ project: SEED.main });
		}
		strict();
		expect(await status('POST', '/items', set)).toBe(400);
		expect(await status('POST', '/items', { ...set, location: { parent: {} } })).toBe(400);
	});

	test('an update of an item without project and location leaves it where it is', async () => {
		const { id, parentItem } = bench.nth('system');
		const { project, location, ...body } = item({ name: 'Stays' });
		expect(await status('PUT', `/items/${id}`, body)).toBe(200);
		expect([bench.item(id).parentItem, bench.item(id).fields.name]).toEqual([parentItem, 'Stays']);
		expect(await status('POST', '/items', body)).toBe(400);
	});

	test("a tag's and a test plan's project is only needed for a new one", async () => {
		const tag = await post('/tags', { name: 'one', project: 2 });
		expect(await status('PUT', `/tags/${tag}`, { name: 'two' })).toBe(200);
		expect(await status('POST', '/tags', { name: 'three' })).toBe(400);
		const plan = await post('/testplans', { project: 2, fields: { name: 'Plan' } });
		expect(await status('PUT', `/testplans/${plan}`, { fields: { name: 'Other' } })).toBe(200);
		expect(await status('POST', '/testplans', { fields: { name: 'Plan' } })).toBe(400);
	});

	test('a user needs nothing for an update and all of it when new', async () => {
		expect(await status('PUT', '/users/8', { firstName: 'Benno' })).toBe(200);
		expect(await data('/users/8')).toMatchObject({
			username: 'ben.okafor',
			firstName: 'Benno',
			lastName: 'Okafor',
			licenseType: 'NAMED',
		});
		const nobody = { username: 'x', firstName: 'X', lastName: 'Y', email: 'x@example.com' };
		const user = { ...nobody, password: 'secret', licenseType: 'NAMED', phone: null };
		expect(await status('POST', '/users', { ...nobody, password: 'secret' })).toBe(400);
		expect(await data(`/users/${await post('/users', user)}`)).toMatchObject({ phone: '' });
		strict();
		expect(await status('POST', '/users', { ...user, username: 'y' })).toBe(400);
	});
});

test('a page that cannot be is refused, also where the contract is not certain', async () => {
	for (const query of ['startAt=-1', 'maxResults=-1', 'maxResults=0'])
		for (const path of ['/relationshiprulesets', '/projects'])
			expect([path, query, await status('GET', `${path}?${query}`)]).toEqual([path, query, 400]);
	expect(recorded()).toBe(3);
});
