import { guardCredential } from '../../nodes/shared/session/credentialGuard';
import type { HttpRequest, HttpResponse } from '../../nodes/shared/http/http';

const probe: HttpRequest = { method: 'GET', path: '/me' };
const get = (path: string): HttpRequest => ({ method: 'GET', path });
const answer = (statusCode: number): HttpResponse => ({ statusCode, headers: {}, body: '' });

/** A server that answers by path; requests are logged when they start and when they end. */
function server(status: (path: string) => number) {
	const log: string[] = [];
	const send = guardCredential(async ({ path }) => {
		log.push(`> ${path}`);
		await Promise.resolve();
		log.push(`< ${path}`);
		return answer(status(path));
	}, probe);
	const sent = () => log.filter((line) => line.startsWith('>')).map((line) => line.slice(2));
	return { send, log, sent };
}

test('a good credential costs no request more; only the first goes alone', async () => {
	const { send, log } = server(() => 200);
	await Promise.all(['/a', '/b', '/c'].map(async (path) => await send(get(path))));
	expect(log).toEqual(['> /a', '< /a', '> /b', '> /c', '< /b', '< /c']);
});

test('a refused credential is sent once for one request', async () => {
	const { send, sent } = server(() => 401);
	expect((await send(get('/a'))).statusCode).toBe(401);
	expect(sent()).toEqual(['/a']);
});

test.each(['together', 'one after the other'])(
	'a refused credential is sent twice for many requests %s, and all are refused',
	async (how) => {
		const { send, sent } = server(() => 401);
		const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
		const statuses: number[] = [];
		const one = async (path: string) => statuses.push((await send(get(path))).statusCode);
		if (how === 'together') await Promise.all(paths.map(one));
		else for (const path of paths) await one(path);
		expect(statuses).toEqual(paths.map(() => 401));
		expect(sent()).toEqual(['/0', '/me']);
	},
);

test('a 401 for an object that the user may not see does not stop the others', async () => {
	const { send, sent } = server((path) => (path === '/secret' ? 401 : 200));
	const statuses = [];
	for (const path of ['/secret', '/a', '/secret', '/b']) {
		statuses.push((await send(get(path))).statusCode);
	}
	expect(statuses).toEqual([401, 200, 401, 200]);
	expect(sent()).toEqual(['/secret', '/me', '/a', '/secret', '/b']);
});

test('a request without an answer decides nothing: the next one is tried', async () => {
	let calls = 0;
	const send = guardCredential(async () => {
		calls += 1;
		if (calls === 1) throw new Error('connection broke');
		return answer(200);
	}, probe);
	await expect(send(get('/a'))).rejects.toThrow('connection broke');
	expect((await send(get('/b'))).statusCode).toBe(200);
});
