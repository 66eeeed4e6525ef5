import { latestOf, latestResults, resultText } from '../../nodes/Jama/traceability/latestResults';
import { walkChain } from '../../nodes/Jama/traceability/chain';
import { toMatrixRow, totalsOf } from '../../nodes/Jama/traceability/matrixRow';
import { jamaSession } from '../support/rows/jamaSession';
import type { Reply } from '../support/rows/jamaSession';
import { item, relationship } from './support/traceRows';

const run = (id: number, testRunStatus: string, executionDate?: string, testCase = 1) => ({
	id,
	documentKey: `R-${id}`,
	fields: { testRunStatus, testCase, ...(executionDate ? { executionDate } : {}) },
});

describe('the latest result', () => {
	test.each<[string, Array<ReturnType<typeof run>>, object, string]>([
		['of no run', [], { status: null, runs: [], unclear: false }, 'No test run'],
		[
			'the latest day, in whatever order',
			[run(1, 'FAILED', '2026-01-03'), run(2, 'PASSED', '2026-01-02')],
			{ status: 'FAILED', date: '2026-01-03' },
			'Failed (2026-01-03)',
		],
		[
			'two of a day that agree',
			[run(1, 'PASSED', '2026-01-03'), run(2, 'PASSED', '2026-01-03')],
			{ status: 'PASSED', unclear: false, runs: [{ id: 1 }, { id: 2 }] },
			'Passed (2026-01-03)',
		],
		[
			'two of a day that differ',
			[
				run(1, 'PASSED', '2026-01-03'),
				run(2, 'FAILED', '2026-01-03'),
				run(3, 'FAILED', '2026-01-01'),
			],
			{ status: null, unclear: true, runs: [{ id: 1 }, { id: 2 }] },
			'Unclear (R-1 Passed, R-2 Failed)',
		],
		['only one that was not run', [run(1, 'NOT_RUN')], { status: 'NOT_RUN' }, 'Not Run'],
		[
			'a date that cannot be read is no date',
			[run(1, 'PASSED', '2026-01-03'), run(2, 'FAILED', 'soon')],
			{ status: null, unclear: true },
			'Unclear (R-1 Passed, R-2 Failed)',
		],
		[
			'a status that is not known here',
			[run(1, 'WAIVED', '2026-01-03')],
			{ status: 'WAIVED' },
			'WAIVED (2026-01-03)',
		],
	])('%s', (_, runs, expected, text) => {
		expect(latestOf(runs)).toMatchObject(expected);
		expect(resultText(latestOf(runs))).toBe(text);
	});

	test('is read for 50 test cases in a request', async () => {
		const replies = { 'GET /testruns': { rows: [run(9, 'PASSED', '2026-01-01', 60)] } };
		const { session, sent } = jamaSession(replies);
		const results = await latestResults(
			session,
			Array.from({ length: 60 }, (_, n) => n + 1),
		);
		const asked = sent.map(({ query }) => [query?.testCase].flat().length);
		expect(new Set(asked)).toEqual(new Set([50, 10]));
		expect(results.get(60)?.status).toBe('PASSED');
		expect(results.get(1)?.runs).toEqual([]);
	});
});

const type = (id: number, display: string) => ({ id, display, fields: [] });
const step = (id: number, display: string) => ({
	type: type(id, display),
	direction: 'downstream' as const,
	relationshipTypes: [],
});
const STEPS = [step(34, 'Software'), step(35, 'Test')];
const own = (id: number, itemType: number, project = 5) => item(id, { itemType, project });

