import { existsSync } from 'node:fs';
import { cp, mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { cacheFolder, installFolder, isComplete } from '../../scripts/lib/machine.mjs';
import { countPackages, installLocked, npm, step, withProgress } from '../../scripts/lib/setup.mjs';

export interface CachedInstall {
	/** What is installed, for a person: "n8n 2.41.1". */
	title: string;
	/** Start of the folder's name: "n8n-2.41.1". */
	name: string;
	/** Folder with the package.json and package-lock.json to install. */
	from: string;
	/** Work in the folder once its packages are there. */
	finish?: (folder: string) => Promise<void>;
}

/** Whether a process with this id runs. */
export const isAlive = (pid: number) => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};

/** Holds a lock file while the work runs. The lock of a process that is gone is taken over. */
async function withLock<T>(file: string, title: string, work: () => Promise<T>): Promise<T> {
	for (let waited = 0; ; waited += 1) {
		const handle = await open(file, 'wx').catch((error: NodeJS.ErrnoException) => {
			if (error.code === 'EEXIST') return undefined;
			throw error;
		});
		if (handle) {
			await handle.writeFile(String(process.pid));
			await handle.close();
			break;
		}
		const owner = Number(await readFile(file, 'utf8').catch(() => '0'));
		if (owner > 0 && !isAlive(owner)) await rm(file, { force: true });
		else if (waited % 5 === 0) console.log(`  … another run (process ${owner}) installs ${title}`);
		await sleep(1000);
	}
	try {
		return await work();
	} finally {
		await rm(file, { force: true });
	}
}

async function removeLeftovers(cache: string, name: string) {
	for (const entry of await readdir(cache)) {
		const pid = Number(/\.partial-(\d+)$/.exec(entry)?.[1]);
		if (!entry.startsWith(name) || !pid || isAlive(pid)) continue;
		await rm(join(cache, entry), { recursive: true, force: true });
	}
}

async function install({ title, from, finish }: CachedInstall, folder: string) {
	await mkdir(folder, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		await cp(join(from, file), join(folder, file));
	}
	const modules = join(folder, 'node_modules');
	await step(`install ${title} into ${dirname(folder)} (once; later runs reuse it)`, () =>
		withProgress(
			() => `${countPackages(modules)} packages`,
			() =>
				npm([...installLocked, '--ignore-scripts', '--legacy-peer-deps'], {
					cwd: folder,
					capture: true,
				}),
		),
	);
	await finish?.(folder);
	await writeFile(join(folder, '.complete'), `${title}\n${new Date().toISOString()}\n`);
}

/**
 * A folder with the locked packages (installFolder), installed on first use. It appears by a rename:
 * it is complete or it is not there.
 */
export async function ensureInstalled(wanted: CachedInstall): Promise<string> {
	const folder = installFolder(wanted.name, wanted.from);
	if (isComplete(folder)) return folder;

	const cache = cacheFolder();
	await mkdir(cache, { recursive: true });
	return await withLock(`${folder}.lock`, wanted.title, async () => {
		if (isComplete(folder)) return folder;
		await removeLeftovers(cache, wanted.name);
		const partial = `${folder}.partial-${process.pid}`;
		try {
			await install(wanted, partial);
			if (existsSync(folder)) await rm(folder, { recursive: true, force: true });
			await rename(partial, folder);
		} catch (error) {
			await rm(partial, { recursive: true, force: true });
			throw error;
		}
		return folder;
	});
}
