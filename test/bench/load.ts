/** How long nodes take to load, and how large their largest description is; after a build. */
import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { n8n } from '../../package.json';
import { median } from './figures';

const ROOT = join(__dirname, '..', '..');
const SPAWNS = 7;

/** All nodes of the package, by their files. */
export const NODES: readonly string[] = n8n.nodes;

export interface LoadTook {
	/** ms of the processor for our code in a process that has n8n-workflow: the same on a busy machine. */
	processor: number;
	/** The same by the clock. */
	clock: number;
	/** Bytes of the largest description as JSON. */
	bytes: number;
}

/** What loading takes: the middle of several fresh processes. n8n has n8n-workflow in memory before it loads any node. */
export function measureLoad(nodes: readonly string[]): LoadTook {
	const made = nodes.map((file) => {
		const name = basename(file, '.node.js');
		return `new (require(${JSON.stringify(join(ROOT, file))}).${name})().description`;
	});
	const script = `require('n8n-workflow');
		const before = process.cpuUsage(), since = performance.now();
		const descriptions = [${made.join(', ')}];
		const { user, system } = process.cpuUsage(before);
		const clock = performance.now() - since;
		const bytes = Math.max(...descriptions.map((one) => Buffer.byteLength(JSON.stringify(one))));
		console.log(JSON.stringify({ clock, processor: (user + system) / 1000, bytes }));`;
	const runs = Array.from({ length: SPAWNS }, () => {
		const output = execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
		return JSON.parse(output) as LoadTook;
	});
	return {
		processor: median(runs.map(({ processor }) => processor)),
		clock: median(runs.map(({ clock }) => clock)),
		bytes: Math.max(...runs.map(({ bytes }) => bytes)),
	};
}
