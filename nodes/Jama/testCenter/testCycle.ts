import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { output } from '../../shared/reports/reportItem';
import { FIELD_OWNERS } from '../pickers/fieldOwners';
import { updateFieldsOf } from '../items/itemWrites';
import { readItemOptions, readOptions } from '../fields/fields';
import { importResults } from '../testResults/testImport';
import { getSummary } from '../testResults/testSummary';
import { fieldsToUpdate, richTextInput } from '../items/itemFields';
import {
	cycleDays,
	description,
	generation,
	groupId,
	inCycle,
	inPlan,
	moreFields,
	name,
	readRuns,
} from './testFields';
import { importOptions, resultsToImport } from './testResultFields';
import { simplifyRecord } from '../fields/recordRows';
import { simplifyTo } from '../fields/rowKinds';

export const testCycle = {
	name: 'Test Cycle',
	description: 'Rounds of testing; imports the results of a CI',
	operations: {
		create: {
			name: 'Create',
			action: 'Create test cycle',
			description: 'Create a cycle of a test plan, with a run for each test case',
			request: 'POST /testplans/{id}/testcycles',
			constants: { testRunGenerationConfig: {} },
			fields: [...inPlan, name, ...cycleDays],
			collections: { additionalFields: [description, ...generation, moreFields] },
			simplify: simplifyRecord,
			readBack: '/testcycles/{id}',
		},
		delete: {
			name: 'Delete',
			action: 'Delete test cycle',
			description: 'Delete a test cycle with its runs permanently',
			request: 'DELETE /testcycles/{testCycleId}',
			fields: inCycle,
		},
		get: {
			name: 'Get',
			action: 'Get test cycle',
			request: 'GET /testcycles/{testCycleId}',
			fields: inCycle,
			collections: { options: readItemOptions },
			simplify: simplifyRecord,
		},
		getGroup: {
			name: 'Get Group',
			action: 'Get test group in cycle',
			description: 'Retrieve a group as it was when the cycle was created',
			request: 'GET /testcycles/{testCycleId}/testgroup/{testGroupId}',
			fields: [...inCycle, groupId],
			collections: { options: readOptions },
			simplify: simplifyTo.named,
		},
		getRuns: {
			name: 'Get Runs',
			action: 'Get test runs of cycle',
			request: 'GET /testcycles/{testCycleId}/testruns',
			fields: inCycle,
			...readRuns,
			simplify: simplifyRecord,
		},
		getSummary: functionRow({
			name: 'Get Summary',
			action: 'Get summary of test cycle',
			description: 'Count the runs of a cycle by status and group, and list those that failed',
			calls: [
				'GET /testcycles/{testCycleId}',
				'GET /testcycles/{testCycleId}/testruns',
				'GET /testplans/{id}/testgroups',
			],
			fields: [...inCycle, output],
			run: getSummary,
		}),
		importResults: functionRow({
			name: 'Import Results',
			action: 'Import results into test cycle',
			description: 'Record the results of a CI report, such as JUnit',
			calls: [
				'GET /testcycles/{testCycleId}/testruns',
				'GET /testplans/{id}',
				'GET /testplans/{id}/testgroups',
				'GET /testplans/{id}/testgroups/{testGroupId}/testcases',
				'GET /itemtypes/{itemTypeId}',
				'GET /users',
				'PATCH /testruns/{id}',
				'PUT /testruns/{id}',
			],
			fields: [...inCycle, ...resultsToImport],
			collections: { options: importOptions },
			runAll: importResults,
		}),
		update: functionRow({
			name: 'Update',
			action: 'Update test cycle',
			description: 'Change fields of a test cycle; Jama may create its test runs again',
			calls: ['GET /testcycles/{testCycleId}', 'PATCH /testcycles/{testCycleId}'],
			fields: [...inCycle, ...fieldsToUpdate],
			collections: { options: [richTextInput] },
			simplify: simplifyRecord,
			readBack: '/testcycles/{testCycleId}',
			run: updateFieldsOf(FIELD_OWNERS.testCycle),
		}),
		replace: {
			name: 'Replace',
			action: 'Replace test cycle',
			description:
				'Set the whole content of a test cycle; what is not given is cleared, and Jama may create its test runs again',
			request: 'PUT /testcycles/{testCycleId}',
			constants: { testRunGenerationConfig: {} },
			fields: [...inCycle, name, ...cycleDays],
			collections: { additionalFields: [description, ...generation, moreFields] },
			simplify: simplifyRecord,
			readBack: '/testcycles/{testCycleId}',
		},
	},
} satisfies Resource;
