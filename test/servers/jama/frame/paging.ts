import { JamaError } from './envelope';
import type { Switches } from '../switches';

export interface Page<T> {
	rows: T[];
	pageInfo: { startIndex: number; resultCount: number; totalResults?: number };
}

/** maxResults as the server takes it: default 20, at most 50 (REST developer guide, Paginated lists). */
export function pageSize(
	query: { maxResults?: number },
	switches: Pick<Switches, 'overCap' | 'pageMax'>,
): number {
	const asked = query.maxResults ?? 20;
	if (asked < 1) throw new JamaError(400, 'maxResults is at least 1');
	if (asked > 50 && switches.overCap === 'reject') {
		throw new JamaError(400, 'maxResults cannot be larger than 50');
	}
	return Math.min(asked, 50, switches.pageMax);
}

export function pageInfo(
	startIndex: number,
	resultCount: number,
	total: number,
	mode: Switches['totalResults'],
): Page<never>['pageInfo'] {
	if (mode === 'missing') return { startIndex, resultCount };
	return { startIndex, resultCount, totalResults: mode === 'tooHigh' ? total + 7 : total };
}

/** The rows from startAt on. A start beyond the end is an empty page; see also the switch emptyMiddlePage. */
export function paginate<T>(
	all: readonly T[],
	query: { startAt?: number; maxResults?: number },
	switches: Pick<Switches, 'overCap' | 'pageMax' | 'totalResults' | 'emptyMiddlePage'>,
): Page<T> {
	const startIndex = query.startAt ?? 0;
	if (startIndex < 0) throw new JamaError(400, 'startAt cannot be negative');
	let rows = all.slice(startIndex, startIndex + pageSize(query, switches));
	if (startIndex > 0 && rows.length > 0 && switches.emptyMiddlePage > 0) {
		switches.emptyMiddlePage -= 1;
		rows = [];
	}
	return { rows, pageInfo: pageInfo(startIndex, rows.length, all.length, switches.totalResults) };
}
