import { basic, type Reply, type Send } from '../jama/testing';
import { startJiraServer, type JiraServer, type JiraServerOptions } from './index';

export { basic, type Reply, type Send };

/** A client of a server under test: paths are below the server's URL, as /rest/agile/1.0/board. */
export function clientOf(server: JiraServer, authorization?: string): Send {
	const { username, password } = server.logins.basic;
	return async (method, path, body, headers = {}) => {
		const response = await fetch(server.url + path, {
			method,
			headers: {
				authorization: authorization ?? basic(username, password),
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

export interface Bench {
	server: JiraServer;
	send: Send;
	/** Moves the server's clock. */
	tick: (ms: number) => void;
	now: () => number;
}

const START = Date.UTC(2026, 0, 15, 12, 0, 0);

/** A server with a clock of its own that only tick() moves. */
export async function startBench(options: JiraServerOptions = {}): Promise<Bench> {
	let time = START;
	const server = await startJiraServer({ now: () => time, ...options });
	return { server, send: clientOf(server), tick: (ms) => (time += ms), now: () => time };
}

/**
 * One bench for the tests of a file, and short ways to ask its server. After each test, which must have broken no
 * contract, log, switches and data are set back.
 */
export function useBench(options?: JiraServerOptions) {
	const bench = {} as Bench;
	beforeAll(async () => {
		Object.assign(bench, await startBench(options));
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
		/** The body of a GET. */
		get: async (path: string) => (await bench.send('GET', path)).body,
		status: async (method: string, path: string, body?: unknown) =>
			(await bench.send(method, path, body)).status,
		/** Creates something; returns it. */
		post: async (path: string, body?: unknown) => {
			const reply = await bench.send('POST', path, body);
			expect([path, reply.status, reply.text]).toEqual([path, 201, reply.text]);
			return reply.body;
		},
		/** Takes the violations that a test means to cause. */
		violations: () => bench.server.violations.splice(0),
	};
}

/** Keys of issues, epics or projects, in their order. */
// Tests look into answers of every shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const keys = (rows: any[]) => rows.map((row) => row.key as string);
