import type { RunContext } from './operation';

/** Input items whose work one request can do, in their order. */
export interface Alike<Values> {
	contexts: Array<RunContext<Values>>;
	/** What they touch. */
	touched: ReadonlySet<string>;
}

/**
 * Puts input items together whose values are equal, apart from the one that is gathered, so that one request does the work
 * of several. An item does not join a group across another one that touches the same record, so that a record that
 * several items touch ends as the last of them says.
 * @param gathered the property name of the value that may differ
 * @param touches names of the records that an item changes, or goes by
 */
export function groupAlike<Values extends object>(
	contexts: ReadonlyArray<RunContext<Values>>,
	gathered: string,
	touches: (values: Values) => string[],
): Array<Alike<Values>> {
	const groups: Array<Alike<Values> & { key: string; touched: Set<string> }> = [];
	for (const context of contexts) {
		const others = Object.entries(context.values).filter(([name]) => name !== gathered);
		const key = JSON.stringify(others);
		const touched = touches(context.values);
		const at = groups.findLastIndex((group) => group.key === key);
		const later = groups.slice(at + 1);
		const crosses = later.some((group) => touched.some((one) => group.touched.has(one)));
		const group = groups[at];
		if (group && !crosses) {
			group.contexts.push(context);
			for (const one of touched) group.touched.add(one);
		} else groups.push({ key, contexts: [context], touched: new Set(touched) });
	}
	return groups;
}
