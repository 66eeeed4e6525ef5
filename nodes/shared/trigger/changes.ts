import type { Entry, Feed } from './feed';
import { byDate, stateOf } from './feed';
import { readChanges, readWindows } from './readChanges';

/** What a feed's reader remembers. Plain JSON of bounded size. */
export interface Cursor {
	/** Newest date read, but never later than the server's clock at the time: ms since 1970. */
	newest: number;
	/** Where the next reading begins: what is dated before is done with. In ms since 1970. */
	from: number;
	/** What has been emitted of the changes dated `from` and later: date in ms, and a fingerprint while the date may still see another edit. */
	emitted: Record<string, string>;
	/** The server was found not to give the feed in the order of dates. */
	unordered?: boolean;
}

/** A change that has not been emitted. */
export interface Change extends Entry {
	/** When the thing last changed before, as far as that is still known: ms since 1970. */
	before?: number;
	/** Nothing of the thing was emitted since then: what has been made after it is new. In ms since 1970. */
	unknownSince: number;
}

/** How a poll reads. */
export interface Reading {
	/** Changes become visible up to so many ms after their date. */
	overlap: number;
	/** Asked after each page once something was emitted: true ends the poll early, and the next one continues. */
	stop: () => boolean;
	/**
	 * Works on the changes of one page before they count as emitted. Rejects: they do not. Resolves with how many do, from the
	 * first on; fewer than all end the poll.
	 */
	emit: (changes: Change[]) => Promise<number>;
	/** Says something to the log. */
	warn: (message: string) => void;
}

/** What is remembered at most: about 400 KB of JSON. Only more changes than this within the overlap go beyond it. */
const MOST_EMITTED = 20_000;
/** Of more changes than this (about a page) the overlap is not read again by every poll once it has passed. */
const MOST_READ_AGAIN = 40;
/** After its date has passed by the overlap and this (ms), no other edit can get the same date. */
const SAME_DATE_MARGIN = 2_000;

/** A cursor that has emitted nothing and begins at a date (ms). */
export const cursorAt = (date: number): Cursor => ({ newest: date, from: date, emitted: {} });

const dateEmitted = (emitted: string): number => Number(emitted.split(':')[0]);

/** Nothing else can get this date any more, and what has it has become visible. */
const isClosed = (date: number, overlap: number, time: number | undefined): boolean =>
	time !== undefined && time - date > overlap + SAME_DATE_MARGIN;

/** What is remembered of a change. */
const remember = ({ date, mark }: Entry, overlap: number, time: number | undefined): string =>
	isClosed(date, overlap, time) ? String(date) : `${date}:${mark}`;

/**
 * The changes that were not emitted yet, in order, and what is to be remembered once they are. A thing is emitted again when its
 * date is later, or when the date is the same and was young enough to be given to a second edit, and the content differs.
 * Rows older than what was emitted come from an index that lags, and rows before the cursor are done with.
 * @param time the server's clock when it responded, in ms
 */
export function notEmitted(
	cursor: Cursor,
	entries: Entry[],
	overlap: number,
	time?: number,
): { changes: Change[]; emitted: Cursor['emitted'] } {
	const changes: Change[] = [];
	const emitted: Cursor['emitted'] = {};
	for (const entry of [...entries].sort(byDate)) {
		if (entry.date < cursor.from) continue;
		const known = emitted[entry.id] ?? cursor.emitted[entry.id];
		const before = known === undefined ? undefined : dateEmitted(known);
		const isStale =
			before !== undefined && entry.date < before && !(time !== undefined && before > time);
		if (isStale) continue;
		emitted[entry.id] = remember(entry, overlap, time);
		if (known === String(entry.date) || known === `${entry.date}:${entry.mark}`) continue;
		const unknownSince = before ?? cursor.from;
		changes.push({ ...entry, unknownSince, ...(before === undefined ? {} : { before }) });
	}
	return { changes, emitted };
}

/**
 * Moves a cursor behind what was read. `from` stays the overlap behind, unless there is much in it and it has passed, and
 * never gets past the time of the server's first response, since what was committed while the poll was reading may become
 * visible later.
 * @param newest newest date read; @param time the server's clock at the first response of the poll
 * @param whole false: the poll stopped early
 */
