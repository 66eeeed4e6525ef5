/**
 * What a large file takes of the memory while it is downloaded or uploaded: a process of its own with the built node on n8n's
 * engine, and a server in another one.
 */
import '../support/engine/environment';
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { IBinaryData, INodeParameters } from 'n8n-workflow';
import type { Line } from './figures';
import { runNode } from '../support/engine/harness';
import { ROOT } from '../support/engine/environment';
import { keepFilesOnDisk, storeFile } from '../support/engine/stored-files';

const SIZE = 200_000_000;
const CHUNK = Buffer.alloc(64 * 1024, 'n8n nodes ');
/** ms between two looks at the memory. */
const LOOK_EVERY = 2;

/** Where n8n keeps files: on the disk, which is its default, or in the items themselves. */
const MODES = ['filesystem', 'default'] as const;
type Mode = (typeof MODES)[number];

const custom = (method: string, more: object) => ({
	resource: 'customApi',
	operation: 'request',
	method,
	relativeUrl: '/attachments/7/file',
	...more,
});
const attachmentId = 7;

const WORK = {
	'download an attachment': { resource: 'attachment', operation: 'download', attachmentId },
	'download by Custom API Action': custom('GET', { options: { binaryResponse: true } }),
	'upload an attachment': {
		resource: 'attachment',
		operation: 'upload',
		attachmentId,
		inputDataFieldName: 'data',
	},
	'upload by Custom API Action': custom('PUT', {
		contentType: 'binary',
		inputDataFieldName: 'data',
	}),
} satisfies Record<string, INodeParameters>;
type Name = keyof typeof WORK;
const NAMES = Object.keys(WORK) as Name[];

/** In bytes. */
interface Took {
	/** The most that the process held above what it held before. */
	peak: number;
	/** Of the file that arrived. */
	arrived: number;
}

/** So many bytes, never held at once. */
function* content(): Generator<Buffer> {
	for (let left = SIZE; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, left);
}

/** Starts a Jama that has one attachment, whose file is as large as that. */
function serve(): void {
	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		if (request.method === 'PUT') {
			let uploaded = 0;
			for await (const chunk of request) uploaded += (chunk as Buffer).length;
			process.send?.({ uploaded });
		}
		if (request.method === 'GET' && request.url?.includes('/file')) {
			response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': SIZE });
			Readable.from(content()).pipe(response);
			return;
		}
		const data = { id: 7, fileName: 'large.pdf', mimeType: 'application/pdf', fileSize: SIZE };
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ meta: { status: 'OK' }, data }));
	};
	const server = createServer((request, response) => void answer(request, response));
	server.listen(0, '127.0.0.1', () => {
		process.send?.({ port: (server.address() as AddressInfo).port });
	});
}

/** The file as it lies in an input item. */
async function inputFile(mode: Mode): Promise<IBinaryData> {
	const file = { mimeType: 'application/pdf', fileName: 'large.pdf' };
	if (mode === 'filesystem') return await storeFile(Readable.from(content()), file);
	return { ...file, data: Buffer.concat([...content()]).toString('base64'), bytes: SIZE };
}

/** Lets go of what nobody holds any more. */
async function settle(): Promise<void> {
	for (let round = 0; round < 4; round++) {
		globalThis.gc?.();
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

async function measure(name: Name, mode: Mode): Promise<Took> {
	if (mode === 'filesystem') await keepFilesOnDisk();
	const child = fork(__filename, ['serve'], { execArgv: process.execArgv });
	try {
		const [{ port }] = (await once(child, 'message')) as [{ port: number }];
		const uploading = once(child, 'message') as Promise<[{ uploaded: number }]>;
		const isUpload = name.startsWith('upload');
		const login = { username: 'ada', password: 'secret' };
		const limit = { requestsPerSecond: 1000, burst: 1000 };
		const data = { baseUrl: `http://127.0.0.1:${port}`, ...login, ...limit };
		const input = isUpload ? [{ json: {}, binary: { data: await inputFile(mode) } }] : undefined;
		const run = async (parameters: INodeParameters, of = input) =>
			await runNode({
				credentials: { type: 'jamaApi', data },
				parameters,
				...(of && { input: of }),
			});
		// What is loaded or compiled at the first run is no part of the file.
		await run({ resource: 'attachment', operation: 'get', attachmentId }, [{ json: {} } as never]);
		await settle();
		const before = process.memoryUsage.rss();
		let peak = 0;
		const look = setInterval(() => {
			peak = Math.max(peak, process.memoryUsage.rss() - before);
		}, LOOK_EVERY);
		const { error, items } = await run(WORK[name]);
		peak = Math.max(peak, process.memoryUsage.rss() - before);
		clearInterval(look);
		if (error) throw new Error(`${name}, ${mode}: ${error.message}`);
		const arrived = isUpload
			? (await uploading)[0].uploaded
			: Number(items[0]?.binary?.data?.bytes);
		return { peak, arrived };
	} finally {
		child.kill();
	}
}

/** Moves the file once in each way, each in a fresh process. */
export async function measureFiles(): Promise<Line[]> {
	const lines: Line[] = [];
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-jama-files-'));
	try {
		for (const mode of MODES) {
			for (const name of NAMES) {
				const args = ['--expose-gc', ...process.execArgv, __filename, name, mode];
				const { stdout } = await promisify(execFile)(process.execPath, args, {
					cwd: ROOT,
					env: { ...process.env, N8N_STORAGE_PATH: folder, N8N_DEFAULT_BINARY_DATA_MODE: mode },
				});
				const { peak, arrived } = JSON.parse(stdout) as Took;
				if (arrived < SIZE)
					throw new Error(`${name}, ${mode}: ${arrived} bytes of ${SIZE} arrived`);
				lines.push({
					what: `${name}, ${mode} mode`,
					figure: peak / SIZE,
					unit: 'x file',
					// In the other mode n8n itself holds the file as text beside it, in base64.
					...(mode === 'filesystem' ? { aim: { atMost: 1.5 } } : {}),
					note: `a file of ${SIZE / 1_000_000} MB, peak ${Math.round(peak / 1_000_000)} MB`,
				});
			}
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	return lines;
}

if (require.main === module) {
	const [of, mode] = process.argv.slice(2);
	if (of === 'serve') serve();
	else {
		void measure(of as Name, mode as Mode).then((took) => {
			console.log(JSON.stringify(took));
			process.exit(0);
		});
	}
}
