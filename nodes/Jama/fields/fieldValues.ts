import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readBoolean } from '../../shared/values/inputs';
import { listLabels, readLabels } from '../../shared/values/labelList';
import { isActive, sameText } from '../../shared/pickers/locator';
import type { Row } from '../../shared/values/row';
import type { Naming } from '../../shared/values/pickOne';
import { pickOne } from '../../shared/values/pickOne';
import { sameValue } from '../../shared/values/sameValue';
import type { Session } from '../../shared/session/session';
import { toDay } from '../../shared/values/dates';
import type { ItemType, ItemTypeField } from '../configuration/itemTypes';
import {
	findField,
	isReadOnly,
	ITEM_COLUMNS,
	keyInItem,
	SHOWN_COLUMNS,
	loadPicklistOptions,
	loadReleases,
	typeWith,
	unknownField,
} from '../configuration/itemTypes';
import { toInteger, toText } from '../values/plainValues';
import type { RichTextInput } from '../values/richText';
import { toRichText } from '../values/richText';
import { readStatus } from '../values/testStatus';
import { toSteps } from '../values/testSteps';
import { findUser } from '../configuration/users';
import { mayNotRead } from '../configuration/unreadable';
import { toRecord } from '../../shared/values/objectPath';
import { numberOf, toValue } from '../../shared/values/row';

/** What field values are read with. */
export interface FieldContext {
	session: Session;
	/** Workflow time zone. */
	timezone: string;
	/** Id of the item's project, for its releases. */
	project?: number;
	/** The item that the values are for, as it is now. */
	item?: Row;
	/** What the simplified record shows in some columns beside its fields. */
	shown?: (names: readonly string[]) => Promise<Row>;
	/** How text for rich-text fields is to be taken; `detect` unless said otherwise. */
	richTextInput?: RichTextInput;
}

/** What a value is read with: its field, and what stands there now. */
interface Place extends FieldContext {
	field: ItemTypeField;
	current: unknown;
}

const isId = (value: unknown): boolean => /^\d+$/.test(String(value).trim());

/** A linked object that stands in the place of its ID names itself by that. */
const unlinked = (value: unknown): unknown => {
	const { id } = toRecord(value);
	return typeof id === 'number' ? `ID ${id}` : value;
};

/** Records that may be chosen; undefined where this user may not list them and the value may be an ID. */
async function choices(
	load: () => Promise<Row[]>,
	value: unknown,
	{ session, field }: Place,
): Promise<Row[] | undefined> {
	return await load().catch((error: unknown) => {
		if (!isId(value) || !mayNotRead(error)) throw error;
		session.hint(
			`'${field.label}': ${String(value)} was read as an ID: the names could not be looked up, because this user may not read them.`,
		);
		return undefined;
	});
}

/** How options and releases are distinguished. */
export const namingOf = (noun: string, text: unknown, label: string): Naming<Row> => ({
	what: `The ${noun} "${String(text)}" of '${label}'`,
	idOf: ({ id }) => id,
	namesOf: ({ name }) => [name],
	isActive,
});

/** The id of a record named by its label or ID. Throws InvalidInput with the valid labels. */
function pickId(rows: Row[], value: unknown, noun: string, { field, current }: Place): number {
	const text = String(value).trim();
	const found = pickOne(rows, text, { ...namingOf(noun, text, field.label), current });
	if (found) return numberOf(found);
	const valid = rows.filter(isActive).map(({ name }) => name);
	throw new InvalidInput(
		`'${field.label}' has no ${noun} "${text}"`,
		`Valid: ${listLabels(valid)}.`,
	);
}

async function optionIds(value: unknown, place: Place): Promise<number[]> {
	const { field, session } = place;
	const { pickList } = field;
	const options =
		typeof pickList === 'number'
			? await choices(async () => await loadPicklistOptions(session, pickList), value, place)
			: undefined;
	const fits = (text: string) =>
		(options ?? []).some(({ id, name }) => sameText(id, text) || sameText(name, text));
	const several = field.fieldType === 'MULTI_LOOKUP';
	const labels = several ? readLabels(value, fits, field.label) : [value];
	const ids = new Set<number>();
	for (const one of labels) {
		const label = unlinked(one);
		// What stands there breaks a tie once: a name that is written twice may mean two options.
		const current = [place.current].flat().filter((id) => typeof id !== 'number' || !ids.has(id));
		const now = { ...place, current };
		ids.add(options ? pickId(options, label, 'option', now) : toInteger(label, field.label));
	}
	return [...ids];
}

async function releaseId(value: unknown, place: Place): Promise<number> {
	const { session, project, field } = place;
	if (project === undefined) return toInteger(value, field.label);
	const releases = await choices(async () => await loadReleases(session, project), value, place);
	return releases ? pickId(releases, value, 'release', place) : toInteger(value, field.label);
}

