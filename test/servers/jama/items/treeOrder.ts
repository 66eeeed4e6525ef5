import type { Item } from '../types';

interface Order {
	items: Item[];
	/** From this position on the items' globalSortOrder is to be set. */
	renumber: number;
}

/**
 * Each project's items from the root down (REST developer guide, Location), kept up to date: one item that
 * came or went since the last look is put in its place, after more of them the order is made anew.
 */
export class TreeOrder {
	private readonly orders = new Map<number, Order>();

	constructor(
		private readonly roots: (project: number) => readonly Item[],
		private readonly below: (item: Item) => readonly Item[] | undefined,
	) {}

	/** Of one project or of all. */
	forget(project?: number): void {
		if (project === undefined) this.orders.clear();
		else this.orders.delete(project);
	}

	of(project: number): Item[] {
		const order = this.orders.get(project) ?? {
			items: this.walk(this.roots(project)),
			renumber: 0,
		};
		this.orders.set(project, order);
		const { items } = order;
		for (let at = order.renumber; at < items.length; at += 1)
			(items[at] as Item).globalSortOrder = at + 1;
		order.renumber = items.length;
		return items;
	}

	/** Items with all that is below each of them. */
	walk(top: readonly Item[]): Item[] {
		const result: Item[] = [];
		const stack: Array<[siblings: readonly Item[], position: number]> = [[top, 0]];
		for (let level = stack.at(-1); level; level = stack.at(-1)) {
			const item = level[0][level[1]++];
			if (!item) {
				stack.pop();
				continue;
			}
			result.push(item);
			const children = this.below(item);
			if (children?.length) stack.push([children, 0]);
		}
		return result;
	}

	/** An item without children was put last among its siblings. */
	added(item: Item, parent: Item | undefined, previous: Item | undefined): void {
		const order = this.upToDate(item.project);
		if (!order) return;
		let last = previous;
		for (let next = last; next; next = this.below(next)?.at(-1)) last = next;
		const at = (last ?? parent)?.globalSortOrder ?? 0;
		order.items = order.items.toSpliced(at, 0, item);
		order.renumber = at;
	}

	/** An item is about to go, with all that is below it. */
	removing(item: Item): void {
		const order = this.upToDate(item.project);
		if (!order) return;
		const at = item.globalSortOrder - 1;
		order.items = order.items.toSpliced(at, this.walk([item]).length);
		order.renumber = at;
	}

	/** The order, if every number in it holds; otherwise it is made anew at the next look. */
	private upToDate(project: number): Order | undefined {
		const order = this.orders.get(project);
		if (order && order.renumber === order.items.length) return order;
		this.orders.delete(project);
		return undefined;
	}
}
