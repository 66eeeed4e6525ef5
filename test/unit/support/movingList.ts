import type { IDataObject } from 'n8n-workflow';
import type { Page } from '../../../nodes/shared/paging/paginate';
import { VirtualClock } from './clock';

export interface ListRow {
	id: number;
}

/** `count` rows with ids from 1 on, ten apart, so that there is room for rows between them. */
export const rowsUpTo = (count: number): ListRow[] =>
	Array.from({ length: count }, (_, index) => ({ id: (index + 1) * 10 }));

export interface ListBehaviour {
	/** Most rows of a page, whatever is asked for. */
	cap?: number;
	/** Answers without a total. */
	noTotal?: boolean;
	/** Added to the true total: rows that this user may not see. */
	totalOff?: number;
	/** How long each answer takes, by the number of the request (from 0). */
	latency?: (request: number) => number;
	/** Changes the list just before the server works on a request (from 0). */
	before?: (request: number, rows: ListRow[]) => void;
	/** What the server does with `lastId`: knows it, ignores it, or adds `startAt` to it. */
	lastId?: 'known' | 'ignored';
	/** Fails this request (from 0). */
	failAt?: number;
}

/** A list on a server that pages by offset or last id and may move between requests. */
export class MovingList {
	readonly clock = new VirtualClock();

	readonly queries: IDataObject[] = [];

	mostAtOnce = 0;

	private running = 0;

	constructor(
		readonly rows: ListRow[],
		private readonly behavior: ListBehaviour = {},
	) {}

	fetchPage = async (query: IDataObject): Promise<Page<ListRow>> => {
		const { cap = 50, noTotal, totalOff = 0, latency, before, failAt } = this.behavior;
		const number = this.queries.push(query) - 1;
		this.running += 1;
		this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
		await this.clock.sleep(latency?.(number) ?? 1);
		before?.(number, this.rows);
		const rows = this.select(query).slice(0, Math.min(cap, query.maxResults as number));
		const total = this.rows.length + totalOff;
		// The way back takes as long again.
		await this.clock.sleep(latency?.(number) ?? 1);
		this.running -= 1;
		if (number === failAt) throw new Error(`request ${number} was refused`);
		return { rows, ...(noTotal ? {} : { total }) };
	};

	private select(query: IDataObject): ListRow[] {
		const { lastId = 'known' } = this.behavior;
		const usesLastId = query.lastId !== undefined && lastId === 'known';
		const from = usesLastId
			? this.rows.filter(({ id }) => id > (query.lastId as number))
			: this.rows;
		return from.slice(query.startAt as number);
	}

	/** Start and size of each request. */
	get asked(): string[] {
		return this.queries.map(
			({ startAt, maxResults }) => `${String(startAt)}+${String(maxResults)}`,
		);
	}
}

/**
 * A server that ignores paging and gives the same rows whatever is asked for; fails when it is asked again and again.
 * @param total what it announces
 */
export function sameRows(count: number, total?: number) {
	let requests = 0;
	return async (): Promise<Page<ListRow>> => {
		requests += 1;
		if (requests > 50) throw new Error('The list is read for ever');
		const rows = rowsUpTo(count);
		return await Promise.resolve(total === undefined ? { rows } : { rows, total });
	};
}
