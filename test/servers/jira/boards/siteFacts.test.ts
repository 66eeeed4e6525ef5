/** What a site says of itself, its filters, and a board that estimates in time. */
import { startBench, useBench } from '../testing';

const { bench, get, post, status } = useBench();
const names = (rows: Array<{ name: string }>) => rows.map(({ name }) => name);

test.each([
	['cloud', 'Cloud', [1001, 0, 0]],
	['dataCenter', 'Server', [10, 3, 0]],
	['agile67', undefined, [6, 4, 14]],
] as const)('serverInfo of %s, without a login', async (deployment, type, versionNumbers) => {
	const { server } = await startBench({ deployment });
	try {
		const reply = await fetch(`${server.url}/rest/api/2/serverInfo`);
		const info = (await reply.json()) as Record<string, unknown>;
		expect(info).toMatchObject({ baseUrl: server.url, versionNumbers });
		expect(info.deploymentType).toBe(type);
		expect(info.version).toMatch(/^\d+\.\d+\.\d+/);
		expect(Object.keys(info)).toEqual(expect.arrayContaining(['buildNumber', 'serverTime']));
		const session = await fetch(`${server.url}/rest/auth/1/session`);
		expect(session.status).toBe(401);
	} finally {
		await server.close();
	}
});

test('filters: searched on Cloud, the favorites, and one', async () => {
	const search = await get('/rest/api/3/filter/search?filterName=fi&maxResults=2');
	expect(names(search.values)).toEqual(['Filter for APP board', 'Filter for LAB kanban']);
	expect(search).toMatchObject({ isLast: false, total: 4 });
	expect(Object.keys(search.values[0])).toEqual(['self', 'id', 'name']);
	expect(names(await get('/rest/api/3/filter/favourite'))).toContain('Safety');
	expect(await get('/rest/api/3/filter/10050')).toMatchObject({ jql: 'labels = safety' });
	expect(await status('GET', '/rest/api/3/filter/1')).toBe(404);
	const board = await post('/rest/agile/1.0/board', {
		name: 'Safety',
		type: 'kanban',
		filterId: 10050,
		location: { type: 'project', projectKeyOrId: 'PUMP' },
	});
	expect(board).toMatchObject({ name: 'Safety', location: { projectKey: 'PUMP' } });
});

test.each([
	['2d 4h', 72_000],
	['90', 5400],
	['1w', 144_000],
])('an estimate of %s on a board that estimates in time is %i seconds', async (value, seconds) => {
	const { estimation } = await get('/rest/agile/1.0/board/3/configuration');
	expect(estimation.field.fieldId).toBe('timeoriginalestimate');
	const path = '/rest/agile/1.0/issue/PUMP-4/estimation?boardId=3';
	expect(await bench.send('PUT', path, { value })).toMatchObject({
		body: { fieldId: 'timeoriginalestimate', value: seconds },
	});
	const { fields } = await get('/rest/agile/1.0/issue/PUMP-4');
	expect(fields.timeoriginalestimate).toBe(seconds);
	expect(fields.timetracking.originalEstimateSeconds).toBe(seconds);
	expect(fields.customfield_10016).toBe(1);
});

test('points are no time, and a time is no number of points', async () => {
	const estimate = (board: number) => `/rest/agile/1.0/issue/PUMP-4/estimation?boardId=${board}`;
	expect(await status('PUT', estimate(1), { value: '2d' })).toBe(400);
	expect(await status('PUT', estimate(3), { value: 'large' })).toBe(400);
});

test('epics stand among the issues of no Scrum board, but on a Kanban board', async () => {
	const types = async (board: number) => {
		const { issues } = await get(`/rest/software/1.0/board/${board}/issue?fields=issuetype`);
		return new Set(
			issues.map(
				({ fields }: { fields: { issuetype: { name: string } } }) => fields.issuetype.name,
			),
		);
	};
	expect([(await types(1)).has('Epic'), (await types(2)).has('Epic')]).toEqual([false, true]);
});
