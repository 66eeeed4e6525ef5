const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
/** Words that a hyphen or a full stop joins, as in keys: neither means anything in a query inside of a word. */
const JOINED = /[\p{L}\p{M}\p{N}_]+(?:[-.][\p{L}\p{M}\p{N}_]+)*/gu;
/** So many words find few enough items; all are compared exactly. */
const WORDS = 6;
/** Of a word so much is searched for, which keeps the address short. */
const LONGEST = 60;
/** Words that are operators when they stand alone. */
const OPERATOR = /^(AND|OR|NOT|TO)$/i;
/** What an index may leave out, or have as another character, where it takes a text for HTML. */
const NOT_INDEXED = /<!--[\s\S]*?(?:-->|$)|<[^>]*(?:>|$)|&#?\w+;/g;

const longestFirst = (a: string, b: string): number => b.length - a.length;
const shortened = (word: string): string => [...word].slice(0, LONGEST).join('');
/** Joined words of which none is only marks, which an index may drop. */
const hasLetter = (word: string): boolean => /[\p{L}\p{N}]/u.test(word);

const found = (text: string, pattern: RegExp): string[] =>
	[...new Set(text.replace(NOT_INDEXED, ' ').match(pattern) ?? [])]
		.filter(hasLetter)
		.sort(longestFirst)
		.map((word) => (OPERATOR.test(word) ? word.toLowerCase() : shortened(word)));

/**
 * What to search for so that a text is among the results, whatever is in it. First its words as parts of words, all of which
 * must be there (REST cookbook, Lucene table: `"+Alpha +Beta"`); then, for a server that takes what is in quotes as it stands
 * (REST contract), its longest part that means nothing in a query. Nothing else of the text gets into a query. Each finds the
 * text on a server of its kind; all results are to be compared.
 * @returns none when the text has no word that an index is sure to have
 */
export function searchTerms(text: string): string[] {
	const words = found(text, WORD).slice(0, WORDS);
	const [word, second] = words;
	if (word === undefined) return [];
	if (second === undefined) return [`"${word}"`];
	const [longest = word] = found(text, JOINED);
	return [`"${words.map((one) => `+${one}`).join(' ')}"`, `"${longest}"`];
}

/** The same for a global ID, which is searched for as a field first. */
export const globalIdTerms = (globalId: string): string[] => [
	...(/^[\w-]+$/.test(globalId) ? [`globalId:"${globalId}"`] : []),
	...searchTerms(globalId),
];
