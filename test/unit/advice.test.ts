import { advise } from '../../nodes/Jama/api/advice';
import { advise as jiraAdvise } from '../../nodes/JiraAgile/api/advice';
import { BadResponse, NoResponse } from '../../nodes/shared/http/errors';
import type { HttpMethod, HttpRequest } from '../../nodes/shared/http/http';

const request = (method: HttpMethod = 'GET') => ({ method, path: '/rest/v1/items/1' });
const status = (statusCode: number, words?: string, method?: HttpMethod) =>
	advise(new BadResponse(request(method), { statusCode, headers: {}, body: '' }, 'status', words));
const silent = (code: string, message = 'words of the system', method?: HttpMethod) =>
	advise(new NoResponse(request(method), code, message));

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
		[401, /Named Creator/],
		[401, /single sign-on/i],
		[403, /permission/],
		[404, /By Key/],
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

describe('advice follows from the request', () => {
	const to = (method: HttpMethod, path: string, more: object = {}) => ({
		method,
		path: `/rest/v1${path}`,
		...more,
	});
	const refused = (
		request: HttpRequest,
		statusCode: number,
		words?: string,
		kind: BadResponse['kind'] = 'status',
	) =>
		advise(new BadResponse(request, { statusCode, headers: {}, body: '' }, kind, words))
			.description;
	const ITEM_TYPE = /field\$itemType/;

	test.each<[HttpMethod, string]>([
		['POST', '/items'],
		['PUT', '/items/20'],
		['PATCH', '/items/20'],
		['PUT', '/testruns/9'],
		['POST', '/testplans'],
	])('400 of %s %s is about the fields of the item type', (method, path) => {
		expect(refused(to(method, path), 400)).toMatch(ITEM_TYPE);
	});

	test.each<[HttpMethod, string]>([
		['GET', '/items'],
		['GET', '/abstractitems'],
		['POST', '/items/20/tags'],
		['PUT', '/items/20/lock'],
		['POST', '/items/20/attachments'],
		['POST', '/usergroups'],
		['POST', '/tags'],
		['POST', '/relationships'],
		['POST', '/testplans/3/testgroups'],
	])('400 of %s %s is not', (method, path) => {
		expect(refused(to(method, path), 400)).not.toMatch(ITEM_TYPE);
	});

	test.each([400, 409])('%i of a relationship that exists is about relationships', (code) => {
		const words = 'Relationship from 20 to 21 already exists';
		const description = refused(to('POST', '/relationships'), code, words);
		expect(description).toMatch(/^The two items are related/);
		expect(description).not.toMatch(/picklist|Run it again/);
	});

	test('404: a key is asked for only where an ID of an item was given', () => {
		expect(refused(to('GET', '/items/20'), 404)).toMatch(/^It may be deleted.*By Key/);
		for (const path of ['/projects/20', '/users/4', '/picklists/4/options']) {
			expect(refused(to('GET', path), 404)).toMatch(/^Check the IDs in /);
			expect(refused(to('GET', path), 404)).not.toMatch(/document key/i);
		}
		expect(refused(to('GET', '/itemz'), 404)).toMatch(
			/^Check the path \/itemz and the IDs that were/,
		);
		const found = refused(to('GET', '/items/20', { lookedUp: true }), 404);
		expect(found).toMatch(/^It was found by its name or key a moment ago/);
		expect(found).not.toMatch(/document key/i);
	});

	test('401: of a write it may be a permission that is missing', () => {
		expect(refused(to('PUT', '/items/20'), 401)).toMatch(/permission to change/);
		expect(refused(to('GET', '/items/20'), 401)).toMatch(/access to what was asked for/);
	});

	test.each([
		['GET', 'You do not have access to the requested resource', /^The user .* may not see this/],
		[
			'PUT',
			'You do not have permission to change this resource',
			/^The user .* may not change this/,
		],
		['GET', 'User does not have access to project 2', /^The user .* may not see this/],
		['GET', 'Access is not permitted', /^The user .* may not see this/],
		['GET', 'Username or password is invalid', /^Check the credential: user name and password/],
		['GET', 'Unauthorized', /^Check the credential: user name and password/],
	] as const)('401 of %s: "%s" says what is likelier first', (method, words, first) => {
		const description = refused(to(method, '/items/20'), 401, words);
		expect(description).toMatch(first);
		expect(description).toMatch(/password.*Named Creator/);
	});

	test('401 as a web page is about the login, not about the address', () => {
		for (const one of [advise, jiraAdvise]) {
			const answer = { statusCode: 401, headers: {}, body: '<html>' };
			const { description } = one(new BadResponse(to('GET', '/x'), answer, 'html'));
			expect(description).toMatch(/password/);
			expect(description).not.toMatch(/URL/);
		}
	});

	test.each(['TOKEN_UNAVAILABLE', 'TOKEN_MISPLACED'])('%s is no wrong secret', (code) => {
		for (const one of [advise, jiraAdvise]) {
			const { message, description } = one(
				new NoResponse(to('GET', '/x'), code, 'HTTP status 429'),
			);
			expect(`${message} ${description}`).not.toMatch(/Check client|secret is|refused/);
		}
	});
});

describe('an answer that is not the API', () => {
	test.each(['html', 'unexpected'] as const)(
		'%s: instance URL, context path and single sign-on',
		(kind) => {
			const answer = { statusCode: 200, headers: {}, body: '<html>' };
			const advice = advise(new BadResponse(request(), answer, kind));
			expectAdvice(advice);
			expect(advice.message).toContain('200');
			expect(advice.description).toMatch(/instance URL.*context path.*OAuth/s);
		},
	);
});
