/**
 * Reading and writing inside objects by a dotted path that came from outside. Only an object's own properties are walked, and
 * a path with a name that leads to a prototype is no path: an answer or an input could else change every object of the process.
 */

type Fields = Record<string, unknown>;

const LEADS_TO_PROTOTYPE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** True for a plain object, not for a list. */
export const isRecord = (value: unknown): value is Fields =>
	isObject(value) && !Array.isArray(value);

/** The names of a dotted path; undefined when one of them leads to a prototype. */
function namesOf(path: string): string[] | undefined {
	const names = path.split('.');
	return names.some((name) => LEADS_TO_PROTOTYPE.has(name)) ? undefined : names;
}

/** The own property of an object; undefined where there is none. */
export const ownValue = (object: unknown, name: string): unknown =>
	isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;

/** The value at a dotted path; undefined where the path leads nowhere. */
export const valueAt = (object: unknown, path: string): unknown =>
	namesOf(path)?.reduce<unknown>(ownValue, object);

/**
 * Sets the value at a dotted path; makes the objects on the way: `location.parent.item`. An object is merged into one that
 * is there.
 * @returns false when nothing was set, since a name leads to a prototype
 */
export function setAt(target: Fields, path: string, value: unknown): boolean {
	const names = namesOf(path);
	const last = names?.pop();
	if (names === undefined || last === undefined) return false;
	let at = target;
	for (const name of names) {
		const inner = ownValue(at, name);
		at = isRecord(inner) ? inner : ((at[name] = {}) as Fields);
	}
	const before = ownValue(at, last);
	at[last] = isRecord(before) && isRecord(value) ? { ...before, ...value } : value;
	return true;
}
