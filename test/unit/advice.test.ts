import { advise } from '../../nodes/Jama/advice';
import { BadAnswer, NoAnswer } from '../../nodes/shared/errors';
import type { HttpMethod } from '../../nodes/shared/http';

const request = (method: HttpMethod = 'GET') => ({ method, path: '/rest/v1/items/1' });
const status = (statusCode: number, words?: string, method?: HttpMethod) =>
	advise(new BadAnswer(request(method), { statusCode, headers: {}, body: '' }, 'status', words));
const silent = (code: string, message = 'words of the system', method?: HttpMethod) =>
	advise(new NoAnswer(request(method), code, message));

/** Advice that tells somebody what to do, in whole sentences. */
function expectAdvice({ message, description }: { message: string; description: string }) {
	expect(message.length).toBeGreaterThan(5);
	expect(description.length).toBeGreaterThan(15);
	expect(description).toMatch(/[.)]$/);
	expect(description).not.toMatch(/undefined|\[object|NaN/);
}

describe('by status', () => {
	const statuses = [400, 401, 402, 403, 404, 405, 406, 409, 410, 413, 415, 418, 422, 429];
	test.each([...statuses, 500, 501, 502, 503, 504, 599])('%i says what to do', (code) => {
		const without = status(code);
		expectAdvice(without);
		expect(without.message).toContain(String(code));
		expect(status(code, 'Words of Jama').message).toBe('Words of Jama');
		expectAdvice(status(code, 'Words of Jama'));
	});

	test.each<[number, RegExp]>([
		[400, /\$33|field\$itemType/],
		[401, /Named Creator/],
		[401, /single sign-on/i],
		[403, /permission/],
		[404, /By Document Key/],
		[409, /again/],
		[429, /Requests per Second/],
		[501, /newer/],
	])('%i names the usual reason: %p', (code, reason) => {
		expect(status(code).description).toMatch(reason);
	});
});

describe("by Jama's words", () => {
	test.each<[string, RegExp]>([
		['User does not have a Named Creator License', /administrator/],
		['no such path in target JSON document', /operation "add"/],
		['The value you provided could not be set at the path.', /picklists/],
		['Sets and Folders must always have a child type specified', /'Child Item Type'/],
		[
			'Relationship violates rules configured for the project: from item ID: 1, to item ID: 2',
			/relationship rules/i,
		],
		['The lastId parameter is now required to call GET /relationships API endpoint.', /lastId=0/],
		['Item is locked by another user', /Unlock/],
		['The requested resource predates relationship history tracking.', /later/],
	])('%p', (words, expected) => {
		const advice = status(400, words);
		expect(advice.message).toBe(words);
		expect(advice.description).toMatch(expected);
		expectAdvice(advice);
	});
});

describe('no answer', () => {
	const codes = [
		...['TOKEN_REFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'],
		...['ETIMEDOUT', 'ECONNABORTED', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
		...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID', 'EPROTO'],
		...['UND_ERR_SOCKET', 'EHOSTUNREACH', 'UNKNOWN'],
	];
	test.each(codes)('%s says what to do', (code) => expectAdvice(silent(code)));

	test.each<[string, RegExp]>([
		['TOKEN_REFUSED', /client secret/i],
		['ENOTFOUND', /instance URL/],
		['ECONNREFUSED', /port/],
		['CERT_HAS_EXPIRED', /'Ignore SSL Issues'/],
		['ETIMEDOUT', /busy/],
		['ECONNRESET', /again/],
	])('%s: %p', (code, expected) => expect(silent(code).description).toMatch(expected));

	test("n8n's protection of private networks is named as such", () => {
		const advice = silent('UNKNOWN', 'Request blocked by SSRF protection: 10.0.0.1');
		expect(advice.message).toContain('n8n');
		expect(advice.description).toContain('N8N_SSRF_ALLOWED_HOSTNAMES');
	});

	test('an unknown code keeps the words of the system', () => {
		expect(silent('ESTRANGE', 'something strange').description).toContain('something strange');
	});
});

describe('a write that may have been carried out', () => {
	const WARNING = /may have been carried out/;

	test.each([502, 503, 504])('POST and PATCH after %i: look before running it again', (code) => {
		for (const method of ['POST', 'PATCH'] as const) {
			expect(status(code, undefined, method).description).toMatch(WARNING);
			expect(status(code, 'Service Unavailable', method).description).toMatch(WARNING);
		}
		expect(status(code, undefined, 'PUT').description).not.toMatch(WARNING);
	});

	test.each(['ECONNRESET', 'ETIMEDOUT', 'UNKNOWN'])('POST after %s', (code) => {
		expect(silent(code, 'x', 'POST').description).toMatch(WARNING);
		expect(silent(code, 'x', 'GET').description).not.toMatch(WARNING);
	});

	test.each(['ENOTFOUND', 'ECONNREFUSED', 'TOKEN_REFUSED'])(
		'not after %s: nothing was sent',
		(code) => {
			expect(silent(code, 'x', 'POST').description).not.toMatch(WARNING);
		},
	);

	test.each([400, 401, 403, 409, 429])('not after %i: it was refused', (code) => {
		expect(status(code, undefined, 'POST').description).not.toMatch(WARNING);
	});

	test("a proxy's own page with 503 after POST warns as well", () => {
		const answer = { statusCode: 503, headers: {}, body: '<html>' };
		const { description } = advise(new BadAnswer(request('POST'), answer, 'html'));
		expect(description).toMatch(WARNING);
	});
});

describe('an answer that is not the API', () => {
	test.each(['html', 'unexpected'] as const)(
		'%s: instance URL, context path and single sign-on',
		(kind) => {
			const answer = { statusCode: 200, headers: {}, body: '<html>' };
			const advice = advise(new BadAnswer(request(), answer, kind));
			expectAdvice(advice);
			expect(advice.message).toContain('200');
			expect(advice.description).toMatch(/instance URL.*context path.*OAuth/s);
		},
	);
});
