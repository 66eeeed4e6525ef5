import fc from 'fast-check';
import type { RateLimit, Throttle } from '../../nodes/shared/http/throttle';
import { createThrottle } from '../../nodes/shared/http/throttle';
import { settle, VirtualClock } from './support/clock';
import { caught } from './support/errors';

const HOST = 'https://jama.test';
const TEN: RateLimit = { requestsPerSecond: 10, burst: 5 };

interface Setup {
	clock: VirtualClock;
	throttle: Throttle;
}

function setUp(): Setup {
	const clock = new VirtualClock();
	return { clock, throttle: createThrottle(clock) };
}

/** Asks for so many places at once and returns when each was given, in the order of asking. */
async function times({ clock, throttle }: Setup, count: number, limit = TEN, origin = HOST) {
	const places = Array.from({ length: count }, async () => await throttle.acquire(origin, limit));
	return (await clock.during(Promise.all(places))).map(Math.round);
}

describe('steady rate', () => {
	test('a rested bucket gives the burst at once and then one request per interval', async () => {
		expect(await times(setUp(), 9)).toEqual([0, 0, 0, 0, 0, 100, 200, 300, 400]);
	});

	test('after a rest the burst is there again, and no more than the burst', async () => {
		const setup = setUp();
		await times(setup, 9);
		await setup.clock.run(60_000);
		expect(await times(setup, 7)).toEqual([60_000, 60_000, 60_000, 60_000, 60_000, 60_100, 60_200]);
	});

	test('half a rest gives half of the burst', async () => {
		const setup = setUp();
		await times(setup, 5);
		await setup.clock.run(250);
		expect(await times(setup, 4)).toEqual([250, 250, 300, 400]);
	});

	test('a burst of 1 spaces every request', async () => {
		const limit = { requestsPerSecond: 4, burst: 1 };
		expect(await times(setUp(), 4, limit)).toEqual([0, 250, 500, 750]);
	});

	test('a rate below one a second is kept', async () => {
		const limit = { requestsPerSecond: 0.5, burst: 1 };
		expect(await times(setUp(), 3, limit)).toEqual([0, 2000, 4000]);
	});
});

describe('who shares what', () => {
	test('two callers with different limits of one server share one bucket', async () => {
		const setup = setUp();
		const { clock, throttle } = setup;
		const fast = { requestsPerSecond: 10, burst: 1 };
		const slow = { requestsPerSecond: 5, burst: 1 };
		const order: string[] = [];
		const ask = async (name: string, limit: RateLimit) => {
			order.push(`${name} ${Math.round(await throttle.acquire(HOST, limit))}`);
		};
		await clock.during(
			Promise.all([ask('fast', fast), ask('slow', slow), ask('fast', fast), ask('slow', slow)]),
		);
		// Each books its own interval of the server's time: 100 ms, 200 ms, 100 ms.
		expect(order).toEqual(['fast 0', 'slow 100', 'fast 300', 'slow 400']);
	});

	test('another origin has a bucket of its own', async () => {
		const setup = setUp();
		await times(setup, 7);
		expect(setup.clock.now()).toBe(200);
		expect(await times(setup, 5, TEN, 'https://other.test')).toEqual([200, 200, 200, 200, 200]);
	});

	test('a 429 of one server does not slow another', async () => {
		const setup = setUp();
		setup.throttle.pause('https://other.test', TEN, 60_000, 0);
		expect(setup.throttle.share(HOST)).toBe(1);
		expect(await times(setup, 2)).toEqual([0, 0]);
	});
});

