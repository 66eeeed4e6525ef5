import {
	checkWrite,
	created,
	findBoard,
	findSprint,
	ok,
	type Call,
	type Handlers,
} from '../frame/call';
import { fieldError, refusal } from '../frame/envelope';
import { checkDates, checkDatesOf, checkSprints, readSprint } from './sprintRules';
import { sprintView } from '../issues/views';

const DATES = ['startDate', 'endDate', 'completeDate'] as const;

/** PUT empties what is missing, POST keeps it; the state cannot be updated (refused or ignored: switch). */
function change(call: Call, full: boolean) {
	const sprint = findSprint(call);
	checkWrite(call);
	const { name, state, ...dates } = readSprint(call);
	if (state && state !== sprint.state && call.switches.stateUpdate67 === 'refused')
		throw refusal(400, 'Sprint state cannot be updated.');
	// Assumption: a sprint cannot lose its name.
	if (full && name === undefined) throw fieldError('name', 'The sprint name is required.');
	const next = { ...sprint, name: name ?? sprint.name };
	for (const field of DATES) {
		if (dates[field] !== undefined) next[field] = dates[field];
		else if (full || call.body[field] === null) next[field] = undefined;
	}
	checkDates(next);
	return ok(sprintView(call, Object.assign(sprint, next)));
}

/** What JIRA Agile 6.7.6 does otherwise: any state at creation, with the dates that belong to it, and none later. */
export const sprints67: Handlers = {
	createSprint(call) {
		const board = findBoard(call);
		checkWrite(call);
		checkSprints(board);
		const { name, state, startDate, endDate, completeDate } = readSprint(call);
		const sprint = { startDate, endDate, completeDate };
		checkDatesOf(state ?? 'future', sprint);
		checkDates(sprint);
		// Assumption: the dates that a state does not have are ignored.
		const dates = {
			future: {},
			active: { startDate, endDate },
			closed: sprint,
		}[state ?? 'future'];
		const made = call.state.addSprint({
			name: name ?? '',
			state,
			originBoardId: board.id,
			createdDate: call.now,
			...dates,
		});
		return created(sprintView(call, made));
	},
	updateSprint: (call) => change(call, true),
	partiallyUpdateSprint: (call) => change(call, false),
};
