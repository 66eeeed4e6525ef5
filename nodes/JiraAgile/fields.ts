import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../shared/errors';
import { readJson } from '../shared/json';
import { locator } from '../shared/locator';
import type { Collections, Field, ValueContext } from '../shared/operation';
import { CLOUD } from './deployments';
import { readIssues } from './issueInput';
import { BOARD, EPIC, ESTIMATION_FIELD, ISSUE, RANK_FIELD, SPRINT } from './kinds';

/** The board that an operation is about. */
export const boardId = locator(BOARD, {
	name: 'boardId',
	displayName: 'Board',
	in: 'path',
	required: true,
	description: 'The board to work on',
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
	description: 'The sprint to work on',
});

/** The sprint, and the board whose sprints the list offers. */
export const inSprint = [boardOfList, sprintId];

export const epicIdOrKey = locator(EPIC, {
	name: 'epicIdOrKey',
	displayName: 'Epic',
	in: 'path',
	required: true,
	description: 'The epic to work on',
});
export const inEpic = [boardOfList, epicIdOrKey];

export const issueIdOrKey = locator(ISSUE, {
	name: 'issueIdOrKey',
	displayName: 'Issue',
	in: 'path',
	required: true,
	description: 'The issue to work on',
});

/** The same field, which exists in some deployments only. */
export const only = (deployments: readonly string[], field: Field): Field => ({
	...field,
	deployments,
});

type Simple = Pick<INodeProperties, 'displayName' | 'name'> &
	Partial<Pick<INodeProperties, 'description' | 'placeholder' | 'required' | 'options' | 'hint'>>;
type Place = 'query' | 'body';

/** Text; `as` is its name on the wire where it differs. */
export const text = (place: Place, property: Simple, as?: string): Field => ({
	property: { type: 'string', default: '', ...property },
	in: place,
	...(as === undefined ? {} : { as }),
});

/** A switch. */
export const toggle = (place: Place, property: Simple, initial = false): Field => ({
	property: { type: 'boolean', default: initial, ...property },
	in: place,
});

/** A choice; the first is the default. */
export const choice = (place: Place, property: Simple, values: Record<string, string>): Field => ({
	property: {
		type: 'options',
		options: Object.entries(values)
			.map(([value, name]) => ({ name, value }))
			.sort((a, b) => a.name.localeCompare(b.name, 'en')),
		default: Object.keys(values)[0] ?? '',
		...property,
	},
	in: place,
});

/** Several choices. */
export const choices = (place: Place, property: Simple, values: Record<string, string>): Field => ({
	property: {
		type: 'multiOptions',
		options: Object.entries(values)
			.map(([value, name]) => ({ name, value }))
			.sort((a, b) => a.name.localeCompare(b.name, 'en')),
		default: [],
		...property,
	},
	in: place,
});

/** Reads a whole number above 0. Throws InvalidInput. */
export function wholeNumber(value: unknown, label: string): number {
	const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
	if (Number.isInteger(number) && number > 0) return number;
	throw new InvalidInput(
		`'${label}' must be a whole number above 0, and is ${JSON.stringify(value)}`,
		'Take it from the ID of an earlier step.',
	);
}

/** Names separated by commas, or a list from an expression. */
export const toNames = (value: unknown): string[] =>
	(Array.isArray(value) ? value : String(value ?? '').split(','))
		.map((name) => String(name).trim())
		.filter(Boolean);

const names = (property: Simple): Field => ({
	property: { type: 'string', default: '', ...property },
	in: 'query',
	toWire: (value) => toNames(value).join(','),
});

/** A query, narrowed down to the issues of versions; the order stays at its end. */
export function withVersions(query: string, versions: number[]): string {
	if (versions.length === 0) return query;
	const [, base = '', order = ''] = /^(.*?)\s*(\border\s+by\b.*)?$/is.exec(query.trim()) ?? [];
	const wanted = `fixVersion in (${versions.join(', ')})`;
	return [base === '' ? wanted : `(${base}) AND ${wanted}`, order].filter(Boolean).join(' ');
}