export function advance(
	cursor: Cursor,
	newest: number,
	overlap: number,
	time: number | undefined,
	whole: boolean,
	warn: (message: string) => void,
): Cursor {
	const upTo = Math.max(cursor.newest, Math.min(newest, time ?? newest));
	let from = Math.max(cursor.from, upTo - overlap);
	let emitted = Object.entries(cursor.emitted).filter(([, one]) => dateEmitted(one) >= from);
	if (whole && emitted.length > MOST_READ_AGAIN && isClosed(upTo + 1, overlap, time)) {
		// A query starts 1 ms before `from`, and may find that moment itself.
		return { ...cursor, newest: upTo, from: upTo + 2, emitted: {} };
	}
	if (emitted.length > MOST_EMITTED) {
		const dates = emitted.map(([, one]) => dateEmitted(one)).sort((a, b) => b - a);
		const cut = dates[MOST_EMITTED] ?? -Infinity;
		// Inside a date that is not read to its end, nothing may be forgotten.
		if (whole || cut < newest) {
			warn(
				`More than ${MOST_EMITTED} changes within the overlap: changes dated up to ${new Date(cut).toISOString()} that become visible only later will not be emitted`,
			);
			from = cut + 1;
			emitted = emitted.filter(([, one]) => dateEmitted(one) >= from);
		}
	}
	return { ...cursor, newest: upTo, from, emitted: Object.fromEntries(emitted) };
}

/**
 * A cursor later than the server's clock: the clock was set back, and what changes now gets dates that were read already.
 * The cursor goes back by as much as the clock did, twice over, so that nothing is lost; things may be emitted again.
 */
function heedClock(cursor: Cursor, { overlap, warn }: Reading, time: number | undefined): Cursor {
	// Up to the overlap, what gets earlier dates is read anyway.
	if (time === undefined || cursor.newest <= time + overlap) return cursor;
	const back = cursor.newest - time;
	const from = Math.min(cursor.from, time - back - overlap);
	warn(
		`The server's clock went back by ${Math.round(back / 1000)} s: changes since ${new Date(from).toISOString()} are read again, and some may be emitted a second time`,
	);
	// Nothing counts as read behind the new beginning, or a poll that stops early would skip the rest.
	return { ...cursor, newest: from, from, emitted: { ...cursor.emitted } };
}

/**
 * One poll of one feed: reads on from the cursor, emits what is new page by page, and resolves with the cursor behind it.
 * The cursor that came in stays as it is. When a request fails after pages were emitted, what was emitted is remembered, and the
 * next poll reads from the same place again and meets the failure.
 * @returns the new cursor, and whether there was anything in the feed at all, emitted before or not
 * @throws what the feed or `emit` throws, as long as nothing was emitted
 */
export async function pollFeed(
	feed: Feed,
	before: Cursor,
	reading: Reading,
): Promise<{ cursor: Cursor; emitted: number; found: boolean; time?: number }> {
	const { overlap, emit, warn } = reading;
	let cursor: Cursor = { ...before, emitted: { ...before.emitted } };
	let firstTime: number | undefined;
	let upTo = -Infinity;
	let emitted = 0;
	let found = false;
	let whole = false;
	let begun = false;
	/** The poll ends in the middle of a page. */
	let isCut = false;
	// What was emitted before is read first: a poll that ends there never gets beyond it.
	const stop = () => isCut || (emitted > 0 && reading.stop());

	/** Reads to the end, or until it is time to stop; true: begin again, with the cursor set back. */
	const read = async (): Promise<boolean> => {
		const reader = cursor.unordered || !feed.ordered ? readWindows : readChanges;
		for await (const batch of reader(feed, cursor.from, stop)) {
			const { entries, time } = batch;
			if (batch.unordered) cursor.unordered = true;
			if (isCut) {
				// More comes only where the order was not kept: what lies before the cut is not known.
				upTo = -Infinity;
				return false;
			}
			if (!begun) {
				begun = true;
				firstTime = time;
				const heeded = heedClock(cursor, reading, time);
				if (heeded !== cursor) {
					cursor = heeded;
					return true;
				}
			}
			found ||= entries.length > 0 || batch.withheld === true;
			const news = notEmitted(cursor, entries, overlap, time);
			const count = news.changes.length > 0 ? await emit(news.changes) : 0;
			emitted += count;
			const next = news.changes[count];
			if (next) {
				const before = [...entries].sort(byDate);
				const end = before.findIndex((entry) => stateOf(entry) === stateOf(next));
				Object.assign(
					cursor.emitted,
					notEmitted(cursor, before.slice(0, end), overlap, time).emitted,
				);
				isCut = true;
				upTo = next.date - 1;
				whole = false;
				continue;
			}
			Object.assign(cursor.emitted, news.emitted);
			({ upTo, last: whole } = batch);
		}
		return false;
	};

	const readAll = async () => {
		if (await read()) await read();
	};
	await readAll().catch((error: unknown) => {
		if (emitted === 0) throw error;
		// Whether something was left behind shows only at the end.
		upTo = -Infinity;
		whole = false;
		warn(`The poll ended early: ${error instanceof Error ? error.message : String(error)}`);
	});
	return {
		cursor: advance(cursor, Math.max(cursor.newest, upTo), overlap, firstTime, whole, warn),
		emitted,
		found,
		...(firstTime === undefined ? {} : { time: firstTime }),
	};
}
