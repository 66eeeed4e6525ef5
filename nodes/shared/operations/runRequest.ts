import type { IDataObject } from 'n8n-workflow';
import type { HttpRequest } from '../http/http';
import { InvalidInput } from '../values/invalidInput';
import { readBoolean, readNumber } from '../values/inputs';
import { toRecord } from '../values/objectPath';
import type { Row } from '../values/row';
import { toRow } from '../values/row';
import { hintNotKept, readSaved, withoutRecord } from '../session/saved';
import type { ApiRequest, Session } from '../session/session';
import { keepRest, unlessThere } from './merge';
import type { RequestRow } from './operation';
import { fieldsOf, includeFor } from './operation';
import type { FieldValue } from './request';
import { buildRequest, fillPath } from './request';

const LIMITED = { advice: "To get everything, turn on 'Return All'." };

/** What a simplified row is made of beside the record, added to a request that may ask for it. */
function includeShown(
	operation: RequestRow,
	query: IDataObject | undefined,
	read: (name: string) => unknown,
): IDataObject | undefined {
	const include = includeFor(operation, read);
	const isOffered = fieldsOf(operation).some(({ field }) => field.property.name === 'include');
	if (include.length === 0 || !isOffered) return query;
	const asked = [query?.include ?? []].flat();
	return { ...query, include: [...new Set([...asked, ...include])] };
}

/** What an operation gave: its rows, and why a list is not whole. */
export interface Given {
	rows: Row[];
	/** Ended the list before its end. */
	failure?: unknown;
}

/** The error of a list that broke off, in the words of an output item. */
export const brokeOff = (rows: number, message: string): string =>
	`The list is not whole: reading it failed after ${rows} row${rows === 1 ? '' : 's'}. ${message}`;

/** Reads a list. With `keepsRead` an error after the first page is part of the result, beside the rows that came before it. */
async function readRows(pages: AsyncIterable<Row[]>, keepsRead: boolean): Promise<Given> {
	const rows: Row[] = [];
	const readAll = async (): Promise<Given> => {
		for await (const page of pages) for (const row of page) rows.push(row);
		return { rows };
	};
	return await readAll().catch((failure: unknown) => {
		if (!keepsRead || rows.length === 0) throw failure;
		return { rows, failure };
	});
}

/** What a list is read with. Throws InvalidInput. */
function listOf(operation: RequestRow, http: HttpRequest, read: (name: string) => unknown) {
	const all = readBoolean(read('returnAll') ?? false, 'Return All');
	const limit = all ? undefined : readNumber(read('limit'), 'Limit', LIMITED);
	return {
		...(limit === undefined ? {} : { limit }),
		...(http.headers ? { headers: http.headers } : {}),
		...(operation.root ? { root: operation.root } : {}),
	};
}

/**
 * Sends the one request of a row and shapes its response. Rejects with any error of the layers below.
 * @param keepsRead a list that breaks off gives what was read
 */
export async function runRequest(
	session: Session,
	operation: RequestRow,
	values: FieldValue[],
	read: (name: string) => unknown,
	keepsRead: boolean,
): Promise<Given> {
	const http = buildRequest(operation.request, '', values, operation.constants);
	if (operation.collections?.updateFields && http.body === undefined) {
		throw new InvalidInput("'Update Fields' is empty", 'Add at least one field to change.');
	}
	if (operation.anyOf?.every((name) => http.query?.[name] === undefined)) {
		const names = fieldsOf(operation)
			.filter(({ field }) => operation.anyOf?.includes(field.as ?? field.property.name))
			.map(({ field }) => `'${field.property.displayName}'`);
		throw new InvalidInput(
			`None of ${names.join(', ')} is given`,
			`Without one of them ${session.api.name} finds nothing. Add it under Filters, or check the expression that should give it.`,
		);
	}
	const query = includeShown(operation, http.query, read);
	const request = {
		...http,
		...(query ? { query } : {}),
		...(operation.root ? { root: operation.root } : {}),
	};
	if (operation.list) {
		const options = listOf(operation, http, read);
		const given = await readRows(session.pages(http.path, query, options), keepsRead);
		if ('failure' in given) return given;
		await operation.afterList?.(session, http.query ?? {}, given.rows);
		for (const { field, value } of given.rows.length === 0 ? values : []) {
			if (value !== undefined) await field.ifNone?.(session, value);
		}
		return given;
	}
	const send = async () => [await oneRow(session, operation, request, values, read)];
	return { rows: await unlessThere(session, operation, values, read, send) };
}

/** Sends a request that is no list. */
async function oneRow(
	session: Session,
	operation: RequestRow,
	request: ApiRequest,
	values: FieldValue[],
	read: (name: string) => unknown,
): Promise<Row> {
	if (request.method === 'GET') return await session.row(request);

	const inPath = toRow(
		values
			.filter(({ field }) => field.in === 'path')
			.map(({ field, value }) => [field.property.name, value]),
	);
	const whole = await keepRest(operation, request, values, session);
	const { returnsRecord } = operation;
	const { id, row } = await session.write(returnsRecord ? { ...whole, returnsRecord } : whole);
	const done: Row = { ...(id === undefined ? {} : { id }), ...inPath };
	if (request.method === 'DELETE') return { deleted: true, ...done };
	if (row) {
		operation.checkSaved?.(session, whole.body, row);
		return row;
	}
	if (returnsRecord) return withoutRecord(session, whole, { success: true, ...done });
	const saved = await readBack(session, operation, { success: true, ...done }, read);
	hintNotKept(session, whole.body, saved);
	return saved;
}

/** The saved record when the operation and the user want it, else what is known of it. */
async function readBack(
	session: Session,
	operation: RequestRow,
	written: Row,
	read: (name: string) => unknown,
): Promise<Row> {
	if (!operation.readBack || toRecord(read('options')).returnRecord === false) return written;
	let known = true;
	const path = fillPath(operation.readBack, (name) => {
		known &&= written[name] !== undefined;
		// A dot segment is rejected where every URL is checked, which is a note here: the write is done.
		return encodeURIComponent(String(written[name]));
	});
	return known ? await readSaved(session, path, written, includeFor(operation, read)) : written;
}
