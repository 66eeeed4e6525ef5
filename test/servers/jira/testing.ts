import { basic } from '../shared/basic';
import { benchOfFile, clientFor, openBench, type BenchOf } from '../shared/testing';
import { startJiraServer, type JiraServer, type JiraServerOptions } from './index';

export type { Reply, Send } from '../shared/testing';
export { basic };

/** A client of a server under test: paths are below the server's URL, as /rest/agile/1.0/board. */
export const clientOf = (server: JiraServer, authorization?: string) =>
	clientFor(server, authorization);

export type Bench = BenchOf<JiraServer>;

export const startBench = (options: JiraServerOptions = {}): Promise<Bench> =>
	openBench(startJiraServer, clientOf, options);

/** One bench for the tests of a file, and short ways to ask its server. */
export function useBench(options?: JiraServerOptions) {
	const { bench, status } = benchOfFile(() => startBench(options));
	return {
		bench,
		/** The body of a GET. */
		get: async (path: string) => (await bench.send('GET', path)).body,
		status,
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
