/** The comparison of items with another list. */
import { byId, byName, useJama } from './support';

const jama = useJama();
const fail = (path: string, status = 500, method?: string) =>
	jama.server.switches.failNext.push({ path, status, ...(method ? { method } : {}) });
const messages = (hints: Array<{ message: string }>) => hints.map(({ message }) => message);

describe('compare with', () => {
	const place = (id: number, key: string | undefined) => {
		const item = jama.server.state.items.get(id);
		if (item) item.fields[`jira_key$${item.itemType}`] = key;
	};
	const compare = {
		projectId: byId(2),
		itemType: byName('System Requirement'),
		itemKey: 'jira_key',
		inputKey: 'key',
		compareFields: { pair: [{ field: 'name', inputField: 'fields.summary' }] },
		options: { includeSummary: true },
	};
	const nameOf = (id: number) => jama.server.state.items.get(id)?.fields.name;
	const withKeys = (...ids: number[]) => {
		for (const item of jama.server.state.items.values()) place(item.id, undefined);
		for (const id of ids) place(id, `PUMP-${id}`);
	};
	const issue = (key: string | undefined, summary: unknown) => ({
		...(key ? { key } : {}),
		fields: { summary },
	});
	const told = (rows: Array<Record<string, unknown>>, outcome: string) =>
		rows.filter((row) => row.outcome === outcome);

	test('in step, different, missing there, missing here', async () => {
		withKeys(20, 23);
		const input = [
			issue('PUMP-20', nameOf(20)),
			issue('pump-23 ', 'Other'),
			issue('PUMP-99', 'Gone'),
		];
		const { items } = await jama.run('traceability.compareWith', compare, { input });
		const rows = items.map(({ json }) => json);
		expect(told(rows, 'inStep')).toMatchObject([{ key: 'PUMP-20', item: { id: 20 } }]);
		expect(told(rows, 'different')).toMatchObject([
			{
				item: { id: 23 },
				input: { key: 'pump-23 ' },
				differences: [
					{ field: 'name', inputField: 'fields.summary', item: nameOf(23), input: 'Other' },
				],
			},
		]);
		expect(told(rows, 'missingInItems')).toMatchObject([{ key: 'PUMP-99', item: null }]);
		const missing = told(rows, 'missingInInput');
		expect(missing.every(({ key, input }) => key === null && input === null)).toBe(true);
		expect(rows.at(-1)).toEqual({
			outcome: 'summary',
			inStep: 1,
			different: 1,
			missingInInput: missing.length,
			missingInItems: 1,
			duplicate: 0,
		});
		expect(items[1]?.pairedItem).toEqual([{ item: 1 }]);
		expect(jama.writes()).toEqual([]);
	});

	test('with a chain: what it leads to as well, and from where', async () => {
		withKeys();
		const chain = { step: [{ itemType: 'Software Requirement', direction: 'downstream' }] };
		const more = { itemKey: 'globalId', inputKey: 'id', compareFields: {}, options: {}, chain };
		const all = { ...compare, ...more };
		const rows = await jama.rows('traceability.compareWith', all, { input: [{}] });
		interface Reached {
			id: number;
			type: string;
			reachedFrom: Array<{ id: number }>;
		}
		const items = rows.map(({ item }) => item as Reached);
		const software = items.filter(({ type }) => type === 'Software Requirement');
		expect(software.length).toBeGreaterThan(0);
		for (const { id, reachedFrom } of software) {
			const above = jama.server.state.upstream(id).map(({ fromItem }) => fromItem);
			expect(above).toEqual(expect.arrayContaining(reachedFrom.map((one) => one.id)));
			expect(reachedFrom[0]).toMatchObject({ type: 'System Requirement', project: 2 });
			expect(reachedFrom[0]).not.toHaveProperty('description');
		}
		const start = items.filter(({ type }) => type === 'System Requirement');
		expect(start.every(({ reachedFrom }) => reachedFrom.length === 0)).toBe(true);
	});

	test('a key that several have on a side is told with all of them, and none is taken', async () => {
		withKeys(20, 23);
		place(26, 'PUMP-20');
		const input = [issue('PUMP-20', 'A'), issue('PUMP-23', 'B'), issue('PUMP-23', 'C')];
		const rows = await jama.rows('traceability.compareWith', compare, { input });
		const [first, second] = told(rows, 'duplicate') as Array<{
			items: unknown[];
			inputs: unknown[];
		}>;
		expect([first?.items.length, first?.inputs.length]).toEqual([2, 1]);
		expect([second?.items.length, second?.inputs.length]).toEqual([1, 2]);
		expect(told(rows, 'inStep')).toEqual([]);
	});

	test('with what follows along a chain', async () => {
		withKeys(26, 27);
		const chain = { step: [{ itemType: 'Software Requirement' }] };
		const input = [issue('PUMP-26', nameOf(26)), issue('PUMP-27', nameOf(27))];
		const rows = await jama.rows('traceability.compareWith', { ...compare, chain }, { input });
		expect(told(rows, 'inStep').map(({ key }) => key)).toEqual(['PUMP-26', 'PUMP-27']);
	});

	test('an empty item stands for an empty list', async () => {
		withKeys(20);
		const rows = await jama.rows('traceability.compareWith', compare, { input: [{}] });
		expect(told(rows, 'missingInInput').length).toBe(rows.length - 1);
	});

	test('a filter', async () => {
		withKeys(20);
		const filter = { searchIn: 'filter', filterId: byId(1) };
		const input = [issue('PUMP-99', 'Gone')];
		const { items, hints } = await jama.run(
			'traceability.compareWith',
			{ ...compare, ...filter },
			{ input },
		);
		expect(items.length).toBeGreaterThan(1);
		expect(messages(hints)).toEqual([expect.stringContaining('may lag')]);
	});

	test.each<[string, object, RegExp]>([
		['a key that no input has', { inputKey: 'kye' }, /^Input: no row has 'kye'/],
		['a key that no item has', { itemKey: 'jria' }, /^Items: no row has 'jria'/],
		[
			'a field that no input has',
			{ compareFields: { pair: [{ field: 'name', inputField: 'x' }] } },
			/no row has 'x'/,
		],
		[
			'an entry that is not complete',
			{ compareFields: { pair: [{ field: 'name', inputField: '' }] } },
			/not complete/,
		],
		['no key', { itemKey: '={{ "" }}' }, /is empty/],
	])('%s is an error: nothing is said to be missing', async (_, parameters, message) => {
		withKeys(20);
		const input = [issue('PUMP-20', 'A')];
		const failure = await jama.failure(
			'traceability.compareWith',
			{ ...compare, ...parameters },
			{ input },
		);
		expect(failure.message).toMatch(message);
	});

	test('a fault is an error of the input items', async () => {
		fail('/items');
		const more = { input: [issue('A', 1), issue('B', 2)], continueOnFail: true };
		const rows = await jama.rows('traceability.compareWith', compare, more);
		expect(rows.map(({ error }) => error)).toEqual([
			'Scripted failure 500',
			'Scripted failure 500',
		]);
	});
});
