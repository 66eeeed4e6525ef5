import { keys, useBench } from '../testing';

const { bench, get, post, status } = useBench();
const AGILE = '/rest/agile/1.0';
const names = async (query: string) =>
	(await get(`${AGILE}/board?${query}`)).values.map(({ name }: { name: string }) => name);

test.each([
	['type=kanban', ['LAB kanban']],
	['type=scrum,kanban', ['PUMP board', 'LAB kanban', 'PUMP firmware']],
	['type=simple', ['APP board']],
	['name=pump', ['PUMP board', 'PUMP firmware']],
	['projectKeyOrId=LAB', ['LAB kanban']],
	['projectKeyOrId=10001', ['LAB kanban']],
	['projectLocation=PUMP&orderBy=-name', ['PUMP firmware', 'PUMP board']],
	['projectLocation=PUMP&negateLocationFiltering=true', ['LAB kanban', 'APP board']],
	['accountIdLocation=5b10', []],
	['projectTypeLocation=service_desk', []],
	[
		'projectTypeLocation=service_desk&projectTypeLocation=software&filterId=10003',
		['PUMP firmware'],
	],
	['orderBy=name', ['APP board', 'LAB kanban', 'PUMP board', 'PUMP firmware']],
	['includePrivate=true&startAt=2', ['PUMP firmware', 'APP board']],
])('boards by %s', async (query, found) => {
	expect(await names(query)).toEqual(found);
});

test('a project that does not exist is refused', async () => {
	expect(await status('GET', `${AGILE}/board?projectKeyOrId=NONE`)).toBe(400);
});

test('a board tells where it is and, on request, who may edit it', async () => {
	const [board] = (await get(`${AGILE}/board?expand=admins,permissions`)).values;
	expect(board).toMatchObject({
		id: 1,
		self: `${bench.server.url}${AGILE}/board/1`,
		location: { projectId: 10000, projectKey: 'PUMP', projectTypeKey: 'software' },
		canEdit: true,
		admins: { users: [{ displayName: 'Ines Integrator' }] },
	});
	expect(await get(`${AGILE}/board/1`)).not.toHaveProperty('canEdit');
});

test('a board is created on a filter, found by it, and deleted', async () => {
	const body = { name: 'New', type: 'agility', filterId: 10003 };
	const { id } = await post(`${AGILE}/board`, body);
	const location = { type: 'project', projectKeyOrId: 'LAB' };
	await post(`${AGILE}/board`, { ...body, name: 'Other', type: 'scrum', location });
	const found = await get(`${AGILE}/board/filter/10003`);
	expect(found.values.map(({ name }: { name: string }) => name)).toEqual([
		'PUMP firmware',
		'New',
		'Other',
	]);
	expect(await get(`${AGILE}/board/${id}`)).toMatchObject({ type: 'simple', name: 'New' });
	expect(await status('DELETE', `${AGILE}/board/${id}`)).toBe(204);
	expect(await status('GET', `${AGILE}/board/${id}`)).toBe(404);
	const reply = await bench.send('POST', `${AGILE}/board`, { ...body, filterId: 1 });
	expect([reply.status, Object.keys(reply.body.errors)]).toEqual([400, ['filterId']]);
});

test('the configuration names filter, columns, estimation and rank', async () => {
	const scrum = await get(`${AGILE}/board/1/configuration`);
	expect(scrum).toMatchObject({
		filter: { id: '10001' },
		estimation: { field: { fieldId: 'customfield_10016', displayName: 'Story Points' } },
		ranking: { rankCustomFieldId: 10019 },
	});
	expect(scrum.columnConfig.columns).toHaveLength(3);
	const kanban = await get(`${AGILE}/board/2/configuration`);
	expect(kanban).not.toHaveProperty('estimation');
	expect(kanban.columnConfig.columns[1]).toMatchObject({ max: 5 });
});

test('a board with a filter of its own shows what it finds', async () => {
	const { issues } = await get('/rest/software/1.0/board/3/issue?fields=labels');
	expect(issues).toHaveLength(20);
	expect(issues[0].fields.labels).toContain('firmware');
});

test('epics, projects, versions and quick filters', async () => {
	expect(keys((await get(`${AGILE}/board/1/epic?done=false`)).values)).toEqual([
		'PUMP-1',
		'PUMP-2',
	]);
	expect(keys((await get(`${AGILE}/board/2/project`)).values)).toEqual(['LAB']);
	expect(keys((await get(`${AGILE}/board/1/project/full`)).values)).toEqual(['PUMP']);
	const released = (await get(`${AGILE}/board/1/version?released=true`)).values;
	expect(released.map(({ name }: { name: string }) => name)).toEqual(['1.0', '0.9']);
	expect((await get(`${AGILE}/board/2/version`)).values).toEqual([]);
	expect((await get(`${AGILE}/board/1/quickfilter`)).values).toHaveLength(2);
	expect(await get(`${AGILE}/board/1/quickfilter/2`)).toMatchObject({ jql: 'labels = firmware' });
	expect(await status('GET', `${AGILE}/board/2/quickfilter/2`)).toBe(404);
});

