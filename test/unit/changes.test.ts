import type { Change, Cursor, Reading } from '../../nodes/shared/trigger/changes';
import { advance, cursorAt, pollFeed, notEmitted } from '../../nodes/shared/trigger/changes';
import type { Entry } from '../../nodes/shared/trigger/feed';
import { caught } from './support/errors';
import { listFeed, scriptedFeed } from './support/scriptedFeed';

const T = 1_000_000_000;
const OVERLAP = 5000;
const entry = (id: number, date: number, mark = 'a'): Entry => ({
	id: String(id),
	date,
	mark,
	row: { id },
});
const lines = (changes: Change[]) =>
	changes.map(({ id, date, mark }) => `${id}@${date - T}:${mark}`);

describe('notEmitted', () => {
	const emit = (cursor: Cursor, entries: Entry[], time?: number) =>
		notEmitted(cursor, entries, OVERLAP, time);

	test('tells in the order of dates, then of ids', () => {
		const { changes } = emit(cursorAt(T), [entry(10, T + 5), entry(9, T + 5), entry(1, T + 2)]);
		expect(lines(changes)).toEqual(['1@2:a', '9@5:a', '10@5:a']);
	});

	test.each<[string, Cursor['emitted'], Entry, boolean]>([
		['a state that was emitted', { 1: `${T}:a` }, entry(1, T, 'a'), false],
		['a state that was emitted long ago', { 1: `${T}` }, entry(1, T, 'b'), false],
		['another content of the same date', { 1: `${T}:a` }, entry(1, T, 'b'), true],
		['a later date with the same content', { 1: `${T}:a` }, entry(1, T + 1, 'a'), true],
		['an earlier state, from an index that lags', { 1: `${T + 9}:b` }, entry(1, T, 'a'), false],
		['what is dated before the cursor', {}, entry(1, T - 1), false],
		['what is dated at the cursor', {}, entry(1, T), true],
	])('%s', (_, emitted, one, isTold) => {
		expect(emit({ ...cursorAt(T), emitted }, [one]).changes).toHaveLength(isTold ? 1 : 0);
	});

	test('an earlier date is emitted when the one before lies ahead of the clock', () => {
		const cursor = { ...cursorAt(T), emitted: { 1: `${T + 3_600_000}:a` } };
		expect(emit(cursor, [entry(1, T + 1, 'b')], T + 2).changes).toHaveLength(1);
		expect(emit(cursor, [entry(1, T + 1, 'b')]).changes).toHaveLength(0);
	});

	test('says when the thing was emitted before, and since when nothing is known', () => {
		const cursor = { ...cursorAt(T), emitted: { 1: `${T + 1}:a` } };
		const { changes } = emit(cursor, [entry(1, T + 2), entry(2, T + 2)]);
		expect(changes).toMatchObject([
			{ id: '1', before: T + 1, unknownSince: T + 1 },
			{ id: '2', unknownSince: T },
		]);
		expect(changes[1]).not.toHaveProperty('before');
	});

	test('two states of one thing in one batch are emitted one after the other', () => {
		const { changes, emitted } = emit(cursorAt(T), [entry(1, T + 2, 'b'), entry(1, T + 1, 'a')]);
		expect(lines(changes)).toEqual(['1@1:a', '1@2:b']);
		expect(emitted).toEqual({ 1: `${T + 2}:b` });
	});

	test('keeps the fingerprint only while another edit may get the same date', () => {
		const at = (time: number) => emit(cursorAt(T), [entry(1, T, 'a')], time).emitted['1'];
		expect(at(T + OVERLAP + 2000)).toBe(`${T}:a`);
		expect(at(T + OVERLAP + 2001)).toBe(String(T));
	});
});

