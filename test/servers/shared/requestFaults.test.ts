import { useBench } from '../jama/testing';
import { useBench as useJira } from '../jira/testing';
import type { RequestFault } from './requestFaults';

const { bench, status } = useBench();
const jira = useJira();
let made = 0;
const tag = () => ({ name: `Faulty ${(made += 1)}`, project: 1 });

const fail = (...faults: RequestFault[]) => (bench.server.switches.failNext = faults);
const post = () => bench.send('POST', '/tags', tag());
const tags = () =>
	[...bench.server.state.tags.values()].filter((each) => each.name.startsWith('Faulty'));
const raw = async (method = 'POST') => {
	const { username, password } = bench.server.logins.basic;
	return await fetch(`${bench.server.url}/rest/v1/tags${method === 'GET' ? '?project=1' : ''}`, {
		method,
		headers: {
			authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
			'content-type': 'application/json',
		},
		...(method === 'POST' && { body: JSON.stringify(tag()) }),
		signal: AbortSignal.timeout(500),
	});
};

test('a write is carried out and answered 500, or not carried out', async () => {
	fail({ status: 500, after: true, method: 'POST', path: '/tags' });
	expect([(await post()).status, tags().length]).toEqual([500, 1]);
	fail({ status: 500, method: 'POST', path: '/tags' });
	expect([(await post()).status, tags().length]).toEqual([500, 1]);
	expect([(await post()).status, tags().length]).toEqual([201, 2]);
});

test('the third of the requests that match, and the one after it', async () => {
	fail({ status: 503, pattern: '^/(tags|projects)$', nth: 3, times: 2 });
	const statuses = [];
	for (let left = 5; left > 0; left -= 1) statuses.push(await status('GET', '/projects'));
	expect(statuses).toEqual([200, 200, 503, 503, 200]);
	expect(bench.server.switches.failNext).toEqual([]);
});

test('always, while other requests go on', async () => {
	const fault: RequestFault = { status: 503, pattern: '^/projects', times: 'always' };
	fail(fault);
	for (const id of [1, 2, 3]) expect(await status('GET', `/projects/${id}`)).toBe(503);
	expect(await status('GET', '/itemtypes')).toBe(200);
	expect(bench.server.switches.failNext).toEqual([fault]);
});

test('a fault that waits for its turn leaves the request to the next one', async () => {
	fail({ status: 503, nth: 2 }, { status: 502 });
	expect(await status('GET', '/projects')).toBe(502);
	expect(await status('GET', '/projects')).toBe(503);
});

test('faults are not changed by their use', async () => {
	const fault: RequestFault = { status: 500, nth: 2, times: 2 };
	fail(fault);
	await status('GET', '/projects');
	await status('GET', '/projects');
	expect(fault).toEqual({ status: 500, nth: 2, times: 2 });
});

test('201 with a body that is cut, halved, garbled or empty: all of them are carried out', async () => {
	fail(
		{ damage: 'cut', method: 'POST' },
		{ damage: 'half', method: 'POST' },
		{ damage: 'garbled', method: 'POST' },
		{ damage: 'empty', method: 'POST' },
	);
	const cut = await raw();
	expect(cut.status).toBe(201);
	await expect(cut.text()).rejects.toThrow();
	for (const length of [/^\{"meta".*[^}]$/, /^\{"meta"=.*\}$/, /^$/]) {
		const answer = await raw();
		const text = await answer.text();
		expect([answer.status, answer.headers.get('content-type')]).toEqual([
			201,
			'application/json;charset=UTF-8',
		]);
		expect(text).toMatch(length);
		expect(() => JSON.parse(text) as unknown).toThrow();
	}
	expect(tags()).toHaveLength(4);
});

test('no answer: the connection is closed, reset, or stays open', async () => {
	fail(
		{ status: 'drop', after: true },
		{ status: 'reset', after: true },
		{ status: 'hang', after: true },
	);
	await expect(raw()).rejects.toThrow('fetch failed');
	await expect(raw()).rejects.toThrow('fetch failed');
	await expect(raw()).rejects.toThrow('timeout');
	expect(tags()).toHaveLength(3);
	expect(bench.server.requests.map((each) => each.status)).toEqual([0, 0, 0]);
});

test('a login page instead of the answer of a write that was done', async () => {
	fail({ status: 'html', after: true, method: 'POST' });
	const answer = await raw();
	expect([answer.status, answer.headers.get('content-type'), tags().length]).toEqual([
		200,
		'text/html;charset=UTF-8',
		1,
	]);
});

test('the own answer with another header', async () => {
	fail({ headers: { 'content-type': 'text/plain' } });
	const answer = await raw('GET');
	expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain']);
});

test('a file that is cut', async () => {
	const file = [...bench.server.state.attachments.values()].find((each) => each.fileSize)!;
	fail({ damage: 'half' });
	const whole = file.fileSize ?? 0;
	const answer = await bench.send('GET', `/attachments/${file.id}/file`);
	expect([answer.status, answer.headers.get('content-length')]).toEqual([
		200,
		String(Math.floor(whole / 2)),
	]);
});

test('the fake Jira has the same faults', async () => {
	const sprint = { name: 'New', originBoardId: 1 };
	const before = jira.bench.server.state.sprints.size;
	jira.bench.server.switches.failNext = [
		{ status: 500, after: true, method: 'POST', pattern: '/sprint$', nth: 2 },
		{ damage: 'half', method: 'POST' },
	];
	const answers = [
		await jira.bench.send('POST', '/rest/agile/1.0/sprint', sprint).catch(() => 'not JSON'),
		await jira.bench.send('POST', '/rest/agile/1.0/sprint', sprint),
	];
	expect(answers).toEqual(['not JSON', expect.objectContaining({ status: 500 })]);
	expect(jira.bench.server.state.sprints.size).toBe(before + 2);
});
