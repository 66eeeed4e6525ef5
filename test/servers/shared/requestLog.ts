import type { FastifyRequest } from 'fastify';

export interface LoggedRequest {
	time: number;
	method: string;
	/** Without context path; for Jama without root. */
	path: string;
	url: string;
	query: Record<string, string | string[]>;
	/** Authorization reduced to its scheme. */
	headers: Record<string, string>;
	body: unknown;
	user?: string;
	status: number;
	operationId?: string;
}

export interface RequestLog {
	/** Every request to the API, oldest first; the last 100,000. */
	requests: LoggedRequest[];
	/** Requests, and own answers, that break the contract; the last 10,000. */
	violations: string[];
}

const KEPT_REQUESTS = 100_000;
const KEPT_VIOLATIONS = 10_000;

function push<T>(list: T[], entry: T, limit: number): void {
	list.push(entry);
	// In strides: taking one off the front of a long list at every request is slow.
	if (list.length > limit * 1.1) list.splice(0, list.length - limit);
}

export function logViolation({ violations }: RequestLog, text: string): void {
	push(violations, text, KEPT_VIOLATIONS);
}

/** The query by name; a name that is repeated has a list. */
function queryOf(url: URL): Record<string, string | string[]> {
	const query: Record<string, string | string[]> = {};
	for (const name of new Set(url.searchParams.keys())) {
		const values = url.searchParams.getAll(name);
		query[name] = values.length === 1 ? (values[0] ?? '') : values;
	}
	return query;
}

/** A request's headers for the log: of Authorization only the scheme. */
function headersOf(request: FastifyRequest): Record<string, string> {
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
	);
	if (headers.authorization) headers.authorization = headers.authorization.split(' ')[0] ?? '';
	return headers;
}

/** Logs a request; its body, user and status are filled in as they become known. */
export function logRequest(
	{ requests }: RequestLog,
	request: FastifyRequest,
	path: string,
	time: number,
): LoggedRequest {
	const url = request.raw.url ?? '';
	const entry: LoggedRequest = {
		time,
		method: request.method,
		path,
		url,
		query: queryOf(new URL(url, 'http://localhost')),
		headers: headersOf(request),
		body: undefined,
		status: 0,
	};
	push(requests, entry, KEPT_REQUESTS);
	return entry;
}
