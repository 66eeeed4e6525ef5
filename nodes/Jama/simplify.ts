import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../shared/operation';
import type { Session } from '../shared/session';
import type { ItemType, ItemTypeField } from './itemTypes';
import { itemTypeOf, loadPicklistOptions, SYSTEM_FIELDS, withoutSuffix } from './itemTypes';

const defined = (row: Row): Row =>
	Object.fromEntries(
		Object.entries(row).filter(([, value]) => value !== undefined && value !== null),
	);

/** A record that ids of a field name, read once in an execution; undefined when the user may not read it. */
async function readOnce(session: Session, path: string): Promise<Row | undefined> {
	return await session.once(
		`label ${path}`,
		async () => await session.row({ path }).catch(() => undefined),
	);
}

async function optionLabel(id: unknown, field: ItemTypeField, session: Session): Promise<unknown> {
	if (typeof field.pickList !== 'number') return id;
	const options = await loadPicklistOptions(session, field.pickList).catch(() => []);
	return options.find((option) => option.id === id)?.name ?? id;
}

/** A field's value as people read it: the label of a picklist option, a user's name, a release's name. */
async function labelOf(value: unknown, field: ItemTypeField, session: Session): Promise<unknown> {
	if (value === null || value === undefined) return value;
	switch (field.fieldType) {
		case 'LOOKUP':
			return await optionLabel(value, field, session);
		case 'MULTI_LOOKUP':
			return await Promise.all(
				[value].flat().map(async (id) => await optionLabel(id, field, session)),
			);
		case 'USER': {
			const user = await readOnce(session, `/users/${String(value)}`);
			return user ? `${String(user.firstName)} ${String(user.lastName)}`.trim() : value;
		}
		case 'RELEASE':
			return (await readOnce(session, `/releases/${String(value)}`))?.name ?? value;
		default:
			return value;
	}
}

/** The item's own fields, flat: names without the suffix of custom fields, labels instead of ids. */
async function flatFields(
	fields: IDataObject,
	type: ItemType | undefined,
	session: Session,
): Promise<Row> {
	const flat: Row = {};
	for (const [name, value] of Object.entries(fields)) {
		if (SYSTEM_FIELDS.has(name) || name === 'name' || name === 'description') continue;
		const field = type?.fields.find((one) => one.name === name);
		const label = field ? await labelOf(value, field, session) : value;
		flat[withoutSuffix(name)] = label as IDataObject;
	}
	return flat;
}

/**
 * An item as people read it: the ten columns used most, then its other fields flat, with labels. Costs a request for each
 * item type, picklist, user and release that occurs, once in an execution; what cannot be read stays an id. Objects that
 * were included stay under `linked`; records without fields (and notes of a write) are left as they are.
 */
export async function simplifyItem(row: Row, session: Session): Promise<Row> {
	const fields = row.fields as IDataObject | undefined;
	if (!fields) return row;
	const type =
		row.itemType === undefined ? undefined : await itemTypeOf(session, row).catch(() => undefined);
	const parent = (row.location as { parent?: { item?: number } } | undefined)?.parent?.item;
	return defined({
		id: row.id,
		documentKey: row.documentKey,
		name: fields.name,
		type: type?.display,
		description: fields.description,
		project: row.project,
		itemType: row.itemType,
		parent,
		modifiedDate: row.modifiedDate,
		lastActivityDate: row.lastActivityDate,
		globalId: row.globalId,
		...(await flatFields(fields, type, session)),
		linked: row.linked,
	});
}

/** A project's most useful columns, flat. */
export function simplifyProject(row: Row): Row {
	const fields = row.fields as IDataObject | undefined;
	if (!fields) return row;
	return defined({
		id: row.id,
		projectKey: row.projectKey,
		name: fields.name,
		description: fields.description,
		isFolder: row.isFolder,
		parent: row.parent,
		createdDate: row.createdDate,
		modifiedDate: row.modifiedDate,
		linked: row.linked,
	});
}
