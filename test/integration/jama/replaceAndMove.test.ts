/** Replacing and moving: what changes, and what stays. */
import { byId, byKey, jsonFields, mapped, useJama } from './support';

const jama = useJama();
const item = { itemId: byId(20) };
const json = (fields: unknown) => ({ ...item, ...jsonFields(fields) });
const fieldsNow = () => jama.server.state.items.get(20)?.fields;

describe('replace', () => {
	test('clears what is not given, and keeps project, type and place', async () => {
		const place = jama.server.state.items.get(20)?.parentItem;
		await jama.rows('item.replace', json({ name: 'Only', status: 'Approved' }));
		expect(fieldsNow()).toEqual({ name: 'Only', status: 203 });
		expect(jama.server.state.items.get(20)).toMatchObject({
			project: 2,
			itemType: 33,
			parentItem: place,
		});
	});

	test('keeps what a folder holds, and can move it', async () => {
		const folder = { itemId: byKey('PUMP-FLD-1'), fields: mapped({ name: 'Renamed' }) };
		await jama.rows('item.replace', { ...folder, additionalFields: { parentItem: byId(14) } });
		expect(jama.writes()).toEqual([
			'PUT /items/8 {"project":2,"itemType":32,"childItemType":33,"location":{"parent":{"item":14}},"fields":{"name":"Renamed"}}',
		]);
		expect(jama.server.state.items.get(8)).toMatchObject({ parentItem: 14, childItemType: 33 });
	});

	test('leaves a required field to Jama', async () => {
		const failure = await jama.failure('item.replace', json({ status: 'Draft' }));
		expect(failure.message).toBe('Field name is required');
		expect(fieldsNow()).toHaveProperty('name');
	});
});

describe('move', () => {
	test('to the top of a project', async () => {
		const parameters = { itemId: byId(13), moveTo: 'project', parentProject: byKey('BIKE') };
		expect(await jama.rows('item.move', parameters)).toMatchObject([{ id: 13, project: 3 }]);
		expect(jama.writes()).toEqual(['PUT /items/13/location {"parent":{"project":3}}']);
	});

	test('an item that is still at its old place is a hint', async () => {
		const path = '/items/20/location';
		const body = { meta: { status: 'OK' } };
		jama.server.switches.failNext = [{ status: 200, method: 'PUT', path, body }];
		const parameters = { ...item, moveTo: 'item', parentItem: byId(15) };
		const { hints, error } = await jama.run('item.move', parameters);
		expect(error).toBeUndefined();
		expect(hints).toMatchObject([{ message: expect.stringMatching(/still at its old place/) }]);
	});

	test('an item that is there already is none', async () => {
		const parameters = { ...item, moveTo: 'item', parentItem: byId(15) };
		expect((await jama.run('item.move', parameters)).hints ?? []).toEqual([]);
	});

	test('under another item that is no folder', async () => {
		const parameters = { ...item, moveTo: 'item', parentItem: byId(23) };
		const result = await jama.run('item.move', parameters);
		expect(jama.writes()).toEqual(['PUT /items/20/location {"parent":{"item":23}}']);
		expect(result.error?.message ?? '').not.toMatch(/InvalidInput|empty/);
	});

	test('to an item that an expression does not give', async () => {
		const parameters = { ...item, moveTo: 'item', parentItem: byId('={{ $json.none }}') };
		const failure = await jama.failure('item.move', parameters);
		expect(failure.message).toBe("'Parent Item' is empty");
		expect(jama.sent()).toEqual([]);
	});
});
