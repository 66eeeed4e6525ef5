import { InvalidInput } from '../../shared/values/invalidInput';
import { locator } from '../../shared/pickers/locator';
import type { Field, ValueContext } from '../../shared/operations/operation';
import { checkOrder, toTimestamp } from '../fields/dates';
import { AGILE_67, CURRENT, DATA_CENTER } from '../api/deployments';
import { readNumber } from '../../shared/values/inputs';
import { choice, only, text, toggle, field } from '../../shared/operations/fieldKit';
import { BOARD, SPRINT } from '../fields/kinds';
import { idsOfNames } from '../fields/names';
import { toRecord } from '../../shared/values/objectPath';

/** The longest name of a sprint (Jira Software REST reference, Cloud). */
const LONGEST_NAME = 30;

/** Reads the name of a sprint; space around it is cut, as Jira does. Throws InvalidInput. */
function readName(value: unknown): string {
	const name = String(value ?? '').trim();
	if (name === '') throw new InvalidInput("'Name' is empty", 'Enter the name of the sprint.');
	if ([...name].length <= LONGEST_NAME) return name;
	throw new InvalidInput(
		`'Name' has ${[...name].length} characters, and a sprint may have ${LONGEST_NAME}`,
		`Shorten it: ${name}`,
	);
}

/** The name of a new or fully updated sprint, or the new one of another. */
export const sprintName = (required: boolean): Field => ({
	...text('body', { displayName: 'Name', name: 'name', required: required || undefined }),
	toWire: readName,
});

export const goal = only(
	CURRENT,
	text('body', {
		displayName: 'Goal',
		name: 'goal',
		description: 'What the sprint is for',
	}),
);

/** The other date beside the one at hand, wherever the editor keeps it. */
function sibling(name: string, { parameter }: ValueContext): unknown {
	for (const collection of ['additionalFields', 'updateFields']) {
		const found = toRecord(parameter(collection))[name];
		if (found) return found;
	}
	return parameter(name);
}

const date = (name: string, displayName: string, description: string): Field => ({
	property: { displayName, name, type: 'dateTime', default: '', description },
	in: 'body',
	toWire: (value, context) => {
		if (value === '' || value === undefined || value === null) return undefined;
		if (name === 'endDate') checkOrder(sibling('startDate', context), value, context.timezone);
		return toTimestamp(value, context.timezone, displayName);
	},
});
export const startDate = date('startDate', 'Start Date', 'When the sprint starts');
export const endDate = date('endDate', 'End Date', 'When the sprint ends, after its start');
/** Set by Jira itself in the current API. */
export const completeDate = only(
	AGILE_67,
	date('completeDate', 'Complete Date', 'When the sprint was completed'),
);

/** Fields that only Data Center knows. */
export const ofDataCenter: Field[] = [
	only(
		DATA_CENTER,
		toggle('body', {
			displayName: 'Auto Start and Stop',
			name: 'autoStartStop',
			description: 'Whether Jira starts and completes the sprint at its dates',
		}),
	),
	only(DATA_CENTER, {
		...locator(SPRINT, {
			name: 'incompleteIssuesDestinationId',
			displayName: 'Destination of Incomplete Issues',
			in: 'body',
			description: 'The sprint that gets what is not done when this one is completed',
		}),
	}),
	only(
		DATA_CENTER,
		toggle('body', {
			displayName: 'Synced',
			name: 'synced',
			description: 'Whether the sprint is shared with other instances',
		}),
	),
];

const STATES = { future: 'Future', active: 'Active', closed: 'Closed' };

/** The state of a sprint that is made; the current API makes future ones only. */
export const initialState = choice(
	'body',
	{
		displayName: 'State',
		name: 'state',
		description:
			'The state that it is created in. Others than future exist in JIRA Agile 6.7 only: an active one needs its dates, a closed one all three.',
	},
	STATES,
);
/** The state that a full update must name. */
export const wholeState = choice(
	'body',
	{
		displayName: 'State',
		name: 'state',
		description: 'Its present state, or the next one: from future to active to closed',
	},
	STATES,
);
export const nextState = only(
	CURRENT,
	choice(
		'body',
		{
			displayName: 'State',
			name: 'state',
			description: 'The next one: from future to active to closed',
		},
		{ active: 'Active', closed: 'Closed', future: 'Future' },
	),
);

export const originBoard = locator(BOARD, {
	name: 'originBoardId',
	displayName: 'Origin Board',
	in: 'body',
	description: 'The board that the sprint was created on',
});

/** Sprints of which several are taken. */
export const sprintIds = field({
	property: {
		displayName: 'Sprint Names or IDs',
		name: 'sprintIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getSprints', loadOptionsDependsOn: ['boardId.value'] },
		required: true,
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	in: 'body',
	toWire: async (value, context) => {
		const ids = await idsOfNames(SPRINT, 'Sprint Names or IDs', value, context);
		if (ids.length > 0) return ids;
		throw new InvalidInput("'Sprint Names or IDs' is empty", 'Choose at least one sprint.');
	},
});

/** When a sprint that is started ends. */
export const period: Field[] = [
	{
		property: {
			displayName: 'Period',
			name: 'period',
			type: 'options',
			options: [
				{ name: 'Dates', value: 'dates', description: 'From a start, or now, to an end' },
				{ name: 'Dates of the Sprint', value: 'sprint', description: 'Those that it has already' },
				{ name: 'Duration', value: 'duration', description: 'So many days from now' },
			],
			default: 'duration',
			description: 'When the sprint runs; Jira starts none without both dates',
		},
	},
	{
		property: {
			displayName: 'Duration in Days',
			name: 'days',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 14,
			description: 'How many days the sprint runs',
			displayOptions: { show: { period: ['duration'] } },
		},
		toWire: (value) => readNumber(value, 'Duration in Days'),
	},
	{
		...startDate,
		property: {
			...startDate.property,
			description: 'When the sprint starts; now if empty',
			displayOptions: { show: { period: ['dates'] } },
		},
	},
	{
		...endDate,
		property: { ...endDate.property, displayOptions: { show: { period: ['dates'] } } },
	},
];

/** The board whose estimation and issues a report goes by. */
export const reportedOn = locator(BOARD, {
	name: 'boardId',
	displayName: 'Board',
	description:
		'The board whose issues and estimation count; if empty, the one that the sprint was created on',
});

export const reportOutput = choice(
	undefined,
	{ displayName: 'Output', name: 'output' },
	{
		sprint: 'One Item for the Sprint',
		issues: 'One Item for Each Issue',
		html: 'HTML Report',
		file: 'HTML File',
	},
);

/** Where the open issues of a completed sprint go. */
export const destination = [
	choice(
		undefined,
		{
			displayName: 'Move Open Issues To',
			name: 'moveOpenIssuesTo',
			description: 'Where the issues go that are not in the last column of the board',
		},
		{ backlog: 'Backlog', next: 'Next Sprint', sprint: 'A Sprint', new: 'New Sprint' },
	),
	locator(SPRINT, {
		name: 'destinationSprint',
		displayName: 'Destination Sprint',
		required: true,
		displayOptions: { show: { moveOpenIssuesTo: ['sprint'] } },
	}),
	field({
		property: {
			displayName: 'Name of the New Sprint',
			name: 'newSprintName',
			type: 'string',
			required: true,
			default: '',
			displayOptions: { show: { moveOpenIssuesTo: ['new'] } },
		},
		toWire: readName,
	}),
] as const;
