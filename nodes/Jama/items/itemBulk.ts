import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { outcomeOf, readable } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import { resolveLocator, sameText } from '../../shared/pickers/locator';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { toWireFields } from '../fields/fieldValues';
import { fieldContext, nothingToUpdate, readTyped, toChanges } from './itemWrites';
import { ITEM } from '../pickers/kinds';
import { toRecord } from '../../shared/values/objectPath';
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

/** The item that a row names, and the fields to change. Throws InvalidInput. */
async function readRow(
	row: unknown,
	{ session, timezone }: RunContext,
): Promise<{ id: number; documentKey: unknown; changes: IDataObject }> {
	const { id, documentKey, ...changes } = toRecord(row);
	if (isEmpty(id) && isEmpty(documentKey)) {
		throw new InvalidInput(
			"The row has neither 'id' nor 'documentKey'",
			`Name the item and the new values of its fields, such as ${EXAMPLE}.`,
		);
	}
	const [label, locator] = isEmpty(id)
		? (['documentKey', { mode: 'key', value: documentKey }] as const)
		: (['id', { mode: 'id', value: id }] as const);
	const lookUp = { session, timezone, parameter: () => undefined };
	const found = await resolveLocator(ITEM, label, locator, lookUp);
	return { id: found as number, documentKey, changes };
}

/** Updates the item of one row: GET /abstractitems for a document key, GET /items/{id}, look-ups for labels, PATCH /items/{id}. */
async function updateRow(row: unknown, context: RunContext): Promise<Row> {
	const { session, values } = context;
	const { id, documentKey, changes } = await readRow(row, context);
	const { path, item, type } = await readTyped(session, id);
	if (!isEmpty(documentKey) && !sameText(documentKey, item.documentKey)) {
		throw new InvalidInput(
			`Item ${id} has the document key ${String(item.documentKey)}, not ${String(documentKey)}`,
			'Give only one of the two, or correct it.',
		);
	}
	const target = fieldContext(context, numberOf(item, 'project'), item);
	const fields = await toWireFields(type, changes, target);
	if (Object.keys(fields).length === 0) throw nothingToUpdate();
	const patch = toChanges(fields, toRecord(item.fields));
	const known = { id, documentKey: item.documentKey, ok: true };
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
 * it was carried out. For each row: GET /abstractitems for a document key,
 * GET /items/{id} with its type, look-ups for labels (once), PATCH /items/{id}, all under the throttle. A dry run sends no
 * PATCH and shows the ones that it would send.
 */
export async function updateManyItems(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values, signal } = context;
	const rows = readRows(values.rowsJson);
	const output: INodeExecutionData[] = [];
	for (const [index, row] of rows.entries()) {
		const outcome = await updateRow(row, context).catch((error: unknown): Row => {
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
