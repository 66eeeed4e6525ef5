import { NoAnswer } from './errors';
import type { Fetch, HttpRequest, HttpResponse } from './http';
import type { Attempt } from './retry';
import { retryDelay } from './retry';
import type { Clock, RateLimit, Throttle } from './throttle';

/** What `send` needs of the world. */
export interface SendOptions {
	fetch: Fetch;
	throttle: Throttle;
	clock: Clock;
	/** Returns 0 to 1; spreads repeated attempts. */
	random: () => number;
	/** The server's origin: the key of its token bucket. */
	origin: string;
	limit: RateLimit;
	signal?: AbortSignal;
	/** No further attempt is waited for past this time of the clock, in ms. */
	waitsUntil?: number;
}

export type Send = (request: HttpRequest) => Promise<HttpResponse>;

const single = (value: string | string[] | undefined): string | undefined =>
	Array.isArray(value) ? value[0] : value;

/**
 * The one way to send a request: waits for the server's bucket, sends, repeats what may be repeated (see `retryDelay`).
 * Resolves with the last answer whatever its status; rejects with a NoAnswer, or when `signal` aborts.
 */
export function createSend(options: SendOptions): Send {
	const { fetch, throttle, clock, random, origin, limit, signal, waitsUntil = Infinity } = options;

	/** ms until the next attempt; undefined when there is none, or none in time. */
	const nextAttempt = (attempt: Attempt): number | undefined => {
		const now = clock.now();
		const delay = retryDelay(attempt, now, random());
		return delay !== undefined && now + delay <= waitsUntil ? delay : undefined;
	};

	return async (request) => {
		let perhapsDone = false;
		for (let number = 1; ; number++) {
			const sentAt = await throttle.acquire(origin, limit, signal);
			const outcome: HttpResponse | NoAnswer = await fetch(request).catch((error: unknown) => {
				if (error instanceof NoAnswer) return error;
				throw error;
			});

			if (outcome instanceof NoAnswer) {
				const { method } = request;
				const mayRecover = !NOT_RECOVERABLE.has(outcome.code);
				const delay = nextAttempt({ method, number, mayRecover });
				if (delay === undefined) throw outcome;
				perhapsDone = true;
				await clock.sleep(delay, signal);
				continue;
			}

			const { statusCode } = outcome;
			const retryAfter = single(outcome.headers['retry-after']);
			const attempt = { method: request.method, number, statusCode, retryAfter };
			const delay = nextAttempt(attempt);
			if (statusCode === 429) {
				throttle.pause(origin, limit, delay ?? 0, sentAt);
				if (delay === undefined) return outcome;
				continue;
			}
			throttle.succeed(origin, limit);
			if (delay === undefined) {
				// An earlier attempt of this DELETE got no answer and did its work: the object is gone, as asked.
				const deletedBefore = perhapsDone && request.method === 'DELETE' && statusCode === 404;
				return deletedBefore ? { ...outcome, statusCode: 204, body: '' } : outcome;
			}
			perhapsDone = true;
			await clock.sleep(delay, signal);
		}
	};
}

/** The server does not exist, its certificate is not trusted, or it gives no token: a second attempt ends the same. */
const NOT_RECOVERABLE: ReadonlySet<string> = new Set([
	'ENOTFOUND',
	'TOKEN_REFUSED',
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
