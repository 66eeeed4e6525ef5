import fc from 'fast-check';
import { collect } from '../../nodes/shared/paging/paginate';
import { byOffsetToLast } from '../../nodes/shared/paging/paginateToLast';
import type { ListRow } from './support/movingList';
import { rowsUpTo, sameRows } from './support/movingList';
import type { PagedBehaviour } from './support/pagedList';
import { pagedList } from './support/pagedList';

const policy = byOffsetToLast({ start: 'startAt', size: 'maxResults' }, 50);
const idsUpTo = (count: number) => rowsUpTo(count).map(({ id }) => id);

async function read(rows: ListRow[], behavior: PagedBehaviour = {}, limit?: number) {
	const list = pagedList(rows, behavior);
	const incomplete: Array<[number, number | undefined]> = [];
	const pages = policy<ListRow>({
		fetchPage: list.fetchPage,
		identify: ({ id }) => id,
		onIncomplete: (got, announced) => incomplete.push([got, announced]),
		...(limit === undefined ? {} : { limit }),
	});
	const ids = (await collect(pages)).map(({ id }) => id);
	return { ids, incomplete, asked: list.asked() };
}

/** What servers say of a page. */
const WORDS: Array<[string, PagedBehaviour]> = [
	['isLast', {}],
	['isLast and total', { total: true }],
	['a total only', { isLast: false, total: true }],
	['nothing', { isLast: false }],
	['its cap', { size: true }],
];

describe.each(WORDS)('a server that says %s', (_, words) => {
	test.each([0, 1, 2, 49, 50, 51, 99, 100, 101, 420])('%i rows come, each once', async (count) => {
		for (const cap of [1, 2, 7, 49, 50]) {
			const { ids, incomplete } = await read(rowsUpTo(count), { ...words, cap });
			expect(ids).toEqual(idsUpTo(count));
			expect(incomplete).toEqual([]);
		}
	});

	test.each([1, 2, 49, 50, 51, 120])('Limit %i gives exactly so many', async (limit) => {
		for (const cap of [20, 50]) {
			const { ids, incomplete } = await read(rowsUpTo(300), { ...words, cap }, limit);
			expect(ids).toEqual(idsUpTo(limit));
			expect(incomplete).toEqual([]);
		}
	});
});

test('isLast saves the request for the page after the last one', async () => {
	expect((await read(rowsUpTo(99))).asked).toEqual(['0+50', '49+50']);
	expect((await read(rowsUpTo(50))).asked).toEqual(['0+50']);
	expect((await read(rowsUpTo(300), {}, 120)).asked).toEqual(['0+50', '49+50', '98+22']);
});

describe('totals that are wrong', () => {
	test('too small with isLast: every row comes', async () => {
		const { ids, incomplete } = await read(rowsUpTo(120), { total: 60 });
		expect([ids, incomplete]).toEqual([idsUpTo(120), []]);
	});

	test('too small without isLast: full pages are followed', async () => {
		const { ids } = await read(rowsUpTo(120), { isLast: false, total: 60 });
		expect(ids).toEqual(idsUpTo(120));
	});

	test('too large: all that came, and a note with both numbers', async () => {
		const { ids, incomplete } = await read(rowsUpTo(120), { total: 200 });
		expect([ids, incomplete]).toEqual([idsUpTo(120), [[120, 200]]]);
	});
});

describe('pages that are empty in the middle', () => {
	test.each([0, 1])('request %i is empty, but not the last: the list goes on', async (request) => {
		const { ids, asked } = await read(rowsUpTo(170), { empty: [request] });
		expect(ids.length).toBeGreaterThanOrEqual(request === 0 ? 120 : 170);
		expect(ids.at(-1)).toBe(1700);
		expect(asked.length).toBeLessThan(10);
	});

	test('nothing but empty pages ends after ten, with a note', async () => {
		const empty = Array.from({ length: 100 }, (_, index) => index);
		const { ids, asked, incomplete } = await read(rowsUpTo(170), { empty, total: true });
		expect([ids, asked.length, incomplete]).toEqual([[], 10, [[0, 170]]]);
	});

	test('without a word that there is more, an empty page is the end', async () => {
		const { ids, asked } = await read(rowsUpTo(170), { empty: [0], isLast: false });
		expect([ids, asked.length]).toEqual([[], 1]);
	});
});

test('a server that answers its first page again and again is left after a while', async () => {
	const { ids, asked } = await read(rowsUpTo(50), { stuck: true });
	expect(ids).toEqual(idsUpTo(50));
	expect(asked.length).toBeLessThan(15);
});

const change = fc.record({
	request: fc.integer({ min: 1, max: 6 }),
	at: fc.double({ min: 0, max: 1, noNaN: true }),
	count: fc.integer({ min: 1, max: 30 }),
	gone: fc.boolean(),
});
const world = fc.record({
	size: fc.integer({ min: 0, max: 260 }),
	cap: fc.integer({ min: 3, max: 50 }),
	words: fc.constantFrom(...WORDS.map(([, words]) => words)),
	changes: fc.array(change, { maxLength: 2 }),
});

test('a list that moves: every row that was there throughout comes exactly once', async () => {
	await fc.assert(
		fc.asyncProperty(world, async ({ size, cap, words, changes }) => {
			const rows = rowsUpTo(size);
			let fresh = 1;
			const before = (number: number) => {
				for (const one of changes.filter(({ request }) => request === number)) {
					const place = Math.floor(one.at * rows.length);
					if (one.gone) rows.splice(place, one.count);
					else rows.splice(place, 0, { id: 100_000 + fresh++ });
				}
			};
			const { ids } = await read(rows, { ...words, cap, before });
			const left = new Set(rows.map(({ id }) => id));
			expect(new Set(ids).size).toBe(ids.length);
			const throughout = idsUpTo(size).filter((id) => left.has(id));
			expect(throughout.filter((id) => !ids.includes(id))).toEqual([]);
			if (changes.length === 0) expect(ids).toEqual(throughout);
		}),
		{ numRuns: 1000 },
	);
});

describe('a server that ignores paging', () => {
	test.each<[string, number, number | undefined, unknown[]]>([
		['what it gives', 1, 1, []],
		['more', 1, 3, [[1, 3]]],
		['nothing', 1, undefined, [[1]]],
		['nothing, of more rows', 3, undefined, [[3]]],
	])('that announces %s', async (_, count, total, told) => {
		const onIncomplete = jest.fn();
		const fetchPage = sameRows(count, total);
		const rows = await collect(
			policy<ListRow>({ fetchPage, identify: ({ id }) => id, onIncomplete }),
		);
		expect(rows).toEqual(rowsUpTo(count));
		expect(onIncomplete.mock.calls).toEqual(told);
	});
});
