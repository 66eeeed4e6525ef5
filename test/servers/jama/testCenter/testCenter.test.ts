import { useBench } from '../testing';

const { bench, data, status, post } = useBench();

/** A plan with two groups of the given test cases. */
async function planOf(
	first: number[],
	second: number[],
): Promise<{ plan: number; groups: number[] }> {
	const plan = await post('/testplans', { project: 2, fields: { name: 'Connect Plan 1' } });
	const [{ id: standard }] = await data(`/testplans/${plan}/testgroups`);
	const own = await post(`/testplans/${plan}/testgroups`, { name: 'Stream' });
	for (const testCase of first)
		await post(`/testplans/${plan}/testgroups/${standard}/testcases`, { testCase });
	for (const testCase of second)
		await post(`/testplans/${plan}/testgroups/${own}/testcases`, { testCase });
	return { plan, groups: [standard, own] };
}
const cases = (...positions: number[]) => positions.map((n) => bench.nth('testCase', n).id);
const DAYS = { startDate: '2018-06-06', endDate: '2018-06-13' };
const cycleOf = async (plan: number, config?: object) =>
	await post(`/testplans/${plan}/testcycles`, {
		fields: { name: 'Internet Explorer', ...DAYS },
		...(config && { testRunGenerationConfig: config }),
	});
const runsOf = async (cycle: number) => await data(`/testcycles/${cycle}/testruns?maxResults=50`);

test('the flow of the cookbook: plan, default group, case, cycle, run, status', async () => {
	const [testCase] = cases(3) as [number];
	bench.server.state.items.get(testCase)!.fields = { name: 'One' };
	const plan = await post('/testplans', { project: 2, fields: { name: 'Connect Plan 1' } });
	const groups = await data(`/testplans/${plan}/testgroups`);
	expect(groups).toEqual([{ id: expect.any(Number), name: 'Default Test Group' }]);
	const group = groups[0].id;
	const added = await bench.send('POST', `/testplans/${plan}/testgroups/${group}/testcases`, {
		testCase,
	});
	expect(added.body.meta).toMatchObject({
		id: testCase,
		location: `${bench.server.url}/rest/latest/testplans/${plan}/testgroups/${group}/testcases/${testCase}`,
	});
	const cycle = await cycleOf(plan);
	expect(await data(`/testplans/${plan}/testcycles`)).toMatchObject([
		{
			id: cycle,
			documentKey: 'PUMP-TSTCY-2',
			type: 'testcycles',
			fields: { name: 'Internet Explorer', testPlan: plan, ...DAYS, project: 2 },
		},
	]);
	const query = `testCycle=${cycle}&testCase=${testCase}&testPlan=${plan}`;
	const [run, ...more] = await data(`/testruns?${query}`);
	expect(more).toEqual([]);
	expect(run).toMatchObject({
		documentKey: expect.stringMatching(/^PUMP-TSTRN-\d+$/),
		type: 'testruns',
		testCaseVersionNumber: 1,
		testCaseCurrentVersionNumber: 1,
		sortOrderFromTestGroup: 1,
		testGroup: [cycle, group],
		fields: {
			name: 'One',
			testPlan: plan,
			testCycle: cycle,
			testCase,
			testRunSetName: 'Internet Explorer',
			testRunStatus: 'NOT_RUN',
			project: 2,
			forcePassed: false,
			description: '',
		},
	});
	expect(run.fields).not.toHaveProperty('testRunSteps');
	bench.tick(5000);
	const patch = [{ op: 'replace', path: '/fields/testRunStatus', value: 'PASSED' }];
	expect(await status('PATCH', `/testruns/${run.id}`, patch)).toBe(200);
	expect((await data(`/testruns/${run.id}`)).fields).toMatchObject({
		testRunStatus: 'PASSED',
		executionDate: '2026-01-15',
	});
	const put = { fields: { testRunStatus: 'BLOCKED' } };
	expect(await status('PUT', `/testruns/${run.id}`, put)).toBe(200);
	expect((await data(`/testruns/${run.id}`)).fields.testRunStatus).toBe('BLOCKED');
	expect(await status('PUT', `/testruns/${run.id}`, { fields: { testRunStatus: 'DONE' } })).toBe(
		400,
	);
});

