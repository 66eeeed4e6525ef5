import { toRecord } from '../../shared/values/objectPath';
import type { INodeExecutionData } from 'n8n-workflow';
import { eachInOrder } from '../../shared/operations/atOnce';
import { readNumber } from '../../shared/values/inputs';
import { reportItem, wantsReport } from '../../shared/reports/reportItem';
import type { RunContext, ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { RELATIONSHIP_TYPE } from '../pickers/kinds';
import { toIds } from '../pickers/manyRecords';
import { itemTypeNames, relationshipTypeNames } from '../configuration/typeNames';
import { isOutOfSight } from '../configuration/unreadable';
import { numberOf } from '../../shared/values/row';
import { traceReport } from './reports';

export type Direction = 'downstream' | 'upstream';

/** What a relationship leads to. */
export interface Neighbor {
	id: number;
	relationship: Row;
	/** Undefined when the user may not see it. */
	item: Row | undefined;
}

/** An item that a trace came to, by the shortest way. */
export interface Reached extends Neighbor {
	depth: number;
	direction: Direction;
	/** Document keys from the start to the item. */
	path: string[];
}

export interface Walk {
	start: { id: number; key: string };
	directions: readonly Direction[];
	/** How many relationships away from the start an item may be. */
	depth: number;
	maxItems: number;
	/** How many items are expanded at once. */
	atOnce: () => number;
	neighbors: (id: number, direction: Direction) => Promise<Neighbor[]>;
}

export interface Walked {
	reached: Reached[];
	/** Document keys of the items on a cycle, or between two cycles. */
	cyclic: string[];
	/** True: there was more than `maxItems`. */
	limited: boolean;
}

const KEYS_SHOWN = 10;
const DEEPEST = 20;

/** Ids on a cycle, or between two: what is left when all without a way in or a way out is taken away again and again. */
export function onCycles(edges: ReadonlyArray<readonly [from: number, to: number]>): Set<number> {
	let left = edges;
	for (;;) {
		const sources = new Set(left.map(([from]) => from));
		const targets = new Set(left.map(([, to]) => to));
		const kept = left.filter(([from, to]) => targets.has(from) && sources.has(to));
		if (kept.length === left.length) return sources;
		left = kept;
	}
}

/**
 * Follows relationships breadth first, each direction by itself. An item is expanded once for each direction and listed by
 * its shortest path, so that cycles end; the start is never listed.
 */
export async function walk({
	start,
	directions,
	depth,
	maxItems,
	atOnce,
	neighbors,
}: Walk): Promise<Walked> {
	const reached: Reached[] = [];
	const cyclic = new Set<string>();
	let limited = false;
	for (const direction of directions) {
		const paths = new Map([[start.id, [start.key]]]);
		const edges: Array<[number, number]> = [];
		const arrive = (from: number, distance: number, found: Neighbor): boolean => {
			edges.push([from, found.id]);
			if (paths.has(found.id) || limited) return false;
			if (reached.length >= maxItems) {
				limited = true;
				return false;
			}
			const key = String(found.item?.documentKey ?? `ID ${found.id}`);
			const path = [...(paths.get(from) ?? []), key];
			paths.set(found.id, path);
			reached.push({ ...found, depth: distance, direction, path });
			return found.item !== undefined;
		};
		let level = [start.id];
		for (let distance = 1; distance <= depth && level.length > 0 && !limited; distance++) {
			const next: number[] = [];
			await eachInOrder(
				level,
				atOnce,
				async (id) => await neighbors(id, direction),
				(found, id) =>
					next.push(...found.filter((one) => arrive(id, distance, one)).map((one) => one.id)),
				() => limited,
			);
			level = next;
		}
		for (const id of onCycles(edges)) {
			const path = paths.get(id);
			if (path) cyclic.add(String(path.at(-1)));
		}
	}
	return { reached, cyclic: [...cyclic], limited };
}

/** Kinds of records that have lists of relationships, and where. */
const OWNERS: Record<string, string> = {
	items: 'items',
	testplans: 'testplans',
	testruns: 'testruns',
};

/** Where a record's relations in a direction are listed; undefined for records that have none. */
export function relationsPath(
	record: Row,
	direction: Direction,
	what: 'related' | 'relationships',
): string | undefined {
	const owner = OWNERS[String(record.type ?? 'items')];
	return owner && `/${owner}/${String(record.id)}/${direction}${what}`;
}

/** The id at the other end of a relationship of an item. */
const otherEnd = (relationship: Row, direction: Direction): number =>
	numberOf(relationship, direction === 'upstream' ? 'fromItem' : 'toItem');

/**
 * Reads neighbors: the relationships of an item, and the items at their other ends unless all are known already.
 * @returns also the document keys of items that were found and whose own relationships are out of the user's sight: they have
 * no neighbors
 */
function reader(session: Session, start: Row, types: number[]) {
	const known = new Map([[numberOf(start), start]]);
	const closed = new Set<string>();
	const read = async (record: Row, direction: Direction): Promise<Neighbor[]> => {
		const path = relationsPath(record, direction, 'relationships');
		if (!path) return [];
		const relationships = (await session.rows(path)).filter(
			(one) => types.length === 0 || types.includes(numberOf(one, 'relationshipType')),
		);
		const related = relationsPath(record, direction, 'related');
		const isNew = (one: Row) => !known.has(otherEnd(one, direction));
		if (related !== undefined && relationships.some(isNew)) {
			const items = await session.rows(related);
			for (const item of items) known.set(numberOf(item), item);
		}
		return relationships.map((relationship) => {
			const end = otherEnd(relationship, direction);
			return { id: end, relationship, item: known.get(end) };
		});
	};
	const neighbors: Walk['neighbors'] = async (id, direction) => {
		const record = known.get(id);
		if (!record) return [];
		return await read(record, direction).catch(async (error: unknown) => {
			// Without those of the start there is nothing to list.
			if (record === start || !(await isOutOfSight(session, error))) throw error;
			closed.add(String(record.documentKey ?? `ID ${id}`));
			return [];
		});
	};
	return { neighbors, closed };
}

/** The first of many keys, and how many more there are. */
function shownKeys(keys: string[]): string {
	const more = keys.length > KEYS_SHOWN ? ` and ${keys.length - KEYS_SHOWN} more` : '';
	return keys.slice(0, KEYS_SHOWN).join(', ') + more;
}

/** Says what a list of rows does not say. */
function report(
	session: Session,
	{ reached, cyclic, limited }: Walked,
	closed: ReadonlySet<string>,
	maxItems: number,
): void {
	if (limited) {
		session.hint(
			`The trace stopped at ${maxItems} items and there are more. Raise 'Max Items', or lower 'Depth'.`,
		);
	}
	if (cyclic.length > 0) {
		session.hint(
			`The relationships run in a cycle through ${shownKeys(cyclic)}. Each item is listed once, by its shortest path.`,
		);
	}
	const hidden = reached.filter(({ item }) => item === undefined).length;
	if (hidden > 0) {
		session.hint(
			`${hidden} related items were not given by Jama and were not followed: the credential's user may not see them. They are listed with their ID only.`,
		);
	}
	if (closed.size > 0) {
		session.hint(
			`The relationships of ${shownKeys([...closed])} could not be read and were not followed: the credential's user may not see them, or the item is gone.`,
		);
	}
}

/** Reads how far a trace goes. Throws InvalidInput. */
export const toDepth = (value: unknown): number =>
	readNumber(value, 'Depth', {
		most: DEEPEST,
		advice: '1 gives the items that are related directly.',
	});

/** Ids of relationship types that are given by id or by name. Throws InvalidInput that names the valid ones. */
export async function toRelationshipTypes(
	value: unknown,
	context: ValueContext,
): Promise<number[]> {
	if (value === undefined || value === null || value === '') return [];
	const texts = [value].flat().map(String);
	return await toIds(RELATIONSHIP_TYPE, 'Relationship Type Names or IDs', texts, context);
}

/** What a trace is asked for. */
interface TraceValues {
	itemId: number;
	direction?: Direction | 'both';
	depth: number;
	maxItems?: number;
	relationshipTypes?: number[];
	output?: unknown;
}

/**
 * Lists the items that a chain of relationships leads to. GET /items/{id}, the lists of item types and relationship types
 * once, and for every item on the way its relationships (one request, or one for 50) and the items at their other ends
 * (one more, unless there are none or all are known). An item whose relationships the user may not see is listed, not followed,
 * and named in a hint. Nothing is changed.
 */
export async function trace(context: RunContext<TraceValues>): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const {
		direction = 'downstream',
		depth,
		maxItems = 1000,
		relationshipTypes: wanted = [],
	} = values;
	const start = await session.row({ path: `/items/${values.itemId}` });
	const { neighbors, closed } = reader(session, start, wanted);
	const walked = await walk({
		start: { id: numberOf(start), key: String(start.documentKey) },
		directions: direction === 'both' ? ['upstream', 'downstream'] : [direction],
		depth,
		maxItems,
		atOnce: session.room,
		neighbors,
	});
	report(session, walked, closed, maxItems);
	const { reached } = walked;
	const types = await itemTypeNames(
		session,
		reached.flatMap(({ item }) => (item ? [numberOf(item, 'itemType')] : [])),
	);
	const relationshipTypes = await relationshipTypeNames(
		session,
		reached.map(({ relationship }) => numberOf(relationship, 'relationshipType')),
	);
	const rows = reached.map(
		({ id, item, depth, direction, path, relationship }): Row => ({
			id,
			documentKey: item?.documentKey ?? null,
			name: toRecord(item?.fields).name ?? null,
			itemType: item?.itemType ?? null,
			type: (item && types.get(numberOf(item, 'itemType'))) ?? null,
			depth,
			direction,
			path,
			relationshipId: relationship.id,
			relationshipType: relationship.relationshipType,
			relationshipTypeName:
				relationshipTypes.get(numberOf(relationship, 'relationshipType')) ?? null,
			suspect: relationship.suspect === true,
		}),
	);
	if (!wantsReport(values)) return rows.map((json) => ({ json }));
	const projects = new Map(reached.map(({ id, item }) => [id, item?.project]));
	return await reportItem(context, traceReport(session, start, rows, projects));
}
