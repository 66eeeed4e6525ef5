import { basic } from './basic';
import type { FakeServer } from './server';

export interface Reply {
	status: number;
	headers: Headers;
	text: string;
	// Tests look into answers of every shape.
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	body: any;
}

export type Send = (
	method: string,
	path: string,
	body?: unknown,
	headers?: Record<string, string>,
) => Promise<Reply>;

export interface Tested extends FakeServer {
	logins: { basic: { username: string; password: string } };
}

/** @param authorization default: the login of the server; @param urlOf the address of a path */
export function clientFor(
	{ url, logins }: Tested,
	authorization = basic(logins.basic.username, logins.basic.password),
	urlOf = (path: string) => url + path,
): Send {
	return async (method, path, body, headers = {}) => {
		const response = await fetch(urlOf(path), {
			method,
			headers: {
				authorization,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
		return {
			status: response.status,
			headers: response.headers,
			text,
			body: isJson ? JSON.parse(text) : undefined,
		};
	};
}

/** A server under test. */
export interface BenchOf<Server> {
	server: Server;
	send: Send;
	/** Moves the server's clock. */
	tick: (ms: number) => void;
	now: () => number;
}

const START = Date.UTC(2026, 0, 15, 12, 0, 0);

/** A server with a clock of its own that only tick() moves. */
export async function openBench<Options, Server>(
	start: (options: Options & { now: () => number }) => Promise<Server>,
	clientOf: (server: Server) => Send,
	options: Options,
): Promise<BenchOf<Server>> {
	let time = START;
	const server = await start({ now: () => time, ...options });
	return { server, send: clientOf(server), tick: (ms) => (time += ms), now: () => time };
}

/**
 * One bench for the tests of a file. After each test, which must have broken no contract, log, switches and data are
 * set back.
 */
export function benchOfFile<Bench extends BenchOf<Tested>>(open: () => Promise<Bench>) {
	const bench = {} as Bench;
	beforeAll(async () => {
		Object.assign(bench, await open());
	});
	afterEach(() => {
		const violations = [...bench.server.violations];
		bench.server.reset();
		bench.server.reseed();
		expect(violations).toEqual([]);
	});
	afterAll(() => bench.server.close());
	return {
		bench,
		status: async (method: string, path: string, body?: unknown) =>
			(await bench.send(method, path, body)).status,
	};
}
