import type { Row } from '../values/row';

/** One row of a feed: a thing that changed, and when. */
export interface Entry {
	id: string;
	/** When it last changed: ms since 1970 by the server's clock. */
	date: number;
	/** Fingerprint of its content: distinguishes two states of one date. */
	mark: string;
	row: Row;
}

/** Dates of changes, both ends included; without `to` everything from `from` on. In ms since 1970. */
export interface Range {
	from: number;
	to?: number;
}

export interface FeedPage {
	entries: Entry[];
	/** How many the server says there are in the range. */
	total?: number;
	/** The server's clock when it responded, in ms. */
	time?: number;
}

/** A list of changes that can be asked for by date. */
export interface Feed {
	/** Rows of a full page. */
	size: number;
	/** The server was asked for the order of dates; whether it keeps to it is checked. */
	ordered: boolean;
	/** The rows of a range, from `start` on; one request. */
	page: (range: Range, start: number) => Promise<FeedPage>;
	/** The first page of a range, newest first; absent where no order can be asked for. */
	newest?: (range: Range) => Promise<FeedPage>;
}

/** Rows in the order in which changes are emitted: by date, then by id. */
export const byDate = (a: Entry, b: Entry): number =>
	a.date - b.date || Number(a.id) - Number(b.id);

/** What makes two rows the same state of the same thing. */
export const stateOf = ({ id, date, mark }: Entry): string => `${id}@${date}:${mark}`;

/** 32 bits of a text (FNV-1a), short. */
export function fingerprint(text: string): string {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	}
	return (hash >>> 0).toString(36);
}
