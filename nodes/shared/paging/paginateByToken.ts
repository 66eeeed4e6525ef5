import type { Page, PagePolicy, ReadOptions } from './paginate';
import { collector } from './paginate';

/** Pages in a row that may bring nothing new before the server counts as lost. */
const IDLE_PAGES = 20;

/**
 * Paging by a token that each page gives for the next one. The first request carries none; the list ends on a page that
 * says that it is the last. A page may be short or empty. A server that gives a token a second time or none at all without
 * saying that it was the last page, or that gives many pages without anything new, is not asked any further, and the user
 * is reported; also where rows came twice.
 * @param names the query parameters for token and size; @param pageSize rows to ask for
 */
export function byToken(names: { token: string; size: string }, pageSize: number): PagePolicy {
	return async function* <Row>(options: ReadOptions<Row>) {
		const { fetchPage, limit = Infinity, onIncomplete } = options;
		const rows = collector(options);
		const size = Math.min(pageSize, limit);
		const used = new Set<string>();
		let token: string | undefined;
		let idle = 0;
		for (;;) {
			const page: Page<Row> = await fetchPage({
				...(token === undefined ? {} : { [names.token]: token }),
				[names.size]: size,
			});
			const before = rows.count;
			yield rows.fresh(page.rows);
			if (rows.full) return;
			if (page.isLast === true) {
				// A page that came twice came in the place of another.
				if (rows.repeated > 0) onIncomplete?.(rows.count, page.total);
				return;
			}
			const { next } = page;
			if (next === undefined || next === '') {
				onIncomplete?.(rows.count, page.total);
				return;
			}
			idle = rows.count > before ? 0 : idle + 1;
			if (used.has(next) || idle === IDLE_PAGES) {
				onIncomplete?.(rows.count, page.total);
				return;
			}
			used.add(next);
			token = next;
		}
	};
}

/** For lists that come whole: one request without paging parameters, cut at the limit. */
export const inOnePiece: PagePolicy = async function* <Row>(options: ReadOptions<Row>) {
	const page = await options.fetchPage({});
	const rows = collector(options);
	yield rows.fresh(page.rows);
	const missing = page.isLast === false || (page.total ?? 0) > page.rows.length;
	if (missing && !rows.full) options.onIncomplete?.(rows.count, page.total);
};
