import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a run did, for its closing line. */
const COUNTED = {
	forms: 'forms opened',
	fields: 'fields filled',
	values: "values found in the server's state",
	pickers: 'pickers opened',
	modes: 'ways to name a record typed',
	credentials: 'credentials tested',
	panels: 'error panels read',
	events: 'events arrived',
	redBoxes: 'red boxes',
} as const;

export type Counted = keyof typeof COUNTED;

const fileIn = (folder: string) => join(folder, 'tally.txt');

/** Counts into a file of the run's folder: jest gives each test file a process state of its own. */
export const counter =
	(folder: string) =>
	(what: Counted, number = 1): void =>
		appendFileSync(fileIn(folder), `${what} ${number}\n`);

/** "5 forms opened, 60 fields filled, …" */
export function tallyOf(folder: string): string {
	const sums = new Map<string, number>();
	const text = existsSync(fileIn(folder)) ? readFileSync(fileIn(folder), 'utf8') : '';
	for (const line of text.split('\n').filter(Boolean)) {
		const [what = '', number] = line.split(' ');
		sums.set(what, (sums.get(what) ?? 0) + Number(number));
	}
	return Object.entries(COUNTED)
		.map(([what, words]) => `${sums.get(what) ?? 0} ${words}`)
		.join(', ');
}
