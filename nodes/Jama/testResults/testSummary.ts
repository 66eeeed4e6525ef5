import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RunContext } from '../../shared/operations/operation';
import { reportItem, wantsReport } from '../../shared/reports/reportItem';
import type { Session } from '../../shared/session/session';
import { textOf } from '../../shared/values/html';
import { toRecord } from '../../shared/values/objectPath';
import type { Bar, Report, Total } from '../../shared/reports/report';
import type { Row } from '../../shared/values/row';
import { urlOf } from '../fields/simplify';
import { ITEM } from '../pickers/kinds';
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
		name: fieldOf(cycle, 'name'),
		...counts(runs),
		groups: byGroup,
		failedRuns,
		testCycle: cycle.id,
		testPlan: fieldOf(cycle, 'testPlan'),
	};
}

/** The statuses of a count as parts of a bar. */
function barOf(label: unknown, count: IDataObject): Bar {
	const number = (name: string): number => (typeof count[name] === 'number' ? count[name] : 0);
	const known = ['passed', 'failed', 'blocked', 'inProgress', 'notRun'].map(number);
	return {
		label: String(label ?? 'No group'),
		parts: [
			{ label: 'passed', count: number('passed'), tone: 'good' },
			{ label: 'failed', count: number('failed'), tone: 'bad' },
			{ label: 'blocked', count: number('blocked'), tone: 'warn' },
			{ label: 'in progress', count: number('inProgress') },
			{ label: 'not run', count: number('notRun') },
			{
				label: 'of another status',
				count: number('total') - known.reduce((sum, one) => sum + one, 0),
			},
		],
	};
}

/** The summary of a cycle as a report. @param summary as `summarize` makes it */
export function summaryReport(session: Session, cycle: Row, summary: IDataObject): Report {
	const linkTo = (record: IDataObject, text: unknown) => ({
		text: String(text ?? record.id),
		url: urlOf(ITEM, { project: cycle.project, ...record }, session),
	});
	const failedRuns = [summary.failedRuns ?? []].flat().map(toRecord);
	const groups = [summary.groups ?? []].flat().map(toRecord);
	const total = (label: string, name: string): Total => ({
		label,
		value: Number(summary[name] ?? 0),
	});
	return {
		title: `Test cycle: ${String(summary.name ?? summary.testCycle)}`,
		subject: linkTo(cycle, cycle.documentKey),
		totals: [
			total('test runs', 'total'),
			{ ...total('passed', 'passed'), tone: 'good' },
			{ ...total('failed', 'failed'), ...(failedRuns.length > 0 ? { tone: 'bad' } : {}) },
			total('blocked', 'blocked'),
			total('in progress', 'inProgress'),
			total('not run', 'notRun'),
			{ label: 'passed, of all', value: `${String(summary.percentPassed)} %` },
		],
		bars: [barOf('All runs', summary), ...groups.map((group) => barOf(group.name, group))],
		tables: [
			{
				title: 'Failed',
				columns: ['Test run', 'Name', 'Actual results'],
				rows: failedRuns.map((run) => [
					linkTo(run, run.documentKey),
					String(run.name ?? ''),
					textOf(String(run.actualResults ?? '')),
				]),
				empty: 'No run has failed.',
			},
		],
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
	const json = summarize(cycle, runs, groups);
	if (!wantsReport(values)) return [{ json }];
	return await reportItem(context, summaryReport(session, cycle, json));
}
