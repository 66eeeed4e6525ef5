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
} from './call';
import type { Answer } from './envelope';
import { announce } from './itemChanges';
import { checkFields } from './itemFields';
import type { CyclePart, TestGroup } from './testCenterTypes';
import type { TestItem } from './testItems';
import { author, patchedFields, removeTestItems, replaceFields, withRuns } from './testPlans';
import { createRuns, makeTestItem, testType } from './testRecords';
import type { Fields } from './types';
import { viewFields, viewItem } from './views';

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

function addRuns(call: Call, item: TestItem<'cycle'>, groups: TestGroup[], config: Config): void {
	const statuses = config.testRunStatusesToInclude ?? [];
	announce(call, createRuns(call.state, item, groups, statuses, author(call)));
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
		{ state, type: testType(state, 'cycle'), project: project.id, shown: known, before: known },
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

/** PUT: assumption: with testRunGenerationConfig, the runs that are missing are created; none is taken away. */
function putCycle(call: Call): Answer {
	checkWrite(call);
	const item = cycle(call);
	const config = call.body.testRunGenerationConfig as Config | undefined;
	const groups = config && groupsOf(findTest(call, 'plan', item.test.plan), config);
	replaceFields(call, item, call.body.fields, false);
	rename(call, item);
	if (groups) {
		item.test.groups = [...new Set([...item.test.groups, ...groups.map(({ id }) => id)])];
		addRuns(call, item, groups, config);
	}
	return done(call);
}

function patchCycle(call: Call): Answer {
	checkWrite(call);
	const item = cycle(call);
	const target = { fields: viewFields(call, item, item.fields) };
	replaceFields(call, item, patchedFields(call, target), true);
	rename(call, item);
	return done(call);
}

export const testCycles: Handlers = {
	create_test_cycle: createCycle,
	get_test_cycle: (call) => single(call, viewItem(call, cycle(call))),
	update_test_cycle: putCycle,
	patch_test_cycle: patchCycle,
	/** Assumption: the runs go with their cycle. */
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
