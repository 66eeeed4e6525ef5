import { keys, useBench } from '../testing';

const { bench, get, status, violations } = useBench();
const AGILE = '/rest/agile/1.0';
const post = (path: string, body: unknown) => bench.send('POST', `${AGILE}${path}`, body);
const rank = (body: unknown) => bench.send('PUT', `${AGILE}/issue/rank`, body);
const order = (...wanted: string[]) =>
	keys(bench.server.state.ranked()).filter((key) => wanted.includes(key));
const backlog = async () =>
	keys((await get('/rest/software/1.0/board/1/backlog?fields=summary')).issues);
const sprint = (key: string) => bench.server.state.issue(key)?.sprint;

describe('to a sprint', () => {
	test('issues go to open and future sprints, in the place asked for', async () => {
		const body = { issues: ['PUMP-45', 'pump-40'], rankBeforeIssue: 'PUMP-22' };
		expect((await post('/sprint/3/issue', body)).status).toBe(204);
		expect((await post('/sprint/2/issue', { issues: ['10041'] })).status).toBe(204);
		expect([sprint('PUMP-45'), sprint('PUMP-40'), sprint('PUMP-41')]).toEqual([3, 3, 2]);
		expect(keys((await get('/rest/software/1.0/board/1/sprint/3/issue')).issues)).toEqual([
			'PUMP-45',
			'PUMP-40',
			'PUMP-22',
			'PUMP-23',
			'PUMP-24',
			'PUMP-25',
			'PUMP-26',
		]);
	});

	test('a closed sprint and an epic are refused', async () => {
		expect((await post('/sprint/1/issue', { issues: ['PUMP-45'] })).status).toBe(400);
		expect((await post('/sprint/3/issue', { issues: ['PUMP-1'] })).status).toBe(400);
		expect((await post('/sprint/99/issue', { issues: ['PUMP-45'] })).status).toBe(404);
	});

	test('nothing is moved when one issue does not exist', async () => {
		const body = { issues: ['PUMP-45', 'PUMP-999'] };
		expect((await post('/sprint/3/issue', body)).status).toBe(404);
		bench.server.switches.missingIssue = 400;
		expect((await post('/sprint/3/issue', body)).status).toBe(400);
		expect(sprint('PUMP-45')).toBeUndefined();
	});
});

test.each(['/sprint/3/issue', '/backlog/issue', '/epic/PUMP-1/issue', '/epic/none/issue'])(
	'%s takes at most 50 issues',
	async (path) => {
		const list = (count: number) => ({
			issues: Array.from({ length: count }, (_, n) => `PUMP-${n + 4}`),
		});
		expect((await post(path, list(50))).status).toBe(204);
		const reply = await post(path, list(51));
		expect([reply.status, reply.body.errorMessages[0]]).toEqual([
			400,
			'At most 50 issues can be given in one request.',
		]);
		expect(violations()).toHaveLength(1);
	},
);

describe('to the backlog', () => {
	test('issues leave their sprint', async () => {
		expect(await backlog()).not.toContain('PUMP-22');
		expect((await post('/backlog/issue', { issues: ['PUMP-22'] })).status).toBe(204);
		expect((await backlog())[0]).toBe('PUMP-22');
	});

	test('of a board, with a rank', async () => {
		const body = { issues: ['PUMP-23'], rankAfterIssue: 'PUMP-30' };
		expect((await post('/backlog/1/issue', body)).status).toBe(204);
		expect((await backlog()).slice(0, 2)).toEqual(['PUMP-30', 'PUMP-23']);
		expect((await post('/backlog/2/issue', { issues: ['PUMP-23'] })).status).toBe(400);
	});

	test('of a Kanban board and back', async () => {
		const list = async () =>
			keys((await get('/rest/software/1.0/board/2/backlog?fields=summary')).issues);
		expect(await list()).toEqual(['LAB-3', 'LAB-5', 'LAB-7', 'LAB-9']);
		await post('/board/2/issue', { issues: ['LAB-3'] });
		await post('/backlog/2/issue', { issues: ['LAB-4'], rankBeforeIssue: 'LAB-3' });
		expect(await list()).toEqual(['LAB-4', 'LAB-5', 'LAB-7', 'LAB-9']);
	});
});

