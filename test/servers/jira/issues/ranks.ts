import { findIssue, noContent, type Call } from '../frame/call';
import { refusal, type Answer } from '../frame/envelope';
import type { Issue } from '../types';

interface Place {
	anchor: Issue;
	side: 'before' | 'after';
}

/** Where a body wants its issues: before or after another; undefined = it does not say. */
function placeOf(call: Call): Place | undefined {
	const { rankBeforeIssue: before, rankAfterIssue: after } = call.body;
	// Assumption: both at once are refused.
	if (before !== undefined && after !== undefined)
		throw refusal(400, 'Only one of rankBeforeIssue and rankAfterIssue can be given.');
	if (before === undefined && after === undefined) return undefined;
	const anchor = findIssue(call, before ?? after, 400);
	return { anchor, side: before === undefined ? 'after' : 'before' };
}

/**
 * Ranks issues as a body says: 204, or 207 with an entry for each issue when some could not be ranked.
 * Assumptions: an issue that is the anchor itself has an entry with 400, one that cannot be ranked now 503.
 */
export function rank(call: Call, issues: Issue[], needed = false): Answer {
	const place = placeOf(call);
	if (!place) {
		if (needed) throw refusal(400, 'One of rankBeforeIssue and rankAfterIssue is required.');
		return noContent();
	}
	const { rankBusy } = call.switches;
	const entries = [...new Set(issues)].map((issue) => {
		const entry = { issueId: issue.id, issueKey: issue.key };
		if (issue === place.anchor)
			return { ...entry, status: 400, errors: ['An issue cannot be ranked relative to itself.'] };
		if (rankBusy.includes(issue.key))
			return { ...entry, status: 503, errors: ['The rank cannot be changed at this time.'] };
		return { ...entry, status: 200 };
	});
	const ids = entries.filter(({ status }) => status === 200).map(({ issueId }) => issueId);
	call.state.moveInRank(ids, place.anchor.id, place.side);
	return ids.length === entries.length ? noContent() : { status: 207, body: { entries } };
}
