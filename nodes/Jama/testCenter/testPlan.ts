import { locator } from '../../shared/pickers/locator';
import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { FIELD_OWNERS } from '../pickers/fieldOwners';
import { touchedBy, updateFieldsOf } from '../items/itemWrites';
import { toggle } from '../../shared/operations/fieldKit';
import { projectInBody, projectInQuery, readItemOptions } from '../fields/fields';
import { FILTER } from '../pickers/kinds';
import { buildPlan } from './testPlanBuild';
import { fieldsToUpdate, richTextInput } from '../items/itemFields';
import { lockOperations } from '../fields/lock';
import { description, inPlan, moreFields, name, plan, planId, readRuns } from './testFields';
import { buildOptions, casesToBuild, moreOfBuild } from './testResultFields';
import { simplifyRecord } from '../fields/recordRows';

const filterOfCases = locator(FILTER, {
	name: 'filterId',
	displayName: 'Filter',
	required: true,
	description: 'The saved filter that finds the test cases',
	displayOptions: { show: { casesFrom: ['filter'] } },
});

export const testPlan = {
	name: 'Test Plan',
	description: 'Plans in the Test Center, with groups and cycles',
	operations: {
		build: functionRow({
			name: 'Build',
			action: 'Build test plan',
			description: 'Create a test plan with groups, test cases and a cycle in one step',
			calls: [
				'GET /abstractitems',
				'GET /items/{id}',
				'GET /itemtypes',
				'GET /filters/{filterId}',
				'GET /filters/{filterId}/results',
				'POST /testplans',
				'GET /testplans/{id}/testgroups',
				'POST /testplans/{id}/testgroups',
				'POST /testplans/{id}/testgroups/{testGroupId}/testcases',
				'GET /testplans/{id}/testgroups/{testGroupId}/testcases',
				'POST /testplans/{id}/testcycles',
				'GET /testplans/{id}/testcycles',
			],
			fields: [projectInBody, name, ...casesToBuild(filterOfCases)],
			collections: {
				additionalFields: [description, ...moreOfBuild, moreFields],
				options: buildOptions,
			},
			run: buildPlan,
		}),
		create: {
			name: 'Create',
			action: 'Create test plan',
			request: 'POST /testplans',
			fields: [projectInBody, name],
			collections: { additionalFields: [description, moreFields] },
			simplify: simplifyRecord,
			readBack: '/testplans/{id}',
		},
		delete: {
			name: 'Delete',
			action: 'Delete test plan',
			description: 'Delete a test plan with its cycles and runs permanently',
			request: 'DELETE /testplans/{id}',
			fields: inPlan,
		},
		get: {
			name: 'Get',
			action: 'Get test plan',
			request: 'GET /testplans/{id}',
			fields: inPlan,
			collections: { options: readItemOptions },
			simplify: simplifyRecord,
		},
		getCycles: {
			name: 'Get Cycles',
			action: 'Get test cycles of plan',
			request: 'GET /testplans/{id}/testcycles',
			fields: inPlan,
			...readRuns,
			simplify: simplifyRecord,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many test plans',
			request: 'GET /testplans',
			fields: [projectInQuery],
			...readRuns,
			simplify: simplifyRecord,
		},
		...lockOperations(plan),
		update: functionRow({
			name: 'Update',
			action: 'Update test plan',
			calls: ['GET /testplans/{id}', 'PATCH /testplans/{id}'],
			fields: [...inPlan, ...fieldsToUpdate],
			collections: { options: [richTextInput] },
			simplify: simplifyRecord,
			readBack: '/testplans/{testPlanId}',
			touches: touchedBy(FIELD_OWNERS.testPlan),
			run: updateFieldsOf(FIELD_OWNERS.testPlan),
		}),
		replace: {
			name: 'Replace',
			action: 'Replace test plan',
			description: 'Set the whole content of a test plan; what is not given is cleared',
			request: 'PUT /testplans/{id}',
			distinct: true,
			fields: [projectInBody, planId, name],
			collections: { additionalFields: [description, moreFields] },
			simplify: simplifyRecord,
			readBack: '/testplans/{testPlanId}',
		},
		setArchived: {
			name: 'Set Archived',
			action: 'Set archived state of test plan',
			description: 'Archive a test plan, or take it back',
			request: 'PUT /testplans/{id}/archived',
			fields: [
				...inPlan,
				toggle('body.archived', {
					displayName: 'Archived',
					name: 'archived',
					description: 'Whether the plan is archived',
				}),
			],
		},
	},
} satisfies Resource;
