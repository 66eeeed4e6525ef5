import { advise as jamaAdvise } from '../../nodes/Jama/api/advice';
import { advise as jiraAdvise } from '../../nodes/JiraAgile/api/advice';
import {
	BadResponse,
	CARRIED_OUT,
	MAY_BE_CARRIED_OUT,
	NoResponse,
	NOTHING_CHANGED,
	notingDone,
	outcomeOf,
} from '../../nodes/shared/http/errors';
import { InvalidInput } from '../../nodes/shared/values/invalidInput';
import type { HttpMethod, HttpRequest, HttpResponse } from '../../nodes/shared/http/http';
import { nameInBody } from '../../nodes/shared/http/outcome';
import { caught } from './support/errors';

const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
const SENTENCES = { notDone: NOTHING_CHANGED, done: CARRIED_OUT, unknown: MAY_BE_CARRIED_OUT };
const to = (method: HttpMethod, body?: unknown): HttpRequest => ({
	method,
	path: '/rest/v1/items/20',
	body,
});
const bad = (
	method: HttpMethod,
	statusCode: number,
	kind: BadResponse['kind'] = 'status',
	more: Partial<HttpResponse> = {},
) => new BadResponse(to(method), { statusCode, headers: {}, body: '', ...more }, kind, undefined);
const none = (method: HttpMethod, code: string, known?: NoResponse['known']) =>
	new NoResponse(to(method), code, 'words', known);

type Case = [string, (method: HttpMethod) => BadResponse | NoResponse, keyof typeof SENTENCES];
const CASES: Case[] = [
	...[400, 401, 402, 403, 404, 405, 409, 410, 413, 415, 422, 423, 429].map(
		(status): Case => [`${status}`, (method) => bad(method, status), 'notDone'],
	),
	...[408, 500, 501, 502, 503, 504, 520, 599].map(
		(status): Case => [`${status}`, (method) => bad(method, status), 'unknown'],
	),
	['401 as a page', (method) => bad(method, 401, 'html'), 'notDone'],
	['503 as a page', (method) => bad(method, 503, 'html'), 'unknown'],
	['200 as a page', (method) => bad(method, 200, 'html'), 'unknown'],
	['200 of another shape', (method) => bad(method, 200, 'unexpected'), 'unknown'],
	['204 where content belongs', (method) => bad(method, 204, 'unexpected'), 'unknown'],
	['201 of another shape', (method) => bad(method, 201, 'unexpected'), 'done'],
	['302', (method) => bad(method, 302, 'unexpected'), 'unknown'],
	['308', (method) => bad(method, 308, 'unexpected'), 'notDone'],
	['a cut 200 of the API', (m) => none(m, 'BODY_CUT', { statusCode: 200, fromApi: true }), 'done'],
	['a cut 200 of something', (m) => none(m, 'BODY_CUT', { statusCode: 200 }), 'unknown'],
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED', 'EPROTO'].map(
		(code): Case => [code, (method) => none(method, code), 'notDone'],
	),
	...['TOKEN_REFUSED', 'TOKEN_UNAVAILABLE', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'].map(
		(code): Case => [code, (method) => none(method, code), 'notDone'],
	),
	...['ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE', 'UNKNOWN', 'UND_ERR_SOCKET'].map(
		(code): Case => [code, (method) => none(method, code), 'unknown'],
	),
	['no token, the connection broke', (m) => none(m, 'ECONNRESET', { notSent: true }), 'notDone'],
	['foreseen', (m) => none(m, 'ETIMEDOUT', { foreseen: true }), 'notDone'],
	['a foreseen 503', (m) => bad(m, 503, 'status', { foreseen: true }), 'notDone'],
	['404 after no answer', (m) => bad(m, 404, 'status', { perhapsDone: true }), 'unknown'],
	['refused after no answer', (m) => none(m, 'ECONNREFUSED', { perhapsDone: true }), 'unknown'],
];

