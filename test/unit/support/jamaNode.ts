import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { jama } from '../../../nodes/Jama/api/api';
import { registry } from '../../../nodes/Jama/registry';
import { runNode } from '../../../nodes/shared/operations/run';
import { settle } from './clock';
import { caught } from './errors';

let host = 0;

/** What the helper responds with. */
export type Answer = { statusCode: number; body?: unknown; headers?: Record<string, string> };

/** Runs an operation of the Jama node on so many items, with a helper of its own and at a server of its own. */
export async function runJamaNode(
	parameters: (item: number) => Record<string, unknown>,
	count: number,
	answer: (url: string, method: string) => Answer,
	{ carriesOn = false, signal = undefined as AbortSignal | undefined } = {},
) {
	host += 1;
	const baseUrl = `https://at-once-${host}.test`;
	const log: string[] = [];
	let open = 0;
	const counts = { mostAtOnce: 0 };
	const functions = {
		getInputData: () => Array.from({ length: count }, () => ({ json: {} })),
		getNodeParameter: (name: string, item: number, fallback?: unknown) =>
			({ authentication: 'basic', resource: 'item', simplify: false, ...parameters(item) })[name] ??
			fallback,
		getNode: () => ({ id: '1', name: 'Jama', type: 'jama', typeVersion: 1, position: [0, 0] }),
		getTimezone: () => 'UTC',
		continueOnFail: () => carriesOn,
		getExecutionCancelSignal: () => signal,
		addExecutionHints: () => undefined,
		logger: { debug: () => undefined, info: () => undefined },
		getCredentials: async () =>
			await Promise.resolve({ baseUrl, requestsPerSecond: 1000, burst: 1000 }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				const { url, method = 'GET' } = options;
				const path = url.slice(url.indexOf('/rest/v1') + 8);
				log.push(`${method} ${path}`);
				counts.mostAtOnce = Math.max(counts.mostAtOnce, (open += 1));
				for (let wait = 0; wait < 3; wait++) await settle();
				open -= 1;
				return { headers: {}, ...answer(path, method) };
			},
		},
	};
	const ending = runNode(functions as unknown as IExecuteFunctions, jama, registry);
	const error = await caught(async () => await ending).catch(() => undefined);
	const [output = []] = error ? [] : await ending;
	return { log, output, counts, error: error as (Error & { description?: string }) | undefined };
}
