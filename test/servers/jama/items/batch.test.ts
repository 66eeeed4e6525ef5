import { ids, type Rows, useBench } from '../testing';

const { bench, data, status, post } = useBench();

test('PATCH /items changes several, as one batch event', async () => {
	const [a, b] = [bench.nth('system').id, bench.nth('system', 1).id];
	const rename = (id: number) => ({
		id,
		operations: [{ op: 'replace', path: '/fields/name', value: `New ${id}` }],
	});
	const reply = await bench.send('PATCH', '/items', [rename(a), rename(999_999), rename(b)]);
	expect([reply.status, reply.body.data.workId]).toEqual([200, expect.any(String)]);
	expect((await data(`/items/${b}`)).fields.name).toBe(`New ${b}`);
	const events: Rows = await data('/activities?project=2&eventType=UPDATE&maxResults=50');
	const event = events.find((each) => each.eventType === 'BATCH_UPDATE');
	expect(ids(await data(`/activities/${event?.id}/affecteditems`))).toEqual([a, b]);
	bench.server.switches.batchErrors = 'rejected';
	expect(await status('PATCH', '/items', [rename(999_999)])).toBe(404);
	expect(await status('PATCH', '/items', [{ id: a }])).toBe(400);
});

test('PUT /items/treeLocation puts an item next to a peer', async () => {
	const folder = bench.nth('folder').id;
	const children = () => bench.server.state.childrenOf(2, folder).map(({ id }) => id);
	const [a, b, c] = children() as [number, number, number];
	const move = (item: number, more: object) =>
		status('PUT', '/items/treeLocation', { item, parent: { item: folder }, ...more });
	expect(await move(c, { peer: a, position: 'BEFORE' })).toBe(200);
	expect(children().slice(0, 3)).toEqual([c, a, b]);
	expect(await move(c, { peer: b })).toBe(200);
	expect(children().slice(0, 3)).toEqual([a, b, c]);
	expect(bench.item(c).sortOrder).toBe(2);
	expect(await move(c, {})).toBe(200);
	expect(children().at(-1)).toBe(c);
	expect(await move(c, { peer: 6 })).toBe(400);
});

test('a deletion is undone with all that it took away', async () => {
	const { state } = bench.server;
	const set = bench.nth('set', 1);
	const below = state.descendants(set);
	const relationships = state.relationships.size;
	const [inside] = below.flatMap((item) => state.upstream(item.id));
	expect(await status('DELETE', `/items/${set.id}`)).toBe(204);
	expect(state.relationships.size).toBeLessThan(relationships);
	const events: Rows = await data('/activities?project=2&deleteEvents=true&maxResults=50');
	const event = events.find((each) => each.item === set.id);
	expect(ids(await data(`/activities/${event?.id}/affecteditems?maxResults=50`))).toEqual([
		set.id,
		...below.map(({ id }) => id),
	]);
	expect(await status('POST', `/activities/${event?.id}/restore`)).toBe(200);
	expect(state.descendants(bench.item(set.id)).map(({ id }) => id)).toEqual(
		below.map(({ id }) => id),
	);
	expect(state.relationships.size).toBe(relationships);
	expect(state.relationships.get(inside!.id)).toBeDefined();
	expect(await status('POST', `/activities/${event?.id}/restore`)).toBe(400);
	expect(await status('POST', '/activities/1/restore')).toBe(400);
});

test('a deleted test run comes back too', async () => {
	const run = bench.server.state.testItems.list('run')[0]!;
	await bench.send('DELETE', `/testruns/${run.id}`);
	const [event] = await data('/activities?project=2&deleteEvents=true&objectType=TEST_RUN');
	expect(await status('POST', `/activities/${event.id}/restore`)).toBe(200);
	expect(await status('GET', `/testruns/${run.id}`)).toBe(200);
});

test('adminActivity: what happened to projects', async () => {
	const id = await post('/projects', { projectKey: 'NEW', fields: { name: 'New' } });
	const rows: Rows = await data('/activities/adminActivity');
	expect(rows.at(-1)).toMatchObject({ objectType: 'PROJECT', eventType: 'CREATE' });
	expect(id).toBeGreaterThan(3);
});

test('labs: reports are started, reviews are read', async () => {
	const labs = '/rest/labs';
	const [report] = await data(`${labs}/reports/metadata?project=2`);
	const reply = await bench.send('POST', `${labs}/reports/${report.id}`, { project: 2 });
	expect([reply.status, reply.body.data.workId]).toEqual([201, expect.any(String)]);
	expect(await status('POST', `${labs}/reports/${report.id}`, { project: 2, format: 'X' })).toBe(
		400,
	);
	const [review] = await data(`${labs}/reviews?project=2`);
	expect(review).toMatchObject({ name: 'Review of Baseline 2', moderators: [7], baseline: 2 });
	expect(await data(`${labs}/reviews?project=3`)).toEqual([]);
	const path = `${labs}/reviews/${review.id}`;
	expect(await data(path)).toEqual(review);
	expect(await data(`${path}/comments`)).toHaveLength(1);
	expect(ids(await data(`${path}/reviewmoderators`))).toEqual([7]);
	const [revision] = await data(`${path}/revisions`);
	const own = `${path}/revisions/${revision.id}`;
	expect(await data(`${own}/participants`)).toHaveLength(2);
	expect(await data(`${own}/revisionitems`)).toHaveLength(3);
	expect(await data(`${own}/progress`)).toMatchObject({ totalItems: 3, percentComplete: 67 });
	expect(await status('GET', `${path}/revisions/99/progress`)).toBe(404);
});
