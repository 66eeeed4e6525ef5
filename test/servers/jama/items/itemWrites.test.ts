import { formatDay } from '../search/dates';
import { SEED } from '../seed/seed';
import { TYPE } from '../seed/seedTypes';
import { useBench } from '../testing';

const { bench } = useBench();

const S = TYPE.system;
const get = async (id: number) => (await bench.send('GET', `/items/${id}`)).body.data;
const message = (reply: { body: { meta: { message: string } } }) => reply.body.meta.message;

describe('PUT', () => {
	test('what a GET returned goes back unchanged', async () => {
		const { id } = bench.nth('system');
		const data = await get(id);
		expect((await bench.send('PUT', `/items/${id}`, data)).body).toEqual({
			meta: { status: 'OK', timestamp: expect.any(String) },
		});
		const after = await get(id);
		expect({ ...after.fields, modifiedBy: 0, modifiedDate: 0 }).toEqual({
			...data.fields,
			modifiedBy: 0,
			modifiedDate: 0,
		});
	});

	test('an omitted writable field is cleared, a read-only one stays', async () => {
		const { id } = bench.nth('testCase');
		const data = await get(id);
		await bench.send('PUT', `/items/${id}`, { ...data, fields: { name: 'Only a name' } });
		const after = (await get(id)).fields;
		expect(after).toMatchObject({
			name: 'Only a name',
			testCaseStatus: data.fields.testCaseStatus,
		});
		expect(after).not.toHaveProperty('description');
	});

	test('a read-only field with another value, another type or project, a lost name: 400', async () => {
		const { id } = bench.nth('system');
		const data = await get(id);
		for (const change of [
			{ fields: { ...data.fields, documentKey: 'PUMP-SYS-99' } },
			{ itemType: TYPE.software },
			{ project: 3 },
			{ fields: {} },
			{ globalId: 'GID-X' },
		]) {
			expect((await bench.send('PUT', `/items/${id}`, { ...data, ...change })).status).toBe(400);
		}
		expect(await get(id)).toEqual(data);
	});
});

describe('PATCH', () => {
	const patch = async (id: number, ...operations: object[]) =>
		await bench.send('PATCH', `/items/${id}`, operations);

	test('changes what it names and nothing else', async () => {
		const { id } = bench.nth('system');
		const before = await get(id);
		const reply = await patch(
			id,
			{ op: 'replace', path: '/fields/name', value: 'Patched' },
			{ op: 'remove', path: '/fields/description' },
			{ op: 'add', path: `/fields/effort$${S}`, value: 77 },
		);
		expect([reply.status, Object.keys(reply.body)]).toEqual([200, ['meta']]);
		const { description, ...rest } = before.fields;
		expect((await get(id)).fields).toEqual({
			...rest,
			name: 'Patched',
			[`effort$${S}`]: 77,
			modifiedDate: formatDay(bench.now()),
			modifiedBy: SEED.integrator,
		});
		expect(description).toBeDefined();
	});

	test('a field that is null is no path', async () => {
		const { id } = bench.nth('system');
		await patch(id, { op: 'remove', path: '/fields/description' });
		for (const op of [
			{ op: 'replace', path: '/fields/description', value: 'x' },
			{ op: 'remove', path: '/fields/description' },
		]) {
			const reply = await patch(id, op);
			expect([reply.status, message(reply)]).toEqual([400, 'no such path in target JSON document']);
		}
		expect((await patch(id, { op: 'add', path: '/fields/description', value: 'x' })).status).toBe(
			200,
		);
	});

	test('a value that does not fit cannot be set, and nothing is', async () => {
		const { id } = bench.nth('system');
		const before = await get(id);
		for (const [path, value] of [
			['/fields/priority', 'High'],
			['/fields/name', 5],
			['/project', 'x'],
			['/fields', 1],
		]) {
			const reply = await patch(
				id,
				{ op: 'replace', path: '/fields/description', value: 'lost' },
				{ op: 'replace', path, value },
			);
			expect([path, reply.status, message(reply)]).toEqual([
				path,
				400,
				'The value you provided could not be set at the path.',
			]);
		}
		expect(await get(id)).toEqual(before);
	});

	test('a required field cannot be removed, a location may be replaced', async () => {
		const { id } = bench.nth('system');
		expect((await patch(id, { op: 'remove', path: '/fields/name' })).status).toBe(400);
		const component = bench.nth('component', 1);
		expect(
			(
				await patch(id, {
					op: 'replace',
					path: '/location',
					value: { parent: { item: component.id } },
				})
			).status,
		).toBe(200);
		expect((await get(id)).location).toMatchObject({
			sequence: '2.4',
			parent: { item: component.id },
		});
	});

	test('upper case only where the switch allows it', async () => {
		const { id } = bench.nth('system');
		const operation = { op: 'REPLACE', path: '/fields/name', value: 'x' };
		expect((await patch(id, operation)).status).toBe(400);
		bench.server.switches.patchOps = 'any';
		expect((await patch(id, operation)).status).toBe(200);
	});
});
