/** One-step operations on items: update with lock. */
import { PAGE } from './cases';
import { byId, mapped, useJama } from './support';

const jama = useJama();
const itemNow = (id: number) => jama.server.state.items.get(id);
const failing = (method: string, path: string, status = 500) => ({ status, method, path });

describe('update with lock', () => {
	const parameters = { itemId: byId(20), fields: mapped({ name: 'Locked', priority: 'High' }) };
	const locked = () => itemNow(20)?.lock?.locked;
	const lines = () => jama.writes().map((line) => line.replace(/ \{"project.*/, ''));
	const LOCK = 'PUT /items/20/lock {"locked":true}';
	const UNLOCK = 'PUT /items/20/lock {"locked":false}';
	const ourselves = () => {
		const { username } = jama.server.logins.basic;
		const user = [...jama.server.state.users.values()].find((one) => one.username === username);
		return Number(user?.id);
	};
	const lockAs = (lockedBy: number) => {
		const item = itemNow(20);
		if (item) item.lock = { locked: true, lastLockedDate: 0, lockedBy };
	};

	test('an unlock that was done although it was answered with an error is no failure', async () => {
		jama.server.switches.failNext = [
			{ status: 200, method: 'PUT', path: '/items/20/lock', body: { meta: { status: 'OK' } } },
			failing('PUT', '/items/20/lock', 500),
		];
		const { items, error, hints } = await jama.run('item.updateWithLock', parameters);
		expect([error, hints]).toEqual([undefined, []]);
		expect(items[0]?.json).not.toHaveProperty('note');
	});

	test('a lock that was done although it was answered with an error is released', async () => {
		jama.server.switches.failNext = [failing('PUT', '/items/20/lock', 500)];
		lockAs(ourselves());
		const failure = await jama.failure('item.updateWithLock', parameters);
		expect(failure.description).toMatch(/Item 20 was not changed, and is not locked/);
		expect(locked()).toBe(false);
		expect(jama.writes()).toEqual([LOCK, UNLOCK]);
	});

	test("a lock that failed and is somebody else's is left alone", async () => {
		jama.server.switches.failNext = [failing('PUT', '/items/20/lock', 500)];
		lockAs(9);
		const failure = await jama.failure('item.updateWithLock', parameters);
		expect(failure.description).toMatch(/Item 20 was not changed/);
		expect(jama.writes()).toEqual([LOCK]);
	});

	test('keeps the content that is not changed, and unlocks', async () => {
		const before = { ...itemNow(20)?.fields };
		const rows = await jama.rows('item.updateWithLock', parameters);
		expect(rows).toMatchObject([{ id: 20, name: 'Locked', documentKey: 'PUMP-SYS-1' }]);
		expect(jama.sent().slice(0, 6)).toEqual([
			LOCK,
			'GET /items/20?include=data.itemType',
			`GET /picklists/1/options?${PAGE}`,
			expect.stringMatching(/^PUT \/items\/20 \{"project":2,"itemType":33,"childItemType":33,/),
			UNLOCK,
			'GET /items/20',
		]);
		expect(itemNow(20)?.fields).toEqual({ ...before, name: 'Locked', priority: 101 });
		expect(itemNow(20)?.parentItem).toBe(8);
		expect(locked()).toBe(false);
	});

	test("somebody else's lock is left alone", async () => {
		const item = itemNow(20);
		if (item) item.lock = { locked: true, lastLockedDate: 0, lockedBy: 9 };
		const failure = await jama.failure('item.updateWithLock', parameters);
		expect(failure.message).toBe('The item is locked by another user');
		expect(jama.writes()).toEqual([LOCK]);
		expect(itemNow(20)?.lock?.lockedBy).toBe(9);
	});

	test.each([
		['GET', '/items/20', []],
		['PUT', '/items/20', ['PUT /items/20']],
	])('unlocks after a failed %s %s and reports that failure', async (method, path, put) => {
		jama.server.switches.failNext = [failing(method, path)];
		const failure = await jama.failure('item.updateWithLock', parameters);
		expect(failure.message).toBe('Scripted failure 500');
		expect(failure.description).not.toMatch(/still locked/);
		expect(lines()).toEqual([LOCK, ...put, UNLOCK]);
		expect(locked()).toBe(false);
	});

	test('unlocks after a bad value', async () => {
		const fields = mapped({ priority: 'Huge' });
		const failure = await jama.failure('item.updateWithLock', { ...parameters, fields });
		expect(failure.message).toMatch(/has no option "Huge"/);
		expect(jama.writes()).toEqual([LOCK, UNLOCK]);
	});

	test('when the unlock fails too, the first failure is the one and the lock is told', async () => {
		jama.server.switches.failNext = [
			{ status: 200, method: 'PUT', path: '/items/20/lock', body: { meta: { status: 'OK' } } },
			failing('PUT', '/items/20', 400),
			failing('PUT', '/items/20/lock', 403),
			failing('PUT', '/items/20/lock', 403),
		];
		lockAs(ourselves());
		const failure = await jama.failure('item.updateWithLock', parameters);
		expect(failure.message).toBe('Scripted failure 400');
		expect(failure.description).toMatch(
			/Item 20 is still locked, for it could not be unlocked \(Scripted failure 403\).*operation Unlock/,
		);
	});

	test('saved but still locked is a note, not an error', async () => {
		jama.server.switches.failNext = [
			{ status: 200, method: 'PUT', path: '/items/20/lock', body: { meta: { status: 'OK' } } },
			failing('PUT', '/items/20/lock', 403),
			failing('PUT', '/items/20/lock', 403),
		];
		lockAs(ourselves());
		const { items, error, hints } = await jama.run('item.updateWithLock', parameters);
		expect(error).toBeUndefined();
		const note = expect.stringMatching(/^Saved, but item 20 is still locked.*Scripted failure 403/);
		expect(items).toMatchObject([{ json: { id: 20, name: 'Locked', note } }]);
		expect(hints).toMatchObject([{ message: note }]);
	});
});
