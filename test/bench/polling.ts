import { request } from 'undici';
import { jama } from '../../nodes/Jama/api/api';
import { listen } from '../../nodes/JamaTrigger/poll';
import { poll } from '../../nodes/shared/trigger/poll';
import type { Settings } from '../../nodes/JamaTrigger/settings';
import { readState, type State } from '../../nodes/shared/trigger/state';
import { createSend } from '../../nodes/shared/http/send';
import { createMemory } from '../../nodes/shared/session/memory';
import { createSession } from '../../nodes/shared/session/session';
import { createInFlight, type InFlight } from '../../nodes/shared/http/inFlight';
import { createThrottle, type Clock, type Throttle } from '../../nodes/shared/http/throttle';
import type { Changed, ChangingServer } from './changingServer';

/** n8n's default budget of a poll, and the share of it in which the trigger reads. */
export const BUDGET = 300_000;
const READING = BUDGET * 0.7;
/** ms that an answer of a Jama in the cloud is taken to last, on the clock that is not real. */
const ANSWER = 80;

/** A clock on which waiting takes no time. */
export class QuickClock implements Clock {
	constructor(public time: number) {}
	now = () => this.time;
	sleep = async (ms: number) => {
		this.time += ms;
		await Promise.resolve();
	};
}

export const LIMITS = {
	/** The credential's defaults. */
	throttled: { requestsPerSecond: 10, burst: 5 },
	unthrottled: { requestsPerSecond: 1e6, burst: 1e6 },
};

export const settingsOf = (project: number, more: Partial<Settings> = {}): Settings => ({
	triggerOn: 'itemCreatedOrUpdated',
	projects: [project],
	query: { project: [project] },
	simplify: false,
	ignoreOwnChanges: false,
	previousVersion: false,
	overlap: 5000,
	itemsPerPoll: 1000,
	...more,
});

/** What one poll took. */
export interface Figures {
	events: number;
	requests: number;
	/** By the real clock. */
	ms: number;
	/** By the clock of throttle and budget, in ms. */
	lasted: number;
	/** The most that the heap grew by, in bytes. */
	heap: number;
	/** The state behind it as JSON, in bytes. */
	state: number;
}

/** A trigger on a server: polls one after the other, and remembers what came of them. */
export class Poller {
	readonly emitted: Changed[] = [];
	private state: State | undefined;
	private readonly throttle: Throttle;
	private readonly inFlight: InFlight;
	/** Of the configuration, as the executions of a process share it. */
	private readonly memory = createMemory(() => 0);

	constructor(
		private readonly server: ChangingServer,
		readonly settings: Settings,
		private readonly clock: QuickClock,
		private readonly limit = LIMITS.unthrottled,
	) {
		this.throttle = createThrottle(clock);
		this.inFlight = createInFlight(this.throttle);
	}

	async poll(): Promise<Figures> {
		const { clock, limit, server } = this;
		const connection = { baseUrl: server.url, limit, ignoreCertificate: false };
		const figures = { requests: 0, heap: 0 };
		globalThis.gc?.();
		const { heapUsed } = process.memoryUsage();
		const send = createSend({
			throttle: this.throttle,
			inFlight: this.inFlight,
			clock,
			random: () => 0.5,
			origin: server.url,
			limit,
			fetch: async ({ path, query = {}, headers }) => {
				const search = new URLSearchParams();
				for (const [name, value] of Object.entries(query)) {
					for (const one of [value].flat()) search.append(name, String(one));
				}
				const answer = await request(`${server.url}${path}?${search}`, {
					headers: { ...headers, authorization: server.authorization },
				});
				const body = await answer.body.json();
				figures.requests += 1;
				clock.time += ANSWER;
				figures.heap = Math.max(figures.heap, process.memoryUsage().heapUsed - heapUsed);
				return { statusCode: answer.statusCode, headers: answer.headers, body };
			},
		});
		const memory = this.memory.of(server.url, 'one user');
		const session = createSession(jama, connection, send, { memory });
		const begun = clock.now();
		const since = performance.now();
		// As n8n stores it.
		const state = readState(this.state && JSON.parse(JSON.stringify(this.state)), console.warn);
		const result = await poll({
			listener: await listen(session, this.settings, state),
			owner: { node: 'node' },
			room: () => 4,
			outOfTime: () => clock.now() - begun > READING,
			warn: (message) => console.log(`  ! ${message}`),
			...(state ? { state } : {}),
		});
		const ms = performance.now() - since;
		this.state = result.state;
		for (const { id, lastActivityDate, fields, name } of result.events) {
			const known = (fields as { name: string } | undefined)?.name ?? (name as string);
			const date = Date.parse(String(lastActivityDate));
			this.emitted.push({ id: id as number, date, name: known });
		}
		return {
			...figures,
			events: result.events.length,
			ms,
			lasted: clock.now() - begun,
			state: Buffer.byteLength(JSON.stringify(result.state)),
		};
	}

	/** Polls until nothing more comes. */
	async pollAll(onPoll: (figures: Figures, number: number) => void): Promise<Figures[]> {
		const all: Figures[] = [];
		for (;;) {
			const figures = await this.poll();
			if (figures.events === 0) return all;
			all.push(figures);
			onPoll(figures, all.length);
		}
	}
}

/** Compares what was emitted with what was changed. */
export function compare(changed: Changed[], emitted: Changed[]) {
	const keyOf = ({ id, date, name }: Changed) => `${id} ${date} ${name}`;
	const seen = new Set<string>();
	const counts = { lost: 0, repeated: 0, disordered: 0 };
	let last = 0;
	for (const one of emitted) {
		if (seen.has(keyOf(one))) counts.repeated += 1;
		if (one.date < last) counts.disordered += 1;
		seen.add(keyOf(one));
		last = one.date;
	}
	const newest = new Map(changed.map((one) => [one.id, one]));
	for (const one of newest.values()) if (!seen.has(keyOf(one))) counts.lost += 1;
	return counts;
}
