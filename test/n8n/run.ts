import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureBuild, main, root, run, step } from '../../scripts/lib/setup.mjs';
import { ensureScanner } from '../scan/install';
import { ensureN8n } from './install';
import { installPackage, packPackage, unpackTarball } from './pack';
import { preparedVariable, type Prepared } from './prepared';

async function prepare(folder: string): Promise<Prepared> {
	await ensureBuild();
	const installed = await ensureN8n();
	const scanner = await ensureScanner();
	return await step('pack the package and install it into a fresh n8n', async () => {
		const packed = await packPackage(join(folder, 'tarball'));
		const unpacked = join(folder, 'unpacked');
		await unpackTarball(packed, unpacked);
		await installPackage(packed, join(folder, 'user'));
		return { root, folder, installed, scanner, packed, unpacked };
	});
}

/** Arguments are jest's; a bare one is a part of the names of the tests to run. */
function jestArguments(): string[] {
	return process.argv
		.slice(2)
		.flatMap((argument) => (argument.startsWith('-') ? [argument] : ['-t', argument]));
}

void main(async () => {
	// An orderly exit ends what was started; a signal alone would leave it running.
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.once(signal, () => process.exit(130));
	const since = Date.now();
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-jama-'));
	const file = join(folder, 'prepared.json');
	await writeFile(file, JSON.stringify(await prepare(folder)));
	const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
	const args = [jest, '--selectProjects', 'n8n', '--runInBand', ...jestArguments()];
	try {
		await run(process.execPath, args, {
			env: { ...process.env, [preparedVariable]: file },
			title: 'The tests in n8n',
		});
	} catch (error) {
		const log = join(folder, 'user', 'n8n.log');
		const text = await readFile(log, 'utf8').catch(() => '');
		console.log(`\nThe end of n8n's log (${log}):`);
		console.log(text.trimEnd().split('\n').slice(-30).join('\n'));
		throw error;
	}
	await rm(folder, { recursive: true, force: true });
	console.log(`Tests in n8n: passed in ${((Date.now() - since) / 1000).toFixed(1)} s`);
});
