import type { INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { filterResults, noteLag } from '../items/filterResults';
import { checkProject } from '../pickers/existing';
import type { ItemType } from '../configuration/itemTypes';
import { loadItemType } from '../configuration/itemTypes';
import { kindOfType } from '../configuration/recordTypes';
import { simplifyItem } from '../fields/simplify';
import { inParts } from '../../shared/operations/inParts';
import { relationsPath, type Direction } from './trace';
import { mayNotRead } from '../configuration/unreadable';
import { numberOf } from '../../shared/values/row';

export type GapDirection = Direction | 'either';

/** Item types by record; undefined: the record cannot be read. */
export type TypeOf = Map<number, number | undefined>;

const directionsOf = (direction: GapDirection): Direction[] =>
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

/**
 * The items without an other end of the wanted type.
 * @returns also those of their ends whose type is not known yet, each of which may close a gap
 */
export function lacking(
	items: Row[],
	ends: ReadonlyMap<number, ReadonlySet<number>>,
	typeOf: TypeOf,
	wanted: number,
): { gaps: Row[]; unknown: number[] } {
	const unknown = new Set<number>();
	const gaps = items.filter((item) => {
		const others = [...(ends.get(numberOf(item)) ?? [])];
		if (others.some((id) => typeOf.get(id) === wanted)) return false;
		for (const id of others) if (!typeOf.has(id)) unknown.add(id);
		return true;
	});
	return { gaps, unknown: [...unknown] };
}

/** The item type of a record of any kind; undefined when it is gone or may not be read. */
async function readType(session: Session, id: number): Promise<number | undefined> {
	const read = async () =>
		numberOf(await session.row({ path: `/abstractitems/${id}` }), 'itemType');
	return await session.once(
		`item type of record ${id}`,
		async () =>
			await read().catch((error: unknown) => {
				if (mayNotRead(error)) return undefined;
				throw error;
			}),
	);
}

interface Wish {
	type: ItemType;
	wanted: number;
	direction: GapDirection;
}

/** A relationship that did not come would leave a gap. */
const WHOLE = { whole: true };

/** What GET /items does not list: the test plans, cycles and runs of a project, where they are of the wanted type. */
async function recordsOfType(session: Session, project: number, type: ItemType): Promise<Row[]> {
	if (kindOfType(type) === 'items') return [];
	noteLag(session, `Records of the type '${type.display}'`);
	const query = { project: [project], itemType: [type.id] };
	return await session.rows('/abstractitems', query, WHOLE);
}

/** No gap where nothing was looked at is not the same as no gap. */
const noteNothing = (session: Session, why: string): void =>
	session.hint(`${why} that this user may see: nothing was looked at for gaps.`);

/**
 * Gaps of a whole project, from its lists of items and relationships. GET /items: the search of GET /abstractitems could ask
 * for the two types alone, but may lag behind, and would not list a requirement that is a second old as a gap.
 */
async function gapsOfProject(session: Session, project: number, wish: Wish): Promise<Row[]> {
	const { type, wanted, direction } = wish;
	const listed = await session.rows('/items', { project }, WHOLE);
	const others = await recordsOfType(session, project, type);
	const all = [...listed, ...others];
	const items = all.filter((item) => item.itemType === type.id);
	if (items.length === 0) {
		await checkProject(session, project);
		noteNothing(session, `Project ${project} has no record of the type '${type.display}'`);
	}
	const ends = otherEnds(await session.rows('/relationships', { project }, WHOLE), direction);
	const typeOf: TypeOf = new Map(all.map((row) => [numberOf(row), numberOf(row, 'itemType')]));
	const { unknown } = lacking(items, ends, typeOf, wanted);
	await inParts(
		unknown,
		async (id) => await readType(session, id),
		(type, id) => typeOf.set(id, type),
	);
	const hidden = unknown.filter((id) => typeOf.get(id) === undefined).length;
	if (hidden > 0) {
		session.hint(
			`${hidden} related items cannot be read: they are gone, or the credential's user may not see them. Items that are related to nothing else are listed as gaps.`,
		);
	}
	return lacking(items, ends, typeOf, wanted).gaps;
}

/** Gaps among the results of a filter, from the related items of each. */
async function gapsOfItems(session: Session, items: Row[], wish: Wish): Promise<Row[]> {
	const closes = async (item: Row): Promise<boolean> => {
		for (const direction of directionsOf(wish.direction)) {
			const path = relationsPath(item, direction, 'related');
			const related = path === undefined ? [] : await session.rows(path, {}, WHOLE);
			if (related.some((one) => one.itemType === wish.wanted)) return true;
		}
		return false;
	};
	const gaps: Row[] = [];
	await inParts(items, closes, (closed, item) => {
		if (!closed) gaps.push(item);
	});
	return gaps;
}

/** Where gaps are looked for: in a filter or in a project. */
interface GapValues {
	itemType: number;
	relatedType: number;
	gapDirection: GapDirection;
	searchIn?: unknown;
	filterId?: number;
	projectId?: number;
	project?: number;
}

/**
 * Lists the items of one type that lack a relationship to an item of another type. Nothing is changed.
 *
 * Of a project it costs one request for each 50 items, one for each 50 relationships, and one for each record at the other
 * end of a possible gap that is no item of the project; test plans, cycles and runs come from one more list. Of a filter it costs one request for each 50 results, and one or two
 * for each result of the type. Both read the two item types. What a filter finds may lag behind: a note says so.
 */
export async function findGaps({
	session,
	values,
}: RunContext<GapValues>): Promise<INodeExecutionData[]> {
	const { gapDirection: direction, filterId, projectId } = values;
	const type = await loadItemType(session, values.itemType);
	const other = await loadItemType(session, values.relatedType);
	const wish: Wish = { type, wanted: other.id, direction };
	let gaps: Row[];
	if (values.searchIn === 'filter' && filterId !== undefined) {
		const results = await filterResults(session, filterId, values.project);
		const items = results.filter((row) => row.itemType === type.id);
		noteLag(session);
		if (items.length === 0) {
			noteNothing(session, `The filter finds no record of the type '${type.display}'`);
		}
		gaps = await gapsOfItems(session, items, wish);
	} else if (projectId !== undefined) gaps = await gapsOfProject(session, projectId, wish);
	else throw new InvalidInput("'Project' is empty", 'Choose where to search.');
	const missing = { direction, itemType: other.id, type: other.display };
	return gaps.map((item) => ({ json: { ...item, missing } }));
}

/** A gap as people read it: the item flat, and what it lacks. */
export const simplifyGap = async (row: Row, session: Session): Promise<Row> => ({
	...(await simplifyItem(row, session)),
	missing: row.missing,
});
