import { nameColumns } from '../../shared/operations/columns';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { labelOf } from './fieldLabels';
import type { ItemType } from '../configuration/itemTypes';
import {
	columnOf,
	fieldByKey,
	itemTypeOf,
	SYSTEM_FIELDS,
	typeWith,
} from '../configuration/itemTypes';
import { ITEM } from '../pickers/kinds';
import type { Kind } from '../../shared/pickers/kind';
import { siteOf } from '../../shared/pickers/locator';
import { mayNotRead } from '../configuration/unreadable';
import { toValue } from '../../shared/values/row';

/** True for nothing, and for a list of nothing: no column stands for it. */
export const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (Array.isArray(value) && value.length === 0);

const defined = (row: Row): Row =>
	Object.fromEntries(Object.entries(row).filter(([, value]) => !isEmpty(value)));

/** Where a record opens in Jama; undefined where its kind has no address, or the row does not say enough for it. */
export const urlOf = (
	{ place }: Pick<Kind, 'place'>,
	row: Row,
	session: Session,
): string | undefined =>
	place && !isEmpty(row.id) ? `${siteOf(session)}/${place(row)}` : undefined;

/** The item's type; undefined, with a hint, where this user may not read it. Rejects with any other error. */
async function typeOf(session: Session, row: Row): Promise<ItemType | undefined> {
	if (row.itemType === undefined) return undefined;
	const load = async () => {
		const type = await itemTypeOf(session, row);
		return await typeWith(session, type, Object.keys(toRecord(row.fields)));
	};
	return await load().catch((error: unknown) => {
		if (!mayNotRead(error)) throw error;
		session.hint(
			`Fields of items of the type ${String(row.itemType)} are shown as numbers: this user may not read the item type.`,
		);
		return undefined;
	});
}

/** True for fields that every item has: their columns are called as they are. */
export const isOwn = (name: string): boolean =>
	SYSTEM_FIELDS.has(name) || name === 'name' || name === 'description';

/** The item's own fields, flat: a column for each, labels instead of ids. */
async function flatFields(row: Row, type: ItemType | undefined, session: Session): Promise<Row> {
	const fields = toRecord(row.fields);
	const keys = Object.keys(fields);
	const flat: Row = {};
	for (const [name, value] of Object.entries(fields)) {
		if (isOwn(name)) continue;
		const field = type && fieldByKey(type, name);
		const label = field ? await labelOf(value, field, { session, project: row.project }) : value;
		flat[columnOf(type, name, keys)] = toValue(label);
	}
	return flat;
}

/** The columns of an item type by the labels of its fields, for who names them so. */
function columnsByLabel(type: ItemType): Array<[label: string, column: string]> {
	const keys = type.fields.map(({ name }) => name);
	return type.fields.map(({ name, label }) => [
		label,
		isOwn(name) ? name : columnOf(type, name, keys),
	]);
}

/**
 * An item as people read it: the columns used most, then its other fields flat, with labels. No field takes the place of
 * another column: see `columnOf`. Costs a request for each item type, picklist, user and release that occurs, once in an
 * execution; what this user may not read stays an id, which a hint says. Objects that were included stay under `linked`;
 * records without fields (and notes of a write) are left as they are.
 */
export async function simplifyItem(row: Row, session: Session): Promise<Row> {
	if (!isRecord(row.fields)) return row;
	const { fields } = row;
	const type = await typeOf(session, row);
	const parent = toRecord(toRecord(row.location).parent).item;
	const { status, testRunStatus, ...others } = await flatFields(row, type, session);
	const simple = defined({
		documentKey: row.documentKey,
		name: fields.name,
		status,
		testRunStatus,
		type: type?.display,
		description: fields.description,
		...others,
		modifiedDate: row.modifiedDate,
		lastActivityDate: row.lastActivityDate,
		url: urlOf(ITEM, row, session),
		id: row.id,
		project: row.project,
		itemType: row.itemType,
		parent,
		globalId: row.globalId,
		linked: row.linked,
	});
	return type ? nameColumns(simple, columnsByLabel(type)) : simple;
}
