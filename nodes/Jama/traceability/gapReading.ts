import { eachInOrder } from '../../shared/operations/atOnce';
import type { Session } from '../../shared/session/session';
import type { Row } from '../../shared/values/row';
import { toRecord } from '../../shared/values/objectPath';
import { numberOf } from '../../shared/values/row';
import type { ItemType, ItemTypeField } from '../configuration/itemTypes';
import { readRecord } from '../configuration/knownRecords';
import { keyInItem } from '../configuration/itemTypes';
import { isOutOfSight } from '../configuration/unreadable';
import { relationsPath, type Direction } from './trace';

/** One step of a chain: to records of a type. */
export interface Step {
	type: number;
	/** The field of the status, and the IDs of those that count; undefined: any. */
	status?: { type: ItemType; field: ItemTypeField; ids: ReadonlySet<unknown> };
}

/** What is known so far. */
export interface Known {
	/** A record; null: it cannot be read; undefined: not read yet. */
	row: (id: number) => Row | null | undefined;
	/** The records that a record is related to, in the direction of the chain; undefined: not read yet. */
	ends: (id: number) => ReadonlySet<number> | undefined;
}

/** How far the chain leads from a record. */
interface Way {
	/** How many steps. */
	far: number;
	/** The records where it stops. */
	at: ReadonlySet<number>;
	/** Records that are not read yet, each of which may lead further. */
	rows: ReadonlySet<number>;
	/** Records whose relations are not read yet. */
	relations: ReadonlySet<number>;
}

/** A record from which the chain does not reach its end. */
export interface Gap {
	id: number;
	/** The step that is missing, from 1. */
	step: number;
	/** The records where it stops: from none of them the missing step leads on. */
	at: number[];
}

const NONE: ReadonlySet<number> = new Set();

/** True for a record that a step leads to. */
function counts(row: Row, { type, status }: Step): boolean {
	if (row.itemType !== type) return false;
	const fields = toRecord(row.fields);
	if (status === undefined) return true;
	return status.ids.has(fields[keyInItem(fields, status.field, status.type)]);
}

/** The furthest of several ways; what may lead further is kept of all. */
function furthest(id: number, depth: number, ways: readonly Way[]): Way {
	const far = Math.max(depth, ...ways.map((way) => way.far));
	const join = (part: 'at' | 'relations' | 'rows', from: readonly Way[]) =>
		new Set(from.flatMap((way) => [...way[part]]));
	return {
		far,
		at:
			far === depth
				? new Set([id])
				: join(
						'at',
						ways.filter((way) => way.far === far),
					),
		rows: join('rows', ways),
		relations: join('relations', ways),
	};
}

/**
 * From which records a chain of steps does not reach its end, as far as is known. One way to the end is enough.
 * @returns also what is to be read first, since it may close a gap; none: the gaps are sure. Pure.
 */
export function followChain(
	starts: readonly number[],
	steps: readonly Step[],
	known: Known,
): { gaps: Gap[]; rows: number[]; relations: number[] } {
	const ways = steps.map(() => new Map<number, Way>());
	const END: Way = { far: steps.length, at: NONE, rows: NONE, relations: NONE };

	const wayFrom = (id: number, depth: number): Way => {
		const step = steps[depth];
		const found = ways[depth]?.get(id);
		if (!step) return END;
		if (found) return found;
		const ends = known.ends(id);
		const next: Way[] = [];
		if (!ends) next.push({ far: depth, at: NONE, rows: NONE, relations: new Set([id]) });
		for (const end of ends ?? []) {
			const row = known.row(end);
			if (row === undefined) {
				next.push({ far: depth, at: NONE, rows: new Set([end]), relations: NONE });
			} else if (row && counts(row, step)) next.push(wayFrom(end, depth + 1));
		}
		const way = next.some(({ far }) => far === END.far) ? END : furthest(id, depth, next);
		ways[depth]?.set(id, way);
		return way;
	};

	const open = starts.map((id) => ({ id, way: wayFrom(id, 0) })).filter(({ way }) => way !== END);
	return {
		gaps: open.map(({ id, way }) => ({ id, step: way.far + 1, at: [...way.at] })),
		rows: [...new Set(open.flatMap(({ way }) => [...way.rows]))],
		relations: [...new Set(open.flatMap(({ way }) => [...way.relations]))],
	};
}

export type GapDirection = Direction | 'either';

/** The directions that one of them stands for. */
export const directionsOf = (direction: GapDirection): Direction[] =>
	direction === 'either' ? ['upstream', 'downstream'] : [direction];

