import { useBench } from '../testing';

const { bench, get, post, status, violations } = useBench();
const AGILE = '/rest/agile/1.0';
const START = '2026-01-20T09:00:00.000Z';
const END = '2026-02-03T09:00:00.000+01:00';
const DATES = { startDate: START, endDate: END };

const change = (id: number, body: unknown, method = 'POST') =>
	bench.send(method, `${AGILE}/sprint/${id}`, body);
const states = async (board = 1) =>
	(await get(`${AGILE}/board/${board}/sprint`)).values.map(
		(sprint: { id: number; state: string }) => `${sprint.id} ${sprint.state}`,
	);

describe('creation', () => {
	test('a sprint begins as future, whatever is asked for', async () => {
		const sprint = await post(`${AGILE}/sprint`, { name: ' New ', originBoardId: 1, ...DATES });
		expect(sprint).toMatchObject({
			name: 'New',
			state: 'future',
			originBoardId: 1,
			startDate: START,
			endDate: '2026-02-03T08:00:00.000Z',
			createdDate: new Date(bench.now()).toISOString(),
			self: `${bench.server.url}${AGILE}/sprint/${sprint.id}`,
		});
		expect(await states()).toEqual(['1 closed', '2 active', '3 future', '4 future', '6 future']);
	});

	test('the end is after the start', async () => {
		const body = { name: 'New', originBoardId: 1, startDate: END, endDate: START };
		const reply = await bench.send('POST', `${AGILE}/sprint`, body);
		expect(reply.status).toBe(400);
		expect(reply.body.errors).toHaveProperty('endDate');
	});

	test('a name has at most 30 characters', async () => {
		const named = (name: string) =>
			bench.send('POST', `${AGILE}/sprint`, { name, originBoardId: 1 });
		expect((await named('x'.repeat(30))).status).toBe(201);
		const reply = await named('x'.repeat(31));
		expect([reply.status, Object.keys(reply.body.errors)]).toEqual([400, ['name']]);
		expect(violations()).toHaveLength(1);
		expect((await named('  ')).body.errors).toHaveProperty('name');
	});

	test('a Kanban board has no sprints', async () => {
		const reply = await bench.send('POST', `${AGILE}/sprint`, { name: 'New', originBoardId: 2 });
		const message = 'The board does not support sprints';
		expect([reply.status, reply.body.errorMessages]).toEqual([400, [message]]);
		const list = await bench.send('GET', `${AGILE}/board/2/sprint`);
		expect([list.status, list.body.errorMessages]).toEqual([400, [message]]);
		expect(await status('POST', `${AGILE}/sprint`, { name: 'New', originBoardId: 99 })).toBe(404);
	});

	test.each(['2026-01-20', 'tomorrow', '2026-13-45T00:00:00Z'])(
		'%s is no date',
		async (startDate) => {
			const reply = await change(3, { startDate });
			expect([reply.status, Object.keys(reply.body.errors)]).toEqual([400, ['startDate']]);
		},
	);

	test('a date alone is taken where the switch says so', async () => {
		bench.server.switches.dateOnly = 'accepted';
		expect((await change(3, { startDate: '2026-01-20' })).body.startDate).toContain(
			'2026-01-20T00',
		);
	});
});

describe('states', () => {
	test('future to active needs both dates', async () => {
		expect((await change(3, { state: 'active' })).body.errors).toHaveProperty('startDate');
		expect((await change(3, { state: 'active', startDate: START })).body.errors).toHaveProperty(
			'endDate',
		);
		expect((await change(3, { state: 'active', ...DATES })).body.state).toBe('active');
		expect(await states()).toEqual(['1 closed', '2 active', '3 active', '4 future']);
	});

	test('dates may have been set before', async () => {
		await change(3, DATES);
		expect((await change(3, { state: 'active' })).body).toMatchObject({ state: 'active' });
	});

	test('a second active sprint is refused where parallel sprints are off', async () => {
		bench.server.switches.parallelSprints = false;
		expect((await change(3, { state: 'active', ...DATES })).status).toBe(400);
		await change(2, { state: 'closed' });
		expect((await change(3, { state: 'active', ...DATES })).status).toBe(200);
	});

	test('closing sets completeDate and sends what is not done to the backlog', async () => {
		const before = bench.server.state.issuesOf(2);
		expect(before.map(({ key }) => key)).toHaveLength(10);
		const reply = await change(2, { state: 'closed', completeDate: START });
		expect(reply.body.completeDate).toBe(new Date(bench.now()).toISOString());
		for (const issue of before) {
			expect([issue.sprint, issue.closedSprints.at(-1)]).toEqual([undefined, 2]);
		}
		const backlog = await get('/rest/software/1.0/board/1/backlog?fields=closedSprints');
		const returned = backlog.issues.filter(
			(issue: { fields: { closedSprints?: unknown } }) => issue.fields.closedSprints,
		);
		expect(returned.map(({ key }: { key: string }) => key)).toEqual([
			'PUMP-16',
			'PUMP-17',
			'PUMP-18',
			'PUMP-19',
			'PUMP-20',
			'PUMP-21',
		]);
		expect((await get('/rest/software/1.0/sprint/2/issue')).issues).toHaveLength(10);
	});

	test.each([
		[3, 'closed'],
		[2, 'future'],
		[1, 'active'],
		[1, 'future'],
	])('sprint %i cannot become %s', async (id, state) => {
		expect((await change(id, { state, ...DATES })).status).toBe(400);
		expect((await change(id, { name: 'New', state, ...DATES }, 'PUT')).status).toBe(400);
	});
});

