import { gzipSync } from 'node:zlib';
import type { Fault, Wire } from './fault';
import type { Answer, Headers } from './message';
import { bytesOf, headOf, jsonOf, withHeaders } from './message';
import { PAGE_FAULTS } from './pages';
import { SHAPE_FAULTS } from './shapes';

const whole = (bytes: Buffer): Wire => ({ pieces: [bytes], then: 'end' });
const HTML = 'text/html;charset=UTF-8';
const page = (title: string) =>
	Buffer.from(
		`<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1><form action="/login"><input name="user"></form></body></html>`,
	);

/** An answer of our own in the place of the true one. */
const instead = (
	status: number,
	headers: Record<string, string>,
	body: Buffer | string,
): Answer => ({
	status,
	headers: Object.entries(headers),
	body: Buffer.from(body),
});
/** As Jama and Jira say what went wrong. */
const refusal = (status: number, message: string, headers: Record<string, string> = {}): Answer =>
	instead(
		status,
		{ 'content-type': 'application/json;charset=UTF-8', ...headers },
		JSON.stringify({
			meta: { status: 'Error', timestamp: '2026-01-15T12:00:00.000+0000', message },
			errorMessages: [message],
			errors: {},
		}),
	);

const half = (body: Buffer) => body.subarray(0, Math.floor(body.length / 2));
/** Something with a body that can be cut. */
const hasBody = (_request: unknown, answer: Answer) => answer.body.length > 1;
const gzipped = (answer: Answer) =>
	withHeaders({ ...answer, body: gzipSync(answer.body) }, { 'content-encoding': 'gzip' });

type Act = NonNullable<Fault['act']>;

const before = (name: string, act: Act): Fault => ({ name, at: 'request', carriedOut: false, act });
const after = (name: string, act: Act, fits?: Fault['fits']): Fault => ({
	name,
	at: 'request',
	carriedOut: true,
	act,
	...(fits ? { fits } : {}),
});
/** A fault of which nobody can tell from outside whether the request was carried out: once so, once so. */
const both = (name: string, act: Act): Fault[] => [
	before(name, act),
	after(`${name}, carried out`, act),
];

const NOTHING: Wire = { pieces: [], then: 'end' };

const CONNECTION_FAULTS: Fault[] = [
	{ name: 'refused', at: 'lookup', carriedOut: false, how: 'refused' },
	{ name: 'no such host', at: 'lookup', carriedOut: false, how: 'ENOTFOUND' },
	{ name: 'name service down', at: 'lookup', carriedOut: false, how: 'EAI_AGAIN' },
	{
		name: 'certificate of another name',
		at: 'connection',
		carriedOut: false,
		how: 'otherName',
		needs: 'tls',
	},
	{
		name: 'certificate of nobody',
		at: 'connection',
		carriedOut: false,
		how: 'unknown',
		needs: 'tls',
	},
	...both('reset', () => ({ pieces: [], then: 'reset' })),
	...both('closed', () => NOTHING),
	...both('silent', () => ({ pieces: [], then: 'silence' })),
	...both('no HTTP', () => whole(Buffer.from('SSH-2.0-OpenSSH_9.6\r\n'))),
];

