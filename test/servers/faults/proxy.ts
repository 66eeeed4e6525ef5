import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import tls from 'node:tls';
import type { Certificates } from './certificates';
import type { Fault, Requested, Wire } from './fault';
import { LOGIN, loginPage } from './faults';
import type { Answer, Message } from './message';
import { bytesOf, headerOf, readMessage, toAnswer } from './message';
import { nameHost } from './names';
import { rowsOf } from './pages';

/** Which requests meet a fault: the n-th, counted from 1, and only that one or all from there on. */
export interface Plan {
	fault: Fault;
	from: number;
	lasting: boolean;
}

/** One request that the proxy saw, or that never came so far. */
export interface ProxiedRequest extends Requested {
	number: number;
	/** The name of what happened to it. */
	fault?: string;
	/** What the server answered; undefined when it never got the request. */
	answer?: Answer;
	/** What the client got; undefined when it was no answer, or not a whole one. */
	received?: Answer;
	/** What the owner's `around` says about the request. */
	changed: string[];
}

/** What the proxy's owner knows and does. */
export interface ProxyOptions {
	/** The port of the server behind, on 127.0.0.1. */
	target: number;
	/** The host's name, of this process; another name ending in the same domain is a stranger's. */
	host: string;
	certificates?: Certificates;
	/** The client's clock in ms. */
	now?: () => number;
	/** Around the server's work on a request; tells what it changed. */
	around?: (
		request: Requested,
		work: () => Promise<Answer>,
	) => Promise<{ answer: Answer; changed: string[] }>;
	/** Before a request with the fault `expires`. */
	expire?: () => void;
	/** When nothing more will come on a connection from this port. */
	silence?: (port: number) => void;
}

const LISTENING = '127.0.0.1';
/** A loopback address at which nobody listens: a real refusal by the system. */
const CLOSED = '127.0.0.2';

/**
 * A server between a client and a fake server that breaks what it is told to break, byte by byte. One connection carries
 * one request, as n8n sends them. It has a host name of its own, and a second one that stands for a stranger.
 */
export class FaultProxy {
	/** Every request, in the order in which they came. */
	readonly requests: ProxiedRequest[] = [];
	/** The Authorization headers that a stranger was sent. */
	readonly strays: string[] = [];
	readonly origin: string;
	readonly stranger: string;

	private plan?: Plan;
	/** Counted since the proxy was told what to break. */
	private count = 0;
	private lookups = 0;
	private connections = 0;
	private met = 0;
	private readonly sockets = new Set<Socket>();

	private constructor(
		private readonly options: ProxyOptions,
		private readonly server: net.Server,
		private readonly forget: () => void,
	) {
		const { port } = server.address() as AddressInfo;
		const scheme = options.certificates ? 'https' : 'http';
		this.origin = `${scheme}://${options.host}:${port}`;
		this.stranger = `${scheme}://${strangerOf(options.host)}:${port}`;
	}

	static async start(options: ProxyOptions): Promise<FaultProxy> {
		const started: { proxy?: FaultProxy } = {};
		const accept = (socket: Socket) => started.proxy?.accept(socket);
		const { certificates } = options;
		const server = certificates
			? tls.createServer(
					{
						...certificates.right,
						SNICallback: (name, done) => {
							const { key, cert } = certificates[proxy?.certificateFor(name) ?? 'right'];
							done(null, tls.createSecureContext({ key, cert }));
						},
					},
					accept,
				)
			: net.createServer(accept);
		server.on('tlsClientError', () => undefined);
		await new Promise<void>((resolve) => server.listen(0, LISTENING, resolve));
		const names = [
			nameHost(options.host, () => proxy?.lookup() ?? { address: LISTENING }),
			nameHost(strangerOf(options.host), () => ({ address: LISTENING })),
		];
		const proxy = new FaultProxy(options, server, () => names.forEach((forget) => forget()));
		started.proxy = proxy;
		return proxy;
	}

	/** Breaks requests from now on, counted from this moment; without a plan none any more. */
	arm(plan?: Plan): void {
		this.plan = plan;
		this.count = this.lookups = this.connections = this.met = 0;
	}

