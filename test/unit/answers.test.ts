import {
	checkResponse,
	readList,
	readRow,
	readWrite,
	withAllRows,
} from '../../nodes/Jama/api/responses';
import { BadResponse } from '../../nodes/shared/http/errors';
import type { HttpMethod, HttpRequest } from '../../nodes/shared/http/http';
import { caught } from './support/errors';

const get: HttpRequest = { method: 'GET', path: '/rest/v1/items' };
const answer = (body: unknown, statusCode = 200) => ({ statusCode, headers: {}, body });
const meta = { status: 'OK', timestamp: '2026-01-31T09:00:00.000+0000' };
const pageInfo = { startIndex: 0, resultCount: 1, totalResults: 120 };
const LOGIN = '<!DOCTYPE html><html><body>Log in</body></html>';

async function badAnswer(work: () => unknown): Promise<BadResponse> {
	const error = await caught(work);
	if (!(error instanceof BadResponse)) throw error;
	return error;
}

describe('lists and records', () => {
	test('a list gives its rows and the total', () => {
		const body = { meta: { ...meta, pageInfo }, links: {}, data: [{ id: 1 }, { id: 2 }] };
		expect(readList(get, answer(body))).toEqual({
			rows: [{ id: 1 }, { id: 2 }],
			total: 120,
			time: Date.UTC(2026, 0, 31, 9),
		});
	});

	test.each([
		[{ ...meta }],
		[{ ...meta, pageInfo: null }],
		[{ ...meta, pageInfo: { startIndex: 0 } }],
	])('a list with meta %j has no total', (bare) => {
		const { total } = readList(get, answer({ meta: bare, data: [] }));
		expect(total).toBeUndefined();
	});

	test('a record gives its data, unknown parts are no hindrance', () => {
		const body = { meta, links: null, linked: null, data: { id: 1, x: [1] }, news: true };
		expect(readRow(get, answer(body))).toEqual({ id: 1, x: [1] });
	});
});

describe('answers that are none of the API', () => {
	const list = { meta, data: [{ id: 1 }] };
	const row = { meta, data: { id: 1 } };
	test.each<[string, 'html' | 'unexpected', unknown]>([
		['a login page', 'html', LOGIN],
		['a login page with space in front', 'html', `\n  ${LOGIN}`],
		['a page in capitals', 'html', '<HTML><BODY>x</BODY></HTML>'],
		['an XML page', 'html', '<?xml version="1.0"?><html/>'],
		['a login page as a Buffer', 'html', Buffer.from(LOGIN)],
		['JSON that is no envelope', 'unexpected', { hello: 'world' }],
		['an envelope without data', 'unexpected', { meta }],
		['data without meta', 'unexpected', { data: [] }],
		['a bare list', 'unexpected', [{ id: 1 }]],
		['an empty body', 'unexpected', ''],
		['nothing', 'unexpected', undefined],
		['null', 'unexpected', null],
		['text', 'unexpected', 'OK'],
		['a number', 'unexpected', 12],
		['rows that are no objects', 'unexpected', { meta, data: [1, 2] }],
		[
			'a negative total',
			'unexpected',
			{ meta: { ...meta, pageInfo: { totalResults: -1 } }, data: [] },
		],
	])('%s with status 200', async (_, kind, body) => {
		expect((await badAnswer(() => readList(get, answer(body)))).kind).toBe(kind);
		if (kind === 'html')
			expect((await badAnswer(() => readRow(get, answer(body)))).kind).toBe(kind);
		const write: HttpRequest = { method: 'POST', path: '/x' };
		const isEnvelope = typeof body === 'object' && body !== null && 'meta' in body;
		if (!isEnvelope) await badAnswer(() => readWrite(write, answer(body)));
	});

	test('a record where a list belongs, and the other way round', async () => {
		expect((await badAnswer(() => readList(get, answer(row)))).kind).toBe('unexpected');
		expect((await badAnswer(() => readRow(get, answer(list)))).kind).toBe('unexpected');
	});

	test('a record without anything in it', async () => {
		const { kind, detail } = await badAnswer(() => readRow(get, answer({ meta, data: {} })));
		expect([kind, detail]).toEqual(['unexpected', 'the record is missing']);
	});

	test('a redirect that nobody followed', async () => {
		expect((await badAnswer(() => checkResponse(get, answer('', 302)))).kind).toBe('unexpected');
	});
});

describe('error statuses', () => {
	const oauth = { error: 'invalid_client', error_description: 'Bad client credentials' };
	test.each<[string, number, unknown, string | undefined]>([
		[
			"Jama's words",
			400,
			{ meta: { status: 'Bad Request', message: 'Item type is wrong' } },
			'Item type is wrong',
		],
		['no words', 404, { meta: { status: 'Not Found' } }, undefined],
		['empty words', 404, { meta: { message: '' } }, undefined],
		['an OAuth error', 401, oauth, 'Bad client credentials'],
		['an OAuth error without description', 401, { error: 'invalid_token' }, 'invalid_token'],
		['an empty body', 500, '', undefined],
		['a body of another shape', 500, { message: 12 }, undefined],
		['words in a Buffer', 403, Buffer.from('{"meta":{"message":"No access"}}'), 'No access'],
		['text in a Buffer', 500, Buffer.from('oops'), undefined],
	])('%s', async (_, status, body, words) => {
		const error = await badAnswer(() => checkResponse(get, answer(body, status)));
		expect(error.kind).toBe('status');
		expect(error.words).toBe(words);
		expect(error.message).toBe(words ?? `Status ${status}`);
		expect(error.response.statusCode).toBe(status);
	});

	test.each([401, 403, 502, 503])("a proxy's page with %i is a page", async (status) => {
		const page = '<html><head><title>Bad Gateway</title></head></html>';
		expect((await badAnswer(() => checkResponse(get, answer(page, status)))).kind).toBe('html');
	});

	test('a file may be a web page where one is asked for, an error about a file is still read', async () => {
		const file: HttpRequest = { ...get, binary: true };
		expect((await badAnswer(() => checkResponse(file, answer(Buffer.from(LOGIN))))).kind).toBe(
			'html',
		);
		const page: HttpRequest = { ...file, html: true };
		expect(checkResponse(page, answer(Buffer.from(LOGIN)))).toBeUndefined();
		const refused = answer(Buffer.from('{"meta":{"message":"gone"}}'), 404);
		expect((await badAnswer(() => checkResponse(file, refused))).words).toBe('gone');
	});
});

