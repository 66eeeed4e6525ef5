import { useBench } from '../testing';

const { bench, get, violations } = useBench();
const AGILE = '/rest/agile/1.0';
const ISSUES = '/rest/software/1.0/board/1/issue';

/** All pages of a token list. */
async function pages(path: string): Promise<string[][]> {
	const found: string[][] = [];
	let token: string | undefined;
	do {
		const next: string = token === undefined ? '' : `&nextPageToken=${token}`;
		const page = await get(`${path}${next}`);
		found.push(page.issues.map(({ key }: { key: string }) => key));
		expect(page.isLast).toBe(page.nextPageToken === undefined);
		expect(page).not.toHaveProperty('total');
		token = page.nextPageToken;
	} while (token !== undefined);
	return found;
}

const all = Array.from({ length: 60 }, (_, n) => `PUMP-${n + 4}`);

describe('token lists', () => {
	test('go on until there is no token', async () => {
		const found = await pages(`${ISSUES}?maxResults=25&fields=summary`);
		expect(found.map((page) => page.length)).toEqual([25, 25, 10]);
		expect(found.flat()).toEqual(all);
	});

	test('are cut at 50 without a word', async () => {
		const found = await pages(`${ISSUES}?maxResults=100&fields=summary`);
		expect(found.map((page) => page.length)).toEqual([50, 10]);
		bench.server.switches.pageMax = 5000;
		expect(await pages(`${ISSUES}?maxResults=5000&fields=summary`)).toHaveLength(1);
		expect((await bench.send('GET', `${ISSUES}?maxResults=5001`)).status).toBe(400);
	});

	test('may have shorter pages than asked for, and empty ones', async () => {
		bench.server.switches.shortPages = true;
		expect(
			(await pages(`${ISSUES}?maxResults=50&fields=summary`)).map((page) => page.length),
		).toEqual([25, 25, 10]);
		bench.server.switches.emptyMiddlePage = true;
		const found = await pages(`${ISSUES}?maxResults=50&fields=summary`);
		expect(found.map((page) => page.length)).toEqual([25, 0, 25, 10]);
		expect(found.flat()).toEqual(all);
	});

	test('a token belongs to its list', async () => {
		const { nextPageToken } = await get(`${ISSUES}?maxResults=5&jql=labels=firmware`);
		const refused = async (query: string) =>
			(await bench.send('GET', `${ISSUES}?maxResults=5&${query}`)).status;
		expect(await refused(`jql=labels=firmware&nextPageToken=${nextPageToken}`)).toBe(200);
		expect(await refused(`nextPageToken=${nextPageToken}`)).toBe(400);
		expect(
			await refused(`jql=labels=firmware&reconcileIssues=10004&nextPageToken=${nextPageToken}`),
		).toBe(400);
		expect(await refused('jql=labels=firmware&nextPageToken=nonsense')).toBe(400);
	});

	test('a list that moves while it is read goes on after the last row', async () => {
		const { nextPageToken } = await get(`${ISSUES}?maxResults=5&fields=summary`);
		bench.server.state.removeIssue(bench.server.state.issue('PUMP-4')!);
		const page = await get(`${ISSUES}?maxResults=5&fields=summary&nextPageToken=${nextPageToken}`);
		expect(page.issues[0].key).toBe('PUMP-9');
	});

	test('new issues show after the lag, or when they are named', async () => {
		bench.server.switches.indexLag = 60_000;
		const { id } = bench.server.state.addIssue({
			project: 'PUMP',
			summary: 'New',
			created: bench.now(),
		});
		const count = '/rest/software/1.0/board/1/issue/approximate-count';
		expect(await get(count)).toEqual({ count: 60 });
		expect((await pages(`${ISSUES}?reconcileIssues=${id}`)).flat()).toHaveLength(61);
		bench.tick(60_000);
		expect(await get(count)).toEqual({ count: 61 });
	});

	test('fields are joined or repeated', async () => {
		const fields = async (query: string) =>
			Object.keys((await get(`${ISSUES}?maxResults=1&${query}`)).issues[0].fields);
		expect(await fields('fields=summary,labels')).toEqual(['summary', 'labels']);
		expect(await fields('fields=summary&fields=labels')).toEqual(['summary', 'labels']);
		expect(await fields('fields=*all,-comment')).not.toContain('comment');
		expect(await fields('fields=-comment')).toContain('sprint');
		expect(await fields('fields=*navigable')).toEqual(await fields('fields=-comment'));
	});
});

describe('offset lists', () => {
	const sprints = (query: string) => get(`${AGILE}/board/1/sprint?${query}`);

	test('tell which page is the last', async () => {
		expect(await sprints('startAt=0&maxResults=3')).toMatchObject({ isLast: false, total: 4 });
		expect(await sprints('startAt=3&maxResults=3')).toMatchObject({ isLast: true, startAt: 3 });
		expect(await sprints('startAt=9')).toMatchObject({ isLast: true, values: [] });
	});

	test('are cut without a word', async () => {
		for (let n = 0; n < 120; n += 1)
			bench.server.state.addSprint({ name: `Sprint ${n}`, originBoardId: 1 });
		const page = await sprints('maxResults=100');
		expect([page.values.length, page.maxResults, page.isLast, page.total]).toEqual([
			50,
			50,
			false,
			124,
		]);
		bench.server.switches.pageMax = 10;
		expect((await sprints('maxResults=100')).values).toHaveLength(10);
	});

	test('may have no total, or a wrong one', async () => {
		bench.server.switches.total = 'missing';
		expect(await sprints('')).not.toHaveProperty('total');
		bench.server.switches.total = 'wrong';
		expect(await sprints('')).toMatchObject({ total: 9 });
	});

	test('of issues are gone on Cloud, unless the switch keeps them', async () => {
		expect((await bench.send('GET', `${AGILE}/board/1/issue`)).status).toBe(410);
		bench.server.switches.deprecatedLists = 'working';
		expect(await get(`${AGILE}/board/1/issue?startAt=59`)).toMatchObject({
			total: 60,
			startAt: 59,
		});
	});
});

test('what a list does not know is recorded', async () => {
	expect((await bench.send('GET', `${ISSUES}?startAt=5&maxResults=1`)).status).toBe(200);
	expect(violations()).toEqual([`GET ${ISSUES}: unknown query parameter startAt`]);
});
