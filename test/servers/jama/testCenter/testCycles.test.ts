import { useBench } from '../testing';

const { bench, data, status, post } = useBench();
const DAYS = { startDate: '2018-06-06', endDate: '2018-06-13' };

describe('PUT and PATCH of a cycle, and the results of its runs', () => {
	const rename = [{ op: 'replace', path: '/fields/name', value: 'Build 2' }];
	const changes: Array<[string, unknown]> = [
		['PUT', { fields: { name: 'Build 2', ...DAYS } }],
		['PATCH', rename],
	];
	const runsOf = async (cycle: number) => await data(`/testcycles/${cycle}/testruns?maxResults=50`);
	/** A cycle with a passed run; a test case has come into its group since. */
	const passed = async () => {
		const plan = await post('/testplans', { project: 2, fields: { name: 'Plan' } });
		const [{ id: group }] = await data(`/testplans/${plan}/testgroups`);
		const add = async (n: number) =>
			await post(`/testplans/${plan}/testgroups/${group}/testcases`, {
				testCase: bench.nth('testCase', n).id,
			});
		await add(0);
		const fields = { name: 'Build 1', ...DAYS };
		const cycle = await post(`/testplans/${plan}/testcycles`, { fields });
		const [run] = await runsOf(cycle);
		bench.item(run.id).fields = { ...bench.item(run.id).fields, testRunStatus: 'PASSED' };
		await add(1);
		return { cycle, id: run.id as number };
	};
	const runs = async (cycle: number): Promise<unknown> =>
		(await runsOf(cycle)).map((run: { id: number; fields: { testRunStatus: string } }) => [
			run.id,
			run.fields.testRunStatus,
		]);
	const NEW = [expect.any(Number), 'NOT_RUN'];

	test.each(changes)('%s makes them anew, and the results are lost', async (method, body) => {
		const { cycle, id } = await passed();
		expect(await status(method, `/testcycles/${cycle}`, body)).toBe(200);
		expect(await runs(cycle)).toEqual([NEW, NEW]);
		expect(await status('GET', `/testruns/${id}`)).toBe(404);
	});

	test.each(changes)('%s leaves them, by a switch, or completes them', async (method, body) => {
		const { cycle, id } = await passed();
		bench.server.switches.cycleUpdate = 'kept';
		expect(await status(method, `/testcycles/${cycle}`, body)).toBe(200);
		expect(await runs(cycle)).toEqual([[id, 'PASSED']]);
		bench.server.switches.cycleUpdate = 'completed';
		expect(await status(method, `/testcycles/${cycle}`, body)).toBe(200);
		expect(await runs(cycle)).toEqual([[id, 'PASSED'], NEW]);
	});

	test('a run that another user has locked is in the way, and nothing is changed', async () => {
		const { cycle, id } = await passed();
		bench.item(id).lock = { locked: true, lastLockedDate: 0, lockedBy: 8 };
		expect(await status('PATCH', `/testcycles/${cycle}`, rename)).toBe(409);
		expect(bench.item(cycle).fields.name).toBe('Build 1');
		expect(await runs(cycle)).toEqual([[id, 'PASSED']]);
	});

	test('only those of a status in the cycle before are made', async () => {
		const { cycle } = await passed();
		const config = { testRunStatusesToInclude: ['PASSED'] };
		const body = { fields: { name: 'Build 2', ...DAYS }, testRunGenerationConfig: config };
		expect(await status('PUT', `/testcycles/${cycle}`, body)).toBe(200);
		expect(await runs(cycle)).toEqual([NEW]);
	});
});
