/** Plays one history, and judges it. */
import type { IDataObject } from 'n8n-workflow';
import type { PollingNode } from '../support/engine/polling';
import { createRandom } from '../servers/jama/seed/seedTexts';
import { agreementOf, doublesOf, trespassesOf } from './agreement';
import { pass } from './engine/clock';
import { act } from './people';
import { stepText, type Plan, type Run, type RunStep, type Step } from './plan';
import { Sender, sendingAs } from './engine/requests';
import { lastNode, summaryOf, untrueOf } from './summary';
import type { WorkflowRun } from './engine/workflowRun';
import type { World } from './world';

/** The workflow in each of the n8n processes, set up for a place. */
export interface Flows {
	/** The names of its triggers. */
	triggers: readonly string[];
	run: (
		process: 0 | 1,
		trigger: string,
		deletedIssues: Plan['deletedIssues'],
	) => Promise<WorkflowRun>;
	/** Its triggers of this package, as n8n polls them once the workflow is active. */
	activate: () => Promise<PollingNode[]>;
}

/** What came of a history. */
export interface Verdict {
	runs: number;
	requests: number;
	/** Runs until the last one had nothing to do. */
	settled: number;
	/** Runs of these that a trigger would have started because of what the run before them wrote. */
	echoes: number;
	/** What was wrong first; undefined: nothing. */
	wrong?: {
		what: 'double' | 'lost' | 'loop' | 'not in step' | 'trespass' | 'summary' | 'crash';
		text: string;
	};
	/** What was done, for people. */
	told: string[];
}

/** After so many runs without a fault there has to be nothing left to do. */
const MOST_RUNS = 5;
/** A change in Jama that never came to Jira, or in Jira to Jama. */
const LOST = / has no issue| is not flagged|: (status|fix version|key) in Jama is /;
/** ms after which claims of runs that were killed do not count any more. */
const CLAIMS_END = 61 * 60_000;
/** ms after which triggers surely see what was done. */
const LONGEST_LAG = 10 * 60_000;
/** ms of real time that a run may take. */
const LONGEST_RUN = 60_000;

class Wrong extends Error {
	constructor(
		readonly what: NonNullable<Verdict['wrong']>['what'],
		message: string,
	) {
		super(message);
	}
}

/** The outcome of some work, or undefined when it takes too long. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), ms);
	});
	return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A history while it is played. */
export class History {
	private readonly clones = new Set<string>();
	private readonly told: string[] = [];
	private runs = 0;
	private requests = 0;
	private settled = 0;
	private echoes = 0;
	private lags = false;

	constructor(
		private readonly world: World,
		private readonly flows: Flows,
		private readonly plan: Plan,
	) {}

	/** Plays it to its end, or until something is wrong. */
	async play(): Promise<Verdict> {
		const { world, plan, told } = this;
		// What n8n remembers of an earlier history is too old.
		pass(24 * 60 * 60_000);
		world.reset(createRandom(plan.seed));
		let wrong: Verdict['wrong'];
		try {
			for (const step of plan.steps) await this.step(step);
			await this.settle();
		} catch (error) {
			const what = error instanceof Wrong ? error.what : 'crash';
			wrong = {
				what,
				text: error instanceof Wrong ? error.message : String((error as Error).stack),
			};
		}
		const { runs, requests, settled, echoes } = this;
		return { runs, requests, settled, echoes, told, ...(wrong ? { wrong } : {}) };
	}

	private async step(step: Step): Promise<void> {
		const { jama, jira } = this.world;
		switch (step.kind) {
			case 'person':
				// People take their time.
				pass(5000);
				this.person(step);
				return;
			case 'wait':
				pass(step.ms);
				break;
			case 'lag':
				Object.assign(jama.switches, { indexLag: step.jama, laggingItem: step.laggingItem });
				jira.switches.indexLag = step.jira;
				this.lags = step.jama + step.jira > 0;
				break;
			case 'run':
				this.told.push(stepText(step));
				await this.runStep(step);
				return;
		}
		this.told.push(stepText(step));
	}

	private person({ step, seed }: { step: Parameters<typeof act>[1]; seed: number }): void {
		const before = new Set(this.world.issues().map(({ key }) => key));
		const done = act(this.world, step, seed);
		for (const { key } of this.world.issues()) if (!before.has(key)) this.clones.add(key);
		if (done !== undefined) this.told.push(done);
	}

	/** Carries out a run with what happens during it. */
	private async runStep(step: RunStep): Promise<void> {
		const { world } = this;
		const { fault, edit, second } = step;
		if (fault) world[fault.system].switches.failNext.push({ ...fault.fault });
		const both: Array<Promise<Finished>> = [];
		let count = 0;
		world.onRequest = () => {
			count += 1;
			if (count === edit?.at) this.person(edit);
			if (count === second?.at) both.push(this.run(second));
		};
		both.push(this.run(step));
		const finished: Finished[] = [];
		// The second run may begin while the first is waited for.
		for (let at = 0; at < both.length; at += 1) finished.push(await both[at]!);
		world.onRequest = undefined;
		for (const server of [world.jama, world.jira]) server.switches.failNext.length = 0;
		this.check();
		const [only] = finished;
		const isPlain = finished.length === 1 && !this.lags && !(edit && edit.at <= count);
		if (only && isPlain) this.checkGreen(only);
	}

