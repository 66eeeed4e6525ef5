/** How large the node's description is and how long its module takes to load: npm run bench:load, after a build. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { median, verdict } from './figures';

const ROOT = join(__dirname, '..', '..');
const MODULE = join(ROOT, 'dist', 'nodes', 'Jama', 'Jama.node.js');
const SPAWNS = 7;
const AIM_BYTES = 200_000;
const AIM_MS = 100;

/** What a fresh process does. n8n has n8n-workflow in memory before it loads any node. */
const N8N = `require('n8n-workflow');`;
const NODE = `new (require(${JSON.stringify(MODULE)}).Jama)();`;
const SCRIPTS = { bare: '', n8n: N8N, node: N8N + NODE } as const;

/** Wall time of a fresh process in ms. */
function spawn(script: string): number {
	const since = performance.now();
	execFileSync(process.execPath, ['-e', script], { cwd: ROOT });
	return performance.now() - since;
}

/**
 * What loading our module takes inside a process that has n8n-workflow, in ms: by the clock, and of the processor, which
 * says the same on a busy machine.
 */
function inside(): { clock: number; processor: number } {
	const script = `${N8N}
		const before = process.cpuUsage(), since = performance.now();
		${NODE}
		const { user, system } = process.cpuUsage(before);
		console.log(JSON.stringify({ clock: performance.now() - since, processor: (user + system) / 1000 }));`;
	const output = execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
	return JSON.parse(output) as { clock: number; processor: number };
}

function main(): void {
	if (!existsSync(MODULE)) throw new Error('The node is not built: run "npm run build" first');
	console.log('▸ size of the description …');
	const { Jama } = createRequire(__filename)(MODULE) as {
		Jama: new () => { description: { properties: unknown[] } };
	};
	const { description } = new Jama();
	const bytes = Buffer.byteLength(JSON.stringify(description));
	console.log(
		`  ${bytes} bytes of JSON, ${description.properties.length} parameters; aim < ${AIM_BYTES}: ${verdict(bytes, AIM_BYTES)}`,
	);

	console.log(`▸ ${SPAWNS} fresh processes of each kind, in turn …`);
	const times = { bare: [] as number[], n8n: [] as number[], node: [] as number[] };
	const own: Array<ReturnType<typeof inside>> = [];
	for (let round = 1; round <= SPAWNS; round++) {
		times.bare.push(spawn(SCRIPTS.bare));
		times.n8n.push(spawn(SCRIPTS.n8n));
		times.node.push(spawn(SCRIPTS.node));
		own.push(inside());
		console.log(`  … ${round} of ${SPAWNS}`);
	}
	const [bare, n8n, node] = [median(times.bare), median(times.n8n), median(times.node)];
	const clock = median(own.map((one) => one.clock));
	const added = median(own.map((one) => one.processor));
	console.log(`  bare node              ${bare.toFixed(0)} ms`);
	console.log(`  with n8n-workflow      ${n8n.toFixed(0)} ms`);
	console.log(`  with the Jama node     ${node.toFixed(0)} ms (ratio ${(node / n8n).toFixed(2)})`);
	console.log(
		`  our code, inside       ${added.toFixed(0)} ms of the processor, ${clock.toFixed(0)} ms by the clock; aim < ${AIM_MS} ms of the processor: ${verdict(added, AIM_MS)}`,
	);
	const ratio = (node / n8n).toFixed(2);
	console.log(
		`✔ description ${bytes} bytes, load +${added.toFixed(0)} ms (${clock.toFixed(0)} by the clock), ${ratio} × n8n-workflow alone, median of ${SPAWNS}`,
	);
}

main();
