import type { Field, Resource } from '../../shared/operation';
import { itemId, readOptions } from '../fields';
import { ITEM } from '../kinds';
import { locator } from '../../shared/locator';

const syncedItem = (place: Pick<Field, 'in' | 'as'>) =>
	locator(ITEM, {
		name: 'syncedItemId',
		displayName: 'Synced Item',
		required: true,
		description: 'The item that shares its content',
		...place,
	});
const inPath = syncedItem({ in: 'path' });

/** Items that share one global ID and are kept alike ("reuse and sync" in Jama). */
export const itemSync = {
	name: 'Item Sync',
	operations: {
		add: {
			name: 'Add',
			action: 'Add synced item to item',
			description: 'Make an item share its global ID and content with another',
			request: 'POST /items/{id}/synceditems',
			fields: [itemId, syncedItem({ in: 'body', as: 'item' })],
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many synced items of item',
			description: 'Retrieve a list of many items that share the global ID of an item',
			request: 'GET /items/{id}/synceditems',
			fields: [itemId],
			collections: { options: readOptions },
			list: true,
		},
		getStatus: {
			name: 'Get Status',
			action: 'Get sync status of item',
			description: 'Retrieve whether two synced items are alike',
			request: 'GET /items/{id}/synceditems/{syncedItemId}/syncstatus',
			fields: [itemId, inPath],
			collections: { options: readOptions },
		},
		remove: {
			name: 'Remove',
			action: 'Remove synced item from item',
			description: 'Let two synced items go their own ways',
			request: 'DELETE /items/{id}/synceditems/{syncedItemId}',
			fields: [itemId, inPath],
		},
	},
} satisfies Resource;