	/** A run that says that all is well has left everything in step. */
	private checkGreen({ run, killed }: Finished): void {
		if (!run || killed || run.error) return;
		const summary = summaryOf(run);
		if (!summary) throw new Wrong('summary', `a green run has no summary: ${lastNode(run)}`);
		if (summary.waiting.length > 0) return;
		const { differences } = this.agreement();
		if (differences.length > 0)
			throw new Wrong('not in step', `after a green run: ${differences.join('; ')}`);
	}

	private agreement() {
		return agreementOf(this.world, this.plan.deletedIssues === 'make again');
	}

	private check(): void {
		const [double] = doublesOf(this.world, this.clones);
		if (double !== undefined) throw new Wrong('double', double);
		const [trespass] = trespassesOf(this.world);
		if (trespass !== undefined) throw new Wrong('trespass', trespass);
	}

	private async run({ process, start, kill }: Run): Promise<Finished> {
		const { triggers, run } = this.flows;
		const sender = new Sender(kill);
		const { deletedIssues } = this.plan;
		this.runs += 1;
		const work = sendingAs(
			sender,
			async () => await run(process, triggers[start % triggers.length]!, deletedIssues),
		);
		const finished = await within(LONGEST_RUN, work);
		await sender.settled();
		this.requests += sender.count;
		if (!finished) throw new Wrong('crash', 'a run did not end');
		const { error } = finished;
		const { killed } = sender;
		if (killed) this.told.push('  it was killed');
		else {
			const summary = summaryOf(finished);
			const text = summary ? JSON.stringify(summary) : lastNode(finished);
			this.told.push(`  ${error ? `red: ${error.message}` : 'green'} ${text}`);
		}
		return { run: finished, killed };
	}

	/** Runs it without faults until it has nothing to do, and judges what is left. */
	private async settle(): Promise<void> {
		const { world } = this;
		for (const server of [world.jama, world.jira]) server.switches.indexLag = 0;
		this.told.push('no faults, no lag, and an hour has passed');
		pass(LONGEST_LAG);
		const triggers = await this.flows.activate();
		await this.pollEach(triggers);
		let last: Finished | undefined;
		for (this.settled = 0; ; this.settled += 1) {
			if (this.settled > MOST_RUNS)
				throw new Wrong('loop', `after ${MOST_RUNS} runs it still writes ${this.told.at(-1)}`);
			pass(CLAIMS_END);
			const process = this.settled % 2 === 0 ? 0 : 1;
			const writes = await this.writesOf({ process, start: this.settled });
			this.check();
			pass(LONGEST_LAG);
			last = writes.finished;
			const [started] = await this.pollEach(triggers);
			if (writes.told.length === 0) {
				const text = `it starts itself again: ${JSON.stringify(started)?.slice(0, 500)}`;
				if (started) throw new Wrong('loop', text);
				break;
			}
			if (started) {
				this.echoes += 1;
				this.told.push(`    it starts itself: ${JSON.stringify(started).slice(0, 200)}`);
			}
			this.told.push(...writes.told.map((line) => `    ${line}`));
		}
		const state = this.agreement();
		const { differences } = state;
		if (differences.length > 0) {
			const isLost = differences.some((one) => LOST.test(one));
			throw new Wrong(isLost ? 'lost' : 'not in step', differences.join('; '));
		}
		const untrue = untrueOf(last.run, state);
		if (untrue !== undefined) throw new Wrong('summary', untrue);
	}

	/** What the triggers put out. */
	private async pollEach(triggers: readonly PollingNode[]): Promise<IDataObject[]> {
		const rows: IDataObject[] = [];
		for (const trigger of triggers) {
			const { error, rows: own } = await trigger.poll();
			if (error) throw error;
			rows.push(...own);
		}
		return rows;
	}

	/** A run with what it wrote. */
	private async writesOf(run: Run): Promise<{ finished: Finished; told: string[] }> {
		const servers = [this.world.jama, this.world.jira];
		const before = servers.map(({ requests }) => requests.length);
		const finished = await this.run(run);
		const told = servers.flatMap(({ requests }, at) =>
			requests
				.slice(before[at])
				.filter(({ method, path }) => method !== 'GET' && !/\/search(\/|$)/.test(path))
				.map(
					({ method, path, status, body }) =>
						`${method} ${path} ${status} ${JSON.stringify(body)?.slice(0, 200)}`,
				),
		);
		return { finished, told };
	}
}

interface Finished {
	run: WorkflowRun | undefined;
	killed: boolean;
}

/** Plays a plan in a world. */
export const play = async (world: World, flows: Flows, plan: Plan): Promise<Verdict> =>
	await new History(world, flows, plan).play();
