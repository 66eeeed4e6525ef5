/** Two limits that do not agree: the node is told to go faster than the server allows. */
import type { HttpMethod } from '../../nodes/shared/http/http';
import { createSend } from '../../nodes/shared/http/send';
import { createInFlight } from '../../nodes/shared/http/inFlight';
import { createThrottle } from '../../nodes/shared/http/throttle';
import { createBucket } from '../servers/shared/bucket';
import { VirtualClock } from './support/clock';

const LATENCY = 20;
const ITEMS = 25;

/** Works a list of items off against the limit of the fake servers, and logs when each request left and how it was answered. */
async function workOff(method: HttpMethod, workers: number, retryAfter: boolean) {
	const clock = new VirtualClock();
	const server = createBucket(10, 10, clock.now);
	const log: Array<{ status: number; at: number; wait: number }> = [];
	const throttle = createThrottle(clock);
	const send = createSend({
		fetch: async () => {
			await clock.sleep(LATENCY / 2);
			const wait = server.take();
			const status = wait > 0 ? 429 : 200;
			const seconds = Math.max(1, Math.ceil(wait));
			log.push({ status, at: clock.now(), wait: seconds * 1000 });
			await clock.sleep(LATENCY / 2);
			const headers = status === 429 && retryAfter ? { 'retry-after': String(seconds) } : {};
			return { statusCode: status, headers, body: '' };
		},
		throttle,
		inFlight: createInFlight(throttle),
		clock,
		random: () => 0.5,
		origin: 'https://jama.test',
		limit: { requestsPerSecond: 50, burst: 20 },
	});
	const done: number[] = [];
	let next = 0;
	const work = async () => {
		while (next < ITEMS) {
			const item = next++;
			const { statusCode } = await send({ method, path: `/items/${item}` });
			if (statusCode === 200) done.push(item);
		}
	};
	await clock.during(Promise.all(Array.from({ length: workers }, work)));
	return { log, done };
}

test.each<[string, HttpMethod, number, boolean]>([
	['reading, five at a time', 'GET', 5, true],
	['writing, one after the other', 'POST', 1, true],
	['reading, and the server does not say for how long', 'GET', 5, false],
	['writing, and the server does not say for how long', 'PATCH', 1, false],
])('%s: every item arrives, and every 429 is honoured', async (_, method, workers, retryAfter) => {
	const { log, done } = await workOff(method, workers, retryAfter);
	expect([...done].sort((a, b) => a - b)).toEqual(Array.from({ length: ITEMS }, (_u, i) => i));
	const refused = log.filter(({ status }) => status === 429);
	expect(refused.length).toBeGreaterThan(0);
	expect(log.length - refused.length).toBe(ITEMS);
	// Of requests refused together the last one: after it nothing may arrive for the time that the server asked for.
	for (const [index, { status, at, wait }] of log.entries()) {
		const later = log[index + 1];
		if (status !== 429 || !later || later.at - at <= LATENCY) continue;
		expect(later.at - at).toBeGreaterThanOrEqual(retryAfter ? wait : 3000);
	}
	// Each pause may catch the requests that are under way, and no more.
	expect(refused.length).toBeLessThan(ITEMS);
});
