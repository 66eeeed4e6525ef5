import type { Entry } from '../../nodes/shared/trigger/feed';
import { stateOf } from '../../nodes/shared/trigger/feed';
import type { Batch } from '../../nodes/shared/trigger/readChanges';
import { readChanges, readWindows } from '../../nodes/shared/trigger/readChanges';
import { InvalidInput } from '../../nodes/shared/values/invalidInput';
import { caught } from './support/errors';
import { listFeed, scriptedFeed } from './support/scriptedFeed';

const entry = (id: number, date: number, mark = 'a'): Entry => ({
	id: String(id),
	date,
	mark,
	row: { id },
});
const range = (count: number, dateOf: (n: number) => number) =>
	Array.from({ length: count }, (_, n) => entry(n + 1, dateOf(n)));

async function read(batches: AsyncIterable<Batch>) {
	const all: Batch[] = [];
	for await (const batch of batches) all.push(batch);
	const entries = all.flatMap((batch) => batch.entries);
	return { all, entries, states: entries.map(stateOf) };
}

describe('a list in order', () => {
	test('one short page: one request', async () => {
		const { feed, asked } = listFeed(
			range(2, (n) => 100 + n),
			3,
		);
		const { all } = await read(readChanges(feed, 100));
		expect(all).toMatchObject([{ last: true, entries: [{ id: '1' }, { id: '2' }] }]);
		expect(asked).toEqual(['from 99 at 0']);
	});

	test('a full page is not taken for the last one', async () => {
		const { feed, asked } = listFeed(
			range(3, (n) => 100 + n),
			3,
		);
		const { all } = await read(readChanges(feed, 100));
		expect(asked).toEqual(['from 99 at 0', 'from 101 at 0', 'from 100 to 101 at 0']);
		expect(all.at(-1)?.last).toBe(true);
	});

	test('each page starts at the last date of the one before, not at an offset', async () => {
		const { feed, asked } = listFeed(
			range(7, (n) => 100 + n),
			3,
		);
		const { states } = await read(readChanges(feed, 100));
		expect(asked.slice(0, -1)).toEqual([
			'from 99 at 0',
			'from 101 at 0',
			'from 103 at 0',
			'from 105 at 0',
		]);
		expect(new Set(states).size).toBe(7);
	});

	test('inside one date it goes on by offset, each page joined to the one before', async () => {
		const { feed, asked } = listFeed(
			range(7, () => 100),
			3,
		);
		const { states } = await read(readChanges(feed, 100));
		expect(asked).toEqual(['from 99 at 0', 'from 99 at 2', 'from 99 at 4', 'from 99 at 6']);
		expect(states).toHaveLength(7);
	});

	test('pages of one row', async () => {
		const { feed } = listFeed(
			range(4, () => 100),
			1,
		);
		expect(new Set((await read(readChanges(feed, 100))).states).size).toBe(4);
	});

	test('rows that move to the end while pages are read are not missed', async () => {
		const rows = range(9, (n) => 100 + n);
		const before = (request: number) => {
			const row = rows[request - 1];
			if (row && request < 5) Object.assign(row, { date: 200 + request });
		};
		const { feed } = listFeed(rows, 3, { before });
		const { states } = await read(readChanges(feed, 100));
		for (const row of rows) expect(states).toContain(stateOf(row));
	});

	test('one date whose rows move is read again from its beginning', async () => {
		const rows = range(8, () => 100);
		const before = (request: number) => {
			if (request === 2) Object.assign(rows[0] as Entry, { date: 150 });
		};
		const { feed, asked } = listFeed(rows, 3, { before });
		const { states } = await read(readChanges(feed, 100));
		expect(asked.filter((one) => one === 'from 99 at 0').length).toBeGreaterThan(1);
		for (const row of rows) expect(states).toContain(stateOf(row));
	});

	test('an empty page that should not be empty is asked for again', async () => {
		const rows = [entry(1, 100)];
		const { feed, asked } = scriptedFeed(
			[
				{ rows: [], total: 1 },
				{ rows, total: 1 },
			],
			3,
		);
		expect((await read(readChanges(feed, 100))).entries).toEqual(rows);
		expect(asked).toEqual(['from 99 at 0', 'from 99 at 0']);
	});

	test('at the end of several pages it asks how many there are, and once is enough', async () => {
		const { feed, asked } = listFeed(
			range(7, (n) => 100 + n),
			3,
		);
		await read(readChanges(feed, 100));
		expect(asked.filter((one) => one.includes(' to '))).toEqual(['from 100 to 105 at 0']);
	});

	test('it asks, too, when it is stopped early', async () => {
		const { feed, asked } = listFeed(
			range(7, (n) => 100 + n),
			3,
		);
		const { all } = await read(readChanges(feed, 100, () => true));
		expect(asked).toEqual(['from 99 at 0', 'from 100 to 101 at 0']);
		expect(all).toMatchObject([{ last: false, upTo: 102 }]);
	});

	test('pages that ascend by chance: what they left behind is found', async () => {
		const rows = [5, 6, 7, 1, 2, 8, 3, 9, 4].map((date, n) => entry(n + 1, 100 + date));
		const { feed } = listFeed(rows, 3, { ordered: false });
		const { all, states } = await read(readChanges(feed, 100, () => true));
		for (const row of rows) expect(states).toContain(stateOf(row));
		expect(all.at(-1)?.last).toBe(true);
	});

	test('what the feed throws comes through', async () => {
		const broken = new Error('broken');
		const { feed } = scriptedFeed([broken], 3);
		expect(await caught(() => read(readChanges(feed, 100)))).toBe(broken);
	});
});

