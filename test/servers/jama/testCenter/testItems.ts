import type { PlanPart, TestKind, TestPart } from '../configuration/testCenterTypes';
import type { Item } from '../types';

/** An item whose part is known. */
export type TestItem<K extends TestKind = TestKind> = Item & {
	test: Extract<TestPart, { kind: K }>;
};

/** Test plans, cycles and runs come after every item of a tree, in the order of their creation (assumption). */
const AFTER_THE_TREE = 2 ** 40;

/** The test plans, cycles and runs: items that have no place in a project's tree; JamaState has them too. */
export class TestItems {
	private readonly all = new Map<number, TestItem>();
	private readonly projects = new Map<number, Set<TestItem>>();
	private readonly runsByCycle = new Map<number, Set<TestItem>>();
	private inserted = AFTER_THE_TREE;

	insert(item: TestItem): void {
		item.globalSortOrder = this.inserted += 1;
		this.all.set(item.id, item);
		addTo(this.projects, item.project, item);
		if (item.test.kind === 'run') addTo(this.runsByCycle, item.test.cycle, item);
	}

	remove(item: TestItem): void {
		this.all.delete(item.id);
		this.projects.get(item.project)?.delete(item);
		if (item.test.kind === 'run') this.runsByCycle.get(item.test.cycle)?.delete(item);
	}

	find<K extends TestKind>(kind: K, id: number): TestItem<K> | undefined {
		const found = this.all.get(id);
		return found?.test.kind === kind ? (found as TestItem<K>) : undefined;
	}

	/** Of a project, in the order of creation. */
	of(project: number): TestItem[] {
		return [...(this.projects.get(project) ?? [])];
	}

	list<K extends TestKind>(kind: K): Array<TestItem<K>> {
		return [...this.all.values()].filter((item): item is TestItem<K> => item.test.kind === kind);
	}

	plansOf(project: number): Array<TestItem<'plan'>> {
		return this.of(project).filter((item): item is TestItem<'plan'> => item.test.kind === 'plan');
	}

	cyclesOf(plan: number): Array<TestItem<'cycle'>> {
		return this.list('cycle').filter((item) => item.test.plan === plan);
	}

	/** Runs in the order of the plan's groups, and in these of the test cases (REST guide, 8.14). */
	runsOf(cycle: number): Array<TestItem<'run'>> {
		const runs = [...(this.runsByCycle.get(cycle) ?? [])] as Array<TestItem<'run'>>;
		const plan = this.all.get(runs[0]?.test.plan ?? 0)?.test as PlanPart | undefined;
		const order = (group: number) => {
			const index = plan?.groups.findIndex((each) => each.id === group) ?? 0;
			return index < 0 ? Number.MAX_SAFE_INTEGER : index;
		};
		return runs.sort(
			(a, b) =>
				order(a.test.group) - order(b.test.group) ||
				a.test.sortOrder - b.test.sortOrder ||
				a.id - b.id,
		);
	}

	/** Takes a deleted test case out of every group; its runs stay. */
	forgetTestCase(id: number): void {
		for (const plan of this.list('plan')) {
			for (const group of plan.test.groups)
				group.testCases = group.testCases.filter((each) => each !== id);
		}
	}
}

function addTo(index: Map<number, Set<TestItem>>, key: number, item: TestItem): void {
	const set = index.get(key);
	if (set) set.add(item);
	else index.set(key, new Set([item]));
}
