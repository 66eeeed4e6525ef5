import type { JamaState } from '../state';
import type {
	RunPart,
	RunStatus,
	TestGroup,
	TestPart,
	TestRunStep,
} from '../configuration/testCenterTypes';
import type { TestItem } from './testItems';
import { formatDay } from '../search/dates';
import type { Fields, Item, ItemType, Project } from '../types';

/** Who does what and when; a handler's call or the seed. */
export interface Author {
	user: number;
	/** As it is stored. */
	time: number;
	/** Numbers of the items that are made; by default the next ones of all items. */
	nextId?: () => number;
}

function typeOf(state: JamaState, category: ItemType['category']): ItemType {
	const type = [...state.itemTypes.values()].find((each) => each.category === category);
	if (!type) throw new Error(`no item type of category ${category}`);
	return type;
}

const CATEGORY = { plan: 'TEST_PLAN', cycle: 'TEST_CYCLE', run: 'TEST_RUN' } as const;

export function testType(state: JamaState, kind: TestPart['kind']): ItemType {
	return typeOf(state, CATEGORY[kind]);
}

/** Stores a test plan, cycle or run. */
export function makeTestItem<T extends TestPart>(
	state: JamaState,
	project: Project,
	test: T,
	fields: Fields,
	author: Author,
): TestItem<T['kind']> {
	const id = author.nextId?.() ?? state.next('item');
	const type = testType(state, test.kind);
	const item = {
		id,
		documentKey: state.nextDocumentKey(project, type),
		globalId: `GID-${id}`,
		project: project.id,
		itemType: type.id,
		createdDate: author.time,
		modifiedDate: author.time,
		lastActivityDate: author.time,
		createdBy: author.user,
		modifiedBy: author.user,
		sortOrder: 0,
		globalSortOrder: 0,
		fields,
		test,
	} as unknown as TestItem<T['kind']>;
	state.insertTestItem(item);
	return item;
}

/** A run's steps: those of the test case, each with a status (REST cookbook, Test runs with steps). */
function stepsOf(testCase: Item): TestRunStep[] | undefined {
	const steps = testCase.fields.testCaseSteps as Array<Omit<TestRunStep, 'status'>> | undefined;
	return steps?.length
		? steps.map((step) => ({ notes: '', ...step, status: 'NOT_RUN' as const }))
		: undefined;
}

/** What a run takes from its test case. */
export function fieldsOfTestCase(testCase: Item): Fields {
	return {
		name: testCase.fields.name,
		description: testCase.fields.description ?? '',
		testRunSteps: stepsOf(testCase),
		testRunStatus: 'NOT_RUN',
		forcePassed: false,
	};
}

/**
 * The status that steps give a run: "set automatically according to the status field on the steps"
 * (REST cookbook, Executing a Test). Assumptions: FAILED wins over BLOCKED, and that over the rest; some
 * steps done and others not is INPROGRESS.
 */
export function statusOfSteps(steps: TestRunStep[]): RunStatus {
	const all = (status: RunStatus) => steps.every((step) => step.status === status);
	if (steps.some((step) => step.status === 'FAILED')) return 'FAILED';
	if (steps.some((step) => step.status === 'BLOCKED')) return 'BLOCKED';
	if (all('PASSED')) return 'PASSED';
	return all('NOT_RUN') ? 'NOT_RUN' : 'INPROGRESS';
}

/** The status of each test case of a plan that has run: that of its latest run. */
export function latestStatuses(state: JamaState, plan: number): Map<number, unknown> {
	const runs = state.testItems.list('run').filter((run) => run.test.plan === plan);
	return new Map(runs.map((run) => [run.test.testCase, run.fields.testRunStatus]));
}

/**
 * Creates the runs of a cycle: one for each test case of the included groups (contract,
 * testRunGenerationConfig). Assumptions: a status names test cases by their latest run in the plan; a
 * test case that the cycle already runs gets no second run.
 */
export function createRuns(
	state: JamaState,
	cycle: TestItem<'cycle'>,
	groups: TestGroup[],
	statuses: readonly string[],
	author: Author,
	latest = latestStatuses(state, cycle.test.plan),
): Array<TestItem<'run'>> {
	const project = state.projects.get(cycle.project) as Project;
	const { plan } = cycle.test;
	const existing = state.testItems.runsOf(cycle.id);
	const fits = (id: number) =>
		statuses.length === 0 || statuses.includes(String(latest.get(id) ?? 'NOT_RUN'));
	const wanted = groups.flatMap((group) =>
		group.testCases
			.filter(fits)
			.map((id) => ({ group: group.id, id, sortOrder: group.testCases.indexOf(id) + 1 })),
	);
	const created: Array<TestItem<'run'>> = [];
	for (const { group, id, sortOrder } of wanted) {
		const testCase = state.items.get(id);
		const known = existing.find(({ test }) => test.testCase === id && test.group === group);
		if (known) known.test.sortOrder = sortOrder;
		if (!testCase || known) continue;
		const test: RunPart = {
			kind: 'run',
			plan,
			cycle: cycle.id,
			testCase: id,
			testCaseVersion: state.versionsOf(testCase).length,
			group,
			sortOrder,
		};
		const fields = {
			testPlan: plan,
			testCycle: cycle.id,
			testRunSetName: cycle.fields.name,
			testCase: id,
			project: project.id,
			...fieldsOfTestCase(testCase),
		};
		created.push(makeTestItem(state, project, test, fields, author));
	}
	return created;
}

/** Sets a run's steps to a status and the run with them; used by the seed. */
export function execute(run: TestItem<'run'>, status: RunStatus, author: Author): void {
	const steps = run.fields.testRunSteps as TestRunStep[] | undefined;
	run.fields = {
		...run.fields,
		testRunStatus: status,
		...(steps && {
			testRunSteps: steps.map((step, index) => ({ ...step, status: stepStatus(status, index) })),
		}),
		...(status !== 'NOT_RUN' && { executionDate: formatDay(author.time), assignedTo: author.user }),
	};
	run.lastActivityDate = run.modifiedDate = author.time;
	run.modifiedBy = author.user;
}

function stepStatus(status: RunStatus, index: number): RunStatus {
	if (status === 'INPROGRESS') return index === 0 ? 'PASSED' : 'NOT_RUN';
	if (status === 'PASSED' || status === 'NOT_RUN') return status;
	return index === 0 ? status : 'NOT_RUN';
}
