import { DateTime } from 'luxon';
import { hasStatus } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { sprintsOf } from '../fields/sprintValues';
import { urlOfIssue } from '../fields/simplify';
import type { BoardFacts, Status } from './boardFacts';
import type { Change } from './history';
import { categoryOf, readChanges, timeOf } from './history';

/** An issue with its history. */
export interface IssueHistory {
	id: string;
	key: string;
	summary: string;
	type: string;
	url: string;
	created: number;
	/** IDs of its sprints now. */
	sprints: number[];
	status: Status;
	estimate: unknown;
	changes: Change[];
}

const historiesOf = ({ changelog }: Row): Row[] =>
	[toRecord(changelog).histories ?? []].flat().filter(isRecord);

/** True where a history says how many changes there are, and has as many. */
function isWhole(row: Row): boolean {
	const { total } = toRecord(row.changelog);
	return typeof total === 'number' && historiesOf(row).length >= total;
}

/** The whole history of an issue, where a list gave a part of it. Throws InvalidInput where the server cuts that, too. */
async function wholeHistory(session: Session, { id, key }: Row): Promise<Row[]> {
	const path = `/issue/${encodeURIComponent(String(id))}`;
	if (session.connection.deployment === 'cloud') {
		return await session.rows(`${path}/changelog`, {}, { root: 'platform3', whole: true });
	}
	const query = { expand: 'changelog', fields: 'summary' };
	const row = await session.row({ path, query, root: 'platform' });
	if (isWhole(row)) return historiesOf(row);
	throw new InvalidInput(
		`Jira did not give the whole history of ${String(key)}`,
		'Without it the report would be a guess. Look at the history of the issue in Jira; a proxy or an add-on may cut it.',
	);
}

/** True where a history shows that its newest changes come first. Throws InvalidInput for a date that cannot be read. */
function isNewestFirst(histories: readonly Row[], key: string): boolean {
	const times = histories.map(({ created }) => timeOf(created, `A change of ${key}`));
	const [newest = 0] = times;
	const oldest = times.at(-1) ?? newest;
	return newest > oldest && times.every((time, at) => at === 0 || time <= (times[at - 1] ?? time));
}

/** The changes of an issue back to a time: those that came with the list, or where these are not all, read on. */
async function changesSince(session: Session, row: Row, since: number): Promise<Change[]> {
	const key = String(row.key);
	const histories = historiesOf(row);
	const came = readChanges(histories, key);
	const [oldest] = came;
	// What a cut history lacks is older only where the newest come first.
	const reachesBack = oldest !== undefined && oldest.time <= since && isNewestFirst(histories, key);
	if (isWhole(row) || reachesBack) return came;
	return readChanges(await wholeHistory(session, row), key);
}

/** JQL takes days in the time zone of the user: one earlier is early enough in all of them. */
const dayBefore = (time: number): string =>
	DateTime.fromMillis(time, { zone: 'utc' }).minus({ days: 2 }).toFormat('yyyy-MM-dd');

/**
 * The issues of a board that are, or may have been, in some sprints, with their histories: those that have one of the sprints
 * now, and those that have changed since the first of them started, among which are those that were taken out. Sub-tasks are
 * left out, as Jira's own reports do. One list, GET /board/{boardId}/issue; histories that it cuts are read on.
 * @param since when the first sprint started, in ms
 * @throws InvalidInput; BadResponse, also where a sprint does not exist any more; NoResponse
 */
export async function readIssues(
	session: Session,
	{ boardId, estimation, sprintField, statuses }: BoardFacts,
	sprints: readonly number[],
	since: number,
): Promise<IssueHistory[]> {
	const fields = ['summary', 'status', 'issuetype', 'created', 'sprint', 'closedSprints'];
	const query = {
		jql: `sprint in (${sprints.join(', ')}) OR updated >= "${dayBefore(since)}"`,
		fields: [...fields, sprintField.id, ...(estimation ? [estimation.id] : [])].join(','),
		expand: 'changelog',
	};
	const options = { root: 'issues', whole: true };
	const rows = await session.rows(`/board/${boardId}/issue`, query, options);
	const issues: IssueHistory[] = [];
	for (const row of rows) {
		const own = toRecord(row.fields);
		if (toRecord(own.issuetype).subtask === true) continue;
		const key = String(row.key);
		const status = toRecord(own.status);
		issues.push({
			id: String(row.id),
			key,
			summary: String(own.summary ?? ''),
			type: String(toRecord(own.issuetype).name ?? ''),
			url: urlOfIssue(session, key),
			created: timeOf(own.created, key),
			sprints: sprintsOf(own).map(({ id }) => id),
			status: {
				name: String(status.name),
				category: categoryOf(status) ?? statuses.get(String(status.id))?.category,
			},
			estimate: estimation ? own[estimation.id] : undefined,
			changes: await changesSince(session, row, since),
		});
	}
	return issues;
}

/** Whether an error says that something is not there, or names what there is not. */
export const mayBeGone = (error: unknown): boolean => hasStatus(error, 400, 404, 410);
