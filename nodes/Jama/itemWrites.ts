import { z } from 'zod';
import type { IDataObject, INodeExecutionData, ResourceMapperValue } from 'n8n-workflow';
import { InvalidInput } from '../shared/errors';
import { readJson, readJsonObject } from '../shared/json';
import type { Row, RunContext } from '../shared/operation';
import { readSaved } from '../shared/saved';
import type { FieldContext, ItemType } from './itemTypes';
import { itemTypeOf, loadItemType, toWireFields } from './itemTypes';

const patchOperations = z.array(
	z
		.object({ op: z.enum(['add', 'replace', 'remove']), path: z.string().startsWith('/') })
		.passthrough(),
);

/** The field values that the user gave, by whichever name, and whether unknown names are to be left out. */
function readFieldInput({ values, functions, itemIndex }: RunContext): {
	input: IDataObject;
	ignoreUnknown: boolean;
} {
	if (values.fieldsInput === 'json') {
		return { input: readJsonObject(values.fieldsJson, 'Fields'), ignoreUnknown: false };
	}
	const mapped = (values.fields ?? {}) as Partial<ResourceMapperValue>;
	if (mapped.mappingMode === 'autoMapInputData') {
		return { input: functions.getInputData()[itemIndex]?.json ?? {}, ignoreUnknown: true };
	}
	// A column that stands in the mapper without a value is not meant to clear the field.
	const given = Object.entries(mapped.value ?? {}).filter(([, value]) => value !== null);
	return { input: Object.fromEntries(given) as IDataObject, ignoreUnknown: false };
}

const fieldContext = (context: RunContext, project: number | undefined): FieldContext => ({
	session: context.session,
	timezone: context.functions.getTimezone(),
	...(project === undefined ? {} : { project }),
});

const withoutNulls = (fields: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

const HOLDERS: ReadonlySet<string> = new Set(['COMPONENT', 'SET', 'SECTION']);

/**
 * The child item type of a new item. The contract requires one for every item: what holds nothing names its own type; of a
 * set or folder the user must say what it holds (Jama: "Sets and Folders must always have a child type specified").
 */
function childItemType(type: ItemType, chosen: unknown): number {
	if (typeof chosen === 'number') return chosen;
	if (!HOLDERS.has(type.category ?? '')) return type.id;
	if (type.category === 'COMPONENT') return type.id;
	throw new InvalidInput(
		`'${type.display}' holds other items, and 'Child Item Type' is not set`,
		"Add 'Child Item Type' under Additional Fields and pick the type of the items that it will hold.",
	);
}

/** The item after a write, or what is known of it when the user does not want more. */
async function saved({ session, values }: RunContext, written: Row): Promise<INodeExecutionData[]> {
	if (values.returnRecord === false || written.id === undefined) return [{ json: written }];
	return [{ json: await readSaved(session, `/items/${String(written.id)}`, written) }];
}

/** Creates an item: GET /itemtypes/{itemTypeId} (once), look-ups for labels, POST /items, GET /items/{id}. */
export async function createItem(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const project = values.project as number;
	const type = await loadItemType(session, values.itemType as number);
	const { input, ignoreUnknown } = readFieldInput(context);
	const fields = await toWireFields(type, input, fieldContext(context, project), ignoreUnknown);
	const parent =
		values.parentItem === undefined ? { project } : { item: values.parentItem as number };
	const globalId = values.globalId ? { globalId: String(values.globalId) } : {};
	const { id } = await session.write({
		method: 'POST',
		path: '/items',
		...(values.globalId ? { query: { setGlobalIdManually: true } } : {}),
		body: {
			project,
			itemType: type.id,
			childItemType: childItemType(type, values.childItemType),
			location: { parent },
			fields: withoutNulls(fields),
			...globalId,
		},
	});
	return await saved(context, { success: true, ...(id === undefined ? {} : { id }) });
}

/** One step of a JSON pointer (RFC 6901, 3). */
const pointerStep = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');

/**
 * The PATCH that sets fields: "add" sets a field whether or not it has a value, while "replace" and "remove" fail on an empty
 * one (REST developer guide, PATCH).
 */
export function toPatch(fields: IDataObject, current: IDataObject): IDataObject[] {
	return Object.entries(fields).flatMap(([name, value]): IDataObject[] => {
		const path = `/fields/${pointerStep(name)}`;
		if (value !== null) return [{ op: 'add', path, value }];
		const isEmpty = current[name] === undefined || current[name] === null;
		return isEmpty ? [] : [{ op: 'remove', path }];
	});
}

/** Reads the JSON Patch input. Throws InvalidInput. */
export function readPatch(value: unknown): IDataObject[] {
	const patch = patchOperations.safeParse(readJson(value, 'Patch Operations'));
	if (patch.success) return patch.data as IDataObject[];
	throw new InvalidInput(
		"'Patch Operations' is not a list of patch operations",
		'Write a list such as [{"op": "replace", "path": "/fields/name", "value": "New name"}]; op is add, replace or remove.',
	);
}

/** Updates fields: GET /items/{id} with its type, look-ups for labels, PATCH /items/{id}, GET /items/{id}. */
export async function updateItem(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const id = values.itemId as number;
	const path = `/items/${id}`;
	let patch: IDataObject[];
	if (values.fieldsInput === 'patch') {
		patch = readPatch(values.patchJson);
	} else {
		const item = await session.row({ path, query: { include: ['data.itemType'] } });
		const type = await itemTypeOf(session, item);
		const { input, ignoreUnknown } = readFieldInput(context);
		const target = fieldContext(context, item.project as number);
		const fields = await toWireFields(type, input, target, ignoreUnknown);
		if (Object.keys(fields).length === 0) {
			throw new InvalidInput('There is no field to update', 'Give at least one field a value.');
		}
		patch = toPatch(fields, (item.fields ?? {}) as IDataObject);
	}
	if (patch.length > 0) await session.write({ method: 'PATCH', path, body: patch });
	return await saved(context, { success: true, id });
}

/**
 * Replaces an item's content: fields that are not given are cleared, as PUT does (REST cookbook, Writing to Jama with the
 * API). Project, type and place stay unless given. GET /items/{id}, look-ups for labels, PUT /items/{id}, GET /items/{id}.
 */
export async function replaceItem(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const id = values.itemId as number;
	const path = `/items/${id}`;
	const item = await session.row({ path, query: { include: ['data.itemType'] } });
	const type = await itemTypeOf(session, item);
	const { input, ignoreUnknown } = readFieldInput(context);
	const project = item.project as number;
	const fields = await toWireFields(type, input, fieldContext(context, project), ignoreUnknown);
	const location = item.location as { parent?: { item?: number; project?: number } } | undefined;
	const current = location?.parent?.item;
	const parent = (values.parentItem as number | undefined) ?? current;
	await session.write({
		method: 'PUT',
		path,
		body: {
			project,
			itemType: type.id,
			childItemType: (values.childItemType ?? item.childItemType ?? type.id) as number,
			location: { parent: parent === undefined ? { project } : { item: parent } },
			fields: withoutNulls(fields),
		},
	});
	return await saved(context, { success: true, id });
}
