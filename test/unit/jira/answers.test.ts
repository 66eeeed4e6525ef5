import {
	checkResponse,
	readList,
	readRow,
	readWrite,
	rejectedIssues,
	withAllRows,
} from '../../../nodes/JiraAgile/api/responses';
import { advise } from '../../../nodes/JiraAgile/api/advice';
import { BadResponse } from '../../../nodes/shared/http/errors';
import type { HttpMethod, HttpRequest } from '../../../nodes/shared/http/http';
import { caught } from '../support/errors';

const get: HttpRequest = { method: 'GET', path: '/rest/agile/1.0/board' };
const answer = (body: unknown, statusCode = 200, headers = {}) => ({ statusCode, headers, body });
const rows = [{ id: 1 }, { id: 2 }];

async function badAnswer(work: () => unknown): Promise<BadResponse> {
	const error = await caught(work);
	if (!(error instanceof BadResponse)) throw error;
	return error;
}

describe('lists', () => {
	test.each<[string, unknown, object]>([
		[
			'values',
			{ startAt: 0, maxResults: 50, total: 2, isLast: true, values: rows },
			{ rows, total: 2, isLast: true, size: 50 },
		],
		[
			'values without total and isLast',
			{ startAt: 0, maxResults: 50, values: rows },
			{ rows, size: 50 },
		],
		[
			'issues by offset',
			{ startAt: 0, maxResults: 2, total: 9, issues: rows },
			{ rows, total: 9, size: 2 },
		],
		[
			'issues by token',
			{ isLast: false, nextPageToken: 'x', issues: rows },
			{ rows, isLast: false, next: 'x' },
		],
		['the last issues by token', { isLast: true, issues: rows }, { rows, isLast: true }],
		['keys', { keys: [{ key: 'a' }] }, { rows: [{ key: 'a' }], isLast: true }],
		['features', { features: rows }, { rows, isLast: true }],
		['reports', { reports: rows }, { rows, isLast: true }],
		['a bare list', rows, { rows, isLast: true }],
		[
			'the picker, whose sections may hold an issue twice',
			{
				sections: [
					{ id: 'hs', issues: rows },
					{ id: 'cs', issues: [{ id: 2 }, { id: 3 }] },
				],
			},
			{ rows: [{ id: 1 }, { id: 2 }, { id: 3 }], isLast: true },
		],
		['a server that says maxResults 0', { startAt: 0, maxResults: 0, values: [] }, { rows: [] }],
	])('%s', (_, body, expected) => {
		expect(readList(get, answer(body))).toEqual(expected);
	});

	test.each<[string, unknown, string]>([
		['an object without rows', { startAt: 0, total: 3 }, 'unexpected'],
		['rows that are no objects', { values: [1] }, 'unexpected'],
		['text', 'OK', 'unexpected'],
		['nothing', '', 'unexpected'],
		['a login page', '<!DOCTYPE html><html><body>Log in</body></html>', 'html'],
	])('%s is an error, never an empty list', async (_, body, kind) => {
		expect((await badAnswer(() => readList(get, answer(body)))).kind).toBe(kind);
	});

	test('all pages under the name of the first, without its token', () => {
		const body = { isLast: false, nextPageToken: 'x', issues: [{ id: 1 }] };
		expect(withAllRows(body, rows)).toEqual({ isLast: true, issues: rows });
		expect(withAllRows({ startAt: 0, total: 9, values: [] }, rows)).toEqual({
			startAt: 0,
			total: 2,
			values: rows,
		});
		expect(withAllRows([], rows)).toEqual(rows);
		expect(withAllRows('text', rows)).toEqual({ values: rows });
	});
});

test('a record is any object', async () => {
	expect(readRow(get, answer({ count: 3 }))).toEqual({ count: 3 });
	expect((await badAnswer(() => readRow(get, answer([])))).kind).toBe('unexpected');
});

