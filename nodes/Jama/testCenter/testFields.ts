import { locator } from '../../shared/pickers/locator';
import type { Field } from '../../shared/operations/operation';
import { toDay } from '../../shared/values/dates';
import { text } from '../../shared/operations/fieldKit';
import { otherFields, projectOfList, readOptions, richText } from '../fields/fields';
import { TEST_CASE, TEST_CYCLE, TEST_GROUP, TEST_PLAN, TEST_RUN } from '../pickers/kinds';
import { STATUS_CHOICES } from '../values/testStatus';
import { numberList } from '../fields/bodies';
import type { Facet } from '../fields/lock';

const idIn = (as: string) => ({ in: 'path', as, required: true }) as const;
export const planId = locator(TEST_PLAN, {
	name: 'testPlanId',
	displayName: 'Test Plan',
	...idIn('id'),
});
export const planOfList = locator(TEST_PLAN, {
	name: 'testPlanId',
	displayName: 'Test Plan',
	description: 'Only to pick below, or by name',
});
const cycleId = locator(TEST_CYCLE, {
	name: 'testCycleId',
	displayName: 'Test Cycle',
	...idIn('testCycleId'),
});
const cycleOfList = locator(TEST_CYCLE, {
	name: 'testCycleId',
	displayName: 'Test Cycle',
	description: 'Only to pick below, or by name',
});
export const groupId = locator(TEST_GROUP, {
	name: 'testGroupId',
	displayName: 'Test Group',
	...idIn('testGroupId'),
});
const runId = locator(TEST_RUN, {
	name: 'testRunId',
	displayName: 'Test Run',
	...idIn('id'),
});
export const caseId = (options: Pick<Field, 'in' | 'as'> & { name: string }) =>
	locator(TEST_CASE, {
		displayName: 'Test Case',
		required: true,
		...options,
	});

export const plan: Facet = {
	owner: 'testplans',
	noun: 'test plan',
	id: planId,
	above: [projectOfList],
};
export const run: Facet = {
	owner: 'testruns',
	noun: 'test run',
	id: runId,
	above: [projectOfList, planOfList, cycleOfList],
};
export const inPlan = [projectOfList, planId];
export const inCycle = [projectOfList, planOfList, cycleId];
export const inRun = [projectOfList, planOfList, cycleOfList, runId];
export const inGroup = [projectOfList, planId, groupId];

export const name = text('body.fields.name', {
	displayName: 'Name',
	name: 'name',
	required: true,
});
export const description = richText('body.fields.description', {
	displayName: 'Description',
	name: 'description',
});
export const moreFields: Field = { ...otherFields, in: 'body', as: 'fields' };
export const generation: Field[] = [
	numberList(
		'testRunGenerationConfig.testGroupsToInclude',
		'Test Group IDs',
		'testGroupsToInclude',
		'Groups whose cases get runs, separated by commas; all of them if empty',
	),
	{
		property: {
			displayName: 'Test Run Statuses',
			name: 'testRunStatusesToInclude',
			type: 'multiOptions',
			options: STATUS_CHOICES,
			default: [],
			description:
				'Only cases whose run in the cycle before has one of these statuses; all of them if empty, and for a first cycle',
		},
		in: 'body',
		as: 'testRunGenerationConfig.testRunStatusesToInclude',
	},
];
export const readRuns = { collections: { options: readOptions }, list: true };

/** A day of a test cycle; Jama requires both (contract, RequestTestCycle). */
const day = (name: string, displayName: string): Field => ({
	property: {
		displayName,
		name,
		type: 'dateTime',
		default: '',
		description: 'Jama asks for both dates',
	},
	in: 'body',
	as: `fields.${name}`,
	toWire: (value, { timezone }) => (value ? toDay(value, timezone, displayName) : undefined),
});
export const cycleDays = [day('startDate', 'Start Date'), day('endDate', 'End Date')];
