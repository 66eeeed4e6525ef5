import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from './answer';

/**
 * What goes wrong with the requests that match; the rest of the server knows nothing of it. All of it is JSON,
 * so that PUT /admin/switches can set it.
 */
export interface RequestFault {
	method?: string;
	/** As in the log of requests: for Jama without context path and root. A trailing `*` matches any rest. */
	path?: string;
	/** A regular expression that the path matches. */
	pattern?: string;
	/** Which of the requests that match is the first to be met; default 1. */
	nth?: number;
	/** How many are met from that one on; default 1. */
	times?: number | 'always';
	/** The request is carried out, and only its answer goes wrong. */
	after?: boolean;
	/**
	 * A number, 'html' (a 200 page, as a login proxy answers), 'drop' (the connection is closed without an
	 * answer), 'reset' (it is reset) or 'hang' (no answer ever). Without it the request is carried out and
	 * has its own answer, with `headers` and `damage`.
	 */
	status?: number | 'html' | 'drop' | 'reset' | 'hang';
	headers?: Record<string, string>;
	/** A string is sent as text/html, anything else as JSON; default: the server's own words for an error. */
	body?: unknown;
	/**
	 * What becomes of the body: 'cut' (the connection is closed in the middle), 'half' (a proxy that passes on one half,
	 * with its length), 'garbled' (all of it, not JSON any more), 'empty' (none).
	 */
	damage?: 'cut' | 'half' | 'garbled' | 'empty';
}

/** What a request comes to: an answer, or undefined when it was taken by a fault of the connection. */
export interface Outcome {
	answer?: Answer;
	fault?: RequestFault;
}

/** How a server says what a fault has it say. */
export interface FaultWords {
	error(status: number, message: string, headers?: Record<string, string>): Answer;
	page(): Answer;
}

function matches({ method, path, pattern }: RequestFault, request: Requested): boolean {
	if (method !== undefined && method.toUpperCase() !== request.method) return false;
	if (pattern !== undefined && !new RegExp(pattern).test(request.path)) return false;
	if (path === undefined) return true;
	return path.endsWith('*') ? request.path.startsWith(path.slice(0, -1)) : request.path === path;
}

interface Requested {
	method: string;
	path: string;
}

/** The first fault that meets a request; the list is changed by what is used up. */
export function takeFault(faults: RequestFault[], request: Requested): RequestFault | undefined {
	for (const [index, fault] of faults.entries()) {
		if (!matches(fault, request)) continue;
		const { nth = 1, times = 1 } = fault;
		// Copies: tests share faults between lists.
		if (nth > 1) faults[index] = { ...fault, nth: nth - 1 };
		else {
			if (times === 'always') return fault;
			if (times > 1) faults[index] = { ...fault, times: times - 1 };
			else faults.splice(index, 1);
			return fault;
		}
	}
	return undefined;
}

const WIRE = ['drop', 'reset', 'hang'];

function answerOf(fault: RequestFault, own: Answer | undefined, words: FaultWords): Answer {
	const { status, headers, body } = fault;
	const more = (answer: Answer): Answer =>
		headers ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
	if (status === 'html') return more(words.page());
	if (typeof status !== 'number') return more(own ?? words.page());
	if (body === undefined) return words.error(status, `Scripted failure ${status}`, headers);
	const type: Record<string, string> =
		typeof body === 'string' ? { 'content-type': 'text/html;charset=UTF-8' } : {};
	return more({ status, body, headers: type });
}

/** Carries a request out, unless a fault keeps it from that; what is then said is the fault's. */
export async function withFaults(
	faults: RequestFault[],
	request: Requested,
	words: FaultWords,
	carryOut: () => Answer | Promise<Answer>,
): Promise<Outcome> {
	const fault = takeFault(faults, request);
	if (!fault) return { answer: await carryOut() };
	const isCarriedOut = fault.after === true || fault.status === undefined;
	const own = isCarriedOut ? await carryOut() : undefined;
	return WIRE.includes(String(fault.status))
		? { fault }
		: { answer: answerOf(fault, own, words), fault };
}

const pieces = ({ file, body }: Answer): Buffer => {
	if (file) return Buffer.concat(file);
	if (body === undefined) return Buffer.alloc(0);
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

/** Sends what is left of an answer, past what would set its length right. */
function sendDamaged(reply: FastifyReply, answer: Answer, damage: RequestFault['damage']): void {
	const whole = pieces(answer);
	const half = whole.subarray(0, Math.floor(whole.length / 2));
	const garbled = Buffer.from(whole.toString('latin1').replaceAll(':', '='), 'latin1');
	const sent = { cut: half, half, garbled, empty: Buffer.alloc(0) }[damage ?? 'empty'];
	reply.hijack();
	const { raw } = reply;
	raw.writeHead(answer.status, {
		'content-type': 'application/json;charset=UTF-8',
		...answer.headers,
		'content-length': damage === 'cut' ? whole.length : sent.length,
	});
	if (damage !== 'cut') raw.end(sent);
	else raw.write(sent, () => raw.socket?.destroy());
}

/** Hands an outcome to the client: `send` sends a whole answer. */
export function deliver(
	request: FastifyRequest,
	reply: FastifyReply,
	{ answer, fault }: Outcome,
	send: (answer: Answer) => unknown,
): unknown {
	if (answer && !fault?.damage) return send(answer);
	if (answer) return void sendDamaged(reply, answer, fault?.damage);
	reply.hijack();
	const { socket } = request.raw;
	if (fault?.status === 'drop') socket.destroy();
	if (fault?.status === 'reset') socket.resetAndDestroy();
	return undefined;
}