describe('a list out of order', () => {
	const shuffled = (count: number) => {
		const rows = range(count, (n) => 100_000 + ((n * 37) % count) * 1000);
		return rows;
	};

	test('is noticed, read as a whole, and emitted in order', async () => {
		const { feed } = listFeed(shuffled(20), 5, { ordered: false });
		const { entries, all } = await read(readChanges(feed, 100));
		expect(entries.map(({ date }) => date)).toEqual(
			range(20, (n) => 100_000 + n * 1000).map(({ date }) => date),
		);
		expect(all[0]?.unordered).toBe(true);
	});

	test('and a server that leaves totals out', async () => {
		const { feed } = listFeed(shuffled(20), 5, { ordered: false, total: false });
		expect((await read(readChanges(feed, 100))).entries).toHaveLength(20);
	});

	test('one answer is enough where everything came in it', async () => {
		const { feed, asked } = listFeed(shuffled(4), 5, { ordered: false });
		await read(readWindows(feed, 100));
		expect(asked).toEqual(['from 99 at 0']);
	});

	test('several pages are read until a pass finds nothing new', async () => {
		const { feed, asked } = listFeed(shuffled(8), 5, { ordered: false });
		await read(readWindows(feed, 100));
		expect(asked).toEqual(['from 99 at 0', 'from 99 at 5', 'from 99 at 0', 'from 99 at 5']);
	});

	test('a long list is read in windows that hold a limited number of rows', async () => {
		const { feed, asked } = listFeed(shuffled(2000), 50, { ordered: false });
		const { all, states } = await read(readWindows(feed, 100_000));
		expect(new Set(states).size).toBe(2000);
		expect(all.length).toBeGreaterThan(3);
		for (const { entries } of all) expect(entries.length).toBeLessThanOrEqual(501);
		expect(asked.some((one) => one.includes(' to '))).toBe(true);
		const dates = all.flatMap(({ entries }) => entries.map(({ date }) => date));
		expect(dates).toEqual([...dates].sort((a, b) => a - b));
	});

	test('passes that never agree are an error that says what to do', async () => {
		const rows = range(8, (n) => 100 + n);
		let next = 100;
		const before = () => {
			next += 1;
			Object.assign(rows[next % 8] as Entry, { mark: `m${next}` });
		};
		const { feed } = listFeed(rows, 5, { ordered: false, before });
		const error = await caught(() => read(readWindows(feed, 100)));
		expect(error).toBeInstanceOf(InvalidInput);
		expect(error.message).toMatch(/does not stand still/);
		expect((error as InvalidInput).description).toMatch(/nothing is lost.*fewer projects/);
	});
});
