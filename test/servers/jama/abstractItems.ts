import { inReach, JamaError, list, mayRead, findProject, type Call, type Handlers } from './call';
import { parseQueryDate } from './dates';
import { compile } from './lucene';
import type { JamaState } from './state';
import type { Item } from './types';
import { viewItem } from './views';

type Test = (item: Item) => boolean;
type Compare = (a: Item, b: Item) => number;
type DateName = 'createdDate' | 'modifiedDate' | 'lastActivityDate';

const DATE_NAMES: DateName[] = ['createdDate', 'modifiedDate', 'lastActivityDate'];

/**
 * The test that a repeated date stands for: one value = after it, two = between them, both ends
 * included (contract; assumption: three or more are refused, and two may come in any order).
 */
export function dateTest(name: string, values: string[]): (time: number) => boolean {
	const times = values.map((value) => {
		const time = parseQueryDate(value);
		if (time === undefined)
			throw new JamaError(
				400,
				`${name}: ${value} is not a date of the form yyyy-MM-dd'T'HH:mm:ss.SSSZ`,
			);
		return time;
	});
	const [first, second, ...more] = times;
	if (first === undefined || more.length > 0)
		throw new JamaError(400, `${name} takes one or two dates`);
	if (second === undefined) return (time) => time > first;
	const [from, to] = [Math.min(first, second), Math.max(first, second)];
	return (time) => time >= from && time <= to;
}

/** An item's searchable texts: tags of rich text are not part of them. */
const searchable = new WeakMap<
	Item,
	{ fields: Item['fields']; key: string; texts: Record<string, string>; all: string }
>();

function texts(item: Item): { texts: Record<string, string>; all: string } {
	const cached = searchable.get(item);
	const key = `${item.documentKey} ${item.globalId}`;
	if (cached && cached.fields === item.fields && cached.key === key) return cached;
	const found: Record<string, string> = { documentKey: item.documentKey, globalId: item.globalId };
	for (const [name, value] of Object.entries(item.fields)) {
		if (typeof value === 'string')
			found[name] = value.includes('<') ? value.replace(/<[^>]*>/g, ' ') : value;
	}
	const entry = { fields: item.fields, key, texts: found, all: Object.values(found).join('\n') };
	searchable.set(item, entry);
	return entry;
}

function containsTest(call: Call, terms: string[]): Test {
	const options = {
		includeWildcard: call.query.includeWildcard === true,
		plusAfterTerm: call.switches.plusAfterTerm,
	};
	const tests = terms.map((term) => compile(term, options));
	return (item) => {
		const entry = texts(item);
		return tests.some((test) => test(entry.texts, entry.all));
	};
}

/** Filters: ORed inside a name, ANDed across names (contract; REST guide, 8.14). */
function filters(call: Call): Test[] {
	const { query, switches, now } = call;
	const tests: Test[] = [];
	const among = <T>(name: string, value: (item: Item) => T) => {
		const values = query[name] as T[] | undefined;
		if (values?.length) {
			const wanted = new Set(values);
			tests.push((item) => wanted.has(value(item)));
		}
	};
	among('itemType', (item) => item.itemType);
	among('release', (item) => item.fields.release);
	for (const name of DATE_NAMES) {
		const values = query[name] as string[] | undefined;
		if (!values?.length) continue;
		const test = dateTest(name, values);
		tests.push((item) => test(item[name]));
	}
	if (usesActivity(call) && switches.indexLag > 0)
		tests.push((item) => item.committed <= now - switches.indexLag);
	const terms = query.contains as string[] | undefined;
	if (terms?.length) tests.push(containsTest(call, terms));
	return tests;
}

function usesActivity({ query }: Call): boolean {
	const sorts = (query.sortBy as string[] | undefined) ?? [];
	return (
		query.lastActivityDate !== undefined ||
		sorts.some((sort) => sort.startsWith('lastActivityDate'))
	);
}

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
		const [, name = '', direction] = /^(.*?)(?:\.(asc|desc))?$/i.exec(sort) ?? [];
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

const cache = new WeakMap<JamaState, Map<string, Item[]>>();
const CACHED_LISTS = 20;

/**
 * A project's items in tree order, then its test plans, cycles and runs (assumption: in the order of
 * their creation); only those named, when keys are.
 */
function candidates({ state, query }: Call, project: number): Item[] {
	const tests = state.testItems.of(project);
	const tree =
		tests.length > 0 ? [...state.treeOrder(project), ...tests] : state.treeOrder(project);
	const keys = query.documentKey as string[] | undefined;
	if (!keys?.length) return tree;
	const named = new Set(keys.map((key) => state.itemByKey(key)));
	return [...named]
		.filter((item): item is Item => item?.project === project)
		.sort((a, b) => a.globalSortOrder - b.globalSortOrder || a.id - b.id);
}

/** The result list, kept until the next write: later pages of it cost nothing. */
function search(call: Call): Item[] {
	const { state, query, user } = call;
	const { startAt, maxResults, include, ...rest } = query;
	const lists = cache.get(state) ?? new Map<string, Item[]>();
	cache.set(state, lists);
	const clock = call.switches.indexLag > 0 ? call.now : 0;
	const key = JSON.stringify([state.revision, user.id, clock, call.switches.plusAfterTerm, rest]);
	const known = lists.get(key);
	if (known) return known;
	const projects =
		(query.project as number[] | undefined) ?? [...state.projects.keys()].sort((a, b) => a - b);
	const tests = filters(call);
	const compare = sorter(state, (query.sortBy as string[] | undefined) ?? []);
	// Tree order is the default order: sequence, then documentKey (contract, abstractitems).
	const visible = [...new Set(projects)].filter((project) => mayRead(call, project));
	const found = visible.flatMap((project) =>
		candidates(call, project).filter((item) => tests.every((test) => test(item))),
	);
	const result = query.sortBy ? found.sort(compare) : found;
	if (lists.size >= CACHED_LISTS) lists.clear();
	lists.set(key, result);
	return result;
}

export const abstractItems: Handlers = {
	/** Assumption: a project that the user may not see finds nothing, where naming it elsewhere is refused. */
	get_abstract_items: (call) => list(call, search(call), (item) => viewItem(call, item)),
	get_tag_items: (call) => {
		const tag = inReach(call, call.state.tags.get(call.params.id as number), 'Tag');
		findProject(call, tag.project);
		const items = [
			...call.state.treeOrder(tag.project),
			...call.state.testItems.of(tag.project),
		].filter((item) => call.state.itemTags.get(item.id)?.has(tag.id));
		return list(call, items, (item) => viewItem(call, item));
	},
};
