import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import { locator } from '../../shared/pickers/locator';
import type { Field } from '../../shared/operations/operation';
import { readIssues } from './issueInput';
import { BOARD, EPIC, ISSUE, RANK_FIELD, SPRINT } from './kinds';
import { field } from '../../shared/operations/fieldKit';

/** The board that an operation is about. */
export const boardId = locator(BOARD, {
	name: 'boardId',
	displayName: 'Board',
	in: 'path',
	required: true,
});

/** Goes into no request: the board whose records a list below offers. */
export const boardOfList = locator(BOARD, {
	name: 'boardId',
	displayName: 'Board',
	description: 'Needed only to pick from the list below, or by name',
});

export const sprintId = locator(SPRINT, {
	name: 'sprintId',
	displayName: 'Sprint',
	in: 'path',
	required: true,
});

/** The sprint, and the board whose sprints the list offers. */
export const inSprint = [boardOfList, sprintId];

export const epicIdOrKey = locator(EPIC, {
	name: 'epicIdOrKey',
	displayName: 'Epic',
	in: 'path',
	required: true,
});
export const inEpic = [boardOfList, epicIdOrKey];

export const issueIdOrKey = locator(ISSUE, {
	name: 'issueIdOrKey',
	displayName: 'Issue',
	in: 'path',
	required: true,
});

/** The issues to move or rank. */
export const issues = field({
	property: {
		displayName: 'Issues',
		name: 'issues',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. PUMP-12, PUMP-13',
		description:
			'Keys, IDs or URLs, separated by commas or lines, or a list from an expression. More than 50 are sent in several requests.',
	},
	toWire: async (value, context) => await readIssues(value, 'Issues', context),
});

const rankIssue = (name: string, displayName: string, description: string) =>
	locator(ISSUE, { name, displayName, description });
export const rankAfterIssue = rankIssue(
	'rankAfterIssue',
	'Rank After Issue',
	'The issue to rank the others after',
);
export const rankBeforeIssue = rankIssue(
	'rankBeforeIssue',
	'Rank Before Issue',
	'The issue to rank the others before',
);
export const rankField = locator(RANK_FIELD, {
	name: 'rankCustomFieldId',
	displayName: 'Rank Field',
	in: 'body',
	description: 'Needed only if Jira has several fields for ranks',
});
/** Where moved issues go in the order of ranks. */
export const ranks: Field[] = [rankAfterIssue, rankBeforeIssue, rankField];

/** What every move of issues offers. */
export const moveOptions: Field[] = [
	{
		property: {
			displayName: 'Leave Out Unknown Issues',
			name: 'leaveOutUnknown',
			type: 'boolean',
			default: false,
			description:
				'Whether issues that do not exist, or that the user may not see, are left out instead of rejecting the request; the output names them',
		},
	},
];

/** Any JSON of a body. */
export const jsonValue = field({
	property: {
		displayName: 'Value (JSON)',
		name: 'value',
		type: 'json',
		required: true,
		default: '{}',
		description: 'Any JSON, up to 32768 bytes',
	},
	in: 'body',
	as: '',
	toWire: (value) => {
		const json = readJson(value, 'Value (JSON)');
		if (json !== undefined) return json;
		throw new InvalidInput("'Value (JSON)' is empty", 'Write JSON, such as {"team": "A"} or "A".');
	},
});

/** On which side of another one something is ranked; the neighbor's field reads it. */
export const sideOf = (noun: string): Field => ({
	property: {
		displayName: 'Place',
		name: 'side',
		type: 'options',
		options: [
			{ name: 'After', value: 'after' },
			{ name: 'Before', value: 'before' },
		],
		default: 'before',
		description: `On which side of the other ${noun}`,
	},
});
