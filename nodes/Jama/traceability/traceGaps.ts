import type { INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { RunContext } from '../../shared/operations/operation';
import { reportItem, wantsReport } from '../../shared/reports/reportItem';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { filterResults, noteLag } from '../items/filterResults';
import { checkProject } from '../pickers/existing';
import type { ItemType } from '../configuration/itemTypes';
import {
	loadItemType,
	loadPicklistOptions,
	statusField,
	typeWith,
} from '../configuration/itemTypes';
import { kindOfType } from '../configuration/recordTypes';
import { simplifyItem } from '../fields/simplify';
import { keepNames } from '../../shared/operations/columns';
import { toRecord } from '../../shared/values/objectPath';
import { sameText } from '../../shared/pickers/locator';
import { listLabels, readLabels } from '../../shared/values/labelList';
import type { GapDirection, Step, Wish } from './gapReading';
import { Reading, WHOLE } from './gapReading';
import { gapsReport } from './reports';
import { numberOf, withoutUndefined } from '../../shared/values/row';

/** What GET /items does not list: the test plans, cycles and runs of a project, where they are of the wanted type. */
export async function recordsOfType(
	session: Session,
	project: number,
	type: ItemType,
): Promise<Row[]> {
	if (kindOfType(type) === 'items') return [];
	noteLag(session, `Records of the type '${type.display}'`);
	const query = { project: [project], itemType: [type.id] };
	return await session.rows('/abstractitems', query, WHOLE);
}

/** No gap where nothing was looked at is not the same as no gap. */
export const noteNothing = (session: Session, why: string): void =>
	session.hint(`${why} that this user may see: nothing was looked at for gaps.`);

/**
 * The records of a project, and its relationships. GET /items: the search of GET /abstractitems could ask for the types alone,
 * but may lag behind, and would not list a requirement that is a second old as a gap.
 */
async function readProject(session: Session, project: number, wish: Wish) {
	const { type } = wish;
	const listed = await session.rows('/items', { project }, WHOLE);
	const all = [...listed, ...(await recordsOfType(session, project, type))];
	const items = all.filter((item) => item.itemType === type.id);
	if (items.length === 0) {
		await checkProject(session, project);
		noteNothing(session, `Project ${project} has no record of the type '${type.display}'`);
	}
	const relationships = await session.rows('/relationships', { project }, WHOLE);
	return { items, reading: new Reading(session, wish, all, relationships) };
}

/** The results of a filter that are of the type; what they are related to is read for each. */
async function readFilter(
	session: Session,
	filterId: number,
	project: number | undefined,
	wish: Wish,
) {
	const { type } = wish;
	const results = await filterResults(session, filterId, project);
	const items = results.filter((row) => row.itemType === type.id);
	noteLag(session);
	if (items.length === 0) {
		noteNothing(session, `The filter finds no record of the type '${type.display}'`);
	}
	return { items, reading: new Reading(session, wish, results) };
}

/** Statuses of a type by name or ID, a name before an ID. Throws InvalidInput that names the valid ones. */
async function readStatuses(
	session: Session,
	loaded: ItemType,
	given: string,
): Promise<Step['status']> {
	if (given.trim() === '') return undefined;
	const type = await typeWith(session, loaded, ['status']);
	const field = statusField(type);
	if (!field) {
		throw new InvalidInput(
			`The item type '${type.display}' has no field Status with a picklist`,
			"Leave 'Status of Last Item' empty.",
		);
	}
	const options = await loadPicklistOptions(session, field.pickList);
	const fits = (text: string) =>
		options.some(({ id, name }) => sameText(name, text) || String(id) === text);
	const names = readLabels(given, fits, 'Status of Last Item').map(String);
	const ids = names.map((name) => {
		const called = options.filter((one) => sameText(one.name, name));
		const fitting = called.length > 0 ? called : options.filter(({ id }) => String(id) === name);
		if (fitting.length > 0) return fitting.map(({ id }) => id);
		throw new InvalidInput(
			`The item type '${type.display}' has no status ${JSON.stringify(name)}`,
			`Valid: ${listLabels(options.map((one) => one.name))}.`,
		);
	});
	return { type, field, ids: new Set(ids.flat()) };
}

/** Where gaps are looked for: in a filter or in a project. */
interface GapValues {
	itemType: number;
	relatedType: number;
	gapDirection: GapDirection;
	furtherTypes?: number[];
	relationshipTypes?: number[];
	lastStatus?: unknown;
	searchIn?: unknown;
	filterId?: number;
	projectId?: number;
	project?: number;
	output?: unknown;
	fieldsToReturn?: unknown;
}

/** Throws InvalidInput where nothing says where to look. */
async function readWhere(
	session: Session,
	{ searchIn, filterId, project, projectId }: GapValues,
	wish: Wish,
) {
	if (searchIn === 'filter' && filterId !== undefined) {
		return await readFilter(session, filterId, project, wish);
	}
	if (projectId !== undefined) return await readProject(session, projectId, wish);
	throw new InvalidInput("'Project' is empty", 'Choose where to search.');
}

/**
 * Lists the items of one type from which a chain of relationships does not reach an item of the last type: A to B, or on from B
 * to C. One way is enough. Nothing is changed.
 *
 * Of a project it costs one request for each 50 items, one for each 50 relationships, and one for each record at the other end
 * of a possible gap that is no item of the project, and again one or two for its relations where the chain goes on from there;
 * test plans, cycles and runs come from one more list. Of a filter it costs one request for each 50 results, and one or two for
 * each result of the type and each item on the way, twice that if only some relationship types are followed. Both read the item
 * types, and the statuses where one is given. What a filter finds may lag behind: a note says so.
 */
export async function findGaps(context: RunContext<GapValues>): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const { gapDirection: direction, furtherTypes = [], relationshipTypes = [] } = values;
	const type = await loadItemType(session, values.itemType);
	const targets: ItemType[] = [];
	for (const id of [values.relatedType, ...furtherTypes]) {
		targets.push(await loadItemType(session, id));
	}
	const status = String(values.lastStatus ?? '').trim();
	const last = targets.at(-1) ?? type;
	const statuses = await readStatuses(session, last, status);
	const steps = targets.map(
		(one, index): Step => ({
			type: one.id,
			...(statuses && index === targets.length - 1 ? { status: statuses } : {}),
		}),
	);
	const wish: Wish = { type, steps, direction, relationshipTypes };
	const { items, reading } = await readWhere(session, values, wish);
	const gaps = await reading.gaps(items.map((item) => numberOf(item)));
	reading.report();
	const byId = new Map(items.map((item) => [numberOf(item), item]));
	const rows = gaps.map(({ id, step, at }): Row => {
		const target = targets[step - 1] ?? last;
		const isLast = step === targets.length;
		const missing = {
			direction,
			itemType: target.id,
			type: target.display,
			...(statuses && isLast ? { status } : {}),
			...(targets.length > 1 ? { step, steps: targets.length, after: at.map(reading.keyOf) } : {}),
		};
		return { ...byId.get(id), missing };
	});
	if (!wantsReport(values)) return rows.map((json) => ({ json }));
	const simple: Row[] = [];
	for (const row of rows) simple.push(await simplifyGap(row, session));
	const { fieldsToReturn } = values;
	const looked = items.length;
	const report = gapsReport(session, simple, {
		looked,
		type,
		other: last,
		direction,
		fieldsToReturn,
	});
	return await reportItem(context, report);
}

/** What a gap lacks, in columns. */
function missingColumns({ missing }: Row): Row {
	const { type, direction, status, step, after } = toRecord(missing);
	return withoutUndefined({
		missing: type,
		missingDirection: direction,
		missingStatus: status,
		missingStep: step,
		missingAfter: Array.isArray(after) ? after.join(', ') : undefined,
	});
}

/** A gap as people read it: key, name and what it lacks, then the rest of the item, flat. */
export async function simplifyGap(row: Row, session: Session): Promise<Row> {
	const item = await simplifyItem(row, session);
	const { documentKey, name } = item;
	const lacks = missingColumns(row);
	return keepNames(item, { documentKey, name, ...lacks, ...item, ...lacks });
}
