import { jama } from '../../../nodes/Jama/api/api';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/http/http';
import type { RunContext, ValueContext } from '../../../nodes/shared/operations/operation';
import { toRecord } from '../../../nodes/shared/values/objectPath';
import { createSession } from '../../../nodes/shared/session/session';

type Row = Record<string, unknown>;

/** What the server answers to `METHOD /path` below the API root: rows of a list, a record, the id of a 201, or a status. */
export type Reply =
	| { rows: Row[]; announced?: number }
	| { row: Row }
	| { created: number }
	| { status: number; words?: string };

const envelope = (status: string, more: object = {}) => ({ meta: { status, ...more }, links: {} });

function toResponse(reply: Reply, query: HttpRequest['query'] = {}): HttpResponse {
	const answer = (statusCode: number, body: unknown) => ({ statusCode, headers: {}, body });
	if ('status' in reply) {
		return answer(reply.status, envelope('x', reply.words ? { message: reply.words } : {}));
	}
	if ('created' in reply) return answer(201, envelope('Created', { id: reply.created }));
	if ('row' in reply) return answer(200, { ...envelope('OK'), data: reply.row });
	const start = Number(query.startAt ?? 0);
	const data = reply.rows.slice(start, start + Number(query.maxResults ?? 20));
	const totalResults = reply.announced ?? reply.rows.length;
	const pageInfo = { startIndex: start, resultCount: data.length, totalResults };
	return answer(200, { ...envelope('OK', { pageInfo }), data });
}

/** A session on a scripted Jama. `sent` holds every request; one without a reply fails the test. */
export function jamaSession(replies: Record<string, Reply | Reply[]>) {
	const sent: HttpRequest[] = [];
	const hints: string[] = [];
	const connection = {
		baseUrl: 'https://jama.test/contour',
		limit: { requestsPerSecond: 10, burst: 5 },
		ignoreCertificate: false,
	};
	const send = async (request: HttpRequest): Promise<HttpResponse> => {
		sent.push(request);
		const key = `${request.method} ${request.path.replace('/rest/v1', '')}`;
		const reply = replies[key];
		const next = Array.isArray(reply) ? reply.shift() : reply;
		if (!next) throw new Error(`The script has no answer for ${key}`);
		return await Promise.resolve(toResponse(next, request.query));
	};
	const session = createSession(jama, connection, send, {
		hint: (hint) => void hints.push(hint),
	});
	const asked = () => sent.map(({ method, path }) => `${method} ${path.replace('/rest/v1', '')}`);
	return { session, sent, asked, hints };
}

type Session = ReturnType<typeof jamaSession>['session'];

export const valueContext = (session: Session, timezone = 'UTC'): ValueContext => ({
	session,
	timezone,
	parameter: () => undefined,
});

/** What an operation of several requests gets for one item. */
export const runContext = <Values extends object>(
	session: Session,
	values: Values,
	json: Record<string, unknown> = {},
): RunContext<Values> => ({
	session,
	itemIndex: 0,
	values,
	timezone: 'Europe/Berlin',
	input: [toRecord(json)],
	files: {
		read: async () => await Promise.reject(new Error('The test has no file')),
		readBlob: async () => await Promise.reject(new Error('The test has no file')),
		save: async () => await Promise.reject(new Error('The test takes no file')),
	},
	continues: false,
	include: [],
	atOnce: () => 2,
});

/** An item type with a field of every kind. */
export const REQUIREMENT = {
	id: 33,
	display: 'Requirement',
	category: 'CORE',
	fields: [
		{ name: 'name', label: 'Name', fieldType: 'STRING', required: true },
		{ name: 'description', label: 'Description', fieldType: 'TEXT' },
		{ name: 'risk$33', label: 'Risk Level', fieldType: 'LOOKUP', pickList: 4 },
		{ name: 'methods$33', label: 'Verification Methods', fieldType: 'MULTI_LOOKUP', pickList: 5 },
		{ name: 'owner$33', label: 'Owner', fieldType: 'USER' },
		{ name: 'release', label: 'Release', fieldType: 'RELEASE' },
		{ name: 'due$33', label: 'Due Date', fieldType: 'DATE' },
		{ name: 'points$33', label: 'Points', fieldType: 'INTEGER' },
		{ name: 'safety$33', label: 'Safety', fieldType: 'BOOLEAN' },
		{ name: 'a/b~c$33', label: 'Odd', fieldType: 'STRING' },
		{ name: 'documentKey', label: 'ID', fieldType: 'STRING', readOnly: true },
	],
};

/** Answers for what the fields of REQUIREMENT look up. */
export const LOOKUPS: Record<string, Reply> = {
	'GET /itemtypes/33': { row: REQUIREMENT },
	'GET /picklists/4/options': {
		rows: [
			{ id: 401, name: 'Low', active: true },
			{ id: 402, name: 'High', active: true },
			{ id: 403, name: 'Unknown', active: false },
		],
	},
	'GET /picklists/5/options': {
		rows: [
			{ id: 501, name: 'Test' },
			{ id: 502, name: 'Review, formal' },
		],
	},
	'GET /users': { rows: [{ id: 9, username: 'ada', email: 'Ada@Example.com' }] },
	'GET /releases': {
		rows: [
			{ id: 70, name: 'R1' },
			{ id: 71, name: 'R2' },
		],
	},
};
