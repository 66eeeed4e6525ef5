import { onAbort } from '../values/onAbort';
import type { RateLimit, Throttle } from './throttle';

/** Fewer would leave the line idle while one response is read. */
export const LEAST_IN_FLIGHT = 2;
/**
 * More gives nothing, or hurts: n8n's HTTP helper opens a connection for each request, and a server may reject what waits behind
 * a hundred others (see CONTRIBUTING, Sources). Measured with 400 pages through n8n's helper on two cores, without a limit of
 * the server: at 150 ms of latency 3.8 s with 25 at once, 4.0 s with 50, 7.0 s with 75, 10.6 s with 100; at 1,500 ms
 * 28, 16, 16 and 13 s, and no server allows the 60 requests a second of the last. 50 are enough for 10 requests a second that
 * take five seconds each.
 */
export const MOST_IN_FLIGHT = 50;

/** Of the lateness that was seen, what is left after each response that is not late: half after seventy. */
const LATENESS_KEPT = 0.99;

/** What the responses of one server have shown, in ms: their mean latency, and how far it deviates from that. */
export interface Latency {
	mean: number;
	deviation: number;
	/**
	 * By how much the latest of the last responses was later than the mean. Requests that wait in n8n, for its database or for
	 * the processor, reach the server all at once, when its bucket is long full.
	 */
	lateness: number;
}

/** Takes a new latency in, with the weights of RFC 6298, 2. @param ms of the newest response */
export function learnLatency(known: Latency | undefined, ms: number): Latency {
	if (!known) return { mean: ms, deviation: ms / 2, lateness: 0 };
	return {
		mean: known.mean + (ms - known.mean) / 8,
		deviation: known.deviation + (Math.abs(ms - known.mean) - known.deviation) / 4,
		lateness: Math.max(ms - known.mean, known.lateness * LATENESS_KEPT),
	};
}

/** ms after which a response is almost surely there (RFC 6298, 2.3). */
const upperBound = ({ mean, deviation }: Latency): number => mean + 4 * deviation;

interface Line {
	onTheWay: number;
	waiting: Set<() => void>;
	latency?: Latency;
}

/** How many requests are on their way to each server; one for the process, like the throttle. */
export interface InFlight {
	/**
	 * How many requests to `origin` may be on their way now: as many as may leave until the first of them is surely back
	 * (Little's law: rate x latency, and what is left of the burst), between `LEAST_IN_FLIGHT` and `MOST_IN_FLIGHT`.
	 */
	room(origin: string, limit: RateLimit): number;
	/** Waits until one more may be on its way; first come, first served. Rejects only when `signal` aborts. */
	enter(origin: string, limit: RateLimit, signal?: AbortSignal): Promise<void>;
	/**
	 * Reports that a request is back or was given up.
	 * @param ms from its departure to its response; undefined where that says nothing of the server's pace
	 */
	leave(origin: string, limit: RateLimit, ms?: number): void;
	/** What is known of the server's latency; undefined before the first response. */
	latency(origin: string): Latency | undefined;
}

/** Counts the requests on their way. Pure: time comes in as latencies and through the throttle. */
export function createInFlight(throttle: Pick<Throttle, 'mayLeaveWithin'>): InFlight {
	const lines = new Map<string, Line>();

	const lineOf = (origin: string): Line => {
		const known = lines.get(origin) ?? { onTheWay: 0, waiting: new Set() };
		lines.set(origin, known);
		return known;
	};

	const room = (origin: string, limit: RateLimit): number => {
		const { latency } = lineOf(origin);
		const ms = latency ? upperBound(latency) : 0;
		const asked = Math.ceil(throttle.mayLeaveWithin(origin, limit, ms)) + 1;
		return Math.min(MOST_IN_FLIGHT, Math.max(LEAST_IN_FLIGHT, asked));
	};

	/** Lets those in who wait, as far as there is room. */
	const letIn = (origin: string, limit: RateLimit) => {
		const line = lineOf(origin);
		const most = room(origin, limit);
		for (const start of line.waiting) {
			if (line.onTheWay >= most) return;
			line.waiting.delete(start);
			line.onTheWay += 1;
			start();
		}
	};

	return {
		room,
		latency: (origin) => lineOf(origin).latency,

		async enter(origin, limit, signal) {
			signal?.throwIfAborted();
			const { waiting } = lineOf(origin);
			await new Promise<void>((resolve, reject) => {
				const start = () => {
					off();
					resolve();
				};
				const off = onAbort(signal, () => {
					waiting.delete(start);
					reject(signal?.reason as Error);
				});
				waiting.add(start);
				letIn(origin, limit);
			});
		},

		leave(origin, limit, ms) {
			const line = lineOf(origin);
			line.onTheWay -= 1;
			if (ms !== undefined) line.latency = learnLatency(line.latency, ms);
			letIn(origin, limit);
		},
	};
}
