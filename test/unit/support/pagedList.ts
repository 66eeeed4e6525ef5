import type { IDataObject } from 'n8n-workflow';
import type { Page } from '../../../nodes/shared/paging/paginate';
import type { ListRow } from './movingList';

/** What a server says of a page beside its rows. */
export interface PagedBehaviour {
	/** Most rows of a page, whatever is asked for. */
	cap?: number;
	isLast?: boolean;
	/** True: the right total; a number: that one. */
	total?: boolean | number;
	/** Says the cap with each page. */
	size?: boolean;
	/** Requests (from 0) that are answered without rows. */
	empty?: number[];
	/** Changes the list just before a request (from 0). */
	before?: (request: number, rows: ListRow[]) => void;
	/** Always answers the first page. */
	stuck?: boolean;
}

/** A list that is paged by offset and may say whether a page is the last one. */
export function pagedList(rows: ListRow[], behavior: PagedBehaviour = {}) {
	const { cap = 50, isLast = true, total = false, size = false, empty = [], stuck } = behavior;
	const queries: IDataObject[] = [];
	const fetchPage = async (query: IDataObject): Promise<Page<ListRow>> => {
		const request = queries.push(query) - 1;
		behavior.before?.(request, rows);
		const start = stuck ? 0 : (query.startAt as number);
		const end = start + Math.min(cap, query.maxResults as number);
		const isEmpty = empty.includes(request);
		return await Promise.resolve({
			rows: isEmpty ? [] : rows.slice(start, end),
			...(isLast ? { isLast: !stuck && !isEmpty && end >= rows.length } : {}),
			...(total === false ? {} : { total: total === true ? rows.length : total }),
			...(size ? { size: cap } : {}),
		});
	};
	return {
		fetchPage,
		queries,
		asked: () => queries.map((one) => `${String(one.startAt)}+${String(one.maxResults)}`),
	};
}