const readVersions = (value: unknown): number[] =>
	toNames(value).map((one) => wholeNumber(one, 'Version Names or IDs'));
const filterOf = (context: ValueContext, name: string): unknown =>
	(context.parameter('filters') as IDataObject | undefined)?.[name];

const jql: Field = {
	property: {
		displayName: 'JQL',
		name: 'jql',
		type: 'string',
		default: '',
		placeholder: 'e.g. status != Done AND labels = firmware',
		description: 'Only issues that this query finds as well',
	},
	in: 'query',
	toWire: (value, context) =>
		withVersions(String(value ?? ''), readVersions(filterOf(context, 'versions'))),
};
/** Jira's lists have no parameter for versions: they become a part of the query. */
const versions: Field = {
	property: {
		displayName: 'Version Names or IDs',
		name: 'versions',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getVersions', loadOptionsDependsOn: ['boardId.value'] },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Fix versions of the board chosen above',
	},
	in: 'query',
	as: 'jql',
	toWire: (value, context) => {
		const query = withVersions('', readVersions(value));
		return query === '' || filterOf(context, 'jql') !== undefined ? undefined : query;
	},
};
const fields = names({
	displayName: 'Fields',
	name: 'fields',
	placeholder: 'e.g. summary, status, customfield_10016',
	description: 'Names of the fields that Jira sends, separated by commas; fewer are faster',
});
export const expand = names({
	displayName: 'Expand',
	name: 'expand',
	placeholder: 'e.g. changelog, names',
	description: 'What Jira adds to each record, separated by commas',
});
const validateQuery = toggle(
	'query',
	{
		displayName: 'Validate JQL',
		name: 'validateQuery',
		description: 'Whether a value in the JQL that does not exist is refused',
	},
	true,
);
const reconcileIssues: Field = {
	property: {
		displayName: 'Reconcile Issue IDs',
		name: 'reconcileIssues',
		type: 'string',
		default: '',
		placeholder: 'e.g. 10012, 10013',
		description: 'IDs of issues changed just now, 50 at most, that the list shall show as they are',
	},
	in: 'query',
	deployments: CLOUD,
	toWire: (value) => toNames(value).map((one) => wholeNumber(one, 'Reconcile Issue IDs')),
};

/** Goes into no request: Simplify reads it. */
const estimationField = locator(ESTIMATION_FIELD, {
	name: 'estimationField',
	displayName: 'Estimation Field',
	description: "The field whose value Simplify shows as 'estimate', such as Story Points",
});

/** What every list of issues offers. */
export const issueLists: Collections = {
	filters: [jql, versions],
	options: [estimationField, expand, fields, reconcileIssues, validateQuery],
};
/** What the reading of one issue offers. */
export const issueOptions: Field[] = [estimationField, expand, fields];

/** The issues to move or rank. */
export const issues: Field = {
	property: {
		displayName: 'Issues',
		name: 'issues',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. PUMP-12, PUMP-13',
		description:
			'Keys or IDs, separated by commas or lines, or a list from an expression. More than 50 are sent in several requests.',
	},
	toWire: (value) => readIssues(value, 'Issues'),
};

const rankIssue = (name: string, displayName: string, description: string) =>
	locator(ISSUE, { name, displayName, description });
export const rankAfterIssue = rankIssue(
	'rankAfterIssue',
	'Rank After Issue',
	'The issue that the others shall stand after',
);
export const rankBeforeIssue = rankIssue(
	'rankBeforeIssue',
	'Rank Before Issue',
	'The issue that the others shall stand before',
);
export const rankField = locator(RANK_FIELD, {
	name: 'rankCustomFieldId',
	displayName: 'Rank Field',
	in: 'body',
	description: 'Needed only if Jira has several fields for ranks',
});
/** Where moved issues go in the order of ranks. */
export const ranks: Field[] = [rankAfterIssue, rankBeforeIssue, rankField];

/** Any JSON of a body. */
export const jsonValue: Field = {
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
};

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
