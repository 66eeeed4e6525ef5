import { NoResponse } from '../../../nodes/shared/http/errors';
import type { Fetch, HttpMethod, HttpRequest, HttpResponse } from '../../../nodes/shared/http/http';
import type { RateLimit } from '../../../nodes/shared/http/throttle';
import { createSend } from '../../../nodes/shared/http/send';
import { createInFlight } from '../../../nodes/shared/http/inFlight';
import { createThrottle } from '../../../nodes/shared/http/throttle';
import { VirtualClock } from './clock';

/** One scripted answer: a status, a status with headers, or the code of a connection that broke. */
export type Answer = number | string | { status: number; retryAfter?: string; body?: unknown };

const toOutcome = (request: HttpRequest, answer: Answer): HttpResponse | NoResponse => {
	if (typeof answer === 'string') return new NoResponse(request, answer, `connection: ${answer}`);
	const { status, retryAfter, body } = typeof answer === 'number' ? { status: answer } : answer;
	return {
		statusCode: status,
		headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
		body: body ?? '',
	};
};

/** A transport that answers from a script and logs when each request starts and ends, in ms of the virtual clock. */
export class ScriptedTransport {
	readonly log: string[] = [];

	readonly starts: number[] = [];

	running = 0;

	mostAtOnce = 0;

	constructor(
		private readonly clock: VirtualClock,
		private readonly answers: Answer[],
		private readonly latency = 10,
	) {}

	fetch: Fetch = async (request) => {
		const label = `${request.method} ${request.path}`;
		// Places in a bucket are fractions of a millisecond.
		const now = () => Math.round(this.clock.now());
		this.log.push(`${now()} START ${label}`);
		this.starts.push(now());
		const answer = this.answers.shift();
		if (answer === undefined) throw new Error(`The script has no answer for ${label}`);
		this.running += 1;
		this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
		await this.clock.sleep(this.latency);
		this.running -= 1;
		const outcome = toOutcome(request, answer);
		const end = outcome instanceof NoResponse ? outcome.code : outcome.statusCode;
		this.log.push(`${now()} END ${label} ${end}`);
		if (outcome instanceof NoResponse) throw outcome;
		return outcome;
	};
}

export const ORIGIN = 'https://jama.test';

interface World {
	limit?: RateLimit;
	random?: number;
	signal?: AbortSignal;
	waitsUntil?: number;
	latency?: number;
}

/** A `send` on a virtual clock and a scripted server. */
export function scriptedSend(
	answers: Answer[],
	{ limit, random = 0, signal, waitsUntil, latency }: World = {},
) {
	const clock = new VirtualClock();
	const throttle = createThrottle(clock);
	const transport = new ScriptedTransport(clock, answers, latency);
	const send = createSend({
		fetch: transport.fetch,
		throttle,
		inFlight: createInFlight(throttle),
		clock,
		random: () => random,
		origin: ORIGIN,
		limit: limit ?? { requestsPerSecond: 10, burst: 10 },
		...(signal ? { signal } : {}),
		...(waitsUntil === undefined ? {} : { waitsUntil }),
	});
	/** Sends one request and lets time pass until it ends. */
	const request = async (method: HttpMethod, path = '/x') =>
		await clock.during(send({ method, path }));
	return { clock, throttle, transport, send, request };
}
