import type { TestKind, TestPart } from '../configuration/testCenterTypes';
import type { Item } from '../types';
import {
	compact,
	dates,
	resources,
	viewFields,
	type Row,
	type Viewer,
} from '../configuration/viewParts';

const TYPES: Record<TestKind, string> = { plan: 'testplans', cycle: 'testcycles', run: 'testruns' };
/** The cookbook's sample run does not offer DELETE, its sample cycle does. */
const METHODS: Record<TestKind, string[]> = {
	plan: ['GET', 'PUT', 'PATCH', 'DELETE'],
	cycle: ['GET', 'PUT', 'PATCH', 'DELETE'],
	run: ['GET', 'PUT', 'PATCH'],
};

function parts(viewer: Viewer, test: TestPart): Row {
	if (test.kind === 'plan') return { archived: test.archived };
	if (test.kind === 'cycle') return {};
	const testCase = viewer.state.items.get(test.testCase);
	return {
		testCaseVersionNumber: test.testCaseVersion,
		testCaseCurrentVersionNumber: testCase && viewer.state.versionsOf(testCase).length,
		sortOrderFromTestGroup: test.sortOrder,
		testGroup: [test.cycle, test.group],
	};
}

/**
 * A test plan, cycle or run, as in REST cookbook, Finding an existing test cycle and Executing a Test:
 * no location, no lock.
 */
export function viewTestItem(viewer: Viewer, item: Item & { test: TestPart }): Row {
	const { test } = item;
	return compact({
		id: item.id,
		documentKey: item.documentKey,
		globalId: item.globalId,
		itemType: item.itemType,
		project: item.project,
		...dates(item),
		createdBy: item.createdBy,
		modifiedBy: item.modifiedBy,
		fields: viewFields(viewer, item, item.fields),
		resources: resources(viewer, METHODS[test.kind]),
		...parts(viewer, test),
		type: TYPES[test.kind],
	});
}
