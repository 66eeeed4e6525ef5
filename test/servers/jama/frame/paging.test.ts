import { startBench, type Bench } from '../testing';

let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterEach(() => bench.server.reset());
afterAll(() => bench.server.close());

const page = async (query: string) => await bench.send('GET', `/items?project=2&${query}`);

test('20 rows by default, 50 at most', async () => {
	expect((await page('')).body.data).toHaveLength(20);
	expect((await page('maxResults=50')).body.data).toHaveLength(50);
	expect(bench.server.violations).toEqual([]);
});

test('above 50: clipped or refused, and a violation', async () => {
	expect((await page('maxResults=51')).body.data).toHaveLength(50);
	bench.server.switches.overCap = 'reject';
	expect(await page('maxResults=51')).toMatchObject({
		status: 400,
		body: { meta: { message: expect.stringContaining('50') } },
	});
	expect(bench.server.violations).toEqual([
		'GET /items: maxResults is above 50',
		'GET /items: maxResults is above 50',
	]);
});

test('a server may return shorter pages than asked for', async () => {
	bench.server.switches.pageMax = 7;
	expect((await page('maxResults=50')).body.meta.pageInfo).toEqual({
		startIndex: 0,
		resultCount: 7,
		totalResults: 120,
	});
});

test('a start at or beyond the end is an empty page', async () => {
	expect((await page('startAt=119')).body.data).toHaveLength(1);
	expect((await page('startAt=120')).body).toMatchObject({
		data: [],
		meta: { pageInfo: { startIndex: 120, resultCount: 0, totalResults: 120 } },
	});
});

test('the total may be missing or too high', async () => {
	bench.server.switches.totalResults = 'missing';
	expect((await page('')).body.meta.pageInfo).toEqual({ startIndex: 0, resultCount: 20 });
	bench.server.switches.totalResults = 'tooHigh';
	expect((await page('')).body.meta.pageInfo.totalResults).toBe(127);
});

test('startIndex for startAt is ignored, as by Jama, and recorded', async () => {
	const first = (await page('')).body.data;
	expect((await page('startIndex=20')).body.data).toEqual(first);
	expect(bench.server.violations).toEqual(['GET /items: unknown query parameter startIndex']);
});

test.each(['startAt=-1', 'maxResults=0', 'startAt=x'])('%s is 400', async (query) => {
	expect((await page(query)).status).toBe(400);
	expect(bench.server.violations).toHaveLength(1);
});
