import type { PagePolicy, ReadOptions } from './paginate';
import { collector, EXTRA_PASSES, IDLE_PAGES } from './paginate';

/**
 * Paging by offset for lists that say which page is the last one (`isLast`). Advances by what came back, since servers cap
 * page sizes silently, and believes `isLast` before anything else: the total may be missing, wrong or change. Where the
 * server says neither, the list ends on an empty page; where it says only a total, on a page that reaches it and is not
 * full. A page may be empty in the middle: if the server says that there is more, the next page is asked for, at most ten
 * times in a row. Each page begins with the row that ended the one before: where it does not, rows came or went meanwhile,
 * and the list is read again for those that slipped between two pages.
 * @param names the query parameters for offset and size; @param pageSize rows to ask for
 */
export function byOffsetToLast(
	names: { start: string; size: string },
	pageSize: number,
): PagePolicy {
	return async function* <Row>(options: ReadOptions<Row>) {
		const { fetchPage, identify, limit = Infinity, onIncomplete } = options;
		const rows = collector(options);
		let total: number | undefined;
		let moved = false;
		let pages = 0;
		let stuck = false;

		/** Reads the list once; `most` pages at most where rows that repeat say nothing any more. */
		async function* pass(most?: number): AsyncGenerator<Row[], void, undefined> {
			/** Place of the first row not read yet. */
			let start = 0;
			/** The row before it, if it can be recognized. */
			let last: Row | undefined;
			let idle = 0;
			for (pages = 0; !rows.full && pages < (most ?? Infinity); pages++) {
				if (idle === IDLE_PAGES) {
					stuck = true;
					return;
				}
				const overlap = last === undefined ? 0 : 1;
				const wanted = most === undefined ? limit - rows.count + overlap : pageSize;
				const size = Math.min(pageSize, wanted);
				const page = await fetchPage({ [names.start]: start - overlap, [names.size]: size });
				total = page.total ?? total;
				const [seam] = page.rows;
				const joins =
					overlap === 1 && seam !== undefined && identify(seam) === (last && identify(last));
				moved ||= overlap === 1 && !joins;
				const before = rows.count;
				yield rows.fresh(joins ? page.rows.slice(1) : page.rows);
				start += page.rows.length - overlap;

				const end = page.rows[page.rows.length - 1];
				// Rows without an id cannot be recognized, and a page of one row has no room for a row of the one before.
				const recognized = end !== undefined && identify(end) !== undefined;
				last = recognized && page.rows.length > 1 ? end : undefined;
				if (page.isLast === true) return;
				const isNew = most === undefined ? rows.count > before : page.rows.length > 0;
				idle = isNew ? 0 : idle + 1;
				if (page.rows.length <= overlap) {
					if (overlap === 1) {
						// Perhaps nothing but the row known already had room: asked for again without it.
						start += page.rows.length === 0 ? 1 : 0;
						continue;
					}
					const more = page.isLast === false || (page.total !== undefined && start < page.total);
					if (!more) return;
					start += page.size ?? size;
				} else if (page.isLast === undefined && page.total !== undefined) {
					const isFull = page.rows.length >= Math.min(size, page.size ?? size);
					if (start >= page.total && !isFull) return;
				}
			}
		}

		yield* pass();
		for (let extra = 0; extra < EXTRA_PASSES && !rows.full; extra++) {
			if (stuck || (!moved && rows.repeated === 0)) break;
			moved = false;
			rows.nextPass();
			yield* pass(2 * pages + IDLE_PAGES);
			rows.nextPass();
		}
		if (rows.full) return;
		if (total !== undefined && rows.count < total) onIncomplete?.(rows.count, total);
		else if (stuck) onIncomplete?.(rows.count);
	};
}
