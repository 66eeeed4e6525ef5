import { locator } from '../../shared/pickers/locator';
import { choice, field } from '../../shared/operations/fieldKit';
import type { Field } from '../../shared/operations/operation';
import { selectable } from '../../shared/operations/properties';
import { TEST_CYCLE, TEST_RUN } from '../pickers/kinds';
import { KEY_PLACES } from '../testResults/testKeys';
import { CASE_OF_CYCLE } from '../testResults/testResults';
import { readStatus, STATUS_CHOICES } from '../values/testStatus';

type Shown = NonNullable<Field['property']['displayOptions']>['show'];

const text = <const Name extends string>(
	name: Name,
	displayName: string,
	description: string,
	example?: string,
): Field<Name> => ({
	property: {
		displayName,
		name,
		type: 'string',
		default: '',
		description,
		...(example ? { placeholder: `e.g. ${example}` } : {}),
	},
});
const json = <const Name extends string>(
	name: Name,
	displayName: string,
	description: string | undefined,
	example: string,
	show: Shown,
): Field<Name> => ({
	property: {
		displayName,
		name,
		type: 'json',
		typeOptions: { rows: 5 },
		default: example,
		...(description === undefined ? {} : { description }),
		displayOptions: { show },
	},
});
const date = <const Name extends string>(
	name: Name,
	displayName: string,
	description: string,
): Field<Name> => ({
	property: { displayName, name, type: 'dateTime', default: '', description },
});
const flag = <const Name extends string>(
	name: Name,
	displayName: string,
	description: string,
): Field<Name> => ({
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
	choice(
		undefined,
		{ displayName: 'Find Run By', name: 'findRunBy' },
		{ case: 'Test Case and Cycle', run: 'Test Run' },
	),
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
	choice(
		undefined,
		{ displayName: 'Result', name: 'resultInput' },
		{ status: 'One Status', steps: 'Status of Each Step' },
	),
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
export const resultsToImport = [
	choice(
		undefined,
		{
			displayName: 'Results From',
			name: 'resultsFrom',
			description:
				'A JUnit, TestNG, NUnit or xUnit.net file, or rows such as {"case": "PUMP-TC-1", "status": "passed"}',
		},
		{ items: 'All Input Items', file: 'File (JUnit, …)', json: 'JSON or XML' },
	),
	field({
		property: {
			displayName: 'Input Data Field Name',
			name: 'inputDataFieldName',
			type: 'string',
			default: 'data',
			displayOptions: { show: { resultsFrom: ['file'] } },
		},
	}),
	field({
		property: {
			displayName: 'Results',
			name: 'resultsJson',
			// n8n's field for JSON marks XML as an error.
			type: 'string',
			typeOptions: { rows: 5 },
			default: '[\n  { "case": "PUMP-TC-1", "status": "passed" }\n]',
			displayOptions: { show: { resultsFrom: ['json'] } },
		},
	}),
];

export const importOptions = [
	text('caseKey', 'Case Key', 'Key, path or property that names the test case', 'test_id'),
	flag('dryRun', 'Dry Run', 'Whether to only say what would be recorded'),
	executedBy,
	executionDate,
	field({
		property: {
			...flag(
				'failUnmatched',
				'Fail When Results Are Unmatched',
				'Whether a result without a run is an error before anything is written',
			).property,
			default: true,
		},
	}),
	choice(
		undefined,
		{
			displayName: 'Find Key In',
			name: 'findKeyIn',
			description: 'Where an XML file has the key of a test case, as in test_PUMP_TC_1',
		},
		KEY_PLACES,
	),
	text('messageKey', 'Message Key', 'Where the text for Actual Results stands', 'details.text'),
	flag('recordSkipped', 'Record Skipped Tests', 'Whether a skipped test sets its run to Not Run'),
	text('statusKey', 'Status Key', 'Where the status stands'),
];

/** What goes into a plan that is built in one step. */
export const casesToBuild = (filterId: Field): Field[] => [
	choice(
		undefined,
		{ displayName: 'Test Cases From', name: 'casesFrom' },
		{ filter: 'Filter', groups: 'Groups', list: 'List' },
	),
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
