const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
/** So many words find few enough items; all are compared exactly. */
const WORDS = 6;
/** Words that are operators when they stand alone. */
const OPERATOR = /^(AND|OR|NOT|TO)$/;

/**
 * What to search for so that a text is among the results, whatever is in it: its words as parts of words, all of which must be
 * there (REST cookbook, Lucene table: `"+Alpha +Beta"`). Nothing else of the text gets into the query, where it would mean
 * something.
 * @returns undefined when the text has no word
 */
export function searchTerm(text: string): string | undefined {
	const words = [...new Set(text.match(WORD) ?? [])]
		.map((word) => (OPERATOR.test(word) ? word.toLowerCase() : word))
		.sort((a, b) => b.length - a.length)
		.slice(0, WORDS);
	if (words.length === 0) return undefined;
	return words.length === 1 ? `"${words[0]}"` : `"${words.map((word) => `+${word}`).join(' ')}"`;
}
