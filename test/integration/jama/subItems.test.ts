/** Items below items, as Jama allows them: a story with two below it, and another one below one of these. */
import { ODD } from '../../servers/jama/seed/seedOdd';
import { TYPE } from '../../servers/jama/seed/seedTypes';
import type { Item } from '../../servers/jama/types';
import { jamaCredentials, runListSearch } from '../../support/engine/harness';
import { byId, byKey, parametersOf, useJama } from './support';

const jama = useJama({ oddValues: true });
const all = () => jama.server.state.treeOrder(ODD.project);
const named = (name: string) => all().find(({ fields }) => fields.name === name) as Item;
const [TOP, MIDDLE, LEAF, SIDE] = ['Pump starts', 'Motor starts', 'Motor turns', 'Alarm is silent'];
const idsOf = (names: string[]) => names.map((name) => named(name).id);

test('children of an item that is no folder, one level', async () => {
	const children = async (name: string) =>
		(await jama.rows('item.getChildren', { itemId: byId(named(name).id) })).map(({ id }) => id);
	expect(await children(TOP)).toEqual(idsOf([MIDDLE, SIDE]));
	expect(await children(MIDDLE)).toEqual(idsOf([LEAF]));
	expect(await children(LEAF)).toEqual([]);
	const [parent] = await jama.rows('item.getParent', { itemId: byId(named(LEAF).id) });
	expect(parent?.id).toBe(named(MIDDLE).id);
});

test('a duplicate has every field of the original, and what is below it', async () => {
	const original = named(TOP);
	const [copy] = await jama.rows('item.duplicate', { itemId: byKey(original.documentKey) });
	expect(copy).toMatchObject({ fields: { name: TOP }, parent: original.parentItem });
	const { state } = jama.server;
	const shape = (item: Item): unknown => [
		item.fields,
		item.itemType,
		state.childrenOf(ODD.project, item.id).map(shape),
	];
	const made = state.items.get(Number(copy?.id)) as Item;
	expect(shape(made)).toEqual(shape(original));
	expect(Object.keys(made.fields).length).toBeGreaterThan(10);
	const keys = all().map(({ documentKey }) => documentKey);
	expect(new Set(keys).size).toBe(keys.length);
});

test('a deletion takes what is below along', async () => {
	const gone = idsOf([TOP, MIDDLE, LEAF, SIDE]);
	const [deleted] = await jama.rows('item.delete', { itemId: byId(gone[0] as number) });
	expect(deleted).toMatchObject({ deleted: true });
	expect(all().filter(({ id }) => gone.includes(id))).toEqual([]);
	const failure = await jama.failure('item.get', { itemId: byId(gone[2] as number) });
	expect(failure.message).toContain('not found');
});

test('one is made and moved below an item', async () => {
	const [made] = await jama.rows('item.create', {
		project: byId(ODD.project),
		itemType: byId(ODD.type),
		fieldsInput: 'json',
		fieldsJson: '{"name": "Motor stops"}',
		parentItem: byId(named(LEAF).id),
	});
	expect(made).toMatchObject({ parent: named(LEAF).id });
	const [moved] = await jama.rows('item.move', {
		itemId: byId(Number(made?.id)),
		moveTo: 'item',
		parentItem: byId(named(SIDE).id),
	});
	expect(moved).toMatchObject({ id: made?.id, parent: named(SIDE).id });
});

test('gaps are found at every depth', async () => {
	const gaps = async () =>
		(
			await jama.rows('traceability.findGaps', {
				projectId: byId(ODD.project),
				itemType: byId(ODD.type),
				relatedType: byId(TYPE.system),
				gapDirection: 'upstream',
			})
		).map(({ name }) => name);
	const before = [TOP, MIDDLE, LEAF, SIDE, '2024'];
	expect(await gaps()).toEqual(before);
	const { state } = jama.server;
	const system = [...state.items.values()].find(({ itemType }) => itemType === TYPE.system) as Item;
	const id = state.next('relationship');
	state.insertRelationship({
		id,
		fromItem: system.id,
		toItem: named(LEAF).id,
		relationshipType: 2,
		suspect: false,
	});
	expect(await gaps()).toEqual(before.filter((name) => name !== LEAF));
});

test('pickers find them by words of their names and by their keys', async () => {
	const search = async (filter: string) => {
		const { results } = await runListSearch('searchItems', {
			credentials: jamaCredentials(jama.server),
			parameters: parametersOf('item.get', { project: byId(ODD.project) }),
			filter,
		});
		return results.map(({ value }) => value);
	};
	expect(await search('motor tur')).toEqual(idsOf([LEAF]));
	expect(await search('Motor')).toEqual(idsOf([MIDDLE, LEAF]));
	expect(await search(named(SIDE).documentKey)).toEqual(idsOf([SIDE]));
	jama.server.switches.literalQuotes = true;
	expect(await search('turn: motor')).toEqual(idsOf([MIDDLE, LEAF]));
});
