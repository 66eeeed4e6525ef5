/** What `npm run test:sync` was asked for. */
export interface Options {
	seed: number;
	histories: number;
	/** Plays this history only, and tells all of it. */
	only?: number;
	workers: number;
	/** Leaves out the broken workflows that the test has to find. */
	quick: boolean;
	/** Breaks only what has this in its name. */
	mutant?: string;
	/** A built package's folder; this project by default. */
	package?: string;
	/** A workflow file of the examples. */
	file: string;
}

export const USAGE = `npm run test:sync -- [--seed <number>] [--histories <number>] [--only <history>] [--workers <number>] [--quick] [--mutant <name>] [--package <folder>] [--file <file>]

Runs examples/jama-jira-sync.json on n8n's engine against both fake servers, in random histories: people work on both
sides, requests fail, searches lag, runs are killed, and two run at once. After each history Jama and Jira have to agree, and
one more run has to change nothing. Then the workflow is broken on purpose, and each time the test has to notice. Exits with 1
otherwise, with the shortest form of the history.`;

/** Reads the command line. Throws an Error with the usage. */
export function readOptions(words: string[]): Options {
	const options: Options = {
		seed: Math.floor(Math.random() * 1e6),
		histories: 500,
		workers: 2,
		quick: false,
		file: 'jama-jira-sync.json',
	};
	const rest = [...words];
	for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
		if (word === '--quick') {
			options.quick = true;
			continue;
		}
		const name = /^--(seed|histories|only|workers|mutant|package|file)$/.exec(word)?.[1];
		const value = rest.shift();
		if (name === undefined || value === undefined)
			throw new Error(`What is "${word}"?\n\n${USAGE}`);
		if (name === 'package' || name === 'file' || name === 'mutant') options[name] = value;
		else {
			const number = Number(value);
			if (!Number.isInteger(number) || number < 0)
				throw new Error(`${word} needs a number\n\n${USAGE}`);
			options[name as 'seed' | 'histories' | 'only' | 'workers'] = number;
		}
	}
	return options;
}
