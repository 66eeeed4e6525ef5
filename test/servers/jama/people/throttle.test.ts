import { createBucket } from '../../shared/bucket';
import { startBench, type Bench } from '../testing';

function clock(): { now: () => number; tick: (ms: number) => void } {
	let time = 0;
	return { now: () => time, tick: (ms) => (time += ms) };
}

/** How many of `count` requests pass when one is sent every `gap` ms. */
function passed(rate: number, burst: number | undefined, count: number, gap: number): number {
	const { now, tick } = clock();
	const bucket = createBucket(rate, burst, now);
	let passes = 0;
	for (let index = 0; index < count; index += 1) {
		if (bucket.take() === 0) passes += 1;
		tick(gap);
	}
	return passes;
}

describe('the published limits', () => {
	test('15 a second with a burst of 750 (REST cookbook)', () => {
		expect(passed(15, 750, 750, 0)).toBe(750);
		expect(passed(15, 750, 751, 0)).toBe(750);
		expect(passed(15, 750, 1500, 1000 / 15)).toBe(1500);
		// 50 a second for 30 s: the burst, and 15 for each second.
		expect(passed(15, 750, 1500, 20)).toBe(750 + 15 * 30 - 1);
	});

	test('10 a second (Support article 2 Jan 2026)', () => {
		expect(passed(10, undefined, 11, 0)).toBe(10);
		expect(passed(10, undefined, 1000, 100)).toBe(1000);
	});

	test('a refused request learns how long to wait, and takes no token', () => {
		const { now, tick } = clock();
		const bucket = createBucket(10, 1, now);
		expect(bucket.take()).toBe(0);
		expect(bucket.take()).toBeCloseTo(0.1);
		tick(60);
		expect(bucket.take()).toBeCloseTo(0.04);
		tick(40);
		expect(bucket.take()).toBe(0);
	});

	test('without a rate nothing is refused', () => {
		const bucket = createBucket(undefined, undefined, () => 0);
		expect(Array.from({ length: 1000 }, () => bucket.take()).every((wait) => wait === 0)).toBe(
			true,
		);
	});
});

describe('429', () => {
	let bench: Bench;
	beforeAll(async () => {
		bench = await startBench({ rate: 1, burst: 2, items: 5 });
	});
	afterAll(() => bench.server.close());

	test.each([
		['seconds', (value: string | null) => expect(value).toBe('1')],
		['date', (value: string | null) => expect(Date.parse(value ?? '')).toBe(bench.now() + 1000)],
		['none', (value: string | null) => expect(value).toBeNull()],
	] as const)('with Retry-After: %s', async (form, check) => {
		bench.server.switches.retryAfter = form;
		bench.tick(2000);
		expect((await bench.send('GET', '/projects')).status).toBe(200);
		expect((await bench.send('GET', '/projects')).status).toBe(200);
		const refused = await bench.send('GET', '/projects');
		expect(refused.status).toBe(429);
		expect(refused.body.meta).toMatchObject({
			status: 'Too Many Requests',
			message: expect.any(String),
		});
		check(refused.headers.get('retry-after'));
		bench.tick(1000);
		expect((await bench.send('GET', '/projects')).status).toBe(200);
	});

	test('a failed login and a token request count, an admin request does not', async () => {
		bench.tick(2000);
		const wrong = { authorization: 'Basic eDp5' };
		expect((await bench.send('GET', '/projects', undefined, wrong)).status).toBe(401);
		expect((await bench.send('POST', '/rest/oauth/token', undefined, wrong)).status).toBe(401);
		expect((await bench.send('GET', '/projects', undefined, wrong)).status).toBe(429);
		expect((await fetch(`${bench.server.url}/admin/requests`)).status).toBe(200);
	});

	test('maintenance answers every call with 429', async () => {
		bench.tick(2000);
		bench.server.switches.maintenance = true;
		expect((await bench.send('GET', '/projects')).status).toBe(429);
		bench.server.reset();
		expect(bench.server.switches.maintenance).toBe(false);
	});
});
