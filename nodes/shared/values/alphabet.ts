/**
 * Compares names in English for a list of the form: case counts only where they differ in nothing else. Not by Intl, whose
 * tables take longer to load than all lists take to be sorted.
 */
export function compareNames(a: string, b: string): number {
	const [x, y] = [a.toLowerCase(), b.toLowerCase()];
	if (x !== y) return x < y ? -1 : 1;
	// In English, "a" stands before "A".
	return a === b ? 0 : a > b ? -1 : 1;
}
