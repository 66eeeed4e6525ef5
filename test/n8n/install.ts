import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import { nodePackage } from '../../scripts/lib/machine.mjs';
import { npm, root, run, step, withProgress } from '../../scripts/lib/setup.mjs';
import { ensureInstalled } from './cache';

export interface InstalledN8n {
	/** The Node program that runs it: n8n needs Node 24, the project itself only 20. */
	node: string;
	/** n8n's start script, an argument for `node`. */
	n8n: string;
	folder: string;
	version: string;
}

function nodeProgram(folder: string): string {
	const program = process.platform === 'win32' ? 'node.exe' : 'node';
	const installed = join(folder, 'node_modules', nodePackage() ?? '-', 'bin', program);
	if (existsSync(installed)) return installed;
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Error(
		`n8n needs Node.js 24, and no package brings it for ${process.platform}/${process.arch}: ` +
			`run this script with Node.js 24 (this is ${process.versions.node})`,
	);
}

/**
 * The two native modules. isolated-vm ships binaries in its package; sqlite3 downloads one or, where
 * it cannot, compiles it, which needs Python and a C++ compiler.
 */
async function buildNativeModules(folder: string) {
	const node = nodeProgram(folder);
	const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
	await step('prepare the sqlite3 module (a download, or two minutes of compiling)', () =>
		withProgress(
			() => 'still at it',
			() =>
				npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: folder, env, capture: true }),
			15,
		),
	).catch((error: Error) => {
		throw new Error(
			`${error.message}\n\nThe sqlite3 module could neither be downloaded nor compiled. ` +
				'Compiling needs Python 3, make and a C++ compiler.',
		);
	});
	const load = "require('sqlite3'); require('isolated-vm')";
	await run(node, ['-e', load], {
		cwd: folder,
		capture: true,
		title: 'loading sqlite3, isolated-vm',
	});
}

/** The pinned n8n of test/n8n/host, installed into the cache on first use and reused afterwards. */
export async function ensureN8n(): Promise<InstalledN8n> {
	const from = join(root, 'test', 'n8n', 'host');
	const manifest = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as {
		dependencies: { n8n: string };
	};
	const version = manifest.dependencies.n8n;
	const folder = await ensureInstalled({
		title: `n8n ${version}`,
		name: `n8n-${version}`,
		from,
		finish: buildNativeModules,
	});
	const n8n = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	return { node: nodeProgram(folder), n8n, folder, version };
}
