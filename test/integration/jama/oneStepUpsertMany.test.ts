/** Create or Update for many input items: what is searched together, what keeps its order, and what one search cannot say. */
import type { IDataObject } from 'n8n-workflow';
import { autoMapped, byId, useJama } from './support';

const jama = useJama();
const itemNow = (id: number) => jama.server.state.items.get(id);
const requirements = () =>
	[...jama.server.state.items.values()].filter(
		({ itemType, project }) => itemType === 33 && project === 2,
	);
const giveKeys = (count: number) =>
	requirements()
		.slice(0, count)
		.map((item, at) => {
			item.fields = { ...item.fields, jira_key$33: `EXT-${at}` };
			return item;
		});

const target = {
	project: byId(2),
	itemType: byId(33),
	parentItem: byId(8),
	fields: autoMapped,
	simplify: false,
	options: { returnRecord: false },
};
const byKey = { ...target, matchBy: 'documentKey', matchValue: '={{ $json.match }}' };
const byField = { ...byKey, matchBy: 'field', matchField: 'Jira Key' };

const upsert = async (parameters: object, input: IDataObject[], more: object = {}) =>
	await jama.run('item.createOrUpdate', parameters, { input, ...more });
const searches = () => jama.sent().filter((line) => line.startsWith('GET /abstractitems'));

test('items are looked for together by their document keys, and updated', async () => {
	const items = requirements().slice(0, 20);
	const input = items.map(({ documentKey }, at) => ({ match: documentKey, name: `New ${at}` }));
	const { items: output } = await upsert(byKey, input);
	expect(output.map(({ json }) => json)).toEqual(
		items.map(({ id }) => ({ success: true, id, created: false })),
	);
	expect(searches()).toHaveLength(1);
	items.forEach(({ id }, at) => expect(itemNow(id)?.fields.name).toBe(`New ${at}`));
});

test('one that is not found is searched alone before it is created, and creates keep their order', async () => {
	const [first, second] = giveKeys(2);
	const values = ['NEW-A', 'EXT-0', 'NEW-B', 'EXT-1', 'NEW-C', 'NEW-A'];
	const input = values.map((match, at) => ({ match, name: `${match} ${at}` }));
	const { items } = await upsert(byField, input);
	expect(items.map(({ json }) => [json.id, json.created])).toEqual([
		[158, true],
		[first!.id, false],
		[159, true],
		[second!.id, false],
		[160, true],
		[158, false],
	]);
	const created = jama.writes().filter((line) => line.startsWith('POST'));
	expect(created.map((line) => /"name":"([^"]*)"/.exec(line)?.[1])).toEqual([
		'NEW-A 0',
		'NEW-B 2',
		'NEW-C 4',
	]);
	// All together; then each of the three in both ways of searching.
	expect(searches()).toHaveLength(1 + 3 * 2);
	expect(itemNow(158)?.fields.name).toBe('NEW-A 5');
});

test('an item that several input items match ends as the last of them says', async () => {
	const items = giveKeys(2);
	const input = Array.from({ length: 6 }, (_, at) => ({
		match: `EXT-${at % 2}`,
		name: `At ${at}`,
	}));
	await upsert(byField, input);
	expect(items.map(({ id }) => itemNow(id)?.fields.name)).toEqual(['At 4', 'At 5']);
});

test('a search that lags does not hide that an earlier input item changed the value', async () => {
	giveKeys(2);
	Object.assign(jama.server.switches, { lagsFor: 'search', indexLag: 60_000 });
	const [item] = requirements();
	const before = String(item!.fields.name);
	await upsert(byField, [
		{ match: 'EXT-0', name: 'Other' },
		{ match: 'EXT-1', name: 'Beside' },
		{ match: 'EXT-0', name: before },
	]);
	expect(itemNow(item!.id)?.fields.name).toBe(before);
});

test('two items with one value are an error of their input item alone', async () => {
	const [, second, third] = giveKeys(3);
	third!.fields = { ...third!.fields, jira_key$33: 'EXT-0' };
	const input = ['EXT-0', 'EXT-1'].map((match) => ({ match, name: 'Changed' }));
	const { items } = await upsert(byField, input, { continueOnFail: true });
	expect(items[0]?.json.error).toMatch(/^2 items have "EXT-0" in 'Jira Key'/);
	expect(items[1]?.json).toEqual({ success: true, id: second!.id, created: false });
	expect(jama.writes()).toHaveLength(1);
});

test('without continue-on-fail nothing is created behind an item that fails', async () => {
	giveKeys(2);
	const input = ['EXT-0', ' ', 'NEW-1', 'NEW-2'].map((match) => ({ match, name: 'Changed' }));
	const { error } = await upsert(byField, input);
	expect(error?.message).toBe("'Match Value' is empty");
	expect(jama.writes().filter((line) => line.startsWith('POST'))).toEqual([]);
});

test('nothing to change: the item is read once, and is the output', async () => {
	const items = giveKeys(3);
	const input = items.map(({ fields }, at) => ({ match: `EXT-${at}`, name: fields.name }));
	const { items: output } = await upsert({ ...byField, options: {} }, input as IDataObject[]);
	expect(output.map(({ json }) => [json.id, json.created])).toEqual(
		items.map(({ id }) => [id, false]),
	);
	expect(jama.writes()).toEqual([]);
	expect(jama.sent().filter((line) => line.startsWith('GET /items/'))).toHaveLength(3);
});
