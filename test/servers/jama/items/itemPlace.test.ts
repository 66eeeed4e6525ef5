import { SEED } from '../seed/seed';
import { optionId } from '../seed/seedTypes';
import { basic, clientOf, useBench } from '../testing';

const { bench } = useBench();

const get = async (id: number) => (await bench.send('GET', `/items/${id}`)).body.data;

test('204 without a body; descendants, relationships and search results go too', async () => {
	const set = bench.nth('set');
	const below = bench.server.state.descendants(set);
	const reply = await bench.send('DELETE', `/items/${set.id}`);
	expect([reply.status, reply.text]).toEqual([204, '']);
	expect((await bench.send('GET', `/items/${set.id}`)).status).toBe(404);
	expect((await bench.send('GET', `/items/${below[3]?.id}`)).status).toBe(404);
	expect(
		(await bench.send('GET', '/abstractitems?project=2')).body.meta.pageInfo.totalResults,
	).toBe(129 - 1 - below.length);
	const gone = new Set(below.map((item) => item.id));
	expect(
		[...bench.server.state.relationships.values()].some((each) => gone.has(each.fromItem)),
	).toBe(false);
});

test('siblings close up after a delete', async () => {
	const [first, second] = [bench.nth('component'), bench.nth('component', 1)];
	await bench.send('DELETE', `/items/${first.id}`);
	expect((await get(second.id)).location).toMatchObject({
		sortOrder: 0,
		globalSortOrder: 1,
		sequence: '1',
	});
});

test('every save is a version, and old versions keep their text', async () => {
	const { id } = bench.nth('system');
	const { name } = (await get(id)).fields;
	bench.tick(5000);
	await bench.send('PATCH', `/items/${id}`, [
		{ op: 'replace', path: '/fields/name', value: 'Second' },
	]);
	const versions = (await bench.send('GET', `/items/${id}/versions`)).body.data;
	expect(versions.at(-1)).toMatchObject({
		item: id,
		versionNumber: 2,
		createdBy: SEED.integrator,
		type: 'versions',
	});
	const first = (await bench.send('GET', `/items/${id}/versions/1/versioneditem`)).body.data;
	expect(first).toMatchObject({ version: 1, currentVersion: 2, fields: { name } });
	expect((await bench.send('GET', `/items/${id}/versions/3`)).status).toBe(404);
	const log = (await bench.send('GET', `/items/${id}/activities`)).body.data;
	expect(log.at(-1)).toMatchObject({ eventType: 'UPDATE', objectType: 'ITEM', item: id });
});

test('a lock keeps others out until it is lifted', async () => {
	const { id } = bench.nth('system');
	const other = clientOf(bench.server, basic('anna.lindqvist', 'anna-secret'));
	const operations = [{ op: 'replace', path: '/fields/name', value: 'x' }];
	await bench.send('PUT', `/items/${id}/lock`, { locked: true });
	expect((await bench.send('GET', `/items/${id}/lock`)).body.data).toMatchObject({
		locked: true,
		lockedBy: SEED.integrator,
	});
	expect((await other('PATCH', `/items/${id}`, operations)).status).toBe(409);
	bench.server.switches.lockedItem = 400;
	expect((await other('DELETE', `/items/${id}`)).status).toBe(400);
	expect((await bench.send('PATCH', `/items/${id}`, operations)).status).toBe(200);
	await other('PUT', `/items/${id}/lock`, { locked: false });
	expect((await other('PATCH', `/items/${id}`, operations)).status).toBe(200);
});

test('a move takes the descendants along, to the last place, also to another project', async () => {
	const [set, target] = [bench.nth('set'), bench.nth('component', 1)];
	expect(
		(await bench.send('PUT', `/items/${set.id}/location`, { parent: { item: target.id } })).status,
	).toBe(200);
	expect((await get(set.id)).location).toMatchObject({ sequence: '2.4', sortOrder: 3 });
	expect(
		(await bench.send('PUT', `/items/${set.id}/location`, { parent: { project: SEED.second } }))
			.status,
	).toBe(200);
	const below = bench.server.state.descendants(set);
	expect(new Set(below.map((item) => item.project))).toEqual(new Set([SEED.second]));
	expect((await bench.send('GET', `/items/${set.id}/location`)).body.data.parent).toEqual({
		project: SEED.second,
	});
	const component = bench.nth('component');
	const inside = bench.server.state.descendants(component)[1];
	expect(
		(await bench.send('PUT', `/items/${component.id}/location`, { parent: { item: inside?.id } }))
			.status,
	).toBe(400);
});

test('a duplicate has new keys and the facets that were asked for', async () => {
	const [tagged] = [...bench.server.state.itemTags.keys()];
	const original = bench.item(tagged as number);
	const reply = await bench.send('POST', `/items/${original.id}/duplicate`, {
		includeTags: true,
	});
	const copy = bench.item(reply.body.meta.id);
	expect(copy.fields).toEqual(original.fields);
	expect(copy.documentKey).not.toBe(original.documentKey);
	expect(copy.parentItem).toBe(original.parentItem);
	expect(bench.server.state.itemTags.get(copy.id)).toEqual(
		bench.server.state.itemTags.get(original.id),
	);
});

test('synchronized items share a global id until the sync is broken', async () => {
	const [a, b] = [bench.nth('system'), bench.nth('system', 1)];
	expect((await bench.send('POST', `/items/${a.id}/synceditems`, { item: b.id })).status).toBe(201);
	expect([a.globalId, b.globalId]).toEqual([`GID-${a.id}`, `GID-${a.id}`]);
	expect(b.fields).not.toEqual(a.fields);
	const status = async () =>
		(await bench.send('GET', `/items/${a.id}/synceditems/${b.id}/syncstatus`)).body.data.inSync;
	expect(await status()).toBe(false);
	b.fields = structuredClone(a.fields);
	expect(await status()).toBe(true);
	expect((await bench.send('DELETE', `/items/${a.id}/synceditems/${b.id}`)).status).toBe(204);
	expect((await bench.send('GET', `/items/${a.id}/synceditems`)).body.data).toEqual([]);
});

test('a workflow transition changes the status', async () => {
	const { id } = bench.nth('system');
	await bench.send('PATCH', `/items/${id}`, [
		{ op: 'add', path: '/fields/status', value: optionId('status', 2) },
	]);
	const options = (await bench.send('GET', `/items/${id}/workflowtransitionoptions`)).body.data;
	expect(options.map((each: { action: string }) => each.action)).toEqual(['Approve', 'Reject']);
	expect(
		(await bench.send('POST', `/items/${id}/workflowtransitions`, { transitionId: '2' })).status,
	).toBe(201);
	expect((await get(id)).fields.status).toBe(optionId('status', 3));
	expect(
		(await bench.send('POST', `/items/${id}/workflowtransitions`, { transitionId: '2' })).status,
	).toBe(400);
});
