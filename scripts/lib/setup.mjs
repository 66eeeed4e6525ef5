/**
 * What every script starts with. It runs on a clean clone, before anything is installed, so it
 * imports nothing but Node's own modules.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { NODE_FOR_SCRIPTS, runsScripts } from './doctor.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Prints a title, runs the work, prints how long it took. */
export async function step(title, work) {
	const since = Date.now();
	console.log(`▸ ${title} …`);
	try {
		const result = await work();
		console.log(`  ${title}: done in ${seconds(since)}`);
		return result;
	} catch (error) {
		console.log(`  ${title}: failed after ${seconds(since)}`);
		throw error;
	}
}

/** Prints a line every few seconds while the work runs, for work that is silent without a terminal. */
export async function withProgress(describe, work, everySeconds = 5) {
	const since = Date.now();
	const timer = setInterval(
		() => console.log(`  … ${Math.round((Date.now() - since) / 1000)} s, ${describe()}`),
		everySeconds * 1000,
	);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}

/**
 * How many packages of a node_modules folder's first level are there. npm makes all the folders
 * first, so only those with a package.json count.
 */
export function countPackages(nodeModules) {
	const list = (folder) =>
		existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
	return list(nodeModules)
		.flatMap((path) => (basename(path).startsWith('@') ? list(path) : [path]))
		.filter((path) => existsSync(join(path, 'package.json'))).length;
}

/**
 * Runs a command without a shell. `capture` returns what it printed and shows it only on failure;
 * otherwise it prints as it goes. Rejects with the command and its exit code.
 */
export function run(command, args, options = {}) {
	const { cwd = root, env = process.env, capture = false } = options;
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd,
			env,
			stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
		});
		const end = () => child.kill();
		process.once('exit', end);
		const output = { stdout: '', stderr: '' };
		for (const name of ['stdout', 'stderr']) {
			child[name]?.setEncoding('utf8').on('data', (text) => (output[name] += text));
		}
		child.once('error', (error) => reject(new Error(`${command}: ${error.message}`)));
		child.once('close', (code, signal) => {
			process.off('exit', end);
			if (code === 0) return resolve(output.stdout);
			const printed = capture ? `\n${output.stdout}${output.stderr}`.slice(-4000) : '';
			const title = options.title ?? [command, ...args].join(' ');
			const failure = new Error(`${title} ended with ${signal ?? `exit code ${code}`}${printed}`);
			reject(Object.assign(failure, { code: code ?? 1 }));
		});
	});
}

/**
 * npm's own program: the one that started this script, or the one beside this Node, or the one on
 * PATH. Windows is the reason for the search: npm.cmd cannot be started without a shell.
 */
function npmCommand() {
	const beside = ['../lib/node_modules/npm/bin/npm-cli.js', 'node_modules/npm/bin/npm-cli.js'];
	const candidates = [
		process.env.npm_execpath,
		...beside.map((path) => join(dirname(process.execPath), path)),
	];
	const script = candidates.find((path) => path && /npm-cli\.c?js$/.test(path) && existsSync(path));
	return script ? [process.execPath, script] : ['npm'];
}

/** Runs npm. */
export function npm(args, options = {}) {
	const [command, ...first] = npmCommand();
	return run(command, [...first, ...args], { title: `npm ${args.join(' ')}`, ...options });
}

/**
 * npm's arguments to install what the lock file says, without changing it. Not `npm ci`: it refuses
 * a lock file without the optional packages of other platforms, and npm leaves out of a lock file
 * those that the registry did not have for a version.
 */
export const installLocked = ['install', '--no-save', '--no-audit', '--no-fund'];

const lockHash = () =>
	createHash('sha256')
		.update(readFileSync(join(root, 'package-lock.json')))
		.digest('hex');

const modules = join(root, 'node_modules');
const stamp = join(modules, '.package-lock-hash');

/** Whether the development dependencies are those of the lock file: "current", "missing" or "outdated". */
export function dependencies() {
	if (!existsSync(modules)) return 'missing';
	if (existsSync(stamp)) {
		return readFileSync(stamp, 'utf8').trim() === lockHash() ? 'current' : 'outdated';
	}
	// An installation that npm itself finished after the lock was last written.
	const installed = join(modules, '.package-lock.json');
	if (!existsSync(installed)) return 'missing';
	const lock = statSync(join(root, 'package-lock.json'));
	return statSync(installed).mtimeMs >= lock.mtimeMs ? 'current' : 'outdated';
}

/** Installs the development dependencies when they are missing or do not belong to the lock file. */
export async function ensureDependencies() {
	const { node } = process.versions;
	if (!runsScripts(node)) {
		throw new Error(`Node.js ${NODE_FOR_SCRIPTS.join('.')} or newer is needed, this is ${node}`);
	}
	if (dependencies() !== 'current') {
		if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
			throw new Error(`${modules} is a link and out of date: run npm install where it points to`);
		}
		await step('install the development dependencies', () =>
			withProgress(
				() => `${countPackages(modules)} packages`,
				() => npm([...installLocked, '--loglevel=error']),
			),
		);
	}
	writeFileSync(stamp, `${lockHash()}\n`);
}

/** Runs a TypeScript module of the project in this process; only possible once tsx is installed. */
export async function runTypeScript(file) {
	const [commonJs, modules] = await Promise.all([import('tsx/cjs/api'), import('tsx/esm/api')]);
	commonJs.register();
	modules.register();
	await import(pathToFileURL(join(root, file)).href);
}

/** Builds dist from the sources. */
export async function ensureBuild() {
	await step('build', () => npm(['run', '--silent', 'build'], { capture: true }));
}

/** Runs a script's main function; an error ends it with one clear line and a code that is not 0. */
export async function main(work) {
	try {
		await work();
	} catch (error) {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = Number.isInteger(error?.code) && error.code > 0 ? error.code : 1;
	}
}
