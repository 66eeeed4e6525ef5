import { useBench } from '../testing';
import { TYPE } from '../seed/seedTypes';

const { bench } = useBench({ items: 10 });

test('the seeded projects: a folder and two projects in it', async () => {
	const { data } = (await bench.send('GET', '/projects')).body;
	expect(
		data.map((each: { projectKey: string; isFolder: boolean; parent?: number }) => [
			each.projectKey,
			each.isFolder,
			each.parent,
		]),
	).toEqual([
		['DEV', true, undefined],
		['PUMP', false, 1],
		['BIKE', false, 1],
	]);
	const one = await bench.send(
		'GET',
		'/projects/2?include=data.fields.statusId&include=data.parent',
	);
	expect(Object.keys(one.body.linked).sort()).toEqual(['picklistoptions', 'projects']);
});

test('create, read, replace', async () => {
	const made = await bench.send('POST', '/projects', {
		projectKey: 'NEW',
		fields: { name: 'New', description: 'a' },
		parent: 1,
	});
	expect(made.status).toBe(201);
	const { id } = made.body.meta;
	expect(
		(
			await bench.send('PUT', `/projects/${id}`, {
				projectKey: 'NEW',
				fields: { name: 'Newer' },
				parent: 1,
			})
		).status,
	).toBe(200);
	const { fields } = (await bench.send('GET', `/projects/${id}`)).body.data;
	expect(fields).toEqual({ projectKey: 'NEW', name: 'Newer' });
	const item = {
		project: id,
		itemType: TYPE.component,
		location: { parent: { project: id } },
		fields: { name: 'Root' },
	};
	const root = await bench.send('POST', '/items', item);
	expect((await bench.send('GET', `/items/${root.body.meta.id}`)).body.data).toMatchObject({
		documentKey: 'NEW-CMP-1',
		location: { sequence: '1' },
	});
});

test('a key that is taken, an empty name, a parent that is no folder: 400', async () => {
	const post = async (body: object) => await bench.send('POST', '/projects', body);
	expect((await post({ projectKey: 'PUMP', fields: { name: 'x' } })).body.meta.message).toContain(
		'already exists',
	);
	expect((await post({ projectKey: 'X', fields: { name: '' } })).status).toBe(400);
	expect((await post({ projectKey: 'X', fields: { name: 'x' }, parent: 2 })).status).toBe(400);
});

test('item types can be added to a project and taken away', async () => {
	const ids = async () =>
		(await bench.send('GET', '/projects/2/itemtypes?maxResults=50')).body.data.map(
			(each: { id: number }) => each.id,
		);
	expect(await ids()).not.toContain(TYPE.defect);
	expect((await bench.send('PUT', `/projects/2/itemtypes/${TYPE.defect}`)).status).toBe(200);
	expect(await ids()).toContain(TYPE.defect);
	expect((await bench.send('DELETE', `/projects/2/itemtypes/${TYPE.defect}`)).status).toBe(204);
	expect(await ids()).not.toContain(TYPE.defect);
});

test('permissions are set, replaced, listed and removed', async () => {
	await bench.send('POST', '/projects/2/permissions', { user: 7, permission: 'READ' });
	await bench.send('PUT', '/projects/2/permissions', { user: 7, permission: 'WRITE' });
	expect((await bench.send('GET', '/projects/2/permissions')).body.data).toEqual([
		{ user: 7, permission: 'WRITE', type: 'permissions' },
	]);
	expect((await bench.send('DELETE', '/projects/2/permissions', { user: 7 })).status).toBe(204);
	expect((await bench.send('GET', '/projects/2/permissions')).body.data).toEqual([]);
});

test('field names of item types come with or without their suffix', async () => {
	const names = async () =>
		(await bench.send('GET', '/itemtypes/33')).body.data.fields.map(
			(each: { name: string }) => each.name,
		);
	expect(await names()).toContain('effort$33');
	bench.server.switches.fieldNames = 'bare';
	expect(await names()).toContain('effort');
});

test('items of a tag', async () => {
	bench.server.reseed({ items: 60 });
	const [id, tags] = [...bench.server.state.itemTags][0] as [number, Set<number>];
	const { data } = (await bench.send('GET', `/tags/${[...tags][0]}/items`)).body;
	expect(data.map((each: { id: number }) => each.id)).toContain(id);
});