describe('walking a chain', () => {
	const walk = async (replies: Record<string, Reply>, start = [own(1, 33)], steps = STEPS) => {
		const session = jamaSession(replies);
		return { ...session, walked: await walkChain(session.session, start, steps) };
	};

	test('a cycle within one type ends with the chain', async () => {
		const loop = [step(33, 'A'), step(33, 'A')];
		const { walked } = await walk(
			{
				'GET /items': { rows: [own(1, 33), own(2, 33)] },
				'GET /relationships': { rows: [relationship(1, 2), relationship(2, 1)] },
			},
			[own(1, 33)],
			loop,
		);
		expect(walked.links.map((links) => [...links.keys()])).toEqual([[1], [2]]);
	});

	test('an item that several lead to is followed once', async () => {
		const { walked, asked } = await walk(
			{
				'GET /items': { rows: [own(1, 33), own(2, 34), own(3, 34)] },
				'GET /relationships': {
					rows: [relationship(1, 2), relationship(1, 3), relationship(2, 70), relationship(3, 70)],
				},
				'GET /abstractitems/70': { row: own(70, 35, 6) },
			},
			[own(1, 33)],
		);
		expect(walked.links[1]?.size).toBe(2);
		expect(asked().filter((one) => one.includes('/abstractitems'))).toHaveLength(1);
	});

	test('of an item of another project the relationships are read, too', async () => {
		const { walked } = await walk({
			'GET /items': { rows: [own(1, 33)] },
			'GET /relationships': { rows: [relationship(1, 70)] },
			'GET /abstractitems/70': { row: own(70, 34, 6) },
			'GET /items/70/downstreamrelationships': { rows: [relationship(70, 71)] },
			'GET /abstractitems/71': { row: own(71, 35, 6) },
		});
		expect(walked.links[1]?.get(70)).toHaveLength(1);
		expect(walked.hidden).toBe(0);
	});

	test('a record that cannot be read is counted; any other fault is an error', async () => {
		const replies: Record<string, Reply> = {
			'GET /items': { rows: [own(1, 33)] },
			'GET /relationships': { rows: [relationship(1, 70)] },
			'GET /abstractitems/70': { status: 403 },
		};
		expect((await walk(replies)).walked.hidden).toBe(1);
		const faulty = { ...replies, 'GET /abstractitems/70': { status: 500 } };
		await expect(walk(faulty)).rejects.toMatchObject({ response: { statusCode: 500 } });
	});

	test('without a step nothing is read', async () => {
		expect((await walk({}, [own(1, 33)], [])).asked()).toEqual([]);
	});
});

describe('a row', () => {
	const link = (from: number, to: number, suspect = false) => ({
		from,
		to,
		relationship: { ...relationship(from, to), suspect },
	});
	const records = new Map([1, 2, 3, 4, 5].map((id) => [id, item(id)]));
	const walked = {
		records,
		hidden: 0,
		links: [
			new Map([[1, [link(1, 2, true), link(1, 3)]]]),
			new Map([[2, [link(2, 4), link(2, 5)]]]),
		],
	};
	const passed = (status: string) => latestOf([run(1, status, '2026-01-01')]);

	test('says what is covered, what is not, and by which relationships', () => {
		const row = toMatrixRow(item(1), STEPS, walked);
		expect(row.steps.map(({ state, items }) => [state, items.map(({ id }) => id)])).toEqual([
			['full', [2, 3]],
			['partly', [4, 5]],
		]);
		expect(row.gaps).toEqual([{ id: 3, documentKey: 'K-3', itemType: 35, type: 'Test' }]);
		expect(row.suspect).toEqual([{ relationship: 102, fromKey: 'K-1', toKey: 'K-2' }]);
		expect(row.coverage).toBe(66.7);
		expect(row.verified).toBeNull();
	});

	test('is verified only where every branch ends in a result that has passed', () => {
		const whole = {
			...walked,
			links: [new Map([[1, [link(1, 2)]]]), walked.links[1] ?? new Map()],
		};
		const verified = (...statuses: string[]) =>
			toMatrixRow(item(1), STEPS, whole, new Map(statuses.map((one, at) => [4 + at, passed(one)])))
				.verified;
		expect(verified('PASSED', 'PASSED')).toBe(true);
		expect(verified('PASSED', 'FAILED')).toBe(false);
		expect(verified('PASSED')).toBe(false);
	});

	test('totals count rows, and each suspect relationship and test case once', () => {
		const row = toMatrixRow(item(1), STEPS, walked, new Map([[4, passed('PASSED')]]));
		const alone = toMatrixRow(item(9), STEPS, walked, new Map());
		expect(totalsOf([row, row, alone], STEPS)).toEqual({
			requirements: 3,
			covered: 0,
			coverage: 0,
			steps: [
				{ type: 'Software', full: 2, partly: 0, none: 1, coverage: 66.7 },
				{ type: 'Test', full: 0, partly: 2, none: 1, coverage: 0 },
			],
			suspect: 1,
			results: { PASSED: 1 },
			verified: 0,
		});
		expect(totalsOf([], STEPS)).toMatchObject({ coverage: null, requirements: 0 });
	});
});
