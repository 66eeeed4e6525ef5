/**
 * How many requests an operation of several requests takes for one input item and for many: npm run bench:requests
 * (`-- --only move,rank` measures those whose name holds one of the words, `--json` prints JSON).
 */
import { parseArgs } from 'node:util';
import { formatTable } from '../../../scripts/lib/table';
import { countRequests, MANY, type Counted } from './measure';

function toRow({ operation, cold, more, aim }: Counted): Record<string, unknown> {
	const row = { operation, '1, cold': cold };
	if (!more) return row;
	const figures = [cold, more.warm, more.manyWarm / MANY];
	const missed = aim?.some((most, at) => (figures[at] as number) > most);
	return {
		...row,
		'1, warm': more.warm,
		[`${MANY}, cold`]: more.manyCold,
		[`${MANY}, warm`]: more.manyWarm,
		aim: aim ? `${aim.join(' / ')}: ${missed ? 'MISSED' : 'met'}` : '',
	};
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { only: { type: 'string' }, json: { type: 'boolean' } },
	});
	const words = values.only?.toLowerCase().split(',') ?? [''];
	const counted = await countRequests(({ operation }) =>
		words.some((word) => operation.toLowerCase().includes(word)),
	);
	const rows = counted.map(toRow);
	if (values.json) console.log(JSON.stringify(rows, undefined, 2));
	else console.log(formatTable(rows, { limit: rows.length }));
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
