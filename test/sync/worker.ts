/** Plays a share of the histories in a process of its own. */
import '../support/engine/environment';
import { rmSync } from 'node:fs';
import { ensureN8n } from '../n8n/install';
import { installClock } from './engine/clock';
import { copyOfPackage, prepareFlows } from './engine/flows';
import { play, type Flows, type Verdict } from './history';
import { MUTANTS, planFor } from './mutants';
import type { Options } from './options';
import { planOf, stepText, type Plan } from './plan';
import { installSenders } from './engine/requests';
import { shorten } from './shorten';
import { readWorkflow, type WorkflowFile } from './engine/workflowRun';
import { PLACES, World } from './world';

/** What the main process asks for. */
export interface Order {
	options: Options;
	index: number;
}

/** What a worker says. */
export type Message =
	| { history: number; verdict: Omit<Verdict, 'told'>; failure?: Failure }
	| { mutant: string; found: boolean; text: string };

/** A history that went wrong, as short as it could be made. */
export interface Failure {
	what: string;
	text: string;
	steps: string[];
	told: string[];
}

/** Failing histories that a worker makes shorter: each takes as long as dozens of others. */
const MOST_SHORTENED = 2;
const tell = (message: Message) => process.send?.(message);

/** The places, ready to play in. */
class Stage {
	private readonly flows = new Map<World, Flows>();

	constructor(private readonly worlds: readonly World[]) {}

	async prepare(
		n8nFolder: string,
		file: WorkflowFile,
		packages: readonly [string | undefined, string],
	): Promise<void> {
		for (const world of this.worlds)
			this.flows.set(world, await prepareFlows(n8nFolder, file, world, packages));
	}

	async play(plan: Plan): Promise<Verdict> {
		const world = this.worlds[plan.place]!;
		return await play(world, this.flows.get(world)!, plan);
	}
}

async function work({ options, index }: Order): Promise<void> {
	const { folder } = await ensureN8n();
	installClock();
	installSenders();
	const jama = await World.startJama();
	const worlds = await Promise.all(PLACES.map(async (place) => await World.start(jama, place)));
	const copy = copyOfPackage(options.package);
	const packages = [options.package, copy] as const;
	try {
		const stage = new Stage(worlds);
		const file = readWorkflow(options.file);
		await stage.prepare(folder, file, packages);
		const { seed, only, workers, histories } = options;
		let shortened = 0;
		const all = only === undefined ? Array.from({ length: histories }, (_, n) => n) : [only];
		for (const n of only === undefined ? all.filter((one) => one % workers === index) : all) {
			const plan = planOf(seed, n);
			const { told, ...verdict } = await stage.play(plan);
			if (!verdict.wrong) {
				tell({ history: n, verdict });
				continue;
			}
			const { wrong } = verdict;
			const short =
				shortened < MOST_SHORTENED
					? await shorten(plan, wrong.what, async (one) => await stage.play(one))
					: { plan, verdict: { ...verdict, told } };
			shortened += 1;
			const { what, text } = short.verdict.wrong ?? wrong;
			const failure = {
				what,
				text,
				steps: [
					`${JSON.stringify(PLACES[plan.place])}, deleted issues: ${plan.deletedIssues}`,
					...short.plan.steps.map(stepText),
				],
				told: short.verdict.wrong ? short.verdict.told : told,
			};
			tell({ history: n, verdict, failure });
		}
		if (options.quick || only !== undefined) return;
		const mutants = Object.entries(MUTANTS).filter(([name]) => name.includes(options.mutant ?? ''));
		for (const [name, broken] of mutants.filter((_, at) => at % workers === index)) {
			await stage.prepare(folder, file, packages);
			const whole = await stage.play(planFor(broken));
			const own = structuredClone(file);
			broken.mutant(own);
			await stage.prepare(folder, own, packages);
			const { wrong } = await stage.play(planFor(broken));
			const text = whole.wrong ? `also without it: ${whole.wrong.text}` : wrong?.text;
			tell({ mutant: name, text: text ?? 'nothing', found: !whole.wrong && wrong !== undefined });
		}
	} finally {
		rmSync(copy, { recursive: true });
		for (const server of [jama, ...worlds.map(({ jira }) => jira)]) await server.close();
	}
}

process.once('disconnect', () => process.exit(3));
process.once('message', (order: Order) => {
	work(order).then(
		() => process.exit(0),
		(error: unknown) => {
			console.error(error);
			process.exit(2);
		},
	);
});
