/** How long the node's module takes to load, and how large its description is; after a build. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './figures';

const ROOT = join(__dirname, '..', '..');
const MODULE = join(ROOT, 'dist', 'nodes', 'Jama', 'Jama.node.js');
const SPAWNS = 7;

export interface LoadTook {
	/** ms of the processor for our module in a process that has n8n-workflow: the same on a busy machine. */
	processor: number;
	/** The same by the clock. */
	clock: number;
	/** Bytes of the description as JSON. */
	bytes: number;
}

/** What loading takes: the middle of several fresh processes. n8n has n8n-workflow in memory before it loads any node. */
export function measureLoad(): LoadTook {
	const script = `require('n8n-workflow');
		const before = process.cpuUsage(), since = performance.now();
		const { description } = new (require(${JSON.stringify(MODULE)}).Jama)();
		const { user, system } = process.cpuUsage(before);
		const clock = performance.now() - since;
		const bytes = Buffer.byteLength(JSON.stringify(description));
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
