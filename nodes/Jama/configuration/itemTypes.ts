import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import { InvalidInput } from '../../shared/values/invalidInput';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import { sameText } from '../../shared/pickers/locator';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { numberOf } from '../../shared/values/row';

/** A field of an item type, as GET /itemtypes/{itemTypeId} describes it. */
const itemTypeField = z
	.object({
		name: z.string(),
		label: z.string(),
		fieldType: z.string(),
		readOnly: z.boolean().nullish(),
		readOnlyAllowApiOverwrite: z.boolean().nullish(),
		required: z.boolean().nullish(),
		pickList: z.number().nullish(),
		textType: z.string().nullish(),
	})
	.passthrough();
const itemType = z
	.object({
		id: z.number(),
		display: z.string(),
		category: z.string().nullish(),
		fields: z.array(itemTypeField).default([]),
	})
	.passthrough();

export type ItemTypeField = z.infer<typeof itemTypeField>;
export type ItemType = z.infer<typeof itemType>;

/** Fields that Jama sets itself. */
export const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
	'createdBy',
	'createdDate',
	'documentKey',
	'globalId',
	'lastActivityDate',
	'modifiedBy',
	'modifiedDate',
]);

const parsed = new WeakMap<Row, ItemType>();
/** An item type as this package knows it, parsed once for each row. Throws an Error when the row is no item type. */
function parseItemType(row: Row): ItemType {
	const known = parsed.get(row) ?? itemType.parse(row);
	parsed.set(row, known);
	return known;
}

/** Reads an item type, or remembers it. Throws BadResponse, or an Error when the response is no item type. */
export const loadItemType = async (session: Session, id: number): Promise<ItemType> =>
	parseItemType(await session.config.row(`/itemtypes/${id}`));

/** All item types there are now, read once in an execution. */
export const allItemTypes = async (session: Session): Promise<Row[]> =>
	await session.all('/itemtypes');

/** The item type among a row's linked objects (`include=data.itemType`), else read by its id. */
export async function itemTypeOf(session: Session, item: Row): Promise<ItemType> {
	const linked = toRecord(item.linked).itemType;
	if (isRecord(linked) && (parsed.has(linked) || itemType.safeParse(linked).success)) {
		session.config.learn(`/itemtypes/${String(linked.id)}`, linked);
		return parseItemType(linked);
	}
	return await loadItemType(session, numberOf(item, 'itemType'));
}

/** A picklist's options. */
export const loadPicklistOptions = async (session: Session, picklist: number): Promise<Row[]> =>
	await session.config.rows(`/picklists/${picklist}/options`, {}, { whole: true });

/**
 * The releases of a project.
 * @param whole throw InvalidInput where the server announced more, for forms, which show no hint
 */
export const loadReleases = async (
	session: Session,
	project: number,
	whole = false,
): Promise<Row[]> => await session.config.rows('/releases', { project }, whole ? { whole } : {});

/** The name without the suffix that Jama gives custom fields: `risk$33` is `risk`. */
export const withoutSuffix = (name: string): string => name.replace(/\$\d+$/, '');

/** Columns of a simplified record that are shown beside its fields, and are no values of an item. */
export const SHOWN_COLUMNS: ReadonlySet<string> = new Set([
	'archived',
	'createdBy',
	'currentVersion',
	'fileName',
	'fileSize',
	'mimeType',
	'modifiedBy',
	'projectKey',
	'testCaseCurrentVersionNumber',
	'testCaseVersionNumber',
	'url',
	'versionNumber',
]);

/** The columns of a simplified item that are no fields, or name the fields that every item has. */
export const ITEM_COLUMNS: ReadonlySet<string> = new Set([
	...SHOWN_COLUMNS,
	'created',
	'createdDate',
	'description',
	'documentKey',
	'globalId',
	'id',
	'itemType',
	'lastActivityDate',
	'linked',
	'modifiedDate',
	'name',
	'note',
	'parent',
	'project',
	'success',
	'type',
]);

const withoutPath = (name: string): string => name.replace(/^fields\./, '');

/** Every field that a name may stand for: by its name, its name without suffix, or its label. */
const fieldsNamed = (type: ItemType, name: string): ItemTypeField[] =>
	type.fields.filter((field) =>
		[field.name, withoutSuffix(field.name), field.label].some((one) => sameText(one, name)),
	);

