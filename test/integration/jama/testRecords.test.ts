/** Update of test plans, cycles and runs: labels as for items, the same mapper, and what is not given stays. */
import { jamaCredentials, runResourceMapper } from '../../support/engine/harness';
import { byId, parametersOf, useJama } from './support';
import { CYCLE, fieldsOf, PLAN, runOf } from './testCenter';

const jama = useJama();
const json = (fields: object) => ({ fieldsInput: 'json', fieldsJson: JSON.stringify(fields) });

test.each([
	[
		'testPlan.update',
		{ testPlanId: byId(PLAN) },
		PLAN,
		{ Name: 'Verification', Description: 'a < b' },
		{ name: 'Verification', description: '<p>a &lt; b</p>' },
	],
	[
		'testCycle.update',
		{ testCycleId: byId(CYCLE) },
		CYCLE,
		{ 'End Date': '2026-03-01T12:00:00Z' },
		{ endDate: '2026-03-01' },
	],
	[
		'testRun.update',
		{ testRunId: byId(runOf(1)) },
		runOf(1),
		{ Status: 'ok', 'Assigned To': 'anna.lindqvist', Environment: 'Lab 2' },
		{ testRunStatus: 'PASSED', assignedTo: 7, environment$41: 'Lab 2' },
	],
])('%s takes labels', async (operation, picked, id, fields, expected) => {
	const before = structuredClone(fieldsOf(jama, id));
	const [row] = await jama.rows(operation, { ...picked, ...json(fields) });
	expect(row).toMatchObject({ id, fields: expected });
	// The server sets these by itself.
	const { modifiedDate, executionDate } = fieldsOf(jama, id);
	const set = Object.entries({ modifiedDate, executionDate }).filter(([name]) => name in before);
	expect(fieldsOf(jama, id)).toMatchObject({ ...before, ...expected, ...Object.fromEntries(set) });
});

test('a patch is sent as it is', async () => {
	const patch = [{ op: 'replace', path: '/fields/name', value: 'By patch' }];
	const parameters = { fieldsInput: 'patch', patchJson: JSON.stringify(patch) };
	await jama.rows('testPlan.update', { testPlanId: byId(PLAN), ...parameters });
	expect(jama.writes()).toEqual([`PATCH /testplans/${PLAN} ${JSON.stringify(patch)}`]);
});

test.each([
	[{ Status: 'green' }, /^'Status' is no status: "green"/],
	[{ Color: 'red' }, /has no field "Color"/],
])('%j is refused', async (fields, message) => {
	const failure = await jama.failure('testRun.update', {
		testRunId: byId(runOf(1)),
		...json(fields),
	});
	expect(failure.message).toMatch(message);
	expect(jama.writes()).toEqual([]);
});

test('the mapper shows the fields of a run that may be written', async () => {
	const { fields } = await runResourceMapper('itemFields', {
		credentials: jamaCredentials(jama.server),
		parameters: parametersOf('testRun.update', { testRunId: byId(runOf(1)) }),
	});
	const names = fields.map(({ id }) => id);
	expect(names).toEqual(expect.arrayContaining(['testRunStatus', 'testRunSteps', 'assignedTo']));
	expect(names).not.toContain('testCase');
	expect(fields.find(({ id }) => id === 'testRunStatus')).toMatchObject({
		type: 'options',
		options: expect.arrayContaining([{ name: 'Not Run', value: 'NOT_RUN' }]),
	});
});

test('the mapper says what to choose first', async () => {
	const { emptyFieldsNotice } = await runResourceMapper('itemFields', {
		credentials: jamaCredentials(jama.server),
		parameters: parametersOf('testRun.update', {}),
	});
	expect(emptyFieldsNotice).toMatch(/^Choose the test run/);
});
