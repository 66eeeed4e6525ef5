import { refusal, type Answer } from './envelope';
import type { JiraState } from '../state';
import type { Switches } from '../switches';
import type { Board, Deployment, Issue, Sprint, User } from '../types';

/** One authenticated request on its way through a handler. */
export interface Call {
	state: JiraState;
	switches: Switches;
	deployment: Deployment;
	user: User;
	method: string;
	/** Path as in the request log. */
	path: string;
	/** Path parameters. */
	params: Record<string, string>;
	query: Query;
	// Handlers read a body only after the contract has checked its shape.
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	body: any;
	/** Scheme, host and context path (Cloud gateway: with /ex/jira/{cloudId}), as the client sees them. */
	base: string;
	/** The server's clock in ms. */
	now: number;
	/** Issues are looked for in the index, which may lag behind. */
	byIndex?: true;
}

export interface Query {
	startAt?: number;
	maxResults?: number;
	nextPageToken?: string;
	jql?: string;
	fields?: string[];
	expand?: string[];
	[name: string]: unknown;
}

export type Handler = (call: Call) => Answer;
export type Handlers = Record<string, Handler>;

/** 200 with a body. */
export const ok = (body: unknown): Answer => ({ status: 200, body });
/** 201 with what was created. */
export const created = (body: unknown): Answer => ({ status: 201, body });
/** 204: most changes of the Agile resources say nothing more. */
export const noContent = (): Answer => ({ status: 204 });

/** Paths of the Agile resources of each server; 6.7.6 has an experimental root of its own. */
export function agileRoot(call: Pick<Call, 'base' | 'deployment'>): string {
	const root = call.deployment === 'agile67' ? 'greenhopper/experimental-api/1.0' : 'agile/1.0';
	return `${call.base}/rest/${root}`;
}

/** Whether the user may see a project, given by its key, and what is in it. */
export const mayRead = ({ user }: Pick<Call, 'user'>, project: string): boolean =>
	user.projects === undefined || user.projects.includes(project);

/** A 404 has the same words for what does not exist and for what the user may not see. */
function found<T>(record: T | undefined, what: string, status = 404): T {
	if (record !== undefined) return record;
	throw refusal(status, `${what} does not exist or you do not have permission to see it.`);
}

/** The board of an id, by default the one of the path. */
export function findBoard(call: Call, id: unknown = call.params.boardId): Board {
	const board = call.state.boards.get(Number(id));
	return found(board && mayRead(call, board.project) ? board : undefined, 'Board');
}

/**
 * The sprint of an id, by default the one of the path. It is visible to those who see its board, or one of
 * its issues (JIRA Agile 6.7.6 REST reference).
 */
export function findSprint(call: Call, id: unknown = call.params.sprintId): Sprint {
	const sprint = call.state.sprints.get(Number(id));
	const board = sprint && call.state.boards.get(sprint.originBoardId);
	const visible =
		(board && mayRead(call, board.project)) ||
		(sprint && call.state.issuesOf(sprint.id).some((issue) => mayRead(call, issue.project)));
	return found(visible ? sprint : undefined, 'Sprint');
}

/** The issue of an id or a key. */
export function findIssue(call: Call, idOrKey: unknown, status = 404): Issue {
	const issue = call.state.issue(String(idOrKey));
	return found(issue && mayRead(call, issue.project) ? issue : undefined, 'Issue', status);
}

/** The epic of an id or a key. Assumptions: an issue that is no epic is not found; one of a team-managed project is refused. */
export function findEpic(call: Call, idOrKey: unknown): Issue {
	const issue = call.state.issue(String(idOrKey));
	const isVisible = issue !== undefined && mayRead(call, issue.project);
	if (isVisible && call.state.projectByKey(issue.project)?.simplified)
		throw refusal(
			400,
			`${issue.key} is of a next-gen project, whose epics this operation does not know.`,
		);
	return found(isVisible && issue.epicFields ? issue : undefined, 'Epic');
}

/** Refuses a change by a user who may only read; the words are an assumption. */
export function checkWrite(call: Call): void {
	if (!call.user.canWrite)
		throw refusal(403, 'You do not have the permission to perform this action.');
}
