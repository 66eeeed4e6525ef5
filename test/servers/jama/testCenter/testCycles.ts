import {
	checkWrite,
	created,
	done,
	findTest,
	JamaError,
	list,
	noContent,
	required,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import type { Answer } from '../frame/envelope';
import { announce, checkLock } from '../items/itemChanges';
import { checkFields } from '../items/itemFields';
import type { CyclePart, TestGroup } from '../configuration/testCenterTypes';
import type { TestItem } from './testItems';
import { author, patchedFields, removeTestItems, replaceFields, withRuns } from './testPlans';
import { createRuns, latestStatuses, makeTestItem, testType } from './testRecords';
import type { Fields } from '../types';
import { viewFields, viewItem } from '../configuration/views';

interface Config {
	testGroupsToInclude?: number[];
	testRunStatusesToInclude?: string[];
}

const cycle = (call: Call) => findTest(call, 'cycle', call.params.testCycleId);

/** The groups that a configuration names; all without one. An unknown one is refused (assumption). */
function groupsOf(plan: TestItem<'plan'>, config: Config): TestGroup[] {
	const { groups } = plan.test;
	const ids = config.testGroupsToInclude ?? [];
	if (ids.length === 0) return groups;
	const unknown = ids.find((id) => !groups.some((each) => each.id === id));
	if (unknown !== undefined)
		throw new JamaError(400, `Test group ${unknown} is not part of test plan ${plan.id}`);
	return groups.filter((each) => ids.includes(each.id));
}

function addRuns(
	call: Call,
	item: TestItem<'cycle'>,
	groups: TestGroup[],
	config: Config,
	latest?: Map<number, unknown>,
): void {
	const statuses = config.testRunStatusesToInclude ?? [];
	announce(call, createRuns(call.state, item, groups, statuses, author(call), latest));
}

/**
 * POST /testplans/{id}/testcycles: creates a run for each test case (REST cookbook, Test Cycles);
 * testRunGenerationConfig narrows them by group and by status (contract; see createRuns). The
 * cookbook's sample leaves it out, although the contract requires it.
 */
function createCycle(call: Call): Answer {
	checkWrite(call);
	const { state, body } = call;
	const plan = findTest(call, 'plan', call.params.id);
	const project = required(state.projects.get(plan.project), 'Project');
	const config = (body.testRunGenerationConfig ?? {}) as Config;
	const groups = groupsOf(plan, config);
	const known: Fields = { testPlan: plan.id, project: project.id };
	const fields = checkFields(
		{
			state,
			switches: call.switches,
			type: testType(state, 'cycle'),
			project: project.id,
			shown: known,
			before: known,
		},
		body.fields,
	);
	const part: CyclePart = { kind: 'cycle', plan: plan.id, groups: groups.map(({ id }) => id) };
	const item = makeTestItem(state, project, part, fields, author(call));
	announce(call, [item]);
	addRuns(call, item, groups, config);
	return created(call, `testcycles/${item.id}`, item.id);
}

/** Assumption: runs show the new name of their cycle, without an activity of their own. */
function rename(call: Call, item: TestItem<'cycle'>): void {
	for (const run of call.state.testItems.runsOf(item.id))
		run.fields = { ...run.fields, testRunSetName: item.fields.name };
}

/**
 * The runs after PUT and PATCH, of the groups that the configuration names: see the switch cycleUpdate.
 * Assumptions: without a configuration, of the groups that the cycle has; one that names groups adds them; a
 * run that another user has locked is in the way.
 */
function updateRuns(
	call: Call,
	item: TestItem<'cycle'>,
	change: () => void,
	config?: Config,
): void {
	const { state, switches } = call;
	const mode = switches.cycleUpdate;
	const plan = findTest(call, 'plan', item.test.plan);
	const named = config ? groupsOf(plan, config) : [];
	const ids = new Set([...item.test.groups, ...named.map(({ id }) => id)]);
	const groups =
		config && mode !== 'regenerated' ? named : plan.test.groups.filter(({ id }) => ids.has(id));
	const old = mode === 'regenerated' ? state.testItems.runsOf(item.id) : [];
	for (const run of old) checkLock(call, run);
	const latest = latestStatuses(state, plan.id);
	change();
	rename(call, item);
	if (mode === 'kept' && !config) return;
	item.test.groups = [...ids];
	removeTestItems(call, old);
	addRuns(call, item, groups, config ?? {}, latest);
}

function putCycle(call: Call): Answer {
	checkWrite(call);
	const item = cycle(call);
	const { fields, testRunGenerationConfig } = call.body as {
		fields: Fields;
		testRunGenerationConfig?: Config;
	};
	const change = () => replaceFields(call, item, fields, false);
	updateRuns(call, item, change, testRunGenerationConfig);
	return done(call);
}

function patchCycle(call: Call): Answer {
	checkWrite(call);
	const item = cycle(call);
	const fields = patchedFields(call, { fields: viewFields(call, item, item.fields) });
	updateRuns(call, item, () => replaceFields(call, item, fields, true));
	return done(call);
}

export const testCycles: Handlers = {
	create_test_cycle: createCycle,
	get_test_cycle: (call) => single(call, viewItem(call, cycle(call))),
	update_test_cycle: putCycle,
	patch_test_cycle: patchCycle,
	/** The runs go with their cycle (contract's words). */
	delete_test_cycle: (call) => {
		checkWrite(call);
		removeTestItems(call, withRuns(call, cycle(call)));
		return noContent();
	},
	get_test_cycle_test_group: (call) => {
		const item = cycle(call);
		const id = call.params.testGroupId as number;
		const group = findTest(call, 'plan', item.test.plan).test.groups.find((each) => each.id === id);
		if (!group || !item.test.groups.includes(id))
			throw new JamaError(404, `Test group ${id} not found`);
		const { name, assignedTo } = group;
		return single(call, {
			testGroup: id,
			name,
			...(assignedTo === undefined ? {} : { assignedTo }),
			testCycle: item.id,
			type: 'testgroups',
		});
	},
	get_test_cycle_test_runs: (call) =>
		list(call, call.state.testItems.runsOf(cycle(call).id), (run) => viewItem(call, run)),
};
