/** How many requests are on their way, on a server whose latency and limit change, and what is told of it. */
import { createInFlight, learnLatency, MOST_IN_FLIGHT } from '../../nodes/shared/http/inFlight';
import { LimitWaits } from '../../nodes/shared/http/limitWaits';
import { createSend } from '../../nodes/shared/http/send';
import { createThrottle, withMargin } from '../../nodes/shared/http/throttle';
import { createBucket as createServerLimit } from '../servers/shared/bucket';
import { eachAtOnce } from '../../nodes/shared/operations/atOnce';
import { VirtualClock } from './support/clock';
import { caught } from './support/errors';
import { pseudoRandom } from './support/random';

const ORIGIN = 'https://jama.test';

interface Server {
	/** ms of an answer that begins at a time. */
	latency: (now: number) => number;
	/** The status of a request that arrives at a time. */
	answer?: (now: number) => { status: number; retryAfter?: string };
}

function world(server: Server, limit = { requestsPerSecond: 10, burst: 10 }) {
	const clock = new VirtualClock();
	const throttle = createThrottle(clock);
	const inFlight = createInFlight(throttle);
	const stop = new AbortController();
	const starts: number[] = [];
	const statuses: number[] = [];
	const logged: string[] = [];
	const waits = new LimitWaits('Jama Connect', (message) => void logged.push(message));
	let open = 0;
	const atOnce: number[] = [];
	const send = createSend({
		fetch: async () => {
			starts.push(clock.now());
			atOnce.push((open += 1));
			const { status, retryAfter } = server.answer?.(clock.now()) ?? { status: 200 };
			await clock.sleep(status === 429 ? 10 : server.latency(clock.now()));
			open -= 1;
			statuses.push(status);
			const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
			return { statusCode: status, headers, body: '' };
		},
		throttle,
		inFlight,
		clock,
		random: () => 0.5,
		origin: ORIGIN,
		limit,
		waits,
		signal: stop.signal,
	});
	/** Works on so many items, as many at once as there is room for, as a node does. @returns the statuses, in order */
	const sendAll = async (count: number): Promise<number[]> => {
		const ended: number[] = [];
		const room = () => inFlight.room(ORIGIN, withMargin(limit, inFlight.latency(ORIGIN)?.lateness));
		const all = eachAtOnce(count, room, async (at) => {
			ended[at] = (await send({ method: 'GET', path: `/items/${at}` })).statusCode;
			return true;
		});
		await clock.during(all);
		return ended;
	};
	return { clock, send, sendAll, starts, statuses, atOnce, logged, waits, stop, limit };
}

test.each([50, 150, 1500, 4000])(
	'at 10 a second and %i ms an answer the limit decides how long it takes, not the latency',
	async (latency) => {
		const { clock, sendAll, atOnce } = world({ latency: () => latency });
		await sendAll(300);
		// Before the first response nothing is known of the latency: the burst leaves, and then it is waited for.
		expect(clock.now()).toBeLessThan(1.04 * 30_000 + 2 * latency);
		expect(Math.max(...atOnce)).toBeLessThanOrEqual(MOST_IN_FLIGHT);
		if (latency === 50) expect(Math.max(...atOnce)).toBeLessThanOrEqual(9);
	},
);

test('latency that jumps from 50 ms to 5 s and back: the rate is found again both times', async () => {
	const isSlow = (now: number) => now >= 20_000 && now < 80_000;
	const { starts, sendAll, atOnce } = world({ latency: (now) => (isSlow(now) ? 5000 : 50) });
	await sendAll(1000);
	const within = (from: number, to: number) =>
		starts.filter((at) => at >= from && at < to).length / ((to - from) / 1000);
	expect(within(5_000, 20_000)).toBeGreaterThan(9.5);
	expect(within(35_000, 80_000)).toBeGreaterThan(9);
	expect(within(90_000, 100_000)).toBeGreaterThan(9.5);
	expect(Math.max(...atOnce)).toBe(MOST_IN_FLIGHT);
});

