/**
 * All figures in one run: npm run bench (`-- --only reads,load` runs some, `--json FILE` keeps them). Everything is measured in
 * the same run on the same machine: the node in a real n8n, n8n's HTTP Request node beside it, and a bare client.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ensureBuild, main, step } from '../../scripts/lib/setup.mjs';
import { measurePolls, measureQueue, measureRequests } from './counts';
import { measureFiles } from './files';
import { isMet, toTable, type Line } from './figures';
import { startBenchN8n, type BenchN8n } from './inN8n';
import { measureLoad, NODES } from './load';
import { measureMemory } from './memory';
import { LISTS, measureList, measureReads, measureUpdates } from './scenarios';

const mega = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

async function memory(): Promise<Line[]> {
	const { rows, output, peak, process: whole } = await measureMemory(100_000);
	const note = `${rows} rows: output ${mega(output)}, peak ${mega(peak)}, process ${mega(whole)} with garbage`;
	return [
		{
			what: '100,000 items: peak',
			figure: peak / output,
			unit: 'x output',
			aim: { atMost: 1.5 },
			note,
		},
	];
}

function load(): Line[] {
	const line = (what: string, nodes: readonly string[], aim?: Line['aim']): Line => {
		const { processor, clock, bytes } = measureLoad(nodes);
		const note = `${clock.toFixed(0)} ms by the clock, description ${bytes} bytes`;
		return { what, figure: processor, unit: 'ms', aim, note };
	};
	return [
		line(
			'load of the Jama node',
			NODES.filter((file) => file.endsWith('/Jama.node.js')),
			{ atMost: 100 },
		),
		line('load of all nodes of the package', NODES),
	];
}

type Scenario = (n8n: () => Promise<BenchN8n>) => Promise<Line[]>;

const SCENARIOS: Record<string, Scenario> = {
	...Object.fromEntries(
		Object.entries(LISTS).map(([name, list]): [string, Scenario] => [
			name,
			async (n8n) => await measureList(await n8n(), list),
		]),
	),
	reads: async (n8n) => await measureReads(await n8n()),
	updates: async (n8n) => await measureUpdates(await n8n()),
	memory,
	files: measureFiles,
	load: async () => await Promise.resolve(load()),
	requests: measureRequests,
	polls: measurePolls,
	queue: measureQueue,
};

void main(async () => {
	const { values } = parseArgs({
		options: { only: { type: 'string' }, json: { type: 'string' } },
	});
	const names = values.only?.split(',') ?? Object.keys(SCENARIOS);
	const unknown = names.filter((name) => !SCENARIOS[name]);
	if (unknown.length > 0) {
		throw new Error(
			`No such bench: ${unknown.join(', ')}. Known: ${Object.keys(SCENARIOS).join(', ')}`,
		);
	}
	await ensureBuild();
	let running: Promise<BenchN8n> | undefined;
	const n8n = async () => await (running ??= step('start n8n', startBenchN8n));
	const lines: Line[] = [];
	try {
		for (const name of names) {
			lines.push(...(await step(name, async () => (await SCENARIOS[name]?.(n8n)) ?? [])));
		}
	} finally {
		await (await running)?.stop();
	}
	console.log(`\n${toTable(lines)}`);
	const missed = lines.filter((line) => isMet(line) === false).length;
	console.log(`\n${lines.length} figures, ${missed} of them missed their aim`);
	if (values.json) {
		const told = lines.map((line) => ({ ...line, met: isMet(line) }));
		await writeFile(values.json, `${JSON.stringify(told, null, '\t')}\n`);
	}
});