describe('advance', () => {
	const warnings: string[] = [];
	const move = (cursor: Cursor, newest: number, time?: number, whole = true) =>
		advance(cursor, newest, OVERLAP, time, whole, (message) => warnings.push(message));

	beforeEach(() => (warnings.length = 0));

	test('follows the newest date and stays the overlap behind', () => {
		expect(move(cursorAt(T), T + 60_000)).toMatchObject({ newest: T + 60_000, from: T + 55_000 });
	});

	test('never passes the time of the first answer, and never goes back', () => {
		expect(move(cursorAt(T), T + 60_000, T + 10_000)).toMatchObject({ newest: T + 10_000 });
		expect(move(cursorAt(T), T - 60_000, T - 10_000)).toMatchObject({ newest: T, from: T });
	});

	test('forgets what lies before the next beginning', () => {
		const cursor = { ...cursorAt(T), emitted: { 1: `${T + 54_999}`, 2: `${T + 55_000}:a` } };
		expect(move(cursor, T + 60_000).emitted).toEqual({ 2: `${T + 55_000}:a` });
	});

	const many = (dateOf: (n: number) => number) => ({
		...cursorAt(T),
		emitted: Object.fromEntries(Array.from({ length: 20_500 }, (_, n) => [n, `${dateOf(n)}:a`])),
	});

	test('remembers 20,000 changes at most, and says so', () => {
		const moved = move(
			many((n) => T + (n >> 3)),
			T + 2562,
		);
		expect(Object.keys(moved.emitted).length).toBeLessThanOrEqual(20_000);
		expect(moved.from).toBeGreaterThan(T);
		expect(warnings.join()).toMatch(/More than 20000 changes within the overlap/);
	});

	test('forgets nothing of a date that is not read to its end', () => {
		const moved = move(
			many(() => T),
			T,
			undefined,
			false,
		);
		expect(Object.keys(moved.emitted)).toHaveLength(20_500);
		expect(moved.from).toBe(T);
		expect(warnings).toEqual([]);
	});
});

