import type { RateLimit } from './throttle';

/** ms of waiting from which on the user is told: less is what a limit is for. */
const TOLD_FROM = 30_000;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const perSecond = (rate: number): string =>
	`${Number(rate.toFixed(1))} request${rate === 1 ? '' : 's'} a second`;

/**
 * What one execution has waited for the limit of a server, for n8n's log and for a hint at the end. Waits of requests that
 * overlap count once, so that the sum is time by which the execution took longer. Pure: times (ms) come in.
 */
export class LimitWaits {
	private waiting = 0;

	private since = 0;

	private waited = 0;

	private rejected = 0;

	private pausedUntil = -Infinity;

	private isPaused = false;

	/**
	 * @param name of the system
	 * @param log takes what is worth a line at level info
	 */
	constructor(
		private readonly name: string,
		private readonly log: (message: string) => void,
	) {}

	/** A request begins to wait for its place. */
	begin(now: number): void {
		if (this.waiting === 0) this.since = now;
		this.waiting += 1;
	}

	/** It leaves, or is given up. @param rate requests per second in use; undefined when it is given up */
	end(now: number, rate?: number): void {
		this.waiting -= 1;
		if (this.waiting === 0) this.waited += now - this.since;
		if (!this.isPaused || rate === undefined || now < this.pausedUntil) return;
		this.isPaused = false;
		this.log(`${this.name}: continuing at ${perSecond(rate)}`);
	}

	/** A response was 429. @param ms for which nothing is sent */
	reject(now: number, ms: number): void {
		this.rejected += 1;
		const isNews = !this.isPaused || now >= this.pausedUntil;
		this.pausedUntil = Math.max(this.pausedUntil, now + ms);
		if (!isNews || ms === 0) return;
		this.isPaused = true;
		this.log(`${this.name} responded 429: waiting ${seconds(ms)} for its limit`);
	}

	/** What the user should know at the end, and change; undefined when the limit cost next to nothing. */
	hint({ requestsPerSecond }: RateLimit): string | undefined {
		const { name, rejected, waited } = this;
		const slowed = `Waiting for the limit of ${perSecond(requestsPerSecond)} took ${seconds(waited)}`;
		if (rejected > 0) {
			const requests = `${rejected} request${rejected === 1 ? '' : 's'}`;
			return `${slowed}: ${name} rejected ${requests} with 429. It allows less than the credential says, or others use it too: lower 'Requests per Second' or 'Burst' in the credential, or run this when less is going on.`;
		}
		if (waited < TOLD_FROM) return undefined;
		return `${slowed}. If your ${name} allows more, raise 'Requests per Second' in the credential; filters, and 'Return Saved Record' turned off, need fewer requests.`;
	}
}
