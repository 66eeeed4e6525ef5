import type { Kind } from '../../shared/pickers/kind';
import { ITEM, TEST_CYCLE, TEST_PLAN, TEST_RUN } from './kinds';

/** A kind of record whose fields are those of its item type. */
export interface FieldOwner {
	kind: Kind;
	/** The parameter that picks the record. */
	id: string;
	path: `/${string}`;
}

/** Every kind that Update sets fields of, by the value of its resource. */
export const FIELD_OWNERS = {
	item: { kind: ITEM, id: 'itemId', path: '/items' },
	testCycle: { kind: TEST_CYCLE, id: 'testCycleId', path: '/testcycles' },
	testPlan: { kind: TEST_PLAN, id: 'testPlanId', path: '/testplans' },
	testRun: { kind: TEST_RUN, id: 'testRunId', path: '/testruns' },
} as const satisfies Record<string, FieldOwner>;