describe('after a 429', () => {
	test('new requests wait for the pause and leave one by one, without the burst', async () => {
		const setup = setUp();
		setup.throttle.pause(HOST, TEN, 3000, 0);
		// Half of 10 a second: one every 200 ms.
		expect(await times(setup, 4)).toEqual([3000, 3200, 3400, 3600]);
	});

	test('requests that waited already wait for the pause as well, one by one with newcomers', async () => {
		const setup = setUp();
		const { clock, throttle } = setup;
		await times(setup, 5);
		const waiting = Promise.all([1, 2, 3].map(async () => await throttle.acquire(HOST, TEN)));
		await settle();
		// The first in the queue sleeps, the others wait for it.
		expect(clock.sleepers).toBe(1);
		throttle.pause(HOST, TEN, 3000, 0);
		const late = throttle.acquire(HOST, TEN);
		const all = [...(await clock.during(waiting)), await clock.during(late)];
		expect(all).toEqual([3000, 3200, 3400, 3600]);
	});

	test('requests that waited already leave before newcomers', async () => {
		const setup = setUp();
		const { clock, throttle } = setup;
		await times(setup, 5);
		const waiting = throttle.acquire(HOST, TEN);
		await settle();
		throttle.pause(HOST, TEN, 3000, 0);
		const late = throttle.acquire(HOST, TEN);
		const [first, second] = await clock.during(Promise.all([waiting, late]));
		expect(first).toBeLessThan(second);
	});

	test('a second 429 during the pause makes it longer, never shorter', async () => {
		const setup = setUp();
		setup.throttle.pause(HOST, TEN, 5000, 0);
		await setup.clock.run(100);
		setup.throttle.pause(HOST, TEN, 1000, 0);
		expect(await times(setup, 1)).toEqual([5000]);
		setup.throttle.pause(HOST, TEN, 1000, 0);
		setup.throttle.pause(HOST, TEN, 8000, 0);
		expect(await times(setup, 1)).toEqual([13_000]);
	});

	test('429s to requests that left before the halving do not halve again', async () => {
		const { clock, throttle } = setUp();
		await clock.run(50);
		throttle.pause(HOST, TEN, 1000, 10);
		await clock.run(60);
		throttle.pause(HOST, TEN, 1000, 20);
		throttle.pause(HOST, TEN, 1000, 30);
		expect(throttle.share(HOST)).toBe(0.5);
		await clock.run(2000);
		throttle.pause(HOST, TEN, 1000, 1500);
		expect(throttle.share(HOST)).toBe(0.25);
	});

	test('the rate never falls below a sixteenth', async () => {
		const { clock, throttle } = setUp();
		for (let round = 1; round <= 10; round++) {
			await clock.run(round * 1000);
			throttle.pause(HOST, TEN, 10, clock.now() - 1);
		}
		expect(throttle.share(HOST)).toBe(1 / 16);
	});

	/** The share after each second of use at the present rate. */
	const sharesOf = async ({ clock, throttle }: Setup, seconds: number): Promise<number[]> => {
		const shares: number[] = [];
		for (let second = 1; second <= seconds; second++) {
			const answers = Math.round(10 * throttle.share(HOST));
			for (let answer = 0; answer < answers; answer++) throttle.succeed(HOST, TEN);
			shares.push(throttle.share(HOST));
			await clock.run(clock.now() + 1000);
		}
		return shares;
	};

	test('after one 429 that stands alone the full rate is back in three seconds of use, step by step', async () => {
		const setup = setUp();
		setup.throttle.pause(HOST, TEN, 0, 0);
		const shares = await sharesOf(setup, 4);
		expect(shares[0]).toBeGreaterThan(0.5);
		expect(shares[0]).toBeLessThan(0.8);
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
		expect(shares[2]).toBe(1);
	});

	test('after 429s within a minute the rate recovers slowly, and not beyond the full one', async () => {
		const setup = setUp();
		const { clock, throttle } = setup;
		throttle.pause(HOST, TEN, 0, 0);
		await sharesOf(setup, 3);
		throttle.pause(HOST, TEN, 0, 29_000);
		await clock.run(40_000);
		await sharesOf(setup, 1);
		throttle.pause(HOST, TEN, 0, 40_500);
		const shares = await sharesOf(setup, 60);
		expect(shares[0]).toBeGreaterThan(0.25);
		expect(shares[0]).toBeLessThan(0.35);
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
		expect(shares[9]).toBeLessThan(1);
		expect(shares.at(-1)).toBe(1);
	});

	test('what may leave within a time is what is left of the burst, and the rate', async () => {
		const setup = setUp();
		const { throttle } = setup;
		expect(throttle.mayLeaveWithin(HOST, TEN, 1000)).toBe(15);
		await times(setup, 5);
		expect(throttle.mayLeaveWithin(HOST, TEN, 1000)).toBe(10);
		throttle.pause(HOST, TEN, 1000, 0);
		expect(throttle.mayLeaveWithin(HOST, TEN, 1000)).toBe(5);
	});

	test('a success at the full rate changes nothing', () => {
		const { throttle } = setUp();
		throttle.succeed(HOST, TEN);
		expect(throttle.share(HOST)).toBe(1);
	});
});

