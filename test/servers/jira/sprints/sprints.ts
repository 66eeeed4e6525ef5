import {
	checkWrite,
	created,
	findBoard,
	findSprint,
	mayRead,
	noContent,
	ok,
	type Call,
	type Handlers,
} from '../frame/call';
import { filterIssues } from '../boards/boardIssues';
import { refusal } from '../frame/envelope';
import { valuesPage } from '../frame/paging';
import {
	changeState,
	checkDates,
	checkDatesOf,
	checkSprints,
	readSprint,
	type SprintInput,
} from './sprintRules';
import type { Board, Sprint } from '../types';
import { sprintView } from '../issues/views';

/** Sprints made on the board and, by a switch, those of its issues. */
function sprintsOf(call: Call, board: Board): Sprint[] {
	const own = call.state.sprintsOf(board.id);
	if (!call.switches.foreignSprints) return own;
	const ids = new Set(
		filterIssues(call, board).flatMap(({ sprint, closedSprints }) => [
			...closedSprints,
			...(sprint === undefined ? [] : [sprint]),
		]),
	);
	const foreign = [...call.state.sprints.values()].filter(
		(sprint) => ids.has(sprint.id) && sprint.originBoardId !== board.id,
	);
	// Where they stand among the board's own is not documented.
	return [...foreign, ...own];
}

const FIELDS = [
	'name',
	'goal',
	'startDate',
	'endDate',
	'synced',
	'autoStartStop',
	'incompleteIssuesDestinationId',
] as const;

/** A sprint with the fields of a request; `full` empties those that are missing, but keeps the switches of Data Center. */
function merged(sprint: Sprint, input: SprintInput, full: boolean): Sprint {
	const next = { ...sprint };
	for (const field of FIELDS) {
		const value = input[field];
		// An empty goal clears it (Data Center; assumed for Cloud).
		const empty = value === '' || value === undefined;
		if (!empty) Object.assign(next, { [field]: value });
		else if ((full && !['synced', 'autoStartStop'].includes(field)) || value === '')
			delete next[field as 'goal'];
	}
	return next;
}

/** A closed sprint: Cloud takes name and goal and ignores the rest, Data Center refuses. */
function changeClosed(
	call: Call,
	sprint: Sprint,
	{ name, goal, state }: SprintInput,
	full: boolean,
): void {
	if (call.deployment !== 'cloud') throw refusal(400, 'A closed sprint cannot be updated.');
	changeState(call, sprint, state ?? 'closed');
	Object.assign(sprint, { name: name ?? sprint.name });
	if (goal) sprint.goal = goal;
	else if (full || goal === '') delete sprint.goal;
}

/** PUT and POST of a sprint. completeDate is read-only. Assumption: a sprint stays on its board, whatever originBoardId says. */
function change(call: Call, full: boolean) {
	const sprint = findSprint(call);
	checkWrite(call);
	const input = readSprint(call);
	if (sprint.state === 'closed') {
		changeClosed(call, sprint, input, full);
		return ok(sprintView(call, sprint));
	}
	const next = merged(sprint, input, full);
	checkDates(next);
	changeState(call, next, input.state ?? next.state);
	// Assumption: an active sprint keeps both dates.
	if (next.state === 'active') checkDatesOf('active', next);
	// In place, because others may hold the record; and without what has been emptied.
	for (const field of FIELDS) if (!(field in next)) delete sprint[field as 'goal'];
	return ok(sprintView(call, Object.assign(sprint, next)));
}

/** Open issues of a deleted sprint are in the backlog. */
export function removeSprint(call: Call, sprint: Sprint): void {
	for (const issue of call.state.issuesOf(sprint.id)) {
		if (issue.sprint === sprint.id) delete issue.sprint;
		issue.closedSprints = issue.closedSprints.filter((id) => id !== sprint.id);
	}
	call.state.sprints.delete(sprint.id);
}

function mayDelete({ deployment, switches }: Call, sprint: Sprint): boolean {
	const all = deployment === 'cloud' && switches.cloudDeleteActive === 'deleted';
	return all || sprint.state === 'future';
}

/** Sprints of Cloud and Data Center. */
export const sprints: Handlers = {
	getAllSprints(call) {
		const board = findBoard(call);
		checkSprints(board);
		const states = call.query.state === undefined ? undefined : [call.query.state].flat();
		const rows = sprintsOf(call, board).filter((sprint) => states?.includes(sprint.state) ?? true);
		return ok(valuesPage(call, rows, (sprint) => sprintView(call, sprint)));
	},

	getSprint: (call) => ok(sprintView(call, findSprint(call))),

	createSprint(call) {
		const board = findBoard(call, call.body.originBoardId);
		checkWrite(call);
		checkSprints(board);
		const { name, state: _state, completeDate: _date, goal, ...input } = readSprint(call);
		checkDates(input);
		const sprint = call.state.addSprint({
			...input,
			name: name ?? '',
			originBoardId: board.id,
			createdDate: call.now,
			synced: input.synced ?? false,
			autoStartStop: input.autoStartStop ?? false,
			...(goal ? { goal } : {}),
		});
		return created(sprintView(call, sprint));
	},

	updateSprint: (call) => change(call, true),
	partiallyUpdateSprint: (call) => change(call, false),

	deleteSprint(call) {
		const sprint = findSprint(call);
		checkWrite(call);
		if (!mayDelete(call, sprint))
			throw refusal(400, `A sprint that is ${sprint.state} cannot be deleted.`);
		if (sprint.synced) throw refusal(400, 'A synced sprint must be unsynced before it is deleted.');
		removeSprint(call, sprint);
		return noContent();
	},

	swapSprint(call) {
		const sprint = findSprint(call);
		const other = findSprint(call, call.body.sprintToSwapWith);
		checkWrite(call);
		// Assumptions: only sprints that are not closed have a place that can be changed, on one board.
		if (sprint.state === 'closed' || other.state === 'closed')
			throw refusal(400, 'Closed sprints cannot be swapped.');
		if (sprint.originBoardId !== other.originBoardId)
			throw refusal(400, 'Sprints of different boards cannot be swapped.');
		[sprint.sequence, other.sequence] = [other.sequence, sprint.sequence];
		return noContent();
	},

	unmapSprints(call) {
		const ids = (call.body.sprintIds ?? []) as number[];
		const all = ids.map((id) => findSprint(call, id));
		checkWrite(call);
		for (const sprint of all) sprint.synced = false;
		return noContent();
	},

	unmapAllSprints(call) {
		checkWrite(call);
		for (const sprint of call.state.sprints.values()) {
			const board = call.state.boards.get(sprint.originBoardId);
			if (board && mayRead(call, board.project)) sprint.synced = false;
		}
		return noContent();
	},
};