describe('pollFeed', () => {
	const run = async (
		pages: Parameters<typeof scriptedFeed>[0],
		cursor: Cursor,
		more: Partial<Reading> = {},
		size = 2,
	) => {
		const changes: Change[] = [];
		const warnings: string[] = [];
		const { feed, asked } = scriptedFeed(pages, size);
		const outcome = await pollFeed(feed, cursor, {
			overlap: OVERLAP,
			stop: () => false,
			emit: async (news) => {
				changes.push(...(await Promise.resolve(news)));
				return news.length;
			},
			warn: (message) => warnings.push(message),
			...more,
		});
		return { ...outcome, lines: lines(changes), warnings, asked };
	};

	test('nothing new: one request, and the cursor stays', async () => {
		const cursor = cursorAt(T);
		const { cursor: after, asked, found, emitted } = await run([{ rows: [], total: 0 }], cursor);
		expect({ after, found, emitted }).toEqual({ after: cursor, found: false, emitted: 0 });
		expect(asked).toEqual([`from ${T - 1} at 0`]);
	});

	test('leaves the cursor that came in as it was', async () => {
		const cursor = cursorAt(T);
		await run([{ rows: [entry(1, T + 1)], total: 1 }], cursor);
		expect(cursor).toEqual(cursorAt(T));
	});

	test('stops after the page that uses up the time, once something new was emitted', async () => {
		const known = { ...cursorAt(T), emitted: { 1: `${T + 1}:a`, 2: `${T + 2}:a` } };
		const pages = [
			{ rows: [entry(1, T + 1), entry(2, T + 2)], total: 4 },
			{ rows: [entry(2, T + 2), entry(3, T + 3)], total: 3 },
			// What there is before the last date read.
			{ rows: [entry(1, T + 1), entry(2, T + 2)], total: 2 },
		];
		const { lines: got, asked } = await run(pages, known, { stop: () => true });
		expect(got).toEqual(['3@3:a']);
		expect(asked).toHaveLength(3);
	});

	test('an error before anything was emitted is thrown, a later one ends the poll', async () => {
		const broken = new Error('broken');
		expect(await caught(() => run([broken], cursorAt(T)))).toBe(broken);
		const pages = [
			{ rows: [entry(1, T + 1), entry(2, T + 2)], total: 5 },
			{ rows: [entry(2, T + 2), entry(3, T + 3)], total: 4 },
			broken,
		];
		const { lines: got, warnings, cursor } = await run(pages, cursorAt(T));
		expect(got).toEqual(['1@1:a', '2@2:a', '3@3:a']);
		expect(warnings).toEqual(['The poll ended early: broken']);
		// Whether something was left behind is not known: it is emitted, and the next poll begins at the same place.
		expect(Object.keys(cursor.emitted)).toEqual(['1', '2', '3']);
		expect(cursor).toMatchObject({ newest: T, from: T });
	});

	test('emitted up to the middle of a page: all before the rest is done with, and the next poll goes on there', async () => {
		const rows = [
			entry(1, T + 10_000),
			entry(2, T + 20_000),
			entry(3, T + 20_000),
			entry(4, T + 30_000),
		];
		const { feed } = listFeed(rows, 3);
		const got: string[] = [];
		const reading: Reading = {
			overlap: OVERLAP,
			stop: () => false,
			emit: async (changes) =>
				await Promise.resolve(
					got.push(...lines(changes.slice(0, 2))) && Math.min(2, changes.length),
				),
			warn: (message) => expect(message).toBe(''),
		};
		const first = await pollFeed(feed, cursorAt(T), reading);
		expect(got).toEqual(['1@10000:a', '2@20000:a']);
		expect(first).toMatchObject({ emitted: 2, cursor: { newest: T + 19_999, from: T + 14_999 } });
		expect(first.cursor.emitted).toEqual({ 2: `${T + 20_000}:a` });
		const second = await pollFeed(feed, first.cursor, reading);
		expect(got.slice(2)).toEqual(['3@20000:a', '4@30000:a']);
		expect(second.cursor.newest).toBe(T + 30_000);
	});

	test('emitted up to the middle of a page of a server that does not sort: nothing counts as read', async () => {
		const rows = [entry(1, T + 20_000), entry(2, T + 30_000), entry(3, T + 10_000)];
		const { feed } = listFeed(rows, 2, { ordered: false });
		const got: string[] = [];
		const emit = async (changes: Change[]) =>
			await Promise.resolve(got.push(...lines(changes.slice(0, 1))) && 1);
		let cursor = cursorAt(T);
		for (let polls = 0; polls < 3; polls++) {
			const reading = { overlap: OVERLAP, stop: () => false, emit, warn: () => undefined };
			({ cursor } = await pollFeed({ ...feed, ordered: true }, cursor, reading));
		}
		expect(got.sort()).toEqual(['1@20000:a', '2@30000:a', '3@10000:a']);
	});

	test('what cannot be emitted does not count as emitted', async () => {
		const emit = async () => await Promise.reject(new Error('no label'));
		const pages = [{ rows: [entry(1, T + 1)], total: 1 }];
		expect((await caught(() => run(pages, cursorAt(T), { emit }))).message).toBe('no label');
	});

	test('a clock that was set back: begins again, by as much earlier', async () => {
		const time = T - 3_600_000;
		const pages = [
			{ rows: [], total: 0, time },
			{ rows: [entry(1, time + 1, 'new')], total: 1, time },
		];
		const { lines: got, asked, warnings, cursor } = await run(pages, cursorAt(T));
		expect(asked).toEqual([`from ${T - 1} at 0`, `from ${T - 2 * 3_600_000 - OVERLAP - 1} at 0`]);
		expect(got).toEqual([`1@${time + 1 - T}:new`]);
		expect(warnings.join()).toContain('clock went back by 3600 s');
		expect(cursor.newest).toBeLessThanOrEqual(time);
	});

	test('a clock that was set back, and a poll that stops early: the rest is not skipped', async () => {
		const time = T - 3_600_000;
		const old = time - 1_000_000;
		const pages = [
			{ rows: [], total: 0, time },
			{ rows: [entry(1, old), entry(2, old + 1)], total: 9, time },
			{ rows: [entry(2, old + 1), entry(3, old + 2)], total: 8, time },
		];
		const { cursor } = await run(pages, cursorAt(T), { stop: () => true });
		expect(cursor.newest).toBeLessThanOrEqual(old + 2);
		expect(cursor.from).toBeLessThanOrEqual(old + 2);
	});

	test('remembers that a server does not keep the order', async () => {
		const pages = [{ rows: [entry(1, T + 2), entry(2, T + 1)], total: 2 }];
		const both = await run(pages, cursorAt(T), {}, 3);
		expect(both.cursor.unordered).toBe(true);
		expect(both.lines).toEqual(['2@1:a', '1@2:a']);
	});
});
