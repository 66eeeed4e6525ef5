import { NoResponse } from '../../nodes/shared/http/errors';
import type { HttpMethod } from '../../nodes/shared/http/http';
import { caught } from './support/errors';
import type { Answer } from './support/transport';
import { ORIGIN, scriptedSend } from './support/transport';

describe('429', () => {
	test.each<HttpMethod>(['GET', 'PUT', 'DELETE', 'POST', 'PATCH'])(
		'%s is sent again after the wait that the server asks for',
		async (method) => {
			const { transport, request } = scriptedSend([{ status: 429, retryAfter: '2' }, 200]);
			expect((await request(method)).statusCode).toBe(200);
			expect(transport.log).toEqual([
				`0 START ${method} /x`,
				`10 END ${method} /x 429`,
				`2010 START ${method} /x`,
				`2020 END ${method} /x 200`,
			]);
		},
	);

	test('waits 3, 5, 8, 13 s where the server says nothing, and ends with the last 429', async () => {
		const { transport, request } = scriptedSend([429, 429, 429, 429, 429, 429, 429], {
			latency: 0,
		});
		expect((await request('POST')).statusCode).toBe(429);
		const waits = transport.starts.slice(1).map((at, index) => at - transport.starts[index]!);
		expect(waits).toEqual([3000, 5000, 8000, 13_000, 13_000, 13_000]);
	});

	test('holds back everybody else as well, and lets them go one by one', async () => {
		const { clock, transport, send } = scriptedSend([429, 200, 200, 200, 200], {
			limit: { requestsPerSecond: 10, burst: 1 },
		});
		const all = ['/a', '/b', '/c', '/d'].map(async (path) => await send({ method: 'GET', path }));
		const answers = await clock.during(Promise.all(all));
		expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
		expect(transport.log[1]).toBe('10 END GET /a 429');
		const later = transport.starts.slice(1);
		expect(Math.min(...later)).toBe(3010);
		// Half of 9.98 a second from now on.
		expect(later[1]! - later[0]!).toBe(200);
	});

	test('asked to wait for an hour, it gives the 429 back at once and keeps nobody waiting', async () => {
		const { clock, transport, request } = scriptedSend([{ status: 429, retryAfter: '3600' }, 200]);
		expect((await request('GET')).statusCode).toBe(429);
		expect(transport.starts).toEqual([0]);
		await request('GET', '/next');
		expect(clock.now()).toBeLessThan(1000);
	});

	test('halves the rate once, and a success raises it again', async () => {
		const { throttle, request } = scriptedSend([429, 200]);
		await request('GET');
		expect(throttle.share(ORIGIN)).toBeCloseTo(0.55, 2);
	});
});

describe('502, 503, 504 and no answer', () => {
	const broken = [502, 503, 504, 'ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED', 'UNKNOWN'];

	test.each(
		broken.flatMap((answer) => (['GET', 'PUT', 'DELETE'] as const).map((m) => [m, answer])),
	)('%s is repeated after %s', async (method, answer) => {
		const { transport, request } = scriptedSend([answer as number, 200]);
		expect((await request(method as HttpMethod)).statusCode).toBe(200);
		expect(transport.starts).toEqual([0, 1010]);
	});

	test.each(
		[502, 503, 504].flatMap((status) => (['POST', 'PATCH'] as const).map((m) => [m, status])),
	)('%s is not repeated after %s: it may have been carried out', async (method, status) => {
		const { transport, request } = scriptedSend([status as number, 200]);
		expect((await request(method as HttpMethod)).statusCode).toBe(status);
		expect(transport.starts).toEqual([0]);
	});

	test.each<HttpMethod>(['POST', 'PATCH'])(
		'%s without an answer is not repeated',
		async (method) => {
			const { transport, request } = scriptedSend(['ECONNRESET', 200]);
			const error = await caught(() => request(method));
			expect(error).toBeInstanceOf(NoResponse);
			expect((error as NoResponse).code).toBe('ECONNRESET');
			expect(transport.starts).toEqual([0]);
		},
	);

	test.each([
		'ENOTFOUND',
		'TOKEN_REFUSED',
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'EPROTO',
	])('%s is not repeated: it would end the same', async (code) => {
		const { transport, request } = scriptedSend([code, 200]);
		expect(((await caught(() => request('GET'))) as NoResponse).code).toBe(code);
		expect(transport.starts).toEqual([0]);
	});

	test('four attempts, then the last answer or the last broken connection', async () => {
		const answered = scriptedSend([503, 502, 504, 503]);
		expect((await answered.request('GET')).statusCode).toBe(503);
		expect(answered.transport.starts).toEqual([0, 1010, 3020, 7030]);
		const silent = scriptedSend([503, 'ECONNRESET', 503, 'ETIMEDOUT']);
		const error = await caught(() => silent.request('PUT'));
		expect((error as NoResponse).code).toBe('ETIMEDOUT');
	});

	test.each([200, 201, 204, 400, 401, 403, 404, 409, 500, 501])(
		'%s is an answer: one request, passed on as it is',
		async (status) => {
			const body = { meta: { status: 'words' } };
			const { transport, request } = scriptedSend([{ status, body }]);
			expect(await request('GET')).toEqual({ statusCode: status, headers: {}, body });
			expect(transport.starts).toEqual([0]);
		},
	);
});

