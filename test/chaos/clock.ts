import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import axios from 'axios';
import type { AxiosError, InternalAxiosRequestConfig } from 'axios';

/** What a node may wait in all, by its own clock, in ms; more is a hang. */
export const LONGEST_WAIT = 600_000;
/** ms in which a request that nobody answers is given up, in place of the package's minute. */
const TIMEOUT = 400;

/** What ends a run that goes on for longer than a person would wait. */
export class Hang extends Error {
	override name = 'Hang';
}

/**
 * The clock of one run: real time goes on, and what the package waits for passes at once. Waits that run side by side pass
 * side by side, the one that ends first first.
 */
export class RunClock {
	/** ms by which this clock is ahead of the real one. */
	ahead = 0;
	/** True: requests are given up early. */
	impatient = false;
	/** Rejects with a Hang when too much was waited. A wait that is too long never ends: nobody who waits expects an error. */
	readonly tooLong: Promise<never>;
	private hang!: (error: Hang) => void;
	private readonly waits: Array<{ until: number; wake: () => void }> = [];
	private turning = false;

	constructor(private readonly real: () => number) {
		this.tooLong = new Promise((_resolve, reject) => (this.hang = reject));
		this.tooLong.catch(() => undefined);
	}

	now(): number {
		return this.real() + this.ahead;
	}

	/** Moves the clock forward to a time. */
	passTo(time: number): void {
		this.ahead += Math.max(0, time - this.now());
		if (this.ahead > LONGEST_WAIT)
			this.stop(`It waits for more than ${LONGEST_WAIT / 60_000} minutes`);
	}

	/** No wait ends any more. */
	stop(reason: string): void {
		this.stopped = true;
		this.hang(new Hang(reason));
	}
	private stopped = false;

	async sleep(ms: number): Promise<void> {
		const until = this.now() + ms;
		await new Promise<void>((wake) => {
			this.waits.push({ until, wake });
			this.turn();
		});
	}

	/** Ends the wait that ends first, as soon as everything else that is ready has run. */
	private turn(): void {
		if (this.turning || this.stopped) return;
		this.turning = true;
		setImmediate(() => {
			this.turning = false;
			this.waits.sort((a, b) => a.until - b.until);
			const next = this.waits.shift();
			if (!next) return;
			this.passTo(next.until);
			if (this.stopped) return;
			next.wake();
			if (this.waits.length > 0) this.turn();
		});
	}
}

const runs = new AsyncLocalStorage<RunClock>();
const realPerformance = performance.now.bind(performance);
const realDate = Date.now.bind(Date);

/** ms of the machine's own clock, whatever the run's says. */
export const realNow = (): number => realPerformance();

type Timed = InternalAxiosRequestConfig & { meantTimeout?: number; begunAt?: number };

/**
 * Puts the run's clock in the place of the machine's, once for this process, where the package and n8n look at it: n8n's
 * `sleep`, `performance.now`, `Date.now`, and the timeout of n8n's HTTP client. Outside of a run everything is as it was.
 */
export function installClock(): void {
	const ofWorkflow = createRequire(createRequire(__filename).resolve('n8n-workflow'));
	const sleeping = ofWorkflow('@n8n/utils/sleep') as {
		sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
	};
	const realSleep = sleeping.sleep;
	sleeping.sleep = async (ms, signal) => {
		const clock = runs.getStore();
		return await (clock ? clock.sleep(ms) : realSleep(ms, signal));
	};
	performance.now = () => realPerformance() + (runs.getStore()?.ahead ?? 0);
	Date.now = () => realDate() + (runs.getStore()?.ahead ?? 0);

	axios.interceptors.request.use((config: Timed) => {
		const clock = runs.getStore();
		if (!clock?.impatient || !config.timeout) return config;
		config.meantTimeout = config.timeout;
		config.begunAt = clock.now();
		config.timeout = TIMEOUT;
		return config;
	});
	axios.interceptors.response.use(undefined, (error: AxiosError) => {
		const { meantTimeout, begunAt } = (error.config ?? {}) as Timed;
		const gaveUp = error.code === 'ECONNABORTED' || error.code === 'ETIMEDOUT';
		if (gaveUp && meantTimeout !== undefined && begunAt !== undefined) {
			runs.getStore()?.passTo(begunAt + meantTimeout);
			error.message = error.message.replace(String(TIMEOUT), String(meantTimeout));
		}
		return Promise.reject(error);
	});
}

/** Runs something with a clock of its own. */
export async function withClock<T>(clock: RunClock, work: () => Promise<T>): Promise<T> {
	return await runs.run(clock, work);
}
