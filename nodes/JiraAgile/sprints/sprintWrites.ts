import { DateTime } from 'luxon';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { notingDone, outcomeOf } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readDate } from '../../shared/values/dates';
import { toRecord } from '../../shared/values/objectPath';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { toRow } from '../../shared/values/row';
import { notKeptHint } from '../../shared/session/kept';
import { readSaved, withoutRecord } from '../../shared/session/saved';
import type { Session } from '../../shared/session/session';
import { checkOrder, WIRE_FORMAT } from '../fields/dates';
import type { DestinationValues } from './openIssues';
import { moveOpenIssues, readOpenIssues, readTarget } from './openIssues';

const defined = (body: Record<string, unknown>): IDataObject =>
	toRow(Object.entries(body).filter(([, value]) => value !== undefined));

/** The dates that a sprint of each state has when it is made in JIRA Agile 6.7 (its REST reference). */
const DATES_OF_STATE: Record<string, string[]> = {
	future: [],
	active: ['startDate', 'endDate'],
	closed: ['startDate', 'endDate', 'completeDate'],
};
const DATES = ['startDate', 'endDate', 'completeDate'];
const LABELS: Record<string, string> = {
	startDate: 'Start Date',
	endDate: 'End Date',
	completeDate: 'Complete Date',
	state: 'State',
	goal: 'Goal',
	originBoardId: 'Origin Board',
};

/**
 * Informs the user of what a changed sprint does not have although it was sent: JIRA Agile 6.7 may ignore another state, Cloud
 * ignores everything but name and goal of a closed sprint.
 */
export function hintSprintNotKept(session: Session, body: unknown, saved: Row): void {
	const sent = Object.entries(toRecord(body)).filter(
		([name, value]) => value !== '' || (saved[name] ?? '') !== '',
	);
	const hint = notKeptHint(
		`The sprint '${String(saved.name)}'`,
		Object.fromEntries(sent),
		saved,
		(name) => LABELS[name] ?? name,
	);
	if (hint) session.hint(hint);
}

/** Rejects dates that are missing for a state, or that it does not have. Throws InvalidInput. */
function checkDatesOfState(state: string, values: Record<string, unknown>): void {
	const wanted = DATES_OF_STATE[state] ?? [];
	for (const name of DATES) {
		const label = LABELS[name];
		const given = values[name] !== undefined;
		if (given === wanted.includes(name)) continue;
		throw new InvalidInput(
			given
				? `A ${state} sprint takes no '${label}' in JIRA Agile 6.7`
				: `A sprint that is ${state} from the start needs '${label}'`,
			given
				? "Leave it out, or set 'State' to Active or Closed."
				: "Add it under 'Additional Fields', or set 'State' to Future.",
		);
	}
}

/** Makes a sprint; a response that says nothing of it is reported. */
async function postSprint(
	session: Session,
	path: string,
	body: IDataObject,
): Promise<INodeExecutionData[]> {
	const request = { method: 'POST' as const, path, body, returnsRecord: true };
	const { row } = await session.write(request);
	return [{ json: row ?? withoutRecord(session, request, { success: true }) }];
}

/**
 * Creates a sprint on a board: POST /sprint, or in JIRA Agile 6.7 POST /board/{boardId}/sprint, where it may be made in
 * any state, with the dates that belong to it.
 * @throws InvalidInput; BadResponse; NoResponse
 */
export async function createSprint({
	session,
	values,
	timezone,
}: RunContext): Promise<INodeExecutionData[]> {
	const { boardId, name, state = 'future', goal, startDate, endDate, completeDate } = values;
	checkOrder(startDate, endDate, timezone);
	if (session.connection.deployment === 'agile67') {
		checkDatesOfState(String(state), values);
		const body = defined({ name, state, startDate, endDate, completeDate });
		const path = `/board/${String(boardId)}/sprint`;
		return await postSprint(session, path, body);
	}
	if (state !== 'future') {
		throw new InvalidInput(
			`A sprint cannot be ${String(state)} from the start in this Jira`,
			"Leave out 'State', and start the sprint with the operation 'Start'. JIRA Agile 6.7 alone makes others than future ones.",
		);
	}
	const { synced, autoStartStop, incompleteIssuesDestinationId } = values;
	const body = defined({
		name,
		originBoardId: boardId,
		goal,
		startDate,
		endDate,
		synced,
		autoStartStop,
		incompleteIssuesDestinationId,
	});
	return await postSprint(session, '/sprint', body);
}

/** The sprint to change, in the state that it must have. Throws InvalidInput for another state. */
async function readInState(
	{ session, values }: Pick<RunContext<{ sprintId?: unknown }>, 'session' | 'values'>,
	state: string,
	instead: string,
): Promise<{ path: string; sprint: Row }> {
	const path = `/sprint/${String(values.sprintId)}`;
	const sprint = await session.row({ path });
	if (sprint.state === state) return { path, sprint };
	throw new InvalidInput(
		`The sprint '${String(sprint.name)}' is ${String(sprint.state)}, not ${state}`,
		instead,
	);
}

