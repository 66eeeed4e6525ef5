import type { IDataObject } from 'n8n-workflow';

/**
 * Reading and writing inside objects by a dotted path that came from outside. Only an object's own properties are walked, and
 * a path with a name that leads to a prototype is no path: a response or an input could else change every object of the process.
 */

const LEADS_TO_PROTOTYPE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null;

/** True for an object, not for a list. */
export const isRecord = (value: unknown): value is IDataObject =>
	isObject(value) && !Array.isArray(value);

/** The names of a dotted path; undefined when one of them leads to a prototype. */
function namesOf(path: string): string[] | undefined {
	const names = path.split('.');
	return names.some((name) => LEADS_TO_PROTOTYPE.has(name)) ? undefined : names;
}

/** A value as a record; without anything in it where it is none. */
export const toRecord = (value: unknown): IDataObject => (isRecord(value) ? value : {});

/** The own property of an object; undefined where there is none. */
export const ownValue = (object: unknown, name: string): unknown =>
	isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;

/** An entry of a table by a name that came from outside; undefined where the table has none. */
export const ownEntry = <T>(table: Readonly<Record<string, T>>, name: unknown): T | undefined =>
	typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;

/** The value at a dotted path; undefined where the path leads nowhere. */
export const valueAt = (object: unknown, path: string): unknown =>
	namesOf(path)?.reduce<unknown>(ownValue, object);

/**
 * Sets the value at a dotted path; makes the objects on the way: `location.parent.item`. An object is merged into one that
 * is there.
 * @returns false when nothing was set, since a name leads to a prototype
 */
export function setAt(target: Record<string, unknown>, path: string, value: unknown): boolean {
	const names = namesOf(path);
	const last = names?.pop();
	if (names === undefined || last === undefined) return false;
	let at = target;
	for (const name of names) {
		const inner = ownValue(at, name);
		const next: Record<string, unknown> = isRecord(inner) ? inner : {};
		at[name] = next;
		at = next;
	}
	const before = ownValue(at, last);
	at[last] = isRecord(before) && isRecord(value) ? { ...before, ...value } : value;
	return true;
}
