import { filterIssues, isEpic } from '../boards/boardIssues';
import {
	checkWrite,
	findBoard,
	findEpic,
	findIssue,
	findSprint,
	noContent,
	type Call,
	type Handlers,
} from '../frame/call';
import { refusal, type Answer } from '../frame/envelope';
import { rank } from './ranks';
import type { Board, Issue } from '../types';

/** The issues of a move. All are looked up before the first is moved. */
function issuesOf(call: Call, status: number = call.switches.missingIssue): Issue[] {
	checkWrite(call);
	return (call.body.issues as string[]).map((key) => findIssue(call, key, status));
}

function noEpics(issues: Issue[], where: string): Issue[] {
	const epic = issues.find(isEpic);
	if (epic) throw refusal(400, `${epic.key} is an epic and cannot be moved to ${where}.`);
	return issues;
}

/** Team-managed projects have their epics in the field `parent`, which these operations do not set. */
function setEpic(call: Call, issues: Issue[], epic: number | undefined): Answer {
	const other = issues.find(({ project }) => call.state.projectByKey(project)?.simplified);
	if (other)
		throw refusal(400, `${other.key} is a next-gen issue: set its parent with the edit operation.`);
	for (const issue of noEpics(issues, 'an epic')) {
		issue.updated = call.now;
		if (epic === undefined) delete issue.epic;
		else issue.epic = epic;
	}
	return noContent();
}

function toBacklog(call: Call, issues: Issue[]): void {
	for (const issue of issues) {
		delete issue.sprint;
		issue.updated = call.now;
	}
}

function checkOnBoard(call: Call, board: Board, issues: Issue[]): void {
	const known = new Set(filterIssues(call, board));
	const stranger = issues.find((issue) => !known.has(issue));
	if (stranger) throw refusal(400, `${stranger.key} does not belong to the board.`);
}

/** Moves and ranks; each takes at most 50 issues, which the contract checks. */
export const moves: Handlers = {
	moveIssuesToSprintAndRank(call) {
		const sprint = findSprint(call);
		// Assumption: an epic is in no sprint.
		const issues = noEpics(issuesOf(call), 'a sprint');
		if (sprint.state === 'closed')
			throw refusal(400, 'Issues can only be moved to open or future sprints.');
		const answer = rank(call, issues);
		for (const issue of issues) {
			issue.sprint = sprint.id;
			issue.updated = call.now;
		}
		// This operation has no 207: what could not be ranked has been moved all the same (assumption).
		return answer.status === 207 ? noContent() : answer;
	},

	moveIssuesToBacklog(call) {
		toBacklog(call, issuesOf(call));
		return noContent();
	},

	moveIssuesToBacklogForBoard(call) {
		const board = findBoard(call);
		const issues = issuesOf(call);
		checkOnBoard(call, board, issues);
		const answer = rank(call, issues);
		toBacklog(call, issues);
		for (const issue of issues) issue.onBoard = false;
		return answer;
	},

	/** Kanban: onto the board. Assumption: on a Scrum board, into the sprint that is active. */
	moveIssuesToBoard(call) {
		const board = findBoard(call);
		const issues = issuesOf(call, 400);
		checkOnBoard(call, board, issues);
		const active = call.state.sprintsOf(board.id).find(({ state }) => state === 'active');
		if (board.type === 'scrum' && !active) throw refusal(400, 'The board has no active sprint.');
		const answer = rank(call, issues);
		for (const issue of issues) {
			issue.onBoard = true;
			if (active) issue.sprint = active.id;
			issue.updated = call.now;
		}
		return answer;
	},

	moveIssuesToEpic(call) {
		const epic = findEpic(call, call.params.epicIdOrKey);
		return setEpic(call, issuesOf(call), epic.id);
	},

	removeIssuesFromEpic: (call) => setEpic(call, issuesOf(call), undefined),

	rankIssues: (call) => rank(call, issuesOf(call, 400), true),
};
