import {
	checkWrite,
	created,
	done,
	findItem,
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
import { newGroup } from './testPlans';
import type { TestGroup } from '../configuration/testCenterTypes';
import type { Item } from '../types';
import { viewItem, type Row } from '../configuration/views';

const plan = (call: Call) => findTest(call, 'plan', call.params.id);

function group(call: Call): TestGroup {
	const id = call.params.testGroupId;
	return required(
		plan(call).test.groups.find((each) => each.id === id),
		`Test group ${id}`,
	);
}

/** A group, as in REST cookbook, Adding test cases to a test plan: id and name, and who it is assigned to. */
const viewGroup = ({ id, name, assignedTo }: TestGroup): Row => ({
	id,
	name,
	...(assignedTo === undefined ? {} : { assignedTo }),
});

function checkGroup(call: Call): { name: string; assignedTo?: number } {
	checkWrite(call);
	const { name, assignedTo } = call.body as { name: string; assignedTo?: number };
	if (!name.trim()) throw new JamaError(400, 'name is required');
	if (assignedTo !== undefined && !call.state.users.has(assignedTo))
		throw new JamaError(400, `User ${assignedTo} does not exist`);
	return { name, assignedTo };
}

function addGroup(call: Call): Answer {
	const { name, assignedTo } = checkGroup(call);
	const owner = plan(call);
	const made = newGroup(call, name, assignedTo);
	owner.test.groups.push(made);
	return created(call, `testplans/${owner.id}/testgroups/${made.id}`, made.id);
}

/** DELETE of a group: a plan keeps at least one (REST cookbook, Test Groups; status: assumption). */
function deleteGroup(call: Call): Answer {
	checkWrite(call);
	const gone = group(call);
	const { test } = plan(call);
	if (test.groups.length === 1)
		throw new JamaError(400, 'A test plan needs at least one test group');
	test.groups = test.groups.filter((each) => each !== gone);
	return noContent();
}

/** The test case of the path, if the group has it. */
function testCase(call: Call): Item {
	const id = call.params.testCaseId as number;
	if (!group(call).testCases.includes(id)) throw new JamaError(404, `Test case ${id} not found`);
	return findItem(call, id);
}

/**
 * POST of a test case: one at a time; the id of the answer is that of the test case (REST cookbook, To
 * add a test case to a group). Assumptions: twice in one group is refused, twice in one plan is not;
 * neither the plan nor the test case has an activity.
 */
function addTestCase(call: Call): Answer {
	checkWrite(call);
	const owner = plan(call);
	const into = group(call);
	const id = call.body.testCase as number;
	const item = call.state.items.get(id);
	if (!item || call.state.typeOf(item).category !== 'TEST_CASE')
		throw new JamaError(400, `Item ${id} is not a test case`);
	findItem(call, id);
	if (into.testCases.includes(id))
		throw new JamaError(400, `Test case ${id} already exists in test group ${into.id}`);
	into.testCases.push(id);
	const path = `testplans/${owner.id}/testgroups/${into.id}/testcases/${id}`;
	return created(call, path, id);
}

export const testGroups: Handlers = {
	get_test_groups: (call) => list(call, plan(call).test.groups, viewGroup),
	add_test_group: addGroup,
	get_test_group: (call) => single(call, viewGroup(group(call))),
	update_test_group: (call) => {
		Object.assign(group(call), checkGroup(call));
		return done(call);
	},
	delete_test_group: deleteGroup,
	get_test_cases: (call) => {
		const items = group(call).testCases.flatMap((id) => call.state.items.get(id) ?? []);
		return list(call, items, (item) => viewItem(call, item));
	},
	post_test_case: addTestCase,
	get_test_case: (call) => single(call, viewItem(call, testCase(call))),
	delete_test_case: (call) => {
		checkWrite(call);
		const { id } = testCase(call);
		const from = group(call);
		from.testCases = from.testCases.filter((each) => each !== id);
		return noContent();
	},
};
