import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureBuild, root, run, step } from '../../scripts/lib/setup.mjs';
import { ensureN8n } from './install';
import { namesWithoutTest, type Results } from './names';
import { installPackage, packPackage, unpackTarball } from './pack';
import { preparedVariable, type Prepared } from './prepared';

export interface Suite {
	/** jest's project. */
	project: string;
	/** What it is called in the closing lines. */
	title: string;
	/** Arguments for jest; a bare one is a part of the names of the tests to run, and there has to be such a test. */
	args: string[];
	/** How many test files run side by side; one unless said otherwise. */
	workers?: number;
	/** What else has to be there before n8n starts. */
	more?: (folder: string) => Promise<Partial<Prepared>>;
	/** Called after a good run, while the folder is still there. */
	report?: (folder: string) => Promise<void>;
}

async function prepare(folder: string, more: Suite['more']): Promise<Prepared> {
	await ensureBuild();
	const installed = await ensureN8n();
	const others = await more?.(folder);
	return await step('pack the package and install it into a fresh n8n', async () => {
		const packed = await packPackage(join(folder, 'tarball'));
		const unpacked = join(folder, 'unpacked');
		await unpackTarball(packed, unpacked);
		await installPackage(packed, join(folder, 'user'));
		return { root, folder, installed, packed, unpacked, ...others };
	});
}

async function runJest({ project, title, args, workers = 1 }: Suite, folder: string, file: string) {
	const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
	const names = args.filter((argument) => !argument.startsWith('-'));
	const flags = args.filter((argument) => argument.startsWith('-'));
	const only = names.length > 0 ? [`--testNamePattern=${names.join('|')}`] : [];
	const results = join(folder, 'results.json');
	try {
		const side = workers > 1 ? `--maxWorkers=${workers}` : '--runInBand';
		const written = ['--json', `--outputFile=${results}`];
		const all = [jest, '--selectProjects', project, side, ...written, ...flags, ...only];
		await run(process.execPath, all, { env: { ...process.env, [preparedVariable]: file }, title });
	} catch (error) {
		const log = join(folder, 'user', 'n8n.log');
		const text = await readFile(log, 'utf8').catch(() => '');
		console.log(`\nThe end of n8n's log (${log}):`);
		console.log(text.trimEnd().split('\n').slice(-30).join('\n'));
		throw error;
	}
	// jest itself is content when it skips every test.
	const wrong = namesWithoutTest(names, JSON.parse(await readFile(results, 'utf8')) as Results);
	if (wrong.length > 0) throw new Error(`No test of this run has the name ${wrong.join(' or ')}`);
}

/** Runs a jest project against a fresh n8n with the packed package. The folder of a failed run stays. */
export async function runSuite(suite: Suite): Promise<void> {
	// An orderly exit ends what was started; a signal alone would leave it running.
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.once(signal, () => process.exit(130));
	const since = Date.now();
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-jama-'));
	const file = join(folder, 'prepared.json');
	await writeFile(file, JSON.stringify(await prepare(folder, suite.more)));
	await runJest(suite, folder, file);
	await suite.report?.(folder);
	await rm(folder, { recursive: true, force: true });
	console.log(`${suite.title}: passed in ${((Date.now() - since) / 1000).toFixed(1)} s`);
}
