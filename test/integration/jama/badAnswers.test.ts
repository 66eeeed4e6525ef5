/** Answers that are no success: what is repeated, what is not, and what the user reads. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jamaCredentials } from '../../support/engine/harness';
import { byId, mapped, useJama } from './support';

const jama = useJama();
const NOW = { 'retry-after': '0' };
const PROXY_PAGE = '<html><body><h1>502 Bad Gateway</h1>nginx</body></html>';
/** For operations on items, and on records of any type. */
const item = { itemId: byId(20), recordId: byId(20) };
const link = { ...item, url: 'https://example.com' };
const patch = {
	...item,
	fieldsInput: 'patch',
	patchJson: '[{"op":"replace","path":"/fields/name","value":"X"}]',
	options: { returnRecord: false },
};
const fail = (...failures: typeof jama.server.switches.failNext) => {
	jama.server.switches.failNext = failures;
};
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const MAYBE_DONE = /It may have been carried out\. Look .*before you run it again/;

describe('what does not exist', () => {
	const ITEM_ID = /^It may be deleted.*By Key/;

	test.each([
		['item.get', { itemId: byId(999_999) }, 'Item 999999 not found', ITEM_ID],
		['item.delete', { itemId: byId(999_999) }, 'Item 999999 not found', ITEM_ID],
		['project.get', { projectId: byId(999_999) }, 'Project 999999 not found', /^Check the IDs in /],
		['tag.getOfRecord', { ...item, tagId: byId(4) }, 'Tag 4 not found', /^Check the IDs in /],
	])('%s', async (operation, parameters, message, advice) => {
		const failure = await jama.failure(operation, parameters);
		expect(failure.message).toBe(message);
		expect(failure.description).toMatch(advice);
		expect(jama.sent()).toHaveLength(1);
	});
});

