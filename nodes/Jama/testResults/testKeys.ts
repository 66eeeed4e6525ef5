import type { IDataObject } from 'n8n-workflow';
import { isRecord, ownValue, valueAt } from '../../shared/values/objectPath';
import type { Format } from './testFormats';

/** Where the key of the test case stands in a report. */
export const KEY_PLACES = {
	everywhere: 'Everywhere',
	className: 'Class Name',
	name: 'Name',
	properties: 'Properties',
} as const;
export type KeyPlace = keyof typeof KEY_PLACES;

/** How a result names its case. */
export interface Named {
	/** The test as its tool names it, with its class; undefined where it has no name. */
	name?: string;
	/** Names of the case, the likeliest first. */
	cases: string[];
	/** Texts that name a case only where they hold its document key or global ID: a property may hold anything. */
	keys: string[];
	/** Why it is not clear which case it is of: it names several in one place. */
	unclear?: string;
}

/** Where plain rows name their case. */
export const CASE_NAMES = ['case', 'testCase', 'documentKey', 'globalId'];

/** XML as JSON has lists of one where a value may be repeated. */
const first = (value: unknown): unknown => (Array.isArray(value) ? first(value[0]) : value);

/** An element with its attributes beside what is inside: both, where they have the same name. */
export function withAttributes({ $, ...inside }: IDataObject): IDataObject {
	if (!isRecord($)) return $ === undefined ? inside : { $, ...inside };
	const both = Object.entries(inside).map(([name, value]) => {
		const attribute = ownValue($, name);
		return [name, attribute === undefined ? value : [attribute, value].flat()] as const;
	});
	return { ...$, ...Object.fromEntries(both) };
}

/** The elements of one name inside another, with their attributes. */
export const elementsOf = (row: IDataObject, name: string): IDataObject[] =>
	[ownValue(row, name)].flat().filter(isRecord).map(withAttributes);

export const textsOf = (value: unknown): string[] =>
	value === undefined || value === null || value === '' || typeof value === 'object'
		? []
		: [String(value).trim()];

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** All that stands in one place, each once: in XML and JSON alike it may be a list. */
export function each(value: unknown): unknown[] {
	const all = Array.isArray(value) ? value.flatMap(each) : [value].filter(isGiven);
	const keyOf = (one: unknown) => (typeof one === 'object' ? one : String(one).trim());
	return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

/** Where reports keep properties: JUnit and NUnit, NUnit 2, xUnit.net, TestNG. */
const PROPERTIES = [
	['properties', 'property'],
	['categories', 'category'],
	['traits', 'trait'],
	['attributes', 'attribute'],
] as const;

/** Properties: `<property name="test_id" value="PUMP-TC-1"/>`, or with the value as text; a category is only a name. */
function propertiesOf(row: IDataObject): Array<{ name: unknown; values: unknown[] }> {
	const found = PROPERTIES.flatMap(([group, one]) =>
		[ownValue(row, group)]
			.flat()
			.flatMap((inside) => [isRecord(inside) ? ownValue(inside, one) : []].flat())
			.filter(isRecord)
			.map(withAttributes)
			.map((property) =>
				one === 'category'
					? { name: one, values: each(property.name) }
					: { name: first(property.name), values: each(property.value ?? property._) },
			),
	);
	return [...found, { name: 'description', values: each(row.description) }];
}

/** The values at a name, at a dotted path through lists, or of the properties of that name. */
export function valuesOf(row: IDataObject, path: string): unknown[] {
	const named = each(ownValue(row, path) ?? valueAt(row, path));
	if (named.length > 0) return named;
	const walked = path
		.split('.')
		.reduce<unknown[]>((at, name) => at.flatMap((one) => each(ownValue(one, name))), [row]);
	if (walked.length > 0) return walked;
	return each(propertiesOf(row).flatMap(({ name, values }) => (name === path ? values : [])));
}

/** A test in a report. */
export interface Entry {
	row: IDataObject;
	/** It is a testcase of JUnit, where no word for the status means that the test passed. */
	junit: boolean;
	/** Its format, where that is not JUnit and not a plain list. */
	format?: Format;
	/** The name of the element `class` around it. */
	className?: string;
}

/** The class and the names of a test, without its class. */
function namesOf({ row, format, className }: Entry): { inClass?: string; names: string[] } {
	const [name] = textsOf(first(row.name));
	const [named = className] = textsOf(first(row[format?.className ?? 'classname']));
	const [method] = format?.method === undefined ? [] : textsOf(first(row[format.method]));
	// NUnit 2 and xUnit.net write the class in front of the name; arguments may hold dots, too.
	const [, start, end] = (format && /^([^\s("]+)\.([^.("]+(?:[("].*)?)$/s.exec(name ?? '')) ?? [];
	const inClass = named ?? start;
	const own = start !== undefined && start === inClass ? end : name;
	const names = [own, method].flatMap((one) => (one === undefined ? [] : [one]));
	return { ...(inClass === undefined ? {} : { inClass }), names: [...new Set(names)] };
}

/** The names that a result gives its case; several in one place are not one. */
export function nameResult(entry: Entry, caseKey: string | undefined, place: KeyPlace): Named {
	const { row, format } = entry;
	const { inClass, names } = namesOf(entry);
	const whole = inClass === undefined ? [] : names.map((one) => `${inClass}.${one}`);
	const [name] = [...whole, ...names];
	const called = name === undefined ? {} : { name };
	const outright = format ? [] : CASE_NAMES.map((one) => each(row[one]));
	const given = caseKey
		? valuesOf(row, caseKey)
		: (outright.find((values) => values.length > 0) ?? []);
	const cases = given.flatMap(textsOf);
	if (cases.length > 1) {
		const where = caseKey ? ` in '${caseKey}'` : '';
		const unclear = `The result names several cases${where}: ${cases.join(', ')}.`;
		return { ...called, cases, keys: [], unclear };
	}
	if (caseKey || cases.length > 0) return { ...called, cases, keys: [] };
	const keys = propertiesOf(row).flatMap(({ values }) => values.flatMap(textsOf));
	const classes = inClass === undefined ? [] : [inClass, inClass.split(/[.$+/]/).at(-1) ?? ''];
	return {
		...called,
		...{
			everywhere: { cases: [...whole, ...names], keys: [...keys, ...classes] },
			className: { cases: [...new Set(classes)], keys: [] },
			name: { cases: names, keys: [] },
			properties: { cases: [], keys },
		}[place],
	};
}
