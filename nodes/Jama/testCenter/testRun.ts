import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { FIELD_OWNERS } from '../pickers/fieldOwners';
import { touchedBy, updateFieldsOf } from '../items/itemWrites';
import { otherFields, projectOfList, readItemOptions } from '../fields/fields';
import { manyTexts } from '../fields/itemFilters';
import { ready } from '../../shared/operations/fieldKit';
import { numberList } from '../fields/bodies';
import { fieldsToUpdate, richTextInput } from '../items/itemFields';
import { lockOperations } from '../fields/lock';
import { recordResult, touchedByResult } from '../testResults/testResults';
import { inRun, moreFields, planOfList, run } from './testFields';
import { moreOfResult, resultOfRun } from './testResultFields';
import { simplifyRecord } from '../fields/recordRows';

export const testRun = {
	name: 'Test Run',
	description: 'A test case in a cycle, with its result',
	operations: {
		delete: {
			name: 'Delete',
			action: 'Delete test run',
			description: 'Delete a test run permanently',
			request: 'DELETE /testruns/{id}',
			fields: inRun,
		},
		get: {
			name: 'Get',
			action: 'Get test run',
			request: 'GET /testruns/{id}',
			fields: inRun,
			collections: { options: readItemOptions },
			simplify: simplifyRecord,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many test runs',
			description: 'Search for many test runs by case, cycle or plan; one of them is needed',
			request: 'GET /testruns',
			anyOf: ['testCase', 'testCycle', 'testPlan'],
			collections: {
				filters: [
					numberList('testCase', 'Test Case IDs', 'testCase', 'Separated by commas', 'query'),
					ready(
						numberList('testCycle', 'Test Cycle IDs', 'testCycle', 'Separated by commas', 'query'),
					),
					numberList('testPlan', 'Test Plan IDs', 'testPlan', 'Separated by commas', 'query'),
				],
				options: [
					...readItemOptions,
					manyTexts('sortBy', 'Sort By', 'e.g. modifiedDate.desc', 'Field and direction'),
				],
			},
			simplify: simplifyRecord,
			list: true,
		},
		...lockOperations(run),
		update: functionRow({
			name: 'Update',
			action: 'Update test run',
			calls: ['GET /testruns/{id}', 'PATCH /testruns/{id}'],
			fields: [...inRun, ...fieldsToUpdate],
			collections: { options: [richTextInput] },
			simplify: simplifyRecord,
			readBack: '/testruns/{testRunId}',
			touches: touchedBy(FIELD_OWNERS.testRun),
			run: updateFieldsOf(FIELD_OWNERS.testRun),
		}),
		recordResult: functionRow({
			name: 'Record Result',
			action: 'Record result of test run',
			description:
				'Set the status of a test run or of its steps, with what was seen, by whom and when',
			calls: [
				'GET /testruns',
				'GET /testruns/{id}',
				'GET /testcycles/{testCycleId}/testruns',
				'GET /itemtypes/{itemTypeId}',
				'GET /users',
				'PATCH /testruns/{id}',
				'PUT /testruns/{id}',
			],
			fields: [projectOfList, planOfList, ...resultOfRun],
			collections: { additionalFields: [...moreOfResult, otherFields] },
			simplify: simplifyRecord,
			readBack: '/testruns/{id}',
			touches: touchedByResult,
			run: recordResult,
		}),
		replace: {
			name: 'Replace',
			action: 'Replace test run',
			description:
				'Set the results of a test run, such as the status of each step; what is not given may be cleared',
			request: 'PUT /testruns/{id}',
			distinct: true,
			fields: [
				...inRun,
				{ ...moreFields, property: { ...moreFields.property, displayName: 'Fields (JSON)' } },
			],
			simplify: simplifyRecord,
			readBack: '/testruns/{testRunId}',
		},
		useCurrentTestCase: {
			name: 'Use Current Test Case',
			action: 'Use current test case in run',
			description:
				'Delete a test run with its results, comments and attachments, and create one for the current test case',
			request: 'POST /testruns/{id}/updatedtestcase',
			fields: inRun,
			simplify: simplifyRecord,
			readBack: '/testruns/{id}',
		},
	},
} satisfies Resource;
