import type { Baseline, BaselineEntry } from '../records/recordTypes';
import type { JamaState } from '../state';
import type { Item, Version } from '../types';

/** The version of an item at a time; undefined before its creation. */
function at(state: JamaState, item: Item, time: number): Version | undefined {
	return state
		.versionsOf(item)
		.filter((each) => each.createdDate <= time)
		.at(-1);
}

/** Freezes items at a time: version, place, categories (change logs 8.13 and 8.80) and relationships. */
export function freeze(
	state: JamaState,
	items: Item[],
	time: number,
): Pick<Baseline, 'entries' | 'relationships'> {
	const entries = new Map<number, BaselineEntry>();
	for (const item of items) {
		const version = at(state, item, time);
		if (!version) continue;
		const parent = state.items.get(item.parentItem ?? 0);
		const parentVersion = parent && (at(state, parent, time)?.versionNumber ?? 1);
		entries.set(item.id, {
			item,
			version,
			sequence: state.sequence(item),
			parent: parent && [parent.id, parentVersion ?? 1],
			categories: [...(state.itemCategories.get(item.id) ?? [])],
		});
	}
	const relationships = items.flatMap((item) =>
		state.downstream(item.id).filter((each) => entries.has(each.toItem)),
	);
	return { entries, relationships: relationships.map((each) => ({ ...each })) };
}
