import { useBench } from '../testing';

const { bench, get, post, status, violations } = useBench({
	deployment: 'dataCenter',
	contextPath: '/jira/',
});
const AGILE = '/rest/agile/1.0';
const change = (id: number, body: unknown) => bench.send('POST', `${AGILE}/sprint/${id}`, body);
const DATES = { startDate: '2026-01-20T09:00:00.000+01:00', endDate: '2026-02-03T09:00:00+0100' };

test('links have the context path, dates an offset', async () => {
	expect(bench.server.url).toMatch(/\/jira$/);
	const sprint = await get(`${AGILE}/sprint/2`);
	expect(sprint).toEqual({
		id: 2,
		self: `${bench.server.url}${AGILE}/sprint/2`,
		state: 'active',
		name: 'PUMP Sprint 2',
		startDate: '2026-01-05T09:00:00.000+00:00',
		endDate: '2026-01-19T09:00:00.000+00:00',
		activatedDate: '2026-01-05T09:00:00.000+00:00',
		originBoardId: 1,
		goal: 'Occlusion alarm',
		synced: false,
		autoStartStop: false,
	});
	expect(bench.server.requests[0]?.path).toBe(`${AGILE}/sprint/2`);
});

test('what only Cloud has is not there', async () => {
	const paths = [
		'/rest/software/1.0/board/1/issue',
		`${AGILE}/board/1/features`,
		`${AGILE}/board/1/quickfilter`,
		`${AGILE}/board/1/project/full`,
		'/rest/api/3/myself',
		'/rest/api/2/search/jql?jql=project=PUMP',
	];
	for (const path of paths) expect([path, await status('GET', path)]).toEqual([path, 404]);
	expect(violations()).toHaveLength(5);
	const body = { issues: ['PUMP-40'], rankBeforeIssue: 'PUMP-4' };
	expect(await status('POST', `${AGILE}/sprint/3/issue`, body)).toBe(204);
	expect(bench.server.state.rank.indexOf(10040)).toBe(39);
	expect(violations()).toEqual([`POST ${AGILE}/sprint/3/issue: unknown field rankBeforeIssue`]);
	bench.server.switches.unknownFields = 'refused';
	expect(await status('POST', `${AGILE}/sprint/3/issue`, body)).toBe(400);
	violations();
});

test('a closed sprint cannot be changed, an active one not deleted', async () => {
	expect((await change(1, { name: 'New' })).status).toBe(400);
	expect(await status('DELETE', `${AGILE}/sprint/1`)).toBe(400);
	expect(await status('DELETE', `${AGILE}/sprint/2`)).toBe(400);
});

test('an active sprint with a done issue that has open sub-tasks is not closed', async () => {
	const done = bench.server.state.issue('PUMP-12')!;
	bench.server.state.addIssue({
		project: 'PUMP',
		summary: 'Open',
		type: 'Sub-task',
		parent: done.id,
	});
	expect((await change(2, { state: 'closed' })).status).toBe(400);
	bench.server.switches.openSubtasksBlock = false;
	expect((await change(2, { state: 'closed' })).status).toBe(200);
});

test('what is not done goes to the sprint that is set for it', async () => {
	await change(2, { incompleteIssuesDestinationId: 3 });
	await change(2, { state: 'closed' });
	expect(bench.server.state.issue('PUMP-16')).toMatchObject({ sprint: 3, closedSprints: [1, 2] });
	expect(bench.server.state.issue('PUMP-12')?.sprint).toBeUndefined();
});

test('a synced sprint is unsynced before it is deleted', async () => {
	const body = { name: 'New', originBoardId: 1, synced: true, ...DATES };
	const { id } = await post(`${AGILE}/sprint`, body);
	expect(await status('DELETE', `${AGILE}/sprint/${id}`)).toBe(400);
	expect(await status('PUT', `${AGILE}/sprint/unmap`, { sprintIds: [id] })).toBe(204);
	expect(await status('DELETE', `${AGILE}/sprint/${id}`)).toBe(204);
	await change(3, { synced: true });
	expect(await status('PUT', `${AGILE}/sprint/unmap-all`)).toBe(204);
	expect((await get(`${AGILE}/sprint/3`)).synced).toBe(false);
	expect(await status('PUT', `${AGILE}/sprint/unmap`, { sprintIds: [99] })).toBe(404);
});

test('refined velocity is a setting of the board', async () => {
	const path = `${AGILE}/board/1/settings/refined-velocity`;
	expect(await get(path)).toEqual({ value: false });
	expect(await status('PUT', path, { value: true })).toBe(200);
	expect(await get(path)).toEqual({ value: true });
});

test('lists of issues have startAt, maxResults and total', async () => {
	const page = await get(
		`${AGILE}/board/1/issue?startAt=57&maxResults=2&fields=summary&expand=names`,
	);
	expect(page).toMatchObject({ startAt: 57, maxResults: 2, total: 60 });
	expect(page.issues.map(({ key }: { key: string }) => key)).toEqual(['PUMP-61', 'PUMP-62']);
	expect(Object.keys(page.issues[0].fields)).toEqual(['summary']);
	expect(page.names).toEqual({ summary: 'Summary' });
});

test('the Sprint field of platform answers is the text of an object, or an object', async () => {
	const path = '/rest/api/2/issue/PUMP-16?fields=customfield_10020';
	const field = async () => (await get(path)).fields.customfield_10020;
	expect((await field())[1]).toMatch(
		/^com\.atlassian\.greenhopper\.service\.sprint\.Sprint@00000002\[id=2,rapidViewId=1,state=ACTIVE,/,
	);
	bench.server.switches.sprintField = 'object';
	expect((await field())[1]).toMatchObject({ id: 2, state: 'active', boardId: 1 });
});

test('search has offsets', async () => {
	const page = await get(
		'/rest/api/2/search?jql=labels=safety&startAt=1&maxResults=1&fields=labels',
	);
	expect(page).toMatchObject({ startAt: 1, maxResults: 1, total: 9 });
	const posted = await bench.send('POST', '/rest/api/2/search', {
		jql: 'labels = safety',
		startAt: 1,
		maxResults: 1,
		fields: ['labels'],
	});
	expect(posted.body).toEqual(page);
});
