import type { Registry } from './operation';

/** For which operations of which resources a parameter is shown: every pair of the two lists that exists. */
interface Pairs {
	resource: string[];
	operation: string[];
}

/** The same, with what it is to leave out. */
export interface Show extends Pairs {
	/** Operations that do not show the parameter in one of these resources or another. */
	without: Set<string>;
}

const size = ({ resource, operation }: Pairs) => resource.length * operation.length;
const union = <T>(a: Iterable<T>, b: Iterable<T>) => new Set([...a, ...b]);

/** Whether two parts in one pair of lists show the parameter nowhere else. */
const fit = (a: Show, b: Show) =>
	!b.operation.some((name) => a.without.has(name)) &&
	!a.operation.some((name) => b.without.has(name));

/** Joins each part to the first that it fits with. */
function join(parts: readonly Show[]): Show[] {
	const joined: Show[] = [];
	for (const part of parts) {
		const at = joined.findIndex((one) => fit(one, part));
		const other = joined[at];
		if (!other) joined.push(part);
		else
			joined[at] = {
				resource: [...union(other.resource, part.resource)],
				operation: [...union(other.operation, part.operation)],
				without: union(other.without, part.without),
			};
	}
	return joined;
}

/**
 * The places of a parameter in as few pairs of lists as show it nowhere else. Pure.
 * @param where names of operations by resource
 */
export function toShows(where: ReadonlyMap<string, string[]>, registry: Registry): Show[] {
	const byResource = [...where].map(([one, operation]): Show => {
		const all = Object.keys(registry[one]?.operations ?? {});
		const without = new Set(all.filter((name) => !operation.includes(name)));
		return { resource: [one], operation, without };
	});
	// Most parameters stand in one resource.
	if (byResource.length === 1) return byResource;
	const byOperation = [...new Set([...where.values()].flat())].map((name): Show => {
		const parts = byResource.filter(({ operation }) => operation.includes(name));
		const without = new Set(parts.flatMap((part) => [...part.without]));
		return { resource: parts.flatMap(({ resource }) => resource), operation: [name], without };
	});
	const smallFirst = (a: Pairs, b: Pairs) => size(a) - size(b);
	const ways = [
		join(byResource),
		join(byResource.toSorted(smallFirst)),
		join(byOperation),
		join(byOperation.toSorted((a, b) => smallFirst(b, a))),
	];
	return ways.reduce((best, way) => (way.length < best.length ? way : best));
}
