import { advance, cursorAt, pollFeed, type Cursor } from '../../nodes/shared/trigger/changes';
import type { Entry, Feed } from '../../nodes/shared/trigger/feed';

const OVERLAP = 5000;
const DATE = Date.UTC(2026, 0, 15, 12);
const COUNT = 300;
const never = () => {
	throw new Error('nothing to say');
};

/** So many items of one date, and one more that may come. */
function bulk(dateOfOther?: number) {
	const entries: Entry[] = Array.from({ length: COUNT }, (_, n) => ({
		id: String(n + 1),
		date: DATE,
		mark: '',
		row: {},
	}));
	if (dateOfOther) entries.push({ id: 'other', date: dateOfOther, mark: '', row: {} });
	let requests = 0;
	const pages = { time: 0 };
	const feed: Feed = {
		size: 50,
		ordered: true,
		page: async ({ from }, start) => {
			requests += 1;
			const found = entries.filter(({ date }) => date >= from);
			const page = found.slice(start, start + 50);
			return await Promise.resolve({ entries: page, total: found.length, time: pages.time });
		},
	};
	const poll = async (cursor: Cursor, time: number) => {
		requests = 0;
		pages.time = time;
		const emitted: string[] = [];
		const emit = async (changes: Entry[]) =>
			await Promise.resolve(emitted.push(...changes.map(({ id }) => id)) && changes.length);
		const reading = { overlap: OVERLAP, stop: () => false, emit, warn: never };
		const outcome = await pollFeed(feed, cursor, reading);
		return { cursor: outcome.cursor, emitted, requests };
	};
	return poll;
}

describe('many changes of one moment', () => {
	it('are read again while others of that moment may come, and no more when the overlap has passed', async () => {
		const poll = bulk();
		const first = await poll(cursorAt(DATE - 60_000), DATE + 1000);
		expect(first.emitted).toHaveLength(COUNT);
		expect(first.cursor.from).toBe(DATE - OVERLAP);
		const second = await poll(first.cursor, DATE + 60_000);
		expect(second).toMatchObject({ emitted: [], cursor: { newest: DATE, emitted: {} } });
		expect(second.requests).toBeGreaterThan(COUNT / 50);
		const third = await poll(second.cursor, DATE + 120_000);
		expect(third).toMatchObject({ emitted: [], requests: 1, cursor: { from: second.cursor.from } });
	});

	it('do not hide the next change, whenever it becomes visible', async () => {
		const before = await bulk()(cursorAt(DATE - 60_000), DATE + 60_000);
		const after = await bulk(DATE + 1000)(before.cursor, DATE + 600_000);
		expect(after.emitted).toEqual(['other']);
	});

	it('stay remembered where the poll did not read to the end', () => {
		const emitted = Object.fromEntries(
			Array.from({ length: COUNT }, (_, n) => [String(n), String(DATE)]),
		);
		const cursor = { ...cursorAt(DATE), emitted };
		const late = DATE + 60_000;
		expect(advance(cursor, DATE, OVERLAP, late, false, never).emitted).toEqual(emitted);
		expect(advance(cursor, DATE, OVERLAP, undefined, true, never).emitted).toEqual(emitted);
	});
});
