import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readJsonObject } from '../../shared/values/json';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { readSaved } from '../../shared/session/saved';
import type { Session } from '../../shared/session/session';
import type { FieldOwner } from '../pickers/fieldOwners';
import { holds } from '../pickers/itemKinds';
import { TOP_OF_PROJECT } from '../pickers/parentKind';
import { FIELD_OWNERS } from '../pickers/fieldOwners';
import type { FieldContext } from '../fields/fieldValues';
import { toWireFields } from '../fields/fieldValues';
import type { ItemType } from '../configuration/itemTypes';
import { itemTypeOf, loadItemType } from '../configuration/itemTypes';
import { shownBeside } from '../fields/recordRows';
import { fieldsIn, readPatch, toChanges } from '../fields/jsonPatch';
import type { RichTextInput } from '../values/richText';
import { hintChanged } from '../fields/savedFields';
import { toRecord } from '../../shared/values/objectPath';
import { numberOf } from '../../shared/values/row';

/** How the fields of a record are given. */
export interface FieldInput {
	fieldsInput?: unknown;
	/** Of the mapper. */
	fields?: unknown;
	fieldsJson?: unknown;
	patchJson?: unknown;
	richTextInput?: RichTextInput;
}

/** Whether the record is read after it was saved. */
export interface ReturnOption {
	returnRecord?: unknown;
}

/** An item that is there. */
export interface OfItem extends FieldInput, ReturnOption {
	itemId: number;
}

/** An item whose whole content is set. */
interface Replacement extends OfItem {
	parentItem?: number;
	childItemType?: number;
}

/** Where a new item goes, and of which type it is. */
export interface NewItem extends FieldInput, ReturnOption {
	project: number;
	itemType: number;
	parentItem?: number;
	childItemType?: number;
	globalId?: unknown;
}

/** The field values that the user gave, by whichever name, and whether unknown names are to be left out. */
function readFieldInput({ values, input, itemIndex }: RunContext<FieldInput>): {
	input: IDataObject;
	ignoreUnknown: boolean;
} {
	if (values.fieldsInput === 'json') {
		return { input: readJsonObject(values.fieldsJson, 'Fields'), ignoreUnknown: false };
	}
	const mapped = toRecord(values.fields);
	if (mapped.mappingMode === 'autoMapInputData') {
		return { input: input[itemIndex] ?? {}, ignoreUnknown: true };
	}
	// A column that stands in the mapper without a value is not meant to clear the field.
	const given = Object.entries(toRecord(mapped.value)).filter(([, value]) => value !== null);
	return { input: Object.fromEntries(given), ignoreUnknown: false };
}

/** What field values are read with. @param item as it is now, if there is one */
export const fieldContext = (
	{ session, timezone, values }: RunContext<FieldInput>,
	project: number,
	item?: Row,
): FieldContext => ({
	session,
	timezone,
	project,
	...(item
		? {
				item,
				shown: async (names: readonly string[]) => await shownBeside(item, session, names),
			}
		: {}),
	...(values.richTextInput ? { richTextInput: values.richTextInput } : {}),
});

/** The fields that the user gave, as Jama takes them. Throws InvalidInput that lists what is valid. */
export async function readFields(
	context: RunContext<FieldInput>,
	type: ItemType,
	project: number,
	item?: Row,
): Promise<IDataObject> {
	const { input, ignoreUnknown } = readFieldInput(context);
	return await toWireFields(type, input, fieldContext(context, project, item), ignoreUnknown);
}

