import { stamp, type Call } from '../frame/call';
import { JamaError } from '../frame/envelope';
import { changedFields, triggersSuspect } from './itemFields';
import { log, logAll, objectTypeOf } from '../history/itemEvents';
import { indexedOf } from '../history/pendingChanges';
import type { Fields, Item, Lock, Relationship } from '../types';

type Before = ReturnType<typeof indexedOf>;

/** Tells the search index of a change; it may see it later (see the switch indexLag). */
export function commit(call: Call, item: Item, before: Before | undefined): void {
	const { state, switches } = call;
	const lag = typeof switches.indexLag === 'function' ? switches.indexLag() : switches.indexLag;
	state.changed(item);
	if (lag > 0 || state.pending.has(item)) state.pending.record(item, before, call.now + lag);
	call.effects?.moved.add(item);
}

/**
 * Moves lastActivityDate. REST cookbook, What triggers the Last Activity Date: create and save; adding or
 * removing relationships (both ends), tags; adding attachments; adding, editing, removing links; adding or
 * deleting a comment directly on it. Assumptions: archiving a test plan is an edit of it; the switches
 * moveIsActivity and restoreIsActivity.
 */
export function activity(call: Call, item: Item, before: Before = indexedOf(item)): void {
	item.lastActivityDate = stamp(call);
	commit(call, item, before);
}

/** New items: an activity of each, and one event for each or for all (see the switch batchEvents). */
export function announce(call: Call, items: Item[], eventType: 'CREATE' | 'COPY' = 'CREATE'): void {
	for (const item of items) commit(call, item, undefined);
	logAll(call, eventType, eventType === 'COPY' ? 'copied' : 'created', items);
}

/** Refuses a write on an item that another user has locked (REST cookbook, Writing to Jama; status: assumption). */
export function checkLock(call: Call, item: { lock?: Lock }): void {
	if (item.lock?.locked && item.lock.lockedBy !== call.user.id) {
		throw new JamaError(call.switches.lockedItem, 'The item is locked by another user');
	}
}

/**
 * Saves an item: version, activity, modifiedDate (REST cookbook: modified date tracks the last save).
 * A changed field with triggerSuspect makes the downstream relationships suspect, which is no activity of
 * the other ends. Assumption: a save that changes nothing is a save as well.
 */
export function save(call: Call, item: Item, fields: Fields, changes: Partial<Item> = {}): void {
	const { state } = call;
	const before = indexedOf(item);
	state.keepFirstVersion(item);
	const names = changedFields(item.fields, fields);
	Object.assign(item, changes, { fields, modifiedDate: stamp(call), modifiedBy: call.user.id });
	activity(call, item, before);
	state.recordVersion(
		item,
		call.user.id,
		stamp(call),
		names.length > 0 ? `changed: ${names.join(', ')}` : 'saved',
	);
	if (triggersSuspect(state, item, names)) {
		for (const relationship of state.downstream(item.id)) relationship.suspect = true;
	}
	if (!call.inBatch)
		log(call, 'UPDATE', objectTypeOf(item), 'updated', `${item.documentKey} updated`, item);
}

/** After a move of an item with its descendants: see the switch moveIsActivity. */
export function moved(call: Call, item: Item): void {
	if (call.switches.moveIsActivity) {
		const before = indexedOf(item);
		item.modifiedDate = stamp(call);
		activity(call, item, before);
	}
	const event = log(call, 'MOVE', 'ITEM', 'moved', `${item.documentKey} moved`, item);
	event.affected = [item, ...call.state.descendants(item)].map(({ id }) => id);
}

/** Takes a relationship away; its history stays. */
export function endRelationship(call: Call, relationship: Relationship): void {
	call.state.removeRelationship(relationship);
	call.state.pastRelationships.push({ ...relationship, removedDate: call.now });
}

/** Both ends of an added or removed relationship have an activity (REST cookbook, Last Activity Date). */
export function touchEnds(call: Call, eventType: string, ...ends: Array<Item | undefined>): void {
	for (const end of ends) {
		if (!end) continue;
		activity(call, end);
		log(call, eventType, 'RELATIONSHIP', 'relationship', `relationship of ${end.documentKey}`, end);
	}
}

/** The relationships of what is deleted go, which is a removal at their other ends; returns them. */
export function dropRelationships(call: Call, gone: Item): Relationship[] {
	const { state } = call;
	const dropped = [...state.downstream(gone.id), ...state.upstream(gone.id)];
	for (const relationship of dropped) {
		endRelationship(call, relationship);
		const { fromItem, toItem } = relationship;
		touchEnds(call, 'DELETE', state.items.get(fromItem === gone.id ? toItem : fromItem));
	}
	return dropped;
}

/**
 * After items have left the store, first the one that was deleted and then what went with it: relationships
 * and events. Any event of the deletion restores the whole.
 */
export function deleted(call: Call, items: Item[]): void {
	const { state } = call;
	const relationships = items.flatMap((gone) => dropRelationships(call, gone));
	for (const gone of items) state.testItems.forgetTestCase(gone.id);
	call.effects?.gone.push(...items);
	for (const event of logAll(call, 'DELETE', 'deleted', items))
		state.deletions.set(event.id, { items, relationships });
}
