import type { INodeExecutionData } from 'n8n-workflow';
import { field, toggle } from '../../shared/operations/fieldKit';
import { eachInOrder } from '../../shared/operations/atOnce';
import type { RunContext, ValueContext } from '../../shared/operations/operation';
import type { Session } from '../../shared/session/session';
import { readDate } from '../../shared/values/dates';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { Row } from '../../shared/values/row';
import { numberOf, toValue } from '../../shared/values/row';
import { fieldByKey, itemTypeOf, typeWith } from '../configuration/itemTypes';
import { changedFieldsByKey } from '../fields/changedFields';
import { labelOf } from '../fields/fieldLabels';
import { user } from '../fields/rows';
import { urlOf } from '../fields/simplify';
import { ITEM } from '../pickers/kinds';
import { readTimestamp } from '../values/dates';

/** One end of what is looked at: a version by its number, or a moment in ms since 1970. */
export type End = { version: number } | { moment: number };

/** A version's number has few digits; milliseconds have 12 or 13. Throws InvalidInput. */
function toEnd(value: unknown, label: string, { timezone }: ValueContext): End | undefined {
	if (value === undefined || value === null || String(value).trim() === '') return undefined;
	const text = String(value).trim();
	if (/^\d{1,6}$/.test(text)) return { version: Number(text) };
	return { moment: readDate(value, timezone, label).toMillis() };
}

const end = <const Name extends string>(name: Name, displayName: string, empty: string) =>
	field<Name, End | undefined>({
		property: {
			displayName,
			name,
			type: 'string',
			default: '',
			description: `Version or date; empty for ${empty}`,
		},
		toWire: (value, context) => toEnd(value, displayName, context),
	});
export const changesFrom = end('changesFrom', 'From', 'the first version');
export const changesTo = end('changesTo', 'To', 'now');

/** Adds what happened around the item in between. */
export const includeActivities = toggle(undefined, {
	displayName: 'Include Activities',
	name: 'includeActivities',
	description: 'Whether to add events such as relationships and comments',
});

/** All of a list or an error: a version that did not come would be a change of the one after it. */
const WHOLE = { whole: true };
const versionOf = (row: Row): number => numberOf(row, 'versionNumber');

/** When a version was created. Throws InvalidInput where it does not say so: it cannot be placed before or after a date. */
function createdAt(version: Row): number {
	const created = readTimestamp(version.createdDate);
	if (created !== undefined) return created;
	throw new InvalidInput(
		`Version ${versionOf(version)} has no date`,
		"Write version numbers in 'From' and 'To' instead of dates.",
	);
}

/** How many of the versions, in their order, there were at an end. Throws InvalidInput that names those that there are. */
function countUntil(versions: readonly Row[], at: End, label: string): number {
	if ('moment' in at) return versions.filter((row) => createdAt(row) <= at.moment).length;
	const index = versions.findIndex((row) => versionOf(row) === at.version);
	if (index !== -1) return index + 1;
	const numbers = versions.map(versionOf);
	throw new InvalidInput(
		`The item has no version ${at.version}, which '${label}' names`,
		numbers.length === 0
			? 'It has no versions that this user may see.'
			: `Its versions: ${numbers[0]} to ${numbers.at(-1)}.`,
	);
}

/**
 * The versions to compare, oldest first: the first is what is compared with, unless `fromNothing`: the item did not exist yet
 * at the beginning, so that all of its first version is new. Pure. Throws InvalidInput.
 */
export function versionsBetween(
	rows: readonly Row[],
	from: End | undefined,
	to: End | undefined,
): { versions: Row[]; fromNothing: boolean } {
	const all = [...rows].sort((a, b) => versionOf(a) - versionOf(b));
	const start = from === undefined ? Math.min(1, all.length) : countUntil(all, from, 'From');
	const until = to === undefined ? all.length : countUntil(all, to, 'To');
	if (
		until < start ||
		(from && to && 'moment' in from && 'moment' in to && from.moment > to.moment)
	) {
		throw new InvalidInput("'From' is later than 'To'", "Swap them, or leave 'To' empty for now.");
	}
	return { versions: all.slice(Math.max(start - 1, 0), until), fromNothing: start === 0 };
}

interface ChangesValues {
	itemId: number;
	changesFrom?: End | undefined;
	changesTo?: End | undefined;
	includeActivities?: unknown;
}

/**
 * The fields that differ between two states of an item, with the labels of fields and values. Costs the item type of `after`
 * and look-ups for labels, once each.
 */
