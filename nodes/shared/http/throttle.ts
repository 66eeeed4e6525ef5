/** What a caller may use of a server: a steady rate in requests per second, and how many may go at once after a rest. */
export interface RateLimit {
	requestsPerSecond: number;
	burst: number;
}

/** The outside world of the throttle: a clock in ms and a wait in ms that ends early (by rejecting) when `signal` aborts. */
export interface Clock {
	now(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

interface Bucket {
	/** Time in ms at which the bucket would be full again: the theoretical arrival time of the generic cell rate algorithm. */
	fullAt: number;
	/** Nothing leaves before this time in ms. */
	pausedUntil: number;
	/** Share of the configured rate in use: halved by a 429, raised again by successes. */
	share: number;
	/** When the share was last halved: responses to requests that left earlier say nothing about the new rate. */
	halvedAt: number;
	/** Counts pauses, so that whoever sleeps through one books again. */
	pauses: number;
	/** Resolves when everybody who came before has left: first come, first served, also after a pause. */
	queue: Promise<unknown>;
}

const SMALLEST_SHARE = 1 / 16;
const SHARE_REGAINED_PER_SECOND = 0.02;

export interface Throttle {
	/**
	 * Waits until a request to `origin` may leave. Resolves with the time in ms at which it does; rejects only when `signal` aborts.
	 */
	acquire(origin: string, limit: RateLimit, signal?: AbortSignal): Promise<number>;
	/**
	 * Reports a 429 to a request that left at `sentAt`: the whole bucket rests for `ms`, then continues at half the rate and
	 * without the burst.
	 */
	pause(origin: string, limit: RateLimit, ms: number, sentAt: number): void;
	/** Reports a response other than 429: the rate recovers by a fiftieth of the full rate for each second of use. */
	succeed(origin: string, limit: RateLimit): void;
	/** The share of the configured rate in use (1 = all of it). */
	share(origin: string): number;
}

/** The promise's outcome, or the signal's reason as soon as it aborts. */
async function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (!signal) return await promise;
	return await new Promise<T>((resolve, reject) => {
		const stop = () => reject(signal.reason as Error);
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
		promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
}

/**
 * A token bucket for each server origin, shared by every caller, in the form of the generic cell rate algorithm: each request
 * books 1/rate seconds of the server's time, so that callers with different limits share one bucket fairly.
 * Halving on 429 and slow recovery (additive increase, multiplicative decrease) make several n8n processes converge on
 * a limit that the server counts for all of them.
 */
export function createThrottle(clock: Clock): Throttle {
	const buckets = new Map<string, Bucket>();

	const bucketOf = (origin: string): Bucket => {
		let bucket = buckets.get(origin);
		if (!bucket) {
			bucket = {
				fullAt: 0,
				pausedUntil: 0,
				share: 1,
				halvedAt: -Infinity,
				pauses: 0,
				queue: Promise.resolve(),
			};
			buckets.set(origin, bucket);
		}
		return bucket;
	};

	const intervalOf = (bucket: Bucket, limit: RateLimit): number =>
		1000 / (limit.requestsPerSecond * bucket.share);

	/** Books the next place and returns when it is. */
	const book = (bucket: Bucket, limit: RateLimit): number => {
		const interval = intervalOf(bucket, limit);
		const now = clock.now();
		const earliest = bucket.fullAt - (Math.max(1, limit.burst) - 1) * interval;
		const start = Math.max(now, earliest, bucket.pausedUntil);
		bucket.fullAt = Math.max(bucket.fullAt, start) + interval;
		return start;
	};

	return {
		async acquire(origin, limit, signal) {
			const bucket = bucketOf(origin);
			const turn = bucket.queue.then(async () => {
				for (;;) {
					signal?.throwIfAborted();
					const { pauses } = bucket;
					const start = book(bucket, limit);
					const wait = start - clock.now();
					if (wait > 0) await clock.sleep(wait, signal);
					if (bucket.pauses === pauses) return clock.now();
				}
			});
			bucket.queue = turn.catch(() => undefined);
			return await unlessAborted(turn, signal);
		},

		pause(origin, limit, ms, sentAt) {
			const bucket = bucketOf(origin);
			const now = clock.now();
			if (sentAt > bucket.halvedAt) {
				bucket.share = Math.max(SMALLEST_SHARE, bucket.share / 2);
				bucket.halvedAt = now;
			}
			bucket.pausedUntil = Math.max(bucket.pausedUntil, now + ms);
			bucket.pauses += 1;
			// Places booked so far are void: whoever holds one books again behind the pause.
			bucket.fullAt =
				bucket.pausedUntil + (Math.max(1, limit.burst) - 1) * intervalOf(bucket, limit);
		},

		succeed(origin, limit) {
			const bucket = bucketOf(origin);
			if (bucket.share === 1) return;
			const perResponse = SHARE_REGAINED_PER_SECOND / (limit.requestsPerSecond * bucket.share);
			bucket.share = Math.min(1, bucket.share + perResponse);
		},

		share: (origin) => bucketOf(origin).share,
	};
}
