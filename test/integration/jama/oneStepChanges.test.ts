/** What changed in an item, and its status. */
import { byId, byName, fromList, jsonFields, useJama } from './support';

const jama = useJama();
const TYPE = { system: 33, software: 34 };
const fail = (path: string, status = 500, method?: string) =>
	jama.server.switches.failNext.push({ path, status, ...(method ? { method } : {}) });
const messages = (hints: Array<{ message: string }>) => hints.map(({ message }) => message);
const keyOf = (id: number) => jama.server.state.items.get(id)?.documentKey;
const HOUR = 3_600_000;

describe('get changes', () => {
	const update = async (fields: object) => {
		await jama.rows('item.update', { itemId: byId(20), ...jsonFields(fields) });
	};
	const changes = async (parameters: object = {}) =>
		await jama.rows('item.getChanges', { itemId: byId(20), ...parameters });
	/** Three versions: as seeded, with a new name, with a new status and priority. */
	const history = async () => {
		await update({ name: 'Second' });
		await update({ status: 'Approved', priority: 'Low' });
		jama.server.requests.length = 0;
	};
	test('one row for each field of each version, with labels, number, date and user', async () => {
		const fields = jama.server.state.items.get(20)?.fields ?? {};
		fields.status = 201;
		const first = fields.name;
		await history();
		const rows = await changes();
		expect(rows[0]).toEqual({
			field: 'name',
			label: 'Name',
			before: first,
			after: 'Second',
			version: 2,
			date: expect.any(String),
			user: 'Ines Integrator',
			comment: 'changed: name',
			userId: expect.any(Number),
			documentKey: keyOf(20),
			url: expect.stringContaining('/items/20?projectId=2'),
			id: 20,
		});
		expect(rows.find(({ field }) => field === 'status')).toMatchObject({
			label: 'Status',
			before: 'Draft',
			after: 'Approved',
			version: 3,
		});
		expect(jama.writes()).toEqual([]);
	});

	test('between two versions', async () => {
		await history();
		const fields = (rows: Array<{ field?: unknown }>) => rows.map(({ field }) => field);
		expect(fields(await changes({ changesFrom: '1', changesTo: '2' }))).toEqual(['name']);
		expect(fields(await changes({ changesFrom: 2 }))).not.toContain('name');
		expect(await changes({ changesFrom: '3' })).toEqual([]);
	});

	test('between two dates; before its creation everything is new', async () => {
		await history();
		const { createdDate = 0 } = jama.server.state.items.get(20) ?? {};
		const all = await changes({ changesFrom: new Date(createdDate - HOUR).toISOString() });
		expect(all[0]).toMatchObject({ before: null, version: 1 });
		const since = await changes({ changesFrom: new Date(createdDate + 1).toISOString() });
		expect(since.map(({ version }) => version)).not.toContain(1);
		const until = new Date(createdDate + 1).toISOString();
		expect(await changes({ changesFrom: '1', changesTo: until })).toEqual([]);
	});

	test('with the events that versions do not tell', async () => {
		await history();
		await jama.rows('relationship.create', { fromItem: byId(20), toItem: byId(33) });
		const rows = await changes({ includeActivities: true });
		expect(rows).toContainEqual(
			expect.objectContaining({ field: null, label: 'RELATIONSHIP CREATE', version: null }),
		);
		expect(rows.filter(({ label }) => /^ITEM (UPDATE|CREATE)$/.test(String(label)))).toEqual([]);
	});

	test.each<[string, object, RegExp]>([
		['a version that is not there', { changesFrom: '9' }, /no version 9, which 'From' names/],
		['From after To', { changesFrom: '3', changesTo: '1' }, /'From' is later than 'To'/],
		['no date', { changesFrom: 'yesterday' }, /'From' is not a date/],
	])('%s is an error', async (_, parameters, message) => {
		await history();
		const failure = await jama.failure('item.getChanges', { itemId: byId(20), ...parameters });
		expect(failure.message).toMatch(message);
	});

	test('a fault in the middle is an error, and no shorter list', async () => {
		await history();
		fail('/items/20/versions/2/versioneditem');
		const failure = await jama.failure('item.getChanges', { itemId: byId(20) });
		expect(failure.message).toBe('Scripted failure 500');
	});
});

