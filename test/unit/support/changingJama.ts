import { jama } from '../../../nodes/Jama/api/api';
import { NoResponse } from '../../../nodes/shared/http/errors';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/http/http';
import { createSession } from '../../../nodes/shared/session/session';

/** One state of an item: what a save or another activity left behind. */
export interface ItemState {
	id: number;
	/** lastActivityDate as the server shows it, in ms. */
	date: number;
	/** Goes up with every save; a comment leaves it. */
	version: number;
	/** When the index shows it, in ms. */
	visibleAt: number;
	user: number;
	saved: number;
}

interface Item {
	id: number;
	created: number;
	states: ItemState[];
	deleted: boolean;
}

export interface LogEntry {
	id: number;
	date: number;
	visibleAt: number;
	item: number;
	user: number;
}

/** How this Jama behaves where documents leave it open. */
export interface Behaviour {
	precision: number;
	/** The longest that a change takes to become visible, in ms. */
	lag: number;
	/** While a change is not visible: the item as it was, or no item. */
	lagging: 'old' | 'missing';
	order: 'ascending' | 'ignored' | 'descending';
	singleDate: 'after' | 'from';
	totals: 'exact' | 'missing' | 'tooHigh';
	pageMax: number;
	/** Offset of the zone that dates are written in, in minutes. */
	zone: number;
	timestamps: boolean;
}

const BASE = '/rest/v1';
export const START = Date.UTC(2026, 0, 15, 12);
/** The credential's own user. */
export const ME = 7;

/**
 * A Jama whose clock stands still until it is moved, small enough to be asked hundreds of thousands of times: searches by
 * last activity with an index that lags, offset paging that shifts, and the log. Independent of the fake server.
 */
export class ChangingJama {
	now = START;
	requests = 0;
	/** Called before a request is answered; what it throws is what the client gets. */
	onRequest: (request: HttpRequest) => void = () => undefined;
	/** ms that an answer takes. */
	latency = 20;
	readonly log: LogEntry[] = [];
	private readonly items: Item[] = [];

	/** @param lagOf a number from 0 to 1 for each change: its share of the longest lag */
	constructor(
		readonly behavior: Behaviour,
		private readonly lagOf: () => number,
	) {}

	private stamp(): number {
		const { precision } = this.behavior;
		return Math.floor(this.now / precision) * precision;
	}

	private record(item: Item, saves: boolean, user: number): ItemState {
		const last = item.states[item.states.length - 1];
		const date = this.stamp();
		// An index catches up in order.
		const visibleAt = Math.max(
			this.now + Math.floor(this.lagOf() * this.behavior.lag),
			last?.visibleAt ?? 0,
		);
		const state = {
			id: item.id,
			date,
			version: (last?.version ?? 0) + (saves ? 1 : 0),
			visibleAt,
			user: saves ? user : (last?.user ?? user),
			saved: saves ? date : (last?.saved ?? date),
		};
		item.states.push(state);
		const entry = this.log[this.log.length - 1];
		this.log.push({
			id: this.log.length + 1,
			date,
			visibleAt: Math.max(visibleAt, entry?.visibleAt ?? 0),
			item: item.id,
			user,
		});
		return state;
	}

	create(user = 1): ItemState {
		const item: Item = {
			id: this.items.length + 1,
			created: this.stamp(),
			states: [],
			deleted: false,
		};
		this.items.push(item);
		return this.record(item, true, user);
	}

	private pick(which: number): Item | undefined {
		const alive = this.items.filter((item) => !item.deleted);
		return alive[which % Math.max(1, alive.length)];
	}

	edit(which: number, user = 1): ItemState | undefined {
		const item = this.pick(which);
		return item && this.record(item, true, user);
	}

	/** A comment, a tag, a relationship: moves the date and nothing else. */
	touch(which: number): ItemState | undefined {
		const item = this.pick(which);
		return item && this.record(item, false, 1);
	}

	delete(which: number): void {
		const item = this.pick(which);
		if (item) item.deleted = true;
	}

	/** The newest state of everything that is still there. */
	newest(): ItemState[] {
		return this.items
			.filter((item) => !item.deleted)
			.map((item) => item.states[item.states.length - 1] as ItemState);
	}

