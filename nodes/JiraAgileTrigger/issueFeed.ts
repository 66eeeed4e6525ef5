import type { IDataObject } from 'n8n-workflow';
import type { Session } from '../shared/session/session';
import type { Entry, Feed, FeedPage, Range } from '../shared/trigger/feed';
import { fingerprint, stateOf } from '../shared/trigger/feed';
import { InvalidInput } from '../shared/values/invalidInput';
import type { Row } from '../shared/values/row';
import { toRecord } from '../shared/values/objectPath';
import { whoAndWhen } from './clock';
import type { Settings } from './settings';

const MINUTE = 60_000;
/** A response may be so late (ms) that a date relative to the server's clock has moved on by as much. */
const MARGIN = 6 * MINUTE;
/** More rows than this are not read at once where the range can be narrowed down. */
const MOST_ROWS = 500;
/** How often a range is read before the trigger gives up and says so. */
const MOST_PASSES = 12;

/** Where issues are listed: those of a board, or all that the user may see. */
export function issuesAt(
	session: Session,
	{ board, jql: wanted }: Settings,
	condition = '',
	order = 'updated ASC',
): { path: string; query: IDataObject; root: string } {
	const conditions = [wanted === '' ? '' : `(${wanted})`, condition].filter(Boolean);
	const jql = `${conditions.join(' AND ')} ORDER BY ${order}`.trim();
	if (board !== undefined) return { path: `/board/${board}/issue`, query: { jql }, root: 'issues' };
	const isCloud = session.connection.deployment === 'cloud';
	return isCloud
		? { path: '/search/jql', query: { jql, fields: '*navigable' }, root: 'platform' }
		: { path: '/search', query: { jql }, root: 'platform' };
}

/** When an issue was last changed, in ms. Throws InvalidInput for one that does not say it. */
export function toEntry(row: Row): Entry {
	const fields = toRecord(row.fields);
	const date = Date.parse(String(fields.updated));
	if (Number.isNaN(date) || row.id === undefined) {
		throw new InvalidInput(
			`Jira gave an issue without 'updated': ${JSON.stringify(row).slice(0, 200)}`,
			'Changes cannot be emitted without it. Check with the Custom API Action what the server responds.',
		);
	}
	return { id: String(row.id), date, mark: fingerprint(JSON.stringify(fields)), row };
}

/**
 * A range in JQL, whose dates are exact to the minute and in the time zone of the user's profile. What is relative to the
 * server's clock knows no zone (Jira documentation, advanced searching: `updated >= "-15m"`).
 * @param time the server's clock in ms
 */
export function rangeIn({ from, to }: Range, time: number): string {
	const since = Math.max(1, Math.ceil((time - from + MARGIN) / MINUTE) + 1);
	const until = to === undefined ? 0 : Math.floor((time - to) / MINUTE) - 1;
	return `updated >= "-${since}m"${until > 0 ? ` AND updated <= "-${until}m"` : ''}`;
}

/**
 * Issues by their last change. JQL is exact to the minute, and Cloud pages by tokens, says no total and lets no query begin
 * in the middle: a range is read whole, or where it holds too much, narrowed down. A range that came in several responses is
 * read until a pass finds nothing new.
 * @param now milliseconds that pass, for the time that reading takes
 */
export function issueFeed(session: Session, settings: Settings, now = () => Date.now()): Feed {
	const page = async (range: Range): Promise<FeedPage> => {
		const { time } = await whoAndWhen(session);
		const begun = now();
		const { path, query, root } = issuesAt(session, settings, rangeIn(range, time));
		const mayNarrow = (range.to ?? time) - range.from > MINUTE;
		const found = new Map<string, Entry>();
		for (let pass = 1; pass <= MOST_PASSES; pass++) {
			const before = found.size;
			let batches = 0;
			for await (const rows of session.pages(path, query, { root, whole: true })) {
				batches += 1;
				for (const entry of rows.map(toEntry)) {
					const isWithin = entry.date >= range.from && entry.date <= (range.to ?? Infinity);
					if (isWithin) found.set(stateOf(entry), entry);
				}
				if (mayNarrow && found.size > MOST_ROWS)
					return { entries: [...found.values()], total: Infinity, time };
			}
			// The next poll asks again from the same date.
			if (now() - begun > MARGIN - MINUTE) throw tooSlow();
			if (batches <= 1 || (pass > 1 && found.size === before)) {
				const entries = [...found.values()];
				return { entries, total: entries.length, time };
			}
		}
		throw new InvalidInput(
			'The list of issues does not stand still: several attempts to read it found different rows',
			"Nothing was emitted and nothing is lost: the next poll tries again. If this continues, narrow the trigger down with 'JQL'.",
		);
	};
	return { size: Infinity, ordered: false, page };
}

const tooSlow = (): InvalidInput =>
	new InvalidInput(
		'Reading the issues that changed took longer than five minutes',
		"Nothing is lost: the next poll tries again. Narrow the trigger down with 'JQL', or raise the rate of the credential.",
	);
