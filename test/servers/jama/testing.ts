import { basic } from '../shared/basic';
import { benchOfFile, clientFor, openBench, type BenchOf, type Send } from '../shared/testing';
import { startJamaServer, type JamaServer, type JamaServerOptions } from './index';
import { SEED } from './seed/seed';
import { TYPE } from './seed/seedTypes';
import type { Item } from './types';

export type { Reply, Send } from '../shared/testing';
export { basic };

/** A client of a server under test: paths are below /rest/v1, a path with /rest is taken as it is. */
export const clientOf = (server: JamaServer, authorization?: string): Send =>
	clientFor(
		server,
		authorization,
		(path) => `${server.url}${path.startsWith('/rest') ? '' : '/rest/v1'}${path}`,
	);

export interface Bench extends BenchOf<JamaServer> {
	/** The n-th item of a type in the main project. */
	nth: (type: keyof typeof TYPE, n?: number) => Item;
	item: (id: number) => Item;
}

export async function startBench(options: JamaServerOptions = {}): Promise<Bench> {
	const bench = await openBench(startJamaServer, clientOf, options);
	const { server } = bench;
	const found = (item: Item | undefined, what: string): Item => {
		if (!item) throw new Error(`no ${what}`);
		return item;
	};
	return {
		...bench,
		item: (id) => found(server.state.items.get(id), `item ${id}`),
		nth(type, n = 0) {
			const all = server.state.treeOrder(SEED.main).filter((each) => each.itemType === TYPE[type]);
			return found(all[n], `${type} number ${n}`);
		},
	};
}

// Tests look into answers of every shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Rows = Array<Record<string, any>>;

export const ids = (rows: Rows) => rows.map((row) => row.id as number);

/** One bench for the tests of a file, and short ways to ask its server. */
export function useBench(options?: JamaServerOptions) {
	const { bench, status } = benchOfFile(() => startBench(options));
	return {
		bench,
		data: async (path: string) => (await bench.send('GET', path)).body.data,
		status,
		/** Creates something; returns its id. */
		post: async (path: string, body?: unknown) => {
			const reply = await bench.send('POST', path, body);
			expect([path, reply.status]).toEqual([path, 201]);
			return reply.body.meta.id as number;
		},
	};
}
