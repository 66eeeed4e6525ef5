import type { INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../values/invalidInput';

/**
 * Works on items in their order, some at a time. When one says that it should not continue, no further one is started; those
 * under way are waited for.
 * @param count of items
 * @param atOnce how many may be under way now; asked before each
 * @param work returns whether to continue; does not reject
 */
export async function eachAtOnce(
	count: number,
	atOnce: () => number,
	work: (index: number) => Promise<boolean>,
): Promise<void> {
	const running = new Set<Promise<void>>();
	let continues = true;
	for (let index = 0; index < count; index++) {
		while (running.size >= atOnce()) await Promise.race(running);
		if (!continues) break;
		const one: Promise<void> = work(index).then((goesOn) => {
			continues &&= goesOn;
			running.delete(one);
		});
		running.add(one);
	}
	await Promise.all(running);
}

/**
 * Does something for each, some at a time, and takes the results in the order of the list. When one fails no further one is
 * started, those under way are waited for, and the first failure in the order of the list is thrown.
 * @param atOnce how many may be under way now; asked before each
 * @param take gets every result before the first failure, as soon as those before it were taken
 * @param done says that no further one is to be started; asked before each
 */
export async function eachInOrder<T, R>(
	all: readonly T[],
	atOnce: () => number,
	work: (one: T) => Promise<R>,
	take: (result: R, one: T) => void,
	done: () => boolean = () => false,
): Promise<void> {
	const endings = new Map<number, { result: R } | { error: unknown }>();
	let next = 0;
	await eachAtOnce(all.length, atOnce, async (index) => {
		const one = all[index] as T;
		if (done()) return false;
		const ending = await work(one).then(
			(result) => ({ result }),
			(error: unknown) => ({ error }),
		);
		endings.set(index, ending);
		for (let ready = endings.get(next); ready && 'result' in ready; ready = endings.get(next)) {
			endings.delete(next);
			take(ready.result, all[next] as T);
			next += 1;
		}
		return !('error' in ending);
	});
	const failed = endings.get(next);
	if (failed && 'error' in failed) throw failed.error;
}

/** The user's number of items at once; undefined: as many as the server's limit asks for. Throws InvalidInput. */
export function readItemsAtOnce(value: unknown): number | undefined {
	const number = Number(value);
	if (Number.isInteger(number) && number >= 0) return number || undefined;
	throw new InvalidInput(
		`'Items at Once' is ${JSON.stringify(value)}, and must be a whole number`,
		"Set it in the node's settings; 0 is as many as the limit of the server asks for.",
	);
}

/** Which input items behind one that failed were carried out all the same; undefined: none. */
export function toldOfLater(
	output: readonly INodeExecutionData[][],
	failed: number,
): string | undefined {
	const later = output.flatMap((rows, at) => (at > failed && rows.length > 0 ? [at] : []));
	if (later.length === 0) return undefined;
	const items = later.length === 1 ? 'Input item' : 'Input items';
	return `${items} ${later.join(', ')} (counted from 0), worked on at the same time, ${later.length === 1 ? 'was' : 'were'} carried out.`;
}
