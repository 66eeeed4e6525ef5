import { mayRead, type Call } from './call';
import { parseJql } from './jql';
import type { Board, Issue } from './types';

/** Issues that the user may see, in the order of their rank. */
export function visibleIssues(call: Call): Issue[] {
	return call.state.ranked().filter((issue) => mayRead(call, issue.project));
}

/** The issues of a board's filter. Assumption: epics are among them, as the filter finds them. */
export function boardIssues(call: Call, board: Board): Issue[] {
	return visibleIssues(call).filter(parseJql(call, board.filter.jql));
}

/**
 * The backlog of a board: what is not done and in no active or future sprint; on a Kanban board, what has not
 * been moved onto the board (Jira Software REST reference). Epics are not part of it.
 */
export function backlogIssues(call: Call, board: Board): Issue[] {
	return boardIssues(call, board).filter((issue) => {
		if (issue.epicFields || issue.status === 'Done') return false;
		return board.type === 'kanban' ? !issue.onBoard : issue.sprint === undefined;
	});
}
