/** What is hopeless for one request of an execution is hopeless for the next: the waits of a list stay those of one request. */
import { NoResponse } from '../../nodes/shared/http/errors';
import type { HttpMethod, HttpRequest, HttpResponse } from '../../nodes/shared/http/http';
import { createSend } from '../../nodes/shared/http/send';
import { createInFlight } from '../../nodes/shared/http/inFlight';
import { createThrottle } from '../../nodes/shared/http/throttle';
import { VirtualClock } from './support/clock';

type Answer =
	| { status: number; headers?: Record<string, string> }
	| { code: string; after?: number };

/** A server that answers by path and time, and a list of rows with two labels each that asks it. */
function world(answer: (path: string, now: number) => Answer) {
	const clock = new VirtualClock();
	const sent: string[] = [];
	const throttle = createThrottle(clock);
	const send = createSend({
		fetch: async (request) => {
			sent.push(request.path);
			const given = answer(request.path, clock.now());
			if ('status' in given) return { headers: {}, body: '', ...given, statusCode: given.status };
			await clock.sleep(given.after ?? 0);
			throw new NoResponse(request, given.code, 'connection');
		},
		throttle,
		inFlight: createInFlight(throttle),
		clock,
		random: () => 0,
		origin: 'https://jama.test',
		limit: { requestsPerSecond: 10, burst: 10 },
	});
	const one = async (path: string, method: HttpMethod = 'GET') =>
		await send({ method, path } as HttpRequest).catch((error: unknown) => error as NoResponse);
	const list = async (rows: number, method: HttpMethod = 'GET', pause = 0) => {
		const ends: Array<HttpResponse | NoResponse> = [];
		for (let row = 0; row < rows; row++) {
			if (pause > 0) await clock.sleep(pause);
			for (const path of [`/items/${row}`, `/users/${row}`, `/picklists/${row}`]) {
				ends.push(await one(path, method));
			}
		}
		return ends;
	};
	return { clock, sent, one, list };
}

const isSilent = (end: unknown): boolean => end instanceof NoResponse;

test.each<[string, Answer, number]>([
	['refuses connections', { code: 'ECONNREFUSED' }, 10_000],
	['answers 503', { status: 503 }, 10_000],
	['does not answer within a minute', { code: 'ECONNABORTED', after: 60_000 }, 440_000],
	['answers 429 for good', { status: 429 }, 75_000],
	['asks for an hour', { status: 429, headers: { 'retry-after': '3600' } }, 10_000],
])('a server that %s: 50 rows with labels wait once', async (_, answer, most) => {
	const { clock, sent, list } = world(() => answer);
	const ends = await clock.during(list(50));
	expect(ends).toHaveLength(150);
	expect(clock.now()).toBeLessThan(most);
	expect(sent.length).toBeLessThan(15);
	const last = ends[149]!;
	if ('status' in answer) expect(last).toMatchObject({ statusCode: answer.status, foreseen: true });
	else expect(last).toMatchObject({ code: answer.code, known: { foreseen: true } });
});

test('the error of a request that was not sent is its own', async () => {
	const { clock, list } = world(() => ({ code: 'ECONNREFUSED' }));
	const ends = await clock.during(list(4, 'PUT'));
	expect((ends[11] as NoResponse).request).toEqual({ method: 'PUT', path: '/picklists/3' });
	expect((ends[11] as NoResponse).outcome).toBe('notDone');
});

test('writes that are never repeated are given up after four without an answer', async () => {
	const { clock, sent, list } = world(() => ({ code: 'ECONNABORTED', after: 60_000 }));
	const ends = await clock.during(list(50, 'POST'));
	expect(sent).toHaveLength(4);
	const outcomes = ends.map((end) => (end as NoResponse).outcome);
	expect(outcomes.slice(0, 4)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
	expect(new Set(outcomes.slice(4))).toEqual(new Set(['notDone']));
});

test('one write without an answer stops nothing', async () => {
	const { clock, one } = world((path) =>
		path === '/slow' ? { code: 'ECONNABORTED', after: 60_000 } : { status: 200 },
	);
	expect(isSilent(await clock.during(one('/slow', 'POST')))).toBe(true);
	expect(await clock.during(one('/next', 'POST'))).toMatchObject({ statusCode: 200 });
});

test.each(['TOKEN_REFUSED', 'ENOTFOUND', 'TOKEN_MISPLACED'])('%s is asked once', async (code) => {
	const { clock, sent, list } = world(() => ({ code }));
	await clock.during(list(50, 'GET', 60_000));
	expect(sent).toEqual(['/items/0']);
});

test('a server that comes back is noticed: every ten seconds one request tries', async () => {
	const { clock, sent, list } = world((_, now) =>
		now < 40_000 ? { code: 'ECONNREFUSED' } : { status: 200 },
	);
	const ends = await clock.during(list(60, 'GET', 1000));
	expect(isSilent(ends[12])).toBe(true);
	expect(ends.slice(-20).every((end) => !isSilent(end))).toBe(true);
	expect(sent.length).toBeLessThan(150);
});

test('one endpoint that is always overloaded does not stop the others', async () => {
	const { clock, list } = world((path) => ({ status: path.startsWith('/users') ? 503 : 200 }));
	const ends = await clock.during(list(10));
	const statuses = ends.map((end) => (end as HttpResponse).statusCode);
	expect(statuses).toEqual(Array.from({ length: 10 }, () => [200, 503, 200]).flat());
});

test('a limit on one issue stops no other', async () => {
	const headers = { 'ratelimit-reason': 'jira-per-issue-on-write', 'retry-after': '3600' };
	const { clock, sent, one } = world((path) =>
		path === '/issue/1' ? { status: 429, headers } : { status: 200 },
	);
	for (let time = 0; time < 6; time++) await clock.during(one('/issue/1', 'PUT'));
	expect(await clock.during(one('/issue/2', 'PUT'))).toMatchObject({ statusCode: 200 });
	expect(sent).toHaveLength(7);
});

test('a second execution starts again', async () => {
	const first = world(() => ({ code: 'ENOTFOUND' }));
	await first.clock.during(first.list(3));
	const second = world(() => ({ status: 200 }));
	expect(await second.clock.during(second.one('/x'))).toMatchObject({ statusCode: 200 });
});
