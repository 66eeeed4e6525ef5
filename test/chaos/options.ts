/** What `npm run test:chaos` was asked for. */
export interface Options {
	/** Operations whose name contains it. */
	only?: string;
	/** Faults whose name contains it. */
	fault?: string;
	/** All cells instead of a seeded part. */
	full: boolean;
	seed: number;
	/** The share of the cells that runs without --full, from 0 to 1. */
	share: number;
	/** Prints the cells instead of running them. */
	list: boolean;
	/** Prints every cell with its verdict. */
	verbose: boolean;
	workers: number;
}

export const USAGE = `npm run test:chaos -- [--only <operation>] [--fault <fault>] [--full] [--seed <number>] [--share <0 to 1>] [--list] [--verbose]

Runs operations of the built nodes against the fake servers while one request, or all from one on, go wrong, and
checks that every result is right or says what happened. Exits with 1 if any is silently wrong.`;

/** Reads the command line. Throws an Error with the usage. */
export function readOptions(words: string[]): Options {
	const options: Options = {
		full: false,
		list: false,
		verbose: false,
		seed: Math.floor(Math.random() * 1e6),
		share: 1 / 3,
		workers: 2,
	};
	const rest = [...words];
	const value = (name: string): string => {
		const next = rest.shift();
		if (next === undefined) throw new Error(`${name} needs a value\n\n${USAGE}`);
		return next;
	};
	for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
		if (word === '--full' || word === '--list' || word === '--verbose') {
			options[word.slice(2) as 'full' | 'list' | 'verbose'] = true;
		} else if (word === '--only') options.only = value(word);
		else if (word === '--fault') options.fault = value(word);
		else if (word === '--seed' || word === '--workers' || word === '--share') {
			const number = Number(value(word));
			if (Number.isNaN(number) || number < 0) throw new Error(`${word} needs a number\n\n${USAGE}`);
			options[word.slice(2) as 'seed' | 'workers' | 'share'] = number;
		} else throw new Error(`What is "${word}"?\n\n${USAGE}`);
	}
	return options;
}

/** A number from 0 to 1 that follows from a seed and a text (FNV-1a). */
export function chance(seed: number, text: string): number {
	let hash = 0x811c9dc5 ^ seed;
	for (let at = 0; at < text.length; at += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	// Mixed once more: texts that differ in their last letter only would else lie close together.
	hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
	return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
