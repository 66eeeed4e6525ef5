import type { IDataObject } from 'n8n-workflow';

export interface Page<Row> {
	rows: Row[];
	/** How many rows the whole list has, if the server says so. */
	total?: number;
	/** The server's clock when it responded, in ms since 1970, where the response says it. */
	time?: number;
	/** Whether this is the last page, if the server says so. */
	isLast?: boolean;
	/** What the server wants to be sent for the next page, if it pages by tokens. */
	next?: string;
	/** The most rows that the server puts on a page, if it says so. */
	size?: number;
	/** What the server says about the request that is no error. */
	warnings?: string[];
	/** What the page says of all its rows at once, such as the names of their fields: it stands in each row, too. */
	ofAllRows?: IDataObject;
}

export interface ReadOptions<Row> {
	/** Sends one request for a page; the query holds only the paging parameters. */
	fetchPage: (query: IDataObject) => Promise<Page<Row>>;
	/** What makes a row the same row when the list moves while it is read; undefined: never the same. */
	identify: (row: Row) => string | number | undefined;
	/** Stop after exactly so many rows. */
	limit?: number;
	/** How many pages may be on their way at once where the policy allows it; asked for each page. */
	concurrency?: () => number;
	/**
	 * Called when the server announced more rows than it gave (how many, if it said so), so that a short list is never a
	 * silent one.
	 */
	onIncomplete?: (read: number, announced?: number) => void;
}

/** Reads a list page by page: yields rows in the server's order, each once. Errors of `fetchPage` end it. */
export type PagePolicy = <Row>(options: ReadOptions<Row>) => AsyncGenerator<Row[], void, undefined>;

/** How often a list that moved while it was read is read again for the rows that slipped between two pages. */
export const EXTRA_PASSES = 2;
/** Pages in a row that may bring nothing new before a list counts as ended: a server that ignores paging gives one for ever. */
export const IDLE_PAGES = 10;

/** Keeps the rows not seen before, never more than the limit allows. */
export function collector<Row>({ identify, limit = Infinity }: ReadOptions<Row>) {
	/** In which pass a row came last. */
	const seen = new Map<string | number, number>();
	let pass = 0;
	let idle = 0;
	let count = 0;
	let repeated = 0;
	return {
		fresh(rows: Row[]): Row[] {
			const fresh: Row[] = [];
			idle += 1;
			for (const row of rows) {
				if (count >= limit) break;
				const id = identify(row);
				const known = id === undefined ? undefined : seen.get(id);
				if (known !== pass) idle = 0;
				if (id !== undefined) seen.set(id, pass);
				if (known !== undefined) {
					repeated += 1;
					continue;
				}
				count += 1;
				fresh.push(row);
			}
			return fresh;
		},
		/** Forgets what was counted as repeated: a second pass repeats everything on purpose. */
		nextPass() {
			pass += 1;
			idle = 0;
			repeated = 0;
		},
		/** Pages in a row, up to the last one, that brought nothing new to this pass. */
		get idle() {
			return idle;
		},
		get count() {
			return count;
		},
		get repeated() {
			return repeated;
		},
		get full() {
			return count >= limit;
		},
	};
}

/**
 * Paging by offset. Advances by what came back and never takes a short page for the last one, since servers cap page sizes
 * silently; ends on an empty page, or at the announced total where no further row follows it. Once the total is known
 * further pages are fetched together.
 * Each page begins with the row that ended the one before: where it does not, rows came or went meanwhile, and the list is
 * read again for those that slipped between two pages (as it is when rows repeat or the total changes). Ten pages in a row
 * without a new row end it, too: that server ignores paging.
 * @param names the query parameters for offset and size; @param pageSize rows to ask for
 */
