import type { Item } from '../types';

/** What the search index holds of an item; its place in the tree is always the present one (assumption). */
type Indexed = Pick<
	Item,
	| 'fields'
	| 'childItemType'
	| 'globalId'
	| 'createdDate'
	| 'modifiedDate'
	| 'modifiedBy'
	| 'lastActivityDate'
>;

interface Entry {
	visibleAt: number;
	/** Undefined: the item was not there yet. */
	indexed?: Indexed;
}

export function indexedOf(item: Item): Indexed {
	const { fields, childItemType, globalId, createdDate, modifiedDate } = item;
	const { modifiedBy, lastActivityDate } = item;
	return {
		fields,
		childItemType,
		globalId,
		createdDate,
		modifiedDate,
		modifiedBy,
		lastActivityDate,
	};
}

/**
 * Changes that a lagging index does not show yet (REST cookbook, What is the Lagging Index Issue?). Each
 * becomes visible after a lag of its own; assumption: never an older one after a newer one. A deletion is
 * visible at once, as answers are read from the database (assumption).
 */
export class PendingChanges {
	private readonly items = new Map<number, Entry[]>();

	record(item: Item, before: Indexed | undefined, visibleAt: number): void {
		const entries = this.items.get(item.id) ?? [{ visibleAt: -Infinity, indexed: before }];
		entries.push({ visibleAt, indexed: indexedOf(item) });
		this.items.set(item.id, entries);
	}

	has(item: Item): boolean {
		return this.items.has(item.id);
	}

	/** Items with a change that is not visible yet; forgets the others. */
	at(now: number): ReadonlySet<number> {
		for (const [id, entries] of this.items) {
			if ((entries.at(-1) as Entry).visibleAt <= now) this.items.delete(id);
		}
		return new Set(this.items.keys());
	}

	/** The item as the index has it; undefined when it has not. */
	asIndexed(item: Item, now: number): Item | undefined {
		const entries = this.items.get(item.id);
		if (!entries) return item;
		const indexed = entries.findLast(({ visibleAt }) => visibleAt <= now)?.indexed;
		return indexed && { ...item, ...indexed };
	}
}
