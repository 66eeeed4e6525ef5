import {
	checkWrite,
	created,
	findItem,
	JamaError,
	list,
	noContent,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import type { Item } from '../types';
import { viewItem } from '../configuration/views';

const item = (call: Call) => findItem(call, call.params.id as number);

function others(call: Call, self: Item): Item[] {
	return call.state.itemsByGlobalId(self.globalId).filter((each) => each !== self);
}

function synced(call: Call): Item {
	const found = others(call, item(call)).find((each) => each.id === call.params.syncedItemId);
	if (!found)
		throw new JamaError(404, `Item ${call.params.syncedItemId} is not synchronized with it`);
	return found;
}

/** In sync = the fields that the item type marks `synchronize` are equal (contract, ItemTypeField). */
function inSync(call: Call, a: Item, b: Item): boolean {
	const fields = call.state.typeOf(a).fields.filter((field) => field.synchronize);
	return fields.every(
		({ name }) => JSON.stringify(a.fields[name]) === JSON.stringify(b.fields[name]),
	);
}

/**
 * Items that share a global id are synchronized. POST adds the item in the body to the pool of the item in
 * the path, whose global id it takes; DELETE takes it out of that pool (contract's own words). Assumptions:
 * out of it, it has a global id of its own; neither is a save, and no content is copied.
 */
export const syncedItems: Handlers = {
	get_item_synced: (call) => list(call, others(call, item(call)), (each) => viewItem(call, each)),
	connect_item_to_global_id_pool: (call) => {
		checkWrite(call);
		const self = item(call);
		const other = call.state.items.get(call.body.item);
		if (!other || other === self) throw new JamaError(400, `Item ${call.body.item} does not exist`);
		if (other.itemType !== self.itemType)
			throw new JamaError(400, 'Synchronized items have the same item type');
		call.state.setGlobalId(other, self.globalId);
		return created(call, `items/${self.id}/synceditems/${other.id}`, other.id);
	},
	break_sync_on_item: (call) => {
		checkWrite(call);
		const other = synced(call);
		call.state.setGlobalId(other, `GID-${other.id}-${call.state.next('globalId')}`);
		return noContent();
	},
	get_item_synced_status: (call) => {
		const [self, other] = [item(call), synced(call)];
		const children = call.state.descendants(self).length;
		const summary = { totalChildren: children, totalMissing: 0, totalOutOfSync: 0 };
		return single(call, { inSync: inSync(call, self, other), collectionSummary: summary });
	},
};
