import { ids, type Rows, useBench } from '../testing';

const { bench, data, status } = useBench();

test('a list by project, author and scope; private filters of others are not there', async () => {
	expect(ids(await data('/filters'))).toEqual([1, 2, 3]);
	expect(ids(await data('/filters?project=3'))).toEqual([2, 3]);
	expect(ids(await data('/filters?author=7'))).toEqual([]);
	expect(ids(await data('/filters?filterScope=BOUND_PROJECT&filterScope=ALL_PROJECTS'))).toEqual([
		1, 3,
	]);
	expect(await status('GET', '/filters/4')).toBe(404);
	expect(ids(await data('/users/current/favoritefilters'))).toEqual([1, 3]);
});

test('results and count: approved system requirements', async () => {
	const expected = bench.server.state
		.treeOrder(2)
		.filter((item) => item.itemType === 33 && item.fields.status === 203)
		.map(({ id }) => id);
	expect(expected.length).toBeGreaterThan(0);
	expect(ids(await data('/filters/1/results?maxResults=50'))).toEqual(expected);
	expect(await data('/filters/1/count')).toEqual({ count: expected.length });
	bench.server.switches.filterCount = 'number';
	expect(await data('/filters/1/count')).toBe(expected.length);
});

test('a filter of the current project needs one, others do not take one', async () => {
	expect(await status('GET', '/filters/2/results')).toBe(400);
	const found: Rows = await data('/filters/2/results?project=3&maxResults=50');
	expect(new Set(found.map((row) => row.project))).toEqual(new Set([3]));
	const own = await data('/filters/1/results?maxResults=50');
	expect(await data('/filters/1/results?project=3&maxResults=50')).toEqual(own);
	bench.server.switches.filterProject = 'rejected';
	expect(await status('GET', '/filters/1/results?project=3')).toBe(400);
});

test('an order of its own, and lastActivityDate', async () => {
	const found: Rows = await data('/filters/3/results?maxResults=50');
	const names = found.map((row) => String(row.fields.name).toLowerCase());
	expect(names.every((name) => name.includes('alarm'))).toBe(true);
	expect(names).toEqual([...names].sort());
	const item = bench.item(found[3]?.id);
	item.lastActivityDate = bench.now();
	bench.server.state.touch();
	const since = encodeURIComponent('2026-01-15T11:59:00.000+0000');
	expect(ids(await data(`/filters/3/results?lastActivityDate=${since}`))).toEqual([item.id]);
	expect(await status('GET', '/filters/3/results?lastActivityDate=yesterday')).toBe(400);
});
