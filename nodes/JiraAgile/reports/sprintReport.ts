import { DateTime } from 'luxon';
import type { INodeExecutionData } from 'n8n-workflow';
import { hasStatus } from '../../shared/http/errors';
import { reportItem, wantsReport } from '../../shared/reports/reportItem';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { RunContext } from '../../shared/operations/operation';
import { isOfBoard } from '../fields/sprintValues';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { siteOf } from '../../shared/pickers/locator';
import { readBoardFacts } from './boardFacts';
import type { BoardFacts } from './boardFacts';
import { countsOf, issueIn } from './count';
import type { IssueInSprint, Span } from './count';
import { timeOf } from './history';
import { sprintDocument } from './sprintHtml';
import { mayBeGone, readIssues } from './sprintIssues';

const iso = (time: number | undefined): string | undefined =>
	time === undefined
		? undefined
		: (DateTime.fromMillis(time, { zone: 'utc' }).toISO() ?? undefined);

const defined = (row: Record<string, Row[string] | undefined>): Row =>
	Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));

/** A sprint's times. Throws InvalidInput for one that has not started. */
export function spanOf(sprint: Row, now: number): Span {
	const { id, name, state, activatedDate, startDate, completeDate } = sprint;
	const what = `The sprint '${String(name)}'`;
	const started = activatedDate ?? startDate;
	if (state === 'future' || started === undefined) {
		throw new InvalidInput(
			`${what} has not started`,
			'There is nothing to report before it starts. Choose an active or a closed sprint.',
		);
	}
	const end = state === 'closed' ? timeOf(completeDate, what) : now;
	return { id: Number(id), start: timeOf(started, what), end };
}

/** Where a board shows the report of a sprint. */
const urlOf = (session: Session, boardId: number, sprintId: number): string =>
	`${siteOf(session)}/secure/RapidBoard.jspa?rapidView=${boardId}&view=reporting&chart=sprintRetrospective&sprint=${sprintId}`;

/** A sprint that was there a moment ago, and is not any more. */
const deleted = (name: unknown): InvalidInput =>
	new InvalidInput(
		`The sprint '${String(name)}' was deleted while it was reported`,
		'Its issues have lost it, so that nothing can be said of it. Choose another sprint.',
	);

/**
 * Reads a sprint again after everything else: one that was deleted in between is an error, one that was changed a hint, since
 * the report may hold both states.
 */
async function checkUnchanged(session: Session, before: Row): Promise<void> {
	const path = `/sprint/${String(before.id)}`;
	const now = await session.row({ path }).catch((error: unknown) => {
		throw hasStatus(error, 404) ? deleted(before.name) : error;
	});
	if (now.state !== before.state || now.completeDate !== before.completeDate) {
		session.hint(
			`The sprint '${String(before.name)}' was changed while it was reported: it is ${String(now.state)} now. Run it again.`,
		);
	}
}

/** Does something with a sprint's issues; where it fails because the sprint was deleted, the error says that. */
async function whileThere<T>(session: Session, sprint: Row, work: () => Promise<T>): Promise<T> {
	return await work().catch(async (error: unknown) => {
		if (mayBeGone(error)) await checkUnchanged(session, sprint);
		throw error;
	});
}

const rowOfIssue = (one: IssueInSprint, { id, name }: Row, { estimation }: BoardFacts): Row => {
	const { issue, status } = one;
	return defined({
		key: issue.key,
		summary: issue.summary,
		status: status.name,
		type: issue.type,
		statusCategory: status.category,
		sprint: String(name),
		committed: one.committed,
		added: one.added,
		addedDate: iso(one.addedAt),
		removed: one.removed,
		removedDate: iso(one.removedAt),
		done: one.done,
		...(estimation
			? {
					estimationField: estimation.name,
					estimateAtStart: one.estimateAtStart,
					estimate: one.estimate,
				}
			: {}),
		url: issue.url,
		id: issue.id,
		sprintId: Number(id),
	});
};

/**
 * Reports a sprint from the histories of its issues: GET /sprint/{sprintId}; the board's configuration, fields and statuses; one
 * list of issues; and the sprint again. What Jira's own report shows is asked nowhere. It cannot see issues that were deleted,
 * that left the board's filter, or that this user may not see.
 * @throws InvalidInput when it has not started, or was deleted meanwhile; BadResponse; NoResponse
 */
