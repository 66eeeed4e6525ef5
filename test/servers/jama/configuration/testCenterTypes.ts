/** What test plans, cycles and runs have besides the properties of every item. */

export interface TestGroup {
	id: number;
	name: string;
	assignedTo?: number;
	/** Test cases, in order. */
	testCases: number[];
}

export interface PlanPart {
	kind: 'plan';
	archived: boolean;
	groups: TestGroup[];
}

export interface CyclePart {
	kind: 'cycle';
	plan: number;
	/** Groups that the cycle includes. */
	groups: number[];
}

export interface RunPart {
	kind: 'run';
	plan: number;
	cycle: number;
	testCase: number;
	testCaseVersion: number;
	group: number;
	/** Position in its group when the cycle was created or edited, from 1. */
	sortOrder: number;
}

export type TestPart = PlanPart | CyclePart | RunPart;
export type TestKind = TestPart['kind'];

/** REST cookbook, Executing a Test: the valid values of testRunStatus. */
export const RUN_STATUSES = ['PASSED', 'NOT_RUN', 'FAILED', 'INPROGRESS', 'BLOCKED'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export interface TestRunStep {
	action?: string;
	expectedResult?: string;
	notes?: string;
	result?: string;
	status: RunStatus;
}
