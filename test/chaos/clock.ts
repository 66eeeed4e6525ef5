import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';

/** What a node may wait in all, by its own clock, in ms; more is a hang. */
export const LONGEST_WAIT = 600_000;
/** ms after which the package gives a request up. */
const TIMEOUT = 60_000;

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

/** A request of a run that is on its way. `_redirectable` is what follows redirects, and what n8n's client listens to. */
interface OnItsWay {
	request: http.ClientRequest & { _redirectable?: http.ClientRequest; res?: http.IncomingMessage };
	clock: RunClock;
	begunAt: number;
}

/** By the port from which it was sent. */
const onTheirWay = new Map<number, OnItsWay>();

/** Writes down what runs send, so that a request can be given up when nobody is going to answer it. */
function watchRequests(): void {
	for (const client of [http, https]) {
		const request = client.request as (...parts: unknown[]) => http.ClientRequest;
		(client as { request: unknown }).request = (...parts: unknown[]) => {
			const made = request(...parts);
			const clock = runs.getStore();
			if (clock) {
				const begunAt = clock.now();
				made.once('socket', (socket: Socket) =>
					socket.once('connect', () => {
						const port = socket.localPort ?? 0;
						onTheirWay.set(port, { request: made, clock, begunAt });
						socket.once('close', () => onTheirWay.delete(port));
					}),
				);
			}
			return made;
		};
	}
}

/** What the client's timer does when a request's time is up, at once: the request from this port will not be answered. */
export function giveUp(port: number): void {
	const found = onTheirWay.get(port);
	if (!found) return;
	const { request, clock, begunAt } = found;
	clock.passTo(begunAt + TIMEOUT);
	// Before the head of an answer it is the request whose time is up, behind it the connection.
	if (request.res) request.socket?.emit('timeout');
	else (request._redirectable ?? request).emit('timeout');
}

/**
 * Puts the run's clock in the place of the machine's, once for this process, where the package and n8n look at it: n8n's
 * `sleep`, `performance.now` and `Date.now`. Outside of a run everything is as it was.
 */
export function installClock(): void {
	watchRequests();
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
}

/** Runs something with a clock of its own. */
export async function withClock<T>(clock: RunClock, work: () => Promise<T>): Promise<T> {
	return await runs.run(clock, work);
}
