/** What n8n demands of a community package, checked on package.json and on the built files. */
import { ROOT } from '../support/engine/environment';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPackage, readPackageJson } from '../support/engine/package-loader';

/** The categories n8n accepts for community nodes. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];
/** Scripts that npm would run on an n8n server while it installs the package. */
const INSTALL_SCRIPTS = [
	'prepare',
	'preinstall',
	'install',
	'postinstall',
	'prepublish',
	'preprepare',
	'postprepare',
];

interface Codex {
	node: string;
	codexVersion: string;
	categories: string[];
	resources: Record<'primaryDocumentation' | 'credentialDocumentation', Array<{ url: string }>>;
}

const pkg = readPackageJson();
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const built = (ending: string) =>
	readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.map((file) => `dist/${file.replaceAll('\\', '/')}`)
		.sort();

describe('package.json', () => {
	test('needs n8n-workflow of the host and nothing else', () => {
		expect(pkg.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(pkg).not.toHaveProperty('dependencies');
		expect(pkg).not.toHaveProperty('bundledDependencies');
		expect(pkg).not.toHaveProperty('optionalDependencies');
		expect(pkg).not.toHaveProperty('overrides');
	});

	test('runs nothing while it is installed', () => {
		expect(Object.keys(pkg.scripts ?? {}).filter((name) => INSTALL_SCRIPTS.includes(name))).toEqual(
			[],
		);
	});

	test('asks for the strict rules, with the configuration of the n8n template', () => {
		expect(pkg.n8n.strict).toBe(true);
		const template = join(
			ROOT,
			'node_modules/@n8n/node-cli/dist/template/templates/shared/default',
		);
		const withoutSpace = (text: string) => text.replace(/\s+/g, '');
		expect(withoutSpace(read('eslint.config.mjs'))).toBe(
			withoutSpace(readFileSync(join(template, 'eslint.config.mjs'), 'utf8')),
		);
	});

	test('lists every built node and credential', () => {
		expect([...pkg.n8n.nodes].sort()).toEqual(built('.node.js'));
		expect([...pkg.n8n.credentials].sort()).toEqual(built('.credentials.js'));
	});

	test('has the scripts that the workflows call', () => {
		const workflows = ['ci.yml', 'publish.yml'].map((file) => read('.github/workflows', file));
		const called = workflows.flatMap((text) =>
			[...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name),
		);
		expect(Object.keys(pkg.scripts ?? {})).toEqual(expect.arrayContaining(called));
	});
});

describe('the built package', () => {
	test('needs nothing at run time that n8n does not have, and holds the licenses of what it brings', () => {
		const required = built('.js').flatMap((file) =>
			[...read(file).matchAll(/\brequire\(\s*["'`]([^."'`][^"'`]*)["'`]\s*\)/g)].map(
				([, name]) => name,
			),
		);
		expect([...new Set(required)].sort()).toEqual(['luxon', 'n8n-workflow', 'zod']);
		const code = read('dist/index.js');
		for (const words of ['The ISC License', 'Isaac Z. Schlueter', 'Louis-Dominique Dubeau']) {
			expect(code).toContain(words);
		}
	});

	test('holds all code in one file, so that nodes share the throttle and what is known of a configuration', () => {
		const entries = [...pkg.n8n.nodes, ...pkg.n8n.credentials];
		expect(built('.js')).toEqual([...entries, 'dist/index.js'].sort());
		for (const file of entries) {
			expect(read(file)).toMatch(/^exports\.\w+ = require\('[./]+\/index\.js'\)\.\w+;\n$/);
		}
	});

	test('has a light and a dark icon for every node and credential', async () => {
		const { nodeTypes, credentialTypes } = await loadPackage();
		const described = [
			...Object.values(nodeTypes).map(({ description }) => description),
			...Object.values(credentialTypes),
		];
		for (const { name, iconUrl } of described) {
			const { light, dark } = typeof iconUrl === 'object' ? iconUrl : { light: '', dark: '' };
			expect({ name, themes: new Set([light, dark]).size }).toEqual({ name, themes: 2 });
			for (const url of [light, dark]) {
				const file = url.replace(`icons/${pkg.name}/`, '');
				expect(file).toMatch(/^dist\/.*\.svg$/);
				expect({ file, exists: existsSync(join(ROOT, file)) }).toEqual({ file, exists: true });
				expect(read(file)).not.toMatch(/<script|<image|href|url\(/i);
			}
		}
	});

	test.each(pkg.n8n.nodes)('%s has a description for the search of the editor', (file) => {
		const codex = JSON.parse(read(`${file}on`)) as Codex;
		expect(codex.node.split('.')[0]).toBe(pkg.name);
		expect(codex.codexVersion).toBe('1.0');
		expect(codex.categories.length).toBeGreaterThan(0);
		expect(codex.categories.filter((category) => !CATEGORIES.includes(category))).toEqual([]);
		for (const { url } of Object.values(codex.resources).flat()) {
			expect(url).toMatch(/^https:\/\//);
		}
	});
});
