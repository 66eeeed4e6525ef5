import { toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { numberOf } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { readTimestamp } from '../values/dates';
import { STATUS_CHOICES } from '../values/testStatus';
import { WHOLE } from './gapReading';

/** The latest result of a test case. */
export interface LatestResult {
	/** As Jama writes it; null where there is no run, or where it is unclear which run is the latest. */
	status: string | null;
	/** The day of the execution; null where there is none. */
	date: string | null;
	/** The runs that it is from: none, one, several of one day with the same status, or those that cannot be ordered. */
	runs: Array<{ id: number; documentKey: unknown; status: unknown }>;
	/** True: several runs with different statuses may be the latest. */
	unclear: boolean;
}

const fieldsOf = (run: Row) => toRecord(run.fields);
const statusOf = (run: Row): unknown => fieldsOf(run).testRunStatus;
const dateOf = (run: Row): number | undefined => readTimestamp(fieldsOf(run).executionDate);

/**
 * The latest result among the runs of a test case, by execution date, which is a day. A run that was not run is no result: it
 * counts only where there is no other. Runs of one day, and a run with a status and no date, cannot be ordered: they give a
 * status only where they agree. Pure.
 */
export function latestOf(runs: readonly Row[]): LatestResult {
	const executed = runs.filter((run) => statusOf(run) !== 'NOT_RUN');
	const results = executed.length > 0 ? executed : runs;
	const latest = Math.max(...results.map((run) => dateOf(run) ?? -Infinity));
	const candidates = results.filter((run) => {
		const date = dateOf(run);
		return date === undefined || date === latest;
	});
	const statuses = new Set(candidates.map(statusOf));
	const [status] = statuses;
	const dates = new Set(candidates.map((run) => fieldsOf(run).executionDate ?? null));
	const [date] = dates;
	return {
		status: statuses.size === 1 && typeof status === 'string' ? status : null,
		date: dates.size === 1 && typeof date === 'string' ? date : null,
		runs: candidates.map((run) => ({
			id: numberOf(run),
			documentKey: run.documentKey ?? null,
			status: statusOf(run) ?? null,
		})),
		unclear: statuses.size > 1,
	};
}

const AT_ONCE = 50;

/** The latest result of each test case: GET /testruns for 50 of them, by pages; all runs or an error. */
export async function latestResults(
	session: Session,
	testCases: readonly number[],
): Promise<Map<number, LatestResult>> {
	const byCase = new Map<unknown, Row[]>(testCases.map((id) => [id, []]));
	for (let at = 0; at < testCases.length; at += AT_ONCE) {
		const testCase = testCases.slice(at, at + AT_ONCE);
		for (const run of await session.rows('/testruns', { testCase }, WHOLE)) {
			byCase.get(fieldsOf(run).testCase)?.push(run);
		}
	}
	return new Map(testCases.map((id) => [id, latestOf(byCase.get(id) ?? [])]));
}

/** A result as people read it. */
export function resultText({ status, date, runs, unclear }: LatestResult): string {
	const nameOf = (value: unknown) =>
		STATUS_CHOICES.find((choice) => choice.value === value)?.name ?? String(value ?? 'No status');
	if (unclear) {
		const all = runs.map((run) => `${String(run.documentKey ?? run.id)} ${nameOf(run.status)}`);
		return `Unclear (${all.join(', ')})`;
	}
	if (runs.length === 0) return 'No test run';
	return date === null ? nameOf(status) : `${nameOf(status)} (${date})`;
}