const BODY_FAULTS: Fault[] = [
	after(
		'reset in the body',
		(answer) => ({
			pieces: [headOf(answer, [['content-length', String(answer.body.length)]]), half(answer.body)],
			pause: 1,
			then: 'reset',
		}),
		hasBody,
	),
	after(
		'cut',
		(answer) => whole(bytesOf({ ...answer, body: half(answer.body) }, answer.body.length)),
		hasBody,
	),
	after(
		'cut in chunks',
		(answer) => {
			const framing: Headers = [['transfer-encoding', 'chunked']];
			const part = half(answer.body);
			const size = Buffer.from(`${part.length.toString(16)}\r\n`);
			return whole(Buffer.concat([headOf(answer, framing), size, part, Buffer.from('\r\n')]));
		},
		hasBody,
	),
	after(
		'silent in the body',
		(answer) => ({
			pieces: [bytesOf({ ...answer, body: half(answer.body) }, answer.body.length)],
			then: 'silence',
		}),
		hasBody,
	),
	after(
		'cut and whole to look at',
		(answer) => whole(bytesOf({ ...answer, body: half(answer.body) })),
		hasBody,
	),
	after(
		'longer than announced',
		(answer) => whole(bytesOf(answer, Math.floor(answer.body.length / 2))),
		hasBody,
	),
	after(
		'more after the end',
		(answer) => whole(Buffer.concat([bytesOf(answer), Buffer.from('HTTP/1.1 200 OK\r\n')])),
		hasBody,
	),
	after(
		'garbled',
		(answer) => {
			const body = Buffer.from(answer.body);
			for (let at = Math.floor(body.length / 3); at < body.length; at += 7) body[at] = 0xff;
			return whole(bytesOf({ ...answer, body }));
		},
		// Of a file nobody can tell: HTTP has no checksum.
		(_request, answer) => jsonOf(answer) !== undefined,
	),
	after(
		'garbled gzip',
		(answer) => {
			const packed = gzipped(answer);
			const body = Buffer.from(packed.body);
			for (let at = 12; at < body.length; at += 5) body[at] = (body[at] ?? 0) ^ 0x5a;
			return whole(bytesOf({ ...packed, body }));
		},
		hasBody,
	),
	after(
		'cut gzip',
		(answer) => {
			const packed = gzipped(answer);
			return whole(bytesOf({ ...packed, body: half(packed.body) }));
		},
		hasBody,
	),
	after(
		'called gzip',
		(answer) => whole(bytesOf(withHeaders(answer, { 'content-encoding': 'gzip' }))),
		hasBody,
	),
	after('gzip', (answer) => whole(bytesOf(gzipped(answer))), hasBody),
	after(
		'slow drip',
		(answer) => {
			const bytes = bytesOf(answer);
			const size = Math.ceil(bytes.length / 6);
			const pieces = Array.from({ length: 6 }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
			return { pieces, pause: 2, then: 'end' };
		},
		hasBody,
	),
	after('no body', (answer) => whole(bytesOf({ ...answer, body: Buffer.alloc(0) })), hasBody),
	after('no body and no length', (answer) => whole(headOf(answer, [])), hasBody),
	after(
		'204',
		(answer) => whole(bytesOf({ ...answer, status: 204, body: Buffer.alloc(0) })),
		hasBody,
	),
	{
		...before('204, not carried out', () => whole(bytesOf(instead(204, {}, '')))),
		// Where 204 is the usual answer nobody can tell that it is not true.
		fits: ({ method }, answer) => method === 'POST' && answer.status !== 204,
	},
];

const UNAVAILABLE: Fault[] = [500, 502, 503, 504].flatMap((status) =>
	both(String(status), () => whole(bytesOf(refusal(status, `Scripted failure ${status}`)))),
);

const STATUS_FAULTS: Fault[] = [
	...UNAVAILABLE,
	...both('502 page', () =>
		whole(bytesOf(instead(502, { 'content-type': HTML }, page('Bad Gateway')))),
	),
	before('503 page', () =>
		whole(bytesOf(instead(503, { 'content-type': HTML }, page('Maintenance')))),
	),
	before('503 for two seconds', () =>
		whole(bytesOf(refusal(503, 'Be right back', { 'retry-after': '2' }))),
	),
	before('503 for an hour', () =>
		whole(bytesOf(refusal(503, 'Maintenance', { 'retry-after': '3600' }))),
	),
	...(
		[
			['for seconds', () => ({ 'retry-after': '5' })],
			['until a date', (now: number) => ({ 'retry-after': new Date(now + 7000).toUTCString() })],
			['until soon', () => ({ 'retry-after': 'soon' })],
			['for an hour', () => ({ 'retry-after': '3600' })],
			['without a time', () => ({})],
		] as Array<[string, (now: number) => Record<string, string>]>
	).map(([name, headers]) =>
		before(`429 ${name}`, (_answer, { now }) =>
			whole(bytesOf(refusal(429, 'API throttling limit exceeded', headers(now)))),
		),
	),
	...[400, 401, 403, 404, 409].map((status) =>
		before(String(status), () => whole(bytesOf(refusal(status, `Scripted refusal ${status}`)))),
	),
	before('401 page', () => whole(bytesOf(instead(401, { 'content-type': HTML }, page('Log in'))))),
	...both('login page', () =>
		whole(bytesOf(instead(200, { 'content-type': HTML }, page('Log in')))),
	),
];

const REDIRECT_FAULTS: Fault[] = [
	before('redirect to another site', (_answer, { stranger, request }) =>
		whole(bytesOf(instead(302, { location: `${stranger}${request.url}` }, ''))),
	),
	before('redirect with its method to another site', (_answer, { stranger, request }) =>
		whole(bytesOf(instead(307, { location: `${stranger}${request.url}` }, ''))),
	),
	...both('redirect to a login page', (_answer, { origin }) =>
		whole(bytesOf(instead(302, { location: `${origin}${LOGIN}?from=api` }, ''))),
	),
	before('redirect to itself', (_answer, { origin, request }) =>
		whole(bytesOf(instead(302, { location: `${origin}${request.url}` }, ''))),
	),
];

const TOKEN_FAULTS: Fault[] = [
	{ name: 'token expired', at: 'request', carriedOut: true, needs: 'oauth', expires: true },
];

/** The path of the login page that a redirect leads to. */
export const LOGIN = '/login.html';
export const loginPage = (): Buffer =>
	bytesOf(instead(200, { 'content-type': HTML }, page('Log in')));

/** Everything that can go wrong with one request. */
export const FAULTS: readonly Fault[] = [
	...CONNECTION_FAULTS,
	...BODY_FAULTS,
	...STATUS_FAULTS,
	...SHAPE_FAULTS,
	...PAGE_FAULTS,
	...REDIRECT_FAULTS,
	...TOKEN_FAULTS,
];

/** A fault by its name. */
export function faultOf(name: string): Fault {
	const found = FAULTS.find((fault) => fault.name === name);
	if (!found) throw new Error(`There is no fault "${name}"`);
	return found;
}
