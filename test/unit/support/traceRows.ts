import type { Row } from '../../../nodes/shared/values/row';

/** An item with a key and a name that emit its ID. */
export const item = (id: number, more: Row = {}): Row => ({
	id,
	documentKey: `K-${id}`,
	itemType: 33,
	type: 'items',
	fields: { name: `Item ${id}` },
	...more,
});
export const relationship = (fromItem: number, toItem: number, relationshipType = 2): Row => ({
	id: fromItem * 100 + toItem,
	fromItem,
	toItem,
	relationshipType,
	suspect: false,
});
