/** Custom API Action against Jama: any method, any query, all pages. */
import { NEXT_ID, useJama } from './support';

const jama = useJama();
const call = async (parameters: object) => {
	const rows = await jama.rows('customApi.request', parameters);
	expect(rows).toHaveLength(1);
	return rows[0] as { statusCode: number; headers: Record<string, string>; body: unknown };
};
const asJson = (query: object | string) => ({
	specifyQuery: 'json',
	query: typeof query === 'string' ? query : JSON.stringify(query),
});
const ids = (body: unknown) => (body as { data: Array<{ id: number }> }).data.map(({ id }) => id);

describe('methods', () => {
	test.each<[string, string, unknown, number, unknown]>([
		['GET', '/items/20/tags/1', undefined, 200, { data: { id: 1, name: 'safety' } }],
		['POST', '/items/20/tags', { tag: 2 }, 201, { meta: { id: 2, status: 'Created' } }],
		['PUT', '/items/20/lock', { locked: true }, 200, { meta: { status: 'OK' } }],
		[
			'PATCH',
			'/items/20',
			[{ op: 'remove', path: '/fields/rationale$33' }],
			200,
			{ meta: { status: 'OK' } },
		],
		['DELETE', '/items/20/tags/1', undefined, 204, ''],
		['DELETE', '/projects/2/permissions', { user: 7 }, 204, ''],
		['POST', '/items/20/duplicate', {}, 201, { meta: { id: NEXT_ID } }],
	])('%s %s', async (method, relativeUrl, body, statusCode, answer) => {
		const text = body === undefined ? '' : JSON.stringify(body);
		const result = await call({ method, relativeUrl, body: text });
		expect(result).toMatchObject({ statusCode, body: answer });
		expect(jama.sent()).toEqual([`${method} ${relativeUrl}${text && ` ${text}`}`]);
	});

	test('a body may be an object from an expression', async () => {
		const input = [{ body: { tag: 3 } }];
		const parameters = { method: 'POST', relativeUrl: '/items/20/tags', body: '={{ $json.body }}' };
		await jama.rows('customApi.request', parameters, { input });
		expect(jama.sent()).toEqual(['POST /items/20/tags {"tag":3}']);
		expect(jama.server.requests[0]?.headers['content-type']).toBe('application/json');
	});

	test('a GET never has a body', async () => {
		await call({ method: 'GET', relativeUrl: '/projects/2', body: '{"a": 1}' });
		expect(jama.sent()).toEqual(['GET /projects/2']);
		expect(jama.server.requests[0]?.headers).not.toHaveProperty('content-type');
	});
});

describe('where it goes', () => {
	test.each([
		['projects/2', {}, 'GET /projects/2'],
		[' /projects/2 ', {}, 'GET /projects/2'],
		[
			'/abstractitems?documentKey=A&documentKey=B',
			{},
			'GET /abstractitems?documentKey=A&documentKey=B',
		],
		[
			'/abstractitems',
			{ documentKey: ['A', 'B'], maxResults: 2 },
			'GET /abstractitems?documentKey=A&documentKey=B&maxResults=2',
		],
		[
			'/abstractitems?project=2&maxResults=1',
			{ project: 3 },
			'GET /abstractitems?project=3&maxResults=1',
		],
		['/abstractitems?contains=%22flow%20rate%22', {}, 'GET /abstractitems?contains="flow rate"'],
		[
			'/abstractitems',
			{ contains: 'a&b=c + d', includeWildcard: true },
			'GET /abstractitems?contains=a&b=c + d&includeWildcard=true',
		],
	])('%s with %j', async (relativeUrl, query, line) => {
		await call({ relativeUrl, ...asJson(query) });
		expect(jama.sent()).toEqual([line]);
	});

	test('with query parameters and headers in rows, from expressions, too', async () => {
		const queryParameters = {
			parameters: [
				{ name: 'documentKey', value: '={{ $json.key }}' },
				{ name: 'documentKey', value: 'B' },
				{ name: 'contains', value: 'a&b=c + d' },
				{ name: 'project', value: '={{ [2, 3] }}' },
				{ name: 'release', value: '={{ undefined }}' },
				{ name: '', value: '' },
			],
		};
		const headerParameters = { parameters: [{ name: 'x-own', value: '={{ 7 }}' }] };
		const relativeUrl = '/abstractitems?project=1&maxResults=5';
		const parameters = { relativeUrl, queryParameters, headerParameters };
		await jama.rows('customApi.request', parameters, { input: [{ key: 'A' }] });
		expect(jama.sent()).toEqual([
			'GET /abstractitems?project=2&project=3&maxResults=5&documentKey=A&documentKey=B&contains=a&b=c + d',
		]);
		expect(jama.server.requests[0]?.headers).toMatchObject({ 'x-own': '7' });
	});

	test('and what stands in the other way to specify them is not sent', async () => {
		const rows = { parameters: [{ name: 'project', value: '3' }] };
		const query = '{"project": 2}';
		await call({ relativeUrl: '/items', query, queryParameters: rows });
		await call({ relativeUrl: '/items', ...asJson(query), queryParameters: rows });
		expect(jama.sent()).toEqual(['GET /items?project=3', 'GET /items?project=2']);
	});

	test.each([
		['v1', '/rest/v1/projects/2'],
		['latest', '/rest/latest/projects/2'],
		['labs', '/rest/labs/projects/2'],
	])('API version %s', async (root, url) => {
		expect(await call({ relativeUrl: '/projects/2', options: { root } })).toMatchObject({
			statusCode: 200,
		});
		expect(jama.server.requests[0]?.url).toBe(url);
	});

	test('headers of its own, which replace those of the node', async () => {
		const headers = { Accept: 'application/hal+json', 'x-jama-date-fields-with-time': true };
		await call({
			relativeUrl: '/projects/2',
			specifyHeaders: 'json',
			headers: JSON.stringify(headers),
		});
		expect(jama.server.requests[0]?.headers).toMatchObject({
			accept: 'application/hal+json',
			'x-jama-date-fields-with-time': 'true',
			authorization: 'Basic',
		});
	});
});

