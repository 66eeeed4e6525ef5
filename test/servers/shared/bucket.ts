/** A token bucket: `size` requests at once, filled again at a rate per second. */
export interface Bucket {
	size: number;
	/** Tokens, as of the last request. */
	left(): number;
	/** Takes a token: 0 when the request may pass, else the seconds until the next token. */
	take(): number;
}

/**
 * Assumptions: tokens come back continuously, and a rejected request takes none.
 *
 * @param rate requests per second; undefined = no limit
 * @param burst size of the bucket; default: the rate
 */
export function createBucket(
	rate: number | undefined,
	burst: number | undefined,
	now: () => number,
): Bucket {
	if (rate === undefined) return { size: Infinity, left: () => Infinity, take: () => 0 };
	const size = Math.max(1, burst ?? rate);
	let tokens = size;
	let last = now();
	return {
		size,
		left: () => tokens,
		take() {
			const time = now();
			tokens = Math.min(size, tokens + (Math.max(0, time - last) * rate) / 1000);
			last = time;
			// The margin keeps rounding from rejecting a request whose token is due.
			if (tokens < 1 - 1e-9) return (1 - tokens) / rate;
			tokens -= 1;
			return 0;
		},
	};
}

/** Forms of Retry-After (RFC 9110). */
export const RETRY_AFTER = ['seconds', 'date', 'none'] as const;
export type RetryAfter = (typeof RETRY_AFTER)[number];

/** The header Retry-After in one of its forms; no wait is 0 in both. */
export function retryAfterHeader(
	form: RetryAfter,
	seconds: number,
	now: number,
): Record<string, string> {
	if (form === 'none') return {};
	const date = new Date(now + seconds * 1000).toUTCString();
	return { 'retry-after': form === 'date' && seconds > 0 ? date : String(seconds) };
}