export const withoutNulls = (fields: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/**
 * The child item type of a new item. The contract requires one for every item: what holds nothing names its own type; of a
 * set or folder the user must say what it holds (Jama: "Sets and Folders must always have a child type specified").
 */
function childItemType(type: ItemType, chosen: unknown): number {
	if (typeof chosen === 'number') return chosen;
	if (!holds(type)) return type.id;
	if (type.category === 'COMPONENT') return type.id;
	throw new InvalidInput(
		`'${type.display}' holds other items, and 'Child Item Type' is not set`,
		"Add 'Child Item Type' under Additional Fields and pick the type of the items that it will hold.",
	);
}

/** What was written, for `savedItem` to compare with. */
interface Written {
	type?: ItemType;
	/** On the wire. */
	fields?: IDataObject;
	owner?: FieldOwner;
	/** The record as it is, where it is known. */
	record?: Row;
}

/**
 * The record after a write, or only its ID when the user does not want more. A field that came back with another value than the
 * one that was written is a hint.
 */
export async function savedItem(
	{ session, values }: RunContext<ReturnOption>,
	written: Row,
	{ type, fields = {}, owner = FIELD_OWNERS.item, record }: Written = {},
): Promise<INodeExecutionData[]> {
	if (values.returnRecord === false || written.id === undefined) return [{ json: written }];
	const saved =
		record ?? (await readSaved(session, `${owner.path}/${String(written.id)}`, written));
	const noun = owner.kind.noun;
	const what = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${String(saved.documentKey ?? written.id)}`;
	hintChanged(session, what, fields, saved, type);
	return [{ json: saved }];
}

/** Where an item goes: below another one, or at the top of its project. */
const parentOf = (item: unknown, project: number) =>
	item === undefined || item === TOP_OF_PROJECT ? { project } : { item };

/**
 * Creates an item where the values say: POST /items. Nothing is left behind when it fails.
 * @param fields on the wire; those that are null are not sent
 * @param globalId the item's own instead of the next one
 */
export async function postItem(
	{ session, values }: RunContext<NewItem>,
	type: ItemType,
	fields: IDataObject,
	globalId?: string,
): Promise<Row> {
	const { project, parentItem } = values;
	const { id } = await session.write({
		method: 'POST',
		path: '/items',
		...(globalId ? { query: { setGlobalIdManually: true } } : {}),
		body: {
			project,
			itemType: type.id,
			childItemType: childItemType(type, values.childItemType),
			location: { parent: parentOf(parentItem, project) },
			fields: withoutNulls(fields),
			...(globalId ? { globalId } : {}),
		},
	});
	return { success: true, ...(id === undefined ? {} : { id }) };
}

/** Creates an item: GET /itemtypes/{itemTypeId} (once), look-ups for labels, POST /items, GET /items/{id}. */
export async function createItem(context: RunContext<NewItem>): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const type = await loadItemType(session, values.itemType);
	const fields = await readFields(context, type, values.project);
	const globalId = values.globalId ? String(values.globalId) : undefined;
	const written = await postItem(context, type, fields, globalId);
	return await savedItem(context, written, { type, fields: withoutNulls(fields) });
}

/** A record with its type: GET /items/{id} and the like with `include`. */
export async function readTyped(
	session: Session,
	id: number,
	owner: FieldOwner = FIELD_OWNERS.item,
): Promise<{ path: string; item: Row; type: ItemType }> {
	const path = `${owner.path}/${id}`;
	const item = await session.row({ path, query: { include: ['data.itemType'] } });
	return { path, item, type: await itemTypeOf(session, item) };
}

/**
 * Updates fields that have another value now: GET /items/{id} with its type, look-ups for labels, PATCH /items/{id} if anything
 * changes, GET /items/{id}; for test plans, cycles and runs the same of theirs. A JSON Patch is sent as it is.
 */
export const updateFieldsOf =
	<Id extends string>(owner: FieldOwner & { id: Id }) =>
	async (
		context: RunContext<FieldInput & ReturnOption & Readonly<Record<Id, number>>>,
	): Promise<INodeExecutionData[]> => {
		const { session, values } = context;
		const id: number = values[owner.id];
		const path = `${owner.path}/${id}`;
		if (values.fieldsInput === 'patch') {
			const body = readPatch(values.patchJson);
			if (body.length > 0) await session.write({ method: 'PATCH', path, body });
			return await savedItem(context, { success: true, id }, { fields: fieldsIn(body), owner });
		}
		const { item, type } = await readTyped(session, id, owner);
		const fields = await readFields(context, type, numberOf(item, 'project'), item);
		if (Object.keys(fields).length === 0) throw nothingToUpdate();
		const body = toChanges(fields, toRecord(item.fields));
		if (body.length > 0) await session.write({ method: 'PATCH', path, body });
		return await savedItem(context, { success: true, id }, { type, fields, owner });
	};

/**
 * What `updateFieldsOf` touches: the record; a JSON Patch may also move it, and moves keep their order.
 */
export const touchedBy =
	<Id extends string>({ id }: { id: Id }) =>
	(values: FieldInput & Readonly<Record<Id, number>> & { fieldsInput?: unknown }): string[] => [
		String(values[id]),
		...(values.fieldsInput === 'patch' ? ['places'] : []),
	];

/** What `replaceItem` touches: the item, and the places of its siblings where it gets another parent. */
export const touchedByReplace = ({ itemId, parentItem }: Replacement): string[] => [
	String(itemId),
	...(parentItem === undefined ? [] : ['places']),
];

export const nothingToUpdate = (): InvalidInput =>
	new InvalidInput('There is no field to update', 'Give at least one field a value.');

/** Sets the whole content of an item: PUT /items/{id}. Project, type and place stay unless the values say otherwise. */
export async function putItem(
	{ session, values }: RunContext<Replacement>,
	{ item, type, path }: Awaited<ReturnType<typeof readTyped>>,
	fields: IDataObject,
): Promise<void> {
	const project = numberOf(item, 'project');
	const parent = values.parentItem ?? toRecord(toRecord(item.location).parent).item;
	await session.write({
		method: 'PUT',
		path,
		body: {
			project,
			itemType: type.id,
			childItemType: values.childItemType ?? item.childItemType ?? type.id,
			location: { parent: parentOf(parent, project) },
			fields: withoutNulls(fields),
		},
	});
}

/**
 * Replaces an item's content: fields that are not given are cleared, as PUT does (REST cookbook, Writing to Jama with the
 * API). Project, type and place stay unless given. GET /items/{id}, look-ups for labels, PUT /items/{id}, GET /items/{id}.
 */
export async function replaceItem(context: RunContext<Replacement>): Promise<INodeExecutionData[]> {
	const id = context.values.itemId;
	const found = await readTyped(context.session, id);
	const { item, type } = found;
	const fields = await readFields(context, type, numberOf(item, 'project'), item);
	await putItem(context, found, fields);
	return await savedItem(context, { success: true, id }, { type, fields });
}
