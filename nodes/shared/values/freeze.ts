/** Anything but a function that has properties of its own. */
const hasParts = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * Makes an object and all that is in it unchangeable: what is shared by every execution of the process can then not carry
 * anything from one to the next. Regular expressions stay as they are.
 */
export function deepFreeze<T>(value: T): T {
	if (!hasParts(value) || Object.isFrozen(value) || value instanceof RegExp) return value;
	Object.freeze(value);
	const parts: unknown[] = Object.values(value);
	parts.forEach(deepFreeze);
	return value;
}
