import { stamp, type Call } from '../frame/call';
import type { Activity, Item } from '../types';

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

/** One event for several items of a project; they are read at /activities/{id}/affecteditems. */
export function logBatch(
	call: Call,
	eventType: string,
	action: string,
	items: Item[],
	lead?: Item,
): Activity {
	const [first] = items as [Item];
	const details = `${items.length} items ${action}`;
	const objectType = objectTypeOf(lead ?? first);
	const event = log(call, eventType, objectType, action, details, lead, first.project);
	event.affected = items.map(({ id }) => id);
	return event;
}

/**
 * The events of items that were created, deleted or copied together: see the switch batchEvents.
 * Assumption: the batch event names the first one, which the others were below or came with.
 */
export function logAll(
	call: Call,
	eventType: 'CREATE' | 'DELETE' | 'COPY',
	action: string,
	items: Item[],
): Activity[] {
	const [first, second] = items;
	if (!first) return [];
	const mode = second ? call.switches.batchEvents : 'single';
	const batch =
		mode === 'single' ? [] : [logBatch(call, `BATCH_${eventType}`, action, items, first)];
	if (mode === 'wrapped') return batch;
	const single = items.map((item) =>
		log(call, eventType, objectTypeOf(item), action, `${item.documentKey} ${action}`, item),
	);
	return [...batch, ...single];
}
