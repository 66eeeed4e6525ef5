import { JamaError, type Call } from '../frame/call';
import type { DateRange } from '../history/dateIndex';
import { parseQueryDate } from '../search/dates';
import { compile } from '../search/lucene';
import type { Switches } from '../switches';
import type { Item } from '../types';

export type Test = (item: Item) => boolean;

/**
 * The dates that a repeated date stands for: one value = after it, two = between them, both ends
 * included (contract; assumption: three or more are refused, and two may come in any order). See the
 * switch singleDate.
 */
export function dateRange(
	name: string,
	values: string[],
	switches: Pick<Switches, 'singleDate' | 'strict'>,
): DateRange {
	const times = values.map((value) => {
		const time = parseQueryDate(value, switches);
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
	if (second === undefined)
		return { from: switches.singleDate === 'from' ? first : first + 1, to: Infinity };
	return { from: Math.min(first, second), to: Math.max(first, second) };
}

export const isWithin = (range: DateRange | undefined, time: number) =>
	range === undefined || (time >= range.from && time <= range.to);

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
		literalQuotes: call.switches.literalQuotes,
	};
	const tests = terms.map((term) => compile(term, options));
	return (item) => {
		const entry = texts(item);
		return tests.some((test) => test(entry.texts, entry.all));
	};
}

/** Filters but lastActivityDate: ORed inside a name, ANDed across names (contract; REST guide, 8.14). */
export function itemTests(call: Call): Test[] {
	const { query, switches } = call;
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
	for (const name of ['createdDate', 'modifiedDate'] as const) {
		const values = query[name] as string[] | undefined;
		if (!values?.length) continue;
		const range = dateRange(name, values, switches);
		tests.push((item) => isWithin(range, item[name]));
	}
	const terms = query.contains as string[] | undefined;
	if (terms?.length) tests.push(containsTest(call, terms));
	return tests;
}
