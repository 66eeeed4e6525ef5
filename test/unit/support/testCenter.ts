import type { IDataObject as Row } from 'n8n-workflow';

/** A test run; without steps unless some are given. */
export const run = (id: number, testCase: number, name: string, fields: Row = {}): Row => ({
	id,
	documentKey: `P-TSTRN-${id}`,
	globalId: `GID-${id}`,
	itemType: 37,
	project: 2,
	testGroup: [50, 7],
	fields: { name, testPlan: 40, testCycle: 50, testCase, testRunStatus: 'NOT_RUN', ...fields },
});

export const step = (action: string, more: Row = {}): Row => ({
	action,
	expectedResult: 'as specified',
	notes: '',
	status: 'NOT_RUN',
	...more,
});

/** The item type of runs: what the execution UI edits can be written. */
export const RUN_TYPE = {
	id: 37,
	display: 'Test Run',
	category: 'TEST_RUN',
	fields: [
		{ name: 'documentKey', label: 'ID', fieldType: 'STRING', readOnly: true },
		{ name: 'name', label: 'Name', fieldType: 'STRING', readOnly: true },
		{ name: 'testCase', label: 'Test Case', fieldType: 'INTEGER', readOnly: true },
		{ name: 'testRunSteps', label: 'Steps', fieldType: 'STEPS' },
		{ name: 'testRunStatus', label: 'Status', fieldType: 'TEST_RUN_STATUS' },
		{ name: 'actualResults', label: 'Actual Results', fieldType: 'TEXT' },
		{ name: 'assignedTo', label: 'Assigned To', fieldType: 'USER' },
		{ name: 'executionDate', label: 'Execution Date', fieldType: 'DATE' },
		{ name: 'environment$37', label: 'Environment', fieldType: 'STRING' },
	],
};
