import type { Field, Resource } from '../../shared/operations/operation';
import { inItem, itemId, projectOfList, readOptions } from '../fields/fields';
import { ITEM } from '../pickers/kinds';
import { locator } from '../../shared/pickers/locator';
import { field } from '../../shared/operations/fieldKit';
import { simplifyTo } from '../fields/rowKinds';
import { simplifyItem } from '../fields/simplify';

const syncedItem = (place: Pick<Field, 'in' | 'as'>, displayName: string, description: string) =>
	locator(ITEM, { name: 'syncedItemId', displayName, required: true, description, ...place });
const inPath = (displayName: string, description: string) =>
	syncedItem({ in: 'path' }, displayName, description);
const keptId = field({
	...itemId,
	property: {
		...itemId.property,
		displayName: 'Item Whose Global ID Is Kept',
		description: 'The item that gives its global ID to the other one',
	},
});

/** Items that share one global ID (Reuse and Synchronize in Jama). Connecting two of them copies no content. */
export const itemSync = {
	name: 'Reuse and Synchronize',
	description: 'Items that share a global ID, as copies in other projects do',
	operations: {
		add: {
			name: 'Add',
			action: 'Add synced item to item',
			description:
				'Give an item the global ID of another, so that the two are synchronized; no content is copied',
			request: 'POST /items/{id}/synceditems',
			fields: [
				projectOfList,
				keptId,
				syncedItem(
					{ in: 'body', as: 'item' },
					'Item That Joins',
					'The item that loses its own global ID and takes the other one',
				),
			],
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many synced items of item',
			description: 'Retrieve a list of many items that share the global ID of an item',
			request: 'GET /items/{id}/synceditems',
			fields: inItem,
			collections: { options: readOptions },
			simplify: simplifyItem,
			list: true,
		},
		getStatus: {
			name: 'Get Status',
			action: 'Get sync status of item',
			description: 'Retrieve whether two synchronized items are equal',
			request: 'GET /items/{id}/synceditems/{syncedItemId}/syncstatus',
			fields: [...inItem, inPath('Synced Item', 'The item to compare with')],
			collections: { options: readOptions },
			simplify: simplifyTo.syncStatus,
		},
		remove: {
			name: 'Remove',
			action: 'Remove synced item from item',
			description: 'Take an item out of those that share a global ID; the others stay synchronized',
			request: 'DELETE /items/{id}/synceditems/{syncedItemId}',
			fields: [...inItem, inPath('Item That Leaves', 'The item that is no longer synchronized')],
		},
	},
} satisfies Resource;
