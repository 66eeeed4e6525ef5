/** The seed's test center, for the tests of its operations of several steps. */
import type { IDataObject } from 'n8n-workflow';
import { byId } from './support';
import type { Jama } from './support';

export const PLAN = 5000001;
export const CYCLE = 5000002;
/** The run of the n-th test case, from 1; the cases are 22, 25, 28, 31, 34 and 37. */
export const runOf = (n: number) => CYCLE + n;
export const inCycle = { testCycleId: byId(CYCLE) };
export const PAGE = 'startAt=0&maxResults=50';
export const RUNS = `GET /testcycles/${CYCLE}/testruns?${PAGE}`;

export const fieldsOf = (jama: Jama, id: number) =>
	jama.server.state.items.get(id)?.fields as IDataObject;
/** Takes the steps away, as if the test cases had none. */
export const withoutSteps = (jama: Jama, ...ids: number[]) =>
	ids.forEach((id) => delete fieldsOf(jama, id).testRunSteps);
