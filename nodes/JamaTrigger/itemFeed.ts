import type { IDataObject } from 'n8n-workflow';
import { momentAt, readTimestamp } from '../Jama/values/dates';
import { InvalidInput } from '../shared/values/invalidInput';
import type { Row } from '../shared/values/row';
import type { ListPlace, Session } from '../shared/session/session';
import type { Entry, Feed, FeedPage, Range } from '../shared/trigger/feed';
import { fingerprint } from '../shared/trigger/feed';
import { filterMissing } from './missing';
import type { Settings } from './settings';

/** The largest page that Jama gives (REST developer guide, Paginated Lists). */
export const PAGE_SIZE = 50;

/** Dates as Jama's queries take them: one value is "after", two are a range (REST contract). */
export const datesOf = ({ from, to }: Range): string[] =>
	[from, ...(to === undefined ? [] : [to])].map((ms) => momentAt(ms));

/** @throws InvalidInput for a row without an id or a date that can be read */
export function toEntry(row: Row, dateName: string, content: unknown): Entry {
	const date = readTimestamp(row[dateName]);
	if (date === undefined || row.id === undefined) {
		throw new InvalidInput(
			`Jama gave a row without '${dateName}': ${JSON.stringify(row).slice(0, 200)}`,
			'Changes cannot be emitted without it. Check with the Custom API Action what the server responds.',
		);
	}
	const mark = content === undefined ? '' : fingerprint(JSON.stringify(content));
	return { id: String(row.id), date, mark, row };
}

/** What a save changes: comments, tags and relationships leave no trace in the item but its date. */
const contentOf = ({ fields, modifiedDate, modifiedBy, childItemType }: Row): unknown => [
	fields,
	modifiedDate,
	modifiedBy,
	childItemType,
];

/** One page of a list as a page of a feed. */
export async function readFeedPage(
	session: Session,
	place: ListPlace,
	start: number,
	toOne: (row: Row) => Entry,
): Promise<FeedPage> {
	const { rows, total, time } = await session.page(place, start, PAGE_SIZE);
	return {
		entries: rows.map(toOne),
		...(total === undefined ? {} : { total }),
		...(time === undefined ? {} : { time }),
	};
}

/** Where the items of the settings are listed: GET /abstractitems, or the results of a saved filter. */
export function itemsAt(
	{ filter, query, headers }: Settings,
	more: IDataObject,
	order: 'asc' | 'desc',
): ListPlace {
	const place = { query: { ...query, ...more }, ...(headers ? { headers } : {}) };
	if (filter !== undefined) return { ...place, path: `/filters/${filter}/results` };
	const sortBy = [`lastActivityDate.${order}`];
	return { ...place, path: '/abstractitems', query: { ...place.query, sortBy } };
}

/**
 * Items by their last activity. Results of a filter have no order of their own to ask for (REST contract, GET
 * /filters/{filterId}/results).
 */
export function itemFeed(session: Session, settings: Settings): Feed {
	const { filter } = settings;
	const toOne = (row: Row) => toEntry(row, 'lastActivityDate', contentOf(row));
	const read = async (range: Range, start: number, order: 'asc' | 'desc') =>
		await readFeedPage(
			session,
			itemsAt(settings, { lastActivityDate: datesOf(range) }, order),
			start,
			toOne,
		);
	const size = PAGE_SIZE;
	if (filter !== undefined) {
		const page: Feed['page'] = async (range, start) =>
			await read(range, start, 'asc').catch(filterMissing(session, filter));
		return { size, ordered: false, page };
	}
	return {
		size,
		ordered: true,
		page: async (range, start) => await read(range, start, 'asc'),
		newest: async (range) => await read(range, 0, 'desc'),
	};
}