test('plans: required name, PUT, PATCH, archived, delete with cycles and runs', async () => {
	expect(await status('POST', '/testplans', { project: 2, fields: {} })).toBe(400);
	const { plan } = await planOf(cases(0), cases(1));
	const cycle = await cycleOf(plan);
	const [run] = await runsOf(cycle);
	const put = { project: 2, fields: { name: 'B', description: '<p>x</p>' } };
	expect(await status('PUT', `/testplans/${plan}`, put)).toBe(200);
	const patch = [{ op: 'replace', path: '/fields/name', value: 'C' }];
	expect(await status('PATCH', `/testplans/${plan}`, patch)).toBe(200);
	expect(await status('PUT', `/testplans/${plan}/archived`, { archived: true })).toBe(200);
	expect(await data(`/testplans/${plan}`)).toMatchObject({
		archived: true,
		type: 'testplans',
		fields: { name: 'C', description: '<p>x</p>' },
	});
	expect(await data(`/testplans/${plan}/versions`)).toHaveLength(3);
	expect(await data(`/testplans/${plan}/versions/1/versioneditem`)).toMatchObject({
		fields: { name: 'Connect Plan 1' },
		version: 1,
		currentVersion: 3,
	});
	expect((await data('/testplans?project=2')).map((each: { id: number }) => each.id)).toContain(
		plan,
	);
	expect(await status('DELETE', `/testplans/${plan}`)).toBe(204);
	for (const path of [`/testplans/${plan}`, `/testcycles/${cycle}`, `/testruns/${run.id}`])
		expect(await status('GET', path)).toBe(404);
});

test('groups: a plan keeps one; cases are added once, listed, taken out', async () => {
	const { plan, groups } = await planOf(cases(0, 1), []);
	const [standard, own] = groups;
	const path = `/testplans/${plan}/testgroups`;
	const [testCase] = cases(0);
	expect(await status('POST', `${path}/${standard}/testcases`, { testCase })).toBe(400);
	const requirement = bench.nth('system').id;
	expect(await status('POST', `${path}/${standard}/testcases`, { testCase: requirement })).toBe(
		400,
	);
	expect(await status('GET', `${path}/${standard}/testcases/${testCase}`)).toBe(200);
	expect(await status('DELETE', `${path}/${standard}/testcases/${testCase}`)).toBe(204);
	const left = await data(`${path}/${standard}/testcases`);
	expect(left.map((each: { id: number }) => each.id)).toEqual(cases(1));
	expect(await status('PUT', `${path}/${own}`, { name: 'Tree', assignedTo: 9 })).toBe(200);
	expect(await data(`${path}/${own}`)).toEqual({ id: own, name: 'Tree', assignedTo: 9 });
	expect(await status('DELETE', `${path}/${own}`)).toBe(204);
	expect(await status('DELETE', `${path}/${standard}`)).toBe(400);
});

test('a cycle creates runs by group and by status', async () => {
	const { plan, groups } = await planOf(cases(0, 1), cases(2));
	const first = await cycleOf(plan);
	const runs = await runsOf(first);
	expect(runs.map((run: { fields: { testCase: number } }) => run.fields.testCase)).toEqual(
		cases(0, 1, 2),
	);
	expect(
		runs.map((run: { sortOrderFromTestGroup: number; testGroup: number[] }) => [
			run.testGroup[1],
			run.sortOrderFromTestGroup,
		]),
	).toEqual([
		[groups[0], 1],
		[groups[0], 2],
		[groups[1], 1],
	]);
	const second = await cycleOf(plan, { testGroupsToInclude: [groups[1]] });
	expect(await runsOf(second)).toHaveLength(1);
	expect(await data(`/testcycles/${second}/testgroup/${groups[1]}`)).toEqual({
		testGroup: groups[1],
		name: 'Stream',
		testCycle: second,
		type: 'testgroups',
	});
	expect(await status('GET', `/testcycles/${second}/testgroup/${groups[0]}`)).toBe(404);
	const steps = runs[0].fields.testRunSteps.map(() => ({ status: 'FAILED' }));
	await bench.send('PUT', `/testruns/${runs[0].id}`, { fields: { testRunSteps: steps } });
	const third = await cycleOf(plan, { testRunStatusesToInclude: ['FAILED', 'BLOCKED'] });
	expect((await runsOf(third))[0].fields.testCase).toBe(cases(0)[0]);
	expect(await runsOf(third)).toHaveLength(1);
	const refused = {
		fields: { name: 'x', ...DAYS },
		testRunGenerationConfig: { testGroupsToInclude: [9999] },
	};
	expect(await status('POST', `/testplans/${plan}/testcycles`, refused)).toBe(400);
	expect(await status('POST', `/testplans/${plan}/testcycles`, { fields: { name: 'x' } })).toBe(
		400,
	);
});