describe('update', () => {
	test('POST keeps what is missing, PUT empties it', async () => {
		await change(3, { goal: 'Goal', ...DATES });
		expect((await change(3, { name: 'New' })).body).toMatchObject({ name: 'New', goal: 'Goal' });
		const { body } = await change(3, { name: 'Newer', state: 'future' }, 'PUT');
		expect(Object.keys(body).sort()).toEqual([
			'createdDate',
			'id',
			'name',
			'originBoardId',
			'self',
			'state',
		]);
	});

	test('PUT needs name and state', async () => {
		const reply = await change(3, { name: 'New' }, 'PUT');
		expect([reply.status, Object.keys(reply.body.errors)]).toEqual([400, ['state']]);
		expect(violations()).toHaveLength(1);
	});

	test('an active sprint keeps its dates', async () => {
		expect((await change(2, { name: 'New', state: 'active' }, 'PUT')).body.errors).toHaveProperty(
			'startDate',
		);
		expect(bench.server.state.sprints.get(2)).toMatchObject({ name: 'PUMP Sprint 2' });
	});

	test('an empty goal clears it', async () => {
		expect((await change(2, { goal: '' })).body).not.toHaveProperty('goal');
	});

	test('a closed sprint takes a name and a goal, and ignores the rest', async () => {
		const { body } = await change(1, { name: 'New', goal: 'Newer', startDate: START });
		expect(body).toMatchObject({
			name: 'New',
			goal: 'Newer',
			startDate: '2025-12-15T09:00:00.000Z',
		});
	});
});

describe('deletion and swap', () => {
	test('a future sprint is deleted, and its issues are in the backlog', async () => {
		expect(await status('DELETE', `${AGILE}/sprint/3`)).toBe(204);
		expect(await status('GET', `${AGILE}/sprint/3`)).toBe(404);
		expect(bench.server.state.issue('PUMP-22')?.sprint).toBeUndefined();
	});

	test('whether an active one can be deleted is a switch', async () => {
		expect(await status('DELETE', `${AGILE}/sprint/2`)).toBe(400);
		bench.server.switches.cloudDeleteActive = 'deleted';
		expect(await status('DELETE', `${AGILE}/sprint/2`)).toBe(204);
		expect(await status('DELETE', `${AGILE}/sprint/1`)).toBe(204);
		expect(bench.server.state.issue('PUMP-16')).toMatchObject({ closedSprints: [] });
	});

	test('a swap exchanges the places of two sprints', async () => {
		const swap = (id: number, sprintToSwapWith: number) =>
			status('POST', `${AGILE}/sprint/${id}/swap`, { sprintToSwapWith });
		expect(await swap(4, 2)).toBe(204);
		expect(await states()).toEqual(['1 closed', '4 future', '3 future', '2 active']);
		expect([await swap(1, 2), await swap(5, 3), await swap(3, 99)]).toEqual([400, 400, 404]);
	});
});

test('sprints of a board are filtered by state, and may include those of its issues', async () => {
	const ids = async (board: number, query = '') =>
		(await get(`${AGILE}/board/${board}/sprint${query}`)).values.map(
			({ id }: { id: number }) => id,
		);
	expect(await ids(1, '?state=active,future')).toEqual([2, 3, 4]);
	expect(await ids(3)).toEqual([5]);
	bench.server.switches.foreignSprints = true;
	expect(await ids(3)).toEqual([1, 2, 3, 4, 5]);
});
