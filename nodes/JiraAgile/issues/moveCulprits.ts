import type { BadResponse } from '../../shared/http/errors';
import { hasStatus } from '../../shared/http/errors';
import { isGone } from '../api/responses';
import type { Session } from '../../shared/session/session';

/** The issues that a rejected request failed for. */
export interface Culprits {
	/** Those of the request, as they were sent. */
	issues: string[];
	/** Those of them that Jira does not know, or that the user may not see. */
	unknown: string[];
	/** What to say of them; whole sentences, or empty. */
	words: string;
}

const READS_AT_ONCE = 5;

/** A sentence about issues that cannot be read. */
export const tellUnknown = (keys: readonly string[]): string =>
	`Jira does not know ${keys.join(', ')}, or this user may not see ${keys.length === 1 ? 'it' : 'them'}.`;

/** Whether a request may have been rejected for some of its issues: Jira then carries out nothing of it. */
export const mayHaveCulprits = (error: unknown): error is BadResponse => hasStatus(error, 400, 404);

/** The keys that stand in Jira's words. */
const named = (words: string, keys: readonly string[]): string[] =>
	keys.filter(
		(key) => key.includes('-') && new RegExp(`(?<![\\w-])${key}(?![\\w-])`, 'i').test(words),
	);

/** Reads each issue; those that are not there. One that cannot be read for another reason is not called unknown. */
async function unknownAmong(session: Session, keys: readonly string[]): Promise<string[]> {
	const unknown: string[] = [];
	for (let at = 0; at < keys.length; at += READS_AT_ONCE) {
		const part = keys.slice(at, at + READS_AT_ONCE);
		const gone = part.map(async (key) => {
			const path = `/issue/${encodeURIComponent(key)}`;
			const read = session.row({ path, query: { fields: 'summary' } });
			return (await read.then(() => false, isGone)) ? [key] : [];
		});
		unknown.push(...(await Promise.all(gone)).flat());
	}
	return unknown;
}

/**
 * Finds out which issues a move was rejected for, since Jira's words often name none: those that stand in the words, else those
 * that cannot be read (GET /issue/{issueIdOrKey}, one for each). Never rejects: the rejection itself is what is reported.
 * @param anchors the issues next to which they are ranked
 */
export async function findCulprits(
	session: Session,
	issues: readonly string[],
	anchors: readonly string[],
	refusal: BadResponse,
): Promise<Culprits> {
	const inWords = named(refusal.words ?? '', issues);
	const suspects = inWords.length > 0 ? inWords : [...issues, ...anchors];
	const gone = await unknownAmong(session, suspects);
	const unknown = gone.filter((key) => issues.includes(key));
	const places = gone.filter((key) => anchors.includes(key));
	const words = [
		...(places.length > 0 ? [`${tellUnknown(places)} Choose another place.`] : []),
		...(unknown.length > 0
			? [`${tellUnknown(unknown)} Correct the list, or turn on 'Leave Out Unknown Issues'.`]
			: []),
	];
	return {
		issues: unknown.length > 0 ? unknown : inWords,
		unknown,
		words: words.join(' '),
	};
}
