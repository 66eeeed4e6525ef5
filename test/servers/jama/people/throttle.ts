/** Requests per second and bucket size; published: 15 with 750 (REST cookbook, Throttling), 10 (Support article 2 Jan 2026). */
export interface Throttle {
	/** Takes a token: 0 when the request may pass, else the ms until the next token. */
	take(): number;
}

/**
 * A token bucket: `burst` requests at once, refilled at `rate` per second. The cookbook says that both
 * the rate and the burst must be exceeded before a 429. Assumption: tokens come back continuously, and
 * a refused request takes none.
 */
export function createThrottle(
	rate: number | undefined,
	burst: number | undefined,
	now: () => number,
): Throttle {
	if (rate === undefined) return { take: () => 0 };
	const size = Math.max(1, burst ?? rate);
	let tokens = size;
	let last = now();
	return {
		take() {
			const time = now();
			tokens = Math.min(size, tokens + (Math.max(0, time - last) * rate) / 1000);
			last = time;
			// The margin keeps rounding from refusing a token that is due.
			if (tokens >= 1 - 1e-9) {
				tokens -= 1;
				return 0;
			}
			return ((1 - tokens) * 1000) / rate;
		},
	};
}