test('a bucket as large as the server and late requests earn no 429', async () => {
	const random = pseudoRandom(7);
	const clock = new VirtualClock();
	const limitOfServer = createServerLimit(10, 10, clock.now);
	const throttle = createThrottle(clock);
	let rejected = 0;
	const send = createSend({
		fetch: async () => {
			await clock.sleep(100 * random());
			const status = limitOfServer.take() > 0 ? 429 : 200;
			if (status === 429) rejected += 1;
			await clock.sleep(100);
			return { statusCode: status, headers: {}, body: '' };
		},
		throttle,
		inFlight: createInFlight(throttle),
		clock,
		random,
		origin: ORIGIN,
		limit: { requestsPerSecond: 10, burst: 10 },
	});
	await clock.during(
		Promise.all(
			Array.from({ length: 2000 }, async () => await send({ method: 'GET', path: '/x' })),
		),
	);
	expect(rejected).toBe(0);
	expect(clock.now()).toBeLessThan(1.02 * 200_000);
});

test('the margin takes places off the burst, never the last one, and a little off the rate', () => {
	expect(withMargin({ requestsPerSecond: 10, burst: 10 })).toEqual({
		requestsPerSecond: 9.98,
		burst: 8,
	});
	expect(withMargin({ requestsPerSecond: 10, burst: 10 }, 450).burst).toBe(5);
	expect(withMargin({ requestsPerSecond: 10, burst: 3 }, 5000).burst).toBe(1);
	expect(withMargin({ requestsPerSecond: 15, burst: 750 }, 100).burst).toBe(747);
});

test('lateness that was seen is remembered for a while, though the deviation is small again', () => {
	let latency = learnLatency(undefined, 150);
	const learn = (ms: number, times: number) => {
		for (let time = 0; time < times; time++) latency = learnLatency(latency, ms);
	};
	learn(150, 20);
	expect(latency.lateness).toBe(0);
	learn(1150, 1);
	expect(latency.lateness).toBe(1000);
	learn(150, 70);
	expect(latency.deviation).toBeLessThan(5);
	expect(Math.round(latency.lateness / 10)).toBe(49);
	learn(150, 700);
	expect(latency.lateness).toBeLessThan(1);
});

test('requests that pile up in the process, and reach the server all at once, hardly ever cost a 429', async () => {
	/** Of 100 requests; twice, none gets out of the process for a second. */
	const rejectedOf = async (seed: number) => {
		const random = pseudoRandom(seed);
		const clock = new VirtualClock();
		const limitOfServer = createServerLimit(10, 10, clock.now);
		const throttle = createThrottle(clock);
		const stops = [2000 + 1500 * random(), 6000 + 1500 * random()];
		let rejected = 0;
		const send = createSend({
			fetch: async () => {
				const stop = stops.find((at) => clock.now() >= at && clock.now() < at + 1000);
				await clock.sleep((stop === undefined ? 0 : stop + 1000 - clock.now()) + 20 * random());
				const status = limitOfServer.take() > 0 ? 429 : 200;
				if (status === 429) rejected += 1;
				await clock.sleep(150);
				return { statusCode: status, headers: { 'retry-after': '1' }, body: '' };
			},
			throttle,
			inFlight: createInFlight(throttle),
			clock,
			random,
			origin: ORIGIN,
			limit: { requestsPerSecond: 10, burst: 10 },
		});
		await clock.during(
			Promise.all(
				Array.from({ length: 100 }, async () => await send({ method: 'GET', path: '/x' })),
			),
		);
		return rejected;
	};
	let rejected = 0;
	for (let seed = 1; seed <= 10; seed++) rejected += await rejectedOf(seed);
	expect(rejected / 10).toBeLessThan(0.5);
});

