import { NoResponse } from './errors';
import type { Ending } from './hopeless';
import { Hopeless } from './hopeless';
import type { Fetch, HttpRequest, HttpResponse } from './http';
import type { InFlight } from './inFlight';
import type { LimitWaits } from './limitWaits';
import type { Attempt } from './retry';
import { retryDelay } from './retry';
import type { Clock, RateLimit, Throttle } from './throttle';
import { withMargin } from './throttle';

/** What `send` needs of the world. */
export interface SendOptions {
	fetch: Fetch;
	throttle: Throttle;
	inFlight: InFlight;
	clock: Clock;
	/** Returns 0 to 1; spreads repeated attempts. */
	random: () => number;
	/** The server's origin: the key of its token bucket. */
	origin: string;
	/** As the credential says it; a little less is used, see `withMargin`. */
	limit: RateLimit;
	/** Told of every wait for the limit. */
	waits?: LimitWaits;
	signal?: AbortSignal;
	/** No further attempt is waited for past this time of the clock, in ms. */
	waitsUntil?: number;
}

export type Send = (request: HttpRequest) => Promise<HttpResponse>;

const single = (value: string | string[] | undefined): string | undefined =>
	Array.isArray(value) ? value[0] : value;

/**
 * The one way to send a request: waits until there is room on the way and in the server's bucket, sends, repeats what may be
 * repeated (see `retryDelay`).
 * Resolves with the last response whatever its status; rejects with a NoResponse, or when `signal` aborts. Remembers for the
 * execution that a server stays away, see `Hopeless`.
 */
export function createSend(options: SendOptions): Send {
	const { fetch, throttle, inFlight, clock, random, origin, waits, signal } = options;
	const { waitsUntil = Infinity } = options;

	const safeLimit = (): RateLimit => withMargin(options.limit, inFlight.latency(origin)?.lateness);

	/** Waits for a place in the server's bucket. @returns when it was given, by the throttle's clock */
	const takePlace = async (limit: RateLimit): Promise<number> => {
		waits?.begin(clock.now());
		let rate: number | undefined;
		try {
			const sentAt = await throttle.acquire(origin, limit, signal);
			rate = options.limit.requestsPerSecond * throttle.share(origin);
			return sentAt;
		} finally {
			waits?.end(clock.now(), rate);
		}
	};

	/** One attempt, as soon as the server's limit allows. @returns how it ended, and when it left by the throttle's clock */
	const attempt = async (request: HttpRequest): Promise<[ending: Ending, sentAt: number]> => {
		const limit = safeLimit();
		await inFlight.enter(origin, limit, signal);
		/** Of a whole response of the server's own work; a file takes as long as it is large. */
		let latency: number | undefined;
		try {
			const sentAt = await takePlace(limit);
			const since = clock.now();
			const ending: Ending = await fetch(request).catch((error: unknown) => {
				if (error instanceof NoResponse) return error;
				throw error;
			});
			const saysPace = !(ending instanceof NoResponse) && ending.statusCode !== 429;
			if (saysPace && !request.binary) latency = clock.now() - since;
			return [ending, sentAt];
		} finally {
			inFlight.leave(origin, limit, latency);
		}
	};

	const hopeless = new Hopeless(() => clock.now());

	/** ms until the next attempt; undefined when there is none, or none in time. */
	const nextAttempt = (attempt: Attempt): number | undefined => {
		if (hopeless.inVain) return undefined;
		const now = clock.now();
		const delay = retryDelay(attempt, now, random());
		return delay !== undefined && now + delay <= waitsUntil ? delay : undefined;
	};

	/** Sends with all its attempts. @returns how it ended, and after how many attempts */
	const attemptAll = async (request: HttpRequest): Promise<[ending: Ending, attempts: number]> => {
		const { method } = request;
		let perhapsDone = false;
		for (let number = 1; ; number++) {
			const [outcome, sentAt] = await attempt(request);

			if (outcome instanceof NoResponse) {
				const mayRecover = !NOT_RECOVERABLE.has(outcome.code);
				const nothingSent = outcome.known.notSent === true;
				const delay = nextAttempt({ method, number, mayRecover, nothingSent });
				if (delay === undefined)
					return [perhapsDone ? outcome.with({ perhapsDone }) : outcome, number];
				perhapsDone ||= outcome.outcome !== 'notDone';
				await clock.sleep(delay, signal);
				continue;
			}

			const { statusCode } = outcome;
			const retryAfter = single(outcome.headers['retry-after']);
			const delay = nextAttempt({ method, number, statusCode, retryAfter });
			if (statusCode === 429) {
				throttle.pause(origin, safeLimit(), delay ?? 0, sentAt);
				waits?.reject(clock.now(), delay ?? 0);
			} else throttle.succeed(origin, safeLimit());
			if (delay === undefined) {
				if (!perhapsDone) return [outcome, number];
				// An earlier attempt of this DELETE got no response and did its work: the object is gone, as asked.
				const deletedBefore = method === 'DELETE' && statusCode === 404;
				return deletedBefore
					? [{ ...outcome, statusCode: 204, body: '' }, number]
					: [{ ...outcome, perhapsDone }, number];
			}
			if (statusCode === 429) continue;
			perhapsDone = true;
			await clock.sleep(delay, signal);
		}
	};

	return async (request) => {
		signal?.throwIfAborted();
		let ending = hopeless.foresee(request);
		if (!ending) {
			const [reached, attempts] = await attemptAll(request);
			hopeless.learn(reached, attempts);
			ending = reached;
		}
		if (ending instanceof NoResponse) throw ending;
		return ending;
	};
}

/** The server does not exist, its certificate is not trusted, it gives no token, it sends in circles: a second attempt ends the same. */
const NOT_RECOVERABLE: ReadonlySet<string> = new Set([
	'ENOTFOUND',
	'TOKEN_REFUSED',
	'TOKEN_MISPLACED',
	'ERR_FR_TOO_MANY_REDIRECTS',
	'ERR_INVALID_URL',
	'FILE_DIFFERS',
	'NOT_ALLOWED',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'ERR_SSL_WRONG_VERSION_NUMBER',
	'EPROTO',
]);
