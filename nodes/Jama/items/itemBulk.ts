import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { outcomeOf, readable } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import { resolveLocator, sameText } from '../../shared/pickers/locator';
import { eachInOrder } from '../../shared/operations/atOnce';
import type { RunContext } from '../../shared/operations/operation';
import { Turns } from '../../shared/operations/turns';
import type { Row } from '../../shared/values/row';
import { toWireFields } from '../fields/fieldValues';
import { itemTypeOf } from '../configuration/itemTypes';
import { fieldContext, nothingToUpdate, readTyped } from './itemWrites';
import { changeOf } from '../fields/jsonPatch';
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

/** A row whose item is known. */
interface Found {
	wanted: Wanted;
	id: number;
	/** The item as the search gives it, which may be some seconds old; undefined where nothing was searched. */
	searched?: Row;
}

/** Which item a row names. Throws InvalidInput. */
async function findItem(
	row: unknown,
	byKey: ReturnType<typeof readerByKeys>,
	session: Session,
): Promise<Found> {
	const wanted = readRow(row);
	if (isEmpty(wanted.id)) {
		const key = String(wanted.documentKey).trim();
		const searched = itemWithKey(await byKey(key), key);
		return { wanted, id: numberOf(searched), searched };
	}
	const lookUp = { session, timezone: 'utc', parameter: () => undefined };
	const id = await resolveLocator(ITEM, 'id', { mode: 'id', value: wanted.id }, lookUp);
	if (id === undefined) throw nameless();
	return { wanted, id };
}

/** The item that a row names, as it is now. Throws InvalidInput. */
async function readItem(
	{ wanted: { documentKey }, id, searched }: Found,
	session: Session,
): Promise<Row> {
	const { item } = await readTyped(session, id);
	const isNamed = searched !== undefined || isEmpty(documentKey);
	if (isNamed || sameText(documentKey, item.documentKey)) return item;
	throw new InvalidInput(
		`Item ${id} has the document key ${String(item.documentKey)}, not ${String(documentKey)}`,
		'Give only one of the two, or correct it.',
	);
}

/** The fields of a row as Jama takes them. Throws InvalidInput. */
async function fieldsOf({ changes }: Wanted, item: Row, context: RunContext): Promise<IDataObject> {
	const type = await itemTypeOf(context.session, item);
	const target = fieldContext(context, numberOf(item, 'project'), item);
	const fields = await toWireFields(type, changes, target);
	if (Object.keys(fields).length === 0) throw nothingToUpdate();
	return fields;
}

/** Updates the item of one row, or says what it would send. */
async function updateRow(found: Found, context: RunContext): Promise<Row> {
	const { session, values } = context;
	const path = `/items/${found.id}`;
	const { item, patch } = await changeOf(
		found.searched,
		async (now) => await fieldsOf(found.wanted, now, context),
		async () => await readItem(found, session),
	);
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

/** What became of a row that failed. */
function failureOf(row: unknown, error: unknown, { api }: Session): Row {
	const { message, description } = readable(error, api.advise);
	const details = description ? { details: description } : {};
	// Whether it was updated is not known: that is neither success nor failure.
	const state =
		outcomeOf(error) === 'notDone' ? { ok: false } : { ok: null, outcome: 'may have been updated' };
	return { ...nameOf(row), ...state, error: message, ...details };
}

/**
 * Updates the items of a list, different ones as many together as the server's limit asks for, and says of each row, in their
 * order, what became of it. A row that fails stops nothing: all others are changed. `ok` is null where the response to the PATCH
 * does not say whether it was carried out. GET /abstractitems for 50 document keys, GET /items/{id} for a row with an ID or
 * without a change, look-ups for labels, PATCH /items/{id}, all under the throttle. A dry run sends no PATCH and shows the ones
 * that it would send.
 */
export async function updateManyItems(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values, signal, atOnce } = context;
	const rows = readRows(values.rowsJson);
	const byKey = readerByKeys(session, keysOf(rows), { include: ['data.itemType'] });
	const turns = new Turns();
	const output: INodeExecutionData[] = [];
	const update = async (row: unknown): Promise<Row> =>
		await turns
			.take(
				findItem(row, byKey, session),
				({ id }) => [String(id)],
				async (found) => await updateRow(found, context),
			)
			.catch((error: unknown) => {
				if (signal?.aborted) throw error;
				return failureOf(row, error, session);
			});
	await eachInOrder(rows, atOnce, update, (outcome) => {
		output.push({ json: { row: output.length + 1, ...outcome } });
	});
	return output;
}
