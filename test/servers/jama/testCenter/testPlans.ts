import {
	checkWrite,
	created,
	done,
	findProject,
	findTest,
	JamaError,
	list,
	noContent,
	single,
	stamp,
	type Call,
	type Handlers,
} from '../frame/call';
import type { Answer } from '../frame/envelope';
import { activity, announce, checkLock, deleted, save } from '../items/itemChanges';
import { log } from '../history/itemEvents';
import { checkFields } from '../items/itemFields';
import { applyPatch, CANNOT_SET, type PatchOperation } from '../items/jsonPatch';
import type { PlanPart, TestGroup } from '../configuration/testCenterTypes';
import type { TestItem } from './testItems';
import { makeTestItem, testType, type Author } from './testRecords';
import type { Fields, Item } from '../types';
import { viewFields, viewItem } from '../configuration/views';

export const author = (call: Call): Author => ({
	user: call.user.id,
	time: stamp(call),
});

const plan = (call: Call) => findTest(call, 'plan', call.params.id);

export function newGroup(call: Pick<Call, 'state'>, name: string, assignedTo?: number): TestGroup {
	return { id: call.state.next('testGroup'), name, assignedTo, testCases: [] };
}

/** POST /testplans: with a group called "Default Test Group" (REST cookbook, Test Groups). */
function createPlan(call: Call): Answer {
	checkWrite(call);
	const { state, body } = call;
	if (body.project === undefined) throw new JamaError(400, 'project is required');
	const project = findProject(call, body.project);
	if (project.isFolder) throw new JamaError(400, 'A project folder cannot contain test plans');
	const type = testType(state, 'plan');
	const fields = checkFields(
		{ state, switches: call.switches, type, project: project.id },
		body.fields,
	);
	const part: PlanPart = {
		kind: 'plan',
		archived: false,
		groups: [newGroup(call, 'Default Test Group')],
	};
	const item = makeTestItem(state, project, part, fields, author(call));
	announce(call, [item]);
	return created(call, `testplans/${item.id}`, item.id);
}

/** Saves the whole `fields` of a plan or cycle (PUT, and PATCH once applied). */
export function replaceFields(call: Call, item: Item, given: Fields, patch: boolean): void {
	const { state } = call;
	checkLock(call, item);
	const shown = viewFields(call, item, item.fields);
	const before = item.fields;
	const type = state.typeOf(item);
	save(
		call,
		item,
		checkFields(
			{ state, switches: call.switches, type, project: item.project, shown, before, patch },
			given,
		),
	);
}

/** The `fields` after the operations; no other attribute than those of the request object may appear. */
export function patchedFields(call: Call, target: Record<string, unknown>): Fields {
	const operations = call.body as PatchOperation[];
	const patched = applyPatch(target, operations, call.switches.patchOps);
	const { fields, ...rest } = patched;
	const { fields: old, ...before } = target;
	if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
		throw new JamaError(400, CANNOT_SET);
	if (JSON.stringify(rest) !== JSON.stringify(before)) throw new JamaError(400, CANNOT_SET);
	return fields as Fields;
}

function putPlan(call: Call): Answer {
	checkWrite(call);
	const item = plan(call);
	if ((call.body.project ?? item.project) !== item.project)
		throw new JamaError(400, 'The project of a test plan cannot be changed');
	replaceFields(call, item, call.body.fields, false);
	return done(call);
}

function patchPlan(call: Call): Answer {
	checkWrite(call);
	const item = plan(call);
	const target = { project: item.project, fields: viewFields(call, item, item.fields) };
	replaceFields(call, item, patchedFields(call, target), true);
	return done(call);
}

/** Takes a test plan, cycle or run away, with its relationships and with what goes with it. */
export function removeTestItems(call: Call, items: TestItem[]): void {
	for (const item of items) checkLock(call, item);
	for (const item of items) call.state.removeTestItem(item);
	deleted(call, items);
}

/** A cycle and its runs. */
export const withRuns = (call: Call, cycle: TestItem<'cycle'>): TestItem[] => [
	cycle,
	...call.state.testItems.runsOf(cycle.id),
];

/** DELETE: assumption: the plan's cycles and their runs go with it. */
function deletePlan(call: Call): Answer {
	checkWrite(call);
	const item = plan(call);
	const cycles = call.state.testItems.cyclesOf(item.id);
	removeTestItems(call, [item, ...cycles.flatMap((cycle) => withRuns(call, cycle))]);
	return noContent();
}

/** PUT /testplans/{id}/archived. Assumption: an edit of the plan, not a save; lists keep it. */
function archive(call: Call): Answer {
	checkWrite(call);
	const item = plan(call);
	item.test.archived = call.body.archived === true;
	activity(call, item);
	const action = item.test.archived ? 'archived' : 'unarchived';
	log(call, 'UPDATE', 'TEST_PLAN', action, `${item.documentKey} ${action}`, item);
	return done(call);
}

export const testPlans: Handlers = {
	get_test_plans: (call) => {
		const { id } = findProject(call, call.query.project as number);
		return list(call, call.state.testItems.plansOf(id), (item) => viewItem(call, item));
	},
	create_test_plan: createPlan,
	get_test_plan: (call) => single(call, viewItem(call, plan(call))),
	update_test_plan: putPlan,
	patch_test_plan: patchPlan,
	delete_test_plan: deletePlan,
	toggle_archived_status: archive,
	get_test_plan_test_cycles: (call) =>
		list(call, call.state.testItems.cyclesOf(plan(call).id), (item) => viewItem(call, item)),
};