describe('Return All Pages', () => {
	const options = { allPages: true };

	test('of a list by offset', async () => {
		const { body } = await call({ relativeUrl: '/items', ...asJson({ project: 2 }), options });
		expect(ids(body)).toEqual(jama.server.state.treeOrder(2).map(({ id }) => id));
		expect(body).toMatchObject({
			meta: { pageInfo: { startIndex: 0, resultCount: 120, totalResults: 120 } },
		});
		expect(jama.sent()[0]).toBe('GET /items?project=2&startAt=0&maxResults=50');
	});

	test.each(['lastId', 'startAt', 'both'] as const)(
		'of relationships, from a server that wants %s',
		async (relationshipsPaging) => {
			Object.assign(jama.server.switches, { relationshipsPaging, pageMax: 20 });
			const { body } = await call({ relativeUrl: '/relationships?project=2', options });
			const expected = [...jama.server.state.relationships.values()]
				.filter(({ fromItem }) => jama.server.state.items.get(fromItem)?.project === 2)
				.map(({ id }) => id);
			expect(ids(body)).toEqual(expected);
			expect(expected.length).toBeGreaterThan(40);
		},
	);

	test('replaces paging parameters of the user', async () => {
		const query = '{"project": 2, "startAt": 90, "maxResults": 3}';
		const { body } = await call({ relativeUrl: '/items', ...asJson(query), options });
		expect(ids(body)).toHaveLength(120);
	});

	test('of what is no list', async () => {
		const parameters = { relativeUrl: '/projects/2', options };
		const failure = await jama.failure('customApi.request', parameters);
		expect(failure.message).toMatch(/not one of Jama's API/);
		jama.server.violations.length = 0;
	});

	test('without it, relationships say how to get them', async () => {
		const failure = await jama.failure('customApi.request', {
			relativeUrl: '/relationships?project=2',
		});
		expect(failure.message).toMatch(/lastId parameter is now required/);
		expect(failure.description).toMatch(/Return All Pages/);
	});
});

describe('Never Error', () => {
	const options = { neverError: true };

	test.each([
		[404, '/items/999999', { meta: { message: 'Item 999999 not found' } }],
		[400, '/abstractitems?sortBy=color.asc', { meta: { status: 'Bad Request' } }],
	])('gives a %i like any other answer', async (statusCode, relativeUrl, body) => {
		expect(await call({ relativeUrl, options })).toMatchObject({ statusCode, body });
	});

	test('does so for all pages, too', async () => {
		const all = { ...options, allPages: true };
		expect(await call({ relativeUrl: '/items/999999/children', options: all })).toMatchObject({
			statusCode: 404,
			body: { meta: { message: 'Item 999999 not found' } },
		});
	});

	test('and for a page that is no JSON', async () => {
		jama.server.switches.failNext = [{ status: 403, body: '<html>Forbidden</html>' }];
		expect(await call({ relativeUrl: '/projects', options })).toMatchObject({
			statusCode: 403,
			body: '<html>Forbidden</html>',
		});
	});

	test('without it, an error status is an error', async () => {
		const failure = await jama.failure('customApi.request', { relativeUrl: '/items/999999' });
		expect(failure.message).toBe('Item 999999 not found');
	});
});