/**
 * The item type, read again where it is remembered and lacks a field: one that was added since is not to be overlooked.
 * @param names by which the user or a record calls the fields
 */
export async function typeWith(
	session: Session,
	type: ItemType,
	names: readonly string[],
): Promise<ItemType> {
	const isThere = (name: string) =>
		ITEM_COLUMNS.has(name) ||
		fieldByKey(type, withoutPath(name)) !== undefined ||
		fieldsNamed(type, withoutSuffix(name)).length > 0;
	if (names.every(isThere)) return type;
	return parseItemType(await session.config.current(`/itemtypes/${type.id}`));
}

/** A field as it is known in the API of items. */
export const fieldByKey = (type: ItemType, key: string): ItemTypeField | undefined =>
	type.fields.find(({ name }) => name === key) ??
	type.fields.find(({ name }) => name === withoutSuffix(key));

/** The name of a field among those of an item, which may have the suffix of custom fields where the type has none. */
export const keyInItem = (fields: IDataObject, { name }: ItemTypeField, type: ItemType): string => {
	if (name in fields) return name;
	const others = new Set(type.fields.map((field) => field.name));
	const isAlike = (one: string) => withoutSuffix(one) === withoutSuffix(name) && !others.has(one);
	return Object.keys(fields).find(isAlike) ?? name;
};

/** The field that holds the status of items: the one of that name, else the one with that label; it has a picklist. */
export function statusField(type: ItemType): (ItemTypeField & { pickList: number }) | undefined {
	const found = fieldByKey(type, 'status') ?? findField(type, 'Status');
	const { pickList } = found ?? {};
	return found && typeof pickList === 'number' ? { ...found, pickList } : undefined;
}
/** What is said of an item type without `statusField`. */
export const noStatusField = ({ display }: ItemType): string =>
	`The item type '${display}' has no picklist field 'Status'`;

/**
 * Finds a field by its exact API name (also `fields.risk$33`), else by its name without suffix or its label.
 * @throws InvalidInput when several fit
 */
export function findField(type: ItemType, name: string): ItemTypeField | undefined {
	const wanted = name.trim();
	const exact = withoutPath(wanted);
	const byKey = type.fields.find((field) => field.name === exact);
	if (byKey) return byKey;
	const fitting = fieldsNamed(type, wanted);
	if (fitting.length < 2) return fitting[0];
	const all = fitting.map((one) => `${one.label} (${one.name})`);
	throw new InvalidInput(
		`"${wanted}" stands for ${all.length} fields of the item type '${type.display}': ${all.join(', ')}`,
		'Use the name in parentheses of the one that you mean.',
	);
}

/**
 * The column that a field has in a simplified item: its name without suffix where that leads back to this field alone, else
 * its API name, and `fields.` before a name that is a column of every item.
 * @param key the field's name in the API of items
 * @param keys the names of the item's other fields, for when its type is not known
 */
export function columnOf(type: ItemType | undefined, key: string, keys: readonly string[]): string {
	const bare = withoutSuffix(key);
	const own = type && fieldByKey(type, key);
	const exact = type?.fields.find(({ name }) => name === bare);
	const named = type && (exact ? [exact] : fieldsNamed(type, bare));
	const sharers = keys.filter((one) => withoutSuffix(one).toLowerCase() === bare.toLowerCase());
	const isAlone =
		(bare === key || sharers.length === 1) &&
		(named === undefined || named.every((field) => field === own));
	if (isAlone && !ITEM_COLUMNS.has(bare)) return bare;
	return ITEM_COLUMNS.has(key) ? `fields.${key}` : key;
}

/** True for a field that the API may not write. */
export const isReadOnly = (field: ItemTypeField): boolean =>
	field.readOnly === true && field.readOnlyAllowApiOverwrite !== true;

export function unknownField(type: ItemType, name: string): InvalidInput {
	const valid = type.fields
		.filter((field) => !isReadOnly(field))
		.map((field) => `${field.label} (${withoutSuffix(field.name)})`);
	return new InvalidInput(
		`The item type '${type.display}' has no field "${name}"`,
		`Valid: ${valid.join(', ')}.`,
	);
}