export async function labeledChanges(session: Session, before: Row, after: Row): Promise<Row[]> {
	const changes = changedFieldsByKey(before, after);
	if (changes.length === 0) return [];
	const names = changes.map(({ key }) => key);
	const type = await typeWith(session, await itemTypeOf(session, after), names);
	const context = { session, project: after.project };
	return await Promise.all(
		changes.map(async ({ key, field: column, before: old, after: now }): Promise<Row> => {
			const of = fieldByKey(type, key);
			const label = async (value: unknown) =>
				toValue(of ? await labelOf(value, of, context) : value);
			return {
				field: column,
				label: of?.label ?? column,
				before: await label(old),
				after: await label(now),
			};
		}),
	);
}

/** Which version it was, when, by whom and why. */
async function versionColumns(session: Session, version: Row): Promise<Row> {
	const { createdBy, createdDate, comment, changeDetails } = version;
	const place = { row: version, from: 'createdBy', session };
	return {
		version: version.versionNumber,
		date: createdDate ?? null,
		user: createdBy === undefined ? null : toValue(await user(createdBy, place)),
		comment: comment ?? changeDetails ?? null,
		userId: createdBy ?? null,
	};
}

/** Events that the versions do not tell: all but those of the item's own fields. */
async function activityRows(
	session: Session,
	id: number,
	isWithin: (moment: number) => boolean,
): Promise<Row[]> {
	const activities = await session.rows(`/items/${id}/activities`, {}, WHOLE);
	const undated = activities.filter(({ date }) => readTimestamp(date) === undefined);
	if (undated.length > 0) {
		session.hint(`${undated.length} activities have no date that can be read: they are left out.`);
	}
	const others = activities.filter(({ date, objectType, eventType }) => {
		const moment = readTimestamp(date);
		const isEdit = objectType === 'ITEM' && /^(BATCH_)?(CREATE|UPDATE)$/.test(String(eventType));
		return moment !== undefined && isWithin(moment) && !isEdit;
	});
	return await Promise.all(
		others.map(async (row) => ({
			field: null,
			label: `${String(row.objectType)} ${String(row.eventType)}`,
			before: null,
			after: row.details ?? row.action ?? null,
			version: null,
			date: row.date,
			user:
				row.user === undefined
					? null
					: toValue(await user(row.user, { row, from: 'user', session })),
			comment: row.userComment ?? null,
			userId: row.user ?? null,
		})),
	);
}

/**
 * What changed between two versions or dates of an item, oldest first: one row for each field that a version changed, with
 * labels, who saved the version and when. Nothing is changed.
 *
 * GET /items/{id}/versions, and the content of each version from the one that is compared with to the last; look-ups for
 * labels and users, once each. With activities also GET /items/{id}/activities, for what versions do not tell.
 */
export async function getChanges({
	session,
	values,
}: RunContext<ChangesValues>): Promise<INodeExecutionData[]> {
	const { itemId, changesFrom: from, changesTo: to } = values;
	const all = await session.rows(`/items/${itemId}/versions`, {}, WHOLE);
	if (all.length === 0) session.hint(`Item ${itemId} has no versions that this user may see.`);
	const { versions, fromNothing } = versionsBetween(all, from, to);
	const contents: Row[] = [];
	await eachInOrder(
		versions,
		session.room,
		async (version) =>
			await session.row({
				path: `/items/${itemId}/versions/${versionOf(version)}/versioneditem`,
				query: { include: ['data.itemType'] },
			}),
		(content) => contents.push(content),
	);
	const rows: Row[] = [];
	for (const [at, version] of versions.entries()) {
		const after = contents[at];
		const before = at === 0 && fromNothing ? {} : contents[at - 1];
		if (!after || !before) continue;
		const changes = await labeledChanges(session, before, after);
		const of = changes.length > 0 ? await versionColumns(session, version) : {};
		rows.push(...changes.map((change) => ({ ...change, ...of })));
	}
	if (values.includeActivities === true) {
		const moments = (at: End | undefined, fallback: Row | undefined) =>
			at && 'moment' in at ? at.moment : fallback && createdAt(fallback);
		const first = moments(from, fromNothing ? undefined : versions[0]) ?? -Infinity;
		const last = to === undefined ? Infinity : (moments(to, versions.at(-1)) ?? Infinity);
		const isWithin = (moment: number) => moment > first && moment <= last;
		rows.push(...(await activityRows(session, itemId, isWithin)));
		rows.sort((a, b) => (readTimestamp(a.date) ?? 0) - (readTimestamp(b.date) ?? 0));
	}
	const [latest] = contents.slice(-1);
	const about = {
		documentKey: latest?.documentKey ?? null,
		url: latest && urlOf(ITEM, { ...latest, id: itemId }, session),
		id: itemId,
	};
	return rows.map((row) => ({ json: { ...row, ...about } }));
}
