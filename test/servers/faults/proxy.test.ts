/** The proxy on the wire: which requests meet a fault, what the server did all the same, and what the client gets. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { get } from 'node:http';
import { request as secure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificates } from './certificates';
import { faultOf } from './faults';
import type { ProxyOptions } from './proxy';
import { FaultProxy } from './proxy';

let server: Server;
let carriedOut = 0;
beforeAll(async () => {
	server = createServer((request, response) => {
		carriedOut += 1;
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ data: [{ id: carriedOut }], url: request.url }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

let proxy: FaultProxy | undefined;
beforeEach(() => (carriedOut = 0));
afterEach(async () => await proxy?.close());

async function start(name?: string, from = 1, lasting = false, more: Partial<ProxyOptions> = {}) {
	proxy = await FaultProxy.start({
		target: (server.address() as AddressInfo).port,
		host: 'site.proxy.test',
		...more,
	});
	proxy.arm(name === undefined ? undefined : { fault: faultOf(name), from, lasting });
	return proxy;
}

/** ms until a server counts as silent; others answer sooner on the busiest machine. */
const LIMIT = 1_500;

/** Status and text of an answer, or the code of what went wrong. */
const ask = async (url: string, headers: Record<string, string> = {}): Promise<string> =>
	await new Promise((resolve) => {
		const failed = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message);
		get(url, { headers, agent: false, timeout: LIMIT }, (response) => {
			let text = '';
			response.on('data', (part: Buffer) => (text += part.toString()));
			response.on('end', () => resolve(`${response.statusCode} ${text}`));
			response.on('error', failed);
		})
			.on('timeout', function (this: { destroy: () => void }) {
				this.destroy();
				resolve('timeout');
			})
			.on('error', failed);
	});

test('without a fault it hands on what comes', async () => {
	const { origin, requests } = await start();
	expect(await ask(`${origin}/a?b=1`)).toBe('200 {"data":[{"id":1}],"url":"/a?b=1"}');
	expect(requests).toMatchObject([
		{ number: 1, method: 'GET', url: '/a?b=1', answer: { status: 200 } },
	]);
});

test.each([
	['once', false, ['200', '503', '200', '200']],
	['for good', true, ['200', '503', '503', '503']],
])('from the second request on, %s', async (_, lasting, statuses) => {
	const { origin } = await start('503', 2, lasting);
	const got: string[] = [];
	for (let n = 0; n < 4; n += 1) got.push((await ask(`${origin}/`)).slice(0, 3));
	expect(got).toEqual(statuses);
});

test.each([
	['refused', 'ECONNREFUSED', 0],
	['no such host', 'ENOTFOUND', 0],
	['reset', 'ECONNRESET', 0],
	['reset, carried out', 'ECONNRESET', 1],
	['closed, carried out', 'ECONNRESET', 1],
	['silent', 'timeout', 0],
	['silent, carried out', 'timeout', 1],
	['no HTTP', 'HPE_INVALID_CONSTANT', 0],
	['cut', 'ECONNRESET', 1],
	['500, carried out', '500', 1],
])('%s', async (name, outcome, done) => {
	const { origin, requests } = await start(name);
	expect(await ask(`${origin}/`)).toMatch(new RegExp(`^${outcome}`));
	expect(carriedOut).toBe(done);
	expect(requests).toMatchObject([{ fault: name }]);
	expect((await ask(`${origin}/`)).slice(0, 3)).toBe('200');
});

test('what a stranger is sent is written down', async () => {
	const { stranger, strays, requests } = await start();
	await ask(`${stranger}/`, { authorization: 'Basic abc' });
	expect(strays).toEqual(['Basic abc']);
	expect(requests).toEqual([]);
});

test.each([
	['certificate of another name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
	['certificate of nobody', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
])('%s, once', async (name, code) => {
	const certificates = await makeCertificates('*.proxy.test');
	const { origin } = await start(name, 1, false, { certificates });
	const trusted = [certificates.right.cert, certificates.otherName.cert];
	const connect = async () =>
		await new Promise((resolve) => {
			secure(origin, { ca: trusted, agent: false }, ({ statusCode }) => resolve(statusCode))
				.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
				.end();
		});
	expect(await connect()).toBe(code);
	expect(carriedOut).toBe(0);
	expect(await connect()).toBe(200);
});

test('around a request its owner says what it changed', async () => {
	const around: ProxyOptions['around'] = async ({ url }, work) => ({
		answer: await work(),
		changed: [url],
	});
	const { origin, requests } = await start(undefined, 1, false, { around });
	await ask(`${origin}/x`);
	expect(requests[0]?.changed).toEqual(['/x']);
});
