/** Many input items: each result at its item, and one that fails harms no other. */
import type { IDataObject } from 'n8n-workflow';
import { byId, useJama } from './support';

const jama = useJama();
const fromInput = { itemId: byId('={{ $json.id }}') };
/** `count` inputs that name items of the main project in turn; those at `bad` name none. */
const inputs = (count: number, ...bad: number[]): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({
		row: index,
		id: bad.includes(index) ? 999_999 : 6 + (index % 120),
	}));
const lock = (inputItems: IDataObject[], more = {}) =>
	jama.run('item.lock', fromInput, { input: inputItems, ...more });

test('30 items come out in the order they went in, each paired with its own', async () => {
	const input = inputs(30);
	const { items } = await jama.run('item.get', fromInput, { input });
	expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
		input.map(({ id }, index) => [id, { item: index }]),
	);
	expect(jama.server.requests).toHaveLength(30);
});

test('every row of a list is paired with the item that asked for it', async () => {
	const parents = [6, 7, 8, 9, 13, 15];
	const { items } = await jama.run(
		'item.getChildren',
		{ ...fromInput, returnAll: true },
		{ input: parents.map((id) => ({ id })) },
	);
	const expected = parents.flatMap((parent, index) =>
		jama.server.state.childrenOf(2, parent).map(({ id }) => [id, { item: index }]),
	);
	expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(expected);
});

test('writes go one after the other, in the order of the input', async () => {
	await lock(inputs(12));
	expect(jama.writes()).toEqual(
		inputs(12).map(({ id }) => `PUT /items/${String(id)}/lock {"locked":true}`),
	);
});

test.each([
	['reading', 'item.getLock', 1000, 617],
	['writing', 'item.lock', 200, 117],
] as const)(
	'%s with %s: of %i items one fails, and nothing is lost',
	async (_kind, operation, count, bad) => {
		const input = inputs(count, bad);
		const { items, error } = await jama.run(operation, fromInput, { input, continueOnFail: true });
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			input.map((_, index) => ({ item: index })),
		);
		expect(items[bad]?.json).toEqual({
			error: 'Item 999999 not found',
			details: expect.stringMatching(/^It may be deleted/),
		});
		const good = items.filter((_, index) => index !== bad);
		expect(good.filter(({ json }) => 'error' in json)).toEqual([]);
		expect(good).toHaveLength(count - 1);
		expect(jama.server.requests).toHaveLength(count);
	},
	60_000,
);

describe('without continue-on-fail', () => {
	test('the error names the item, and no later write is sent', async () => {
		const { error, items } = await lock(inputs(10, 3, 7));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: 'Item 999999 not found', context: { itemIndex: 3 } });
		expect(jama.server.requests.map(({ status }) => status)).toEqual([200, 200, 200, 404]);
	});

	test('of several reads that fail together, the first item is named', async () => {
		const input = inputs(120, 2, 3, 4);
		const { itemIndex } = await jama.failure('item.get', fromInput, { input });
		expect(itemIndex).toBe(2);
		// Those that were on their way by then, 50 at most, and none after.
		expect(jama.server.requests.length).toBeLessThan(60);
	});
});

test('what is wrong in the node itself is told at the item whose value it is', async () => {
	const input = [{ id: 20 }, { id: 'PUMP-SYS-1' }, { id: 26 }];
	const { items } = await jama.run('item.get', fromInput, { input, continueOnFail: true });
	expect(items.map(({ json }) => json)).toEqual([
		expect.objectContaining({ id: 20 }),
		{ error: expect.stringContaining('must be an ID'), details: expect.any(String) },
		expect.objectContaining({ id: 26 }),
	]);
	expect(jama.sent().sort()).toEqual(['GET /items/20', 'GET /items/26']);
});

test('an empty input sends nothing', async () => {
	for (const operation of ['item.get', 'item.delete', 'item.getMany']) {
		const { items, error } = await jama.run(operation, fromInput, { input: [] });
		expect({ items, error }).toEqual({ items: [], error: undefined });
	}
	expect(jama.sent()).toEqual([]);
});

test('the error output gets the items that failed, with their input', async () => {
	const { outputs, error } = await lock(inputs(5, 1, 4), { onError: 'continueErrorOutput' });
	expect(error).toBeUndefined();
	const [good = [], failed = []] = outputs;
	expect(good.map(({ json }) => json)).toEqual([
		{ success: true, itemId: 6 },
		{ success: true, itemId: 8 },
		{ success: true, itemId: 9 },
	]);
	const details = expect.stringMatching(/API ID/);
	expect(failed.map(({ json }) => json)).toEqual([
		{ row: 1, id: 999_999, error: 'Item 999999 not found', details },
		{ row: 4, id: 999_999, error: 'Item 999999 not found', details },
	]);
});

test('a credential that cannot be used fails every item, and sends nothing', async () => {
	const credentials = {
		type: 'jamaApi',
		data: { baseUrl: 'http://', username: 'ann', password: 'pa55w0rd' },
	};
	const more = { input: inputs(3), continueOnFail: true, credentials };
	const { items } = await jama.run('item.get', fromInput, more);
	expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual(
		[0, 1, 2].map((item) => ["The credential's instance URL is not a URL: http://", { item }]),
	);
	expect(jama.sent()).toEqual([]);
});
