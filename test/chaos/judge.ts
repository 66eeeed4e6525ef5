import type { OperationClass } from './operation';
import { judgeOutput, judgeRaw, judgeTest, judgeTrigger } from './judgeOutput';
import { judgeFailedWrite, judgeReport, judgeState } from './judgeWrites';
import type { Evidence } from './stage';
import type { Verdict } from './verdict';
import { wrong } from './verdict';
import { unreadable } from './words';

export type { Verdict } from './verdict';

/** What an operation has to be for the judge. */
export type Judged = Pick<
	OperationClass,
	'kind' | 'duties' | 'tells' | 'subjectOf' | 'expected' | 'byN8n'
>;

/** Everything that a user reads beside the output. */
function textsOf({ outcome }: Evidence): string[] {
	const { error, hints } = outcome;
	return [
		...(error ? [error.message, ...(error.description === '' ? [] : [error.description])] : []),
		...hints,
	];
}

/**
 * Decides whether a run under faults was right (complete, and the state is as reported), clear (an error that says the truth
 * about what was done), or wrong. Pure: it sees only what is in the evidence of both runs.
 * @param clean the same operation without a fault
 */
export function judge(operation: Judged, clean: Evidence, cell: Evidence): Verdict {
	if (cell.hung)
		return wrong(
			'hang',
			`${Math.round(cell.waited / 1000)} s waited, ${Math.round(cell.lasted / 1000)} s real`,
		);
	// Counted before everything else: no result makes up for either.
	if (cell.leaks.length > 0 && !operation.byN8n)
		return wrong('secret shown', cell.leaks.map((secret) => `${secret.slice(0, 4)}…`).join());
	if (cell.strays.length > 0)
		return wrong('authorization sent to a stranger', `${cell.strays.length} times`);
	if (operation.byN8n) return judgeTest(cell);
	for (const text of textsOf(cell)) {
		const reason = unreadable(text);
		if (reason !== undefined) return wrong('unreadable', `${reason}: ${text}`);
	}
	if (operation.kind === 'test') return judgeTest(cell);
	if (operation.kind === 'trigger') return judgeTrigger(operation, clean, cell);
	const state = judgeState(operation, clean, cell);
	if (state) return state;
	if (operation.kind === 'report' && !cell.outcome.error)
		return judgeReport(operation, clean, cell);
	if (cell.outcome.error) return judgeFailedWrite(operation, cell);
	if (operation.kind === 'raw') return judgeRaw(clean, cell);
	return judgeOutput(clean, cell);
}