describe('DELETE that answers 404', () => {
	test.each(['ECONNRESET', 502, 503, 504])(
		'after %s the first attempt did its work: success',
		async (first) => {
			const { request } = scriptedSend([first, { status: 404, body: { meta: {} } }]);
			expect(await request('DELETE')).toMatchObject({ statusCode: 204, body: '' });
		},
	);

	test('at first try it stays a 404', async () => {
		const { request } = scriptedSend([404]);
		expect((await request('DELETE')).statusCode).toBe(404);
	});

	test('after a 429 it stays a 404, since nothing was done', async () => {
		const { request } = scriptedSend([429, 404]);
		expect((await request('DELETE')).statusCode).toBe(404);
	});

	test.each<HttpMethod>(['GET', 'PUT'])('is not confused with %s', async (method) => {
		const { request } = scriptedSend(['ECONNRESET', 404]);
		expect((await request(method)).statusCode).toBe(404);
	});
});

describe('abort', () => {
	test.each([
		['the wait after a 429', 429],
		['the wait after a 503', 503],
	])('ends %s without another request', async (_, status) => {
		const controller = new AbortController();
		const { clock, transport, send } = scriptedSend([status, 200], { signal: controller.signal });
		const ended = caught(() => send({ method: 'GET', path: '/x' }));
		await clock.run(500);
		controller.abort(new Error('cancelled'));
		expect((await ended).message).toBe('cancelled');
		await clock.run();
		expect(transport.starts).toEqual([0]);
	});

	test('before the first request: nothing is sent', async () => {
		const { transport, request } = scriptedSend([200], {
			signal: AbortSignal.abort(new Error('x')),
		});
		expect((await caught(() => request('GET'))).message).toBe('x');
		expect(transport.starts).toEqual([]);
	});
});

describe('a time until which it waits', () => {
	test.each<[string, Answer, number, number[]]>([
		['429: another attempt that is in time', 429, 3010, [0, 3010]],
		['429: none that comes too late', 429, 3009, [0]],
		['429 with a wait that is asked for', { status: 429, retryAfter: '60' }, 59_000, [0]],
		['503: another attempt that is in time', 503, 1010, [0, 1010]],
		['503: none that comes too late', 503, 1009, [0]],
		['no answer: none that comes too late', 'ECONNRESET', 1009, [0]],
	])('%s', async (_, answer, waitsUntil, starts) => {
		const { transport, request } = scriptedSend([answer, 200], { waitsUntil });
		const outcome = await request('GET').catch((error: unknown) => error);
		expect(transport.starts).toEqual(starts);
		if (starts.length > 1) expect(outcome).toMatchObject({ statusCode: 200 });
		else if (answer === 'ECONNRESET') expect(outcome).toBeInstanceOf(NoResponse);
		else expect([429, 503]).toContain((outcome as { statusCode: number }).statusCode);
	});

	test('a 429 that is given up keeps nobody else waiting', async () => {
		const { clock, request } = scriptedSend([429, 200], { waitsUntil: 1000 });
		await request('GET');
		await request('GET', '/next');
		expect(clock.now()).toBeLessThan(1000);
	});
});

test('an unexpected mistake of our own is not repeated and not hidden', async () => {
	const { transport, request } = scriptedSend([]);
	expect((await caught(() => request('GET'))).message).toContain('The script has no answer');
	expect(transport.starts).toHaveLength(1);
});
