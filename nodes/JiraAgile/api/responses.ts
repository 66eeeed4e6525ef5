import { z } from 'zod';
import type { IDataObject } from 'n8n-workflow';
import { createResponseReader } from '../../shared/http/responses';
import type { ListResponse, WriteResponse } from '../../shared/session/api';
import { BadResponse, hasStatus } from '../../shared/http/errors';
import type { HttpRequest, HttpResponse } from '../../shared/http/http';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { idOfRow } from '../../shared/values/row';

const row = z.custom<Row>(isRecord);
const rows = z.array(row);
/** Names under which lists stand: those of the Agile API, then those of the platform that the custom call may meet. */
const LISTS = [
	'values',
	'issues',
	'keys',
	'features',
	'reports',
	'comments',
	'worklogs',
	'issueTypes',
	'fields',
	'permissions',
] as const;
const page = z
	.object({
		startAt: z.number().int().nonnegative().optional(),
		maxResults: z.number().int().optional(),
		total: z.number().int().nonnegative().optional(),
		isLast: z.boolean().optional(),
		nextPageToken: z.string().nullish(),
		warningMessages: z.array(z.string()).optional(),
		names: row.optional(),
		schema: row.optional(),
	})
	.passthrough();
/** The response of the platform's issue picker: sections that may hold the same issue. */
const picker = z.object({ sections: z.array(z.object({ issues: rows })) });
const listResponse = z.union([rows, page]);

const errorCollection = z.object({
	errorMessages: z.array(z.string()).optional(),
	errors: z.record(z.unknown()).optional(),
});
/** What the gateway of the cloud and single endpoints say instead: one message; an OAuth error (RFC 6749, 5.2). */
const otherError = z.object({
	message: z.string().optional(),
	errorMessage: z.string().optional(),
	error_description: z.string().optional(),
	error: z.string().optional(),
});
/** Of a 207: what became of each issue (Jira Software REST reference, PartialSuccess). */
const partialSuccess = z.object({
	entries: z.array(
		z.object({
			issueId: z.union([z.number(), z.string()]).optional(),
			issueKey: z.string().optional(),
			status: z.number().optional(),
			errors: z.array(z.string()).optional(),
		}),
	),
});

/** The longest plain text that is taken for the API's words. */
const LONGEST_TEXT = 300;

/** What the API said is wrong: general messages, then those of single fields with the field's name; plain text as it is. */
function apiWords(body: unknown): string | undefined {
	if (typeof body === 'string') {
		const text = body.trim();
		return text !== '' && text.length <= LONGEST_TEXT && !text.includes('<') ? text : undefined;
	}
	const collection = errorCollection.safeParse(body);
	if (collection.success) {
		const { errorMessages = [], errors = {} } = collection.data;
		const ofFields = Object.entries(errors).map(([field, text]) => `${field}: ${String(text)}`);
		const all = [...errorMessages, ...ofFields].filter((text) => text.trim() !== '');
		if (all.length > 0) return all.join(' ');
	}
	const other = otherError.safeParse(body);
	if (!other.success) return undefined;
	const { message, errorMessage, error_description: description, error } = other.data;
	return message ?? errorMessage ?? description ?? error;
}

const { check, parse } = createResponseReader(apiWords);
export { check as checkResponse };

/** The rows of a page, whatever they are called there. */
function rowsOf(answer: z.infer<typeof page>): Row[] | undefined {
	for (const name of LISTS) {
		const found = rows.safeParse(answer[name]);
		if (found.success) return found.data;
	}
	return undefined;
}

/** A list's rows and what it says of itself. Throws BadResponse for anything but a list of Jira's. */
export function readList(request: HttpRequest, response: HttpResponse): ListResponse {
	const answer = parse(listResponse, request, response);
	const { startAt: asked, maxResults: most } = request.query ?? {};
	const byToken = most !== undefined && asked === undefined;
	const byOffset = asked !== undefined;
	if (Array.isArray(answer)) {
		// Of the lists with pages only some of the platform's come bare, and these may be some rows of many.
		const mayBeBare = byOffset && request.path.includes('/rest/api/');
		if ((byToken || byOffset) && !mayBeBare) {
			throw new BadResponse(request, response, 'unexpected');
		}
		return { rows: answer, isLast: byOffset ? undefined : true };
	}
	const picked = picker.safeParse(answer);
	if (picked.success) {
		const all = picked.data.sections.flatMap(({ issues }) => issues);
		const once = new Map(all.map((issue) => [String(issue.id ?? issue.key), issue]));
		return { rows: [...once.values()], isLast: true };
	}
	const found = rowsOf(answer);
	if (!found) throw new BadResponse(request, response, 'unexpected');
	const { startAt, total, isLast, nextPageToken, maxResults } = answer;
	const { warningMessages: warnings, names, schema } = answer;
	const ofAllRows: Row = { ...(names ? { names } : {}), ...(schema ? { schema } : {}) };
	const isWhole = startAt === undefined && isLast === undefined && !nextPageToken;
	return {
		rows: found,
		warnings,
		ofAllRows: Object.keys(ofAllRows).length > 0 ? ofAllRows : undefined,
		total,
		isLast: isWhole && total === undefined && !byToken && !byOffset ? true : isLast,
		next: nextPageToken || undefined,
		size: maxResults && maxResults > 0 ? maxResults : undefined,
	};
}

