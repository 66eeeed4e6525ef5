import { mayRead, type Call } from '../frame/call';
import { inIndex } from '../history/history';
import { queryJql } from '../jql/jql';
import type { Board, Issue } from '../types';

/** Issues that the user may see, in the order of their rank; as the index has them where the call is for it. */
export function visibleIssues(call: Call): Issue[] {
	const issues = call.state.ranked().filter((issue) => mayRead(call, issue.project));
	return call.byIndex ? inIndex(call, issues) : issues;
}

export const isEpic = ({ type }: Issue): boolean => type === 'Epic';

/** The issues that a board's filter finds, epics included, in the order that it says. */
export const filterIssues = (call: Call, board: Board): Issue[] =>
	queryJql(call, board.filter.jql, visibleIssues(call));

/**
 * The issues on a board. Epics stand in a panel of their own on Scrum boards and on those of team-managed projects, not among
 * the issues; on a Kanban board they are cards like others (assumption: its epics panel is off).
 */
export const boardIssues = (call: Call, board: Board): Issue[] =>
	filterIssues(call, board).filter((issue) => board.type === 'kanban' || !isEpic(issue));

/**
 * The backlog of a board: what is not done and in no active or future sprint; on a Kanban board, what has not
 * been moved onto the board (Jira Software REST reference). Epics are not part of it.
 */
export function backlogIssues(call: Call, board: Board): Issue[] {
	return boardIssues(call, board).filter((issue) => {
		if (isEpic(issue) || issue.status === 'Done') return false;
		return board.type === 'kanban' ? !issue.onBoard : issue.sprint === undefined;
	});
}
