import { ODD } from './seedOdd';
import { TYPE } from './seedTypes';
import { ids, useBench } from '../testing';

const { bench, data, post, status } = useBench({ oddValues: true });

const named = (name: string) => {
	const all = bench.server.state.treeOrder(ODD.project);
	return all.find((item) => item.fields.name === name)!;
};
const children = async (id: number) => ids(await data(`/items/${id}/children`));
const [top, middle, leaf, side] = ['Pump starts', 'Motor starts', 'Motor turns', 'Alarm is silent'];
const story = (parent: number, itemType: number = ODD.type) => ({
	project: ODD.project,
	itemType,
	location: { parent: { item: parent } },
	fields: { name: 'New' },
});

test('the project is only there when it is asked for', async () => {
	expect(await data(`/projects/${ODD.project}`)).toMatchObject({ fields: { name: 'Odd Values' } });
	expect(await post('/projects', { projectKey: 'NEXT', fields: { name: 'Next' } })).toBe(5);
	bench.server.reseed({ oddValues: false });
	expect(await status('GET', `/projects/${ODD.project}`)).toBe(404);
});

test('names that are two, and a name that is a number', async () => {
	const options = await data(`/picklists/${ODD.level.list}/options`);
	expect(
		options.map(({ name, active }: { name: string; active: boolean }) => [name, active]),
	).toEqual([
		['High', false],
		['High', true],
		['Low', true],
	]);
	const releases = await data(`/releases?project=${ODD.project}`);
	expect(releases.map(({ id, name }: { id: number; name: string }) => [id, name])).toEqual([
		[2001, '3.0'],
		[2002, '3.0'],
		[2003, '2024'],
		[2024, 'Winter'],
	]);
	expect(await data('/users/13')).toMatchObject({ username: '7', firstName: '7' });
	const { fields } = await data(`/itemtypes/${ODD.type}`);
	const labels = fields.map(({ label }: { label: string }) => label);
	expect(labels.filter((label: string) => label === 'Notes' || label === 'Status')).toHaveLength(4);
});

test('every kind of field is answered, and what is computed cannot be set', async () => {
	const { id } = named(top);
	const { fields, childItemType } = await data(`/items/${id}`);
	expect(fields).toMatchObject({
		[`progress$${ODD.type}`]: '50%',
		[`points$${ODD.type}`]: '3',
		[`start$${ODD.type}`]: '08:30:00',
		[`requirement$${ODD.type}`]: bench.nth('system').id,
		[`parent$${ODD.type}`]: 'own parent',
	});
	expect(childItemType).toBeUndefined();
	const set = (name: string, value: unknown) =>
		status('PATCH', `/items/${id}`, [
			{ op: 'replace', path: `/fields/${name}$${ODD.type}`, value },
		]);
	expect(await set('progress', '60%')).toBe(400);
	expect(await set('points', '4')).toBe(400);
	expect(await set('start', '25')).toBe(400);
	expect(await set('start', '09:00')).toBe(200);
	expect(await set('requirement', bench.nth('software').id)).toBe(400);
	expect(await set('requirement', bench.nth('system', 1).id)).toBe(200);
	const reply = await bench.send('GET', `/items/${id}?include=data.fields.requirement$${ODD.type}`);
	expect(reply.body.linked).toMatchObject({ items: { [bench.nth('system', 1).id]: {} } });
});

describe('items below items', () => {
	test('are children, with places of their own', async () => {
		expect(await children(named(top).id)).toEqual([named(middle).id, named(side).id]);
		expect(await children(named(middle).id)).toEqual([named(leaf).id]);
		expect(await data(`/items/${named(leaf).id}/location`)).toMatchObject({
			sequence: '1.1.1.1.1.1',
			sortOrder: 0,
			parent: { item: named(middle).id },
		});
		expect((await data(`/items/${named(leaf).id}`)).documentKey).toBe('ODD-STO-3');
	});

	test('are made below an item of their set, of its type only', async () => {
		const id = await post('/items', story(named(leaf).id));
		expect(await data(`/items/${id}`)).toMatchObject({ documentKey: 'ODD-STO-6' });
		expect(await status('POST', '/items', story(named(leaf).id, TYPE.system))).toBe(400);
		const text = await post('/items', story(named(leaf).id, TYPE.text));
		expect(await status('POST', '/items', story(text))).toBe(400);
	});

	test('go with a move, a copy and a deletion', async () => {
		const move = await status('PUT', `/items/${named(middle).id}/location`, {
			parent: { item: named(side).id },
		});
		expect(move).toBe(200);
		expect(await children(named(side).id)).toEqual([named(middle).id]);
		expect(await children(named(middle).id)).toEqual([named(leaf).id]);
		const into = { parent: { item: named(leaf).id } };
		expect(await status('PUT', `/items/${named(side).id}/location`, into)).toBe(400);
		const before = bench.server.state.treeOrder(ODD.project).length;
		const copy = await post(`/items/${named(top).id}/duplicate`, {});
		expect(bench.server.state.treeOrder(ODD.project)).toHaveLength(before + 4);
		expect(await status('DELETE', `/items/${copy}`)).toBe(204);
		expect(bench.server.state.treeOrder(ODD.project)).toHaveLength(before);
	});
});