describe('abort', () => {
	test('ends a wait at once, and those behind still get their turn', async () => {
		const { clock, throttle } = setUp();
		const one = { requestsPerSecond: 1, burst: 1 };
		const controller = new AbortController();
		await throttle.acquire(HOST, one);
		const aborted = caught(() => throttle.acquire(HOST, one, controller.signal));
		const behind = throttle.acquire(HOST, one);
		await settle();
		controller.abort(new Error('cancelled by the user'));
		expect((await aborted).message).toBe('cancelled by the user');
		expect(clock.now()).toBe(0);
		expect(await clock.during(behind)).toBeLessThanOrEqual(2000);
	});

	test('a caller that is aborted already gets no place and takes none', async () => {
		const setup = setUp();
		const one = { requestsPerSecond: 1, burst: 1 };
		const signal = AbortSignal.abort(new Error('gone'));
		const error = await caught(() => setup.throttle.acquire(HOST, one, signal));
		expect(error.message).toBe('gone');
		expect(await times(setup, 1, one)).toEqual([0]);
	});
});

describe('for any limit and any way of asking', () => {
	const world = fc.record({
		rate: fc.integer({ min: 1, max: 50 }),
		burst: fc.integer({ min: 1, max: 20 }),
		gaps: fc.array(fc.integer({ min: 0, max: 800 }), { minLength: 1, maxLength: 60 }),
		pauses: fc.array(
			fc.record({ at: fc.integer({ min: 0, max: 20_000 }), ms: fc.integer({ min: 0, max: 4000 }) }),
			{ maxLength: 3 },
		),
	});

	test('no window of t seconds holds more than burst + rate * t requests, none is lost, order is kept without pauses', async () => {
		await fc.assert(
			fc.asyncProperty(world, async ({ rate, burst, gaps, pauses }) => {
				const { clock, throttle } = setUp();
				const limit = { requestsPerSecond: rate, burst };
				const left: Array<{ number: number; at: number }> = [];
				const asking = (async () => {
					const places: Array<Promise<unknown>> = [];
					for (const [number, gap] of gaps.entries()) {
						if (gap % 3 > 0) await clock.sleep(gap);
						const place = throttle.acquire(HOST, limit);
						places.push(place.then((at) => left.push({ number, at })));
					}
					await Promise.all(places);
				})();
				const pausing = pauses.map(async ({ at, ms }) => {
					await clock.sleep(at);
					throttle.pause(HOST, limit, ms, at);
				});
				await clock.during(Promise.all([asking, ...pausing]));

				const asked = gaps.map((_, number) => number);
				const gone = left.map(({ number }) => number);
				expect([...gone].sort((a, b) => a - b)).toEqual(asked);
				if (pauses.length === 0) expect(gone).toEqual(asked);
				for (let from = 0; from < left.length; from++) {
					for (let to = from; to < left.length; to++) {
						const ms = left[to]!.at - left[from]!.at;
						const allowed = burst + (rate * ms) / 1000;
						expect(to - from + 1).toBeLessThanOrEqual(allowed + 1e-6);
					}
				}
			}),
			{ numRuns: 200 },
		);
	});

	test('nothing leaves during a pause', async () => {
		await fc.assert(
			fc.asyncProperty(world, async ({ rate, burst, gaps }) => {
				const { clock, throttle } = setUp();
				const limit = { requestsPerSecond: rate, burst };
				const places = gaps.map(async () => await throttle.acquire(HOST, limit));
				await clock.run(1000);
				throttle.pause(HOST, limit, 5000, 900);
				const at = await clock.during(Promise.all(places));
				expect(at.filter((time) => time > 1000 && time < 6000)).toEqual([]);
			}),
			{ numRuns: 100 },
		);
	});
});