test('to a Scrum board means to its active sprint', async () => {
	expect((await post('/board/1/issue', { issues: ['PUMP-40'] })).status).toBe(204);
	expect(sprint('PUMP-40')).toBe(2);
	expect((await post('/board/3/issue', { issues: ['PUMP-40'] })).status).toBe(400);
});

test('issues join and leave epics; an epic joins none', async () => {
	expect((await post('/epic/PUMP-2/issue', { issues: ['PUMP-30', 'PUMP-31'] })).status).toBe(204);
	expect(bench.server.state.issue('PUMP-30')?.epic).toBe(10002);
	expect((await post('/epic/none/issue', { issues: ['PUMP-30'] })).status).toBe(204);
	expect(bench.server.state.issue('PUMP-30')?.epic).toBeUndefined();
	expect((await post('/epic/PUMP-1/issue', { issues: ['PUMP-2'] })).status).toBe(400);
	expect((await post('/epic/PUMP-9/issue', { issues: ['PUMP-30'] })).status).toBe(404);
});

describe('rank', () => {
	test('keeps the order of the issues given, and of all the others', async () => {
		const rest = keys(bench.server.state.ranked());
		const moved = ['PUMP-50', 'PUMP-10', 'PUMP-30'];
		expect((await rank({ issues: moved, rankAfterIssue: 'PUMP-20' })).status).toBe(204);
		expect(order('PUMP-20', ...moved, 'PUMP-21')).toEqual(['PUMP-20', ...moved, 'PUMP-21']);
		const now = keys(bench.server.state.ranked());
		const others = (all: string[]) => all.filter((key) => !moved.includes(key));
		expect(others(now)).toEqual(others(rest));
		expect(now).toHaveLength(rest.length);
		await rank({ issues: ['PUMP-50'], rankBeforeIssue: 'PUMP-4' });
		expect(order('PUMP-50', 'PUMP-4')).toEqual(['PUMP-50', 'PUMP-4']);
	});

	test('an entry for each issue when some cannot be ranked', async () => {
		bench.server.switches.rankBusy = ['PUMP-31'];
		const issues = ['PUMP-30', 'PUMP-31', 'PUMP-5'];
		const reply = await rank({ issues, rankBeforeIssue: 'PUMP-5' });
		expect(reply.status).toBe(207);
		expect(reply.body.entries).toMatchObject([
			{ issueId: 10030, issueKey: 'PUMP-30', status: 200 },
			{ issueId: 10031, issueKey: 'PUMP-31', status: 503, errors: [expect.any(String)] },
			{ issueId: 10005, issueKey: 'PUMP-5', status: 400, errors: [expect.any(String)] },
		]);
		expect(order('PUMP-30', 'PUMP-5', 'PUMP-31')).toEqual(['PUMP-30', 'PUMP-5', 'PUMP-31']);
	});

	test.each([
		{ issues: ['PUMP-5'] },
		{ issues: ['PUMP-5'], rankBeforeIssue: 'PUMP-6', rankAfterIssue: 'PUMP-7' },
		{ issues: ['PUMP-5'], rankBeforeIssue: 'PUMP-999' },
		{ issues: ['PUMP-999'], rankBeforeIssue: 'PUMP-5' },
	])('%j is refused', async (body) => {
		expect((await rank(body)).status).toBe(400);
	});

	test('epics are ranked among each other', async () => {
		const path = `${AGILE}/epic/PUMP-3/rank`;
		expect(await status('PUT', path, { rankBeforeEpic: 'PUMP-1' })).toBe(204);
		const { values } = await get(`${AGILE}/board/1/epic`);
		expect(keys(values)).toEqual(['PUMP-3', 'PUMP-1', 'PUMP-2']);
		expect(await status('PUT', path, { rankAfterEpic: '10002' })).toBe(204);
		expect(order('PUMP-1', 'PUMP-2', 'PUMP-3')).toEqual(['PUMP-1', 'PUMP-2', 'PUMP-3']);
		expect(await status('PUT', path, {})).toBe(400);
		expect(await status('PUT', path, { rankBeforeEpic: 'PUMP-3' })).toBe(400);
		expect(await status('PUT', path, { rankBeforeEpic: 'PUMP-5' })).toBe(404);
	});
});
