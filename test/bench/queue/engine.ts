import { randomBytes } from 'node:crypto';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { N8nApi } from '../../n8n/api';
import { startN8n } from '../../n8n/host';
import type { InstalledN8n } from '../../n8n/install';
import { freePort, startN8nProcess } from '../../n8n/n8nProcess';
import { installPackage, type PackedPackage } from '../../n8n/pack';
import type { RunningProcess } from '../../support/childProcess';
import type { Cleanup } from './cleanup';
import type { Service } from './services';

export interface EngineOptions {
	installed: InstalledN8n;
	packed: PackedPackage;
	/** Where each process gets a folder of its own. */
	folder: string;
	redis: Service;
	postgres: Service;
	workers: number;
	/** How many executions a worker takes at once. */
	concurrency: number;
}

/** n8n in queue mode: the main process and its workers. */
export interface Engine {
	url: string;
	api: N8nApi;
	workers: string[];
	/** Which worker started which execution, by the logs of the workers. */
	workerOf(): Promise<Map<string, string>>;
	/** Rejects when one of the processes ends although nobody stopped it. */
	watch(): Promise<never>;
}

const PATIENCE = 180_000;
const OWNER = { email: 'bench@example.com', password: 'Local-bench-1' };

/** What all processes of one n8n must have in common. */
const shared = ({ redis, postgres }: EngineOptions): Record<string, string> => ({
	EXECUTIONS_MODE: 'queue',
	N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redis.port),
	QUEUE_BULL_REDIS_PASSWORD: redis.password,
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgres.port),
	DB_POSTGRESDB_DATABASE: 'postgres',
	DB_POSTGRESDB_USER: 'postgres',
	DB_POSTGRESDB_PASSWORD: postgres.password,
	// Ctrl-C need not wait for executions.
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '2',
	// The logs say which worker started which execution.
	N8N_LOG_LEVEL: 'info',
});

/** Starts one worker and waits until it takes executions. */
async function startWorker(
	name: string,
	env: Record<string, string>,
	{ installed, folder, concurrency }: EngineOptions,
	cleanup: Cleanup,
): Promise<RunningProcess> {
	const port = await freePort();
	const health = {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
	const worker = await startN8nProcess(['worker', `--concurrency=${concurrency}`], {
		installed,
		userFolder: join(folder, name),
		env: { ...env, ...health },
	});
	await cleanup.defer(`stop ${name}`, async () => await worker.stop());
	const ready = async () =>
		await fetch(`http://127.0.0.1:${port}/healthz/readiness`).then(
			({ ok }) => ok,
			() => false,
		);
	for (const since = Date.now(); !(await ready()); await sleep(200)) {
		const reason = worker.reason();
		if (reason === undefined && Date.now() - since < PATIENCE) continue;
		const what = reason ? `ended (${reason})` : `was not ready after ${PATIENCE / 1000} s`;
		throw new Error(`${name} ${what}. The end of its log:\n${await worker.logTail()}`);
	}
	return worker;
}

/** Starts the main process, which sets up the database, and then the workers, all with the packed package. */
export async function startEngine(options: EngineOptions, cleanup: Cleanup): Promise<Engine> {
	const { installed, packed, folder } = options;
	const env = shared(options);
	const names = Array.from({ length: options.workers }, (_, at) => `worker ${at + 1}`);
	const userFolder = join(folder, 'main');
	await installPackage(packed, userFolder);
	for (const name of names) await cp(userFolder, join(folder, name), { recursive: true });

	const main = await startN8n({ installed, userFolder, owner: OWNER, env });
	await cleanup.defer('stop the main process', async () => await main.stop());
	// One after the other: they would only wait for each other's processor time.
	const workers: Array<[string, RunningProcess]> = [];
	for (const name of names) workers.push([name, await startWorker(name, env, options, cleanup)]);

	return {
		url: main.url,
		api: main.api,
		workers: names,
		async workerOf() {
			const found = new Map<string, string>();
			for (const [name, { logFile }] of workers) {
				const log = await readFile(logFile, 'utf8');
				for (const [, id = ''] of log.matchAll(/Worker started execution (\d+) /g))
					found.set(id, name);
			}
			return found;
		},
		async watch() {
			const all: Array<[string, RunningProcess]> = [['the main process', main], ...workers];
			const ends = all.map(async ([name, one]) => ({ name, one, reason: await one.exited }));
			const { name, one, reason } = await Promise.race(ends);
			throw new Error(`${name} ended (${reason}). The end of its log:\n${await one.logTail()}`);
		},
	};
}
