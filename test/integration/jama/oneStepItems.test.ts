/** One-step operations on items: create or update. */
import { jamaCredentials, runResourceMapper } from '../../support/engine/harness';
import { PAGE } from './cases';
import { autoMapped, byId, mapped, parametersOf, useJama } from './support';

const jama = useJama();
const itemNow = (id: number) => jama.server.state.items.get(id);
const giveKey = (id: number, key: string) => {
	const item = itemNow(id);
	if (item) item.fields = { ...item.fields, jira_key$33: key };
};
const READ_BACK = { simplify: false, options: { returnRecord: false } };
const failing = (method: string, path: string, status = 500) => ({ status, method, path });

/** The same server under another address: nothing is remembered of it, as in another process of n8n. */
const elsewhere = () => {
	const { type, data } = jamaCredentials(jama.server);
	const baseUrl = String(data.baseUrl).replace('127.0.0.1', 'localhost');
	expect(baseUrl).toContain('localhost');
	return { credentials: { type, data: { ...data, baseUrl } } };
};

describe('create or update', () => {
	const target = { project: byId(2), itemType: byId(33), parentItem: byId(8), ...READ_BACK };
	const byField = { ...target, matchBy: 'field', matchField: 'Jira Key', matchValue: 'EXT-7' };
	const fields = mapped({ name: 'Alarm', priority: 'High' });
	const search = (query: string) => `GET /abstractitems?${query}&project=2&${PAGE}`;

	test('the editor offers the fields of the chosen item type', async () => {
		const { fields: columns } = await runResourceMapper('itemFields', {
			credentials: jamaCredentials(jama.server),
			parameters: parametersOf('item.createOrUpdate', target),
		});
		expect(columns.map(({ id }) => id)).toEqual(expect.arrayContaining(['name', 'jira_key$33']));
	});

	test('updates the one item that has the value', async () => {
		giveKey(20, 'EXT-7');
		giveKey(26, 'EXT-7 old');
		const rows = await jama.rows('item.createOrUpdate', { ...byField, fields });
		expect(rows).toEqual([{ success: true, id: 20, created: false }]);
		expect(jama.sent()).toEqual([
			'GET /itemtypes/33',
			search('contains="+EXT +7"&itemType=33'),
			`GET /picklists/1/options?${PAGE}`,
			'PATCH /items/20 [{"op":"add","path":"/fields/name","value":"Alarm"},{"op":"add","path":"/fields/priority","value":101}]',
		]);
	});

	test.each([
		['from the list', { __rl: true, mode: 'list', value: 'jira_key$33' }],
		['by label', { __rl: true, mode: 'name', value: ' jira key ' }],
		['by an expression', '={{ "jira_key" }}'],
	])('the field to match is chosen %s', async (_way, matchField) => {
		giveKey(20, 'EXT-7');
		const rows = await jama.rows('item.createOrUpdate', { ...byField, matchField, fields });
		expect(rows).toEqual([{ success: true, id: 20, created: false }]);
	});

	test('creates one that will be found by the value, and updates that one next', async () => {
		const input = [{ name: 'First' }, { name: 'Second' }];
		const parameters = { ...byField, fields: autoMapped };
		const rows = await jama.rows('item.createOrUpdate', parameters, { input });
		expect(rows).toEqual([
			{ success: true, id: 158, created: true },
			{ success: true, id: 158, created: false },
		]);
		expect(jama.writes()).toEqual([
			'POST /items {"project":2,"itemType":33,"childItemType":33,"location":{"parent":{"item":8}},"fields":{"name":"First","jira_key$33":"EXT-7"}}',
			'PATCH /items/158 [{"op":"add","path":"/fields/name","value":"Second"}]',
		]);
		expect(jama.sent().filter((line) => line.startsWith('GET /abstractitems'))).toHaveLength(2);
		await jama.rows('item.createOrUpdate', { ...byField, fields });
		expect(jama.writes().at(-1)).toMatch(/^PATCH \/items\/158 /);
	});

	test('by document key', async () => {
		const match = { matchBy: 'documentKey', matchValue: 'PUMP-SYS-1' };
		const rows = await jama.rows('item.createOrUpdate', {
			...target,
			...match,
			fields,
			simplify: true,
		});
		expect(rows).toMatchObject([{ success: true, id: 20, created: false }]);
		expect(jama.sent()).toContain(search('documentKey=PUMP-SYS-1'));
	});

	test('a document key in small letters is the same one', async () => {
		const match = { matchBy: 'documentKey', matchValue: 'pump-sys-1' };
		const rows = await jama.rows('item.createOrUpdate', { ...target, ...match, fields });
		expect(rows).toMatchObject([{ id: 20, created: false }]);
	});

	test('line breaks and spaces of another kind make no other item', async () => {
		giveKey(20, 'EXT 7\r\nline\u00a02');
		const match = { ...byField, matchValue: 'EXT 7\nline 2' };
		const rows = await jama.rows('item.createOrUpdate', { ...match, fields });
		expect(rows).toMatchObject([{ id: 20, created: false }]);
	});

	test('a document key that nobody has makes an item and says that its key is another', async () => {
		const match = { matchBy: 'documentKey', matchValue: 'PUMP-SYS-999', fields };
		const [row] = await jama.rows('item.createOrUpdate', { ...target, ...match, options: {} });
		expect(row).toMatchObject({ id: 158, created: true, documentKey: 'PUMP-SYS-37' });
		expect(row?.note).toMatch(/no item with document key "PUMP-SYS-999".*key of its own/);
	});

	test('by global ID, which a new item gets', async () => {
		const match = { matchBy: 'globalId', matchValue: 'GID-20', fields };
		const [found] = await jama.rows('item.createOrUpdate', { ...target, ...match });
		expect(found).toMatchObject({ id: 20, created: false });
		const other = { ...target, ...match, matchValue: 'EXT-9' };
		const [made] = await jama.rows('item.createOrUpdate', other);
		expect(made).toMatchObject({ id: 158, created: true });
		expect(jama.writes().at(-1)).toMatch(
			/^POST \/items\?setGlobalIdManually=true .*"globalId":"EXT-9"\}$/,
		);
		expect(await jama.rows('item.createOrUpdate', other)).toMatchObject([
			{ id: 158, created: false },
		]);
	});

	test('returns the item, simplified, with what was done', async () => {
		giveKey(20, 'EXT-7');
		const parameters = { ...byField, fields, simplify: true, options: {} };
		const [row] = await jama.rows('item.createOrUpdate', parameters);
		expect(row).toMatchObject({ created: false, id: 20, name: 'Alarm', documentKey: 'PUMP-SYS-1' });
	});

	test('several items with the value are listed, and nothing is written', async () => {
		giveKey(20, 'EXT-7');
		giveKey(26, 'EXT-7');
		const failure = await jama.failure('item.createOrUpdate', { ...byField, fields });
		expect(failure.message).toBe(
			`2 items have "EXT-7" in 'Jira Key': PUMP-SYS-1 (ID 20), PUMP-SYS-3 (ID 26)`,
		);
		expect(failure.description).toMatch(/Nothing was written/);
		expect(jama.writes()).toEqual([]);
	});

	test.each<[string, object, RegExp, RegExp]>([
		['an empty value', { matchValue: ' ' }, /^'Match Value' is empty$/, /another item/],
		[
			'an unknown field',
			{ matchField: 'Ticket' },
			/has no field "Ticket"/,
			/Jira Key \(jira_key\)/,
		],
		[
			'no field',
			{ matchField: '={{ undefined }}' },
			/^'Match Field' is empty$/,
			/list, or enter its name/,
		],
		['a field without text', { matchField: 'Priority' }, /'Priority' cannot be searched/, /text/],
		['an unknown label', { fields: mapped({ priority: 'Huge' }) }, /"Huge"/, /High, Medium, Low/],
		[
			'an item of another type',
			{ matchBy: 'globalId', matchValue: 'GID-8' },
			/of another type than '.*': PUMP-FLD-1 \(ID 8\)/,
			/ID 32/,
		],
	])('refuses %s', async (_name, parameters, message, advice) => {
		const failure = await jama.failure('item.createOrUpdate', {
			...byField,
			fields,
			...parameters,
		});
		expect(failure.message).toMatch(message);
		expect(failure.description).toMatch(advice);
		expect(jama.writes()).toEqual([]);
	});

	test.each([
		'https://jira.example/browse/X-1',
		'a:b',
		'name:Alarm -x',
		'say "hi" \\ \'ho\'',
		'Grüße 日本語 🎉 ok',
		'AND OR NOT',
		'+required -excluded',
		'x* ?y [1 TO 9] ~2 ^3 && ||',
		'(a OR b) {c}',
	])('%p twice is one item, also when the search lags', async (matchValue) => {
		const parameters = { ...byField, matchValue, fields: mapped({ name: 'Alarm' }) };
		const [first] = await jama.rows('item.createOrUpdate', parameters);
		expect(first).toMatchObject({ created: true });
		const [second] = await jama.rows('item.createOrUpdate', parameters);
		expect(second).toMatchObject({ id: first?.id, created: false });
		const [third] = await jama.rows('item.createOrUpdate', parameters, elsewhere());
		expect(third).toMatchObject({ id: first?.id, created: false });
		const queries = jama.sent().filter((line) => line.startsWith('GET /abstractitems'));
		// The first run looked in each way, before it made the item; each of the others found it at once, or remembers it.
		expect(queries).toHaveLength(3);
	});

	test.each(['🎉', '---', '"', '\\'])('%p has nothing to search for', async (matchValue) => {
		const failure = await jama.failure('item.createOrUpdate', { ...byField, matchValue, fields });
		expect(failure.message).toMatch(/no letter or digit/);
		expect(jama.writes()).toEqual([]);
	});

	test('rich text is compared by what people read, and written as rich text', async () => {
		const parameters = {
			...byField,
			matchField: 'Description',
			matchValue: 'Flow < 5 & more\n\nsecond',
			fields: mapped({ name: 'Alarm' }),
		};
		const [first] = await jama.rows('item.createOrUpdate', parameters);
		expect(itemNow(Number(first?.id))?.fields.description).toBe(
			'<p>Flow &lt; 5 &amp; more</p><p>second</p>',
		);
		const [second] = await jama.rows('item.createOrUpdate', parameters, elsewhere());
		expect(second).toMatchObject({ id: first?.id, created: false });
	});

	test('what was made and deleted since is made again', async () => {
		const parameters = { ...byField, matchValue: 'GONE-1', fields };
		const [first] = await jama.rows('item.createOrUpdate', parameters);
		await jama.rows('item.delete', { itemId: byId(Number(first?.id)) });
		const [second] = await jama.rows('item.createOrUpdate', parameters);
		expect(second).toMatchObject({ created: true });
		expect(second?.id).not.toBe(first?.id);
	});

	test('a new item is told: the search may hide what was made just now', async () => {
		const { hints } = await jama.run('item.createOrUpdate', {
			...byField,
			matchValue: 'NEW-1',
			fields,
		});
		expect(hints).toMatchObject([{ message: expect.stringMatching(/may be there twice/) }]);
	});

	test('two values for the field that is matched are refused', async () => {
		const other = mapped({ name: 'Alarm', jira_key$33: 'EXT-8' });
		const failure = await jama.failure('item.createOrUpdate', { ...byField, fields: other });
		expect(failure.message).toMatch(/'Jira Key' is to be "EXT-8".*looked for by "EXT-7"/);
		expect(jama.writes()).toEqual([]);
	});

	test('a failed search writes nothing; a failed POST is sent once', async () => {
		jama.server.switches.failNext = [failing('GET', '/abstractitems', 500)];
		await jama.failure('item.createOrUpdate', { ...byField, fields });
		expect(jama.writes()).toEqual([]);
		jama.server.switches.failNext = [failing('POST', '/items', 503)];
		const failure = await jama.failure('item.createOrUpdate', { ...byField, fields });
		expect(failure.description).toMatch(/may have been carried out/);
		expect(jama.writes()).toHaveLength(1);
	});
});
