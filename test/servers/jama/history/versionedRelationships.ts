import { findAbstractItem, JamaError, list, type Call, type Handlers } from '../frame/call';
import { formatDate, parseQueryDate } from '../search/dates';
import type { JamaState } from '../state';
import type { Item, Relationship } from '../types';
import type { Row } from '../configuration/views';

/** Relationships of an item as they were at a time; for those of the seed no date is known: always there. */
export function relationshipsAt(state: JamaState, item: number, time: number): Relationship[] {
	const present = [...state.downstream(item), ...state.upstream(item)];
	const past = state.pastRelationships.filter(
		(each) => (each.fromItem === item || each.toItem === item) && each.removedDate > time,
	);
	return [...present, ...past]
		.filter((each) => (each.createdDate ?? 0) <= time)
		.sort((a, b) => a.id - b.id);
}

/** The version that an item had at a time. */
export function versionAt(state: JamaState, item: Item, time: number): number {
	const known = state.versionsOf(item).filter((each) => each.createdDate <= time);
	return known.at(-1)?.versionNumber ?? 1;
}

/**
 * Both ends with their versions (contract, VersionedRelationship). Assumption: the type comes with the
 * time, which is what GET /relationshiptypes/{id} takes.
 */
export function viewVersioned(
	relationship: Relationship,
	time: number,
	version: (item: number) => number,
): Row {
	const { id, fromItem, toItem, suspect, relationshipType } = relationship;
	return {
		id,
		fromItem: [fromItem, version(fromItem)],
		toItem: [toItem, version(toItem)],
		suspect,
		relationshipType: [relationshipType, formatDate(time)],
		type: 'versionedrelationships',
	};
}

/** The text is known, its status is an assumption; history begins with the item's project (assumption). */
const UNTRACKED = 'The requested resource predates relationship history tracking.';

export const versionedRelationships: Handlers = {
	get_abstract_item_versioned_relationships: (call: Call) => {
		const { state } = call;
		const item = findAbstractItem(call, call.params.id as number);
		const time = parseQueryDate(String(call.query.timestamp), call.switches);
		if (time === undefined)
			throw new JamaError(400, `timestamp: ${String(call.query.timestamp)} is not a date`);
		if (time < (state.projects.get(item.project)?.createdDate ?? 0))
			throw new JamaError(400, UNTRACKED);
		const version = (id: number) => {
			const end = state.items.get(id);
			return end ? versionAt(state, end, time) : 1;
		};
		return list(call, relationshipsAt(state, item.id, time), (each) =>
			viewVersioned(each, time, version),
		);
	},
};
