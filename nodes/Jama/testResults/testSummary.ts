import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { fieldOf, readRunsOfCycle } from './testRuns';
import { countStatuses } from '../values/testStatus';

/** The group of a run: the last of the ids that say where it is (REST cookbook: cycle, then group). */
const groupOf = (run: Row): unknown => [run.testGroup ?? []].flat().at(-1);

const counts = (runs: readonly Row[]) =>
	countStatuses(runs.map((run) => fieldOf(run, 'testRunStatus')));

/**
 * Counts the runs of a cycle. Pure.
 * @param groups the groups of the plan, for their names
 */
export function summarize(cycle: Row, runs: readonly Row[], groups: readonly Row[]): IDataObject {
	const ids = [...new Set(runs.map(groupOf))].filter((id) => id !== undefined);
	const byGroup = ids.map((id) => ({
		id,
		name: groups.find((group) => group.id === id)?.name ?? null,
		...counts(runs.filter((run) => groupOf(run) === id)),
	}));
	const failedRuns = runs
		.filter((run) => fieldOf(run, 'testRunStatus') === 'FAILED')
		.map((run) => ({
			id: run.id,
			documentKey: run.documentKey,
			name: fieldOf(run, 'name'),
			testCase: fieldOf(run, 'testCase'),
			actualResults: fieldOf(run, 'actualResults') ?? '',
		}));
	return {
		testCycle: cycle.id,
		name: fieldOf(cycle, 'name'),
		testPlan: fieldOf(cycle, 'testPlan'),
		...counts(runs),
		groups: byGroup,
		failedRuns,
	};
}

/**
 * Counts the runs of a cycle by status and group: GET /testcycles/{testCycleId}, GET /testcycles/{testCycleId}/testruns,
 * GET /testplans/{id}/testgroups. Only reads.
 */
export async function getSummary(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const cycle = await session.row({ path: `/testcycles/${String(values.testCycleId)}` });
	const runs = await readRunsOfCycle(session, cycle.id);
	const plan = fieldOf(cycle, 'testPlan');
	const groups =
		plan === undefined || runs.length === 0
			? []
			: await session.rows(`/testplans/${String(plan)}/testgroups`);
	return [{ json: summarize(cycle, runs, groups) }];
}
