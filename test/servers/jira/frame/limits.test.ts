import { startBench, type Bench } from '../testing';

const BOARDS = '/rest/agile/1.0/board';
let bench: Bench;
afterEach(() => bench.server.close());

const open = async (deployment: 'cloud' | 'dataCenter', rate: number, burst: number) => {
	bench = await startBench({ deployment, rate, burst });
};
const ask = () => bench.send('GET', BOARDS);
function headersOf(headers: Headers): Record<string, string> {
	const found: Record<string, string> = {};
	headers.forEach((value, name) => (found[name] = value));
	return found;
}
const names = (headers: Headers) =>
	Object.keys(headersOf(headers)).filter((name) => /ratelimit|retry/.test(name));

test('Cloud: a 429 says when to come back, and why', async () => {
	await open('cloud', 1, 2);
	expect(names((await ask()).headers)).toEqual([]);
	const near = await ask();
	expect([near.status, near.headers.get('x-ratelimit-nearlimit')]).toEqual([200, 'true']);
	const reply = await ask();
	expect(reply.status).toBe(429);
	expect(headersOf(reply.headers)).toMatchObject({
		'retry-after': '1',
		'x-ratelimit-limit': '2',
		'x-ratelimit-remaining': '0',
		'x-ratelimit-reset': '2026-01-15T12:00Z',
		'ratelimit-reason': 'jira-burst-based',
	});
	bench.tick(1000);
	expect((await ask()).status).toBe(200);
});

test('Data Center: every authenticated answer tells, with Retry-After 0', async () => {
	await open('dataCenter', 0.25, 2);
	const reply = await ask();
	expect(headersOf(reply.headers)).toMatchObject({
		'retry-after': '0',
		'x-ratelimit-limit': '2',
		'x-ratelimit-remaining': '1',
		'x-ratelimit-interval-seconds': '4',
		'x-ratelimit-fillrate': '1',
	});
	const other = await bench.send('GET', BOARDS, undefined, { authorization: 'Bearer wrong' });
	expect([other.status, names(other.headers)]).toEqual([401, []]);
	const refused = await ask();
	expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '4']);
});

test('Retry-After and the body by switches', async () => {
	await open('cloud', 1, 1);
	await ask();
	const { switches } = bench.server;
	switches.retryAfter = 'date';
	switches.tooMany = 'text';
	const text = await ask();
	expect([text.headers.get('retry-after'), text.text]).toEqual([
		new Date(bench.now() + 1000).toUTCString(),
		'Rate limit exceeded.',
	]);
	switches.retryAfter = 'none';
	switches.tooMany = 'empty';
	const empty = await ask();
	expect([empty.status, empty.headers.get('retry-after'), empty.text]).toEqual([429, null, '']);
});
