import type { HttpMethod } from './http';

/** How one attempt ended: with a status (and perhaps a Retry-After header) or without a response. */
export interface Attempt {
	method: HttpMethod;
	/** 1 for the first attempt. */
	number: number;
	/** Undefined when no response came. */
	statusCode?: number;
	/** False when another attempt cannot help, such as a wrong host name or a rejected token. */
	mayRecover?: boolean;
	/** True when no response came because the request never left, so that any method may be repeated. */
	nothingSent?: boolean;
	/** The header's value: seconds, or an HTTP date (RFC 9110, 10.2.3). */
	retryAfter?: string;
}

/** Waits after a 429 without Retry-After, in seconds: the published back-off of the strictest vendor (see CONTRIBUTING, Sources), then steady. */
const THROTTLED_WAITS = [3, 5, 8, 13, 13, 13];
const UNAVAILABLE_WAITS = [1, 2, 4];
/** A server that asks for a longer rest than this (ms) gets it from the user, not from a hanging execution. */
export const LONGEST_WAIT = 120_000;
/** Methods whose repetition changes nothing (RFC 9110, 9.2.2); PATCH and POST may have been carried out already. */
const IDEMPOTENT: ReadonlySet<HttpMethod> = new Set(['GET', 'PUT', 'DELETE']);
const UNAVAILABLE: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Reads a Retry-After header.
 * @param now time in ms, for a header that carries a date
 * @returns ms to wait, or undefined when the header is missing or unreadable
 */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
	if (value === undefined || value.trim() === '') return undefined;
	const text = value.trim();
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * Whether and when to try again.
 * A 429 is always repeated, since nothing was done; 502, 503, 504 and a missing response only for methods that may be repeated.
 * @param random 0 to 1, spreads callers that were rejected together over a quarter of the wait
 * @returns ms to wait, or undefined when the attempt was the last
 */
export function retryDelay(attempt: Attempt, now: number, random: number): number | undefined {
	const throttled = attempt.statusCode === 429;
	const unavailable =
		attempt.statusCode === undefined
			? attempt.mayRecover !== false
			: UNAVAILABLE.has(attempt.statusCode);
	const mayRepeat = attempt.nothingSent === true || IDEMPOTENT.has(attempt.method);
	if (!throttled && !(unavailable && mayRepeat)) return undefined;
	const fallback = (throttled ? THROTTLED_WAITS : UNAVAILABLE_WAITS)[attempt.number - 1];
	if (fallback === undefined) return undefined;
	const asked = readRetryAfter(attempt.retryAfter, now);
	if (asked !== undefined && asked > LONGEST_WAIT) return undefined;
	return asked ?? fallback * 1000 * (1 + random / 4);
}
