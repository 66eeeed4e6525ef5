import { ids, useBench } from '../testing';

const { bench, data, status, post } = useBench();

test('pick lists and their options', async () => {
	const list = await post('/picklists', { name: 'Region', pickListType: 'LOOKUP_MATRIX' });
	expect(await status('POST', '/picklists', { name: 'x', pickListType: 'TREE' })).toBe(400);
	const [a, b] = [
		await post(`/picklists/${list}/options`, { name: 'EU', default: true, color: 'FF0000' }),
		await post(`/picklists/${list}/options`, { name: 'US', default: true }),
	];
	expect(await data(`/picklists/${list}/options`)).toMatchObject([
		{ id: a, name: 'EU', default: false, active: true, sortOrder: 1, color: 'FF0000' },
		{ id: b, name: 'US', default: true, sortOrder: 2, pickList: list },
	]);
	expect(await status('PUT', `/picklistoptions/${a}`, { name: 'Europe', value: '7' })).toBe(200);
	expect(await data(`/picklistoptions/${a}`)).toMatchObject({ name: 'Europe', value: '7' });
	const item = bench.nth('system').id;
	const patch = (value: number) =>
		status('PATCH', `/items/${item}`, [{ op: 'add', path: '/fields/priority', value }]);
	expect(await patch(a)).toBe(400);
	expect(await patch(await post('/picklists/1/options', { name: 'Urgent' }))).toBe(200);
});

test('releases', async () => {
	const body = { name: 'Release 3.0', releaseDate: '2026-05-01', project: 2 };
	const id = await post('/releases', body);
	expect(await data(`/releases/${id}`)).toMatchObject({
		name: 'Release 3.0',
		active: true,
		itemCount: 0,
		releaseDate: '2026-05-01T00:00:00.000+0000',
	});
	const put = { ...body, name: 'R3', releaseDate: '2026-06-01T00:00:00.000+0000' };
	expect(await status('PUT', `/releases/${id}`, put)).toBe(200);
	expect(await data(`/releases/${id}`)).toMatchObject({ name: 'R3' });
	expect(await status('PUT', `/releases/${id}`, { ...put, project: 3 })).toBe(400);
	expect(await status('POST', '/releases', { ...body, releaseDate: 'soon' })).toBe(400);
});

test('tags: unique in a project; deleting one is an activity of its items', async () => {
	const id = await post('/tags', { name: 'new', project: 2 });
	expect(await status('POST', '/tags', { name: 'new', project: 2 })).toBe(400);
	expect(await status('PUT', `/tags/${id}`, { name: 'newer', project: 2 })).toBe(200);
	const item = bench.nth('system', 5);
	await post(`/items/${item.id}/tags`, { tag: id });
	expect(ids(await data(`/tags/${id}/items`))).toEqual([item.id]);
	bench.tick(5000);
	expect(await status('DELETE', `/tags/${id}`)).toBe(204);
	expect(item.lastActivityDate).toBe(bench.now());
	expect(await data(`/items/${item.id}/tags`)).toEqual([]);
	expect(await status('GET', `/tags/${id}`)).toBe(404);
});

test('item types: new ones, new fields, an image', async () => {
	const id = await post('/itemtypes', { typeKey: 'HAZ', display: 'Hazard' });
	expect(await status('POST', '/itemtypes', { typeKey: 'HAZ', display: 'Hazard' })).toBe(400);
	await post(`/itemtypes/${id}/fields`, { label: 'Harm', fieldType: 'STRING', required: true });
	const type = await data(`/itemtypes/${id}`);
	expect(type).toMatchObject({ displayPlural: 'Hazards', system: false });
	expect(type.fields.at(-1)).toMatchObject({ name: `harm$${id}`, required: true });
	expect(await status('PUT', `/projects/2/itemtypes/${id}`)).toBe(200);
	const body = { project: 2, itemType: id, location: { parent: { project: 2 } } };
	expect(await status('POST', '/items', { ...body, fields: { name: 'x' } })).toBe(400);
	await post('/items', { ...body, fields: { name: 'x', [`harm$${id}`]: 'y' } });
	const image = await bench.send('GET', `/itemtypes/${id}/image`);
	expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png']);
});

test('categories of a project and of an item, by version', async () => {
	expect((await data('/categories?projectId=2')).length).toBe(3);
	expect(await data('/categories?categoryName=battery')).toMatchObject([
		{ id: 2, path: 'Hardware > Battery' },
	]);
	const id = await post('/categories', { name: 'Firmware', parent: 3, projects: [2] });
	const item = bench.nth('system').id;
	await post(`/items/${item}/categories`, { categoryPathId: id });
	expect(await status('POST', `/items/${item}/categories`, { categoryPathId: id })).toBe(400);
	const patch = [{ op: 'replace', path: '/fields/name', value: 'x' }];
	await bench.send('PATCH', `/items/${item}`, patch);
	expect(await status('DELETE', `/items/${item}/categories/${id}`)).toBe(204);
	expect(await data(`/items/${item}/categories`)).toEqual([]);
	expect(ids(await data(`/items/${item}/versioncategories?versionNumber=1`))).toEqual([id]);
	expect(await data(`/items/${item}/versioncategories?versionNumber=2`)).toEqual([]);
	const hidden = { project: 2, visible: false };
	expect(await status('PUT', `/categories/${id}/visibility`, hidden)).toBe(200);
	expect(await status('POST', `/items/${item}/categories`, { categoryPathId: id })).toBe(400);
});

test('CORS domains, without the envelope', async () => {
	const get = async () => (await bench.send('GET', '/system/settings/corsdomains')).body;
	expect(await get()).toEqual({ domains: ['https://example.com'] });
	const domains = ['https://example.org'];
	expect(await status('POST', '/system/settings/corsdomains', { domains })).toBe(200);
	expect(await get()).toEqual({ domains });
});