export async function sprintReport(
	context: RunContext<{ sprintId: unknown; boardId: unknown; output: unknown }>,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const sprint = await session.row({ path: `/sprint/${String(values.sprintId)}` });
	const span = spanOf(sprint, Date.now());
	const boardId = Number(values.boardId ?? sprint.originBoardId);
	if (!Number.isInteger(boardId)) {
		throw new InvalidInput(
			`The sprint '${String(sprint.name)}' does not say on which board it was created`,
			"Choose a board in 'Board'.",
		);
	}
	const facts = await readBoardFacts(session, boardId);
	const issues = await whileThere(
		session,
		sprint,
		async () => await readIssues(session, facts, [span.id], span.start),
	);
	await checkUnchanged(session, sprint);
	const doubts = new Set<string>();
	const all = issues.flatMap((issue) => issueIn(issue, span, facts, doubts) ?? []);
	for (const doubt of doubts) session.hint(doubt);
	if (values.output === 'issues') {
		return all.map((one) => ({ json: rowOfIssue(one, sprint, facts) }));
	}
	const { name, state, goal, startDate, endDate, completeDate } = sprint;
	const unestimated = all.filter(({ removed, estimate }) => !removed && estimate === null);
	const json = defined({
		...{ name, state },
		...countsOf(all, facts.estimation !== undefined),
		...(facts.estimation
			? { estimationField: facts.estimation.name, unestimatedIssues: unestimated.length }
			: {}),
		...{ goal, startDate, endDate, completeDate },
		url: urlOf(session, boardId, span.id),
		id: span.id,
		boardId,
	});
	if (!wantsReport(values)) return [{ json }];
	return await reportItem(context, sprintDocument(json, all, facts));
}

/**
 * What the last closed sprints of a board committed to, and what they got done, the oldest first: GET /board/{boardId}/sprint,
 * then as one report. Nothing is averaged.
 * @throws InvalidInput; BadResponse; NoResponse
 */
export async function velocity({
	session,
	values,
}: RunContext<{ boardId: number; sprints: number }>): Promise<INodeExecutionData[]> {
	const { boardId } = values;
	const query = { state: 'closed' };
	const closed = await session.rows(`/board/${boardId}/sprint`, query, { whole: true });
	const isKnown = ({ startDate, activatedDate, completeDate }: Row) =>
		(startDate ?? activatedDate) !== undefined && completeDate !== undefined;
	const unknown = closed.filter((sprint) => !isKnown(sprint));
	if (unknown.length > 0) {
		const names = unknown.map(({ name }) => `'${String(name)}'`).join(', ');
		session.hint(`Left out, since they do not say when they ran: ${names}.`);
	}
	const last = closed
		.filter(isKnown)
		.map((sprint) => ({ sprint, span: spanOf(sprint, Date.now()) }))
		.sort((a, b) => a.span.end - b.span.end)
		.slice(-values.sprints);
	if (last.length === 0) return [];
	const foreign = last.filter(({ sprint }) => !isOfBoard(sprint, boardId));
	if (foreign.length > 0) {
		const names = foreign.map(({ sprint }) => `'${String(sprint.name)}'`).join(', ');
		session.hint(
			`Created on other boards, and counted with those issues of theirs that this board shows: ${names}.`,
		);
	}
	const facts = await readBoardFacts(session, boardId);
	const since = Math.min(...last.map(({ span }) => span.start));
	const ids = last.map(({ span }) => span.id);
	const read = async () => await readIssues(session, facts, ids, since);
	const issues = await read().catch(async (error: unknown) => {
		if (mayBeGone(error)) for (const { sprint } of last) await checkUnchanged(session, sprint);
		throw error;
	});
	const doubts = new Set<string>();
	const rows = last.map(({ sprint, span }) => {
		const all = issues.flatMap((issue) => issueIn(issue, span, facts, doubts) ?? []);
		const { name, startDate, completeDate } = sprint;
		return defined({
			name,
			...countsOf(all, facts.estimation !== undefined, ['committed', 'done']),
			...(facts.estimation ? { estimationField: facts.estimation.name } : {}),
			...{ startDate, completeDate },
			url: urlOf(session, boardId, span.id),
			id: span.id,
			boardId,
		});
	});
	for (const doubt of doubts) session.hint(doubt);
	return rows.map((json) => ({ json }));
}
