import { setTimeout as sleep } from 'node:timers/promises';

import { executionsOf } from '../../n8n/activeWorkflow';
import { lastItems, type N8nApi } from '../../n8n/api';
import { startJamaServer, type JamaServer } from '../../servers/jama';
import type { Cleanup } from './cleanup';
import type { Engine } from './engine';
import { figuresOf, type Execution, type Figures } from './figures';
import type { BenchOptions, RetryAfter } from './options';
import { itemsFor, saveJobs, type Job } from './workload';

/** What went wrong with an execution is told beside the figures. */
export interface RoundResult {
	figures: Figures;
	problems: string[];
}

/** How many times the least possible time is waited for. */
const LONGEST = 6;
const UNFINISHED = ['new', 'running', 'waiting'];

const count = ({ requests }: JamaServer, rejected: boolean): number =>
	requests.filter(({ status }) => status !== 0 && (status === 429) === rejected).length;

/** Waits until every workflow has an execution that has ended, or the time is up. */
async function waitForAll(api: N8nApi, jobs: Job[], server: JamaServer, until: number) {
	for (const since = Date.now(); ; await sleep(2000)) {
		const found = await Promise.all(
			jobs.map(async ({ workflowId }) => (await executionsOf(api, workflowId))[0]),
		);
		const ended = found.filter((one) => one && !UNFINISHED.includes(one.status)).length;
		const seconds = Math.round((Date.now() - since) / 1000);
		console.log(
			`  … ${seconds} s, ${ended} of ${jobs.length} executions ended, ${count(server, false)} requests served, ${count(server, true)} rejected`,
		);
		if (ended === jobs.length || Date.now() > until) return found;
	}
}

/** What became of one workflow, and what was wrong with it. */
async function outcomeOf(
	api: N8nApi,
	{ user, items }: Job,
	listed: Awaited<ReturnType<typeof waitForAll>>[number],
	worker: string | undefined,
): Promise<{ execution: Execution; problem?: string }> {
	if (!listed) {
		const execution = { user, complete: false };
		return { execution, problem: `${user}: n8n has no execution` };
	}
	const { id, status, stoppedAt } = listed;
	const endedAt = stoppedAt === null ? undefined : Date.parse(stoppedAt);
	const base = { user, endedAt, ...(worker !== undefined && { worker }) };
	if (status !== 'success') {
		const { error } = await api.execution(id);
		const problem = `${user}: ${status} ${error?.message ?? ''} ${error?.description ?? ''}`;
		return { execution: { ...base, complete: false }, problem: problem.trim() };
	}
	const returned = lastItems(await api.execution(id)).length;
	const complete = returned === items;
	const problem = `${user}: ${returned} items instead of ${items}`;
	return { execution: { ...base, complete }, ...(!complete && { problem }) };
}

/** Starts all workflows at once against a fresh fake Jama, and counts until the last has ended. */
export async function runRound(
	engine: Engine,
	packageName: string,
	options: BenchOptions,
	retryAfter: RetryAfter,
	cleanup: Cleanup,
): Promise<RoundResult> {
	const { api } = engine;
	const server = await startJamaServer({
		items: itemsFor(options),
		rate: options.rate,
		latency: options.latency,
		validateResponses: false,
		switches: { retryAfter },
	});
	await cleanup.defer('stop the fake Jama', async () => await server.close());
	const jobs = await saveJobs(api, packageName, server, options, `Retry-After ${retryAfter}`);

	server.requests.length = 0;
	const startedAt = Date.now();
	await Promise.all(
		jobs.map(async ({ path }) => await api.request('POST', `/webhook/${path}`, {})),
	);
	const least = (options.workflows * options.requests * 1000) / options.rate;
	const until = startedAt + LONGEST * least + 30_000;
	const listed = await waitForAll(api, jobs, server, until);
	const requests = [...server.requests];
	await server.close();

	const workerOf = await engine.workerOf();
	const outcomes = await Promise.all(
		jobs.map(
			async (job, at) => await outcomeOf(api, job, listed[at], workerOf.get(listed[at]?.id ?? '')),
		),
	);
	const executions = outcomes.map(({ execution }) => execution);
	const problems = [
		...outcomes.flatMap(({ problem }) => problem ?? []),
		...server.violations.slice(0, 5),
	];
	const figures = figuresOf({ startedAt, workers: engine.workers, requests, executions });
	return { figures, problems };
}
