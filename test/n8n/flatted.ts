/**
 * Reads the format n8n sends executions in ("flatted"): an array in which every object, array and
 * string stands once, and a string inside an object or array is the index of its value.
 */
export function parseFlatted(text: string): unknown {
	const table = JSON.parse(text) as unknown[];
	const seen = new Map<number, unknown>();

	const resolve = (value: unknown) => (typeof value === 'string' ? at(Number(value)) : value);

	const at = (index: number): unknown => {
		const value = table[index];
		if (typeof value !== 'object' || value === null) return value;
		if (seen.has(index)) return seen.get(index);
		const result: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		seen.set(index, result);
		for (const [key, reference] of Object.entries(value)) {
			(result as Record<string, unknown>)[key] = resolve(reference);
		}
		return result;
	};

	return at(0);
}
