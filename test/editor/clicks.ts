import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** What a person does: clicks of the mouse, and texts typed, each one however many letters it has. */
export interface Gestures {
	clicks: number;
	texts: number;
}

/** What most workflows begin with, and how much it may take in the form, "Execute step" among it. */
export const AT_MOST = {
	list: { clicks: 6, texts: 0 },
	create: { clicks: 6, texts: 1 },
	update: { clicks: 6, texts: 2 },
	comment: { clicks: 6, texts: 2 },
	tag: { clicks: 7, texts: 1 },
	relate: { clicks: 7, texts: 2 },
	gaps: { clicks: 7, texts: 0 },
	'JUnit import': { clicks: 9, texts: 0 },
	trigger: { clicks: 5, texts: 0 },
} as const satisfies Record<string, Gestures>;

export type Task = keyof typeof AT_MOST;

/** Runs in the page, before anything of it: counts what a person does there. */
function count(): void {
	const counted: Gestures = { clicks: 0, texts: 0 };
	Object.assign(window, { counted });
	let typedInto: EventTarget | null = null;
	const inEveryCase = true;
	addEventListener(
		'pointerdown',
		({ isTrusted }) => {
			if (!isTrusted) return;
			counted.clicks += 1;
			typedInto = null;
		},
		inEveryCase,
	);
	addEventListener(
		'input',
		({ isTrusted, target }) => {
			if (!isTrusted || typedInto === target) return;
			counted.texts += 1;
			typedInto = target;
		},
		inEveryCase,
	);
}

/** Counts from the next page of this browser's on. */
export async function countGestures(page: Page): Promise<void> {
	await page.addInitScript(count);
}

/** What was done in a page since the last call. */
export const gesturesIn = async (page: Page): Promise<Gestures> =>
	await page.evaluate(() => {
		const { counted } = window as unknown as { counted: Gestures };
		const before = { ...counted };
		Object.assign(counted, { clicks: 0, texts: 0 });
		return before;
	});

const fileIn = (folder: string) => join(folder, 'clicks.txt');

/** Notes what a task took, for the table at the end. */
export const noteTask = (folder: string, task: Task, taken: Gestures): void =>
	appendFileSync(fileIn(folder), `${JSON.stringify({ task, taken })}\n`);

const inWords = ({ clicks, texts }: Gestures) => `${clicks} clicks and ${texts} texts`;

/** A line for each task that was done by mouse. */
export function tableOf(folder: string): string[] {
	const text = existsSync(fileIn(folder)) ? readFileSync(fileIn(folder), 'utf8') : '';
	return text
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as { task: Task; taken: Gestures })
		.map(({ task, taken }) => `${task}: ${inWords(taken)}; at most ${inWords(AT_MOST[task])}`);
}