describe('writes', () => {
	const write = (method: HttpMethod, body: unknown, status: number) =>
		readWrite({ method, path: '/rest/v1/items' }, answer(body, status));
	const location = 'https://jama.test/rest/latest/items/77';

	test.each<[string, unknown, { id?: number }]>([
		['meta.id', { meta: { status: 'Created', id: 12, location } }, { id: 12 }],
		['only a location, as in 2015', { meta: { status: 'Created', location } }, { id: 77 }],
		['a location with a slash at the end', { meta: { location: `${location}/` } }, { id: 77 }],
		['a location without a number', { meta: { location: 'https://jama.test/rest/v1/x' } }, {}],
		['neither', { meta: { status: 'Created' } }, {}],
	])('201 with %s', (_, body, expected) => {
		expect(write('POST', body, 201)).toEqual(expected);
	});

	test.each<HttpMethod>(['PUT', 'PATCH', 'DELETE'])(
		'%s with 200 or 204 makes no new id',
		(method) => {
			expect(write(method, { meta: { status: 'OK', location } }, 200)).toEqual({});
			expect(write(method, '', 204)).toEqual({});
		},
	);

	test('an id as text is the number that it says', () => {
		expect(write('POST', { meta: { id: '12' } }, 201)).toEqual({ id: 12 });
		expect(readRow(get, answer({ meta, data: { id: '12', project: '2', name: '3' } }))).toEqual({
			id: 12,
			project: 2,
			name: '3',
		});
		const related = { id: 1, fromItem: '12', toItem: '13', relationshipType: '4' };
		expect(readRow(get, answer({ meta, data: related }))).toEqual({
			...{ id: 1, fromItem: 12, toItem: 13, relationshipType: 4 },
		});
		const run = { id: 1, itemType: '9', fields: { name: '7', testCase: '22' } };
		expect(readRow(get, answer({ meta, data: run }))).toEqual({
			...{ id: 1, itemType: 9, fields: { name: '7', testCase: 22 } },
		});
		const body = {
			meta: { ...meta, pageInfo: { totalResults: '2' } },
			data: [{ id: '1' }, { id: 'x' }],
		};
		expect(readList(get, answer(body))).toMatchObject({ rows: [{ id: 1 }, { id: 'x' }], total: 2 });
	});

	test.each<[unknown, RegExp]>([
		[{ meta: { id: {} } }, /'meta\.id' is of another kind/],
		[{ data: {} }, /'meta' is missing/],
		[{ meta: null }, /'meta' is of another kind/],
	])('%j is told by what is wrong in it', async (body, detail) => {
		expect((await badAnswer(() => write('POST', body, 201))).detail).toMatch(detail);
	});

	test('a POST answered without content is no record', async () => {
		expect((await badAnswer(() => write('POST', '', 204))).kind).toBe('unexpected');
	});

	test('a refused write rejects with the words', async () => {
		const body = { meta: { message: 'locked' } };
		expect((await badAnswer(() => write('PUT', body, 409))).words).toBe('locked');
	});
});

describe('linked objects', () => {
	const links = {
		'data.project': { type: 'projects', href: 'x' },
		'data.fields.tester': { type: 'users', href: 'x' },
		'data.fields.reviewers$33': { type: 'users', href: 'x' },
		'data.fields.gone': { type: 'picklistoptions', href: 'x' },
	};
	const linked = { projects: { 5: { id: 5 } }, users: { 1: { id: 1 }, 2: { id: 2 } } };
	const data = { id: 9, project: 5, fields: { tester: 1, reviewers$33: [1, 2, 3], gone: 8 } };

	test('stand under linked, by the path of the id that names them', () => {
		expect(readRow(get, answer({ meta, links, linked, data }))).toEqual({
			...data,
			linked: {
				project: { id: 5 },
				'fields.tester': { id: 1 },
				'fields.reviewers$33': [{ id: 1 }, { id: 2 }],
			},
		});
	});

	test('each row of a list has its own', () => {
		const other = { id: 10, project: 6 };
		const { rows } = readList(get, answer({ meta, links, linked, data: [data, other] }));
		expect(rows[0]?.linked).toMatchObject({ project: { id: 5 } });
		expect(rows[1]).toEqual(other);
	});

	test('without any, rows stay as they are', () => {
		expect(readRow(get, answer({ meta, links, data }))).toEqual(data);
		expect(readRow(get, answer({ meta, links: {}, linked: {}, data }))).toEqual(data);
	});
});

test('the body of all pages says how many rows it holds', () => {
	const first = { meta: { ...meta, pageInfo }, links: {}, data: [{ id: 1 }] };
	expect(withAllRows(first, [{ id: 1 }, { id: 2 }])).toEqual({
		meta: { ...meta, pageInfo: { startIndex: 0, resultCount: 2, totalResults: 2 } },
		links: {},
		data: [{ id: 1 }, { id: 2 }],
	});
});
