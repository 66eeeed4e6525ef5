import { onAbort } from '../values/onAbort';

/** What a caller may use of a server: a steady rate in requests per second, and how many may go at once after a rest. */
export interface RateLimit {
	requestsPerSecond: number;
	burst: number;
}

/**
 * ms that requests are late against each other on a machine that has nothing else to do: those of a burst wait for each other
 * while n8n reads the credential for each (measured: up to 100 ms), and one stop of the process comes on top.
 */
const LEAST_JITTER = 200;
/** Share of the rate that is left unused: clocks of two machines differ. */
const RATE_MARGIN = 0.002;

/**
 * What is used of a limit, so that a server that counts exactly so many requests never counts one too many: requests that are
 * late reach it closer together than they left, by at most as many places as the rate gives in the time that they are late.
 * That many are taken off the burst, and they are lost once after a rest only.
 * @param jitter ms by which responses have come later than others, which bounds how late requests were
 */
export function withMargin(
	{ requestsPerSecond, burst }: RateLimit,
	jitter = LEAST_JITTER,
): RateLimit {
	const places = Math.ceil((requestsPerSecond * Math.max(LEAST_JITTER, jitter)) / 1000);
	return {
		requestsPerSecond: requestsPerSecond * (1 - RATE_MARGIN),
		burst: Math.max(1, burst - places),
	};
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
	/** The share before rejections between which nothing was served; undefined when something was served since. */
	beforeAll?: number;
	/** Whether the last halving stood alone, so that its cause is likely to be gone. */
	stoodAlone: boolean;
	/** Counts pauses, so that whoever sleeps through one books again. */
	pauses: number;
	/** Resolves when everybody who came before has left: first come, first served, also after a pause. */
	queue: Promise<unknown>;
}

const SMALLEST_SHARE = 1 / 16;
/** Chosen by simulation, for three workers at one limit: more earns more 429s than 3 %, less lets the rates meet too late. */
const SHARE_REGAINED_PER_SECOND = 0.015;
/** After a 429 that stands alone: the limit has hardly changed, somebody else was in the way for a moment. */
const SHARE_REGAINED_AFTER_ONE = 0.25;
/** ms without a halving after which a 429 stands alone. */
const ALONE = 60_000;

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
	/**
	 * Reports a response other than 429: the rate recovers by 1.5 % of the full rate for each second of use, by a quarter
	 * after a 429 that stood alone.
	 */
	succeed(origin: string, limit: RateLimit): void;
	/** The share of the configured rate in use (1 = all of it). */
	share(origin: string): number;
	/** How many requests may leave from now on within `ms`: what is left of the burst, and the rate in that time. */
	mayLeaveWithin(origin: string, limit: RateLimit, ms: number): number;
}

/** The promise's outcome, or the signal's reason as soon as it aborts. */
async function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
	return await new Promise<T>((resolve, reject) => {
		const off = onAbort(signal, () => reject(signal?.reason as Error));
		promise.then(resolve, reject).finally(off);
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
				stoodAlone: true,
				pauses: 0,
				queue: Promise.resolve(),
			};
			buckets.set(origin, bucket);
		}
		return bucket;
	};

	const intervalOf = (bucket: Bucket, limit: RateLimit): number =>
		1000 / (limit.requestsPerSecond * bucket.share);

	/** Changes the share; places that are booked stay as many, and take as long as they do now. */
	const raiseShare = (bucket: Bucket, share: number) => {
		const from = Math.max(clock.now(), bucket.pausedUntil);
		const booked = Math.max(0, bucket.fullAt - from);
		bucket.fullAt = Math.min(bucket.fullAt, from + (booked * bucket.share) / share);
		bucket.share = share;
	};

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
				if (bucket.beforeAll === undefined) {
					bucket.beforeAll = bucket.share;
					bucket.stoodAlone = now - bucket.halvedAt > ALONE;
				}
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
			if (bucket.beforeAll !== undefined) {
				// Rejections with nothing served between them were one event, such as maintenance: they count as one halving.
				raiseShare(bucket, Math.max(bucket.share, bucket.beforeAll / 2));
				delete bucket.beforeAll;
			}
			if (bucket.share === 1) return;
			const perSecond = bucket.stoodAlone ? SHARE_REGAINED_AFTER_ONE : SHARE_REGAINED_PER_SECOND;
			const perResponse = perSecond / (limit.requestsPerSecond * bucket.share);
			raiseShare(bucket, Math.min(1, bucket.share + perResponse));
		},

		share: (origin) => bucketOf(origin).share,

		mayLeaveWithin(origin, limit, ms) {
			const bucket = bucketOf(origin);
			const interval = intervalOf(bucket, limit);
			const burst = Math.max(1, limit.burst);
			const used = Math.max(0, bucket.fullAt - clock.now()) / interval;
			return Math.max(0, burst - used) + ms / interval;
		},
	};
}
