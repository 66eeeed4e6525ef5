import type { IDataObject } from 'n8n-workflow';

export interface Page<Row> {
	rows: Row[];
	/** How many rows the whole list has, if the server says so. */
	total?: number;
}

export interface ReadOptions<Row> {
	/** Sends one request for a page; the query holds only the paging parameters. */
	fetchPage: (query: IDataObject) => Promise<Page<Row>>;
	/** What makes a row the same row when the list moves while it is read; undefined: never the same. */
	identify: (row: Row) => string | number | undefined;
	/** Stop after exactly so many rows. */
	limit?: number;
	/** How many pages may be on their way at once where the policy allows it. */
	concurrency?: number;
	/** Called when the server announced more rows than it gave, so that a short list is never a silent one. */
	onIncomplete?: (read: number, announced: number) => void;
}

/** Reads a list page by page: yields rows in the server's order, each once. Errors of `fetchPage` end it. */
export type PagePolicy = <Row>(options: ReadOptions<Row>) => AsyncGenerator<Row[], void, undefined>;

const CONCURRENCY = 4;
/** How often a list that moved while it was read is read again for the rows that slipped between two pages. */
const EXTRA_PASSES = 2;

/** Keeps the rows not seen before, never more than the limit allows. */
function collector<Row>({ identify, limit = Infinity }: ReadOptions<Row>) {
	const seen = new Set<string | number>();
	let count = 0;
	let repeated = 0;
	return {
		fresh(rows: Row[]): Row[] {
			const fresh: Row[] = [];
			for (const row of rows) {
				if (count >= limit) break;
				const id = identify(row);
				if (id !== undefined && seen.has(id)) {
					repeated += 1;
					continue;
				}
				if (id !== undefined) seen.add(id);
				count += 1;
				fresh.push(row);
			}
			return fresh;
		},
		/** Forgets what was counted as repeated: a second pass repeats everything on purpose. */
		nextPass: () => (repeated = 0),
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
 * silently; ends on an empty page or at the announced total. Once the total is known further pages are fetched together.
 * A list that moved meanwhile (rows repeated, total changed) is read again for rows that slipped between two pages.
 * @param names the query parameters for offset and size; @param pageSize rows to ask for
 */
export function byOffset(names: { start: string; size: string }, pageSize: number): PagePolicy {
	return async function* <Row>(options: ReadOptions<Row>) {
		const { fetchPage, limit = Infinity, concurrency = CONCURRENCY, onIncomplete } = options;
		const rows = collector(options);
		let total: number | undefined;
		let totalMoved = false;
		let totalFell = false;

		const fetchAt = async (start: number, size: number): Promise<Row[]> => {
			const page = await fetchPage({ [names.start]: start, [names.size]: size });
			if (page.total !== undefined) {
				totalMoved ||= total !== undefined && total !== page.total;
				totalFell ||= total !== undefined && page.total < total;
				total = page.total;
			}
			return page.rows;
		};

		/** Rows `start` to `start + size`, however many requests the server's page cap makes of it. */
		const fetchRange = async (start: number, size: number): Promise<Row[]> => {
			const range: Row[] = [];
			while (range.length < size) {
				const part = await fetchAt(start + range.length, size - range.length);
				if (part.length === 0) break;
				range.push(...part);
			}
			return range;
		};

		async function* pass(): AsyncGenerator<Row[], void, undefined> {
			const first = await fetchAt(0, Math.min(pageSize, limit));
			yield rows.fresh(first);
			if (first.length === 0) return;
			let offset = first.length;
			const step = first.length;

			const ahead: Array<{ size: number; range: Promise<Row[]> }> = [];
			let scheduled = offset;
			for (;;) {
				const end = Math.min(total ?? 0, limit);
				while (ahead.length < concurrency && scheduled < end) {
					const size = Math.min(step, end - scheduled);
					const range = fetchRange(scheduled, size);
					// Its error is thrown when its turn comes; until then nobody else may call it unhandled.
					range.catch(() => undefined);
					ahead.push({ size, range });
					scheduled += size;
				}
				const next = ahead.shift();
				if (!next) break;
				const range = await next.range;
				yield rows.fresh(range);
				offset += range.length;
				if (range.length < next.size) {
					// The list ends here now: what was asked for beyond is waited for, so that a next pass comes on top of nothing.
					await Promise.allSettled(ahead.map((one) => one.range));
					return;
				}
			}

			while (!rows.full && (total === undefined || offset < total)) {
				const page = await fetchAt(offset, pageSize);
				if (page.length === 0) return;
				yield rows.fresh(page);
				offset += page.length;
			}
		}

		yield* pass();
		for (let extra = 0; extra < EXTRA_PASSES; extra++) {
			const moved = totalMoved || rows.repeated > 0;
			// Where rows went away, the rows read may be as many as announced and still lack some.
			const complete = total === undefined || (rows.count >= total && !totalFell);
			if (!moved || rows.full || complete) break;
			rows.nextPass();
			totalMoved = false;
			totalFell = false;
			yield* pass();
			rows.nextPass();
		}
		if (!rows.full && total !== undefined && rows.count < total) onIncomplete?.(rows.count, total);
	};
}

/**
 * Paging by the id of the last row, for lists in ascending id order. Ends on an empty
 * page. A server that does not know the parameter answers its first page again: then paging goes on by offset.
 * @param names the query parameters for the last id, offset and size; @param pageSize rows to ask for
 */
export function byLastId(
	names: { last: string; start: string; size: string },
	pageSize: number,
): PagePolicy {
	return async function* <Row>(options: ReadOptions<Row>) {
		const { fetchPage, identify, limit = Infinity } = options;
		const rows = collector(options);
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
			if (page.rows.length === 0) return;
			const before = rows.count;
			const fresh = rows.fresh(page.rows);
			if (rows.count > before) yield fresh;
			else if (knowsLastId) {
				knowsLastId = false;
				continue;
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
