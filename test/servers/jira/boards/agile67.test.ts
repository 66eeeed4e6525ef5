import { basic, useBench } from '../testing';

const { bench, get, post, status, violations } = useBench({ deployment: 'agile67' });
const ROOT = '/rest/greenhopper/experimental-api/1.0';
const DATES = {
	startDate: '2015-04-11T15:36:00.000+10:00',
	endDate: '2015-04-16T14:01:00.000+10:00',
};
const completeDate = '2015-04-20T11:11:28.008+10:00';
const create = (body: unknown) => bench.send('POST', `${ROOT}/board/1/sprint`, body);
const change = (method: string, id: number, body: unknown) =>
	bench.send(method, `${ROOT}/sprint/${id}`, body);

test('only the experimental root is there', async () => {
	expect(await status('GET', '/rest/agile/1.0/board')).toBe(404);
	expect(await status('GET', '/rest/software/1.0/board/1/issue')).toBe(404);
	expect(await status('GET', `${ROOT}/board/1/issue`)).toBe(404);
	expect(violations()).toHaveLength(3);
	expect((await get('/rest/api/2/myself')).name).toBe('integrator');
	expect((await get('/rest/api/latest/project')).map(({ key }: { key: string }) => key)).toEqual([
		'PUMP',
		'LAB',
	]);
});

test('Basic is the only login, and the answer names the user', async () => {
	const { token, basic: login } = bench.server.logins;
	const ask = (authorization: string) =>
		bench.send('GET', `${ROOT}/board`, undefined, { authorization });
	const bearer = await ask(`Bearer ${token}`);
	expect([bearer.status, bearer.headers.get('x-ausername')]).toEqual([401, 'anonymous']);
	const user = await ask(basic(login.username, login.password));
	expect([user.status, user.headers.get('x-ausername')]).toEqual([200, 'integrator']);
});

test('a sprint is created in any state, with the dates of the state', async () => {
	const future = await create({ name: ' New ', state: 'future', ...DATES });
	expect(future.status).toBe(201);
	expect(Object.keys(future.body).sort()).toEqual(['id', 'name', 'self', 'state']);
	expect(future.body.name).toBe('New');
	const active = await create({ name: 'New', state: 'active', ...DATES, completeDate });
	expect(active.body).toMatchObject({
		state: 'active',
		startDate: '2015-04-11T05:36:00.000+00:00',
	});
	expect(active.body).not.toHaveProperty('completeDate');
	const closed = await create({ name: 'x'.repeat(40), state: 'closed', ...DATES, completeDate });
	expect(closed.body).toMatchObject({ completeDate: '2015-04-20T01:11:28.008+00:00' });
});

test.each([
	['active', {}, 'startDate'],
	['active', { startDate: DATES.startDate }, 'endDate'],
	['closed', DATES, 'completeDate'],
	['active', { startDate: DATES.endDate, endDate: DATES.startDate }, 'endDate'],
])('%s with %j lacks %s', async (state, dates, field) => {
	const reply = await create({ name: 'New', state, ...dates });
	expect([reply.status, Object.keys(reply.body.errors)]).toEqual([400, [field]]);
});

test('a name and a state are required, and a Kanban board has no sprints', async () => {
	expect((await create({ state: 'future' })).body.errors).toHaveProperty('name');
	expect((await create({ name: 'New' })).body.errors).toHaveProperty('state');
	expect(violations()).toHaveLength(2);
	expect(await status('POST', `${ROOT}/board/2/sprint`, { name: 'New', state: 'future' })).toBe(
		400,
	);
});

test('PUT empties what is missing, POST keeps it', async () => {
	expect((await change('POST', 2, { name: 'New' })).body).toMatchObject({
		name: 'New',
		state: 'active',
		startDate: '2026-01-05T09:00:00.000+00:00',
	});
	const { body } = await change('PUT', 2, { name: 'Newer', startDate: DATES.startDate });
	expect(body).toMatchObject({ name: 'Newer', startDate: '2015-04-11T05:36:00.000+00:00' });
	expect(body).not.toHaveProperty('endDate');
	expect((await change('POST', 2, { startDate: null })).body).not.toHaveProperty('startDate');
	expect((await change('PUT', 2, { startDate: DATES.startDate })).body.errors).toHaveProperty(
		'name',
	);
});

test('the state cannot be updated: ignored or refused', async () => {
	expect((await change('POST', 3, { state: 'active', ...DATES })).body.state).toBe('future');
	bench.server.switches.stateUpdate67 = 'refused';
	expect((await change('POST', 3, { state: 'active' })).status).toBe(400);
	expect((await change('POST', 3, { state: 'future', name: 'New' })).status).toBe(200);
});

test('only a future sprint can be deleted', async () => {
	const remove = (id: number) => status('DELETE', `${ROOT}/sprint/${id}`);
	expect([await remove(1), await remove(2), await remove(3), await remove(3)]).toEqual([
		400, 400, 204, 404,
	]);
});

test('states are repeated in a query, not joined', async () => {
	const ids = (await get(`${ROOT}/board/1/sprint?state=active&state=closed`)).values.map(
		({ id }: { id: number }) => id,
	);
	expect(ids).toEqual([1, 2]);
	expect(await status('GET', `${ROOT}/board/1/sprint?state=active,closed`)).toBe(400);
	expect(violations()).toHaveLength(1);
});

test('boards, epics and versions look as the reference shows them', async () => {
	const self = `${bench.server.url}${ROOT}`;
	expect(await get(`${ROOT}/board?type=kanban`)).toEqual({
		maxResults: 50,
		startAt: 0,
		total: 1,
		isLast: true,
		values: [{ id: 2, self: `${self}/board/2`, name: 'LAB kanban', type: 'kanban' }],
	});
	expect(await get(`${ROOT}/epic/10003`)).toEqual({
		id: 10003,
		self: `${self}/epic/10003`,
		name: 'Housing',
		summary: 'Housing and door',
		color: { key: 'color_7' },
		done: true,
	});
	expect((await get(`${ROOT}/board/1/epic?done=true`)).values).toHaveLength(1);
	expect((await get(`${ROOT}/board/1/version?released=false`)).values).toEqual([
		{
			id: 10101,
			projectId: 10000,
			name: '1.1',
			description: 'Next release',
			archived: false,
			released: false,
		},
	]);
	expect(await post(`${ROOT}/board/1/sprint`, { name: 'New', state: 'future' })).toMatchObject({
		self: `${self}/sprint/6`,
	});
});
