import { Readable } from 'node:stream';
import { NodeApiError } from 'n8n-workflow';
import { jama } from '../../nodes/Jama/api/api';
import { NoResponse } from '../../nodes/shared/http/errors';
import type { HttpRequest } from '../../nodes/shared/http/http';
import { openSession } from '../../nodes/shared/session/n8nSession';
import { settle } from './support/clock';
import { caught, refusal } from './support/errors';
import type { HelperAnswer } from './support/n8nFunctions';
import { n8nFunctions } from './support/n8nFunctions';

type Request = Partial<HttpRequest>;
type World = NonNullable<Parameters<typeof n8nFunctions>[0]>;

/** Sends one request and returns what n8n's helper was asked for and what came back. */
async function send(request: Request, world: World = {}, authentication = 'basic') {
	const n8n = n8nFunctions({ answers: [{ statusCode: 200, body: {} }], ...world });
	const session = await openSession(n8n.functions, jama, authentication);
	const answer = await session.send({ method: 'GET', path: '/rest/v1/items', ...request });
	const [options] = n8n.requests;
	if (!options) throw new Error('Nothing was sent');
	return { ...n8n, answer, options };
}
const fails = async (error: HelperAnswer, authentication = 'basic') => {
	const thrown = await caught(() => send({ method: 'POST' }, { answers: [error] }, authentication));
	if (!(thrown instanceof NoResponse)) throw thrown;
	return thrown;
};
const axiosError = (status: number, data: unknown = {}) =>
	Object.assign(new Error(`Request failed with status code ${status}`), {
		code: 'ERR_BAD_REQUEST',
		response: { status, headers: { 'x-a': 'b' }, data },
	});
const systemError = (code: string, message = `connect ${code}`) =>
	Object.assign(new Error(message), { code });
/** As n8n throws it: its own error around the one that happened. */
const wrapped = (error: Error) =>
	new NodeApiError(n8nFunctions().functions.getNode(), error as never);

describe("what n8n's HTTP helper is asked for", () => {
	test('the URL below the context path, repeated keys, a timeout, no credential for other origins', async () => {
		const query = { project: [1, 2], x: undefined };
		const { options, baseUrl, credentialTypes } = await send({ query });
		expect(options).toMatchObject({
			method: 'GET',
			url: `${baseUrl}/rest/v1/items`,
			qs: query,
			arrayFormat: 'repeat',
			sendCredentialsOnCrossOriginRedirect: false,
			returnFullResponse: true,
			timeout: 60_000,
			skipSslCertificateValidation: false,
			headers: { accept: 'application/json' },
		});
		expect(credentialTypes).toEqual(['jamaApi', 'jamaApi']);
	});

	test('a timeout and a binary answer when asked for', async () => {
		const answers = () => [{ statusCode: 200, body: Buffer.from('x') }];
		const { options } = await send({ timeout: 5, binary: true }, { answers: answers() });
		expect(options).toMatchObject({ timeout: 5, encoding: 'arraybuffer' });
		const ofKnownSize = await send({ binary: true, bytes: 1 }, { answers: answers() });
		expect(ofKnownSize.options).toMatchObject({ encoding: 'stream' });
		expect((await send({})).options).not.toHaveProperty('encoding');
	});

	test('only a read follows redirects: a write would become a read', async () => {
		expect((await send({})).options).not.toHaveProperty('disableFollowRedirect');
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
			expect((await send({ method })).options.disableFollowRedirect).toBe(true);
		}
	});

	test('a header of the user replaces ours in any spelling', async () => {
		const { options } = await send({ headers: { ACCEPT: 'text/csv', 'X-Mine': '1' } });
		expect(options.headers).toEqual({ accept: 'text/csv', 'x-mine': '1' });
	});

	test.each(['ignoreSSLIssues'])('%s of the credential is passed on', async (name) => {
		const { options } = await send({}, { credential: { [name]: true } });
		expect(options.skipSslCertificateValidation).toBe(true);
	});

	test('a 401 throws where n8n refreshes a token for it, and only there', async () => {
		expect((await send({})).options.ignoreHttpStatusErrors).toBe(true);
		const { options, credentialTypes } = await send({}, {}, 'oAuth2');
		expect(options.ignoreHttpStatusErrors).toEqual({ ignore: true, except: [401] });
		expect(credentialTypes).toEqual(['jamaOAuth2Api', 'jamaOAuth2Api']);
	});
});

describe('bodies', () => {
	const post = async (body: unknown) => (await send({ method: 'POST', body })).options;

	test.each([[{ a: 1 }], [[{ op: 'add' }]]])('%j is sent as JSON', async (body) => {
		expect(await post(body)).toMatchObject({
			body,
			headers: { 'content-type': 'application/json' },
		});
	});

	test.each([
		[{}, '{}'],
		[[], '[]'],
	])('%j, which n8n would drop, is sent as text with the type of JSON', async (body, text) => {
		expect(await post(body)).toMatchObject({
			body: text,
			headers: { 'content-type': 'application/json' },
		});
	});

	test('forms, files and text are sent as they are, without a type of ours', async () => {
		for (const body of [
			new FormData(),
			new URLSearchParams('a=1'),
			new URLSearchParams(),
			Buffer.from('x'),
			Buffer.alloc(0),
			'text',
		]) {
			const options = await post(body);
			expect(options.body).toBe(body);
			expect(options.headers).not.toHaveProperty('content-type');
		}
	});

	test('no body is no body', async () => {
		expect(await post(undefined)).not.toHaveProperty('body');
	});
});

