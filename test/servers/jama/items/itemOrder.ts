import { JamaError } from '../frame/envelope';
import type { JamaState } from '../state';
import type { Switches } from '../switches';
import type { Item } from '../types';

type Compare = (a: Item, b: Item) => number;

const SORT = /^(.*?)(?:\.(asc|desc))?$/i;

const COMPARE: Record<string, Compare> = {
	id: (a, b) => a.id - b.id,
	project: (a, b) => a.project - b.project,
	itemType: (a, b) => a.itemType - b.itemType,
	createdDate: (a, b) => a.createdDate - b.createdDate,
	modifiedDate: (a, b) => a.modifiedDate - b.modifiedDate,
	lastActivityDate: (a, b) => a.lastActivityDate - b.lastActivityDate,
	createdBy: (a, b) => a.createdBy - b.createdBy,
	modifiedBy: (a, b) => a.modifiedBy - b.modifiedBy,
	sequence: (a, b) => a.project - b.project || a.globalSortOrder - b.globalSortOrder,
};

const alphabetical = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Compares by value: numbers by size, texts by letters without case. Items without a value come first. */
function compareField(value: (item: Item) => unknown): Compare {
	// A hundred thousand items are compared nearly two million times.
	const keys = new Map<Item, string>();
	const key = (item: Item) => {
		let found = keys.get(item);
		if (found === undefined) keys.set(item, (found = String(value(item) ?? '').toLowerCase()));
		return found;
	};
	return (a, b) => {
		const [left, right] = [value(a), value(b)];
		if (typeof left === 'number' && typeof right === 'number') return left - right;
		return alphabetical(key(a), key(b));
	};
}

function isField(state: JamaState, name: string): boolean {
	return [...state.itemTypes.values()].some((type) =>
		type.fields.some((field) => field.name === name),
	);
}

function compareText(state: JamaState, name: string): Compare | undefined {
	if (name === 'documentKey' || name === 'globalId') return compareField((item) => item[name]);
	return isField(state, name) ? compareField((item) => item.fields[name]) : undefined;
}

/**
 * sortBy: `name.asc`, `modifiedDate.desc`, repeatable (contract). Assumptions: without a direction it
 * ascends; any field name sorts; an unknown one is refused; ties keep the default order.
 */
export function sorter(state: JamaState, sortBy: string[]): Compare {
	const compares = sortBy.map((sort): Compare => {
		const [, name = '', direction] = SORT.exec(sort) ?? [];
		const bare = name.replace(/^fields\./, '');
		const compare = COMPARE[bare] ?? compareText(state, bare);
		if (!compare) throw new JamaError(400, `Cannot sort by ${sort}`);
		return direction?.toLowerCase() === 'desc' ? (a, b) => compare(b, a) : compare;
	});
	return (a, b) => {
		for (const compare of compares) {
			const order = compare(a, b);
			if (order !== 0) return order;
		}
		return 0;
	};
}

/** The direction of a sort by lastActivityDate; undefined for another one. */
export function dateDirection(sort: string): 'asc' | 'desc' | undefined {
	const [, name, direction] = SORT.exec(sort) ?? [];
	if (name !== 'lastActivityDate') return undefined;
	return direction?.toLowerCase() === 'desc' ? 'desc' : 'asc';
}

/** What the server makes of sortBy: see the switch sortByLastActivity. */
export function sortsOf(sortBy: string[] = [], switches: Switches): string[] {
	const mode = switches.sortByLastActivity;
	if (mode === 'honoured') return sortBy;
	return sortBy.flatMap((sort) => {
		if (!dateDirection(sort)) return [sort];
		return mode === 'ignored' ? [] : ['lastActivityDate.desc'];
	});
}
