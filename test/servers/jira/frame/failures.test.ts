import { keys, useBench } from '../testing';

const { bench, get, status, violations } = useBench();
const SPRINT = '/rest/agile/1.0/sprint';
const NEW = { name: 'New', originBoardId: 1 };

test('scripted failures meet the first request that matches', async () => {
	const { failNext } = bench.server.switches;
	failNext.push({ status: 503, method: 'POST', headers: { 'retry-after': '2' } });
	failNext.push({ status: 500, path: '/rest/agile/*', body: { odd: true } });
	failNext.push({ status: 502, body: '<html>Bad Gateway</html>' });
	failNext.push({ status: 'html' });
	const [odd, page, login, busy] = [
		await bench.send('GET', `${SPRINT}/1`),
		await bench.send('GET', `${SPRINT}/1`),
		await bench.send('GET', `${SPRINT}/1`),
		await bench.send('POST', SPRINT, NEW),
	];
	expect([odd.status, odd.body]).toEqual([500, { odd: true }]);
	expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html;charset=UTF-8']);
	expect([login.status, login.text]).toEqual([200, expect.stringContaining('Sign in')]);
	expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '2']);
	expect(busy.body.errorMessages).toEqual(['Scripted failure 503']);
	expect(failNext).toEqual([]);
	expect(bench.server.state.sprints.size).toBe(6);
});

test('an answer can be lost after the work is done', async () => {
	bench.server.switches.failNext.push({ status: 'drop', after: true });
	await expect(bench.send('POST', SPRINT, NEW)).rejects.toThrow();
	expect(bench.server.state.sprints.size).toBe(7);
	bench.server.switches.failNext.push({ status: 'drop' });
	await expect(bench.send('POST', SPRINT, NEW)).rejects.toThrow();
	expect(bench.server.state.sprints.size).toBe(7);
});

test("a browser's write needs X-Atlassian-Token", async () => {
	const write = (headers: Record<string, string>) => bench.send('POST', SPRINT, NEW, headers);
	const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' };
	const refused = await write(browser);
	expect([refused.status, refused.text]).toEqual([403, 'XSRF check failed']);
	expect((await write({ ...browser, 'x-atlassian-token': 'no-check' })).status).toBe(201);
	expect((await bench.send('GET', SPRINT + '/1', undefined, browser)).status).toBe(200);
	bench.server.switches.xsrf = false;
	expect((await write(browser)).status).toBe(201);
});

test('a body that is not JSON is refused and recorded', async () => {
	const send = (body: string, type: string) =>
		bench.send('POST', SPRINT, body, { 'content-type': type });
	expect((await send('{oops', 'application/json')).status).toBe(400);
	expect((await send('name=x', 'application/x-www-form-urlencoded')).status).toBe(400);
	expect((await send('{}', 'text/plain')).status).toBe(415);
	expect(violations()).toHaveLength(3);
});

test('paths and methods that do not exist', async () => {
	const reply = await bench.send('GET', '/rest/agile/1.0/boards?x=1');
	expect([reply.status, reply.body]).toEqual([
		404,
		{ message: 'null for uri: /rest/agile/1.0/boards?x=1', 'status-code': 404 },
	]);
	expect(await status('PATCH', `${SPRINT}/1`, {})).toBe(405);
	bench.server.switches.unknownPath = 'html';
	expect((await bench.send('GET', '/rest/agile/2.0/board')).text).toContain('dead link');
	expect(violations()).toHaveLength(3);
	expect(await status('GET', '/browse/PUMP-1')).toBe(404);
	expect(await status('GET', `${SPRINT}/one`)).toBe(404);
	expect(keys(bench.server.state.ranked())).toHaveLength(77);
});

test('an error of the server itself is a violation', async () => {
	bench.server.state.boards.get(1)!.project = 'GONE';
	expect(await status('GET', '/rest/agile/1.0/board/1')).toBe(500);
	expect(violations()[0]).toContain('the server failed');
});

test('the routes of the bench', async () => {
	const admin = (path: string, init?: RequestInit) =>
		fetch(`${bench.server.url}/admin/${path}`, {
			headers: { 'content-type': 'application/json' },
			...init,
		});
	await get(`${SPRINT}/1`);
	expect(await (await admin('requests?clear=true')).json()).toMatchObject([
		{ path: `${SPRINT}/1` },
	]);
	expect(bench.server.requests).toEqual([]);
	expect(await (await admin('violations')).json()).toEqual([]);
	const put = (switches: unknown) =>
		admin('switches', { method: 'PUT', body: JSON.stringify(switches) });
	expect((await put({ pageMax: 7 })).status).toBe(200);
	expect((await put({ color: 7 })).status).toBe(400);
	expect(await (await admin('switches')).json()).toMatchObject({ pageMax: 7 });
	bench.server.state.sprints.clear();
	expect((await admin('reset', { method: 'POST', body: '{}' })).status).toBe(204);
	expect([bench.server.state.sprints.size, bench.server.switches.pageMax]).toEqual([6, 50]);
	expect((await admin('expire-tokens', { method: 'POST', body: '{}' })).status).toBe(204);
	expect(bench.server.state.grants[0]?.expires).toBe(0);
});
