import { isAttachment } from '../records/attachmentItems';
import type { Call } from '../frame/call';
import { mergeByDate, type DateRange } from '../history/dateIndex';
import { dateDirection, sorter } from '../items/itemOrder';
import { isWithin, type Test } from '../testCenter/itemTests';
import type { Item } from '../types';

export interface Search {
	/** In the order in which their items come. */
	projects: number[];
	/** Everything but lastActivityDate. */
	tests: Test[];
	/** lastActivityDate. */
	dates?: DateRange;
	/** sortBy; none = the default order. */
	sorts: string[];
	/** Without test plans, cycles, runs and attachments. */
	treeOnly?: boolean;
	/** These only. */
	documentKeys?: string[];
	/** Whether a text is searched for. */
	byText?: boolean;
}

/** Above this part of all items, reading them in the order of the tree is faster than sorting. */
const LARGE = 1 / 4;

/**
 * A project's items in tree order, then its test plans, cycles and runs, then its attachments (assumption: in
 * the order of their creation); only those named, when keys are.
 */
function candidates({ state }: Call, search: Search, project: number): Item[] {
	const keys = search.documentKeys;
	if (!keys?.length)
		return search.treeOnly ? state.treeOrder(project) : state.abstractItems(project);
	const named = new Set(keys.map((key) => state.abstractItem(key)));
	return [...named]
		.filter((item): item is Item => item?.project === project)
		.sort((a, b) => a.globalSortOrder - b.globalSortOrder);
}

/**
 * A search by lastActivityDate asks the index that may lag (REST cookbook, Lagging Index Issue), and so do those
 * by contained text and by documentKey, as the author of a client saw on an instance: see the switch lagsFor.
 */
function usesIndex({ switches }: Call, { dates, sorts, byText, documentKeys }: Search): boolean {
	if (dates !== undefined || sorts.some((sort) => dateDirection(sort) !== undefined)) return true;
	return switches.lagsFor === 'search' && (byText === true || Boolean(documentKeys?.length));
}

/** The item as a lagging index has it: see the switch laggingItem. */
function indexed({ state, switches, now }: Call, item: Item): Item | undefined {
	if (!state.pending.has(item)) return item;
	return switches.laggingItem === 'missing' ? undefined : state.pending.asIndexed(item, now);
}

/** The plain way: every item is looked at. */
export function scan(call: Call, search: Search): Item[] {
	const { dates, tests, sorts } = search;
	const lags = usesIndex(call, search) && call.state.pending.at(call.now).size > 0;
	const lists = search.projects.map((project) => {
		const all = candidates(call, search, project);
		const known = lags ? all.flatMap((item) => indexed(call, item) ?? []) : all;
		return known.filter(
			(item) => isWithin(dates, item.lastActivityDate) && tests.every((test) => test(item)),
		);
	});
	const found = ([] as Item[]).concat(...lists);
	return sorts.length > 0 ? found.sort(sorter(call.state, sorts)) : found;
}

const byDate = (a: Item, b: Item) => a.lastActivityDate - b.lastActivityDate;
const byPlace = (a: Item, b: Item) => a.globalSortOrder - b.globalSortOrder;

/** A project's items within the range as the index has them, by date and then in the default order. */
function fromIndex(call: Call, range: DateRange, project: number): Item[] {
	const { state } = call;
	const found = state.dates.within(project, range);
	const late = state.pending.at(call.now);
	if (late.size === 0) return found;
	const old = [...late].flatMap((id) => {
		const item = state.abstractItem(id);
		const known = item?.project === project ? indexed(call, item) : undefined;
		return known && isWithin(range, known.lastActivityDate) ? [known] : [];
	});
	const rest = found.filter(({ id }) => !late.has(id));
	return [...rest, ...old].sort((a, b) => byDate(a, b) || byPlace(a, b));
}

/** From an ascending list: equal dates stay in their order. */
function newestFirst(list: Item[]): Item[] {
	const result: Item[] = [];
	for (let end = list.length; end > 0; ) {
		const date = (list[end - 1] as Item).lastActivityDate;
		let start = end - 1;
		while (start > 0 && list[start - 1]?.lastActivityDate === date) start -= 1;
		for (let index = start; index < end; index += 1) result.push(list[index] as Item);
		end = start;
	}
	return result;
}

/** The same as `scan`, by the index of dates where that is faster. */
export function find(call: Call, search: Search): Item[] {
	const { dates = { from: -Infinity, to: Infinity }, sorts, projects, tests } = search;
	const direction = sorts.length === 1 ? dateDirection(sorts[0] as string) : undefined;
	if (search.documentKeys?.length || (!search.dates && !direction)) return scan(call, search);
	const inTree = (item: Item) => !item.test && !isAttachment(call.state, item);
	const fits = (item: Item) =>
		(!search.treeOnly || inTree(item)) && tests.every((test) => test(item));
	const some = search.treeOnly || tests.length > 0;
	const ranges = projects.map((project) => fromIndex(call, dates, project));
	const lists = some ? ranges.map((range) => range.filter(fits)) : ranges;
	const length = lists.reduce((sum, list) => sum + list.length, 0);
	if (!direction && length > call.state.items.size * LARGE) return scan(call, search);
	if (direction) {
		// Equal dates keep the order of the projects.
		const [first = [], ...others] = lists;
		const found = others.reduce(mergeByDate, first);
		return direction === 'desc' ? newestFirst(found) : found;
	}
	const found = ([] as Item[]).concat(...lists.map((list) => list.sort(byPlace)));
	return sorts.length > 0 ? found.sort(sorter(call.state, sorts)) : found;
}

/** What the rows of an answer show: see the switch laggingItem. */
function shown({ state, switches }: Call, found: Item[]): Item[] {
	if (switches.laggingItem !== 'sortedOld') return found;
	return found.map((item) =>
		state.pending.has(item) ? (state.abstractItem(item.id) ?? item) : item,
	);
}

const CACHED_LISTS = 20;
/** The switches that a search depends on. */
const MODES = [
	'plusAfterTerm',
	'literalQuotes',
	'filterProject',
	'laggingItem',
	'lagsFor',
	'sortByLastActivity',
	'singleDate',
	'strict',
] as const;

/** Result lists, kept until the next write: later pages of a list cost nothing. */
export class ResultCache {
	private readonly states = new WeakMap<Call['state'], Map<string, Item[]>>();

	/** `key` = what the search depends on besides data, clock and switches. */
	get(call: Call, key: unknown, make: () => Search): Item[] {
		const { state, user, switches, now } = call;
		const lists = this.states.get(state) ?? new Map<string, Item[]>();
		this.states.set(state, lists);
		const modes = MODES.map((name) => switches[name]);
		const clock = state.pending.at(now).size > 0 ? now : 0;
		const name = JSON.stringify([state.revision, user.id, clock, modes, key]);
		const known = lists.get(name);
		if (known) return known;
		const found = shown(call, find(call, make()));
		if (lists.size >= CACHED_LISTS) lists.clear();
		lists.set(name, found);
		return found;
	}
}
