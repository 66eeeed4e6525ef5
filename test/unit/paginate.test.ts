import type { ReadOptions } from '../../nodes/shared/paging/paginate';
import { byOffset, collect } from '../../nodes/shared/paging/paginate';
import { settle } from './support/clock';
import { caught } from './support/errors';
import type { ListBehaviour, ListRow } from './support/movingList';
import { MovingList, rowsUpTo, sameRows } from './support/movingList';

const policy = byOffset({ start: 'startAt', size: 'maxResults' }, 50);

type Options = Partial<ReadOptions<ListRow>>;

async function read(count: number, behavior: ListBehaviour = {}, options: Options = {}) {
	const list = new MovingList(rowsUpTo(count), behavior);
	const incomplete: Array<[number, number | undefined]> = [];
	const pages = policy<ListRow>({
		fetchPage: list.fetchPage,
		identify: ({ id }) => id,
		onIncomplete: (got, announced) => incomplete.push([got, announced]),
		...options,
	});
	const rows = await list.clock.during(collect(pages));
	return { list, incomplete, ids: rows.map(({ id }) => id) };
}
const idsUpTo = (count: number) => rowsUpTo(count).map(({ id }) => id);

describe('Limit', () => {
	test.each<[number, string[]]>([
		[1, ['0+1']],
		[49, ['0+49']],
		[50, ['0+50']],
		[51, ['0+50', '49+2']],
		[120, ['0+50', '49+50', '98+22']],
	])('%i of 300 rows: exactly so many rows from exactly these requests', async (limit, asked) => {
		const { ids, list } = await read(300, {}, { limit });
		expect(ids).toEqual(idsUpTo(limit));
		expect(list.asked).toEqual(asked);
	});

	test.each([1, 49, 50, 51, 120])('%i rows of a server without totals', async (limit) => {
		expect((await read(300, { noTotal: true }, { limit })).ids).toEqual(idsUpTo(limit));
	});

	test.each([1, 49, 50, 51, 120])('%i rows of a server that gives 20 at most', async (limit) => {
		expect((await read(300, { cap: 20 }, { limit })).ids).toEqual(idsUpTo(limit));
	});

	test('larger than the list gives the list, and calls it complete', async () => {
		const { ids, incomplete } = await read(30, {}, { limit: 500 });
		expect(ids).toEqual(idsUpTo(30));
		expect(incomplete).toEqual([]);
	});
});

describe('Return All', () => {
	test.each([0, 1, 49, 50, 51, 99, 100, 101, 420])('%i rows', async (count) => {
		const { ids, incomplete } = await read(count);
		expect(ids).toEqual(idsUpTo(count));
		expect(incomplete).toEqual([]);
	});

	test('with a total it asks for no page too many', async () => {
		expect((await read(98)).list.asked).toEqual(['0+50', '49+50']);
		expect((await read(0)).list.asked).toEqual(['0+50']);
		expect((await read(49)).list.asked).toEqual(['0+50']);
	});

	test('where the last page has no room for a row too many, one more request shows that there is none', async () => {
		expect((await read(99)).list.asked).toEqual(['0+50', '49+50', '98+2']);
		expect((await read(50)).list.asked).toEqual(['0+50', '49+2']);
	});

	test.each([0, 1, 50, 99, 100])(
		'%i rows without a total end on the first empty page',
		async (count) => {
			const { ids, list } = await read(count, { noTotal: true });
			expect(ids).toEqual(idsUpTo(count));
			expect(list.mostAtOnce).toBe(1);
		},
	);

	test.each([1, 7, 20, 49])('a server that gives %i at most loses no row', async (cap) => {
		expect((await read(130, { cap })).ids).toEqual(idsUpTo(130));
		expect((await read(130, { cap, noTotal: true })).ids).toEqual(idsUpTo(130));
	});

	test('a short page in the middle is not the last one', async () => {
		for (const noTotal of [false, true]) {
			const list = new MovingList(rowsUpTo(200), { noTotal });
			let pages = 0;
			const fetchPage: typeof list.fetchPage = async (query) => {
				const page = await list.fetchPage(query);
				pages += 1;
				return pages === 2 ? { ...page, rows: page.rows.slice(0, 13) } : page;
			};
			const all = policy<ListRow>({ fetchPage, identify: ({ id }) => id });
			const rows = await list.clock.during(collect(all));
			expect(rows.map(({ id }) => id)).toEqual(idsUpTo(200));
		}
	});

	test('fewer rows than announced: all that came, and a note with both numbers', async () => {
		const { ids, incomplete } = await read(130, { totalOff: 20 });
		expect(ids).toEqual(idsUpTo(130));
		expect(incomplete).toEqual([[130, 150]]);
	});

	test('announced rows that never come: an empty list and a note', async () => {
		const { ids, incomplete, list } = await read(0, { totalOff: 5 });
		expect(ids).toEqual([]);
		expect(incomplete).toEqual([[0, 5]]);
		expect(list.asked).toEqual(['0+50']);
	});

	test.each([1, 49, 50, 51, 65, 100, 129])(
		'a total that is %i too low loses no row: more than was announced is read to the end',
		async (low) => {
			for (const cap of [50, 20]) {
				const { ids, incomplete } = await read(130, { totalOff: -low, cap });
				expect([cap, ids, incomplete]).toEqual([cap, idsUpTo(130), []]);
			}
		},
	);

	test('rows without an id are never taken for the same', async () => {
		expect((await read(120, {}, { identify: () => undefined })).ids).toEqual(idsUpTo(120));
	});
});

