/** The requests of a run on their way out: counted, and cut off for good when the run is killed. */
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';

/** Where a run is killed. */
export interface Kill {
	/** With its n-th request, from 1. */
	at: number;
	/** The request still arrives and is carried out; nobody is there for the response. */
	sent: boolean;
}

/** What one run sends. */
export class Sender {
	count = 0;
	killed = false;
	/** The last request, where it arrives although the run is dead. */
	private lastWords: Promise<unknown> | undefined;

	constructor(private readonly kill?: Kill) {}

	/** Whether the next request may leave as it is. */
	next(): 'leaves' | 'leavesUnheard' | 'stays' {
		this.count += 1;
		if (this.killed) return 'stays';
		if (this.count !== this.kill?.at) return 'leaves';
		this.killed = true;
		return this.kill.sent ? 'leavesUnheard' : 'stays';
	}

	/** Notes that a request arrives although the run is dead. */
	hold(arrival: Promise<unknown>): void {
		this.lastWords = arrival;
	}

	/** Resolves when nothing of the run is on its way any more. */
	async settled(): Promise<void> {
		await this.lastWords;
	}
}

const senders = new AsyncLocalStorage<Sender>();

const gone = (): Error => Object.assign(new Error('n8n was killed'), { code: 'ECONNRESET' });

/** Takes part in every request that this process sends, once for the process. */
export function installSenders(): void {
	const request = http.request as (...parts: unknown[]) => http.ClientRequest;
	(http as { request: unknown }).request = (...parts: unknown[]): http.ClientRequest => {
		const made = request(...parts);
		const sender = senders.getStore();
		const fate = sender?.next() ?? 'leaves';
		if (fate === 'stays') made.destroy(gone());
		if (fate === 'leavesUnheard') {
			const emit = made.emit.bind(made);
			let arrived!: () => void;
			sender!.hold(new Promise<void>((resolve) => (arrived = resolve)));
			made.emit = (event: string, ...rest: unknown[]) => {
				if (event !== 'response') {
					if (event === 'error' || event === 'close') arrived();
					return emit(event, ...rest);
				}
				(rest[0] as http.IncomingMessage).destroy();
				arrived();
				return emit('error', gone());
			};
		}
		return made;
	};
}

/** Runs something whose requests are the sender's. */
export async function sendingAs<T>(sender: Sender, work: () => Promise<T>): Promise<T> {
	return await senders.run(sender, work);
}
