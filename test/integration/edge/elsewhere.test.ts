/** Redirects, tokens and Retry-After, as n8n's request helper takes them. */
import nock from 'nock';
import { Edge, envelope, JSON_TYPE, systemError, useNock } from './support';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => await Promise.resolve(),
}));

useNock();

const ITEM = '/rest/v1/items/20';
const id = { __rl: true, mode: 'id', value: 20 };
/** For operations on items, and on records of any type. */
const item = { itemId: id, recordId: id };
const tag = { ...item, tag: { __rl: true, mode: 'id', value: 1 } };
const record = envelope({ id: 20 });

describe('a redirect', () => {
	test('of a read is followed, also over several stops', async () => {
		const edge = new Edge();
		edge.scope.get(ITEM).reply(302, '', { location: `/contour${ITEM}` });
		edge.scope.get(`/contour${ITEM}`).reply(307, '', { location: `${edge.url}/jama${ITEM}` });
		edge.scope.get(`/jama${ITEM}`).reply(200, record);
		expect(await edge.rows('item.get', item)).toMatchObject([{ id: 20 }]);
		expect(edge.headers.map(({ authorization }) => Boolean(authorization))).toEqual([
			true,
			true,
			true,
		]);
	});

	test.each([301, 302, 303, 307, 308])(
		'with %i to another origin takes no Authorization along',
		async (status) => {
			const edge = new Edge();
			const stranger = nock('http://stranger.test');
			edge.watch(stranger);
			edge.scope.get(ITEM).reply(status, '', { location: 'http://stranger.test/x' });
			stranger.get('/x').reply(200, record);
			await edge.run('item.get', item);
			expect(edge.sent).toEqual([`GET ${ITEM}`, 'GET /x']);
			expect(edge.headers[0]).toHaveProperty('authorization');
			expect(edge.headers[1]).not.toHaveProperty('authorization');
		},
	);

	test('in a circle is told at once, and not tried four times', async () => {
		const edge = new Edge();
		edge.scope.persist().get(ITEM).reply(302, '', { location: ITEM });
		const failure = await edge.failure('item.get', item);
		expect(failure.message).toBe('The server sends the request on without end');
		expect(edge.sent.length).toBeLessThan(30);
	});

	test.each([301, 302, 303, 307, 308])('with %i of a write is not followed', async (status) => {
		const edge = new Edge();
		edge.scope.post(`${ITEM}/tags`).reply(status, '', {
			location: 'https://sso.test/login?SAMLRequest=s3cret',
		});
		const failure = await edge.failure('tag.addToRecord', tag);
		expect(failure.message).toBe(
			`The server sends the request on to another address (status ${status})`,
		);
		expect(failure.description).toContain('It leads to https://sso.test/login.');
		expect(failure.text).not.toContain('SAMLRequest');
		expect(edge.sent).toHaveLength(1);
	});

	test('of a DELETE in a circle is never counted as done', async () => {
		const edge = new Edge();
		edge.scope.persist().delete(ITEM).reply(302, '', { location: ITEM });
		const failure = await edge.failure('item.delete', item);
		expect(failure.description).toMatch(/It may have been carried out\./);
		expect(edge.sent).toHaveLength(1);
	});
});

describe('a web page with an error status', () => {
	const page = '<html><body>Unauthorized (401)</body></html>';
	const headers = { 'content-type': 'text/html' };

	test('401 is about the login', async () => {
		const edge = new Edge();
		edge.scope.get(ITEM).reply(401, page, headers);
		const failure = await edge.failure('item.get', item);
		expect(failure.message).toBe('Jama responded with status 401, as a web page');
		expect(failure.description).toMatch(/^Check the credential: user name and password/);
		expect(failure.description).not.toMatch(/URL/);
	});

	test('503 is about a proxy', async () => {
		const edge = new Edge();
		edge.scope.get(ITEM).times(4).reply(503, page, headers);
		const failure = await edge.failure('item.get', item);
		expect(failure.description).toMatch(/^A proxy .*Try again/);
	});
});

describe('Retry-After', () => {
	test.each<[string, string | undefined, number]>([
		['seconds', '1', 2],
		['a fraction', '0.5', 2],
		['a date that is over', 'Thu, 01 Jan 1970 00:00:00 GMT', 2],
		['nonsense', 'soon, maybe', 2],
		['a negative number', '-5', 2],
		['nothing', undefined, 2],
		['an hour', '3600', 1],
		['a far date', 'Fri, 01 Jan 2199 00:00:00 GMT', 1],
	])('of %s', async (_, retryAfter, requests) => {
		const edge = new Edge();
		const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
		edge.scope.get(ITEM).reply(429, { meta: { message: 'Slow down' } }, headers as never);
		edge.scope.get(ITEM).reply(200, record);
		const { error, items } = await edge.run('item.get', item);
		expect(edge.sent).toHaveLength(requests);
		if (requests === 2) expect(items[0]?.json).toMatchObject({ id: 20 });
		else expect(error?.message).toBe('Slow down');
	});

	test('twice in one answer takes the first', async () => {
		const edge = new Edge();
		const twice = ['1', '9999'] as unknown as string;
		edge.scope.get(ITEM).reply(429, {}, { 'retry-after': twice });
		edge.scope.get(ITEM).reply(200, record);
		await edge.run('item.get', item);
		expect(edge.sent.length).toBeLessThanOrEqual(2);
	});
});

