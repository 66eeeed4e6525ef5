/** `npm run doctor`: looks whether this machine can run the scripts, and says what to do. It installs nothing. */
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { freemem } from 'node:os';
import { dirname, join } from 'node:path';

import { diagnose, toLines } from './lib/doctor.mjs';
import {
	cacheFolder,
	canInstallChromium,
	findChromium,
	installFolder,
	isComplete,
	nodePackage,
} from './lib/machine.mjs';
import { dependencies, main, npm, root } from './lib/setup.mjs';

const host = join(root, 'test', 'n8n', 'host');

/** What npm prints for a command; undefined where it fails. */
const npmSays = async (...args) => {
	try {
		return (await npm(args, { capture: true })).trim();
	} catch {
		return undefined;
	}
};

/** What is free to a program: on Linux also the memory that only caches files. */
function freeMemory() {
	if (!existsSync('/proc/meminfo')) return freemem();
	const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
	return kilobytes ? Number(kilobytes) * 1024 : freemem();
}

/** Bytes that are free where a folder is, or will be. */
function freeDisk(folder) {
	if (!existsSync(folder)) return freeDisk(dirname(folder));
	const { bavail, bsize } = statfsSync(folder);
	return bavail * bsize;
}

const portTaken = (port) =>
	new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(true));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
	});

/** Whether the registry that npm uses has a package that is needed. */
async function askRegistry() {
	const url = (await npmSays('config', 'get', 'registry')) ?? 'https://registry.npmjs.org/';
	const asked = ['view', 'tsx', 'version', '--prefer-online', '--fetch-retries=0'];
	const answers = (await npmSays(...asked, '--fetch-timeout=10000')) !== undefined;
	return { url, answers };
}

async function lookUp() {
	const manifest = JSON.parse(readFileSync(join(host, 'package.json'), 'utf8'));
	const version = manifest.dependencies.n8n;
	return {
		node: process.versions.node,
		npm: await npmSays('--version'),
		freeMemory: freeMemory(),
		freeDisk: freeDisk(cacheFolder()),
		cache: cacheFolder(),
		portTaken: await portTaken(5678),
		dependencies: dependencies(),
		n8n: {
			version,
			installed: isComplete(installFolder(`n8n-${version}`, host)),
			bringsNode: nodePackage() !== undefined,
		},
		registry: await askRegistry(),
		chromium: findChromium(),
		canInstallChromium: canInstallChromium(),
	};
}

await main(async () => {
	const findings = diagnose(await lookUp());
	console.log(toLines(findings).join('\n'));
	const wrong = findings.filter(({ level }) => level === 'bad').length;
	if (wrong > 0) throw new Error(`${wrong} of ${findings.length} need you.`);
	console.log('\nnpm start and npm test can run.');
});
