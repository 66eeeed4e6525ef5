import { createHash } from 'node:crypto';
import type { Call } from './call';
import { refusal } from './envelope';

const DEFAULT_PAGE = 50;
/** Documented ceiling of Cloud's token lists. */
const MOST = 5000;

/** How many rows a page has: the number asked for, default 50, cut by the server without a word. */
function pageSize({ query, switches }: Call): number {
	return Math.min(query.maxResults ?? DEFAULT_PAGE, switches.pageMax);
}

function totalOf({ switches }: Call, rows: number): number {
	return switches.total === 'wrong' ? rows + 5 : rows;
}

export interface OffsetPage<T> {
	rows: T[];
	startAt: number;
	maxResults: number;
	total: number;
	isLast: boolean;
}

/** The rows from startAt on; a start beyond the end is an empty page. */
export function offsetPage<T>(call: Call, all: readonly T[]): OffsetPage<T> {
	const startAt = call.query.startAt ?? 0;
	const maxResults = pageSize(call);
	const rows = all.slice(startAt, startAt + maxResults);
	const total = totalOf(call, all.length);
	return { rows, startAt, maxResults, total, isLast: startAt + rows.length >= all.length };
}

/** `{maxResults, startAt, total?, isLast, values}`: lists of boards, sprints, epics, versions and projects. */
export function valuesPage<T>(
	call: Call,
	all: readonly T[],
	view: (row: T) => unknown,
): Record<string, unknown> {
	const { rows, startAt, maxResults, total, isLast } = offsetPage(call, all);
	const withTotal = call.switches.total === 'missing' ? {} : { total };
	return { maxResults, startAt, ...withTotal, isLast, values: rows.map(view) };
}

interface Cursor {
	/** What the list depends on. */
	list: string;
	/** Number of pages before. */
	page: number;
	/** Rows before. */
	offset: number;
	/** The last row that was sent. */
	after: number;
}

/** What must stay the same on every page: path, JQL and reconcileIssues (assumption for the fields). */
function listOf({ path, query, body }: Call): string {
	const { nextPageToken: _token, maxResults: _size, ...rest } = { ...query, ...body };
	return createHash('sha256')
		.update(JSON.stringify([path, rest]))
		.digest('base64url')
		.slice(0, 16);
}

function readCursor(token: string, list: string): Cursor {
	let cursor: Cursor | undefined;
	try {
		cursor = JSON.parse(Buffer.from(token, 'base64url').toString()) as Cursor;
	} catch {
		cursor = undefined;
	}
	if (cursor?.list !== list)
		throw refusal(400, 'The provided nextPageToken is invalid or expired.');
	return cursor;
}

/**
 * A page of a token list: no token on the first page, none on the last answer. A page may have fewer rows
 * than asked for (Jira Software REST reference, Cloud). Assumption: above 5000 rows are refused.
 */
export function tokenPage<T extends { id: number }>(
	call: Call,
	all: readonly T[],
): { rows: T[]; isLast: boolean; nextPageToken?: string } {
	const { query, switches } = call;
	const asked = Number(call.body?.maxResults ?? query.maxResults ?? DEFAULT_PAGE);
	if (asked > MOST) throw refusal(400, `maxResults cannot be larger than ${MOST}.`);
	const token = call.body?.nextPageToken ?? query.nextPageToken;
	const list = listOf(call);
	const cursor = token ? readCursor(String(token), list) : { list, page: 0, offset: 0, after: 0 };
	const known = all.findIndex((row) => row.id === cursor.after);
	const start = known < 0 ? cursor.offset : known + 1;
	const most = Math.max(1, Math.min(asked, switches.pageMax));
	const size = switches.shortPages ? Math.ceil(most / 2) : most;
	const empty = switches.emptyMiddlePage && cursor.page === 1 && start < all.length;
	const rows = all.slice(start, start + (empty ? 0 : size));
	const offset = start + rows.length;
	if (offset >= all.length) return { rows, isLast: true };
	const next = { list, page: cursor.page + 1, offset, after: rows.at(-1)?.id ?? cursor.after };
	const nextPageToken = Buffer.from(JSON.stringify(next)).toString('base64url');
	return { rows, isLast: false, nextPageToken };
}
