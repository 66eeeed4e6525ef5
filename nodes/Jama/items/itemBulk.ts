import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { outcomeOf, readable } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import { resolveLocator, sameText } from '../../shared/pickers/locator';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { toWireFields } from '../fields/fieldValues';
import type { ItemType } from '../configuration/itemTypes';
import { itemTypeOf } from '../configuration/itemTypes';
import { fieldContext, nothingToUpdate, readTyped } from './itemWrites';
import { toChanges, toPatch } from '../fields/jsonPatch';
import { itemWithKey } from '../pickers/itemKinds';
import { readerByKeys } from '../pickers/itemsByKeys';
import { ITEM } from '../pickers/kinds';
import { toRecord } from '../../shared/values/objectPath';
import type { Session } from '../../shared/session/session';
import { numberOf } from '../../shared/values/row';

const EXAMPLE = '[{"documentKey": "PUMP-SYS-12", "priority": "High"}]';

/** The list of rows. Throws InvalidInput. */
function readRows(value: unknown): unknown[] {
	const rows = readJson(value, 'Rows');
	if (Array.isArray(rows) && rows.length > 0) return rows;
	throw new InvalidInput(
		"'Rows' is not a list of items to update",
		`Write a list such as ${EXAMPLE}.`,
	);
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

const nameless = () =>
	new InvalidInput(
		"The row has neither 'id' nor 'documentKey'",
		`Name the item and the new values of its fields, such as ${EXAMPLE}.`,
	);

/** What a row of the list says. */
interface Wanted {
	id: unknown;
	documentKey: unknown;
	changes: IDataObject;
}

/** Throws InvalidInput. */
function readRow(row: unknown): Wanted {
	const { id, documentKey, ...changes } = toRecord(row);
	if (!isEmpty(id) || !isEmpty(documentKey)) return { id, documentKey, changes };
	throw nameless();
}

/** The document keys by which rows name their items. */
const keysOf = (rows: unknown[]): string[] =>
	rows
		.map(toRecord)
		.filter(({ id, documentKey }) => isEmpty(id) && !isEmpty(documentKey))
		.map(({ documentKey }) => String(documentKey).trim());

/** The item that a row names, as it is now. Throws InvalidInput. */
async function readItem(
	{ id, documentKey }: Wanted,
	session: Session,
): ReturnType<typeof readTyped> {
	const lookUp = { session, timezone: 'utc', parameter: () => undefined };
	const found = await resolveLocator(ITEM, 'id', { mode: 'id', value: id }, lookUp);
	if (found === undefined) throw nameless();
	const now = await readTyped(session, found);
	if (isEmpty(documentKey) || sameText(documentKey, now.item.documentKey)) return now;
	throw new InvalidInput(
		`Item ${String(found)} has the document key ${String(now.item.documentKey)}, not ${String(documentKey)}`,
		'Give only one of the two, or correct it.',
	);
}

/** What is to be sent for one row. */
interface Change {
	path: string;
	item: Row;
	patch: IDataObject[];
}

/** The fields of a row as Jama takes them. Throws InvalidInput. */
async function fieldsOf(
	{ changes }: Wanted,
	{ item, type }: { item: Row; type: ItemType },
	context: RunContext,
): Promise<IDataObject> {
	const target = fieldContext(context, numberOf(item, 'project'), item);
	const fields = await toWireFields(type, changes, target);
	if (Object.keys(fields).length === 0) throw nothingToUpdate();
	return fields;
}

/**
 * The change of a row. What the search gives of an item may be some seconds old: all fields that the row names are set then,
 * and where it seems that none is to be changed, or one to be cleared, the item is read.
 */
async function changeOf(
	row: unknown,
	byKey: ReturnType<typeof readerByKeys>,
	context: RunContext,
): Promise<Change> {
	const { session } = context;
	const wanted = readRow(row);
	let { id } = wanted;
	if (isEmpty(id)) {
		const key = String(wanted.documentKey).trim();
		const item = itemWithKey(await byKey(key), key);
		const type = await itemTypeOf(session, item);
		const fields = await fieldsOf(wanted, { item, type }, context);
		const isSure =
			!Object.values(fields).includes(null) && toChanges(fields, toRecord(item.fields)).length > 0;
		if (isSure) return { path: `/items/${String(item.id)}`, item, patch: toPatch(fields, {}) };
		id = item.id;
	}
	const { path, item, type } = await readItem({ ...wanted, id }, session);
	const fields = await fieldsOf(wanted, { item, type }, context);
	return { path, item, patch: toChanges(fields, toRecord(item.fields)) };
}

/** Updates the item of one row, or says what it would send. */
async function updateRow(
	row: unknown,
	byKey: ReturnType<typeof readerByKeys>,
	context: RunContext,
): Promise<Row> {
	const { session, values } = context;
	const { path, item, patch } = await changeOf(row, byKey, context);
	const known = { id: item.id, documentKey: item.documentKey, ok: true };
	if (values.dryRun === true) return { ...known, dryRun: true, patch };
	if (patch.length > 0) await session.write({ method: 'PATCH', path, body: patch });
	return known;
}

/** What is known of the item of a row that failed. */
function nameOf(row: unknown): Row {
	const { id, documentKey } = toRecord(row);
	return { ...(isEmpty(id) ? {} : { id }), ...(isEmpty(documentKey) ? {} : { documentKey }) };
}

/**
 * Updates the items of a list one after the other, and says of each what became of it. A row that fails stops nothing: the
 * rows before it stay changed, those after it are changed too. `ok` is null where the response to the PATCH does not say whether
 * it was carried out. GET /abstractitems for 50 document keys, GET /items/{id} for a row with an ID or without a change,
 * look-ups for labels, PATCH /items/{id}, all under the throttle. A dry run sends no PATCH and shows the ones that it would
 * send.
 */
export async function updateManyItems(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values, signal } = context;
	const rows = readRows(values.rowsJson);
	const byKey = readerByKeys(session, keysOf(rows), { include: ['data.itemType'] });
	const output: INodeExecutionData[] = [];
	for (const [index, row] of rows.entries()) {
		const outcome = await updateRow(row, byKey, context).catch((error: unknown): Row => {
			if (signal?.aborted) throw error;
			const { message, description } = readable(error, session.api.advise);
			const details = description ? { details: description } : {};
			// Whether it was updated is not known: that is neither success nor failure.
			const state =
				outcomeOf(error) === 'notDone'
					? { ok: false }
					: { ok: null, outcome: 'may have been updated' };
			return { ...nameOf(row), ...state, error: message, ...details };
		});
		output.push({ json: { row: index + 1, ...outcome } });
	}
	return output;
}
