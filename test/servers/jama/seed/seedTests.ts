import { TYPE } from './seedTypes';
import type { JamaState } from '../state';
import type { RunStatus, TestGroup } from '../configuration/testCenterTypes';
import { createRuns, execute, makeTestItem, type Author } from '../testCenter/testRecords';
import type { Item, Project } from '../types';

const DAY = 86_400_000;
/** Seeded test plans, cycles and runs have numbers of their own: those of tree items stay without gaps. */
const SEEDED_TESTS = 5_000_000;
const STATUSES: RunStatus[] = ['PASSED', 'FAILED', 'BLOCKED', 'INPROGRESS', 'NOT_RUN', 'NOT_RUN'];

function firstTestCases(state: JamaState, project: Project, count: number): Item[] {
	const found: Item[] = [];
	for (const item of state.items.values()) {
		if (item.project !== project.id || item.itemType !== TYPE.testCase) continue;
		found.push(item);
		if (found.length === count) break;
	}
	return found;
}

/** One plan with two groups of three test cases, and one cycle with a run in each status. */
export function seedTests(state: JamaState, project: Project): void {
	const testCases = firstTestCases(state, project, STATUSES.length);
	if (testCases.length < STATUSES.length) return;
	const time = Math.max(...testCases.map((item) => item.lastActivityDate)) + DAY;
	const author = (days: number): Author => ({
		user: 9,
		time: time + days * DAY,
		nextId: () => SEEDED_TESTS + state.next('seededTest'),
	});
	const ids = testCases.map(({ id }) => id);
	const group = (name: string, cases: number[], assignedTo?: number): TestGroup => ({
		id: state.next('testGroup'),
		name,
		assignedTo,
		testCases: cases,
	});
	const groups = [
		group('Default Test Group', ids.slice(0, 3)),
		group('Regression', ids.slice(3), 9),
	];
	const plan = makeTestItem(
		state,
		project,
		{ kind: 'plan', archived: false, groups },
		{ name: 'Release 1.0 Verification', description: '<p>System level tests.</p>' },
		author(0),
	);
	const cycle = makeTestItem(
		state,
		project,
		{ kind: 'cycle', plan: plan.id, groups: groups.map(({ id }) => id) },
		{
			name: 'Build 1',
			testPlan: plan.id,
			startDate: '2025-10-01',
			endDate: '2025-10-15',
			description: '',
			project: project.id,
		},
		author(1),
	);
	const runs = createRuns(state, cycle, groups, [], author(1));
	runs.forEach((run, index) => {
		const status = STATUSES[index] ?? 'NOT_RUN';
		if (status !== 'NOT_RUN') execute(run, status, author(2));
	});
	for (const item of [plan, cycle, ...runs]) {
		state.addActivity({
			date: item.createdDate,
			user: item.createdBy,
			item: item.id,
			project: project.id,
			itemType: item.itemType,
			eventType: 'CREATE',
			objectType: `TEST_${item.test.kind.toUpperCase()}`,
			action: 'created',
			details: `${item.documentKey} created`,
		});
	}
}
