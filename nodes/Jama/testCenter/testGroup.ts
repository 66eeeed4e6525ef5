import { locator } from '../../shared/pickers/locator';
import type { Resource } from '../../shared/operations/operation';
import { optional, text } from '../../shared/operations/fieldKit';
import { readItemOptions, readOptions } from '../fields/fields';
import { USER } from '../pickers/kinds';
import { simplifyItem } from '../fields/simplify';
import { caseId, inGroup, inPlan, readRuns } from './testFields';
import { simplifyTo } from '../fields/rowKinds';

const groupName = text('body.name', { displayName: 'Name', name: 'name', required: true });
const assignedTo = locator(USER, {
	name: 'assignedTo',
	displayName: 'Assigned To',
	in: 'body',
	description: 'Who runs the cases of the group',
});

export const testGroup = {
	name: 'Test Group',
	description: 'Groups of test cases in a test plan',
	operations: {
		addCase: {
			name: 'Add Case',
			action: 'Add test case to group',
			request: 'POST /testplans/{id}/testgroups/{testGroupId}/testcases',
			fields: [...inGroup, caseId({ name: 'testCase', in: 'body' })],
			exists: { isSame: ({ id }, body) => id === body.testCase },
		},
		create: {
			name: 'Create',
			action: 'Create test group',
			request: 'POST /testplans/{id}/testgroups',
			fields: [...inPlan, groupName],
			collections: { additionalFields: [assignedTo] },
		},
		delete: {
			name: 'Delete',
			action: 'Delete test group',
			description: 'Delete a group permanently; its test cases stay in the project',
			request: 'DELETE /testplans/{id}/testgroups/{testGroupId}',
			fields: inGroup,
		},
		get: {
			name: 'Get',
			action: 'Get test group',
			request: 'GET /testplans/{id}/testgroups/{testGroupId}',
			fields: inGroup,
			collections: { options: readOptions },
			simplify: simplifyTo.named,
		},
		getCase: {
			name: 'Get Case',
			action: 'Get test case in group',
			request: 'GET /testplans/{id}/testgroups/{testGroupId}/testcases/{testCaseId}',
			fields: [...inGroup, caseId({ name: 'testCaseId', in: 'path' })],
			collections: { options: readItemOptions },
			simplify: simplifyItem,
		},
		getCases: {
			name: 'Get Cases',
			action: 'Get test cases in group',
			request: 'GET /testplans/{id}/testgroups/{testGroupId}/testcases',
			fields: inGroup,
			collections: { options: readItemOptions },
			list: true,
			simplify: simplifyItem,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many test groups',
			request: 'GET /testplans/{id}/testgroups',
			fields: inPlan,
			...readRuns,
			simplify: simplifyTo.named,
		},
		removeCase: {
			name: 'Remove Case',
			action: 'Remove test case from group',
			request: 'DELETE /testplans/{id}/testgroups/{testGroupId}/testcases/{testCaseId}',
			fields: [...inGroup, caseId({ name: 'testCaseId', in: 'path' })],
		},
		update: {
			name: 'Update',
			action: 'Update test group',
			request: 'PUT /testplans/{id}/testgroups/{testGroupId}',
			distinct: true,
			keeps: { needed: ['name'], optional: ['assignedTo'] },
			fields: inGroup,
			collections: { updateFields: [assignedTo, optional(groupName)] },
		},
	},
} satisfies Resource;