describe('a token', () => {
	const TOKEN = '/rest/oauth/token';
	const tokens = ({ sent }: Edge) => sent.filter((one) => one === `POST ${TOKEN}`).length;
	const input = Array.from({ length: 50 }, () => ({}));

	test.each<[string, number, unknown]>([
		['in the words of OAuth', 401, { error: 'invalid_client' }],
		["in Jama's envelope", 401, { meta: { message: 'Bad credentials' } }],
	])('refused %s is asked for once, however many items there are', async (_, status, body) => {
		for (const operation of ['item.get', 'tag.addToRecord']) {
			const edge = new Edge();
			edge.scope
				.persist()
				.post(TOKEN)
				.reply(status, body as object);
			const more = { credentials: edge.oAuth2(), input, continueOnFail: true };
			const { items } = await edge.run(operation, tag, more);
			expect(items).toHaveLength(50);
			expect(items.map(({ json }) => json.error)).toEqual(
				input.map(() => 'Jama gave no access token for this client ID and secret'),
			);
			expect(edge.sent).toEqual([`POST ${TOKEN}`]);
		}
	});

	test.each<[string, number, object]>([
		['429', 429, { meta: { message: 'API throttling limit exceeded' } }],
		['503', 503, {}],
		['500', 500, {}],
		['a passing OAuth error', 400, { error: 'temporarily_unavailable' }],
	])(
		'that is not given for now (%s) is asked for again, also for a write',
		async (_, status, body) => {
			const edge = new Edge();
			edge.scope.post(TOKEN).reply(status, body);
			edge.scope
				.post(TOKEN)
				.reply(200, { access_token: 't', token_type: 'bearer', expires_in: 3600 });
			edge.scope.post(`${ITEM}/tags`).reply(201, { meta: { id: 1 } });
			const more = { credentials: edge.oAuth2() };
			await edge.rows('tag.addToRecord', { ...tag, options: { returnRecord: false } }, more);
			expect(tokens(edge)).toBe(2);
		},
	);

	test('that is never given says nothing of a wrong secret, and that nothing was changed', async () => {
		const edge = new Edge();
		edge.scope.persist().post(TOKEN).reply(429, {});
		const failure = await edge.failure('tag.addToRecord', tag, { credentials: edge.oAuth2() });
		expect(failure.message).toBe('Jama gave no access token just now');
		expect(failure.description).toMatch(
			/says nothing about client ID and secret.*Nothing was changed\.$/,
		);
		expect(tokens(edge)).toBe(4);
	});

	test('where there is none to be had: the address', async () => {
		const edge = new Edge();
		edge.scope.post(TOKEN).reply(404, '<html>Not Found</html>', { 'content-type': 'text/html' });
		const failure = await edge.failure('item.get', item, { credentials: edge.oAuth2() });
		expect(failure.message).toBe('Where Jama should give access tokens there is something else');
		expect(failure.description).toMatch(/instance URL/);
	});

	test('that cannot be asked for changed nothing', async () => {
		const edge = new Edge();
		edge.scope.persist().post(TOKEN).replyWithError(systemError('ECONNREFUSED'));
		const failure = await edge.failure('tag.addToRecord', tag, { credentials: edge.oAuth2() });
		expect(failure.message).toBe('The server refused the connection');
		expect(failure.description).toMatch(/Nothing was changed\.$/);
	});
});

test.each<[string, unknown]>([
	['"12"', { ...envelope({ id: '12' }) }],
	['no meta', { data: { id: 12 } }],
	['no data', { meta: {} }],
	['null data', envelope(null)],
	['a list', [envelope({})]],
])('ids and shapes: a record with %s', async (_, body) => {
	const edge = new Edge();
	edge.scope.get(ITEM).reply(200, body as object, JSON_TYPE);
	const { items, error } = await edge.run('item.get', item);
	if (!error) expect(items[0]?.json.id).toBe(12);
	else {
		expect(error.message).toBe("The response is not one of Jama's API (status 200)");
		expect(JSON.stringify(error)).not.toMatch(/invalid_type|ZodError/);
	}
});
