/** What a long list takes of the memory while it is read: a process of its own, with the built node. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '..', '..');
const PAGE = 50;
/** Pages between two looks at the heap. */
const LOOK_EVERY = 100;
/** As large as what Jama says of a requirement. */
const TEXT = 'The pump shall stop within 300 ms when the door opens. '.repeat(12);

export interface MemoryTook {
	rows: number;
	/** Bytes that the finished output holds. */
	output: number;
	/** The most bytes that were held while it was read: garbage is collected before each look. */
	peak: number;
	/** The most bytes of the process, garbage included. */
	process: number;
}

/** One page of the list, as n8n's helper gives it. */
function page(start: number, size: number, total: number) {
	const data = Array.from({ length: Math.max(0, Math.min(size, total - start)) }, (_, at) => {
		const id = start + at + 1;
		const fields = { name: `Requirement ${id}`, description: `<p>${TEXT}${id}</p>`, status: 156 };
		return { id, documentKey: `PUMP-REQ-${id}`, globalId: `GID-${id}`, itemType: 33, fields };
	});
	const pageInfo = { startIndex: start, resultCount: data.length, totalResults: total };
	// Through text, so that nothing is shared between rows.
	return JSON.parse(JSON.stringify({ meta: { status: 'OK', pageInfo }, data })) as unknown;
}

/** Reads a list of so many rows in a fresh process. */
export async function measureMemory(rows: number): Promise<MemoryTook> {
	const args = ['--expose-gc', ...process.execArgv, __filename, String(rows)];
	const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
	return JSON.parse(stdout) as MemoryTook;
}

async function main(total: number): Promise<void> {
	const require = createRequire(__filename);
	const { Jama } = require(join(ROOT, 'dist', 'nodes', 'Jama', 'Jama.node.js')) as {
		Jama: new () => { execute: (this: unknown) => Promise<unknown[][]> };
	};
	const parameters: Record<string, unknown> = {
		authentication: 'basic',
		resource: 'item',
		operation: 'getManyInProject',
		project: 2,
		returnAll: true,
		simplify: false,
	};
	const held = () => {
		globalThis.gc?.();
		return process.memoryUsage().heapUsed;
	};
	let peak = 0;
	let pages = 0;
	const functions = {
		getInputData: () => [{ json: {} }],
		getNodeParameter: (name: string, _index: number, fallback?: unknown) =>
			parameters[name] ?? fallback,
		getNode: () => ({ name: 'Jama Connect', type: 'jama' }),
		getTimezone: () => 'UTC',
		continueOnFail: () => false,
		getExecutionCancelSignal: () => undefined,
		addExecutionHints: () => undefined,
		logger: { debug: () => undefined, info: () => undefined, warn: () => undefined },
		getCredentials: async () =>
			await Promise.resolve({ baseUrl: 'https://jama.test', requestsPerSecond: 1e6, burst: 1e6 }),
		helpers: {
			httpRequestWithAuthentication: async (
				_type: string,
				{ qs }: { qs: Record<string, number> },
			) => {
				pages += 1;
				if (pages % LOOK_EVERY === 0) peak = Math.max(peak, held());
				await new Promise((resolve) => setTimeout(resolve, 5));
				const { startAt = 0, maxResults = PAGE } = qs;
				return { statusCode: 200, headers: {}, body: page(startAt, maxResults, total) };
			},
		},
	};
	const node = new Jama();
	const before = held();
	const rssBefore = process.memoryUsage().rss;
	const [output = []] = await node.execute.call(functions);
	const size = held() - before;
	const took: MemoryTook = {
		rows: output.length,
		output: size,
		peak: Math.max(peak - before, size),
		process: process.resourceUsage().maxRSS * 1024 - rssBefore,
	};
	console.log(JSON.stringify(took));
}

if (require.main === module) void main(Number(process.argv[2]));
