import { createBucket, retryAfterHeader } from '../../shared/bucket';
import { errorAnswer, textAnswer, type Answer } from './envelope';
import type { Switches } from '../switches';
import type { Deployment } from '../types';

export interface LimitOptions {
	/** Requests per second; undefined = no limit. */
	rate?: number;
	/** Size of the bucket; default: the rate. */
	burst?: number;
	deployment: Deployment;
	switches: Switches;
	now: () => number;
}

export interface Limiter {
	/** Takes a token: undefined when the request may pass, else the 429. */
	refuse(): Answer | undefined;
	/** Headers that an answer to an authenticated request carries. */
	headers(): Record<string, string>;
}

const pad = (value: number) => String(value).padStart(2, '0');

/** `yyyy-MM-ddTHH:mmZ`, in UTC. */
function minute(time: number): string {
	const date = new Date(time);
	const day = `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
	return `${day}T${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}Z`;
}

/**
 * A token bucket with Jira's headers. Data Center (rate limiting, admin guide): the bucket's size, what is
 * left, the interval and its fill, and retry-after, on every authenticated answer, 0 while tokens are left.
 * Cloud (rate limiting guide): Retry-After, limit, remaining, reset as ISO 8601, the reason; near-limit under
 * 20 %. Assumptions: Cloud's headers come with the 429 and when the limit is near; a refused request takes no
 * token.
 */
export function createLimiter({ rate, burst, deployment, switches, now }: LimitOptions): Limiter {
	if (rate === undefined) return { refuse: () => undefined, headers: () => ({}) };
	const { size, left, take } = createBucket(rate, burst, now);
	const wait = () => (left() >= 1 ? 0 : Math.max(1, Math.ceil((1 - left()) / rate)));
	const retryAfter = () => retryAfterHeader(switches.retryAfter, wait(), now());
	const headers = (): Record<string, string> => {
		const common = {
			'x-ratelimit-limit': String(size),
			'x-ratelimit-remaining': String(Math.floor(Math.max(0, left()))),
		};
		if (deployment !== 'cloud') {
			// Whole numbers: a rate below one a second is one in so many seconds.
			const interval = rate < 1 ? Math.ceil(1 / rate) : 1;
			return {
				...common,
				'x-ratelimit-interval-seconds': String(interval),
				'x-ratelimit-fillrate': String(Math.round(rate * interval)),
				...retryAfter(),
			};
		}
		if (left() >= size * 0.2) return {};
		return { ...common, 'x-ratelimit-nearlimit': 'true' };
	};
	return {
		headers,
		refuse() {
			if (take() === 0) return undefined;
			const cloud = {
				...retryAfter(),
				'x-ratelimit-reset': minute(now() + wait() * 1000),
				'ratelimit-reason': switches.rateLimitReason,
			};
			const all = { ...headers(), ...(deployment === 'cloud' ? cloud : {}) };
			if (switches.tooMany === 'empty') return { status: 429, headers: all };
			if (switches.tooMany === 'text') return textAnswer(429, 'Rate limit exceeded.', all);
			return errorAnswer(429, 'Rate limit exceeded.', all);
		},
	};
}
