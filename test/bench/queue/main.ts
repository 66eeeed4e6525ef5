/** Several workers of a real n8n in queue mode at one limit: npm run bench:queue. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureBuild, main, step } from '../../../scripts/lib/setup.mjs';
import { ensureN8n } from '../../n8n/install';
import { packPackage } from '../../n8n/pack';
import { isMet, toTable } from '../figures';
import { Cleanup } from './cleanup';
import { startEngine } from './engine';
import { HELP, parseOptions, type BenchOptions } from './options';
import { ensurePrograms } from './programs';
import { runRound, type RoundResult } from './round';
import { startPostgres, startRedis } from './services';
import { judge } from './verdicts';

type Result = { retryAfter: string } & RoundResult;

async function measure(options: BenchOptions, cleanup: Cleanup): Promise<Result[]> {
	const programs = await ensurePrograms(options.install);
	await ensureBuild();
	const installed = await ensureN8n();
	const folder = await mkdtemp(join(tmpdir(), 'bench-queue-'));
	await cleanup.defer('remove the folder of this run', async () => {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	});
	const packed = await packPackage(join(folder, 'tarball'));
	const redis = await step('start Redis', async () => await startRedis(programs, folder, cleanup));
	const postgres = await step(
		'start PostgreSQL',
		async () => await startPostgres(programs, cleanup),
	);
	const { workers } = options;
	const concurrency = Math.ceil(options.workflows / workers);
	const engine = await step(
		`start n8n ${installed.version}: a main process and ${workers} workers`,
		async () =>
			await startEngine(
				{ installed, packed, folder, redis, postgres, workers, concurrency },
				cleanup,
			),
	);
	const died = engine.watch();
	// It is raced below; in the end, when everything is stopped, nobody listens any more.
	died.catch(() => undefined);
	const results: Result[] = [];
	for (const retryAfter of options.retryAfter) {
		const title = `${options.workflows} workflows at once, ${options.rate} requests/s for all, Retry-After: ${retryAfter}`;
		const round = async () =>
			await Promise.race([runRound(engine, packed.name, options, retryAfter, cleanup), died]);
		results.push({ retryAfter, ...(await step(title, round)) });
	}
	return results;
}

function print(results: Result[], options: BenchOptions, toJson: (text: string) => void): void {
	const judged = results.map((result) => ({
		...result,
		lines: judge(result.figures, options.rate).map((line) => ({
			...line,
			what: `Retry-After ${result.retryAfter}: ${line.what}`,
		})),
	}));
	const lines = judged.flatMap((one) => one.lines);
	if (options.json) toJson(JSON.stringify({ options, rounds: judged }, null, 2));
	else console.log(`\n${toTable(lines)}`);
	for (const { retryAfter, problems } of results)
		for (const problem of problems) console.log(`  Retry-After ${retryAfter}: ${problem}`);
	if (lines.some((line) => isMet(line) === false)) process.exitCode = 1;
}

/** Rejects at the first Ctrl-C, so that everything is stopped in order; the second one ends at once. */
const interrupted = (): Promise<never> =>
	new Promise((_, reject) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			let times = 0;
			process.on(signal, () => {
				times += 1;
				if (times > 1) process.exit(130);
				reject(Object.assign(new Error(`Stopped by ${signal}`), { code: 130 }));
			});
		}
	});

void main(async () => {
	const options = parseOptions(process.argv.slice(2));
	if (options === 'help') return void process.stdout.write(HELP);
	const toJson = (text: string) => void process.stdout.write(`${text}\n`);
	if (options.json) console.log = console.error;
	const cleanup = new Cleanup();
	try {
		const results = await Promise.race([measure(options, cleanup), interrupted()]);
		print(results, options, toJson);
	} finally {
		const stop = async () => await cleanup.run();
		const left = cleanup.isNeeded ? await step('stop everything', stop) : await stop();
		for (const failure of left) console.error(`  not cleaned: ${failure}`);
		if (left.length > 0) process.exitCode = 1;
		// What an interruption left under way must not keep the process, nor start anything more.
		setImmediate(() => process.exit());
	}
});
