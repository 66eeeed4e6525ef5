import { stamp, type Call } from './call';
import { JamaError } from './envelope';
import { changedFields, triggersSuspect } from './itemFields';
import type { Activity, Fields, Item, Lock, Relationship } from './types';

/**
 * Moves lastActivityDate. REST cookbook, What triggers the Last Activity Date: create and save; adding or
 * removing relationships (both ends), tags; adding attachments; adding, editing, removing links; adding
 * a comment. Nothing else calls this.
 */
export function activity(call: Call, item: Item): void {
	item.lastActivityDate = stamp(call);
	item.committed = call.now;
	call.state.revision += 1;
}

/** Test plans, cycles and runs have object types of their own (REST guide, 8.14; contract, Activity). */
export function objectTypeOf(item: Item): string {
	return item.test ? `TEST_${item.test.kind.toUpperCase()}` : 'ITEM';
}

/** Appends to the activity stream. */
export function log(
	call: Call,
	eventType: string,
	objectType: string,
	action: string,
	details: string,
	item?: Item,
	project?: number,
): Activity {
	return call.state.addActivity({
		date: stamp(call),
		user: call.user.id,
		item: item?.id,
		project: item?.project ?? project ?? 0,
		itemType: item?.itemType,
		eventType,
		objectType,
		action,
		details,
	});
}

/** Refuses a write on an item that another user has locked (REST cookbook, Writing to Jama; status: assumption). */
export function checkLock(call: Call, item: { lock?: Lock }): void {
	if (item.lock?.locked && item.lock.lockedBy !== call.user.id) {
		throw new JamaError(call.switches.lockedItem, 'The item is locked by another user');
	}
}

/**
 * Saves an item: version, activity, modifiedDate (REST cookbook: modified date tracks the last save).
 * A changed field with triggerSuspect makes the downstream relationships suspect. Assumption: a save
 * that changes nothing is a save as well.
 */
export function save(call: Call, item: Item, fields: Fields, changes: Partial<Item> = {}): void {
	const { state } = call;
	state.keepFirstVersion(item);
	const names = changedFields(item.fields, fields);
	Object.assign(item, changes, { fields, modifiedDate: stamp(call), modifiedBy: call.user.id });
	activity(call, item);
	state.recordVersion(
		item,
		call.user.id,
		stamp(call),
		names.length > 0 ? `changed: ${names.join(', ')}` : 'saved',
	);
	if (triggersSuspect(state, item, names)) {
		for (const relationship of state.downstream(item.id)) relationship.suspect = true;
	}
	log(call, 'UPDATE', objectTypeOf(item), 'updated', `${item.documentKey} updated`, item);
}

/** Takes a relationship away; its history stays. */
export function endRelationship(call: Call, relationship: Relationship): void {
	call.state.removeRelationship(relationship);
	call.state.pastRelationships.push({ ...relationship, removedDate: call.now });
}

/** The relationships of what is deleted go, and their other ends have an activity; returns them. */
export function dropRelationships(call: Call, gone: Item): Relationship[] {
	const { state } = call;
	const dropped = [...state.downstream(gone.id), ...state.upstream(gone.id)];
	for (const relationship of dropped) {
		endRelationship(call, relationship);
		const other = state.items.get(
			relationship.fromItem === gone.id ? relationship.toItem : relationship.fromItem,
		);
		if (other) activity(call, other);
	}
	return dropped;
}
