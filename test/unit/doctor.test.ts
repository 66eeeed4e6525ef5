import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(__dirname, '..', '..');
const GB = 1024 ** 3;

/** A machine on which everything is there. */
const READY = {
	node: '20.18.1',
	npm: '10.9.0',
	freeMemory: 8 * GB,
	freeDisk: 50 * GB,
	cache: '/home/ada/.cache/n8n-nodes-jama',
	portTaken: false,
	dependencies: 'current',
	n8n: { version: '2.41.1', installed: true, bringsNode: true },
	registry: { url: 'https://registry.npmjs.org/', answers: true },
	chromium: '/usr/bin/chromium',
	canInstallChromium: false,
};

interface Finding {
	level: 'good' | 'note' | 'bad';
	what: string;
	todo?: string;
}

/** What the doctor finds, in a Node of its own: the scripts are ES modules, which run before anything is installed. */
function diagnose(facts: object): Finding[] {
	const module = pathToFileURL(join(root, 'scripts', 'lib', 'doctor.mjs')).href;
	const code = `import { diagnose } from '${module}';
		console.log(JSON.stringify(diagnose(JSON.parse(process.argv[1]))));`;
	const args = ['--input-type=module', '-e', code, JSON.stringify(facts)];
	return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Finding[];
}

const notGood = (facts: object) => diagnose(facts).filter(({ level }) => level !== 'good');

test('a machine that has everything is good in all ten points', () => {
	const findings = diagnose(READY);
	expect(findings).toHaveLength(10);
	expect(findings.map(({ level }) => level)).toEqual(Array(10).fill('good'));
});

test.each([
	['an old Node.js', { node: '20.17.0' }, 'bad', 'Node.js', /20\.18/],
	['no npm', { npm: undefined }, 'bad', 'npm', /comes with Node/],
	['little memory', { freeMemory: 1 * GB }, 'bad', 'memory', /2\.0 GB/],
	['memory for npm start only', { freeMemory: 3 * GB }, 'note', 'memory', /test:editor/],
	['a taken port', { portTaken: true }, 'note', 'port 5678', /another port/],
	['outdated dependencies', { dependencies: 'outdated' }, 'note', 'development', /install them/],
	['no browser', { chromium: undefined }, 'note', 'Chromium', /CHROMIUM_PATH/],
])('%s is named with what to do', (_, facts, level, what, todo) => {
	expect(notGood({ ...READY, ...facts })).toEqual([
		expect.objectContaining({
			level,
			what: expect.stringContaining(what),
			todo: expect.stringMatching(todo),
		}),
	]);
});

test('a clean clone without disk, network and a Node for n8n names all of them', () => {
	const facts = {
		...READY,
		freeDisk: 1 * GB,
		dependencies: 'missing',
		n8n: { version: '2.41.1', installed: false, bringsNode: false },
		registry: { url: 'https://registry.example.com/', answers: false },
	};
	const bad = notGood(facts).filter(({ level }) => level === 'bad');
	expect(bad.map(({ what }) => what)).toEqual(['disk', 'Node.js 24 for n8n', 'npm registry']);
});

test.each([
	['--help', 0, /npm start -- --once/],
	['--onc', 1, /--help lists the flags/],
])('npm start -- %s ends with %i before anything is installed', (flag, code, words) => {
	let result = { code: 0, text: '' };
	try {
		const args = [join(root, 'scripts', 'start.mjs'), flag];
		result.text = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
	} catch (error) {
		const { status, stderr } = error as { status: number; stderr: string };
		result = { code: status, text: stderr };
	}
	expect(result).toEqual({ code, text: expect.stringMatching(words) });
});
