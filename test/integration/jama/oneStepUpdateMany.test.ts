/** Item: Update Many: an outcome for each row, whatever happens to the others. */
import type { IDataObject } from 'n8n-workflow';
import { PAGE } from './cases';
import { useJama } from './support';

const jama = useJama();
const itemNow = (id: number) => jama.server.state.items.get(id);
const failing = (method: string, path: string, status: number) => ({ status, method, path });

describe('update many', () => {
	const run = async (rows: unknown, more: object = {}) =>
		await jama.rows('item.updateMany', { rowsJson: JSON.stringify(rows), ...more });

	test('changes each item and says so', async () => {
		const rows = [
			{ id: 20, Priority: 'High' },
			{ documentKey: 'PUMP-SYS-3', name: 'Third', rationale: null },
		];
		expect(await run(rows)).toEqual([
			{ row: 1, id: 20, documentKey: 'PUMP-SYS-1', ok: true },
			{ row: 2, id: 26, documentKey: 'PUMP-SYS-3', ok: true },
		]);
		const ofItem = (path: string) => jama.sent().filter((line) => line.includes(path));
		expect(ofItem('/items/20')).toEqual([
			'GET /items/20?include=data.itemType',
			'PATCH /items/20 [{"op":"add","path":"/fields/priority","value":101}]',
		]);
		expect(ofItem('/items/26')).toEqual([
			'GET /items/26?include=data.itemType',
			expect.stringMatching(/^PATCH \/items\/26 \[\{"op":"add","path":"\/fields\/name"/),
		]);
		expect(ofItem('/abstractitems')).toEqual([
			`GET /abstractitems?documentKey=PUMP-SYS-3&include=data.itemType&${PAGE}`,
		]);
		expect(ofItem('/picklists')).toHaveLength(1);
	});

	test('reads many items by their document keys at once, and sets all that a row names', async () => {
		const items = [...jama.server.state.items.values()].filter(({ itemType }) => itemType === 33);
		const [first, ...others] = items.slice(0, 12);
		const rows = [
			{ documentKey: first!.documentKey, name: first!.fields.name },
			...others.map(({ documentKey, fields }, at) => ({
				documentKey,
				name: fields.name,
				jira_key: `J-${at}`,
			})),
		];
		const outcomes = await run(rows);
		expect(outcomes.every(({ ok }) => ok === true)).toBe(true);
		const [read, look, ...writes] = jama.sent();
		expect(read).toMatch(/^GET \/abstractitems\?documentKey=.*&documentKey=/);
		// Where nothing seems to change the item itself decides.
		expect(look).toBe(`GET /items/${first!.id}?include=data.itemType`);
		expect(writes).toHaveLength(others.length);
		expect(writes[0]).toContain('"path":"/fields/name"');
		others.forEach(({ id }, at) => expect(itemNow(id)?.fields.jira_key$33).toBe(`J-${at}`));
	});

	test('what a lagging search shows is not taken for what an item has', async () => {
		Object.assign(jama.server.switches, { lagsFor: 'search', indexLag: 60_000 });
		const { documentKey, fields } = itemNow(26)!;
		const before = fields.priority === 101 ? 'High' : 'Low';
		const now = fields.priority === 101 ? 103 : 101;
		await jama.rows('item.update', {
			itemId: { __rl: true, mode: 'id', value: 26 },
			fieldsInput: 'json',
			fieldsJson: JSON.stringify({ priority: now }),
		});
		expect(itemNow(26)?.fields.priority).toBe(now);
		await run([{ documentKey, priority: before, name: 'Renamed' }]);
		expect(itemNow(26)?.fields).toMatchObject({
			name: 'Renamed',
			priority: before === 'High' ? 101 : 103,
		});
	});

	test('different items are changed at once, and one that several rows name ends as the last of them says', async () => {
		const { documentKey } = itemNow(20)!;
		const rows = Array.from({ length: 6 }, (_, at) => [
			at % 2 === 0 ? { id: 20, name: `Name ${at}` } : { documentKey, name: `Name ${at}` },
			{ id: 26, rationale: `Reason ${at}` },
		]).flat();
		const outcomes = await run(rows);
		expect(outcomes.map(({ row, id }) => [row, id])).toEqual(
			rows.map((_, at) => [at + 1, at % 2 === 0 ? 20 : 26]),
		);
		const names = jama.writes().filter((line) => line.startsWith('PATCH /items/20 '));
		expect(names.map((line) => /Name \d/.exec(line)?.[0])).toEqual(
			Array.from({ length: 6 }, (_, at) => `Name ${at}`),
		);
		expect(itemNow(20)?.fields.name).toBe('Name 5');
		expect(jama.writes()).toHaveLength(12);
		// Of the two that are not the same, the one does not wait for the other.
		const first = jama.writes().findIndex((line) => line.startsWith('PATCH /items/26'));
		expect(first).toBeLessThan(6);
	});

	test('a dry run sends no write and shows what would be sent', async () => {
		const rows = [
			{ id: 20, priority: 'High' },
			{ id: 20, priority: 'Huge' },
		];
		expect(await run(rows, { dryRun: true })).toEqual([
			{
				row: 1,
				id: 20,
				documentKey: 'PUMP-SYS-1',
				ok: true,
				dryRun: true,
				patch: [{ op: 'add', path: '/fields/priority', value: 101 }],
			},
			{
				row: 2,
				id: 20,
				ok: false,
				error: `'Priority' has no option "Huge"`,
				details: expect.stringMatching(/Valid: High, Medium, Low/),
			},
		]);
		expect(jama.writes()).toEqual([]);
	});

	test('never stops at a bad row', async () => {
		jama.server.switches.failNext = [failing('PATCH', '/items/26', 409)];
		const rows: unknown[] = [
			{ id: 20, color: 'red' },
			{ id: 9999, name: 'x' },
			{ documentKey: 'PUMP-SYS-999', name: 'x' },
			{ id: 'twenty', name: 'x' },
			{ name: 'x' },
			'PUMP-SYS-1',
			null,
			{ id: 20, documentKey: 'PUMP-SYS-3', name: 'x' },
			{ id: 20 },
			{ id: 26, name: 'x' },
			{ id: 20, name: 'Done' },
		];
		const outcomes = await run(rows);
		const errors = outcomes.map(({ error }: IDataObject) => error);
		expect(errors).toEqual([
			expect.stringMatching(/has no field "color"/),
			expect.stringMatching(/9999/),
			expect.stringMatching(/"PUMP-SYS-999" was not found/),
			expect.stringMatching(/^'id' must be an ID/),
			"The row has neither 'id' nor 'documentKey'",
			"The row has neither 'id' nor 'documentKey'",
			"The row has neither 'id' nor 'documentKey'",
			'Item 20 has the document key PUMP-SYS-1, not PUMP-SYS-3',
			'There is no field to update',
			'Scripted failure 409',
			undefined,
		]);
		expect(outcomes.map(({ ok }) => ok)).toEqual([...Array<boolean>(10).fill(false), true]);
		expect(outcomes[2]).toMatchObject({ row: 3, documentKey: 'PUMP-SYS-999' });
		expect(itemNow(20)?.fields.name).toBe('Done');
	});

	test('a PATCH whose answer leaves open whether it was done is neither success nor failure', async () => {
		jama.server.switches.failNext = [
			failing('PATCH', '/items/20', 500),
			failing('PATCH', '/items/26', 400),
		];
		const outcomes = await run([
			{ id: 20, name: 'One' },
			{ id: 26, name: 'Two' },
		]);
		expect(outcomes).toMatchObject([
			{ row: 1, id: 20, ok: null, outcome: 'may have been updated', error: 'Scripted failure 500' },
			{ row: 2, id: 26, ok: false },
		]);
		expect(outcomes[1]).not.toHaveProperty('outcome');
	});

	test.each(['', '{}', '[]', 'null'])('refuses %j for rows', async (rowsJson) => {
		const failure = await jama.failure('item.updateMany', { rowsJson });
		expect(failure.message).toMatch(/Rows/);
		expect(jama.sent()).toEqual([]);
	});
});
