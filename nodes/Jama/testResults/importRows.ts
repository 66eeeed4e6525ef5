import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import type { Judged, Verdict } from './testMatching';
import { fieldOf } from './testRuns';

/** What became of a result: `recorded` and `unknown` only where something was sent. */
type Outcome = Verdict | 'recorded' | 'unknown';
/** How a result ended, and why. */
export interface Ending {
	outcome: Outcome;
	reason?: string;
	/** What to do about it. */
	details?: string;
}
/** How many results have each outcome. */
type Counts = Record<Outcome, number>;

/** Counts outcomes, each also where there is none. */
export const countsOf = (outcomes: readonly Outcome[]): Counts => ({
	recorded: 0,
	matched: 0,
	failed: 0,
	unknown: 0,
	notFound: 0,
	ambiguous: 0,
	skipped: 0,
	...Object.fromEntries(
		[...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]),
	),
});

/** Says what was not recorded, or may not have been: the rows have the reasons. */
export function hintRest(session: Session, counts: Counts): void {
	const { recorded, matched, failed, unknown, notFound, ambiguous, skipped } = counts;
	const rest = Object.entries({ 'not found': notFound, ambiguous, failed, skipped })
		.filter(([, count]) => count > 0)
		.map(([name, count]) => `${count} ${name}`);
	const open = unknown > 0 ? [` Not known whether they were recorded: ${unknown}.`] : [];
	const not = rest.length > 0 ? [` Not recorded: ${rest.join(', ')}.`] : [];
	if (open.length + not.length === 0) return;
	const done = matched > 0 ? `Would be recorded: ${matched}.` : `Recorded: ${recorded}.`;
	session.hint([done, ...not, ...open].join(''));
}

/** A result as it comes out: equal columns in each. */
export function rowOf(judged: Judged, cycle: Row[string], ending: Ending): Row {
	const { key, name, run, status, message } = judged;
	const { outcome, reason, details } = ending;
	return {
		outcome,
		key: key ?? null,
		name,
		status: status ?? null,
		message,
		run: run?.id ?? null,
		documentKey: run?.documentKey ?? null,
		runName: run ? (fieldOf(run, 'name') ?? null) : null,
		cycle,
		...(reason === undefined ? {} : { reason }),
		...(details === undefined ? {} : { details }),
	};
}