export function byOffset(names: { start: string; size: string }, pageSize: number): PagePolicy {
	return async function* <Row>(options: ReadOptions<Row>) {
		const { fetchPage, identify, limit = Infinity, concurrency = () => 1, onIncomplete } = options;
		const rows = collector(options);
		let total: number | undefined;
		/** The most that was announced. */
		let most = 0;
		let moved = false;
		let stuck = false;

		const fetchAt = async (start: number, size: number): Promise<Row[]> => {
			const page = await fetchPage({ [names.start]: start, [names.size]: size });
			if (page.total !== undefined) {
				moved ||= total !== undefined && total !== page.total;
				total = page.total;
				most = Math.max(most, total);
			}
			return page.rows;
		};

		/** Rows `start` to `start + size`, however many requests the server's page cap makes of it. */
		const fetchRange = async (start: number, size: number): Promise<Row[]> => {
			const range: Row[] = [];
			while (range.length < size && start + range.length !== total) {
				const part = await fetchAt(start + range.length, size - range.length);
				if (part.length === 0) break;
				range.push(...part);
			}
			return range;
		};

		async function* pass(): AsyncGenerator<Row[], void, undefined> {
			const first = await fetchAt(0, Math.min(pageSize, limit));
			yield rows.fresh(first);
			let last = first[first.length - 1];
			if (last === undefined) return;
			// Rows without an id cannot be recognized, and a page of one row has no room for a row of the one before.
			const overlap = identify(last) === undefined || first.length === 1 ? 0 : 1;
			let offset = first.length;

			/** What is new in rows that were asked for from `overlap` before the offset on. */
			const advance = (range: Row[]): Row[] => {
				const [seam] = range;
				const joins =
					overlap === 0 || (seam !== undefined && identify(seam) === (last && identify(last)));
				moved ||= !joins;
				offset += Math.max(0, range.length - overlap);
				last = range[range.length - 1] ?? last;
				return rows.fresh(joins ? range.slice(overlap) : range);
			};

			const step = Math.max(1, first.length - overlap);
			/** More came than was announced: the total says nothing about where the list ends. */
			const isTooLow = () => total !== undefined && offset > total;
			const ahead: Array<{ size: number; range: Promise<Row[]> }> = [];
			let scheduled = offset;
			for (;;) {
				// One more than announced: only a row that is not there shows that the total is true.
				const isShort = first.length < pageSize && offset === first.length && offset === total;
				const known = total === undefined || isTooLow() || isShort ? 0 : total + 1;
				const end = Math.min(known, limit);
				while (ahead.length < concurrency() && scheduled < end) {
					const size = Math.min(step, end - scheduled) + overlap;
					const range = fetchRange(scheduled - overlap, size);
					// Its error is thrown when its turn comes; until then nobody else may call it unhandled.
					range.catch(() => undefined);
					ahead.push({ size, range });
					scheduled += size - overlap;
				}
				const next = ahead.shift();
				if (!next) break;
				const range = await next.range;
				yield advance(range);
				if (range.length < next.size && !isTooLow()) {
					// The list ends here now: what was asked for beyond is waited for, so that a next pass comes on top of nothing.
					await Promise.allSettled(ahead.map((one) => one.range));
					return;
				}
			}

			while (!rows.full && (total === undefined || isTooLow() || offset < total)) {
				const page = await fetchAt(offset - overlap, pageSize);
				// A short page may hold nothing but the row known already.
				if (page.length === overlap) page.push(...(await fetchAt(offset, pageSize)));
				yield advance(page);
				if (page.length <= overlap) return;
				stuck = rows.idle >= IDLE_PAGES;
				if (stuck) return;
			}
		}

		yield* pass();
		for (let extra = 0; extra < EXTRA_PASSES && !rows.full; extra++) {
			if (stuck || (!moved && rows.repeated === 0)) break;
			moved = false;
			rows.nextPass();
			yield* pass();
			rows.nextPass();
		}
		if (rows.full) return;
		if (rows.count < most) onIncomplete?.(rows.count, most);
		else if (stuck) onIncomplete?.(rows.count);
	};
}

/**
 * Paging by the id of the last row, for lists in ascending id order. Ends on an empty
 * page. A server that does not know the parameter responds with its first page again: then paging continues by offset, until a page
 * brings nothing new (that server ignores the offset, too).
 * @param names the query parameters for the last id, offset and size; @param pageSize rows to ask for
 */
export function byLastId(
	names: { last: string; start: string; size: string },
	pageSize: number,
): PagePolicy {
	return async function* <Row>(options: ReadOptions<Row>) {
		const { fetchPage, identify, limit = Infinity, onIncomplete } = options;
		const rows = collector(options);
		/** By the first page: what later ones announce may be the rest only. */
		let total: number | undefined;
		let last: string | number = 0;
		let offset = 0;
		let knowsLastId = true;

		while (!rows.full) {
			const size = Math.min(pageSize, limit);
			const start = knowsLastId ? 0 : offset;
			const page: Page<Row> = await fetchPage({
				[names.last]: last,
				[names.start]: start,
				[names.size]: size,
			});
			total ??= page.total;
			const isEmpty = page.rows.length === 0;
			const before = rows.count;
			const fresh = rows.fresh(page.rows);
			if (rows.count > before) yield fresh;
			else if (knowsLastId && !isEmpty) {
				knowsLastId = false;
				continue;
			} else {
				if (total !== undefined && rows.count < total) onIncomplete?.(rows.count, total);
				// An empty page is an end; the same rows again are none, unless they are as many as were announced.
				else if (total === undefined && !isEmpty) onIncomplete?.(rows.count);
				return;
			}
			const lastRow = page.rows[page.rows.length - 1];
			last = (lastRow === undefined ? undefined : identify(lastRow)) ?? last;
			offset += page.rows.length;
		}
	};
}

/** Gathers all pages into one array. */
export async function collect<Row>(pages: AsyncIterable<Row[]>): Promise<Row[]> {
	const all: Row[] = [];
	for await (const rows of pages) for (const row of rows) all.push(row);
	return all;
}
