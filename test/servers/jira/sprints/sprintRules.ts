import type { Call } from '../frame/call';
import { fieldError, refusal } from '../frame/envelope';
import type { Board, Sprint, SprintState } from '../types';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;
const DATE_ONLY = /^\d{4}-\d\d-\d\d$/;

/** What a request says about a sprint, with dates in ms. */
export interface SprintInput {
	name?: string;
	state?: SprintState;
	goal?: string;
	startDate?: number;
	endDate?: number;
	completeDate?: number;
	synced?: boolean;
	autoStartStop?: boolean;
	incompleteIssuesDestinationId?: number;
}

function dateOf({ body, switches }: Call, field: string): number | undefined {
	const text = (body as Record<string, unknown>)[field];
	if (text === undefined || text === null) return undefined;
	const fits =
		DATE_TIME.test(String(text)) ||
		(switches.dateOnly === 'accepted' && DATE_ONLY.test(String(text)));
	// Offsets without a colon are ISO 8601 too, and Jira's own dates of issues have them.
	const time = Date.parse(String(text).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
	if (!fits || Number.isNaN(time))
		throw fieldError(
			field,
			`${String(text)} is not a date and time such as 2015-04-11T15:22:00.000+10:00.`,
		);
	return time;
}

/** The fields of a request body that change a sprint; a name is trimmed. */
export function readSprint(call: Call): SprintInput {
	const { name, state, goal, synced, autoStartStop, incompleteIssuesDestinationId } = call.body;
	const text = name === undefined ? undefined : String(name).trim();
	if (text === '') throw fieldError('name', 'The sprint name is required.');
	return {
		name: text,
		state,
		goal,
		startDate: dateOf(call, 'startDate'),
		endDate: dateOf(call, 'endDate'),
		completeDate: dateOf(call, 'completeDate'),
		synced,
		autoStartStop,
		incompleteIssuesDestinationId,
	};
}

/** The end must come after the start. */
export function checkDates({ startDate, endDate }: Pick<Sprint, 'startDate' | 'endDate'>): void {
	if (startDate !== undefined && endDate !== undefined && endDate <= startDate)
		throw fieldError('endDate', 'The end date of a sprint must be after the start date.');
}

/** An active sprint needs both dates (6.7.6 also names them for a closed one, with the day of completion). */
export function checkDatesOf(
	state: SprintState,
	dates: Pick<Sprint, 'startDate' | 'endDate' | 'completeDate'>,
): void {
	const needed = {
		future: [],
		active: ['startDate', 'endDate'],
		closed: ['startDate', 'endDate', 'completeDate'],
	};
	for (const field of needed[state])
		if (dates[field as keyof typeof dates] === undefined)
			throw fieldError(field, `The ${field} is required for the state ${state}.`);
}

/** Only Scrum boards have sprints, and those of team-managed projects whose feature for them is on. */
export function checkSprints(board: Board): void {
	const has = board.type === 'scrum' || board.features.get('SPRINTS') === true;
	if (!has || board.type === 'kanban') throw refusal(400, 'The board does not support sprints');
}

/** Data Center: a sprint whose done issues have open sub-tasks cannot be closed. */
function checkSubtasks({ state, switches, deployment }: Call, sprint: Sprint): void {
	if (deployment !== 'dataCenter' || !switches.openSubtasksBlock) return;
	const done = state.issuesOf(sprint.id).filter((issue) => issue.status === 'Done');
	const ids = new Set(done.map((issue) => issue.id));
	const open = [...state.issues.values()].find(
		(issue) => issue.parent !== undefined && ids.has(issue.parent) && issue.status !== 'Done',
	);
	if (open)
		throw refusal(400, `The sprint has done issues with sub-tasks that are not done: ${open.key}.`);
}

/** Closes a sprint: what is not done goes to the backlog, or on Data Center to the sprint set for it. */
function complete(call: Call, sprint: Sprint): void {
	checkSubtasks(call, sprint);
	const { state, now } = call;
	const wanted = state.sprints.get(sprint.incompleteIssuesDestinationId ?? 0);
	const destination =
		wanted && wanted.state !== 'closed' && wanted.id !== sprint.id ? wanted.id : undefined;
	for (const issue of state.issuesOf(sprint.id).filter((each) => each.sprint === sprint.id)) {
		issue.closedSprints.push(sprint.id);
		issue.updated = now;
		if (issue.status === 'Done' || destination === undefined) delete issue.sprint;
		else issue.sprint = destination;
	}
	sprint.completeDate = now;
}

/**
 * Changes the state of a sprint: future to active with both dates, active to closed; nothing else (Jira Software
 * REST reference). Whether a second active sprint of a board is refused is a setting of the site.
 */
export function changeState(call: Call, sprint: Sprint, to: SprintState): void {
	const { state, switches, now } = call;
	if (sprint.state === to) return;
	if (sprint.state === 'future' && to === 'active') {
		checkDatesOf(to, sprint);
		const other = state
			.sprintsOf(sprint.originBoardId)
			.find((each) => each !== sprint && each.state === 'active');
		if (other && !switches.parallelSprints)
			throw refusal(400, `The board has an active sprint already: ${other.name}.`);
		sprint.activatedDate = now;
	} else if (sprint.state === 'active' && to === 'closed') complete(call, sprint);
	else throw refusal(400, `A sprint cannot change from ${sprint.state} to ${to}.`);
	sprint.state = to;
}
