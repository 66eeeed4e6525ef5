import { trace } from '../../nodes/Jama/traceability/trace';
import { jamaSession, runContext } from '../support/rows/jamaSession';
import type { Reply } from '../support/rows/jamaSession';
import { item, relationship } from './support/traceRows';

const values = { itemId: 1, direction: 'downstream', depth: 3 } as const;
const lists = (from: number, ends: number[]): Record<string, Reply> => ({
	[`GET /items/${from}/downstreamrelationships`]: {
		rows: ends.map((end) => relationship(from, end)),
	},
	[`GET /items/${from}/downstreamrelated`]: { rows: ends.map((end) => item(end)) },
});
const START: Record<string, Reply> = {
	'GET /items/1': { row: item(1) },
	'GET /itemtypes': { rows: [] },
	'GET /relationshiptypes': { rows: [] },
};

describe('an item whose relationships are out of sight', () => {
	const ME: Record<string, Reply> = { 'GET /users/current': { row: { id: 1 } } };
	const replies = (closed: Reply, me = ME): Record<string, Reply> => ({
		...START,
		...me,
		...lists(1, [2, 3]),
		...lists(3, [4]),
		...lists(4, []),
		'GET /items/2/downstreamrelationships': closed,
	});

	test.each([401, 403, 404])('is listed, not followed, and named (%d)', async (status) => {
		const { session, hints } = jamaSession(replies({ status }));
		const rows = await trace(runContext(session, values));
		expect(rows.map(({ json }) => json.id)).toEqual([2, 3, 4]);
		expect(hints).toEqual([
			expect.stringMatching(/^The relationships of K-2 could not be read and were not followed/),
		]);
	});

	test('also where its other ends are', async () => {
		const { session, hints } = jamaSession({
			...replies({ rows: [relationship(2, 9)] }),
			'GET /items/2/downstreamrelated': { status: 403 },
		});
		const rows = await trace(runContext(session, values));
		expect(rows.map(({ json }) => json.id)).toEqual([2, 3, 4]);
		expect(hints).toHaveLength(1);
	});

	test('is an error where the credential is refused', async () => {
		const me = { 'GET /users/current': { status: 401 } };
		const { session } = jamaSession(replies({ status: 401 }, me));
		const refused = { response: { statusCode: 401 } };
		await expect(trace(runContext(session, values))).rejects.toMatchObject(refused);
	});

	test('is an error where it is the start', async () => {
		const start = { 'GET /items/1/downstreamrelationships': { status: 403 } };
		const { session } = jamaSession({ ...replies({ rows: [] }), ...start });
		const refused = { response: { statusCode: 403 } };
		await expect(trace(runContext(session, values))).rejects.toMatchObject(refused);
	});
});
