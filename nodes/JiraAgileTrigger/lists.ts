import type { IDataObject } from 'n8n-workflow';
import type { Session } from '../shared/session/session';
import type { Difference, Member, Membership } from '../shared/trigger/members';
import { fingerprint } from '../shared/trigger/feed';
import { InvalidInput } from '../shared/values/invalidInput';
import { toRecord } from '../shared/values/objectPath';
import { isOfBoard } from '../JiraAgile/fields/sprintValues';
import type { Row } from '../shared/values/row';
import { issueEvent, sprintEvent } from './events';
import type { EventName, Settings } from './settings';

/** What counts as a change of a sprint, beside its state. */
const contentOf = ({ name, goal, startDate, endDate }: Row) => [name, goal, startDate, endDate];

/** A row of a list by its ID. Throws InvalidInput for one that lacks what it is told apart by: it would count as another. */
function toMember(row: Row, needed: string, mark: (row: Row) => string): Member {
	if (row.id !== undefined && row[needed] !== undefined)
		return { id: String(row.id), mark: mark(row), row };
	throw new InvalidInput(
		`Jira gave a row without 'id' or '${needed}': ${JSON.stringify(row).slice(0, 200)}`,
		'Lists cannot be compared without them. Check with the Custom API Action what the server responds.',
	);
}

const toSprint = (row: Row): Member =>
	toMember(
		row,
		'state',
		({ state }) => `${String(state)}:${fingerprint(JSON.stringify(contentOf(row)))}`,
	);

/** The sprint that an issue is in, by its ID; empty for none. */
const sprintOf = (row: Row): string => String(toRecord(toRecord(row.fields).sprint).id ?? '');

/** The issue was in a sprint when that was completed. */
const wasCompletedIn = (row: Row, sprint: string): boolean =>
	[toRecord(row.fields).closedSprints ?? []]
		.flat()
		.some((one) => String(toRecord(one).id) === sprint);

/** Reads a whole list, once, and says in how many parts it came. */
async function readAll(
	session: Session,
	read: (row: Row) => Member,
	path: string,
	query: IDataObject = {},
	root?: string,
): ReturnType<Membership['read']> {
	const members: Member[] = [];
	let requests = 0;
	const options = { whole: true, ...(root === undefined ? {} : { root }) };
	for await (const rows of session.pages(path, query, options)) {
		requests += 1;
		members.push(...rows.map(read));
	}
	return { members, requests };
}

/** What became of a sprint of a board, as the names of events, in the order in which it happened. */
export function sprintEvents({ before, now }: Difference, board: number): EventName[] {
	// A sprint that was deleted is no event.
	if (!now) return [];
	// Sprints of other boards come and go with their issues: that one shows up says nothing of when it was created or started.
	if (before === undefined && !isOfBoard(now.row, board)) return [];
	const [was = '', content] = before === undefined ? [] : before.split(':');
	const [is = '', current] = now.mark.split(':');
	const events: EventName[] = before === undefined ? ['sprintCreated'] : [];
	if (is !== 'future' && was !== 'active' && was !== 'closed') events.push('sprintStarted');
	if (is === 'closed' && was !== 'closed') events.push('sprintCompleted');
	// Starting a sprint gives it its dates: that is one event, not two.
	if (before !== undefined && content !== current && was === is) events.push('sprintChanged');
	return events;
}

/** What became of an issue on a board, with the sprints concerned. */
export function issueEvents({
	before,
	now,
}: Difference): Array<{ event: EventName; fromSprintId?: number; toSprintId?: number }> {
	const events: ReturnType<typeof issueEvents> = [];
	if (before === undefined) events.push({ event: 'issueEnteredBoard' });
	if (!now) events.push({ event: 'issueLeftBoard' });
	if (before === now?.mark) return events;
	// An issue of a sprint that was completed has not left it: that is an event of the sprint.
	if (before && !(now && wasCompletedIn(now.row, before)))
		events.push({ event: 'issueLeftSprint', fromSprintId: Number(before) });
	if (now && now.mark !== '')
		events.push({ event: 'issueEnteredSprint', toSprintId: Number(now.mark) });
	return events;
}

/** The lists that the chosen events need, by the names that their members are kept under. */
export function listsOf(session: Session, settings: Settings): Record<string, Membership> {
	const { events, board, jql } = settings;
	if (board === undefined) return {};
	const wants = (word: RegExp) => [...events].some((event) => word.test(event));
	const lists: Record<string, Membership> = {};
	const query = jql === '' ? {} : { jql };
	const narrowed = jql === '' ? '' : ` ${fingerprint(jql)}`;
	if (wants(/^sprint/)) {
		lists[`sprints of board ${board}`] = {
			read: async () => await readAll(session, toSprint, `/board/${board}/sprint`),
			toEvents: async (difference) => {
				const wanted = sprintEvents(difference, board).filter((event) => events.has(event));
				const sprint = difference.now?.row ?? {};
				return await Promise.all(
					wanted.map(async (event) => await sprintEvent(session, settings, event, sprint)),
				);
			},
		};
	}
	if (wants(/Board$|^issue.*Sprint$/)) {
		const toIssue = (row: Row) => toMember(row, 'fields', sprintOf);
		const more = { ...query, fields: 'sprint,closedSprints' };
		const path = `/board/${board}/issue`;
		lists[`issues of board ${board}${narrowed}`] = {
			read: async () => await readAll(session, toIssue, path, more, 'issues'),
			toEvents: async (difference) => {
				const wanted = issueEvents(difference).filter(({ event }) => events.has(event));
				return await Promise.all(
					wanted.map(async (one) => await issueEvent(session, settings, one, difference.id)),
				);
			},
		};
	}
	if (wants(/Backlog$/)) {
		const toIssue = (row: Row) => toMember(row, 'fields', () => '');
		const path = `/board/${board}/backlog`;
		lists[`backlog of board ${board}${narrowed}`] = {
			read: async () =>
				await readAll(session, toIssue, path, { ...query, fields: 'summary' }, 'issues'),
			toEvents: async ({ id, now }) => {
				const event: EventName = now ? 'issueEnteredBacklog' : 'issueLeftBacklog';
				return events.has(event) ? [await issueEvent(session, settings, { event }, id)] : [];
			},
		};
	}
	return lists;
}
