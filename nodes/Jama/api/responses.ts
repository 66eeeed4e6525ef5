import { z } from 'zod';
import type { IDataObject } from 'n8n-workflow';
import { createResponseReader, readDateHeader } from '../../shared/http/responses';
import { isRecord, ownValue, toRecord, valueAt } from '../../shared/values/objectPath';
import type { ListResponse, WriteResponse } from '../../shared/session/api';
import { BadResponse } from '../../shared/http/errors';
import type { HttpRequest, HttpResponse } from '../../shared/http/http';
import type { Row } from '../../shared/values/row';
import { readTimestamp } from '../values/dates';
import { toRow } from '../../shared/values/row';

const row = z.custom<Row>(isRecord);
/** A whole number, also as text: not every server keeps to the contract. */
const whole = z.union([
	z.number().int(),
	z
		.string()
		.regex(/^-?\d{1,15}$/)
		.transform(Number),
]);
const linkTarget = z.object({ type: z.string() }).passthrough();
const meta = z
	.object({
		status: z.union([z.string(), z.number()]).optional(),
		message: z.string().optional(),
		id: whole.optional(),
		location: z.string().optional(),
		pageInfo: z
			.object({ totalResults: whole.pipe(z.number().nonnegative()).optional() })
			.passthrough()
			.nullish(),
	})
	.passthrough();
const envelope = {
	meta,
	links: z.record(linkTarget).nullish(),
	linked: z.record(z.record(row)).nullish(),
};
const listEnvelope = z.object({ ...envelope, data: z.array(row) }).passthrough();
const rowEnvelope = z.object({ ...envelope, data: row }).passthrough();
const writeEnvelope = z.object({ meta }).passthrough();
const oauthError = z.object({ error: z.string(), error_description: z.string().optional() });

type Envelope = Pick<z.infer<typeof listEnvelope>, 'links' | 'linked'>;

/** What the API itself said about an error: `meta.message`, or the OAuth error (RFC 6749, 5.2). */
function apiWords(body: unknown): string | undefined {
	const jama = writeEnvelope.safeParse(body);
	if (jama.success && jama.data.meta.message) return jama.data.meta.message;
	const oauth = oauthError.safeParse(body);
	if (oauth.success) return oauth.data.error_description ?? oauth.data.error;
	return undefined;
}

const { check, parse } = createResponseReader(apiWords);
export { check as checkResponse };

/**
 * Puts the objects that `include` asked for beside the ids that name them: `linked` of a row holds them by the path of the
 * id (REST developer guide, Include Parameter: `links` names the type of an id, `linked` holds the objects by type and id).
 */
function withLinked(data: Row, { links, linked }: Envelope): Row {
	if (!linked) return data;
	const found = new Map<string, unknown>();
	for (const [path, { type }] of Object.entries(links ?? {})) {
		const inRow = path.replace(/^data\./, '');
		const ids = [valueAt(data, inRow)].flat();
		const objects = ids
			.map((id) => ownValue(ownValue(linked, type), String(id)))
			.filter((one) => one !== undefined);
		if (objects.length === 0) continue;
		found.set(inRow, Array.isArray(valueAt(data, inRow)) ? objects : objects[0]);
	}
	return found.size > 0 ? { ...data, linked: toRow(found) } : data;
}

/** The contract has IDs of text for them alone. */
const WITH_TEXT_IDS = /\/workflowtransition/;

/** What of a record names another one, or itself. */
const REFERENCES = [
	...['id', 'project', 'itemType', 'childItemType', 'fromItem', 'toItem', 'relationshipType'],
	...['createdBy', 'modifiedBy', 'item', 'parent'],
];
/** The same among the fields of a test run. */
const REFERENCES_OF_RUN = ['testCase', 'testPlan', 'testCycle'];

/** A record with numbers for text at some names. */
function withNumbersAt(data: Row, names: readonly string[]): Row {
	const isText = (value: unknown): value is string =>
		typeof value === 'string' && /^\d{1,15}$/.test(value);
	const texts = names.filter((name) => isText(data[name]));
	if (texts.length === 0) return data;
	return { ...data, ...Object.fromEntries(texts.map((name) => [name, Number(data[name])])) };
}

/**
 * A record whose IDs, its own and those that it refers to others by, are numbers, as the contract has them, also where the
 * server says them as text: a relationship between "12" and "13" would join nothing.
 */
function withNumbers(data: Row, { path }: HttpRequest): Row {
	if (WITH_TEXT_IDS.test(path)) return data;
	const row = withNumbersAt(data, REFERENCES);
	if (!isRecord(row.fields)) return row;
	const fields = withNumbersAt(row.fields, REFERENCES_OF_RUN);
	return fields === row.fields ? row : { ...row, fields };
}

/** A list's rows, total and time. Throws BadResponse for anything but a list of Jama's. */
export function readList(request: HttpRequest, response: HttpResponse): ListResponse {
	const answer = parse(listEnvelope, request, response);
	const rows = answer.data.map((data) => withLinked(withNumbers(data, request), answer));
	const total = answer.meta.pageInfo?.totalResults;
	const time = readTimestamp(answer.meta.timestamp) ?? readDateHeader(response);
	return {
		rows,
		...(total === undefined ? {} : { total }),
		...(time === undefined ? {} : { time }),
	};
}

/** One record. Throws BadResponse for anything but a record of Jama's; nothing is no record. */
export function readRow(request: HttpRequest, response: HttpResponse): Row {
	const answer = parse(rowEnvelope, request, response);
	if (Object.keys(answer.data).length === 0) {
		throw new BadResponse(request, response, 'unexpected', undefined, 'the record is missing');
	}
	return withLinked(withNumbers(answer.data, request), answer);
}

/**
 * A write's response: a 201 carries no data but `meta.id`, which servers of 2015 leave out: there the id is the last part of
 * `meta.location` (REST cookbook, REST Attachments).
 */
export function readWrite(request: HttpRequest, response: HttpResponse): WriteResponse {
	// What a POST makes has an ID, of which a response without content says nothing.
	if (response.statusCode === 204 && request.method !== 'POST') return {};
	const answer = parse(writeEnvelope, request, response);
	const fromLocation = /\/(\d+)\/?$/.exec(answer.meta.location ?? '')?.[1];
	const id = answer.meta.id ?? (fromLocation === undefined ? undefined : Number(fromLocation));
	return request.method === 'POST' && id !== undefined ? { id } : {};
}

/** The first page's body with the rows of all pages. */
export const withAllRows = (body: unknown, rows: Row[]): IDataObject => ({
	...toRecord(body),
	meta: {
		...toRecord(toRecord(body).meta),
		pageInfo: { startIndex: 0, resultCount: rows.length, totalResults: rows.length },
	},
	data: rows,
});
