import { InvalidInput } from '../values/invalidInput';
import type { Entry, Feed, FeedPage, Range } from './feed';
import { byDate, stateOf } from './feed';

/** Changes that were read together. */
export interface Batch {
	/** In the order of their dates; a state may come again in a later batch. */
	entries: Entry[];
	/** All that is dated up to here has been read: ms since 1970. May go back when a list turns out not to be in order. */
	upTo: number;
	/** The server's clock when it responded, in ms. */
	time?: number;
	/** True: everything in the feed has been read. */
	last: boolean;
	/** The server does not give the feed in the order of dates. */
	unordered?: boolean;
	/** The server announced rows and gave none: nothing is known of them. */
	withheld?: boolean;
}

/** How a feed is read: from a date on (ms, included); `stop` is asked after each batch, true ends it early. */
export type Reader = (
	feed: Feed,
	from: number,
	stop?: () => boolean,
) => AsyncGenerator<Batch, void, undefined>;

/** A list that is not in order is read in windows of about so many rows: each is held in memory and read at least twice. */
const WINDOW_ROWS = 500;
/** A window is not cut smaller than this (ms), however many rows it holds. */
const NARROWEST_WINDOW = 1000;
/** How often a window is read before the trigger gives up and says so. */
const MOST_PASSES = 12;
/** How often an empty page that should not be empty is asked for again. */
const EMPTY_PAGE_ATTEMPTS = 2;

/** A single date may mean "after" or "from": a query that starts a moment earlier finds the moment itself either way. */
const startingAt = (from: number): number => from - 1;

/** Nothing comes after this page: it is short, and the server says so too. A full page is never taken for the last one. */
const isLast = ({ entries, total }: FeedPage, start: number, size: number): boolean =>
	entries.length < size && total !== undefined && start + entries.length >= total;

const isAscending = (entries: Entry[]): boolean =>
	entries.every(({ date }, index) => date >= (entries[index - 1]?.date ?? -Infinity));

/** A page; one that comes back empty although there should be more is asked for again. */
async function readPage(feed: Feed, range: Range, start: number): Promise<FeedPage> {
	for (let attempt = 1; ; attempt++) {
		const page = await feed.page(range, start);
		const more = page.total !== undefined && page.total > start;
		if (page.entries.length > 0 || !more || attempt === EMPTY_PAGE_ATTEMPTS) return page;
	}
}

/**
 * Whether nothing was left behind in a range (ms, both ends included) of which rows were read: one request. The newest rows
 * must be known and descend, which they do not where the server ignores the order, and there may not be more than were read.
 * Rows that changed meanwhile are no longer in the range.
 * @param dates the date of each thing that was read
 */
async function isWholeRange(
	feed: Feed,
	from: number,
	to: number,
	dates: ReadonlyMap<string, number>,
): Promise<boolean> {
	if (to < from) return true;
	const { entries, total } = await (feed.newest?.({ from, to }) ?? feed.page({ from, to }, 0));
	const isKnown = entries.every(({ id, date }) => dates.get(id) === date);
	const descends = !feed.newest || isAscending([...entries].reverse());
	if (!isKnown || !descends || total === undefined) return false;
	let read = 0;
	for (const date of dates.values()) if (date >= from && date <= to) read += 1;
	return total <= read;
}

/**
 * Reads a feed, oldest first, without trusting offsets: after each page the query starts again at the last date read. Rows
 * that move to the end while pages are read shift nothing that is still to come. Only
 * inside one date, where there is no later one to start at, it continues by offset: each such page begins with the row that
 * ended the one before, and where it does not, the date is read again from its beginning.
 *
 * The order is checked, not trusted. Rows must ascend. And where it took more than one page, the server is asked at the end
 * what there is up to the last date, newest first: see `isWholeRange`. Where something was left behind, and where the server
 * does not say how many rows there are, everything is read again by `readWindows`.
 * @throws what the feed's requests throw; InvalidInput for a list that never stands still
 */