describe("an answer that is not one of Jama's", () => {
	test.each<[string, unknown, RegExp]>([
		[
			'a proxy page with 200',
			PROXY_PAGE,
			/^The response is a web page, not Jama's API \(status 200\)$/,
		],
		[
			'JSON without envelope',
			{ hello: 'world' },
			/^The response is not one of Jama's API \(status 200\)$/,
		],
		['a list without envelope', [], /not one of Jama's API/],
		['an envelope without data', { meta: { status: 'OK' } }, /not one of Jama's API/],
		['data of another shape', { meta: { status: 'OK' }, data: 'text' }, /not one of Jama's API/],
		['plain text', 'It works!', /not one of Jama's API/],
	])('%s is never an empty list or record', async (_name, body, message) => {
		for (const operation of ['project.getMany', 'item.get']) {
			fail({ status: 200, body });
			const failure = await jama.failure(operation, item);
			expect(failure.message).toMatch(message);
			expect(failure.description).toMatch(/instance URL/);
		}
	});

	test('nor a write that worked', async () => {
		fail({ status: 200, body: PROXY_PAGE });
		const failure = await jama.failure('item.lock', item);
		expect(failure.message).toMatch(/web page/);
	});
});

describe("a proxy's error page", () => {
	test('is repeated for a read, and then explained', async () => {
		fail(...times(4, { status: 502, headers: NOW, body: PROXY_PAGE }));
		const failure = await jama.failure('project.getMany');
		expect(failure.message).toBe("The response is a web page, not Jama's API (status 502)");
		expect(failure.description).toMatch(/^A proxy/);
		expect(failure.text).not.toContain('nginx');
		expect(jama.sent()).toHaveLength(4);
	});

	test('is not repeated for a POST, which may have been carried out', async () => {
		fail({ status: 502, headers: NOW, body: PROXY_PAGE, after: true });
		const failure = await jama.failure('link.create', link);
		expect(failure.description).toMatch(MAYBE_DONE);
		expect(jama.writes()).toHaveLength(1);
	});
});

describe('an overloaded server', () => {
	test.each([502, 503, 504])('%i is repeated for GET, PUT and DELETE', async (status) => {
		fail(...times(3, { status, headers: NOW }));
		expect(await jama.rows('item.get', item)).toMatchObject([{ id: 20 }]);
		fail({ status, headers: NOW });
		expect(await jama.rows('item.lock', item)).toEqual([{ success: true, itemId: 20 }]);
		fail({ status, headers: NOW });
		expect(await jama.rows('item.delete', item)).toEqual([{ deleted: true, itemId: 20 }]);
		expect(jama.server.requests).toHaveLength(4 + 2 + 2);
	});

	test.each<[string, object]>([
		['link.create', link],
		['item.update', patch],
	])('503 is not repeated for %s', async (operation, parameters) => {
		fail({ status: 503, headers: NOW, after: true });
		const failure = await jama.failure(operation, parameters);
		expect(failure.message).toBe('Scripted failure 503');
		expect(failure.description).toMatch(MAYBE_DONE);
		expect(jama.sent()).toHaveLength(1);
	});

	test('500 is repeated for nothing', async () => {
		fail({ status: 500 });
		const failure = await jama.failure('item.get', item);
		expect(failure.message).toBe('Scripted failure 500');
		expect(failure.description).toMatch(/Try again/);
		expect(jama.sent()).toHaveLength(1);
	});

	test('a DELETE that was carried out before its answer got lost is a success', async () => {
		fail({ status: 504, headers: NOW, after: true });
		expect(await jama.rows('item.delete', item)).toEqual([{ deleted: true, itemId: 20 }]);
		expect(jama.server.requests.map(({ status }) => status)).toEqual([504, 404]);
	});
});

describe('429', () => {
	test('is waited for with every method, also with POST', async () => {
		fail(...times(4, { status: 429, headers: NOW }));
		expect(await jama.rows('link.create', link)).toMatchObject([{ success: true, id: 3 }]);
		expect(jama.server.requests.map(({ status }) => status)).toEqual([429, 429, 429, 429, 201]);
		expect(jama.server.state.links.size).toBe(3);
	});

	test('waits for a date as well as for seconds', async () => {
		const headers = { 'retry-after': new Date(Date.now() - 1000).toUTCString() };
		fail({ status: 429, headers });
		expect(await jama.rows('item.get', item)).toHaveLength(1);
	});

	test('a storm of many items loses none', async () => {
		fail(...times(6, { status: 429, headers: NOW }));
		const input = Array.from({ length: 20 }, (_, index) => ({ id: 6 + index }));
		const rows = await jama.rows('item.get', { itemId: byId('={{ $json.id }}') }, { input });
		expect(rows.map(({ id }) => id)).toEqual(input.map(({ id }) => id));
	});

	test('without end is given up, and explained', async () => {
		fail(...times(7, { status: 429, headers: NOW }));
		const failure = await jama.failure('item.get', item);
		expect(failure.description).toMatch(/10 requests a second.*Requests per Second/);
		expect(jama.sent()).toHaveLength(7);
	});

	test('that asks for a rest of an hour is told at once', async () => {
		fail({ status: 429, headers: { 'retry-after': '3600' } });
		const failure = await jama.failure('item.get', item);
		expect(failure.description).toMatch(/maintenance/);
		expect(jama.sent()).toHaveLength(1);
	});
});

describe('a connection that breaks', () => {
	test('is repeated for a read', async () => {
		fail({ status: 'drop' });
		expect(await jama.rows('item.get', item)).toMatchObject([{ id: 20 }]);
		expect(jama.sent()).toEqual(['GET /items/20', 'GET /items/20']);
	});

	test.each<[string, object]>([
		['link.create', link],
		['item.update', patch],
		['item.create', { project: byId(2), itemType: byId(30), fields: mapped({ name: 'X' }) }],
	])('is not repeated for %s', async (operation, parameters) => {
		const method = operation === 'item.update' ? 'PATCH' : 'POST';
		fail({ status: 'drop', method, after: true });
		const failure = await jama.failure(operation, parameters);
		expect(failure.message).toBe('The connection broke before the response arrived');
		expect(failure.description).toMatch(MAYBE_DONE);
		expect(jama.writes()).toHaveLength(1);
	});
});

describe('a server that does not answer', () => {
	let silent: Server;
	beforeAll(async () => {
		silent = createServer(() => undefined);
		await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => {
		silent.closeAllConnections();
		silent.close();
	});

	test('is given up after the timeout', async () => {
		const { port } = silent.address() as AddressInfo;
		const credentials = jamaCredentials(jama.server);
		credentials.data.baseUrl = `http://127.0.0.1:${port}`;
		const parameters = { method: 'POST', relativeUrl: '/items', options: { timeout: 100 } };
		const failure = await jama.failure('customApi.request', parameters, { credentials });
		expect(failure.message).toBe('The server did not respond in time');
		expect(failure.description).toMatch(MAYBE_DONE);
	});
});