/** One record. Throws BadResponse for anything but a record of Jira's; nothing is no record. */
export function readRow(request: HttpRequest, response: HttpResponse): Row {
	check(request, response);
	const { body } = response;
	const isNothing = typeof body === 'object' && Object.keys(body ?? {}).length === 0;
	if (!isNothing && body !== '' && body !== undefined) return parse(row, request, response);
	throw new BadResponse(request, response, 'unexpected', undefined, 'the record is missing');
}

/** An issue that a 207 rejected. */
export interface RejectedIssue {
	/** Its key and its ID, as far as they are known; the key first. */
	names: string[];
	reason: string;
}

type Entry = z.infer<typeof partialSuccess>['entries'][number];
const namesOf = ({ issueKey, issueId }: Entry): string[] =>
	[issueKey, issueId].filter((one) => one !== undefined).map(String);
const isRejected = ({ status = 200, errors = [] }: Entry): boolean =>
	status >= 400 || errors.length > 0;

function entriesOf({ statusCode, body }: HttpResponse): Entry[] {
	const partial = partialSuccess.safeParse(body);
	return statusCode === 207 && partial.success ? partial.data.entries : [];
}

/** The issues that a 207 says were rejected; empty for any other response. */
export const rejectedIssues = (response: HttpResponse): RejectedIssue[] =>
	entriesOf(response)
		.filter(isRejected)
		.map((entry) => ({
			names: namesOf(entry),
			reason: (entry.errors ?? []).join(' ') || `status ${String(entry.status)}`,
		}));

/** What a 207 took and what it rejected. */
export interface Part {
	error: BadResponse;
	refused: RejectedIssue[];
	/** Of the issues sent, those that were certainly taken. */
	taken: string[];
}

/**
 * Which of the issues sent a 207 took; undefined for any other error. Where it rejects something that was not sent under
 * that name, only those count as taken that it says were.
 */
export function partOf(error: BadResponse, sent: readonly string[]): Part | undefined {
	const refused = rejectedIssues(error.response);
	if (refused.length === 0) return undefined;
	const names = new Set(refused.flatMap((one) => one.names));
	const allKnown = refused.every((one) => one.names.some((name) => sent.includes(name)));
	const confirmed = new Set(
		entriesOf(error.response)
			.filter((entry) => !isRejected(entry))
			.flatMap(namesOf),
	);
	const taken = sent.filter((issue) => !names.has(issue) && (allKnown || confirmed.has(issue)));
	return { error, refused, taken };
}

/**
 * A write's response: nothing, or the saved record. A 207 with issues that were rejected is an error, so that none of them is
 * lost without a word.
 */
export function readWrite(request: HttpRequest, response: HttpResponse): WriteResponse {
	const refused = rejectedIssues(response);
	if (refused.length > 0) {
		const words = refused.map(({ names, reason }) => `${names[0] ?? ''}: ${reason}`).join(' ');
		throw new BadResponse(request, response, 'status', words);
	}
	check(request, response);
	const isEmpty = response.body === '' || response.body === undefined;
	// A response to a POST with 200 or 201 says what came of it; with 204, where a record is due, it may be a proxy's.
	if (
		request.method === 'POST' &&
		isEmpty &&
		(response.statusCode !== 204 || request.returnsRecord)
	) {
		throw new BadResponse(request, response, 'unexpected');
	}
	const saved = row.safeParse(response.body);
	if (response.statusCode === 207 || !saved.success || Object.keys(saved.data).length === 0) {
		return {};
	}
	return { id: idOfRow(saved.data), row: saved.data };
}

/** The first page's body with the rows of all pages. */
export function withAllRows(body: unknown, all: Row[]): IDataObject | Row[] {
	// A bare list stays one.
	if (Array.isArray(body)) return all;
	const first = page.safeParse(body);
	if (!first.success) return { values: all };
	const rest = { ...toRecord(body) };
	delete rest.nextPageToken;
	const name = LISTS.find((one) => Array.isArray(rest[one])) ?? 'values';
	const { total } = rest;
	return {
		...rest,
		...(total === undefined ? {} : { total: all.length }),
		...(rest.isLast === undefined ? {} : { isLast: true }),
		[name]: all,
	};
}

/**
 * True for a rejection in Jira's own form for records. A path that there is not, as those of another deployment, is rejected
 * otherwise, and says nothing of the record.
 */
export const isOfRecord = ({ response }: BadResponse): boolean => {
	const collection = errorCollection.safeParse(response.body);
	return collection.success && collection.data.errorMessages !== undefined;
};

/** True for a response that says that there is no such record, or that the user may not see it. */
export const isGone = (error: unknown): boolean => hasStatus(error, 403, 404);
