import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { countPackages, installLocked, npm, step, withProgress } from '../../scripts/lib/setup.mjs';

/** Where installations and the first run's data live: outside the checkout, shared by all clones. */
export function cacheFolder(): string {
	const { N8N_NODES_JAMA_CACHE, XDG_CACHE_HOME } = process.env;
	if (N8N_NODES_JAMA_CACHE) return N8N_NODES_JAMA_CACHE;
	return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-jama');
}

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

const isFile = (path: string) =>
	stat(path).then(
		(found) => found.isFile(),
		() => false,
	);

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
 * A folder with the locked packages, installed on first use. The folder's name carries the lock's
 * hash, the platform and Node's architecture, so that a changed pin is a new installation and two
 * checkouts share one. It appears by a rename: it is complete or it is not there.
 */
export async function ensureInstalled(wanted: CachedInstall): Promise<string> {
	const hash = createHash('sha256')
		.update(await readFile(join(wanted.from, 'package-lock.json')))
		.update(`${process.platform}/${process.arch}`)
		.digest('hex');
	const cache = cacheFolder();
	const folder = join(cache, `${wanted.name}-${hash.slice(0, 12)}`);
	const complete = () => isFile(join(folder, '.complete'));
	if (await complete()) return folder;

	await mkdir(cache, { recursive: true });
	return await withLock(`${folder}.lock`, wanted.title, async () => {
		if (await complete()) return folder;
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
