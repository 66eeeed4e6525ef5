import { notingDone } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import { isOfBoard } from '../fields/sprintValues';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';

/** Where the open issues of a completed sprint go. */
export type Destination = 'backlog' | 'next' | 'sprint' | 'new';

/** The most issues of one request (Jira Software REST reference). */
const AT_ONCE = 50;

/** What the fields of the operation give. */
export interface DestinationValues {
	moveOpenIssuesTo?: Destination | undefined;
	destinationSprint?: unknown;
	newSprintName?: unknown;
}

/** A sprint that takes issues; undefined: the backlog. */
export type Target = { id: number; name: string; created: boolean } | undefined;

const nameOf = ({ name }: Row): string => `'${String(name)}'`;

/**
 * The first future sprint that was created on the same board as another. A board may also list sprints of other boards, which
 * nobody chose. Throws InvalidInput where there is none.
 */
async function nextSprint(session: Session, { originBoardId }: Row): Promise<Row> {
	const path = `/board/${String(originBoardId)}/sprint`;
	const all = await session.rows(path, { state: 'future' }, { whole: true });
	const first = all.find((one) => isOfBoard(one, originBoardId));
	if (first) return first;
	const others =
		all.length === 0
			? ''
			: ` Those that it shows are of other boards: ${all.map(nameOf).join(', ')}.`;
	throw new InvalidInput(
		'The board has no future sprint that the open issues could go into',
		`Choose ${others === '' ? '' : "'A Sprint', "}'New Sprint' or 'Backlog' under 'Move Open Issues To'.${others} Nothing was changed.`,
	);
}

async function chosenSprint(session: Session, sprint: Row, id: unknown): Promise<Row> {
	if (id === undefined || Number(id) === Number(sprint.id)) {
		throw new InvalidInput(
			id === undefined ? "'Destination Sprint' is empty" : 'The destination is the sprint itself',
			'Choose another active or future sprint. Nothing was changed.',
		);
	}
	const row = await session.row({ path: `/sprint/${String(id)}` });
	if (row.state !== 'closed') return row;
	throw new InvalidInput(
		`The sprint ${nameOf(row)} is closed`,
		'Issues go into active and future sprints only. Nothing was changed.',
	);
}

/**
 * Finds or makes the sprint that takes the open issues, before anything is closed.
 * @throws InvalidInput where it cannot take them; BadResponse; NoResponse
 */
export async function readTarget(
	session: Session,
	sprint: Row,
	{ moveOpenIssuesTo = 'backlog', destinationSprint, newSprintName }: DestinationValues,
): Promise<Target> {
	if (moveOpenIssuesTo === 'backlog') return undefined;
	if (moveOpenIssuesTo === 'new') {
		const body = { name: newSprintName as string, originBoardId: sprint.originBoardId };
		const { row } = await session.write({
			method: 'POST',
			path: '/sprint',
			body,
			returnsRecord: true,
		});
		if (row) return { id: Number(row.id), name: String(row.name), created: true };
		throw new InvalidInput(
			`The sprint ${JSON.stringify(newSprintName)} was created, and Jira did not say its ID`,
			"Choose it under 'Sprint' and run it again. The sprint to complete is as it was.",
		);
	}
	const row =
		moveOpenIssuesTo === 'next'
			? await nextSprint(session, sprint)
			: await chosenSprint(session, sprint, destinationSprint);
	return { id: Number(row.id), name: String(row.name), created: false };
}

/** The statuses that a board shows in its last column, where work is complete (Jira Software documentation, columns). */
async function completeStatuses(session: Session, boardId: unknown): Promise<Set<string>> {
	const path = `/board/${String(boardId)}/configuration`;
	const { columnConfig } = await session.known({ path });
	const columns = [toRecord(columnConfig).columns ?? []].flat().filter(isRecord);
	const statuses = [toRecord(columns.at(-1)).statuses ?? []].flat().filter(isRecord);
	if (statuses.length > 0) return new Set(statuses.map(({ id }) => String(id)));
	throw new InvalidInput(
		'The last column of the board has no status, so that no issue of the sprint counts as complete',
		'Map a status to it in the settings of the board. Nothing was changed.',
	);
}

/** What of a sprint is not complete, as keys in their order. */
interface OpenIssues {
	/** Issues, without their sub-tasks, which go with them. */
	open: string[];
	/** Sub-tasks of issues that are complete: they stay with these. */
	left: string[];
}

const keysOf = (rows: readonly Row[]): string[] =>
	rows.map(({ key }) => String(key)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

/** Reads what of a sprint is not complete. */
export async function readOpenIssues(session: Session, sprint: Row): Promise<OpenIssues> {
	const complete = await completeStatuses(session, sprint.originBoardId);
	const query = { fields: 'status,issuetype,parent' };
	const options = { root: 'issues', whole: true };
	const rows = await session.rows(`/sprint/${String(sprint.id)}/issue`, query, options);
	const isOpen = ({ fields }: Row) => !complete.has(String(toRecord(toRecord(fields).status).id));
	const isSubtask = ({ fields }: Row) => toRecord(toRecord(fields).issuetype).subtask === true;
	const open = keysOf(rows.filter((row) => isOpen(row) && !isSubtask(row)));
	const parentOf = ({ fields }: Row) => String(toRecord(toRecord(fields).parent).key);
	const left = rows.filter((row) => isOpen(row) && isSubtask(row) && !open.includes(parentOf(row)));
	return { open, left: keysOf(left) };
}

/**
 * Moves the issues that a completed sprint left, in batches of 50. They are moved after it was closed: an issue that leaves an
 * active sprint counts as taken out of it, one that leaves a closed one as not done in it.
 */
export async function moveOpenIssues(
	session: Session,
	sprint: Row,
	target: Target,
	issues: readonly string[],
): Promise<void> {
	const path = target ? `/sprint/${target.id}/issue` : '/backlog/issue';
	const where = target ? `the sprint '${target.name}'` : 'the backlog';
	for (let at = 0; at < issues.length; at += AT_ONCE) {
		const part = issues.slice(at, at + AT_ONCE);
		const note = `The sprint ${nameOf(sprint)} was completed. ${at} of its ${issues.length} open issues were moved to ${where}; these are left: ${issues.slice(at).join(', ')}.`;
		await notingDone(note, async () => {
			await session.write({ method: 'POST', path, body: { issues: part } });
		});
	}
}
