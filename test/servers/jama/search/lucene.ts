/**
 * The `contains` search of /abstractitems. Source of every rule, unless marked as an assumption: REST
 * cookbook, Lucene table (five items, eleven terms; lucene.test.ts runs them). The quotes are part of
 * the term that is typed:
 *
 * - no quotes, or single quotes: a word matches a whole word (`Alpha` does not find "Alphabet");
 * - double quotes around all: each word matches inside other words (`"Alpha"` finds "Alphabet");
 * - words are ORed; `+word` must be there, `-word` must not, as in Lucene, where the other words then
 *   no longer matter, and where a query of `-` alone finds nothing;
 * - `*` is any run of characters of one word; `field:word` looks only into that field, and quotes after
 *   the colon wrap as the outer ones do;
 * - case does not matter, and words are not stemmed.
 *
 * Doubt: for `"Alpha +Beta"` the table says three items, and names 1, 2 and 3. Its rule (what follows
 * `+` is required) also finds three, but 2, 3 and 4: item 1 has no "Beta". The count and the rule are
 * followed; `plusAfterTerm: 'asListed'` follows the list instead, by the only rule that fits: a plain
 * first word takes the requirement over, as a whole word.
 *
 * Assumptions: several words without quotes are ORed as well; `*` and `?` also work without quotes;
 * an empty term finds nothing; an unknown field finds nothing.
 */

export interface SearchOptions {
	/** GET /abstractitems?includeWildcard=true (REST reference 9.12): assumption: as if in quotes. */
	includeWildcard?: boolean;
	plusAfterTerm?: 'required' | 'asListed';
	/** See the switch of that name. */
	literalQuotes?: boolean;
}

interface Clause {
	sign: '+' | '-' | '';
	field?: string;
	pattern: RegExp;
	word: RegExp;
}

const WORD = '[\\p{L}\\p{N}_]';
const CLAUSE = /([+-]?)(?:([\w$]+):)?(?:"([^"]*)"|(\S+))/g;

function escape(text: string): string {
	return text.replace(/[.+^${}()|[\]\\/]/g, '\\$&');
}

function toPattern(word: string, inside: boolean): RegExp {
	const body = escape(word).replace(/\*/g, `${WORD}*`).replace(/\?/g, WORD);
	return new RegExp(inside ? body : `(?<!${WORD})${body}(?!${WORD})`, 'iu');
}

/** A text as it stands: the contract's "Strings taken literally", which the quotes ask for. */
function literal(text: string): Clause {
	const pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'iu');
	return { sign: '', pattern, word: pattern };
}

function parse(query: string, options: SearchOptions): Clause[] {
	let text = query.trim();
	let inside = options.includeWildcard ?? false;
	if (text.length > 1 && text.startsWith('"') && text.endsWith('"') && quotesAll(text)) {
		text = text.slice(1, -1);
		if (options.literalQuotes) return [literal(text)];
		inside = true;
	} else if (text.length > 1 && text.startsWith("'") && text.endsWith("'")) {
		text = text.slice(1, -1);
	}
	const clauses: Clause[] = [];
	for (const [, sign, field, quoted, bare] of text.matchAll(CLAUSE)) {
		if (quoted !== undefined && options.literalQuotes) {
			clauses.push({ ...literal(quoted), sign: (sign ?? '') as Clause['sign'], field });
			continue;
		}
		const words = quoted === undefined ? [bare ?? ''] : quoted.split(/\s+/);
		for (const word of words.filter((each) => each.replace(/[*?]/g, '') !== '')) {
			clauses.push({
				sign: (sign ?? '') as Clause['sign'],
				field,
				pattern: toPattern(word, inside || quoted !== undefined),
				word: toPattern(word, false),
			});
		}
	}
	return clauses;
}

/** Whether the first and the last quote belong together: not so in `"a" b "c"`. */
function quotesAll(text: string): boolean {
	const inner = text.slice(1, -1);
	return !inner.includes('"') || /[\w$]+:"[^"]*"/.test(inner);
}

function asListed(clauses: Clause[]): Clause[] {
	const [first, ...rest] = clauses;
	if (!first || first.sign !== '' || !rest.some((each) => each.sign === '+')) return clauses;
	return [
		{ ...first, sign: '+', pattern: first.word },
		...rest.map((each) => ({ ...each, sign: each.sign === '+' ? ('' as const) : each.sign })),
	];
}

/** Compiles a `contains` term; the result tells whether a record's texts, by field name, match it. */
export function compile(
	query: string,
	options: SearchOptions = {},
): (fields: Record<string, string>, all?: string) => boolean {
	let clauses = parse(query, options);
	if (options.plusAfterTerm === 'asListed') clauses = asListed(clauses);
	const required = clauses.filter((clause) => clause.sign === '+');
	const optional = clauses.filter((clause) => clause.sign === '');
	const excluded = clauses.filter((clause) => clause.sign === '-');
	if (required.length + optional.length === 0) return () => false;
	return (fields, all = Object.values(fields).join('\n')) => {
		const hits = ({ field, pattern }: Clause) =>
			field === undefined ? pattern.test(all) : pattern.test(fields[field] ?? '');
		if (excluded.some(hits)) return false;
		return required.length > 0 ? required.every(hits) : optional.some(hits);
	};
}

/** Whether a record's texts, by field name, match a `contains` term. */
export function matches(
	query: string,
	fields: Record<string, string>,
	options: SearchOptions = {},
): boolean {
	return compile(query, options)(fields);
}
