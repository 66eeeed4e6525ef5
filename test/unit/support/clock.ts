import { onAbort } from '../../../nodes/shared/values/onAbort';
import type { Clock } from '../../../nodes/shared/http/throttle';

interface Timer {
	at: number;
	wake: () => void;
}

/** Lets everything run that waits for nothing but other code. */
export const settle = async (): Promise<void> => {
	await new Promise((resolve) => setImmediate(resolve));
};

/** A clock that stands still until a test moves it: hours pass in no time and always in the same way. */
export class VirtualClock implements Clock {
	private time = 0;

	private timers: Timer[] = [];

	now = (): number => this.time;

	sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
		await new Promise<void>((resolve, reject) => {
			const timer: Timer = { at: this.time + ms, wake: resolve };
			this.timers.push(timer);
			const off = onAbort(signal, () => {
				this.timers = this.timers.filter((one) => one !== timer);
				reject(signal?.reason as Error);
			});
			timer.wake = () => {
				off();
				resolve();
			};
		});
	};

	/** How many sleep now. */
	get sleepers(): number {
		return this.timers.length;
	}

	/** Jumps to the next wake-up that is not after `until`; false when there is none. */
	private step(until: number): boolean {
		let next: Timer | undefined;
		for (const timer of this.timers) if (!next || timer.at < next.at) next = timer;
		if (!next || next.at > until) return false;
		this.timers = this.timers.filter((one) => one !== next);
		this.time = Math.max(this.time, next.at);
		next.wake();
		return true;
	}

	/** Lets time pass up to `until`, or until nobody sleeps any more. */
	async run(until = Infinity): Promise<void> {
		do await settle();
		while (this.step(until));
		if (until !== Infinity) this.time = Math.max(this.time, until);
	}

	/** Lets time pass until the work is done, and gives its result. */
	async during<T>(work: Promise<T>): Promise<T> {
		let done = false;
		const finish = () => {
			done = true;
		};
		work.then(finish, finish);
		for (;;) {
			await settle();
			if (done) return await work;
			if (!this.step(Infinity)) throw new Error('The work waits for something that never comes');
		}
	}
}