describe.each([
	['Jama', jamaAdvise],
	['Jira', jiraAdvise],
])('%s: a write that ended in', (_, advise) => {
	test.each(CASES)('%s', (_name, make, outcome) => {
		for (const method of WRITES) {
			const failure = make(method);
			expect(failure.outcome).toBe(outcome);
			expect(outcomeOf(failure)).toBe(outcome);
			const { description } = advise(failure);
			const found = Object.values(SENTENCES).filter((one) => description.includes(one));
			expect(found).toEqual([SENTENCES[outcome]]);
			expect(description).not.toMatch(/\.\.|undefined/);
			if (outcome === 'notDone') continue;
			expect(description).toMatch(/ook .*before you run it again/);
			expect(description).toContain(`${method} /rest/v1/items/20`);
			expect(description).not.toMatch(/try again/i);
		}
	});

	test.each(CASES)('%s, but of a read: not a word of it', (_name, make) => {
		const failure = make('GET');
		expect(failure.outcome).toBeUndefined();
		expect(outcomeOf(failure)).toBe('notDone');
		const { description } = advise(failure);
		expect(Object.values(SENTENCES).filter((one) => description.includes(one))).toEqual([]);
	});
});

test('a 500 to a read: try again', () => {
	expect(jamaAdvise(bad('GET', 500)).description).toMatch(/Try again/);
});

test('an input that cannot be used changed nothing; of our own mistakes nothing is known', () => {
	expect(outcomeOf(new InvalidInput('x'))).toBe('notDone');
	expect(outcomeOf(new TypeError('x'))).toBe('unknown');
	expect(outcomeOf('x')).toBe('unknown');
});

test('a step of several says what became of itself, and the notes what was done before', async () => {
	const step = async (error: Error) =>
		(await caught(
			async () =>
				await notingDone(
					(outcome) => `Attachment 12 was created (${outcome}).`,
					async () => await Promise.reject(error),
				),
		)) as BadResponse;
	const refused = await step(bad('POST', 403));
	expect(jamaAdvise(refused).description).toMatch(
		/Of the request that failed, POST \/rest\/v1\/items\/20: Nothing was changed\.$/,
	);
	expect(refused.done).toBe('Attachment 12 was created (notDone).');
	expect((await step(bad('POST', 500))).done).toBe('Attachment 12 was created (unknown).');
});

describe('what the record is known by', () => {
	const form = () => {
		const data = new FormData();
		data.append('note', 'x');
		data.append('file', new Blob(['x']), 'spec.pdf');
		return data;
	};
	test.each<[string, unknown, string | undefined]>([
		[
			'fields.name',
			{ project: 2, fields: { name: ' Flow rate ', documentKey: 'A-1' } },
			'Flow rate',
		],
		['name', { name: 'R1', password: 's3cret' }, 'R1'],
		['a document key', { documentKey: 'A-1' }, 'A-1'],
		['a URL', { url: 'https://a.example' }, 'https://a.example'],
		['issues', { issues: ['A-1', 'A-2', 'A-3', 'A-4'] }, 'A-1, A-2, A-3'],
		['a patch', [{ op: 'replace', path: '/fields/name', value: 'New' }], 'New'],
		['a file', form(), 'spec.pdf'],
		['nothing that is known', { password: 's3cret', token: 't' }, undefined],
		['an object for a name', { name: { a: 1 } }, undefined],
		['a long name', { name: 'x'.repeat(500) }, 'x'.repeat(80)],
		['text', 'name=x', undefined],
		['no body', undefined, undefined],
		['null', null, undefined],
		['a patch of odd rows', [null, 1, 'x'], undefined],
		['bytes', Buffer.from('{"name":"x"}'), undefined],
	])('%s', (_, body, name) => {
		expect(nameInBody(body)).toBe(name);
		const { description } = jamaAdvise(
			new BadResponse(to('POST', body), { statusCode: 500, headers: {}, body: '' }, 'status'),
		);
		expect(description).toContain(
			name === undefined ? 'Look at the record (POST' : `Look for "${name}" (POST`,
		);
		expect(description).not.toContain('s3cret');
	});
});