describe('what went wrong, in the words of Jira', () => {
	const wordsOf = async (body: unknown, status = 400) =>
		(await badAnswer(() => checkResponse(get, answer(body, status)))).words;

	test.each<[unknown, string | undefined]>([
		[{ errorMessages: ['No.'], errors: {} }, 'No.'],
		[
			{ errorMessages: ['No.', 'Never.'], errors: { name: 'Too long.' } },
			'No. Never. name: Too long.',
		],
		[{ errorMessages: [], errors: { endDate: 'Too early.' } }, 'endDate: Too early.'],
		[{ errorMessages: [], errors: {} }, undefined],
		[
			{ code: 401, message: 'Unauthorized; scope does not match' },
			'Unauthorized; scope does not match',
		],
		[{ error: 'invalid_grant', error_description: 'Used up' }, 'Used up'],
		[{ errorMessage: 'Gone' }, 'Gone'],
		['XSRF check failed', 'XSRF check failed'],
		['', undefined],
		['x'.repeat(400), undefined],
		[Buffer.from('{"errorMessages":["No."]}'), 'No.'],
		[null, undefined],
		[[1], undefined],
	])('%j', async (body, words) => {
		expect(await wordsOf(body)).toBe(words);
	});
});

describe('writes', () => {
	const request = (method: HttpMethod): HttpRequest => ({ ...get, method });
	const entries = [
		{ issueId: 1, issueKey: 'A-1', status: 200 },
		{ issueId: 2, issueKey: 'A-2', status: 503, errors: ['Busy.'] },
		{ issueId: 3, status: 400 },
	];

	test('the saved record, or nothing', () => {
		expect(readWrite(request('POST'), answer({ id: 7, name: 'X' }, 201))).toEqual({
			id: 7,
			row: { id: 7, name: 'X' },
		});
		expect(readWrite(request('PUT'), answer({ value: 5 }))).toEqual({ row: { value: 5 } });
		for (const body of ['', undefined, {}, null]) {
			expect(readWrite(request('PUT'), answer(body, 204))).toEqual({});
		}
	});

	test('a 207 with issues that were refused is an error that names them', async () => {
		const { words, kind } = await badAnswer(() =>
			readWrite(request('PUT'), answer({ entries }, 207)),
		);
		expect([kind, words]).toEqual(['status', 'A-2: Busy. 3: status 400']);
		expect(rejectedIssues(answer({ entries }, 207)).map(({ names }) => names)).toEqual([
			['A-2', '2'],
			['3'],
		]);
	});

	test('a 207 that refused nothing is a success', () => {
		expect(readWrite(request('PUT'), answer({ entries: entries.slice(0, 1) }, 207))).toEqual({});
		expect(rejectedIssues(answer({ entries }, 204))).toEqual([]);
	});
});

describe('advice', () => {
	const status = (statusCode: number, words?: string, headers = {}) =>
		advise(new BadResponse(get, { statusCode, headers, body: '' }, 'status', words));

	test.each([207, 400, 401, 403, 404, 405, 409, 410, 413, 415, 418, 429, 500, 503])(
		'%i says what to do',
		(code) => {
			const { message, description } = status(code);
			expect(message).toContain(String(code));
			expect(description).toMatch(/^.{20,}[.]$/);
			expect(status(code, 'Words of Jira').message).toBe('Words of Jira');
		},
	);

	test.each<[string, RegExp]>([
		['The board does not support sprints', /Scrum/],
		['A sprint that is active cannot be deleted.', /'Complete'/],
		['A sprint cannot change from closed to active.', /never back/],
		['Sprint state cannot be updated.', /never back/],
		['Unauthorized; scope does not match', /'Scope'/],
		['You do not have a license to use Jira Software.', /administrator/],
		['endDate: The end date of a sprint must be after the start date.', /after the start/],
		['XSRF check failed', /X-Atlassian-Token/],
	])('%s', (words, expected) => {
		expect(status(400, words).description).toMatch(expected);
	});

	test('a CAPTCHA that only a header tells of, and the reason of a 429', () => {
		const denied = { 'x-authentication-denied-reason': 'CAPTCHA_CHALLENGE; login-url=x' };
		expect(status(403, undefined, denied).description).toContain('CAPTCHA');
		expect(
			status(429, undefined, { 'ratelimit-reason': 'jira-burst-based' }).description,
		).toContain('jira-burst-based');
	});
});
