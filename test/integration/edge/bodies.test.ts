/** Bodies that are cut, garbled, empty or of another kind, as n8n's request helper reports them. */
import { gzipSync } from 'node:zlib';
import { breaking, Edge, envelope, JSON_TYPE, systemError, useNock } from './support';

// The waits between attempts are another test's; here they take no time.
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
const whole = envelope({ id: 20, fields: { name: 'Flow' } });
const text = JSON.stringify(whole);

describe('a record', () => {
	test.each<[string, (edge: Edge) => unknown]>([
		[
			'broken off by the connection',
			(edge) => edge.scope.get(ITEM).reply(200, breaking(text.slice(0, 20)), JSON_TYPE),
		],
		[
			'cut, though all announced came',
			(edge) => edge.scope.get(ITEM).reply(200, text.slice(0, -5), JSON_TYPE),
		],
		['cut, and not marked as JSON', (edge) => edge.scope.get(ITEM).reply(200, text.slice(0, -5))],
		['garbled', (edge) => edge.scope.get(ITEM).reply(200, text.replace('"meta":', '#'), JSON_TYPE)],
		[
			'garbled from its first character on',
			(edge) => edge.scope.get(ITEM).reply(200, `x${text}`, JSON_TYPE),
		],
		['empty', (edge) => edge.scope.get(ITEM).reply(200, '', JSON_TYPE)],
		[
			'JSON with a garbled name',
			(edge) =>
				edge.scope.get(ITEM).reply(200, text.replace('"fields"', '"fi\uFFFDlds"'), JSON_TYPE),
		],
		[
			'garbled gzip',
			(edge) =>
				edge.scope
					.get(ITEM)
					.reply(200, gzipSync(text).subarray(0, 30), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
		],
		[
			'no gzip at all',
			(edge) => edge.scope.get(ITEM).reply(200, text, { ...JSON_TYPE, 'content-encoding': 'gzip' }),
		],
	])('%s is asked for again', async (_, first) => {
		const edge = new Edge();
		first(edge);
		edge.scope.get(ITEM).reply(200, whole);
		expect(await edge.rows('item.get', item)).toMatchObject([{ id: 20 }]);
		expect(edge.sent).toEqual([`GET ${ITEM}`, `GET ${ITEM}`]);
	});

	test('cut four times is an error that says so', async () => {
		const edge = new Edge();
		edge.scope.get(ITEM).times(4).reply(200, text.slice(0, -5), JSON_TYPE);
		const failure = await edge.failure('item.get', item);
		expect(failure.message).toBe(
			'The response is not complete: it is JSON that breaks off or is garbled',
		);
		expect(failure.description).toMatch(/Try again/);
		expect(edge.sent).toHaveLength(4);
	});

	test('in good gzip is read', async () => {
		const edge = new Edge();
		edge.scope.get(ITEM).reply(200, gzipSync(text), { ...JSON_TYPE, 'content-encoding': 'gzip' });
		expect(await edge.rows('item.get', item)).toMatchObject([{ id: 20 }]);
	});

	test('a 204 is none, and a 204 with a body is none either', async () => {
		for (const body of ['', text]) {
			const edge = new Edge();
			edge.scope.get(ITEM).reply(204, body);
			const failure = await edge.failure('item.get', item);
			expect(failure.message).toBe("The response is not one of Jama's API (status 204)");
		}
	});
});

describe('a write', () => {
	const path = `${ITEM}/tags`;
	const created = JSON.stringify({ meta: { status: 'Created', id: 1 } });

	test.each<[string, (edge: Edge) => unknown]>([
		[
			'broken off',
			(edge) => edge.scope.post(path).reply(201, breaking(created.slice(0, 9)), JSON_TYPE),
		],
		['cut', (edge) => edge.scope.post(path).reply(201, created.slice(0, 9), JSON_TYPE)],
		['empty', (edge) => edge.scope.post(path).reply(201, '')],
	])('whose 201 is %s was carried out, is not sent again, and says so', async (_, script) => {
		const edge = new Edge();
		script(edge);
		const failure = await edge.failure('tag.addToRecord', tag);
		expect(failure.description).toMatch(/It was carried out\..*look .*before you run it again/);
		expect(failure.description).not.toMatch(
			/Try again|may have been|Nothing was changed|URL in the/,
		);
		expect(edge.sent).toEqual([`POST ${path}`]);
	});

	test.each<[string, number, string, object]>([
		['a login page', 200, '<html><body>Log in</body></html>', { 'content-type': 'text/html' }],
		["a proxy's page", 503, '<html><body>Down</body></html>', { 'content-type': 'text/html' }],
		['a fault of the server', 500, '{"meta":{"message":"NullPointerException"}}', JSON_TYPE],
		['nothing, with 204', 204, '', {}],
		['a redirect to the login', 302, '', { location: 'http://sso.test/login?token=t0k3n' }],
	])('answered by %s may have been carried out', async (_, status, body, headers) => {
		const edge = new Edge();
		edge.scope.post(path).reply(status, body, headers as Record<string, string>);
		const failure = await edge.failure('tag.addToRecord', tag);
		expect(failure.description).toMatch(
			/It may have been carried out\. Look .*before you run it again/,
		);
		expect(failure.description).not.toMatch(/Try again|t0k3n/);
		expect(edge.sent).toHaveLength(1);
	});

	test.each<[number, string, object]>([
		[401, '<html><body>Log in</body></html>', { 'content-type': 'text/html' }],
		[403, '{"meta":{"message":"No"}}', JSON_TYPE],
		[404, '{"meta":{"message":"None"}}', JSON_TYPE],
		[409, '{"meta":{"message":"Locked"}}', JSON_TYPE],
		[308, '', { location: 'https://jama.test/' }],
	])('refused with %i changed nothing', async (status, body, headers) => {
		const edge = new Edge();
		edge.scope.post(path).reply(status, body, headers as Record<string, string>);
		const failure = await edge.failure('tag.addToRecord', tag);
		expect(failure.description).toMatch(/Nothing was changed\.$/);
	});

	test('a PUT whose answers all break off was carried out', async () => {
		const edge = new Edge();
		edge.scope.put(`${ITEM}/lock`).times(4).reply(200, breaking('{"meta"'), JSON_TYPE);
		const failure = await edge.failure('item.lock', item);
		expect(failure.description).toMatch(/It was carried out\./);
		expect(edge.sent).toHaveLength(4);
	});

	test('a PUT refused after an attempt without an answer may have been carried out', async () => {
		const edge = new Edge();
		edge.scope.put(`${ITEM}/lock`).replyWithError(systemError('ECONNRESET'));
		edge.scope.put(`${ITEM}/lock`).reply(409, { meta: { message: 'Item is locked' } });
		const failure = await edge.failure('item.lock', item);
		expect(failure.message).toBe('Item is locked');
		expect(failure.description).toMatch(/earlier attempt.*It may have been carried out\. Look/);
	});

	test('true empty answers are answers', async () => {
		const edge = new Edge();
		edge.scope.delete(ITEM).reply(204);
		expect(await edge.rows('item.delete', item)).toEqual([{ deleted: true, itemId: 20 }]);
	});
});

describe('Custom API Action', () => {
	const call = (more: object = {}) => ({ method: 'GET', relativeUrl: '/reports', ...more });
	const PATH = '/rest/v1/reports';

	test('text is handed on as it comes', async () => {
		const edge = new Edge();
		edge.scope
			.get(PATH)
			.reply(200, '{not JSON, and not said to be', { 'content-type': 'text/plain' });
		expect(await edge.rows('customApi.request', call())).toMatchObject([
			{ statusCode: 200, body: '{not JSON, and not said to be' },
		]);
	});

	test.each([false, true])('cut JSON never is (all pages: %p)', async (allPages) => {
		const edge = new Edge();
		edge.scope.get(PATH).query(true).times(4).reply(200, '{"meta":{},"data":[{"id":', JSON_TYPE);
		const options = { allPages, neverError: true };
		const failure = await edge.failure('customApi.request', call({ options }));
		expect(failure.message).toMatch(/^The response is not complete/);
		expect(edge.sent).toHaveLength(4);
	});

	test('odd and repeated headers reach the output; a cookie does not', async () => {
		const edge = new Edge();
		edge.scope.get(PATH).reply(200, [], {
			'content-type': 'application/json; charset=utf-8; odd="x"',
			'x-odd': '',
			'set-cookie': ['session=c00kie', 'b=2'],
			link: ['<a>; rel=next', '<b>; rel=last'],
		} as unknown as Record<string, string>);
		const [row] = await edge.rows('customApi.request', call());
		expect(row).toMatchObject({ statusCode: 200, body: [] });
		expect(JSON.stringify(row)).not.toContain('c00kie');
	});

	test.each<[string, string, Record<string, string>, boolean]>([
		['a login page', '<!DOCTYPE html><html>', { 'content-type': 'text/html' }, false],
		['a login page of no type', '\n<html><body>', {}, false],
		[
			'a web page that is the file',
			'<html>',
			{ 'content-type': 'text/html', 'content-disposition': 'attachment; filename="r.html"' },
			true,
		],
	])('%s as a file', async (_, body, headers, isFile) => {
		const edge = new Edge();
		edge.scope.get(PATH).reply(200, body, headers);
		const options = { binaryResponse: true, neverError: true };
		const result = await edge.run('customApi.request', call({ options }));
		if (isFile) expect(result.items[0]?.binary?.data?.fileName).toBe('r.html');
		else expect(result.error?.message).toMatch(/web page/);
	});
});
