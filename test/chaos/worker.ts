/** Runs a share of the cells in a process of its own, several at a time. */
import '../support/engine/environment';
import { installClock } from './clock';
import { judge } from './judge';
import type { Cell } from './matrix';
import { cellsOf, classesFor, faultsFor, nameOf } from './matrix';
import type { OperationClass } from './operation';
import type { Options } from './options';
import { chance } from './options';
import type { CellResult, Order } from './report';
import type { CredentialKind, Evidence } from './stage';
import { Lane } from './stage';

/** Runs at a time: they wait for sockets more than they work. */
const LANES = 4;

const tell = (message: CellResult | { listed: string }) => process.send?.(message);

/** Clean runs, made when they are asked for the first time. */
class CleanRuns {
	private readonly runs = new Map<string, Evidence>();

	constructor(private readonly lane: Lane) {}

	async prepare(operation: OperationClass, credential: CredentialKind): Promise<void> {
		const key = `${operation.name} ${credential}`;
		if (this.runs.has(key)) return;
		const evidence = await this.lane.run(operation, credential);
		const { error, rows } = evidence.outcome;
		if (error)
			throw new Error(
				`${operation.name} fails without a fault: ${error.message} ${error.description}`,
			);
		if (rows.length === 0) throw new Error(`${operation.name} has no output without a fault`);
		this.runs.set(key, evidence);
	}

	of(operation: OperationClass, credential: CredentialKind): Evidence {
		const found = this.runs.get(`${operation.name} ${credential}`);
		if (!found) throw new Error(`${operation.name} has not been run without a fault`);
		return found;
	}
}

async function runCell(cell: Cell, lane: Lane, clean: Evidence): Promise<CellResult> {
	const { operation, fault, from, lasting, credential } = cell;
	const begun = Date.now();
	const evidence = await lane.run(operation, credential, { fault, from, lasting });
	return {
		cell: nameOf(cell),
		operation: operation.name,
		fault: fault.name,
		place: `${cell.place}${lasting ? ', lasting' : ''}`,
		ms: Date.now() - begun,
		result: judge(operation, clean, evidence),
		evidence: process.env.CHAOS_TRACE
			? evidence.requests
					.map(
						(one) =>
							`${one.number} ${one.method} ${one.url} [${one.fault ?? ''}] ${one.answer?.status ?? '-'}→${one.received?.status ?? '-'} ${one.changed.join()}`,
					)
					.join('\n') + `\n${JSON.stringify(evidence.outcome).slice(0, 3000)}`
			: '',
	};
}

async function work({ options, certificates, index }: Order): Promise<void> {
	installClock();
	const lanes = Array.from({ length: LANES }, () => new Lane(certificates));
	const [first] = lanes as [Lane];
	const clean = new CleanRuns(first);
	const faults = faultsFor(options.fault);
	const cells: Cell[] = [];
	for (const operation of classesFor(options.only)) {
		await clean.prepare(operation, operation.credential ?? 'basic');
		if (operation.system !== 'jiraDataCenter') await clean.prepare(operation, 'oauth');
		cells.push(...cellsOf(operation, (credential) => clean.of(operation, credential), faults));
	}
	const mine = cells
		.filter((_, n) => n % options.workers === index)
		.filter((cell) => isChosen(cell, options));
	if (options.list) mine.forEach((cell) => tell({ listed: nameOf(cell) }));
	else {
		let next = 0;
		await Promise.all(
			lanes.map(async (lane) => {
				for (let cell = mine[next++]; cell; cell = mine[next++]) {
					tell(await runCell(cell, lane, clean.of(cell.operation, cell.credential)));
				}
			}),
		);
	}
	for (const lane of lanes) await lane.close();
}

const isChosen = (cell: Cell, { full, seed, share }: Options): boolean =>
	full || chance(seed, nameOf(cell)) < share;

process.once('message', (order: Order) => {
	work(order).then(
		// Not before what it told has left.
		() => process.send?.({ done: true }, () => process.exit(0)),
		(error: unknown) => {
			console.error(error);
			process.exit(2);
		},
	);
});
