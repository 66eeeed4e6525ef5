/** Says each text once: each page of a list, and each item, may say the same. */
export function saidOnce(say: (text: string) => void): {
	once: (text: string) => void;
	/** What was said so far. */
	given: () => string[];
} {
	const given = new Set<string>();
	return {
		once(text) {
			if (given.has(text)) return;
			given.add(text);
			say(text);
		},
		given: () => [...given],
	};
}
