import { htmlAnswer, type Answer } from '../../shared/answer';
import { formatDate } from '../search/dates';

export { htmlAnswer, type Answer };

const REASONS: Record<number, string> = {
	200: 'OK',
	201: 'Created',
	204: 'No Content',
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Method Not Allowed',
	409: 'Conflict',
	415: 'Unsupported Media Type',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	501: 'Not Implemented',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Timeout',
};

/** Statuses other than the contract's that an answer may have (REST guide, Common response codes). */
export function isErrorStatus(status: number): boolean {
	return status >= 400 && status in REASONS;
}

/** A request that Jama refuses; becomes an error envelope. */
export class JamaError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly headers?: Record<string, string>,
	) {
		super(message);
	}
}

/** `meta`: the status is the reason phrase (REST guide, Sample response). */
export function meta(status: number, now: number): Record<string, unknown> {
	return { status: REASONS[status] ?? String(status), timestamp: formatDate(now) };
}

/** An error: `{meta: {status, timestamp, message}}`; the official client reads `meta.message`. */
export function errorAnswer(
	status: number,
	message: string,
	now: number,
	headers?: Record<string, string>,
): Answer {
	return { status, body: { meta: { ...meta(status, now), message } }, headers };
}
