import { locator } from '../../shared/pickers/locator';
import type { Field } from '../../shared/operations/operation';
import { selectable } from '../../shared/operations/properties';
import { TEST_CYCLE, TEST_RUN } from '../pickers/kinds';
import { CASE_OF_CYCLE } from '../testResults/testResults';
import { readStatus, STATUS_CHOICES } from '../values/testStatus';

type Shown = NonNullable<Field['property']['displayOptions']>['show'];

const choice = (
	name: string,
	displayName: string,
	choices: Array<[value: string, name: string]>,
): Field => ({
	property: {
		...selectable(choices.map(([value, title]) => ({ name: title, value }))),
		displayName,
		name,
	},
});
const text = (name: string, displayName: string, description: string, example?: string): Field => ({
	property: {
		displayName,
		name,
		type: 'string',
		default: '',
		description,
		...(example ? { placeholder: `e.g. ${example}` } : {}),
	},
});
const json = (
	name: string,
	displayName: string,
	description: string,
	example: string,
	show: Shown,
): Field => ({
	property: {
		displayName,
		name,
		type: 'json',
		typeOptions: { rows: 5 },
		default: example,
		description,
		displayOptions: { show },
	},
});
const date = (name: string, displayName: string, description: string): Field => ({
	property: { displayName, name, type: 'dateTime', default: '', description },
});
const flag = (name: string, displayName: string, description: string): Field => ({
	property: { displayName, name, type: 'boolean', default: false, description },
});

const executedBy = text(
	'assignedTo',
	'Executed By',
	'User name, email address or ID of who ran the test',
	'jdoe',
);
const executionDate = date(
	'executionDate',
	'Execution Date',
	'The day on which the test ran; today if empty',
);

/** How the run of a result is found, and what is recorded on it. */
export const resultOfRun: Field[] = [
	locator(TEST_CYCLE, {
		name: 'testCycleId',
		displayName: 'Test Cycle',
		description:
			'The cycle in which the test case ran; for a run by its ID only needed to pick from the list',
	}),
	choice('findRunBy', 'Find Run By', [
		['case', 'Test Case and Cycle'],
		['run', 'Test Run'],
	]),
	locator(CASE_OF_CYCLE, {
		name: 'testCaseId',
		displayName: 'Test Case',
		required: true,
		description: 'The test case that ran',
		displayOptions: { show: { findRunBy: ['case'] } },
	}),
	locator(TEST_RUN, {
		name: 'testRunId',
		displayName: 'Test Run',
		required: true,
		description: 'The run to record the result on',
		displayOptions: { show: { findRunBy: ['run'] } },
	}),
	choice('resultInput', 'Result', [
		['status', 'One Status'],
		['steps', 'Status of Each Step'],
	]),
	{
		property: {
			...selectable(STATUS_CHOICES, 'PASSED'),
			displayName: 'Status',
			name: 'status',
			description:
				'A run with steps gets it on every step; words such as ok, error or skipped are accepted, too',
			displayOptions: { show: { resultInput: ['status'] } },
		},
		toWire: (value) => readStatus(value, "'Status'"),
	},
	json(
		'stepsJson',
		'Steps',
		'One entry for each step in order: a status, or an object with status, result and notes',
		'[\n  "passed",\n  { "status": "failed", "result": "" }\n]',
		{ resultInput: ['steps'] },
	),
];

export const moreOfResult: Field[] = [
	text('actualResults', 'Actual Results', 'What was seen; HTML is formatted text'),
	executedBy,
	executionDate,
];

/** Where imported results come from. */
export const resultsToImport: Field[] = [
	choice('resultsFrom', 'Results From', [
		['items', 'All Input Items'],
		['json', 'JSON'],
	]),
	json(
		'resultsJson',
		'Results',
		'A list of results, or the output of the XML node for a JUnit file',
		'[\n  { "case": "PUMP-TC-1", "status": "passed", "message": "" }\n]',
		{ resultsFrom: ['json'] },
	),
];

export const importOptions: Field[] = [
	text(
		'caseKey',
		'Case Key',
		'Key, path or JUnit property that names the test case; empty for case, documentKey, or class and name',
		'test_id',
	),
	flag('dryRun', 'Dry Run', 'Whether to only say what would be recorded, and write nothing'),
	executedBy,
	executionDate,
	{
		property: {
			...flag(
				'failUnmatched',
				'Fail When Results Are Unmatched',
				'Whether a result that matches no run is an error before anything is written',
			).property,
			default: true,
		},
	},
	text(
		'messageKey',
		'Message Key',
		"Where a result has its text for Actual Results; empty for message, or JUnit's failure",
		'details.text',
	),
	flag(
		'recordSkipped',
		'Record Skipped Tests',
		'Whether a skipped test sets its run to Not Run; otherwise the run stays as it is',
	),
	text(
		'statusKey',
		'Status Key',
		"Where a result has its status; empty for status, or JUnit's failure, error and skipped",
		'outcome',
	),
];

/** What goes into a plan that is built in one step. */
export const casesToBuild = (filterId: Field): Field[] => [
	choice('casesFrom', 'Test Cases From', [
		['filter', 'Filter'],
		['groups', 'Groups'],
		['list', 'List'],
	]),
	filterId,
	json(
		'groupsJson',
		'Groups',
		'The groups of the plan, each with the IDs or document keys of its test cases',
		'[\n  { "name": "Alarms", "cases": ["PUMP-TC-1"] }\n]',
		{ casesFrom: ['groups'] },
	),
	{
		property: {
			...text('testCases', 'Test Cases', 'IDs or document keys, separated by commas').property,
			required: true,
			placeholder: 'e.g. PUMP-TC-1, 1234',
			displayOptions: { show: { casesFrom: ['list'] } },
		},
	},
];

export const moreOfBuild: Field[] = [
	text('cycleName', 'Cycle Name', 'Also creates a cycle with a run for each test case', 'Build 1'),
	date('endDate', 'Cycle End Date', 'The start date of the cycle if empty'),
	date('startDate', 'Cycle Start Date', 'Today if empty'),
];
export const buildOptions: Field[] = [
	flag('dryRun', 'Dry Run', 'Whether to only say what would be built, and write nothing'),
];
