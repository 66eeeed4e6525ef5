const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(Array.isArray(value) && value.length === 0);

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

/**
 * True for values that mean the same to an API: whatever is empty is the same, lists of numbers are sets, objects are the same
 * when all that either has is; numbers, booleans and text are compared as they are written.
 */
export function sameValue(a: unknown, b: unknown): boolean {
	if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
	if (Array.isArray(a) && Array.isArray(b)) {
		if (a.length !== b.length) return false;
		const isSet = [...a, ...b].every((one) => typeof one === 'number');
		const [left, right] = isSet ? [[...a].sort(), [...b].sort()] : [a, b];
		return left.every((one, index) => sameValue(one, right[index]));
	}
	if (isObject(a) && isObject(b)) {
		const names = new Set([...Object.keys(a), ...Object.keys(b)]);
		return [...names].every((name) => sameValue(a[name], b[name]));
	}
	return !isObject(a) && !isObject(b) && String(a) === String(b);
}
