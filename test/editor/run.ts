import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { main } from '../../scripts/lib/setup.mjs';
import type { WalkOptions } from '../n8n/prepared';
import { runSuite } from '../n8n/suite';
import { ensureChromium } from './chromium';
import { tableOf } from './clicks';
import { tallyOf } from './tally';

/** Takes a flag out of the arguments, with what follows it if it has a value. */
function take(args: string[], flag: string, wants?: string): string | undefined {
	const at = args.indexOf(flag);
	if (at === -1) return undefined;
	const [, value] = args.splice(at, wants ? 2 : 1);
	if (wants && !value) throw new Error(`${flag} wants ${wants}`);
	return value ?? '';
}

/**
 * `--pictures DIR` keeps a picture of every form; otherwise only failures are pictured, in the run's folder. `--full` walks
 * through the forms of all operations, `--seed N` through another third of them.
 */
function readArguments(): { args: string[]; pictures?: string; walk: WalkOptions } {
	const args = process.argv.slice(2);
	const folder = take(args, '--pictures', 'a folder');
	const seed = Number(take(args, '--seed', 'a number') ?? 0);
	if (!Number.isInteger(seed)) throw new Error('--seed wants a whole number');
	const full = take(args, '--full') !== undefined;
	return { args, pictures: folder && resolve(folder), walk: { full, seed } };
}

void main(async () => {
	const { args, pictures, walk } = readArguments();
	if (pictures) await mkdir(pictures, { recursive: true });
	await runSuite({
		project: 'editor',
		title: 'Tests in the editor',
		args,
		workers: 2,
		more: async (folder) => {
			const failures = join(folder, 'failures');
			await mkdir(failures);
			console.log(`  pictures of failures: ${failures}`);
			return { browser: { program: await ensureChromium(), failures, pictures }, walk };
		},
		report: async (folder) => {
			const tasks = tableOf(folder);
			if (tasks.length > 0) console.log(`Tasks by mouse:\n  ${tasks.join('\n  ')}`);
			console.log(`In the editor: ${tallyOf(folder)}`);
		},
	});
});