/** Start and end that the user wants for a sprint that starts. Throws InvalidInput. */
function readPeriod(values: Record<string, unknown>, sprint: Row, timezone: string): Row {
	const format = (date: DateTime) => date.setZone(timezone).toFormat(WIRE_FORMAT);
	if (values.period === 'sprint') {
		const { startDate, endDate } = sprint;
		if (startDate && endDate) return { startDate, endDate };
		throw new InvalidInput(
			`The sprint '${String(sprint.name)}' has no dates of its own yet`,
			"Choose 'Duration' or 'Dates' under 'Period'.",
		);
	}
	const now = DateTime.now();
	const start = values.startDate ? readDate(values.startDate, timezone, 'Start Date') : now;
	if (values.period === 'dates') {
		if (!values.endDate) {
			throw new InvalidInput(
				"'End Date' is empty",
				"Enter one, or choose 'Duration' under 'Period'.",
			);
		}
		const end = readDate(values.endDate, timezone, 'End Date');
		checkOrder(format(start), format(end), timezone);
		return { startDate: format(start), endDate: format(end) };
	}
	const end = start.setZone(timezone).plus({ days: Number(values.days) });
	if (!end.isValid) {
		throw new InvalidInput(
			`'Duration in Days' is ${String(values.days)}, and ends at no date`,
			'Enter how many days the sprint runs, such as 14.',
		);
	}
	return { startDate: format(start), endDate: format(end) };
}

/**
 * Sets the state of a sprint, with what belongs to it. Where Jira's response leaves open whether that was done, the sprint is
 * read again and says it.
 */
async function setState(
	session: Session,
	path: string,
	body: Row & { state: string },
): Promise<Row | undefined> {
	const post = async () =>
		(await session.write({ method: 'POST', path, body, returnsRecord: true })).row;
	return await post().catch(async (error: unknown) => {
		if (outcomeOf(error) === 'notDone') throw error;
		/** The first error is the one that counts; what was found out stands behind it. */
		const failWith = async (note: string) =>
			await notingDone(note, async () => {
				throw error;
			});
		let now: Row;
		try {
			now = await session.row({ path });
		} catch (unread) {
			const why = unread instanceof Error ? unread.message : String(unread);
			return await failWith(`Its state could not be read again: ${why}.`);
		}
		if (now.state !== body.state) return await failWith(`It is still ${String(now.state)}.`);
		session.hint(
			`Jira's response to the change was lost or an error; the sprint '${String(now.name)}' is ${body.state} all the same.`,
		);
		return now;
	});
}

/** The sprint as Jira's response has it, else as it is now. */
async function withState(
	{ session }: Pick<RunContext, 'session'>,
	path: string,
	row: Row | undefined,
	expected: Row,
): Promise<INodeExecutionData[]> {
	const now = row ?? (await readSaved(session, path, expected));
	if (now.state !== expected.state) {
		session.hint(
			`Jira responded with success, but the sprint '${String(now.name)}' is still ${String(now.state)}.`,
		);
	}
	return [{ json: now }];
}

/**
 * Starts a sprint: reads it (GET /sprint/{sprintId}), and sets state and dates in one request (POST /sprint/{sprintId}),
 * since Jira starts no sprint without both. Nothing is left half-done.
 * @throws InvalidInput when it is not a future one, or the dates are out of order; BadResponse; NoResponse
 */
export async function startSprint(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values, timezone } = context;
	const { path, sprint } = await readInState(
		context,
		'future',
		'Only a future sprint can be started. Choose one of the future sprints of the board.',
	);
	const dates = readPeriod(values, sprint, timezone);
	const body = { state: 'active', ...dates, ...defined({ goal: values.goal }) };
	const row = await setState(session, path, body);
	return await withState(context, path, row, { ...sprint, ...dates, state: 'active' });
}

/**
 * Completes a sprint: reads it (GET /sprint/{sprintId}), finds or makes the sprint that its open issues should go to, reads
 * them, closes it (POST /sprint/{sprintId}) and moves them. Jira sets the date of completion, and puts what is not done into the
 * backlog, so that nothing is moved there, unless Data Center knows another destination.
 * @throws InvalidInput when it is not active, or there is no such destination; BadResponse; NoResponse. An error says what was
 *   done: a sprint that was made, the completion, and which issues are left
 */
export async function completeSprint(
	context: RunContext<DestinationValues & { sprintId: unknown }>,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const { path, sprint } = await readInState(
		context,
		'active',
		"Only an active sprint can be completed. Start a future one with the operation 'Start'.",
	);
	const target = await readTarget(session, sprint, values);
	const close = async () => {
		const moves = target !== undefined || sprint.incompleteIssuesDestinationId !== undefined;
		const { open, left } = moves ? await readOpenIssues(session, sprint) : { open: [], left: [] };
		const row = await setState(session, path, { state: 'closed' });
		const items = await withState(context, path, row, { ...sprint, state: 'closed' });
		const [now] = items;
		if (!moves) return { open, items };
		if (now?.json.state !== 'closed') {
			// An issue that leaves an active sprint counts as taken out of it.
			throw new InvalidInput(
				`The sprint '${String(sprint.name)}' is still ${String(now?.json.state)}, although Jira accepted its completion`,
				'Its open issues were not moved. Look at the sprint in Jira before you run it again.',
			);
		}
		if (left.length > 0) {
			session.hint(
				`Sub-tasks that are not complete stay in the closed sprint with their issues, which are: ${left.join(', ')}.`,
			);
		}
		return { open, items };
	};
	const { open, items } = target?.created
		? await notingDone(`The sprint '${target.name}' (ID ${target.id}) was created.`, close)
		: await close();
	await moveOpenIssues(session, sprint, target, open);
	if (!target) return items;
	const moved = { movedTo: target.name, movedToId: target.id, movedIssues: open };
	return items.map(({ json }) => ({ json: { ...json, ...moved } }));
}
