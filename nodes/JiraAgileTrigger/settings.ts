import { toTimestamp } from '../JiraAgile/fields/dates';
import { splitOrder } from '../JiraAgile/fields/issueLists';
import { BOARD } from '../JiraAgile/fields/kinds';
import type { ValueContext } from '../shared/operations/operation';
import { chosen } from '../shared/pickers/locator';
import type { Session } from '../shared/session/session';
import type { Parameter } from '../shared/trigger/pollNode';
import { readNumber } from '../shared/values/inputs';
import { InvalidInput } from '../shared/values/invalidInput';
import { toRecord } from '../shared/values/objectPath';

export const EVENTS = [
	'issueChanged',
	'issueEnteredBacklog',
	'issueEnteredBoard',
	'issueEnteredSprint',
	'issueLeftBacklog',
	'issueLeftBoard',
	'issueLeftSprint',
	'sprintChanged',
	'sprintCompleted',
	'sprintCreated',
	'sprintStarted',
] as const;
export type EventName = (typeof EVENTS)[number];

/** What the user set, as the trigger works with it. */
export interface Settings {
	events: ReadonlySet<EventName>;
	/** Undefined: issues of all projects that the user may see. */
	board?: number;
	/** Conditions on issues, without an order; empty for none. */
	jql: string;
	simplify: boolean;
	ignoreOwnChanges: boolean;
	/** How long a change may take to become visible, in ms. */
	overlap: number;
	/** A poll ends after the page that reaches so many changes. */
	itemsPerPoll: number;
	/** Changes are emitted from this moment on (ms since 1970); undefined: from the activation on. */
	startFrom?: number;
}

/** The default of the option Overlap, in seconds: the lists of issues on Cloud become right only after a while. */
export const OVERLAP = 60;
const advice = 'Correct it, or remove the option to use the default.';
const given = (value: unknown, usual: number): unknown =>
	value === undefined || value === '' ? usual : value;
const isEvent = (value: unknown): value is EventName => EVENTS.some((event) => event === value);

function readEvents(value: unknown): ReadonlySet<EventName> {
	const names = [value ?? []].flat();
	const unknown = names.find((name) => !isEvent(name));
	if (unknown !== undefined) {
		throw new InvalidInput(
			`'Events' names ${JSON.stringify(unknown)}, which there is not`,
			`Choose from ${EVENTS.join(', ')}.`,
		);
	}
	if (names.length > 0) return new Set(names.filter(isEvent));
	throw new InvalidInput("'Events' is empty", 'Choose what should start the workflow.');
}

/** A board is needed for everything but changes of issues, which JIRA Agile 6.7 in turn cannot list by board. */
function checkBoard({ events, board }: Settings, deployment: string | undefined): void {
	const onlyChanges = [...events].every((event) => event === 'issueChanged');
	if (board === undefined && !onlyChanges) {
		throw new InvalidInput(
			"'Board' is empty",
			'Sprints, backlogs and what is in them belong to a board: pick one. Only Issue Changed can do without.',
		);
	}
	if (deployment !== 'agile67' || board === undefined) return;
	const ofIssues = [...events].find((event) => event.startsWith('issue'));
	if (ofIssues === undefined) return;
	throw new InvalidInput(
		'JIRA Agile 6.7 has no lists of the issues of a board',
		"Choose events of sprints only, or Issue Changed alone with 'JQL' and without a board.",
	);
}

/**
 * Reads the node's parameters.
 * @param timezone the workflow's, for a start date without an offset
 * @throws InvalidInput
 */
export async function readSettings(
	session: Session,
	parameter: Parameter,
	timezone: string,
): Promise<Settings> {
	const context: ValueContext = { session, timezone, parameter };
	const options = toRecord(parameter('options'));
	const board = await chosen(BOARD, parameter('boardId'), context);
	const overlap = given(options.overlap, OVERLAP);
	const settings: Settings = {
		events: readEvents(parameter('events')),
		...(board === undefined ? {} : { board }),
		jql: splitOrder(String(parameter('jql') ?? ''))[0],
		simplify: parameter('simplify') !== false,
		ignoreOwnChanges: options.ignoreOwnChanges === true,
		overlap: readNumber(overlap, 'Overlap', { least: 0, fraction: true, advice }) * 1000,
		itemsPerPoll: readNumber(given(options.itemsPerPoll, 1000), 'Items per Poll', { advice }),
	};
	if (options.startFrom !== undefined && options.startFrom !== '') {
		settings.startFrom = Date.parse(toTimestamp(options.startFrom, timezone, 'Start From'));
	}
	checkBoard(settings, session.connection.deployment);
	return settings;
}

/** What the cursors belong to: with another server the trigger starts again. */
export const sourceOf = (session: Session): string => `${session.connection.baseUrl} issues`;

/** All that decides what is emitted, as text: distinguishes triggers that have the same id. */
export const listensTo = (session: Session, { events, board, jql }: Settings): string =>
	`${sourceOf(session)} ${JSON.stringify([[...events].sort(), board, jql])}`;