export const readChanges: Reader = async function* (feed, from, stop = () => false) {
	let anchor = from;
	let start = 0;
	let previous: Entry | undefined;
	let restarts = 0;
	/** Read at the anchor's date or later. */
	const known = new Set<string>();
	/** The date of each thing that was read. */
	const dates = new Map<string, number>();

	for (;;) {
		const page = await readPage(feed, { from: startingAt(anchor) }, start);
		const { entries, time, total } = page;
		const last = isLast(page, start, feed.size);
		const stamp = time === undefined ? {} : { time };
		const isFirst = dates.size === 0 && start === 0;

		if (!isAscending(entries) || total === undefined) {
			const order = total === undefined ? {} : { unordered: true };
			if (isFirst && last) {
				const sorted = [...entries].sort(byDate);
				const upTo = sorted[sorted.length - 1]?.date ?? from;
				yield { entries: sorted, upTo, ...stamp, last, ...order };
			} else for await (const one of readWindows(feed, from, stop)) yield { ...one, ...order };
			return;
		}
		const [first] = entries;
		const isShifted =
			previous !== undefined && first !== undefined && stateOf(first) !== stateOf(previous);
		if (isShifted) {
			if (++restarts > MOST_PASSES) throw restless();
			previous = undefined;
			start = 0;
			continue;
		}

		const end = entries[entries.length - 1];
		const upTo = end?.date ?? anchor;
		for (const { id, date } of entries) dates.set(id, date);
		const ends = last || end === undefined;
		// An empty page of a list that is announced as longer says nothing about what is in the list.
		const withheld = end === undefined && total > start;
		yield {
			entries: entries.filter((entry) => !known.has(stateOf(entry))),
			upTo,
			...stamp,
			last: ends && !withheld,
			...(withheld ? { withheld } : {}),
		};
		if (ends || stop()) {
			const isWhole = isFirst && ends;
			if (!isWhole && !(await isWholeRange(feed, from, upTo - 1, dates)))
				yield* readWindows(feed, from, stop);
			return;
		}
		if (upTo > anchor) {
			anchor = upTo;
			start = 0;
			previous = undefined;
			restarts = 0;
			known.clear();
		} else {
			// A page of one row has no room for a row of the one before.
			const overlap = entries.length > 1 ? 1 : 0;
			start += entries.length - overlap;
			previous = overlap === 1 ? end : undefined;
		}
		for (const entry of entries) if (entry.date >= anchor) known.add(stateOf(entry));
	}
};

const restless = (): InvalidInput =>
	new InvalidInput(
		'The list of changes does not stand still: several attempts to read it found different rows',
		'Nothing was emitted and nothing is lost: the next poll tries again. If this continues, narrow the trigger down to fewer projects or item types.',
	);

interface Pass {
	entries: Entry[];
	/** The server's clock at its first response, in ms. */
	time?: number;
	/** All rows came in one response: nothing can have moved. */
	atOnce: boolean;
	/** False: given up, there are more rows than asked for. */
	whole: boolean;
}

/** All rows of a range by offset, unless there are more than `mostRows`. */
async function readPass(feed: Feed, range: Range, mostRows = Infinity): Promise<Pass> {
	const pass: Pass = { entries: [], atOnce: false, whole: false };
	const { entries } = pass;
	for (;;) {
		const start = entries.length;
		const page = await readPage(feed, { ...range, from: startingAt(range.from) }, start);
		if (start === 0 && page.time !== undefined) pass.time = page.time;
		entries.push(...page.entries);
		if (entries.length > mostRows || (page.total ?? 0) > mostRows) return pass;
		if (page.entries.length === 0 || isLast(page, start, feed.size)) {
			return { ...pass, whole: true, atOnce: start === 0 };
		}
	}
}

/**
 * Reads a feed that the server does not give in the order of dates: a window of dates after the other, each read until a
 * pass finds nothing that the ones before did not find (what changed since the first pass began does not count: the next
 * poll reads it). A window that came whole in one response needs no second pass.
 */
export const readWindows: Reader = async function* (feed, from, stop = () => false) {
	let low = from;
	// Until it is known to be too long, the window has no end.
	let width = Infinity;
	for (;;) {
		const range: Range = width === Infinity ? { from: low } : { from: low, to: low + width };
		const mostRows = width <= NARROWEST_WINDOW ? Infinity : WINDOW_ROWS;
		const pass = await readPass(feed, range, mostRows);
		const { time } = pass;
		if (!pass.whole) {
			const upToNow = (time ?? low + DAY) - low;
			width = Math.max(NARROWEST_WINDOW, Math.floor(Math.min(width, upToNow) / 2));
			continue;
		}
		const found = new Map<string, Entry>();
		/** How many rows are new that the passes before should have found. */
		const add = (entries: Entry[]): number => {
			let missed = 0;
			for (const entry of entries) {
				if (range.to !== undefined && entry.date > range.to) continue;
				if (found.has(stateOf(entry))) continue;
				found.set(stateOf(entry), entry);
				if (time === undefined || entry.date <= time) missed += 1;
			}
			return missed;
		};
		add(pass.entries);
		for (let passes = 1, settled = pass.atOnce; !settled; passes++) {
			if (passes === MOST_PASSES) throw restless();
			settled = add((await readPass(feed, range)).entries) === 0;
		}
		const last = range.to === undefined;
		const entries = [...found.values()].sort(byDate);
		const upTo = range.to ?? entries[entries.length - 1]?.date ?? low;
		yield { entries, upTo, ...(time === undefined ? {} : { time }), last };
		if (last || stop()) return;
		low += width;
		width = time !== undefined && low + width >= time ? Infinity : width * 2;
	}
};

/** A first guess for the length of a list whose server does not say what time it is. */
const DAY = 86_400_000;