	async close(): Promise<void> {
		this.forget();
		for (const socket of this.sockets) socket.destroy();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** The fault for the n-th request, if it acts at this stage. */
	private faultFor(number: number, at: Fault['at']): Fault | undefined {
		const { plan } = this;
		if (!plan || plan.fault.at !== at) return undefined;
		return number === plan.from || (plan.lasting && number > plan.from) ? plan.fault : undefined;
	}

	/** Where a connection leads: its number is that of the request that it is for. */
	private lookup(): { address: string } | { code: string } {
		const { plan } = this;
		if (plan?.fault.at !== 'lookup') return { address: LISTENING };
		const fault = this.faultFor((this.lookups += 1), 'lookup');
		if (!fault) return { address: LISTENING };
		this.note({ method: '', url: '', body: Buffer.alloc(0) }, fault);
		return fault.how === 'refused' ? { address: CLOSED } : { code: fault.how ?? 'ENOTFOUND' };
	}

	private certificateFor(name: string): keyof Certificates {
		if (name !== this.options.host) return 'right';
		this.connections += 1;
		const fault = this.faultFor(this.connections, 'connection');
		if (!fault) return 'right';
		this.note({ method: '', url: '', body: Buffer.alloc(0) }, fault);
		return fault.how as keyof Certificates;
	}

	private note(request: Requested, fault?: Fault): ProxiedRequest {
		const entry: ProxiedRequest = { ...request, number: (this.count += 1), changed: [] };
		if (fault) entry.fault = fault.name;
		this.requests.push(entry);
		return entry;
	}

	private accept(socket: Socket): void {
		this.sockets.add(socket);
		socket.on('close', () => this.sockets.delete(socket));
		socket.on('error', () => socket.destroy());
		const parts: Buffer[] = [];
		let taken = false;
		socket.on('data', (part: Buffer) => {
			if (taken) return;
			parts.push(part);
			const bytes = Buffer.concat(parts);
			const message = readMessage(bytes);
			if (!message) return;
			taken = true;
			void this.handle(socket, message, bytes).catch(() => socket.destroy());
		});
	}

	private async handle(socket: Socket, message: Message, bytes: Buffer): Promise<void> {
		const [method = '', url = ''] = message.start.split(' ');
		const authorization = headerOf(message.headers, 'authorization');
		const host = headerOf(message.headers, 'host')?.split(':')[0];
		if (host !== this.options.host) {
			if (authorization !== undefined) this.strays.push(authorization);
			socket.end(loginPage());
			return;
		}
		if (url.startsWith(LOGIN)) {
			socket.end(loginPage());
			return;
		}
		const request: Requested = {
			method,
			url,
			body: message.body,
			...(authorization === undefined ? {} : { authorization }),
		};
		const fault = this.faultFor(this.count + 1, 'request');
		const entry = this.note(request, fault);
		if (fault?.expires) this.options.expire?.();
		const carriesOut = !fault || fault.carriedOut;
		if (carriesOut) await this.carryOut(entry, bytes);
		const answer = entry.answer ?? { status: 0, headers: [], body: Buffer.alloc(0) };
		const fits = fault?.act && (fault.fits?.(request, answer) ?? true);
		// A fault that does not fit an answer leaves it as it is; one instead of an answer always acts.
		if (fault?.act && (fits || !carriesOut)) {
			const wire = fault.act(answer, {
				request,
				now: this.options.now?.() ?? Date.now(),
				origin: this.origin,
				stranger: this.stranger,
				earlierPages: this.earlierPages(entry),
				met: this.met++,
			});
			entry.received = receivedOf(wire);
			await send(socket, wire);
			if (wire.then === 'silence') this.options.silence?.(socket.remotePort ?? 0);
		} else {
			delete entry.fault;
			if (fault?.expires) entry.fault = fault.name;
			entry.received = answer;
			socket.end(bytesOf(answer));
		}
	}

	/** Answers to requests that differ in their paging only. */
	private earlierPages({ url, number }: ProxiedRequest): Answer[] {
		const [path = ''] = url.split('?');
		return this.requests
			.filter((one) => one.number < number && one.url.split('?')[0] === path && one.url !== url)
			.flatMap(({ answer }) => (answer && rowsOf(answer) ? [answer] : []));
	}

	private async carryOut(entry: ProxiedRequest, bytes: Buffer): Promise<void> {
		const work = async () => await this.forward(bytes);
		const around =
			this.options.around ?? (async (_, run) => ({ answer: await run(), changed: [] }));
		const { answer, changed } = await around(entry, work);
		entry.answer = answer;
		entry.changed = changed;
	}

	/** Sends bytes to the server behind and resolves with its whole answer. */
	private async forward(bytes: Buffer): Promise<Answer> {
		return await new Promise((resolve, reject) => {
			const parts: Buffer[] = [];
			const upstream = net.connect(this.options.target, LISTENING, () => upstream.write(bytes));
			this.sockets.add(upstream);
			const finish = (ended: boolean) => {
				const message = readMessage(Buffer.concat(parts), ended);
				if (!message && !ended) return;
				this.sockets.delete(upstream);
				upstream.destroy();
				if (message) resolve(toAnswer(message));
				else reject(new Error('The server behind the proxy gave no answer'));
			};
			upstream.on('data', (part: Buffer) => {
				parts.push(part);
				finish(false);
			});
			upstream.on('end', () => finish(true));
			upstream.on('error', reject);
		});
	}
}

const strangerOf = (host: string) => `stranger-${host}`;

/** What a client reads out of the wire, if that is a whole answer. */
function receivedOf({ pieces, then }: Wire): Answer | undefined {
	if (then !== 'end') return undefined;
	const message = readMessage(Buffer.concat(pieces), true);
	return message?.start.startsWith('HTTP/') ? toAnswer(message) : undefined;
}

/** Puts bytes on the wire and ends the connection as told. */
async function send(socket: Socket, { pieces, pause, then }: Wire): Promise<void> {
	for (const [index, piece] of pieces.entries()) {
		if (index > 0 && pause) await new Promise((resolve) => setTimeout(resolve, pause));
		if (socket.destroyed) return;
		await new Promise((resolve) => socket.write(piece, resolve));
	}
	if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
	// So that the client has read what there is.
	if (then === 'silence') await new Promise((resolve) => setTimeout(resolve, 20));
	if (then === 'end') socket.end();
	else if (then === 'reset') (socket.resetAndDestroy ?? socket.destroy).call(socket);
}
