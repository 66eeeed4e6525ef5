import type { Resource } from '../../shared/operation';
import { readItemOptions, readOptions } from '../fields';
import { patchBody } from './bodies';
import {
	description,
	generation,
	groupId,
	inCycle,
	inPlan,
	moreFields,
	name,
	readRuns,
} from './testFields';

export const testCycle = {
	name: 'Test Cycle',
	operations: {
		create: {
			name: 'Create',
			action: 'Create test cycle',
			description: 'Create a cycle of a test plan, with a run for each test case',
			request: 'POST /testplans/{id}/testcycles',
			constants: { testRunGenerationConfig: {} },
			fields: [...inPlan, name],
			collections: { additionalFields: [description, ...generation, moreFields] },
			readBack: '/testcycles/{id}',
		},
		delete: {
			name: 'Delete',
			action: 'Delete test cycle',
			description: 'Delete a test cycle with its runs',
			request: 'DELETE /testcycles/{testCycleId}',
			fields: inCycle,
		},
		get: {
			name: 'Get',
			action: 'Get test cycle',
			description: 'Retrieve a test cycle',
			request: 'GET /testcycles/{testCycleId}',
			fields: inCycle,
			collections: { options: readItemOptions },
		},
		getGroup: {
			name: 'Get Group',
			action: 'Get test group in cycle',
			description: 'Retrieve a group as it was when the cycle was made',
			request: 'GET /testcycles/{testCycleId}/testgroup/{testGroupId}',
			fields: [...inCycle, groupId],
			collections: { options: readOptions },
		},
		getRuns: {
			name: 'Get Runs',
			action: 'Get test runs of cycle',
			description: 'Retrieve the test runs of a cycle',
			request: 'GET /testcycles/{testCycleId}/testruns',
			fields: inCycle,
			...readRuns,
		},
		patch: {
			name: 'Update',
			action: 'Update test cycle',
			description: 'Change fields of a test cycle',
			request: 'PATCH /testcycles/{testCycleId}',
			fields: [...inCycle, patchBody],
			readBack: '/testcycles/{testCycleId}',
		},
		replace: {
			name: 'Replace',
			action: 'Replace test cycle',
			description: 'Set the whole content of a test cycle; what is not given is cleared',
			request: 'PUT /testcycles/{testCycleId}',
			constants: { testRunGenerationConfig: {} },
			fields: [...inCycle, name],
			collections: { additionalFields: [description, ...generation, moreFields] },
			readBack: '/testcycles/{testCycleId}',
		},
	},
} satisfies Resource;