describe('set status', () => {
	const OPTION = { draft: 201, review: 202, approved: 203, rejected: 204 };
	const put = (status: number) => {
		const item = jama.server.state.items.get(20);
		if (item) item.fields.status = status;
	};
	const statusOf = () => jama.server.state.items.get(20)?.fields.status;
	const set = { itemId: byId(20), status: 'In Review' };

	test('by the transition that leads there', async () => {
		put(OPTION.draft);
		const [row] = await jama.rows('item.setStatus', { ...set, simplify: true });
		expect(row).toMatchObject({
			documentKey: keyOf(20),
			status: 'In Review',
			changed: true,
			previousStatus: 'Draft',
			by: 'transition',
		});
		expect(Object.keys(row ?? {}).slice(2, 6)).toEqual([
			'status',
			'previousStatus',
			'changed',
			'by',
		]);
		expect(statusOf()).toBe(OPTION.review);
		expect(jama.writes()).toEqual(['POST /items/20/workflowtransitions {"transitionId":"1"}']);
	});

	test('by the field where no transition does; a comment has no place there', async () => {
		put(OPTION.draft);
		const parameters = { ...set, status: 'approved', additionalFields: { comment: 'Why' } };
		const { items, hints } = await jama.run('item.setStatus', parameters);
		expect(items[0]?.json).toMatchObject({ changed: true, by: 'field' });
		expect(messages(hints)).toEqual([expect.stringContaining("'Comment' was not saved")]);
		expect(statusOf()).toBe(OPTION.approved);
	});

	test.each([
		['from the list', fromList(OPTION.review)],
		['by name', byName('in review')],
		['by an expression, which n8n puts By ID', byId('={{ $json.status }}')],
		['by an expression without a picker', '={{ $json.status }}'],
	])('%s, with the same requests', async (_way, status) => {
		put(OPTION.draft);
		const input = [{ status: 'In Review' }];
		const rows = await jama.rows('item.setStatus', { ...set, status }, { input });
		expect(rows).toMatchObject([{ changed: true, by: 'transition' }]);
		expect(jama.sent()).toEqual([
			'GET /items/20?include=data.itemType',
			'GET /picklists/2/options?startAt=0&maxResults=50',
			'GET /items/20/workflowtransitionoptions?startAt=0&maxResults=50',
			'POST /items/20/workflowtransitions {"transitionId":"1"}',
			'GET /items/20',
		]);
	});

	test('what has the status already is left alone', async () => {
		put(OPTION.review);
		const [row] = await jama.rows('item.setStatus', set);
		expect(row).toMatchObject({ changed: false, previousStatus: 'In Review' });
		expect(jama.writes()).toEqual([]);
	});

	test('an unknown status is an error that names those that there are, and where the workflow leads', async () => {
		put(OPTION.review);
		const { message, description } = await jama.failure('item.setStatus', {
			...set,
			status: 'Done',
		});
		expect(message).toBe(`'Status' has no status "Done"`);
		expect(description).toContain('Statuses: Draft, In Review, Approved, Rejected.');
		expect(description).toContain('The workflow leads now to: Approved, Rejected.');
		expect(jama.writes()).toEqual([]);
	});

	test('a rejected write says which statuses are possible, and that nothing was changed', async () => {
		put(OPTION.draft);
		fail('/items/20', 400, 'PATCH');
		const failure = await jama.failure('item.setStatus', { ...set, status: 'Approved' });
		expect(failure.description).toContain('The workflow leads now to: In Review.');
		expect(failure.description).toContain('Nothing was changed.');
		expect(statusOf()).toBe(OPTION.draft);
	});

	test('is not said to be done where the item cannot be read afterwards', async () => {
		put(OPTION.draft);
		jama.server.switches.failNext.push({
			path: '/items/20',
			method: 'GET',
			status: 403,
			nth: 2,
		});
		const [row] = await jama.rows('item.setStatus', set);
		expect(row).toMatchObject({
			id: 20,
			changed: null,
			note: expect.stringContaining('not be read'),
		});
		expect(row).not.toHaveProperty('success');
	});

	test('an item type without a status is an error', async () => {
		const type = jama.server.state.itemTypes.get(TYPE.system);
		if (type) type.fields = type.fields.filter(({ name }) => name !== 'status');
		const { message } = await jama.failure('item.setStatus', set);
		expect(message).toContain("no picklist field 'Status'");
	});
});
