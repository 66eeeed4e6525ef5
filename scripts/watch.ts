import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { copyFile, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { root } from './lib/setup.mjs';

/** What the build copies as it is: to the same place in dist. */
const COPIED = /\.(svg|node\.json)$|__schema__.*\.json$/;

const POLL = 200;

/**
 * Compiles the sources into the installed package whenever one of them is saved, and copies icons,
 * codex files and schemas. Resolves once everything was compiled for the first time.
 * @param installed folder of the package in n8n
 * @returns what ends it
 */
export async function watchSources(installed: string): Promise<() => Promise<void>> {
	const dist = join(installed, 'dist');
	const compiler = spawn(
		process.execPath,
		[
			join(root, 'node_modules', 'typescript', 'lib', 'tsc.js'),
			...['--watch', '--preserveWatchOutput', '--noEmit', 'false', '--outDir', dist],
		],
		{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const folders = ['icons', 'nodes'].map((folder) =>
		watch(join(root, folder), { recursive: true }, (_, file) => {
			if (file === null || !COPIED.test(file)) return;
			const to = join(dist, folder, file);
			copyFile(join(root, folder, file), to).then(
				() => console.log(`▸ ${folder}/${file}`),
				// An editor that saves by renaming takes the file away for a moment.
				(error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && console.error(error.message),
			);
		}),
	);
	const ended = new Promise<void>((resolve) => compiler.once('close', () => resolve()));
	await new Promise<void>((resolve, reject) => {
		compiler.once('close', () => reject(new Error('The compiler ended before it was through')));
		createInterface({ input: compiler.stdout }).on('line', (line) => {
			if (!line.trim()) return;
			console.log(`  ${line}`);
			if (/Watching for file changes/.test(line)) resolve();
		});
	});
	return async () => {
		for (const folder of folders) folder.close();
		compiler.kill();
		await ended;
	};
}

/**
 * Says when n8n loads the nodes again, as its log has it.
 * @returns what ends it
 */
export async function followReloads(logFile: string): Promise<() => Promise<void>> {
	let read = (await stat(logFile)).size;
	const look = async () => {
		const { size } = await stat(logFile);
		if (size <= read) return;
		const log = await open(logFile);
		const { buffer } = await log.read(Buffer.alloc(size - read), 0, size - read, read);
		await log.close();
		read = size;
		for (const line of buffer.toString('utf8').split('\n')) {
			if (/Hot reload triggered/.test(line)) console.log('✔ n8n has the change');
			if (/Hot reload failed/.test(line)) console.log(`✘ ${line.trim()} (more in ${logFile})`);
		}
	};
	const timer = setInterval(() => void look(), POLL);
	return async () => clearInterval(timer);
}