test('features are switched on and off; reports depend on the kind of board', async () => {
	const toggle = (feature: string, enabling: boolean) =>
		bench.send('PUT', `${AGILE}/board/1/features`, { boardId: 1, feature, enabling });
	const state = async (name: string) =>
		(await get(`${AGILE}/board/1/features`)).features.find(
			(each: { boardFeature: string }) => each.boardFeature === name,
		).state;
	expect(await state('SPRINTS')).toBe('ENABLED');
	expect((await toggle('SPRINTS', false)).status).toBe(200);
	expect(await state('SPRINTS')).toBe('DISABLED');
	expect((await toggle('jsw.classic.sprints', true)).status).toBe(200);
	expect(await state('SPRINTS')).toBe('ENABLED');
	expect([(await toggle('REPORTS', false)).status, (await toggle('X', true)).status]).toEqual([
		400, 400,
	]);
	expect((await get(`${AGILE}/board/1/reports`)).reports[0].key).toBe('burndown');
	expect((await get(`${AGILE}/board/2/reports`)).reports[0].key).toBe('cumulative-flow');
});

test.each(['board/1', 'sprint/2'])('properties of %s', async (owner) => {
	const path = `${AGILE}/${owner}/properties`;
	expect(await get(path)).toEqual({ keys: [] });
	expect(await status('GET', `${path}/color`)).toBe(404);
	expect(await status('PUT', `${path}/color`, { value: [1] })).toBe(201);
	expect(await status('PUT', `${path}/color`, '"red"')).toBe(200);
	expect(await get(`${path}/color`)).toEqual({ key: 'color', value: 'red' });
	expect((await get(path)).keys).toEqual([
		{ key: 'color', self: `${bench.server.url}${path}/color` },
	]);
	expect(await status('PUT', `${path}/${'k'.repeat(255)}`, { a: 1 })).toBe(201);
	expect(await status('PUT', `${path}/${'k'.repeat(256)}`, { a: 1 })).toBe(400);
	expect(await status('PUT', `${path}/long`, { a: 'x'.repeat(32_761) })).toBe(400);
	expect(await status('PUT', `${path}/long`, { a: 'x'.repeat(32_760) })).toBe(201);
	expect(await status('DELETE', `${path}/color`)).toBe(204);
	expect(await status('DELETE', `${path}/color`)).toBe(404);
});

test('an epic is found by id or key, and changed in part', async () => {
	expect(await get(`${AGILE}/epic/10001`)).toEqual(await get(`${AGILE}/epic/PUMP-1`));
	const change = (body: unknown) => bench.send('POST', `${AGILE}/epic/PUMP-1`, body);
	expect((await change({ done: true, color: { key: 'color_9' } })).body).toMatchObject({
		name: 'Alarms',
		summary: 'All alarms of the pump',
		color: { key: 'color_9' },
		done: true,
	});
	expect((await change({ name: 'New', summary: 'Newer' })).body).toMatchObject({ name: 'New' });
	expect((await change({ name: ' ' })).body.errors).toHaveProperty('name');
	expect(await status('GET', `${AGILE}/epic/PUMP-4`)).toBe(404);
});

test('an issue has the Agile fields', async () => {
	const { fields } = await get(
		`${AGILE}/issue/PUMP-16?expand=changelog,transitions,renderedFields`,
	);
	expect(fields).toMatchObject({
		sprint: { id: 2, name: 'PUMP Sprint 2' },
		closedSprints: [{ id: 1, state: 'closed' }],
		epic: { key: 'PUMP-1', name: 'Alarms' },
		parent: { key: 'PUMP-1' },
		flagged: false,
		status: { name: 'In Progress', statusCategory: { key: 'indeterminate' } },
		customfield_10020: [{ id: 1 }, { id: 2, boardId: 1 }],
	});
	expect(await status('GET', `${AGILE}/issue/PUMP-999`)).toBe(404);
});

test('the estimate of an issue belongs to a board', async () => {
	const path = `${AGILE}/issue/PUMP-4/estimation`;
	const fieldId = 'customfield_10016';
	expect(await get(`${path}?boardId=1`)).toEqual({ fieldId, value: 1 });
	const put = (value: unknown) => bench.send('PUT', `${path}?boardId=1`, { value });
	expect((await put('13')).body).toEqual({ fieldId, value: 13 });
	expect((await put('much')).status).toBe(400);
	expect((await put('')).body).toEqual({ fieldId });
	expect(await status('GET', `${path}?boardId=2`)).toBe(400);
	expect(await status('GET', `${path}?boardId=9`)).toBe(404);
});