test('a cycle: PUT makes runs, PATCH renames, DELETE takes the runs along', async () => {
	const { plan, groups } = await planOf(cases(0), cases(1));
	const cycle = await cycleOf(plan, { testGroupsToInclude: [groups[0]] });
	const fields = { name: 'Build 2', ...DAYS };
	const put = { fields, testRunGenerationConfig: { testGroupsToInclude: groups } };
	expect(await status('PUT', `/testcycles/${cycle}`, put)).toBe(200);
	expect(await runsOf(cycle)).toHaveLength(2);
	const patch = [{ op: 'replace', path: '/fields/name', value: 'Build 3' }];
	expect(await status('PATCH', `/testcycles/${cycle}`, patch)).toBe(200);
	const runs = await runsOf(cycle);
	expect(runs[0].fields.testRunSetName).toBe('Build 3');
	expect(await data(`/testcycles/${cycle}/versions`)).toHaveLength(3);
	expect(await data(`/testcycles/${cycle}/versions/2/versioneditem`)).toMatchObject({
		fields: { name: 'Build 2' },
		type: 'testcycles',
	});
	expect(await status('DELETE', `/testcycles/${cycle}`)).toBe(204);
	expect(await status('GET', `/testruns/${runs[0].id}`)).toBe(404);
});

test('plans, cycles and runs are abstract items, in their own form', async () => {
	const found = await data(
		'/abstractitems?project=2&itemType=39&itemType=40&itemType=41&maxResults=50',
	);
	expect(found.map((row: { type: string }) => row.type)).toEqual([
		'testplans',
		'testcycles',
		...Array(6).fill('testruns'),
	]);
	const [plan] = found;
	expect(await data(`/abstractitems/${plan.id}`)).toEqual(plan);
	expect(await data(`/abstractitems?documentKey=${plan.documentKey}`)).toEqual([plan]);
	expect(await data('/abstractitems?contains=Verification&itemType=39')).toEqual([plan]);
	expect(await status('GET', `/items/${plan.id}`)).toBe(404);
	const include = await bench.send('GET', `/testruns/${found[3].id}?include=data.fields.testCycle`);
	expect(Object.keys(include.body.linked.testcycles)).toEqual([String(found[1].id)]);
});

test.each(['testplans', 'testruns'])('the facets of %s', async (kind) => {
	const { state } = bench.server;
	const [owner] = state.testItems.list(kind === 'testplans' ? 'plan' : 'run') as unknown as [
		{ id: number },
	];
	const path = `/${kind}/${owner.id}`;
	await post(`${path}/tags`, { tag: 1 });
	const link = await post(`${path}/links`, { url: 'https://example.com' });
	const [attachment] = state.attachments.keys() as unknown as [number];
	await post(`${path}/attachments`, { attachment });
	await post('/comments', { body: { text: 'x' }, location: { item: owner.id } });
	const requirement = bench.nth('system').id;
	await post('/relationships', { fromItem: requirement, toItem: owner.id });
	expect(await data(`${path}/upstreamrelated`)).toMatchObject([{ id: requirement }]);
	expect(await data(`${path}/upstreamrelationships`)).toHaveLength(1);
	expect(await data(`${path}/downstreamrelated`)).toEqual([]);
	expect(await data(`${path}/downstreamrelationships`)).toEqual([]);
	expect(await data(`/items/${requirement}/downstreamrelated`)).toContainEqual(
		expect.objectContaining({ id: owner.id, type: kind }),
	);
	for (const each of [
		'tags',
		'tags/1',
		'links',
		`links/${link}`,
		'attachments',
		'comments',
		'activities',
	])
		expect([each, await status('GET', `${path}/${each}`)]).toEqual([each, 200]);
	expect((await data(`${path}/activities`)).length).toBeGreaterThanOrEqual(5);
	expect(
		(await data('/tags/1/items?maxResults=50')).map((row: { id: number }) => row.id),
	).toContain(owner.id);
	expect(await status('PUT', `${path}/lock`, { locked: true })).toBe(200);
	expect(await data(`${path}/lock`)).toMatchObject({ locked: true, lockedBy: 5 });
	expect(await status('PUT', `${path}/links/${link}`, { url: 'https://example.org' })).toBe(200);
	for (const each of ['tags/1', `links/${link}`, `attachments/${attachment}`])
		expect(await status('DELETE', `${path}/${each}`)).toBe(204);
	expect(await data(`${path}/versions/1`)).toMatchObject({ item: owner.id, versionNumber: 1 });
});

test('a lock of another user refuses writes of the run', async () => {
	const run = bench.server.state.testItems.list('run')[0]!;
	run.lock = { locked: true, lastLockedDate: 0, lockedBy: 7 };
	expect(await status('PUT', `/testruns/${run.id}`, { fields: {} })).toBe(409);
	expect(await status('DELETE', `/testruns/${run.id}`)).toBe(409);
});