	private shown(item: Item): ItemState | undefined {
		if (item.deleted) return undefined;
		const visible = item.states.filter(({ visibleAt }) => visibleAt <= this.now);
		const isMissing = this.behavior.lagging === 'missing' && visible.length < item.states.length;
		return isMissing ? undefined : visible[visible.length - 1];
	}

	private write(ms: number): string {
		const { zone, precision } = this.behavior;
		const local = new Date(ms + zone * 60_000).toISOString();
		const sign = zone < 0 ? '-' : '+';
		const pad = (value: number) => String(value).padStart(2, '0');
		const offset = `${sign}${pad(Math.floor(Math.abs(zone) / 60))}${pad(Math.abs(zone) % 60)}`;
		return (precision === 1000 ? local.slice(0, 19) : local.slice(0, 23)) + offset;
	}

	private within(dates: unknown, date: number): boolean {
		const [from, to] = [dates ?? []].flat().map((text) => {
			if (!/T\d\d:\d\d:\d\d\.\d{3}\+0000$/.test(String(text))) throw new Error(`date ${text}`);
			return Date.parse(String(text).replace('+0000', 'Z'));
		});
		if (from === undefined) return true;
		if (to !== undefined) return date >= from && date <= to;
		return this.behavior.singleDate === 'after' ? date > from : date >= from;
	}

	private itemRows(query: NonNullable<HttpRequest['query']>): object[] {
		const { order } = this.behavior;
		const found = this.items
			.map((item) => ({ item, state: this.shown(item) }))
			.filter((one): one is { item: Item; state: ItemState } => one.state !== undefined)
			.filter(({ state }) => this.within(query.lastActivityDate, state.date));
		if (query.sortBy && order !== 'ignored') {
			const wanted = String(query.sortBy).endsWith('.desc') ? -1 : 1;
			const sign = order === 'descending' ? -1 : wanted;
			found.sort((a, b) => sign * (a.state.date - b.state.date));
		}
		return found.map(({ item, state }) => ({
			id: item.id,
			itemType: 33,
			project: 1,
			createdDate: this.write(item.created),
			modifiedDate: this.write(state.saved),
			lastActivityDate: this.write(state.date),
			modifiedBy: state.user,
			fields: { name: `version ${state.version}` },
		}));
	}

	private logRows(query: NonNullable<HttpRequest['query']>): object[] {
		const rows = this.log
			.filter(({ visibleAt }) => visibleAt <= this.now)
			.filter(({ date }) => this.within(query.date, date))
			.map(({ id, date, item, user }) => ({
				id,
				date: this.write(date),
				item,
				user,
				eventType: 'UPDATE',
				objectType: 'ITEM',
			}));
		return this.behavior.order === 'descending' ? rows.reverse() : rows;
	}

	private answer({ path, query = {} }: HttpRequest): HttpResponse {
		const { totals, pageMax, timestamps } = this.behavior;
		const meta = { status: 'OK', ...(timestamps ? { timestamp: this.write(this.now) } : {}) };
		const one = (data: object) => ({ statusCode: 200, headers: {}, body: { meta, data } });
		if (path === `${BASE}/users/current`) return one({ id: ME });
		if (path === `${BASE}/projects/1`) return one({ id: 1 });
		const rows =
			path === `${BASE}/abstractitems`
				? this.itemRows(query)
				: path === `${BASE}/activities`
					? this.logRows(query)
					: [];
		const start = Number(query.startAt ?? 0);
		const data = rows.slice(start, start + Math.min(pageMax, Number(query.maxResults)));
		const totalResults = rows.length + (totals === 'tooHigh' ? 7 : 0);
		const pageInfo = {
			startIndex: start,
			resultCount: data.length,
			...(totals === 'missing' ? {} : { totalResults }),
		};
		return { statusCode: 200, headers: {}, body: { meta: { ...meta, pageInfo }, data } };
	}

	/** A session on this Jama, without throttle and retries. */
	session() {
		const connection = {
			baseUrl: 'https://jama.test',
			limit: { requestsPerSecond: 10, burst: 5 },
			ignoreCertificate: false,
		};
		const send = async (request: HttpRequest): Promise<HttpResponse> => {
			this.requests += 1;
			this.now += this.latency;
			this.onRequest(request);
			return await Promise.resolve(this.answer(request));
		};
		return createSession(jama, connection, send);
	}
}

/** What a broken connection looks like. */
export const broken = (request: HttpRequest) => new NoResponse(request, 'ECONNRESET', 'broken');
