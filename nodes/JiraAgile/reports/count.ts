import type { Row } from '../../shared/values/row';
import type { BoardFacts, Status } from './boardFacts';
import { enteredAndLeft, readEstimate, readIds, valueAt } from './history';
import type { IssueHistory } from './sprintIssues';

/** A sprint's own times in ms; `end` is when it was completed, or now. */
export interface Span {
	id: number;
	start: number;
	end: number;
}

/** What became of an issue in a sprint. */
export interface IssueInSprint {
	issue: IssueHistory;
	/** It was in the sprint when that started. */
	committed: boolean;
	/** It came in later. */
	added: boolean;
	addedAt: number | undefined;
	/** It was taken out again before the end. */
	removed: boolean;
	removedAt: number | undefined;
	/** As it was at the end, or when it was taken out. */
	status: Status;
	done: boolean;
	/** Null: it had none. */
	estimateAtStart: number | null;
	estimate: number | null;
}

/** What could not be read on the way, each once. */
export type Doubts = Set<string>;

/** The estimate of an issue at a time; null where it had none. */
function estimateAt(
	{ key, estimate, changes }: IssueHistory,
	{ estimation }: BoardFacts,
	time: number,
	doubts: Doubts,
): number | null {
	if (!estimation) return null;
	const isText = typeof estimate === 'string' || typeof estimate === 'number';
	const isNone = estimate === undefined || estimate === null;
	const now = isNone ? null : readEstimate(isText ? String(estimate) : 'another kind of value');
	const read = (from: string | null, text: string | null) => readEstimate(text ?? from);
	const value = valueAt<number | null | undefined>(changes, estimation, time, now, read);
	if (value === undefined) {
		doubts.add(`'${estimation.name}' of ${key} is or was no number: it is counted without one.`);
	}
	return value ?? null;
}

const STATUS = { id: 'status', name: 'status' };

/** The status of an issue at a time. */
function statusAt(
	{ key, status, changes }: IssueHistory,
	{ statuses }: BoardFacts,
	time: number,
	doubts: Doubts,
): Status {
	const found = valueAt<Status>(changes, STATUS, time, status, (id, name) => ({
		name: name ?? '',
		category: statuses.get(id ?? '')?.category,
	}));
	if (found.category === undefined) {
		doubts.add(
			`The status '${found.name}' that ${key} had is not there any more: whether it meant done is not known, and it counts as not done.`,
		);
	}
	return found;
}

/**
 * What became of an issue in a sprint, from its history; undefined for one that was never in it. Pure.
 * @param doubts takes what could not be read
 */
export function issueIn(
	issue: IssueHistory,
	{ id, start, end }: Span,
	facts: BoardFacts,
	doubts: Doubts,
): IssueInSprint | undefined {
	const { changes, created, sprints } = issue;
	const isIn = (time: number) =>
		time >= created &&
		valueAt(changes, facts.sprintField, time, sprints, (from) => readIds(from)).includes(id);
	const { entered, left } = enteredAndLeft(changes, facts.sprintField, id, start, end);
	const committed = isIn(start);
	const madeIn = created > start && created <= end && isIn(created);
	const isAtEnd = isIn(end);
	if (!committed && !madeIn && entered.length === 0) return undefined;
	const removedAt = isAtEnd ? undefined : left.at(-1);
	// The last moment in the sprint.
	const last = removedAt === undefined ? end : removedAt - 1;
	const status = statusAt(issue, facts, last, doubts);
	return {
		issue,
		committed,
		added: !committed,
		addedAt: committed ? undefined : madeIn ? created : entered[0],
		removed: !isAtEnd,
		removedAt,
		status,
		done: isAtEnd && status.category === 'done',
		estimateAtStart: committed ? estimateAt(issue, facts, start, doubts) : null,
		estimate: estimateAt(issue, facts, last, doubts),
	};
}

/** What of each is counted: names of the columns, and which issues they are about. */
const COUNTS: Array<[name: string, is: (one: IssueInSprint) => boolean]> = [
	['committed', ({ committed }) => committed],
	['added', ({ added }) => added],
	['removed', ({ removed }) => removed],
	['done', ({ done }) => done],
	['notDone', ({ done, removed }) => !done && !removed],
	['inProgress', ({ status, removed }) => !removed && status.category === 'indeterminate'],
	['toDo', ({ status, removed }) => !removed && status.category === 'new'],
];

/** Sums of estimates in decimal fractions, without what computers add to them. */
const sum = (values: ReadonlyArray<number | null>): number =>
	Math.round(values.reduce<number>((all, one) => all + (one ?? 0), 0) * 1e6) / 1e6;

/**
 * A sprint in figures: `committedIssues` and so on, and with an estimation field `committedEstimate` and so on. What was
 * committed counts with its estimate at the start, everything else with that at the end. Pure.
 */
export function countsOf(
	issues: readonly IssueInSprint[],
	hasEstimation: boolean,
	names: readonly string[] = COUNTS.map(([name]) => name),
): Row {
	const row: Row = {};
	for (const [name, is] of COUNTS) {
		if (!names.includes(name)) continue;
		const counted = issues.filter(is);
		row[`${name}Issues`] = counted.length;
		if (!hasEstimation) continue;
		row[`${name}Estimate`] = sum(
			counted.map((one) => (name === 'committed' ? one.estimateAtStart : one.estimate)),
		);
	}
	return row;
}
