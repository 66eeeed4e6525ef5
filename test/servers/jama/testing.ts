import { startJamaServer, type JamaServer, type JamaServerOptions } from './index';
import { SEED } from './seed/seed';
import { TYPE } from './seed/seedTypes';
import type { Item } from './types';

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

export const basic = (username: string, password: string) =>
	`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** A client of a server under test: paths are below /rest/v1, a path with /rest is taken as it is. */
export function clientOf(server: JamaServer, authorization?: string): Send {
	const { username, password } = server.logins.basic;
	return async (method, path, body, headers = {}) => {
		const response = await fetch(
			`${server.url}${path.startsWith('/rest') ? '' : '/rest/v1'}${path}`,
			{
				method,
				headers: {
					authorization: authorization ?? basic(username, password),
					...(body === undefined ? {} : { 'content-type': 'application/json' }),
					...headers,
				},
				body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
			},
		);
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.includes('json');
		return {
			status: response.status,
			headers: response.headers,
			text,
			body: isJson ? JSON.parse(text) : undefined,
		};
	};
}

export interface Bench {
	server: JamaServer;
	send: Send;
	/** Moves the server's clock. */
	tick: (ms: number) => void;
	now: () => number;
	/** The n-th item of a type in the main project. */
	nth: (type: keyof typeof TYPE, n?: number) => Item;
	item: (id: number) => Item;
}

const START = Date.UTC(2026, 0, 15, 12, 0, 0);

/** A server with a clock of its own that only tick() moves. */
export async function startBench(options: JamaServerOptions = {}): Promise<Bench> {
	let time = START;
	const server = await startJamaServer({ now: () => time, ...options });
	const item = (id: number) => {
		const found = server.state.items.get(id);
		if (!found) throw new Error(`no item ${id}`);
		return found;
	};
	return {
		server,
		send: clientOf(server),
		tick: (ms) => (time += ms),
		now: () => time,
		item,
		nth: (type, n = 0) => {
			const all = server.state.treeOrder(SEED.main).filter((each) => each.itemType === TYPE[type]);
			const found = all[n];
			if (!found) throw new Error(`no ${type} number ${n}`);
			return found;
		},
	};
}

// Tests look into answers of every shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Rows = Array<Record<string, any>>;

export const ids = (rows: Rows) => rows.map((row) => row.id as number);

/**
 * One bench for the tests of a file, and short ways to ask its server. After each test, which must have broken no contract,
 * log, switches and data are set back.
 */
export function useBench(options?: JamaServerOptions) {
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
		data: async (path: string) => (await bench.send('GET', path)).body.data,
		status: async (method: string, path: string, body?: unknown) =>
			(await bench.send(method, path, body)).status,
		/** Creates something; returns its id. */
		post: async (path: string, body?: unknown) => {
			const reply = await bench.send('POST', path, body);
			expect([path, reply.status]).toEqual([path, 201]);
			return reply.body.meta.id as number;
		},
	};
}
