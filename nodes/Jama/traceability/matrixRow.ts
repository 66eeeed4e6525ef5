import { percentOf } from '../../shared/reports/report';
import { toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { numberOf } from '../../shared/values/row';
import type { ChainStep, Link, WalkedChain } from './chain';
import type { LatestResult } from './latestResults';

/** How far a requirement gets at a step: on every branch, on some, or on none. */
export type State = 'full' | 'none' | 'partly';

/** An item of a step. */
export interface Reached {
	id: number;
	documentKey: unknown;
	name: unknown;
	project: unknown;
	/** True where a relationship that leads to it within this row is suspect. */
	suspect: boolean;
	latestResult?: LatestResult;
}

export interface StepCell {
	itemType: number;
	type: string;
	state: State;
	items: Reached[];
}

/** One requirement and what follows from it. */
export interface MatrixRow {
	id: number;
	documentKey: unknown;
	name: unknown;
	project: unknown;
	steps: StepCell[];
	/** Items without one of the type that should follow. */
	gaps: Array<{ id: number; documentKey: unknown; itemType: number; type: string }>;
	suspect: Array<{ relationship: number; fromKey: unknown; toKey: unknown }>;
	/** Of the items that need one of the next type, how many have one, in per cent. */
	coverage: number;
	/** True: no gap, and each latest result has passed; null where results were not asked for. */
	verified: boolean | null;
}

const nameOf = (row: Row | undefined): unknown => toRecord(row?.fields).name ?? null;
const keyOf = (row: Row | undefined): unknown => row?.documentKey ?? null;

/** The row of one item. Pure. */
export function toMatrixRow(
	start: Row,
	steps: readonly ChainStep[],
	{ records, links }: WalkedChain,
	results?: ReadonlyMap<number, LatestResult>,
): MatrixRow {
	const cells: StepCell[] = [];
	const gaps: MatrixRow['gaps'] = [];
	const suspect = new Map<number, MatrixRow['suspect'][number]>();
	let level = [numberOf(start)];
	let [needed, covered] = [0, 0];
	for (const [at, { type }] of steps.entries()) {
		const ends = links[at];
		const found: Link[] = level.flatMap((id) => [...(ends?.get(id) ?? [])]);
		const lacking = level.filter((id) => !ends?.has(id));
		needed += level.length;
		covered += level.length - lacking.length;
		for (const id of lacking) {
			gaps.push({ id, documentKey: keyOf(records.get(id)), itemType: type.id, type: type.display });
		}
		for (const { relationship } of found.filter((link) => link.relationship.suspect === true)) {
			suspect.set(numberOf(relationship), {
				relationship: numberOf(relationship),
				fromKey: keyOf(records.get(numberOf(relationship, 'fromItem'))),
				toKey: keyOf(records.get(numberOf(relationship, 'toItem'))),
			});
		}
		level = [...new Set(found.map(({ to }) => to))];
		const items = level.map((id): Reached => {
			const row = records.get(id);
			const latestResult = at === steps.length - 1 ? results?.get(id) : undefined;
			return {
				id,
				documentKey: keyOf(row),
				name: nameOf(row),
				project: row?.project ?? null,
				suspect: found.some(({ to, relationship }) => to === id && relationship.suspect === true),
				...(latestResult ? { latestResult } : {}),
			};
		});
		const whole = gaps.length === 0 ? 'full' : 'partly';
		const state = items.length === 0 ? 'none' : whole;
		cells.push({ itemType: type.id, type: type.display, state, items });
	}
	const last = cells.at(-1)?.items ?? [];
	const passed = last.every(({ latestResult }) => latestResult?.status === 'PASSED');
	return {
		id: numberOf(start),
		documentKey: keyOf(start),
		name: nameOf(start),
		project: start.project ?? null,
		steps: cells,
		gaps,
		suspect: [...suspect.values()],
		coverage: percentOf(covered, needed),
		verified: results ? gaps.length === 0 && passed : null,
	};
}

/** The numbers of a whole matrix. */
export interface MatrixTotals {
	requirements: number;
	/** Without a gap. */
	covered: number;
	/** Of the requirements, in per cent; null where there is none. */
	coverage: number | null;
	steps: Array<{
		type: string;
		full: number;
		partly: number;
		none: number;
		coverage: number | null;
	}>;
	suspect: number;
	/** Test cases of the last step by the status of their latest result. */
	results: Record<string, number> | null;
	verified: number | null;
}

/** Counts the rows of a matrix; each suspect relationship and each test case once. Pure. */
export function totalsOf(rows: readonly MatrixRow[], steps: readonly ChainStep[]): MatrixTotals {
	const whole = rows.length;
	const percent = (part: number) => (whole === 0 ? null : percentOf(part, whole));
	const covered = rows.filter(({ gaps }) => gaps.length === 0).length;
	const withResults = rows.some(({ verified }) => verified !== null);
	const cases = new Map(
		rows.flatMap((row) => (row.steps.at(-1)?.items ?? []).map((item) => [item.id, item] as const)),
	);
	const results: Record<string, number> = {};
	for (const { latestResult } of cases.values()) {
		if (!latestResult) continue;
		const { status, unclear, runs } = latestResult;
		const name = unclear ? 'UNCLEAR' : runs.length === 0 ? 'NO_RUN' : (status ?? 'NO_STATUS');
		results[name] = (results[name] ?? 0) + 1;
	}
	return {
		requirements: whole,
		covered,
		coverage: percent(covered),
		steps: steps.map(({ type }, at) => {
			const count = (state: State) => rows.filter((row) => row.steps[at]?.state === state).length;
			const full = count('full');
			return {
				type: type.display,
				full,
				partly: count('partly'),
				none: count('none'),
				coverage: percent(full),
			};
		}),
		suspect: new Set(rows.flatMap((row) => row.suspect.map(({ relationship }) => relationship)))
			.size,
		results: withResults ? results : null,
		verified: withResults ? rows.filter(({ verified }) => verified === true).length : null,
	};
}
