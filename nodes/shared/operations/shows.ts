import type { Registry } from './operation';

/** For which operations of which resources a parameter is shown: every pair of the two lists that exists. */
export interface Show {
	resource: string[];
	operation: string[];
}

/**
 * The places of a parameter in as few pairs of lists as show it nowhere else. Pure.
 * @param where names of operations by resource
 */
export function toShows(where: ReadonlyMap<string, string[]>, registry: Registry): Show[] {
	const exists = (resource: string, operation: string) =>
		registry[resource]?.operations[operation] !== undefined;
	const fits = ({ resource, operation }: Show) =>
		resource.every((one) =>
			operation.every((name) => !exists(one, name) || where.get(one)?.includes(name)),
		);
	/** Joins each part to the first that it fits with. */
	const join = (parts: Show[]): Show[] =>
		parts.reduce<Show[]>((shows, part) => {
			const joined = shows.map((show) => ({
				resource: [...new Set([...show.resource, ...part.resource])],
				operation: [...new Set([...show.operation, ...part.operation])],
			}));
			const at = joined.findIndex(fits);
			return shows.toSpliced(at === -1 ? shows.length : at, 1, joined[at] ?? part);
		}, []);
	const byResource = join([...where].map(([one, operation]) => ({ resource: [one], operation })));
	const operations = new Set([...where.values()].flat());
	const byOperation = join(
		[...operations].map((operation) => ({
			resource: [...where.keys()].filter((one) => where.get(one)?.includes(operation)),
			operation: [operation],
		})),
	);
	return byOperation.length < byResource.length ? byOperation : byResource;
}
