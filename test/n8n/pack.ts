import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { npm, root } from '../../scripts/lib/setup.mjs';

export interface PackedPackage {
	file: string;
	name: string;
	version: string;
	/** Bytes of the tarball. */
	size: number;
	files: string[];
}

type Manifest = { name: string; version: string; [key: string]: unknown };

const readJson = async <T>(file: string) => JSON.parse(await readFile(file, 'utf8')) as T;

/** Packs the built package into a tarball, as `npm publish` would. */
export async function packPackage(toFolder: string, from = root): Promise<PackedPackage> {
	await mkdir(toFolder, { recursive: true });
	const printed = await npm(
		['pack', '--json', '--ignore-scripts', '--pack-destination', toFolder],
		{
			cwd: from,
			capture: true,
		},
	);
	const [packed] = JSON.parse(printed) as Array<{
		filename: string;
		name: string;
		version: string;
		size: number;
		files: Array<{ path: string }>;
	}>;
	if (!packed) throw new Error('npm pack made no tarball');
	const { filename, name, version, size, files } = packed;
	return {
		file: join(toFolder, filename),
		name,
		version,
		size,
		files: files.map(({ path }) => path),
	};
}

/** Unpacks a package's tarball into a folder. npm does it, so that no other program is needed. */
export async function unpackTarball(packed: PackedPackage, folder: string): Promise<void> {
	const scratch = await mkdtemp(join(tmpdir(), 'unpack-'));
	try {
		await writeFile(join(scratch, 'package.json'), '{ "private": true }\n');
		await npm(
			[
				'install',
				packed.file,
				'--no-save',
				'--no-package-lock',
				'--ignore-scripts',
				'--legacy-peer-deps',
				'--no-audit',
				'--no-fund',
			],
			{ cwd: scratch, capture: true },
		);
		await cp(join(scratch, 'node_modules', packed.name), folder, { recursive: true });
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
}

/**
 * Puts the package where n8n puts a community package, with what n8n does to it: the package.json
 * loses its development, peer and optional dependencies, and nodes/package.json names it. n8n then
 * runs `npm install` in the package; with no dependencies left there is nothing to install.
 */
export async function installPackage(packed: PackedPackage, userFolder: string): Promise<string> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const target = join(nodes, 'node_modules', packed.name);
	const fresh = join(nodes, `.unpacked-${process.pid}`);
	await mkdir(join(nodes, 'node_modules'), { recursive: true });
	await unpackTarball(packed, fresh);

	const manifest = await readJson<Manifest>(join(fresh, 'package.json'));
	if (Object.keys((manifest.dependencies as object | undefined) ?? {}).length > 0) {
		throw new Error(`${packed.name} has dependencies; a community package must have none`);
	}
	for (const field of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete manifest[field];
	}
	await writeFile(join(fresh, 'package.json'), JSON.stringify(manifest, null, 2));
	await rm(target, { recursive: true, force: true });
	await rename(fresh, target);

	const ledger = { name: 'installed-nodes', private: true };
	const dependencies = { [packed.name]: packed.version };
	await writeFile(
		join(nodes, 'package.json'),
		JSON.stringify({ ...ledger, dependencies }, null, 2),
	);
	return target;
}
