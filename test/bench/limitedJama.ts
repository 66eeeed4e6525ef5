/** The fake Jama in a process of its own, with a limit and a latency. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { TYPE } from '../servers/jama/seed/seedTypes';
import { startJamaServer, type JamaServer, type JamaServerOptions } from '../servers/jama';

type Limits = Pick<JamaServerOptions, 'items' | 'rate' | 'burst' | 'latency'>;

/** What the server has seen since the last reset. */
export interface Seen {
	requests: number;
	/** Answered with 429. */
	rejected: number;
	/** By method. */
	byMethod: Record<string, number>;
	/** The most that were on their way at once. */
	atOnce: number;
}

export interface LimitedJama {
	url: string;
	login: { username: string; password: string };
	authorization: string;
	/** IDs of system requirements, as many as asked for. */
	items(count: number): Promise<number[]>;
	/** What came since the last call. */
	seen(): Promise<Seen>;
	close(): void;
}

interface Question {
	of: 'start' | 'items' | 'seen';
	limits?: Limits;
	count?: number;
}

/** Starts one; it ends with this process at the latest. */
export async function startLimitedJama(limits: Limits): Promise<LimitedJama> {
	const child = fork(__filename, [], { serialization: 'advanced' });
	const end = () => child.kill();
	process.once('exit', end);
	const ask = async <T>(question: Question): Promise<T> => {
		const stop = new AbortController();
		const answer = once(child, 'message', stop);
		const death = once(child, 'exit', stop).then(() => {
			throw new Error('The server ended');
		});
		child.send(question);
		try {
			const [one] = (await Promise.race([answer, death])) as [T];
			return one;
		} finally {
			answer.catch(() => undefined);
			death.catch(() => undefined);
			stop.abort();
		}
	};
	const { url, login } = await ask<Pick<LimitedJama, 'url' | 'login'>>({ of: 'start', limits });
	return {
		url,
		login,
		authorization: `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`,
		items: async (count) => await ask<number[]>({ of: 'items', count }),
		seen: async () => await ask<Seen>({ of: 'seen' }),
		close: () => {
			process.off('exit', end);
			child.kill();
		},
	};
}

/** The project that holds the items. */
export const PROJECT = 2;

function serve(): void {
	let server: JamaServer;
	const seenSoFar = (): Seen => {
		const byMethod: Record<string, number> = {};
		for (const { method } of server.requests) byMethod[method] = (byMethod[method] ?? 0) + 1;
		const rejected = server.requests.filter(({ status }) => status === 429).length;
		const seen = { requests: server.requests.length, rejected, byMethod, atOnce: most };
		server.requests.length = 0;
		most = 0;
		return seen;
	};
	let most = 0;
	const answer = async ({ of, limits, count = 0 }: Question): Promise<unknown> => {
		if (of === 'seen') return seenSoFar();
		if (of === 'items') {
			const all = server.state.treeOrder(PROJECT);
			return all
				.filter(({ itemType }) => itemType === TYPE.system)
				.slice(0, count)
				.map(({ id }) => id);
		}
		server = await startJamaServer({ ...limits, validateResponses: false });
		server.onRequest = () => {
			const open = server.requests.filter(({ status }) => status === 0).length;
			most = Math.max(most, open);
		};
		return { url: server.url, login: server.logins.basic };
	};
	process.on('message', (question: Question) => {
		void answer(question).then((one) => process.send?.(one));
	});
}

if (process.send && require.main === module) serve();
