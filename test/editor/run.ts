import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { main } from '../../scripts/lib/setup.mjs';
import { runSuite } from '../n8n/suite';
import { ensureChromium } from './chromium';
import { tallyOf } from './tally';

/** `--pictures DIR` keeps a picture of every form; otherwise only failures are pictured, in the run's folder. */
function readArguments(): { args: string[]; pictures?: string } {
	const args = process.argv.slice(2);
	const at = args.indexOf('--pictures');
	if (at === -1) return { args };
	const folder = args[at + 1];
	if (!folder) throw new Error('--pictures wants a folder');
	args.splice(at, 2);
	return { args, pictures: resolve(folder) };
}

void main(async () => {
	const { args, pictures } = readArguments();
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
			return { browser: { program: await ensureChromium(), failures, pictures } };
		},
		report: async (folder) => console.log(`In the editor: ${tallyOf(folder)}`),
	});
});