describe('answers', () => {
	test.each([200, 204, 400, 403, 404, 409, 500])('%i comes back as it is', async (statusCode) => {
		const { answer } = await send(
			{},
			{ answers: [{ statusCode, headers: { a: 'b' }, body: { x: 1 } }] },
		);
		expect(answer).toEqual({ statusCode, headers: { a: 'b' }, body: { x: 1 } });
	});

	test.each([
		['an error of the HTTP client', axiosError(401, { meta: { message: 'no' } })],
		["n8n's error around it", wrapped(axiosError(401, { meta: { message: 'no' } }))],
	])('a thrown 401 as %s is an answer with 401', async (_, error) => {
		const { answer } = await send({}, { answers: [error] }, 'oAuth2');
		expect(answer).toMatchObject({ statusCode: 401, body: { meta: { message: 'no' } } });
	});

	test('an n8n error that only says 401 is an answer with 401', async () => {
		const error = new NodeApiError(n8nFunctions().functions.getNode(), {
			message: 'Unauthorized',
			httpCode: '401',
		});
		const { answer } = await send({}, { answers: [error] }, 'oAuth2');
		expect(answer.statusCode).toBe(401);
	});
});

describe('no answer', () => {
	test.each([
		'ECONNREFUSED',
		'ECONNRESET',
		'ENOTFOUND',
		'ETIMEDOUT',
		'ECONNABORTED',
		'CERT_HAS_EXPIRED',
	])('%s keeps its code, wrapped by n8n or not', async (code) => {
		expect((await fails(systemError(code))).code).toBe(code);
		expect((await fails(wrapped(systemError(code)))).code).toBe(code);
	});

	test('a client or a token endpoint that gives no token', async () => {
		const messages = [
			'Failed to acquire OAuth2 access token',
			'invalid_client',
			'unauthorized_client: no',
		];
		for (const message of messages)
			expect((await fails(new Error(message), 'oAuth2')).code).toBe('TOKEN_REFUSED');
		for (const code of ['EAUTH', 'ESTATUS'])
			expect((await fails(wrapped(systemError(code)), 'oAuth2')).code).toBe('TOKEN_REFUSED');
	});

	test('an error that nobody knows', async () => {
		const error = await fails(new Error('strange'));
		expect([error.code, error.message]).toEqual(['UNKNOWN', 'strange']);
		expect(error.request).toMatchObject({ method: 'POST', path: '/rest/v1/items' });
	});
});

describe('the credential', () => {
	test.each([
		[{ requestsPerSecond: 0 }, 'Requests per Second'],
		[{ requestsPerSecond: 'fast' }, 'Requests per Second'],
		[{ burst: -1 }, 'Burst'],
		[{ baseUrl: '' }, 'instance URL'],
		[{ baseUrl: 'ftp://x' }, 'instance URL'],
	])('%j is refused before anything is sent', async (credential, word) => {
		const n8n = n8nFunctions({ credential });
		const { message } = await refusal(() => openSession(n8n.functions, jama, 'basic'));
		expect(message).toContain(word);
		expect(n8n.requests).toEqual([]);
	});

	test('an authentication that does not exist names those that do', async () => {
		const { message, advice } = await refusal(() =>
			openSession(n8nFunctions().functions, jama, 'magic'),
		);
		expect(message).toContain('magic');
		expect(advice).toContain('basic, oAuth2');
	});
});

test('a list that comes shorter than announced becomes a hint for the user', async () => {
	const body = { meta: { pageInfo: { totalResults: 3 } }, data: [{ id: 1 }] };
	const empty = { meta: { pageInfo: { totalResults: 3 } }, data: [] };
	const n8n = n8nFunctions({
		answers: (options) => ({ statusCode: 200, body: options.qs?.startAt === 0 ? body : empty }),
	});
	const session = await openSession(n8n.functions, jama, 'basic');
	expect(await session.rows('/projects')).toEqual([{ id: 1 }]);
	expect(n8n.hints).toEqual([expect.stringContaining('announced 3 rows of /projects and gave 1')]);
});

test('with OAuth2 only the first request finds no token; the others follow together', async () => {
	const n8n = n8nFunctions({ answers: () => ({ statusCode: 200, body: {} }) });
	const session = await openSession(n8n.functions, jama, 'oAuth2');
	const order: number[] = [];
	const all = [1, 2, 3].map(async (number) => {
		await session.send({ method: 'GET', path: `/rest/v1/x/${number}` });
		order.push(number);
	});
	await new Promise((resolve) => setImmediate(resolve));
	expect(n8n.requests).toHaveLength(1);
	await Promise.all(all);
	expect(n8n.requests).toHaveLength(3);
	expect(order[0]).toBe(1);
	expect(n8n.counts.mostAtOnce).toBe(2);
});

test('an execution that is cancelled while a file comes ends with it, and asks for it no second time', async () => {
	const stop = new AbortController();
	const body = new Readable({ read: () => undefined });
	body.push('%PDF');
	const n8n = n8nFunctions({ signal: stop.signal, answers: [{ statusCode: 200, body }] });
	const session = await openSession(n8n.functions, jama, 'basic');
	const file = { method: 'GET', path: '/rest/v1/attachments/7/file', binary: true } as const;
	const failed = caught(() => session.send(file));
	// Until it is read.
	while (body.listenerCount('error') === 0) await settle();
	stop.abort(new Error('cancelled'));
	// As the HTTP client of n8n ends what is under way.
	body.destroy(systemError('ERR_CANCELED', 'canceled'));
	expect((await failed).message).toBe('cancelled');
	expect(n8n.requests).toHaveLength(1);
});

test('a cancelled execution sends nothing more', async () => {
	const signal = AbortSignal.abort(new Error('cancelled'));
	const n8n = n8nFunctions({ signal });
	const session = await openSession(n8n.functions, jama, 'basic');
	expect((await caught(() => session.row({ path: '/items/1' }))).message).toBe('cancelled');
	expect(n8n.requests).toEqual([]);
});
