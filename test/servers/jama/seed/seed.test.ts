import { createSeed, SEED } from './seed';
import { TYPE } from './seedTypes';

const dump = (items: number) => {
	const state = createSeed(items);
	return JSON.stringify([
		...state.items.values(),
		...state.relationships.values(),
		...state.users.values(),
		...state.comments.values(),
	]);
};

test('the same size gives the same data', () => {
	expect(dump(200)).toBe(dump(200));
});

test.each([0, 1, 2, 7, 120, 1000])('a main project of exactly %d items', (count) => {
	const state = createSeed(count);
	expect(state.treeOrder(SEED.main)).toHaveLength(count);
	expect(state.treeOrder(SEED.second)).toHaveLength(30);
});

test('a tree of components, sets, folders and leaves, with unique keys', () => {
	const state = createSeed(500);
	const items = state.treeOrder(SEED.main);
	expect(new Set(items.map((item) => item.documentKey)).size).toBe(500);
	for (const item of items) {
		const parent = state.items.get(item.parentItem ?? 0);
		if (item.itemType === TYPE.component) expect(parent).toBeUndefined();
		else if (item.itemType === TYPE.set) expect(parent?.itemType).toBe(TYPE.component);
		else if (item.itemType === TYPE.folder) expect(parent?.itemType).toBe(TYPE.set);
		else expect(parent).toMatchObject({ itemType: TYPE.folder, childItemType: item.itemType });
		expect(item.globalSortOrder).toBe(items.indexOf(item) + 1);
	}
});

test('relationships lead from system to software requirement to test case', () => {
	const state = createSeed(200);
	const kinds = new Set(
		[...state.relationships.values()].map(({ fromItem, toItem }) =>
			[fromItem, toItem].map((id) => state.items.get(id)?.itemType).join('>'),
		),
	);
	expect(kinds).toEqual(
		new Set([`${TYPE.system}>${TYPE.software}`, `${TYPE.software}>${TYPE.testCase}`]),
	);
});

test('the main project has as many items as asked for', () => {
	expect(createSeed(100_000).items.size).toBe(100_038);
});
