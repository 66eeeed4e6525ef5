import { NoResponse } from './errors';
import type { Ending } from './hopeless';
import { Hopeless } from './hopeless';
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
 * Resolves with the last response whatever its status; rejects with a NoResponse, or when `signal` aborts. Remembers for the
 * execution that a server stays away, see `Hopeless`.
 */
export function createSend(options: SendOptions): Send {
	const { fetch, throttle, clock, random, origin, limit, signal, waitsUntil = Infinity } = options;

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
			const sentAt = await throttle.acquire(origin, limit, signal);
			const outcome: Ending = await fetch(request).catch((error: unknown) => {
				if (error instanceof NoResponse) return error;
				throw error;
			});

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
			if (statusCode === 429) throttle.pause(origin, limit, delay ?? 0, sentAt);
			else throttle.succeed(origin, limit);
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
