import { createSend } from '../../nodes/shared/http/send';
import { createInFlight } from '../../nodes/shared/http/inFlight';
import { createThrottle } from '../../nodes/shared/http/throttle';
import { VirtualClock } from './support/clock';
import { pseudoRandom } from './support/random';

const MINUTES = 20;
const SERVER_RATE = 10;

/** A server that counts for all of its callers: so many requests a second, a few more after a rest, else 429. */
class CountingServer {
	private tokens = 10;

	private filledAt = 0;

	refused = 0;

	constructor(
		private readonly clock: VirtualClock,
		private readonly random: () => number,
	) {}

	async answer(): Promise<number> {
		// Networks are not punctual: without it two callers could keep in step for ever.
		await this.clock.sleep(20 + 80 * this.random());
		const now = this.clock.now();
		this.tokens = Math.min(10, this.tokens + ((now - this.filledAt) * SERVER_RATE) / 1000);
		this.filledAt = now;
		const granted = this.tokens >= 1;
		if (granted) this.tokens -= 1;
		else this.refused += 1;
		await this.clock.sleep(30);
		return granted ? 200 : 429;
	}
}

/** One n8n process: a throttle of its own, and more to do than the server allows. Returns how many requests were served. */
function worker(clock: VirtualClock, server: CountingServer, random: () => number) {
	const served = { count: 0 };
	const throttle = createThrottle(clock);
	const send = createSend({
		fetch: async () => {
			const statusCode = await server.answer();
			if (statusCode === 200) served.count += 1;
			return { statusCode, headers: {}, body: '' };
		},
		throttle,
		inFlight: createInFlight(throttle),
		clock,
		random,
		origin: 'https://jama.test',
		limit: { requestsPerSecond: 10, burst: 5 },
	});
	const busy = async () => {
		while (clock.now() < MINUTES * 60_000) await send({ method: 'GET', path: '/items' });
	};
	for (let caller = 0; caller < 4; caller++) void busy();
	return served;
}

const simulate = async (workers: number) => {
	const clock = new VirtualClock();
	const server = new CountingServer(clock, pseudoRandom(99));
	const served = Array.from({ length: workers }, (_, index) =>
		worker(clock, server, pseudoRandom(index + 1)),
	);
	await clock.run(MINUTES * 60_000);
	const counts = served.map(({ count }) => count);
	const total = counts.reduce((sum, count) => sum + count, 0);
	return { counts, refused: server.refused, perSecond: total / (MINUTES * 60), total };
};

test('one n8n process uses what the server allows and is hardly ever refused', async () => {
	const { perSecond, refused, total } = await simulate(1);
	expect(perSecond).toBeGreaterThan(9);
	expect(perSecond).toBeLessThanOrEqual(10.1);
	expect(refused / total).toBeLessThan(0.01);
});

test('two n8n processes that know nothing of each other share one server fairly and without a storm of refusals', async () => {
	const { counts, perSecond, refused, total } = await simulate(2);
	expect(perSecond).toBeGreaterThan(7);
	expect(perSecond).toBeLessThanOrEqual(10.1);
	for (const count of counts) expect(count / total).toBeGreaterThan(0.25);
	expect(refused / total).toBeLessThan(0.1);
});

test('three workers of n8n meet the aims of queue mode: few rejections, the slowest at least half as fast as the fastest', async () => {
	const { counts, perSecond, refused, total } = await simulate(3);
	expect(perSecond).toBeGreaterThan(10 / 1.2);
	expect(refused / (total + refused)).toBeLessThan(0.03);
	expect(Math.min(...counts) / Math.max(...counts)).toBeGreaterThan(0.5);
});