test('a server that allows less than configured, and changes its limit in the middle: all is served', async () => {
	const clock = new VirtualClock();
	const slow = createServerLimit(4, 4, clock.now);
	const fast = createServerLimit(10, 10, clock.now);
	const throttle = createThrottle(clock);
	const served: number[] = [];
	let rejected = 0;
	const send = createSend({
		fetch: async () => {
			await clock.sleep(30);
			const now = clock.now();
			const wait = (now < 120_000 ? slow : fast).take();
			await clock.sleep(30);
			if (wait > 0) rejected += 1;
			else served.push(now);
			const headers = wait > 0 ? { 'retry-after': '1' } : {};
			return { statusCode: wait > 0 ? 429 : 200, headers, body: '' };
		},
		throttle,
		inFlight: createInFlight(throttle),
		clock,
		random: () => 0.5,
		origin: ORIGIN,
		limit: { requestsPerSecond: 10, burst: 10 },
	});
	const all = Array.from({ length: 1500 }, async () => await send({ method: 'GET', path: '/x' }));
	const answers = await clock.during(Promise.all(all));
	expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
	const perSecond = (from: number, to: number) =>
		served.filter((at) => at >= from && at < to).length / ((to - from) / 1000);
	expect(perSecond(20_000, 120_000)).toBeGreaterThan(2.5);
	expect(perSecond(165_000, 180_000)).toBeGreaterThan(9.5);
	expect(rejected / 1500).toBeLessThan(0.2);
});

test('429 for a minute: waits, says so once a pause, continues, and tells at the end what it cost', async () => {
	const { clock, sendAll, logged, waits, limit, statuses } = world({
		latency: () => 100,
		answer: (now) => ({ status: now >= 5000 && now < 45_000 ? 429 : 200 }),
	});
	const answers = await sendAll(100);
	expect(answers.every((status) => status === 200)).toBe(true);
	expect(clock.now()).toBeLessThan(66_000);
	const rejected = statuses.filter((status) => status === 429).length;
	expect(rejected).toBeGreaterThan(0);
	expect(logged[0]).toBe('Jama Connect responded 429: waiting 3.4 s for its limit');
	expect(logged.at(-1)).toMatch(/^Jama Connect: continuing at [\d.]+ requests? a second$/);
	expect(waits.hint(limit)).toMatch(
		new RegExp(
			`took [\\d.]+ s: Jama Connect rejected ${rejected} requests? with 429\\. .*lower 'Requests per Second'`,
		),
	);
});

test('a run that waits for the limit for long is told to raise it; a short one is told nothing', async () => {
	const short = world({ latency: () => 100 });
	await short.sendAll(50);
	expect(short.waits.hint(short.limit)).toBeUndefined();
	const long = world({ latency: () => 100 });
	await long.sendAll(500);
	expect(long.waits.hint(long.limit)).toMatch(
		/^Waiting for the limit of 10 requests a second took 4\d\.\d s\. If your Jama Connect allows more, raise/,
	);
	expect(long.logged).toEqual([]);
});

test('asked to wait for an hour, what is under way ends and nobody waits', async () => {
	const { clock, sendAll, starts } = world({
		latency: () => 100,
		answer: (now) => (now < 3000 ? { status: 200 } : { status: 429, retryAfter: '3600' }),
	});
	const answers = await sendAll(100);
	const served = answers.filter((status) => status === 200).length;
	expect(served).toBeGreaterThan(20);
	expect(answers.filter((status) => status === 429)).toHaveLength(100 - served);
	expect(clock.now()).toBeLessThan(15_000);
	expect(starts.length).toBeLessThan(60);
});

test('a cancelled execution sends nothing after what is under way', async () => {
	const { clock, send, starts, stop } = world({ latency: () => 500 });
	const all = Array.from(
		{ length: 100 },
		async () => await caught(async () => await send({ method: 'GET', path: '/x' })),
	);
	const cancelled = (async () => {
		await clock.sleep(2000);
		stop.abort(new Error('cancelled by the user'));
		return starts.length;
	})();
	const sent = await clock.during(cancelled);
	await clock.during(Promise.allSettled(all));
	expect(starts).toHaveLength(sent);
	expect(sent).toBeLessThan(40);
});
