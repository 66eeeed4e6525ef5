import { formatDate } from '../search/dates';
import { ids, type Rows, useBench } from '../testing';

const { bench, data, status, post } = useBench();

const entries = async (baseline: number): Promise<Rows> => {
	const rows: Rows = [];
	for (let startAt = 0; ; startAt += 50) {
		const path = `/baselines/${baseline}/versioneditems?maxResults=50&startAt=${startAt}`;
		const page: Rows = await data(path);
		if (page.length === 0) return rows;
		rows.push(...page);
	}
};

test('between the two of the seed one item was added, one deleted, and some changed', async () => {
	expect(await data('/baselines?project=2')).toMatchObject([
		{ id: 1, name: 'Baseline 1', project: 2, origin: { item: expect.any(Number) } },
		{ id: 2, name: 'Baseline 2', createdBy: 7, type: 'baselines' },
	]);
	const [first, second] = [await entries(1), await entries(2)];
	const version = new Map(first.map((row) => [row.id, row.version]));
	const added = second.filter((row) => !version.has(row.id));
	const deleted = first.filter((row) => !ids(second).includes(row.id));
	expect([added.length, deleted.length]).toEqual([1, 1]);
	expect(await status('GET', `/items/${deleted[0]?.id}`)).toBe(404);
	const changed = second.filter((row) => (version.get(row.id) ?? row.version) !== row.version);
	expect(changed.length).toBeGreaterThan(0);
	const [one] = changed;
	expect(one).toMatchObject({ version: 2, currentVersion: 2, baseline: 2 });
	expect(await data(`/baselines/1/versioneditems/${one?.id}`)).toMatchObject({
		version: 1,
		currentVersion: 2,
		fields: { name: expect.stringMatching(/\(draft\)$/) },
	});
	expect(await status('GET', `/baselines/1/versioneditems/${added[0]?.id}`)).toBe(404);
});

test('place and relationships are those of the baseline', async () => {
	const rows = await entries(2);
	expect(rows[0]?.baselineLocation).toEqual({ sequence: '1', parent: { project: 2 } });
	expect(rows[1]?.baselineLocation).toEqual({
		sequence: '1.1',
		parent: { item: [rows[0]?.id, 1] },
	});
	const { fromItem, toItem, id } = [...bench.server.state.relationships.values()][0]!;
	const path = `/baselines/2/versioneditems/${fromItem}/versionedrelationships`;
	const [row] = await data(path);
	expect(row).toMatchObject({ id, fromItem: [fromItem, 1], toItem: [toItem, expect.any(Number)] });
	await bench.send('DELETE', `/relationships/${id}`);
	expect(await data(path)).toHaveLength(1);
});

test('labs: a new baseline freezes its origin; folders; PUT; move; review link', async () => {
	const set = bench.nth('set').id;
	const body = { project: 2, name: 'Sprint 1', origin: { item: set } };
	const id = await post('/rest/labs/baselines', body);
	const before = await data(`/baselines/${id}/versioneditems/${set}`);
	const patch = [{ op: 'replace', path: '/fields/name', value: 'Renamed' }];
	await bench.send('PATCH', `/items/${set}`, patch);
	const after = await data(`/baselines/${id}/versioneditems/${set}`);
	expect(after).toEqual({ ...before, currentVersion: 2 });
	expect(await status('POST', '/rest/labs/baselines', { project: 2 })).toBe(400);
	const folder = await post('/rest/labs/baselines/folders', { name: 'F', project: 2 });
	expect(ids(await data('/rest/labs/baselines/folders'))).toContain(folder);
	expect(await status('PUT', '/baselinetree/2/move', { baseline: id, folder })).toBe(200);
	expect(await status('PUT', '/baselinetree/2/move', { baseline: id, folder: 99 })).toBe(400);
	expect(await status('PUT', `/baselines/${id}`, { pickListOption: 101 })).toBe(200);
	expect(await data(`/baselines/${id}`)).toMatchObject({ name: 'Sprint 1', pickListOption: 101 });
	expect(await data('/baselines/2/reviewlink')).toMatchObject({ reviewId: 1 });
	expect(await status('GET', '/baselines/1/reviewlink')).toBe(404);
	const release = await post('/rest/labs/baselines', {
		project: 2,
		name: 'R',
		origin: { release: 2 },
	});
	expect((await entries(release)).every((row) => row.fields.release === 2)).toBe(true);
	const filter = { project: 2, name: 'F', origin: { filter: 1 } };
	const filtered = await post('/rest/labs/baselines', filter);
	expect((await entries(filtered)).every((row) => row.fields.status === 203)).toBe(true);
});

test('relationships of an item at a time', async () => {
	const [a, b] = [bench.nth('system', 6).id, bench.nth('testCase', 8).id];
	const at = async (ms: number): Promise<Rows> => {
		const timestamp = encodeURIComponent(formatDate(ms));
		return await data(
			`/abstractitems/${a}/versionedrelationships?timestamp=${timestamp}&maxResults=50`,
		);
	};
	const start = bench.now();
	const before = ids(await at(start));
	bench.tick(10_000);
	const id = await post('/relationships', { fromItem: a, toItem: b });
	bench.tick(10_000);
	await bench.send('DELETE', `/relationships/${id}`);
	expect(ids(await at(start + 15_000))).toEqual([...before, id]);
	expect(ids(await at(start + 25_000))).toEqual(before);
	const path = `/abstractitems/${a}/versionedrelationships?timestamp=`;
	const early = await bench.send('GET', `${path}2001-01-01T00:00:00.000%2B0000`);
	expect([early.status, early.body.meta.message]).toEqual([
		400,
		'The requested resource predates relationship history tracking.',
	]);
	expect(await status('GET', `${path}now`)).toBe(400);
});