/** One field's value as Jama takes it; null clears the field. */
async function toWireValue(value: unknown, place: Place): Promise<unknown> {
	if (value === null || value === '' || value === undefined) return null;
	const { field, session, timezone, current, richTextInput } = place;
	const { label } = field;
	switch (field.fieldType) {
		case 'LOOKUP':
			return (await optionIds(unlinked(value), place))[0];
		case 'MULTI_LOOKUP':
			return await optionIds(value, place);
		case 'USER': {
			const user = unlinked(value);
			return await findUser(session, user, `The user "${String(user)}" for '${label}'`, current);
		}
		case 'RELEASE':
			return await releaseId(unlinked(value), place);
		case 'DATE':
			return toDay(value, timezone, label);
		case 'INTEGER':
			return toInteger(value, label);
		case 'BOOLEAN':
			return readBoolean(value, label);
		case 'TEST_RUN_STATUS':
			return readStatus(value, `'${label}'`);
		case 'STEPS':
			return toSteps(value, label);
		case 'STRING':
		case 'TEXT':
		case 'URL_STRING': {
			const text = toText(value, label);
			if (text === current) return text;
			return field.textType === 'RICHTEXT' ? toRichText(text, richTextInput) : text;
		}
		default:
			return typeof current === 'number' && isId(value) ? Number(value) : value;
	}
}

/** What a simplified item has in a column that is no field. */
function ownColumn(name: string, item: Row, type: ItemType): unknown {
	if (name === 'type') return type.display;
	if (name === 'parent') return toRecord(toRecord(item.location).parent).item;
	return item[name];
}

/** True for a column that only says which item the values came from, and is to be left as it is. */
function isOwnColumn(
	name: string,
	value: unknown,
	type: ItemType,
	item?: Row,
	shown?: Row,
): boolean {
	if (!item || !ITEM_COLUMNS.has(name) || name === 'name' || name === 'description') return false;
	const own = [ownColumn(name, item, type), ...(shown ? [shown[name]] : [])];
	return name === 'linked' || own.some((one) => sameValue(value, one));
}

/** The field that an input names; undefined when it is to be left out. Throws InvalidInput. */
function target(
	type: ItemType,
	name: string,
	value: unknown,
	{ item, shown, ignoreUnknown }: { item?: Row; shown?: Row; ignoreUnknown: boolean },
): ItemTypeField | undefined {
	const isColumn = ITEM_COLUMNS.has(name) && name !== 'name' && name !== 'description';
	// A name such as url may well be a field's: it is not overlooked.
	if (isColumn && ignoreUnknown && !SHOWN_COLUMNS.has(name)) return undefined;
	if (isOwnColumn(name, value, type, item, shown)) return undefined;
	const field = findField(type, name);
	if (field && isColumn && field.name !== name) {
		throw new InvalidInput(
			`"${name}" may be what every item has under this name, or the field '${field.label}'`,
			`Write "${field.name}" for the field.`,
		);
	}
	if (!field && !ignoreUnknown) throw unknownField(type, name);
	return field && ignoreUnknown && isReadOnly(field) ? undefined : field;
}

/**
 * Turns field values as people write them into those of Jama: names without suffix or labels become field names, labels of
 * picklists, users and releases become ids, dates become days, plain text becomes rich text. What a simplified item has
 * besides its fields, and values of read-only fields, are left out where they are those of the item.
 * @param ignoreUnknown leave out names that the item type does not have, or that only Jama sets, instead of rejecting them
 * @returns values by field name; null where a field is to be cleared
 * @throws InvalidInput that lists what is valid
 */
export async function toWireFields(
	known: ItemType,
	input: IDataObject,
	context: FieldContext,
	ignoreUnknown = false,
): Promise<IDataObject> {
	const names = Object.keys(input).map((name) => name.trim());
	const type = await typeWith(context.session, known, names);
	const fields: IDataObject = {};
	const namedBy = new Map<string, string>();
	const { item } = context;
	const now = toRecord(item?.fields);
	const isShown = (name: string) =>
		SHOWN_COLUMNS.has(name) && (!ignoreUnknown || findField(type, name) !== undefined);
	const shown = await context.shown?.(names.filter(isShown));
	for (const [name, value] of Object.entries(input)) {
		const field = target(type, name.trim(), value, { item, shown, ignoreUnknown });
		if (!field) continue;
		const key = keyInItem(now, field, type);
		const current = now[key] ?? (isReadOnly(field) ? item?.[field.name] : undefined);
		if (item && isReadOnly(field) && sameValue(value, current)) continue;
		const place = { ...context, field, current };
		const read = async () => toValue(await toWireValue(value, place));
		const wire = await context.session.lookUp(read);
		if (item && isReadOnly(field) && sameValue(wire, current)) continue;
		const other = namedBy.get(key);
		if (other !== undefined && !sameValue(fields[key], wire)) {
			throw new InvalidInput(
				`"${other}" and "${name}" are the same field '${field.label}', and have different values`,
				'Give the field one value.',
			);
		}
		namedBy.set(key, name);
		fields[key] = wire;
	}
	return fields;
}
