import { clean } from './pickOne';
import type { Row } from './row';

/** A field of the one list, and the field of the other that it is compared with. */
export interface Pair {
	field: string;
	inputField: string;
}

/** One of a list, with its key and the values that are compared, in the order of the pairs. */
export interface Entry {
	row: Row;
	key: unknown;
	values: unknown[];
	/** Which input item it is. */
	itemIndex?: number;
}

export interface Compared {
	outcome: 'different' | 'duplicate' | 'inStep' | 'missingInItems' | 'missingInInput';
	key: unknown;
	items: Entry[];
	inputs: Entry[];
	differences: Array<Pair & { item: unknown; input: unknown }>;
}

const isEmpty = (value: unknown): boolean => clean(value) === '';
/** A key as it is compared: case and space around it do not make another record. */
const keyOf = (value: unknown): string => clean(value).toLowerCase();

/** A value as text; the names in a record have no order. */
function plain(value: unknown): string {
	if (typeof value !== 'object' || value === null) return clean(value);
	return JSON.stringify(value, (_, one: unknown) =>
		typeof one === 'object' && one !== null && !Array.isArray(one)
			? Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)))
			: one,
	);
}

/**
 * Choices have no order, records such as test steps have one; text is compared to the letter, apart from space; what is empty
 * is the same as missing.
 */
function isSame(a: unknown, b: unknown): boolean {
	if (Array.isArray(a) || Array.isArray(b)) {
		const lists = [a, b].map((one) => [one ?? []].flat());
		const hasOrder = lists.flat().some((one) => typeof one === 'object' && one !== null);
		const [left, right] = lists.map((list) => {
			const texts = list.map(plain).filter(Boolean);
			return hasOrder ? texts : texts.sort();
		});
		return JSON.stringify(left) === JSON.stringify(right);
	}
	return plain(a) === plain(b);
}

/**
 * Compares two lists by key. A key that several have on either side is `duplicate`, with all of them: none is taken for the
 * other. What has no key is missing on the other side. Pure.
 * @returns inputs in their order, each with its item; then the items that have no input
 */
export function compareLists(
	items: readonly Entry[],
	inputs: readonly Entry[],
	fields: readonly Pair[],
): Compared[] {
	const group = (entries: readonly Entry[]) => {
		const groups = new Map<string, Entry[]>();
		for (const entry of entries) {
			const key = keyOf(entry.key);
			if (key !== '') groups.set(key, [...(groups.get(key) ?? []), entry]);
		}
		return groups;
	};
	const [byItem, byInput] = [group(items), group(inputs)];
	const told = new Set<string>();
	const compared: Compared[] = [];
	const compare = (entry: Entry, alone: 'missingInItems' | 'missingInInput') => {
		const key = keyOf(entry.key);
		if (told.has(key)) return;
		if (key !== '') told.add(key);
		const isInput = alone === 'missingInItems';
		const left = byItem.get(key) ?? (isInput ? [] : [entry]);
		const right = byInput.get(key) ?? (isInput ? [entry] : []);
		const [item, input] = [left[0], right[0]];
		const base = { key: isEmpty(entry.key) ? null : entry.key, items: left, inputs: right };
		if (left.length > 1 || right.length > 1) {
			compared.push({ ...base, outcome: 'duplicate', differences: [] });
			return;
		}
		const differences =
			item && input
				? fields.flatMap((pair, at) => {
						const [a, b] = [item.values[at] ?? null, input.values[at] ?? null];
						return isSame(a, b) ? [] : [{ ...pair, item: a, input: b }];
					})
				: [];
		const both = differences.length > 0 ? 'different' : 'inStep';
		compared.push({ ...base, outcome: item && input ? both : alone, differences });
	};
	for (const entry of inputs) compare(entry, 'missingInItems');
	for (const entry of items) compare(entry, 'missingInInput');
	return compared;
}
