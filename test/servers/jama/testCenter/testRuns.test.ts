import { useBench } from '../testing';

const { bench, data, status, post } = useBench();

const runsOf = async (cycle: number) => await data(`/testcycles/${cycle}/testruns?maxResults=50`);

describe('GET /testruns', () => {
	test('without a name nothing; wrong ids match nothing; ORed inside, ANDed across', async () => {
		const [plan] = await data('/testplans?project=2');
		const [cycle] = await data(`/testplans/${plan.id}/testcycles`);
		const all = await data(`/testruns?testPlan=${plan.id}`);
		expect(all).toHaveLength(6);
		const reply = await bench.send('GET', '/testruns');
		expect([reply.status, reply.body.meta.pageInfo.totalResults]).toEqual([200, 0]);
		expect(await data(`/testruns?testCycle=${plan.id}`)).toEqual([]);
		const [a, b] = all.map((run: { fields: { testCase: number } }) => run.fields.testCase);
		expect(await data(`/testruns?testCase=${a}&testCase=${b}`)).toHaveLength(2);
		expect(await data(`/testruns?testCase=${a}&testCycle=${cycle.id}`)).toHaveLength(1);
		expect(await data(`/testruns?testCase=${a}&testCycle=${plan.id}`)).toEqual([]);
		const sorted = await data(`/testruns?testPlan=${plan.id}&sortBy=id.desc`);
		expect(sorted[0].id).toBe(all.at(-1).id);
	});
});

describe('a run with steps', () => {
	const seeded = () => bench.server.state.testItems.list('run').at(-1)!;
	const put = async (fields: object) =>
		await bench.send('PUT', `/testruns/${seeded().id}`, { fields });
	const steps = (...statuses: string[]) => ({
		testRunSteps: statuses.map((each) => ({ status: each })),
	});

	test.each([
		[['PASSED', 'PASSED'], 'PASSED'],
		[['FAILED', 'PASSED'], 'FAILED'],
		[['BLOCKED', 'FAILED'], 'FAILED'],
		[['BLOCKED', 'PASSED'], 'BLOCKED'],
		[['PASSED', 'NOT_RUN'], 'INPROGRESS'],
		[['INPROGRESS', 'NOT_RUN'], 'INPROGRESS'],
	])('%j makes it %s', async (statuses, expected) => {
		expect((await put(steps(...statuses))).status).toBe(200);
		const { fields } = await data(`/testruns/${seeded().id}`);
		expect(fields.testRunStatus).toBe(expected);
		expect(fields.testRunSteps[0]).toEqual({
			action: 'Set up the device',
			expectedResult: 'The device is ready',
			notes: '',
			status: statuses[0],
		});
	});

	test('the whole array is needed, with valid statuses', async () => {
		expect((await put(steps('PASSED'))).status).toBe(400);
		expect((await put(steps('PASSED', 'OK'))).status).toBe(400);
	});

	test('PATCH takes the array as well', async () => {
		const patch = [
			{
				op: 'replace',
				path: '/fields/testRunSteps',
				value: steps('FAILED', 'NOT_RUN').testRunSteps,
			},
		];
		expect(await status('PATCH', `/testruns/${seeded().id}`, patch)).toBe(200);
		expect((await data(`/testruns/${seeded().id}`)).fields.testRunStatus).toBe('FAILED');
	});

	test('a status without steps: a switch', async () => {
		const now = () => seeded().fields.testRunStatus;
		expect((await put({ testRunStatus: 'PASSED' })).status).toBe(200);
		expect(now()).toBe('NOT_RUN');
		bench.server.switches.runStatusWithSteps = 'rejected';
		expect((await put({ testRunStatus: 'PASSED' })).status).toBe(400);
		bench.server.switches.runStatusWithSteps = 'applied';
		expect((await put({ testRunStatus: 'PASSED' })).status).toBe(200);
		expect(now()).toBe('PASSED');
	});

	test('only what the execution UI edits is written', async () => {
		expect(
			(await put({ name: 'Other', actualResults: '<p>ok</p>', environment$41: 'CI' })).status,
		).toBe(200);
		const { fields } = await data(`/testruns/${seeded().id}`);
		expect(fields).toMatchObject({ actualResults: '<p>ok</p>', environment$41: 'CI' });
		expect(fields.name).not.toBe('Other');
		bench.server.switches.runReadOnly = 'rejected';
		expect((await put({ name: 'Other' })).status).toBe(400);
		await put({ assignedTo: 9 });
		expect(seeded().fields).not.toHaveProperty('actualResults');
		bench.server.switches.runPut = 'merge';
		await put({ actualResults: 'x' });
		expect(seeded().fields).toMatchObject({ actualResults: 'x', assignedTo: 9 });
	});

	test('executing moves the dates of the run only', async () => {
		const run = seeded();
		const { state } = bench.server;
		const others = [run.test.plan, run.test.cycle, run.test.testCase].map(
			(id) => state.items.get(id)!,
		);
		const before = others.map((each) => each.lastActivityDate);
		bench.tick(60_000);
		await put(steps('PASSED', 'PASSED'));
		expect(others.map((each) => each.lastActivityDate)).toEqual(before);
		expect(run.lastActivityDate).toBe(bench.now());
	});

	test('making it current deletes it, with all that it has, and makes a new one', async () => {
		const run = seeded();
		const testCase = bench.item(run.test.testCase);
		const before = bench.server.state.versionsOf(testCase).length;
		await put(steps('PASSED', 'PASSED'));
		const patch = [{ op: 'replace', path: '/fields/name', value: 'New name' }];
		await bench.send('PATCH', `/items/${testCase.id}`, patch);
		expect(await data(`/testruns/${run.id}`)).toMatchObject({
			testCaseVersionNumber: before,
			testCaseCurrentVersionNumber: before + 1,
		});
		await post('/comments', { body: { text: 'Odd noise' }, location: { item: run.id } });
		const runs = await runsOf(run.test.cycle);
		const id = await post(`/testruns/${run.id}/updatedtestcase`);
		expect(await status('GET', `/testruns/${run.id}`)).toBe(404);
		expect(await data(`/testruns/${id}`)).toMatchObject({
			testCaseVersionNumber: before + 1,
			sortOrderFromTestGroup: run.test.sortOrder,
			fields: { name: 'New name', testRunStatus: 'NOT_RUN', testCycle: run.test.cycle },
		});
		expect((await data(`/testruns/${id}`)).fields).not.toHaveProperty('executionDate');
		expect(await data(`/testruns/${id}/comments`)).toEqual([]);
		expect((await runsOf(run.test.cycle)).length).toBe(runs.length);
		const events = await data(`/activities?project=${run.project}&objectType=TEST_RUN`);
		expect(events.slice(-2).map((each: { eventType: string }) => each.eventType)).toEqual([
			'DELETE',
			'CREATE',
		]);
	});

	test('DELETE', async () => {
		const { id, test: part } = seeded();
		expect(await status('DELETE', `/testruns/${id}`)).toBe(204);
		expect((await runsOf(part.cycle)).map((run: { id: number }) => run.id)).not.toContain(id);
	});
});
