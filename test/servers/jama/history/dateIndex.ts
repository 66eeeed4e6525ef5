import { firstFrom } from './activityLog';
import type { Item } from '../types';

/** Both ends included, in ms. */
export interface DateRange {
	from: number;
	to: number;
}

interface Source {
	/** Whether it is still there. */
	has: (item: Item) => boolean;
	/** All items of a project in the default order. */
	inOrder: (project: number) => Item[];
	/** Sets their globalSortOrder. */
	number: (project: number) => void;
}

/** Above this number of changes, sorting everything anew is faster. */
const MANY = 1000;

const dateOf = (item: Item) => item.lastActivityDate;
const byDate = (a: Item, b: Item) =>
	a.lastActivityDate - b.lastActivityDate || a.globalSortOrder - b.globalSortOrder;

/**
 * The items of each project by lastActivityDate, equal dates in the default order (sequence, then
 * documentKey: contract, abstractitems). Items that changed are put in their places at the next search.
 */
export class DateIndex {
	private readonly lists = new Map<number, Item[]>();
	/** The date under which an item is in its list. */
	private readonly placed = new Map<Item, number>();
	private readonly changed = new Set<Item>();

	constructor(private readonly source: Source) {}

	/** After changes that nobody has reported. */
	forget(): void {
		this.lists.clear();
		this.placed.clear();
		this.changed.clear();
	}

	/** An item came, went, moved, or has another date. */
	report(item: Item): void {
		if (this.lists.size > 0) this.changed.add(item);
	}

	/** The items of a project within a range of dates. */
	within(project: number, { from, to }: DateRange): Item[] {
		this.refresh();
		const list = this.lists.get(project) ?? this.build(project);
		return list.slice(firstFrom(list, dateOf, from), firstFrom(list, dateOf, to + 1));
	}

	private build(project: number): Item[] {
		const list = [...this.source.inOrder(project)].sort(byDate);
		for (const item of list) this.placed.set(item, item.lastActivityDate);
		this.lists.set(project, list);
		return list;
	}

	private refresh(): void {
		if (this.changed.size === 0) return;
		if (this.changed.size > MANY) return this.forget();
		// All out before the first goes in: places are looked up in lists that are in order.
		for (const item of this.changed) this.takeOut(item);
		for (const project of this.lists.keys()) this.source.number(project);
		for (const item of this.changed) this.putIn(item);
		this.changed.clear();
	}

	private takeOut(item: Item): void {
		const date = this.placed.get(item);
		if (date === undefined) return;
		this.placed.delete(item);
		for (const list of this.lists.values()) {
			// Others that changed are still under their old dates.
			const from = firstFrom(list, (each) => this.placed.get(each) ?? date, date);
			const index = list.indexOf(item, Math.max(0, from));
			if (index < 0) continue;
			list.splice(index, 1);
			return;
		}
	}

	private putIn(item: Item): void {
		const list = this.lists.get(item.project);
		if (!list || !this.source.has(item)) return;
		let index = firstFrom(list, dateOf, item.lastActivityDate);
		for (let other = list[index]; other && byDate(other, item) < 0; other = list[index]) index += 1;
		list.splice(index, 0, item);
		this.placed.set(item, item.lastActivityDate);
	}
}

/** Joins two lists that are in order; of equal dates those of the first come first. */
export function mergeByDate(first: Item[], second: Item[]): Item[] {
	const secondIsSmall = second.length < first.length;
	const [few, many] = secondIsSmall ? [second, first] : [first, second];
	const result: Item[] = [];
	let next = 0;
	for (const item of few) {
		const end = firstFrom(many, dateOf, item.lastActivityDate + (secondIsSmall ? 1 : 0));
		for (; next < end; next += 1) result.push(many[next] as Item);
		result.push(item);
	}
	for (; next < many.length; next += 1) result.push(many[next] as Item);
	return result;
}
