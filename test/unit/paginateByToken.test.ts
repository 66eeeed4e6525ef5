import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { collect } from '../../nodes/shared/paging/paginate';
import type { Page } from '../../nodes/shared/paging/paginate';
import { byToken, inOnePiece } from '../../nodes/shared/paging/paginateByToken';
import { caught } from './support/errors';
import type { ListRow } from './support/movingList';
import { rowsUpTo } from './support/movingList';

const policy = byToken({ token: 'nextPageToken', size: 'maxResults' }, 50);
const idsUpTo = (count: number) => rowsUpTo(count).map(({ id }) => id);
type Answer = (page: Page<ListRow>, request: number) => Page<ListRow>;

/** Reads a list whose tokens name the place to go on from; `change` makes of a right answer what the server says. */
async function read(
	count: number,
	{ cap = 50, change = ((page) => page) as Answer, limit = Infinity } = {},
) {
	const rows = rowsUpTo(count);
	const queries: IDataObject[] = [];
	const incomplete: Array<[number, number | undefined]> = [];
	const pages = policy<ListRow>({
		fetchPage: async (query) => {
			const request = queries.push(query) - 1;
			const start = Number(query.nextPageToken ?? 0);
			const end = start + Math.min(cap, Number(query.maxResults));
			const isLast = end >= rows.length;
			const page = {
				rows: rows.slice(start, end),
				isLast,
				...(isLast ? {} : { next: String(end) }),
			};
			return await Promise.resolve(change(page, request));
		},
		identify: ({ id }) => id,
		onIncomplete: (got, announced) => incomplete.push([got, announced]),
		...(limit === Infinity ? {} : { limit }),
	});
	const ids = (await collect(pages)).map(({ id }) => id);
	return { ids, queries, incomplete };
}

test.each([0, 1, 49, 50, 51, 100, 101, 420])('%i rows, with and without a cap', async (count) => {
	for (const cap of [1, 7, 50]) {
		const { ids, incomplete } = await read(count, { cap });
		expect([ids, incomplete]).toEqual([idsUpTo(count), []]);
	}
});

test('the first request carries no token, and the size stays the same', async () => {
	const { queries } = await read(120);
	expect(queries).toEqual([
		{ maxResults: 50 },
		{ nextPageToken: '50', maxResults: 50 },
		{ nextPageToken: '100', maxResults: 50 },
	]);
});

test.each([1, 49, 50, 51, 120])('Limit %i gives exactly so many rows', async (limit) => {
	const { ids, queries } = await read(300, { limit });
	expect(ids).toEqual(idsUpTo(limit));
	expect(queries).toHaveLength(Math.ceil(limit / 50));
});

test('no token ends the list, also without a word about the last page', async () => {
	const change: Answer = ({ isLast: _, ...page }) => page;
	expect((await read(120, { change })).ids).toEqual(idsUpTo(120));
});

test('the last page ends the list, also with a token', async () => {
	const change: Answer = (page) => ({ ...page, next: page.next ?? 'more' });
	const { ids, queries } = await read(120, { change });
	expect([ids, queries.length]).toEqual([idsUpTo(120), 3]);
});

test('short and empty pages in the middle are not the last', async () => {
	const change: Answer = (page, request) => (request === 1 ? { ...page, rows: [] } : page);
	expect((await read(170, { change })).ids).toEqual([...idsUpTo(50), ...idsUpTo(170).slice(100)]);
});

describe('a server that goes in a circle is left, and the user is told', () => {
	test.each<[string, Answer, number]>([
		['the same token for ever', (page) => ({ ...page, isLast: false, next: '50' }), 3],
		['two tokens in turn', (page, n) => ({ ...page, isLast: false, next: n % 2 ? '50' : '0' }), 4],
		['more is promised without a token', ({ rows }) => ({ rows, isLast: false }), 1],
		['neither a token nor that it is the last page', ({ rows }) => ({ rows }), 1],
		[
			'new tokens for ever, and no rows',
			(_, n) => ({ rows: [], isLast: false, next: `t${n}` }),
			20,
		],
	])('%s', async (_, change, most) => {
		const { incomplete, queries } = await read(170, { change });
		expect(incomplete).toHaveLength(1);
		expect(queries.length).toBeLessThanOrEqual(most);
	});
});

test('rows that come twice are kept once', async () => {
	const change: Answer = (page, request) =>
		request === 1 ? { ...page, rows: [{ id: 500 }, ...page.rows] } : page;
	expect((await read(120, { change })).ids).toEqual(idsUpTo(120));
});

test('an error on a later page rejects with it', async () => {
	const change: Answer = (page, request) => {
		if (request === 1) throw new Error('refused');
		return page;
	};
	expect((await caught(() => read(120, { change }))).message).toBe('refused');
});

test('whatever the sizes: every row once, in order', async () => {
	const sizes = fc.record({
		count: fc.integer({ min: 0, max: 300 }),
		cap: fc.integer({ min: 1, max: 60 }),
		limit: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 320 })),
	});
	await fc.assert(
		fc.asyncProperty(sizes, async ({ count, cap, limit }) => {
			const { ids, incomplete } = await read(count, { cap, limit });
			expect(ids).toEqual(idsUpTo(Math.min(count, limit)));
			expect(incomplete).toEqual([]);
		}),
		{ numRuns: 500 },
	);
});

test('a list that comes whole is asked for once, without paging, and cut at the limit', async () => {
	const queries: IDataObject[] = [];
	const options = {
		fetchPage: async (query: IDataObject) => {
			queries.push(query);
			return await Promise.resolve({ rows: rowsUpTo(80) });
		},
		identify: ({ id }: ListRow) => id,
	};
	expect(await collect(inOnePiece<ListRow>(options))).toHaveLength(80);
	expect(await collect(inOnePiece<ListRow>({ ...options, limit: 3 }))).toHaveLength(3);
	expect(queries).toEqual([{}, {}]);
});