describe('several pages at once', () => {
	test('as many as may be, in the order of the list, however late some answer', async () => {
		const latency = (request: number) => [1, 90, 10, 50, 5, 70, 20][request % 7] as number;
		const { ids, list } = await read(1000, { latency }, { concurrency: () => 4 });
		expect(ids).toEqual(idsUpTo(1000));
		expect(list.mostAtOnce).toBe(4);
		expect(list.asked).toHaveLength(21);
	});

	test.each([1, 2, 3])('no more than %i if told so', async (concurrency) => {
		const { ids, list } = await read(600, {}, { concurrency: () => concurrency });
		expect(list.mostAtOnce).toBe(concurrency);
		expect(ids).toEqual(idsUpTo(600));
	});

	test('an error on a later page rejects with that error and leaves no promise behind', async () => {
		const list = new MovingList(rowsUpTo(1000), { failAt: 3, latency: (n) => (n === 1 ? 100 : 1) });
		const pages = policy<ListRow>({ fetchPage: list.fetchPage, identify: ({ id }) => id });
		const error = await list.clock.during(caught(() => collect(pages)));
		expect(error.message).toBe('request 3 was refused');
		const asked = list.asked.length;
		await list.clock.run();
		// Jest fails the test for a rejection that nobody handles.
		await settle();
		expect(list.asked).toHaveLength(asked);
	});

	test('an error on the first page is the only request', async () => {
		const list = new MovingList(rowsUpTo(1000), { failAt: 0 });
		const pages = policy<ListRow>({ fetchPage: list.fetchPage, identify: ({ id }) => id });
		await list.clock.during(caught(() => collect(pages)));
		expect(list.asked).toEqual(['0+50']);
	});

	test('a reader that stops early stops the requests', async () => {
		const list = new MovingList(rowsUpTo(5000), { failAt: 4 });
		const pages = policy<ListRow>({ fetchPage: list.fetchPage, identify: ({ id }) => id });
		const first = await list.clock.during(pages.next());
		expect(first.value).toHaveLength(50);
		await list.clock.during(pages.next());
		await list.clock.during(pages.return());
		const asked = list.asked.length;
		await list.clock.run();
		await settle();
		expect(list.asked).toHaveLength(asked);
		expect(asked).toBeLessThanOrEqual(6);
	});
});

describe('a list that moves while it is read', () => {
	const throughout = (count: number, list: MovingList) =>
		idsUpTo(count).filter((id) => list.rows.some((row) => row.id === id));

	test.each([1, 3, 60])('%i rows deleted before the offset: no other row is lost', async (gone) => {
		const { ids, list } = await read(200, {
			before: (request, rows) => void (request === 1 && rows.splice(0, gone)),
		});
		expect(ids).toEqual(expect.arrayContaining(throughout(200, list)));
		expect(new Set(ids).size).toBe(ids.length);
	});

	test('a row deleted before each of the first pages: no other row is lost', async () => {
		const { ids, list } = await read(200, {
			before: (request, rows) => void (request > 0 && request < 4 && rows.splice(5, 1)),
		});
		expect(ids).toEqual(expect.arrayContaining(throughout(200, list)));
	});

	test.each([1, 3, 60])(
		'%i rows inserted before the offset: none twice, none lost',
		async (more) => {
			const { ids, list } = await read(200, {
				before: (request, rows) => {
					if (request !== 2) return;
					rows.unshift(...Array.from({ length: more }, (_, index) => ({ id: -1 - index })));
				},
			});
			expect(new Set(ids).size).toBe(ids.length);
			expect(ids).toEqual(expect.arrayContaining(throughout(200, list)));
		},
	);

	test('rows inserted before the offset without totals: none twice, none lost', async () => {
		const { ids } = await read(200, {
			noTotal: true,
			before: (request, rows) => void (request === 2 && rows.unshift({ id: -1 })),
		});
		expect(ids).toEqual([...idsUpTo(200), -1]);
	});

	test('a row put at the end is returned as well', async () => {
		const { ids } = await read(120, {
			before: (request, rows) => void (request === 1 && rows.push({ id: 9999 })),
		});
		expect(ids).toEqual([...idsUpTo(120), 9999]);
	});

	test('a list that never rests ends all the same', async () => {
		let fresh = 100_000;
		const { ids, list } = await read(200, {
			before: (request, rows) => {
				if (request % 2 === 0) rows.shift();
				else rows.unshift({ id: fresh++ });
			},
		});
		expect(new Set(ids).size).toBe(ids.length);
		expect(list.asked.length).toBeLessThan(60);
	});

	test('one row deleted and one added between two pages: no other row is lost', async () => {
		const { ids, list } = await read(200, {
			before: (request, rows) => {
				if (request === 1) rows.shift();
				if (request === 1) rows.push({ id: 9999 });
			},
		});
		expect(ids).toEqual(expect.arrayContaining(throughout(200, list)));
	});

	test('a row deleted on a server without totals: no other row is lost', async () => {
		const { ids, list } = await read(200, {
			noTotal: true,
			before: (request, rows) => void (request === 1 && rows.shift()),
		});
		expect(ids).toEqual(expect.arrayContaining(throughout(200, list)));
	});

	test('a list that rests is read once', async () => {
		expect((await read(420, { totalOff: 3 })).list.asked.length).toBeLessThanOrEqual(10);
	});
});

describe('a server that ignores paging', () => {
	test.each<[string, number, number | undefined, unknown[]]>([
		['what it gives', 1, 1, []],
		['more', 1, 3, [[1, 3]]],
		['nothing', 1, undefined, [[1]]],
		['nothing, of more rows', 3, undefined, [[3]]],
		['fewer', 3, 1, [[3]]],
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
