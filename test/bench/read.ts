/** 5,000 items read by the node against the same pages read one after the other without it: npm run bench:read. */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { request } from 'undici';
import { jama } from '../../nodes/Jama/api/api';
import { registry } from '../../nodes/Jama/registry';
import { runNode } from '../../nodes/shared/operations/run';
import { startJamaServer } from '../servers/jama';
import type { JamaServer } from '../servers/jama';

const ITEMS = 5_000;
const PROJECT = 2;
const PAGE = 50;

type Page = { data: unknown[]; meta: { pageInfo: { totalResults: number } } };

const authorizationOf = ({ logins: { basic } }: JamaServer) =>
	`Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}`;

async function get(url: string, authorization: string) {
	const { statusCode, headers, body } = await request(url, { headers: { authorization } });
	return { statusCode, headers, body: (await body.json()) as Page };
}

/** Page after page, with nothing around. */
async function readBare(server: JamaServer): Promise<number> {
	const authorization = authorizationOf(server);
	let rows = 0;
	for (let total = Infinity; rows < total; ) {
		const query = `project=${PROJECT}&startAt=${rows}&maxResults=${PAGE}`;
		const { body } = await get(`${server.url}/rest/v1/items?${query}`, authorization);
		total = body.meta.pageInfo.totalResults;
		rows += body.data.length;
	}
	return rows;
}

/** Through the node: Return All, no limit on requests worth the name. */
async function readByNode(server: JamaServer): Promise<number> {
	const authorization = authorizationOf(server);
	const parameters: Record<string, unknown> = {
		authentication: 'basic',
		resource: 'item',
		operation: 'getManyInProject',
		project: PROJECT,
		returnAll: true,
		simplify: false,
	};
	const functions = {
		getInputData: () => [{ json: {} }],
		getNodeParameter: (name: string, _index: number, fallback?: unknown) =>
			parameters[name] ?? fallback,
		getNode: () => ({ name: 'Jama Connect', type: 'jama' }),
		getTimezone: () => 'UTC',
		continueOnFail: () => false,
		getExecutionCancelSignal: () => undefined,
		addExecutionHints: ({ message }: { message: string }) => console.log(`  hint: ${message}`),
		getCredentials: async () =>
			await Promise.resolve({ baseUrl: server.url, requestsPerSecond: 1e6, burst: 1e6 }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { url, qs }: IHttpRequestOptions) =>
				await get(`${url}?${new URLSearchParams(qs as Record<string, string>)}`, authorization),
		},
	};
	const [rows = []] = await runNode(functions as unknown as IExecuteFunctions, jama, registry);
	return rows.length;
}

/** Runs one way to read and prints what it took. */
async function measure(title: string, server: JamaServer, read: typeof readBare) {
	console.log(`▸ ${title} …`);
	server.reset();
	let peak = process.memoryUsage().rss;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
	const since = performance.now();
	const rows = await read(server);
	const ms = performance.now() - since;
	clearInterval(watch);
	const requests = server.requests.length;
	const memory = Math.round(peak / 1_000_000);
	console.log(
		`  ${rows} rows, ${requests} requests, ${ms.toFixed(0)} ms, ${memory} MB at the peak (server included)`,
	);
	return { rows, requests, ms, memory };
}

async function main(): Promise<void> {
	console.log(`▸ a server with ${ITEMS} items …`);
	const server = await startJamaServer({ items: ITEMS, validateResponses: false });
	try {
		await readBare(server);
		const bare = await measure('page after page, without the node', server, readBare);
		const node = await measure('by the node, Return All', server, readByNode);
		if (node.rows !== bare.rows) throw new Error(`${node.rows} rows instead of ${bare.rows}`);
		const ratio = (node.ms / bare.ms).toFixed(2);
		console.log(
			`✔ ${node.rows} rows: node ${node.ms.toFixed(0)} ms with ${node.requests} requests, bare ${bare.ms.toFixed(0)} ms with ${bare.requests}, ratio ${ratio}, peak ${node.memory} MB`,
		);
	} finally {
		await server.close();
	}
}

void main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
