/** What the words of an error, a note or a hint say, and whether a person can read them. */

const UNREADABLE: ReadonlyArray<readonly [RegExp, string]> = [
	[/\bundefined\b/, 'undefined'],
	[/\[object \w+\]/, '[object Object]'],
	[/\bNaN\b/, 'NaN'],
	[/"code"\s*:|"path"\s*:\s*\[|invalid_type|ZodError/, 'a list of a parser'],
	[/\n\s+at .*:\d+:\d+/, 'a stack trace'],
	[
		/Unexpected token|Unexpected end of JSON|in JSON at position|is not valid JSON/,
		"a parser's words",
	],
	[
		/is not a function|Cannot read propert|is not iterable|Invalid array length/,
		'an error of the program',
	],
	[/^\s*(E[A-Z]{4,}|ERR_\w+|[A-Z]+(_[A-Z]+)+)\s*$/, 'a bare code'],
	[/<html|<!doctype/i, 'HTML'],
];

/** What makes a text unreadable; undefined when a person can read it. */
export function unreadable(text: string): string | undefined {
	if (text.trim() === '') return 'no words at all';
	return UNREADABLE.find(([pattern]) => pattern.test(text))?.[1];
}

/** What a text says about a change. */
export interface Claim {
	not: boolean;
	done: boolean;
	maybe: boolean;
	/** What was done on the way was taken back: the state is as before. */
	restored: boolean;
}

/** Reads the three sentences that the package has for it, and the one of a lock that came and went. */
export function claimOf(text: string): Claim {
	return {
		not: /Nothing was changed\b/.test(text),
		done: /\bIt was carried out\b/.test(text),
		maybe: /\bmay (have|be)\b[^.]*\b(carried out|changed|done|created|saved|locked)\b/i.test(text),
		restored: /\bwas locked for this, and is unlocked again\b/.test(text),
	};
}

/** Tells the user to do it once more, without a look first. */
export function urgesAgain(text: string): boolean {
	const again =
		/\b(try|run|send|do|start|create|import|upload|move)\b( (it|this|them|the \w+))?( for the (others|rest))?,? (again|once more|anew)\b/i;
	if (!again.test(text)) return false;
	return !/\blook\b|\bcheck (whether|if|in)\b|\bsee (whether|if|what)\b|\bmake sure\b|before you\b/i.test(
		text,
	);
}
