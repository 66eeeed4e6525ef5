/** What `npm run doctor` says about a machine. Pure: facts in, lines out. */

/** The oldest Node.js that the scripts run on, and the one that n8n itself needs. */
export const NODE_FOR_SCRIPTS = [20, 18];
export const NODE_FOR_N8N = 24;

const GB = 1024 ** 3;
/** Measured: npm run dev takes 1.6 GB, of which n8n 0.85 and the compiler 0.5; tests start browsers beside n8n. */
const MEMORY_LEAST = 2 * GB;
const MEMORY_FOR_TESTS = 4 * GB;
/** Measured: n8n takes 2.4 GB and the development dependencies 1.1 GB; the rest is npm's own cache. */
const DISK_LEAST = 5 * GB;

const gigabytes = (bytes) => `${(bytes / GB).toFixed(1)} GB`;

/** Whether a version of Node.js, such as "20.18.1", runs the scripts. */
export function runsScripts(version) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [leastMajor, leastMinor] = NODE_FOR_SCRIPTS;
	return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

const good = (what, found) => ({ level: 'good', what, found });
const note = (what, found, todo) => ({ level: 'note', what, found, todo });
const bad = (what, found, todo) => ({ level: 'bad', what, found, todo });

function ofNode({ node }) {
	if (runsScripts(node)) return good('Node.js', node);
	const todo = `install Node.js ${NODE_FOR_SCRIPTS.join('.')} or newer from https://nodejs.org`;
	return bad('Node.js', node, todo);
}

function ofNpm({ npm }) {
	if (npm) return good('npm', npm);
	return bad('npm', 'not found', 'install npm; it comes with Node.js from https://nodejs.org');
}

function ofMemory({ freeMemory }) {
	const found = `${gigabytes(freeMemory)} free`;
	if (freeMemory < MEMORY_LEAST)
		return bad(
			'memory',
			found,
			`close other programs: n8n and the build need ${gigabytes(MEMORY_LEAST)}`,
		);
	if (freeMemory < MEMORY_FOR_TESTS) {
		const todo = `enough for npm start; npm run test:editor wants ${gigabytes(MEMORY_FOR_TESTS)}`;
		return note('memory', found, todo);
	}
	return good('memory', found);
}

function ofDisk({ freeDisk, cache, n8n }) {
	const found = `${gigabytes(freeDisk)} free for ${cache}`;
	if (freeDisk >= DISK_LEAST || n8n.installed) return good('disk', found);
	const todo = `make room, or name another folder in N8N_NODES_JAMA_CACHE: ${gigabytes(DISK_LEAST)} are needed once`;
	return bad('disk', found, todo);
}

function ofPort({ portTaken }) {
	if (!portTaken) return good('port 5678', 'free');
	return note('port 5678', 'taken', 'nothing to do: npm start takes another port and prints it');
}

function ofDependencies({ dependencies }) {
	const what = 'development dependencies';
	if (dependencies === 'current') return good(what, 'as the lock file says');
	const first = dependencies === 'missing' ? 'not installed' : 'older than the lock file';
	return note(what, first, 'nothing to do: npm start and npm test install them (a minute or two)');
}

function ofN8n({ n8n }) {
	const what = `n8n ${n8n.version}`;
	if (n8n.installed) return good(what, 'installed');
	const todo = 'nothing to do: npm start installs it (about five minutes, once)';
	return note(what, 'not installed', todo);
}

function ofNodeForN8n({ node, n8n }) {
	const what = `Node.js ${NODE_FOR_N8N} for n8n`;
	if (n8n.bringsNode) return good(what, 'comes with the installation');
	if (Number(node.split('.')[0]) >= NODE_FOR_N8N) return good(what, node);
	return bad(
		what,
		node,
		`no package brings it for this platform: run the scripts with Node.js ${NODE_FOR_N8N}`,
	);
}

function ofRegistry({ registry, dependencies, n8n }) {
	if (dependencies === 'current' && n8n.installed)
		return good('npm registry', 'not needed any more');
	if (registry.answers) return good('npm registry', registry.url);
	const todo =
		'check the network, HTTPS_PROXY and "npm config get registry": something has to be installed';
	return bad('npm registry', `${registry.url} does not answer`, todo);
}

function ofBrowser({ chromium, canInstallChromium }) {
	const what = 'Chromium';
	if (chromium) return good(what, chromium);
	const todo = canInstallChromium
		? 'nothing to do: npm run test:editor installs it'
		: 'for npm run test:editor only: install it, or name its program in CHROMIUM_PATH';
	return note(what, 'not found', todo);
}

/**
 * One finding for each thing that the scripts need: `bad` stops npm start or npm test, `note` does not.
 * @param facts what scripts/doctor.mjs has looked up; memory and disk in bytes
 */
export function diagnose(facts) {
	const looks = [
		ofNode,
		ofNpm,
		ofMemory,
		ofDisk,
		ofPort,
		ofDependencies,
		ofN8n,
		ofNodeForN8n,
		ofRegistry,
		ofBrowser,
	];
	return looks.map((look) => look(facts));
}

const MARKS = { good: '✔', note: '•', bad: '✘' };

/** The findings as lines for the terminal, with what to do below what is not good. */
export function toLines(findings) {
	return findings.flatMap(({ level, what, found, todo }) => [
		`${MARKS[level]} ${what}: ${found}`,
		...(todo ? [`    ${todo}`] : []),
	]);
}
