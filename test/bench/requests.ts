/** How many requests an operation takes for one input item and for many: npm run bench:requests. */
import '../support/engine/environment';
import type { INodeParameters } from 'n8n-workflow';
import { formatTable } from '../../scripts/lib/table';
import { jamaCredentials, runNode } from '../support/engine/harness';
import { forgetConfiguration } from '../support/engine/package-loader';
import { startJamaServer } from '../servers/jama';
import type { JamaServer } from '../servers/jama';

const MANY = 100;
/** Items of the type System Requirement in the seed, each with a key. */
const ITEMS = 400;

const byId = (value: number | string) => ({ __rl: true, mode: 'id', value });
const mapped = (value: object) => ({
	mappingMode: 'defineBelow',
	value,
	matchingColumns: [],
	schema: [],
});

interface Work {
	name: string;
	operation: string;
	/** Of all input items; `$json.id` and `$json.key` name an item. */
	parameters: object;
	/** One input item for all of them. */
	inOne?: (items: Array<{ id: number; key: string }>) => object;
	/** The most requests for one item that the project aims at: cold, warm, warm for each of many. */
	aim?: readonly [cold: number, warm: number, each: number];
}

/** Another label for the item of the input. */
const priority = {
	itemId: byId('={{ $json.id }}'),
	fields: mapped({ priority: '={{ $json.priority }}' }),
};

const WORK: Work[] = [
	{
		name: 'get, simplified',
		operation: 'item.get',
		parameters: { itemId: byId('={{ $json.id }}') },
	},
	{
		name: 'update with one label',
		operation: 'item.update',
		parameters: {
			...priority,
		},
		aim: [5, 3, 3.1],
	},
	{
		name: 'update without read-back',
		operation: 'item.update',
		parameters: {
			...priority,
			options: { returnRecord: false },
		},
		aim: [5, 2, 2.1],
	},
	{
		name: 'update with lock',
		operation: 'item.updateWithLock',
		parameters: {
			...priority,
		},
	},
	{
		name: 'create',
		operation: 'item.create',
		parameters: {
			project: byId(2),
			itemType: byId(33),
			parentItem: byId(8),
			fields: mapped({ name: '={{ $json.key }}', priority: '={{ $json.priority }}' }),
		},
	},
	{
		name: 'create or update, by document key',
		operation: 'item.upsert',
		parameters: {
			project: byId(2),
			itemType: byId(33),
			matchBy: 'documentKey',
			matchValue: '={{ $json.key }}',
			fields: mapped({ priority: '={{ $json.priority }}' }),
		},
	},
	{
		name: 'update many, by document key',
		operation: 'item.updateMany',
		parameters: { rowsJson: '={{ $json.rows }}' },
		inOne: (items) => ({
			rows: items.map(({ key }, at) => ({ documentKey: key, priority: labelOf(at) })),
		}),
	},
	{
		name: 'trace',
		operation: 'traceability.trace',
		parameters: { itemId: byId('={{ $json.id }}') },
	},
];

let turn = 0;
/** Another label at each run, so that there is something to change. */
const labelOf = (at: number): string => ['High', 'Medium', 'Low'][(turn + at) % 3] as string;

async function requestsOf(server: JamaServer, work: Work, count: number): Promise<number> {
	turn += 1;
	const items = [...server.state.items.values()]
		.filter(({ itemType, project }) => itemType === 33 && project === 2)
		.slice(0, count)
		.map(({ id, documentKey }) => ({ id, key: documentKey }));
	const each = items.map((item, at) => ({ ...item, priority: labelOf(at) }));
	const [resource, operation] = work.operation.split('.');
	server.requests.length = 0;
	const { error } = await runNode({
		credentials: jamaCredentials(server),
		parameters: { resource, operation, simplify: true, ...work.parameters } as INodeParameters,
		input: work.inOne ? [work.inOne(items)] : each,
	} as Parameters<typeof runNode>[0]);
	if (error) throw new Error(`${work.name}: ${error.message}`);
	return server.requests.length;
}

/** Figures of one operation: requests for one item without and with a memory, and for many without. */
async function measure(work: Work) {
	const server = await startJamaServer({ items: ITEMS });
	try {
		forgetConfiguration();
		const cold = await requestsOf(server, work, 1);
		const warm = await requestsOf(server, work, 1);
		forgetConfiguration();
		const many = await requestsOf(server, work, MANY);
		const again = await requestsOf(server, work, MANY);
		const figures = [cold, warm, again / MANY];
		const missed = work.aim?.some((aim, at) => (figures[at] as number) > aim);
		return {
			operation: work.name,
			'1, cold': cold,
			'1, warm': warm,
			[`${MANY}, cold`]: many,
			[`${MANY}, warm`]: again,
			aim: work.aim ? `${work.aim.join(' / ')}: ${missed ? 'MISSED' : 'met'}` : '',
		};
	} finally {
		await server.close();
	}
}

async function main(): Promise<void> {
	const rows: Array<Record<string, unknown>> = [];
	for (const work of WORK) rows.push(await measure(work));
	if (process.argv.includes('--json')) console.log(JSON.stringify(rows, undefined, 2));
	else console.log(formatTable(rows, { limit: rows.length }));
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