/** For every record, the other ends of its relationships in a direction. */
export function otherEnds(relationships: Row[], direction: GapDirection): Map<number, Set<number>> {
	const ends = new Map<number, Set<number>>();
	const add = (id: number, other: number) => {
		const known = ends.get(id);
		if (known) known.add(other);
		else ends.set(id, new Set([other]));
	};
	for (const relationship of relationships) {
		const [from, to] = [numberOf(relationship, 'fromItem'), numberOf(relationship, 'toItem')];
		if (direction !== 'upstream') add(from, to);
		if (direction !== 'downstream') add(to, from);
	}
	return ends;
}

/** What is looked for. */
export interface Wish {
	/** The type of the records that the chain starts with. */
	type: ItemType;
	steps: Step[];
	direction: GapDirection;
	/** Relationship types that are followed; empty: all. */
	relationshipTypes: number[];
}

/** The relationships of some types. @param types IDs; none for all of them */
export const followed = (relationships: readonly Row[], types: readonly number[]): Row[] =>
	relationships.filter(
		(one) => types.length === 0 || types.includes(numberOf(one, 'relationshipType')),
	);

/** A relationship that did not come would leave a gap. */
export const WHOLE = { whole: true };

/** What is read in the course of a search. */
export class Reading implements Known {
	/** Records as they came; null: one that cannot be read. */
	private readonly rows = new Map<number, Row | null>();
	private readonly related = new Map<number, ReadonlySet<number>>();
	/** How many records' relations are out of sight. */
	private closed = 0;

	/** @param listed records whose relationships are all in `relationships` */
	constructor(
		private readonly session: Session,
		private readonly wish: Wish,
		listed: Row[],
		relationships?: Row[],
	) {
		const ends =
			relationships && otherEnds(followed(relationships, wish.relationshipTypes), wish.direction);
		for (const row of listed) {
			this.rows.set(numberOf(row), row);
			if (ends) this.related.set(numberOf(row), ends.get(numberOf(row)) ?? new Set());
		}
	}

	row = (id: number) => this.rows.get(id);
	ends = (id: number) => this.related.get(id);

	/** The records that a record is related to, read in each direction: the records, and the relationships where their type matters. */
	private async readEnds(id: number): Promise<Set<number>> {
		const record = this.rows.get(id);
		const ends = new Set<number>();
		const [only] = this.wish.steps.length === 1 ? this.wish.steps : [];
		for (const direction of record ? directionsOf(this.wish.direction) : []) {
			const list = async (what: 'related' | 'relationships'): Promise<Row[]> => {
				const path = relationsPath(record ?? {}, direction, what);
				return path === undefined ? [] : await this.session.rows(path, {}, WHOLE);
			};
			const { relationshipTypes: types } = this.wish;
			const followable =
				types.length > 0 ? followed(await list('relationships'), types) : undefined;
			if (followable?.length === 0) continue;
			const there = await list('related');
			for (const row of there) if (!this.rows.get(numberOf(row))) this.rows.set(numberOf(row), row);
			const ids = followable
				? (otherEnds(followable, direction).get(id) ?? [])
				: there.map((row) => numberOf(row));
			for (const end of ids) ends.add(end);
			// One way is enough: the other direction is not asked for where this one closes the gap.
			if (only && there.some((row) => ends.has(numberOf(row)) && counts(row, only))) break;
		}
		return ends;
	}

	/**
	 * The gaps among records, after everything was read that may close one.
	 * @param starts IDs of records that are known
	 */
	async gaps(starts: number[]): Promise<Gap[]> {
		const isStart = new Set(starts);
		for (;;) {
			const { gaps, rows, relations } = followChain(starts, this.wish.steps, this);
			if (rows.length === 0 && relations.length === 0) return gaps;
			await eachInOrder(
				rows,
				this.session.room,
				async (id) => await readRecord(this.session, id),
				(row, id) => this.rows.set(id, row),
			);
			await eachInOrder(
				relations,
				this.session.room,
				async (id) =>
					await this.readEnds(id).catch(async (error: unknown) => {
						// A start without its relations would be called a gap.
						if (isStart.has(id) || !(await isOutOfSight(this.session, error))) throw error;
						this.closed += 1;
						return new Set<number>();
					}),
				(ends, id) => this.related.set(id, ends),
			);
		}
	}

	/** Says what could not be looked at. */
	report(): void {
		const hidden = [...this.rows.values()].filter((row) => row === null).length + this.closed;
		if (hidden === 0) return;
		this.session.hint(
			`${hidden} related items cannot be read: they are gone, or the credential's user may not see them. Items that are related to nothing else are listed as gaps.`,
		);
	}

	/** What people call a record. */
	keyOf = (id: number): string => String(this.rows.get(id)?.documentKey ?? `ID ${id}`);
}
