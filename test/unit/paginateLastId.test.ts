import type { IDataObject } from 'n8n-workflow';
import { byLastId, collect } from '../../nodes/shared/paging/paginate';
import { caught } from './support/errors';
import type { ListBehaviour, ListRow } from './support/movingList';
import { MovingList, rowsUpTo, sameRows } from './support/movingList';

const policy = byLastId({ last: 'lastId', start: 'startAt', size: 'maxResults' }, 50);

async function read(count: number, behavior: ListBehaviour = {}, limit?: number) {
	const list = new MovingList(rowsUpTo(count), behavior);
	const options = { fetchPage: list.fetchPage, identify: ({ id }: ListRow) => id, limit };
	const rows = await list.clock.during(collect(policy<ListRow>(options)));
	return { list, ids: rows.map(({ id }) => id) };
}
const idsUpTo = (count: number) => rowsUpTo(count).map(({ id }) => id);
const lastIds = (list: MovingList) => list.queries.map(({ lastId }) => lastId);

describe('a server that knows lastId', () => {
	test('starts at 0, goes on from the last id, ends on an empty page', async () => {
		const { ids, list } = await read(120);
		expect(ids).toEqual(idsUpTo(120));
		expect(lastIds(list)).toEqual([0, 500, 1000, 1200]);
		expect(list.queries.map(({ startAt }) => startAt)).toEqual([0, 0, 0, 0]);
	});

	test.each([0, 1, 49, 50, 51, 100, 101])('%i rows, with and without a cap', async (count) => {
		expect((await read(count)).ids).toEqual(idsUpTo(count));
		expect((await read(count, { cap: 7 })).ids).toEqual(idsUpTo(count));
		expect((await read(count, { noTotal: true })).ids).toEqual(idsUpTo(count));
	});

	test.each([1, 49, 50, 51, 120])('Limit %i gives exactly so many rows', async (limit) => {
		const { ids, list } = await read(300, {}, limit);
		expect(ids).toEqual(idsUpTo(limit));
		expect(list.asked).toHaveLength(Math.ceil(limit / 50));
	});

	test('rows deleted and inserted before the last id lose and repeat nothing', async () => {
		const { ids, list } = await read(200, {
			before: (request, rows) => {
				if (request === 1) rows.splice(0, 10);
				if (request === 2) rows.unshift({ id: 1 }, { id: 2 });
			},
		});
		expect(new Set(ids).size).toBe(ids.length);
		const throughout = idsUpTo(200).filter((id) => list.rows.some((row) => row.id === id));
		expect(ids.filter((id) => throughout.includes(id))).toEqual(throughout);
	});

	test('an error on a later page rejects with it', async () => {
		const list = new MovingList(rowsUpTo(200), { failAt: 2 });
		const pages = policy<ListRow>({ fetchPage: list.fetchPage, identify: ({ id }) => id });
		const error = await list.clock.during(caught(() => collect(pages)));
		expect(error.message).toBe('request 2 was refused');
	});
});

describe('an older server that ignores lastId', () => {
	test.each([0, 1, 50, 51, 120, 230])('%i rows come by offset, each once', async (count) => {
		const { ids } = await read(count, { lastId: 'ignored' });
		expect(ids).toEqual(idsUpTo(count));
	});

	test('with a cap below the asked size', async () => {
		expect((await read(120, { lastId: 'ignored', cap: 20 })).ids).toEqual(idsUpTo(120));
	});

	test.each([1, 50, 51, 120])('Limit %i', async (limit) => {
		expect((await read(300, { lastId: 'ignored' }, limit)).ids).toEqual(idsUpTo(limit));
	});

	test('sends lastId all the time, so that a server that insists on it is content', async () => {
		const { list } = await read(120, { lastId: 'ignored' });
		for (const query of list.queries) expect(query).toHaveProperty('lastId');
	});
});

/** Pages by offset and refuses a request that does not carry both parameters. */
class InsistingList extends MovingList {
	override fetchPage = async (query: IDataObject) => {
		if (query.lastId === undefined || query.startAt === undefined) throw new Error('400');
		const start = query.startAt as number;
		return await Promise.resolve({ rows: this.rows.slice(start, start + 50) });
	};
}

test('a server that wants both lastId and startAt gets both and gives every row once', async () => {
	const list = new InsistingList(rowsUpTo(170));
	const pages = policy<ListRow>({ fetchPage: list.fetchPage, identify: ({ id }) => id });
	expect((await collect(pages)).map(({ id }) => id)).toEqual(idsUpTo(170));
});

test('a list whose rows have no id ends', async () => {
	const list = new MovingList(rowsUpTo(120), { lastId: 'ignored' });
	const pages = policy<ListRow>({
		fetchPage: list.fetchPage,
		identify: () => undefined,
		limit: 120,
	});
	const rows = await list.clock.during(collect(pages));
	expect(rows.length).toBeLessThanOrEqual(120);
});

describe('a server that ignores paging', () => {
	test.each<[string, number, number | undefined, unknown[]]>([
		['what it gives', 1, 1, []],
		['more', 1, 3, [[1, 3]]],
		['nothing', 3, undefined, [[3]]],
		['fewer', 3, 1, []],
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
