import { DESCRIPTION, KEYS, NAME, type FieldSpec } from '../configuration/fieldSpecs';

const READ_ONLY = { readOnly: true };
const PLAN_OF: FieldSpec = [
	'testPlan',
	'Test Plan',
	'DOCUMENT_TYPE_CATEGORY_ITEM_LOOKUP',
	READ_ONLY,
];
const PROJECT: FieldSpec = ['project', 'Project', 'PROJECT', READ_ONLY];

/** Only the name is required (REST cookbook, Creating a Test Plan). */
export const PLAN: FieldSpec[] = [...KEYS, NAME, DESCRIPTION];

/** name, startDate and endDate are required (REST cookbook, Creating a Test Cycle). */
export const CYCLE: FieldSpec[] = [
	...KEYS,
	NAME,
	PLAN_OF,
	['startDate', 'Start Date', 'DATE', { required: true }],
	['endDate', 'End Date', 'DATE', { required: true }],
	DESCRIPTION,
	PROJECT,
];

/**
 * The fields of the sample run (REST cookbook, Executing a Test), and a custom one. What the execution
 * UI edits can be written, the rest is read only (change log 8.62; which fields these are: assumption).
 */
export const RUN: FieldSpec[] = [
	...KEYS,
	['name', 'Name', 'STRING', READ_ONLY],
	PLAN_OF,
	['testCycle', 'Test Cycle', 'DOCUMENT_TYPE_CATEGORY_ITEM_LOOKUP', READ_ONLY],
	['testRunSetName', 'Test Cycle Name', 'STRING', READ_ONLY],
	['testCase', 'Test Case', 'DOCUMENT_TYPE_CATEGORY_ITEM_LOOKUP', READ_ONLY],
	['description', 'Description', 'TEXT', { ...READ_ONLY, textType: 'RICHTEXT' }],
	['testRunSteps', 'Steps', 'STEPS'],
	['modifiedDate', 'Modified Date', 'DATE', READ_ONLY],
	['testRunStatus', 'Status', 'TEST_RUN_STATUS'],
	['actualResults', 'Actual Results', 'TEXT', { textType: 'RICHTEXT' }],
	['assignedTo', 'Assigned To', 'USER'],
	['executionDate', 'Execution Date', 'DATE'],
	PROJECT,
	['forcePassed', 'Force Passed', 'BOOLEAN', READ_ONLY],
	['environment$41', 'Environment', 'STRING'],
];
