import { execSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withTable, withTables } from '../../scripts/operationsTable';
import { NODES } from '../support/rows/systems';

const root = join(__dirname, '..', '..');
const read = (page: string) => readFileSync(join(root, page), 'utf8');
const readme = read('README.md');
const PAGES = [
	'README.md',
	'CONTRIBUTING.md',
	...readdirSync(join(root, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string) =>
	[...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\w\s-]/g, '')
			.trim()
			.replace(/\s/g, '-'),
	);

test('docs/operations.md lists every operation of the registries as it is (npm run docs)', () => {
	const operations = read('docs/operations.md');
	expect(operations).toBe(withTables(operations));
});

test('a text without the marks is refused', () => {
	expect(() => withTable('# Nothing here', '')).toThrow('has no');
});

test('the README can be read at once', () => {
	expect(readme.split('\n').length).toBeLessThan(200);
});

test.each(PAGES)(
	'every link of %s to a page, a picture or a part of a page leads there',
	(page) => {
		const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
		for (const link of links.filter((one) => !/^https?:/.test(one))) {
			const [path = '', anchor] = link.split('#');
			const file = path ? join(dirname(page), path) : page;
			expect([link, existsSync(join(root, file))]).toEqual([link, true]);
			if (anchor) expect([link, anchorsOf(file)]).toEqual([link, expect.arrayContaining([anchor])]);
		}
	},
);

test('the README has the parts that credentials, nodes and readers link to', () => {
	const headings = anchorsOf('README.md');
	const linked = NODES.flatMap(({ credentials }) =>
		credentials.map(({ documentationUrl = '' }) => documentationUrl.split('#')[1]),
	);
	expect(linked).toHaveLength(5);
	expect(headings).toEqual(
		expect.arrayContaining(['credentials', 'credentials-for-jira', 'jira-agile', ...linked]),
	);
	expect(readme).toMatch(/\]\(#[^)]+\)/);
});

const images = readdirSync(join(root, 'docs', 'images'));
test.each(images)('docs/images/%s is small, and a page shows it', (file) => {
	expect(statSync(join(root, 'docs', 'images', file)).size).toBeLessThanOrEqual(80 * 1024);
	const pair = file.replace(/-(dark|light)\.png$/, '-*.png');
	const pages = PAGES.filter((page) => [file, pair].some((name) => read(page).includes(name)));
	expect(pages).not.toEqual([]);
});

test.each(PAGES)('every npm script that %s names is one', (page) => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const named = [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
	expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
});

/** Commands of a page that stand in a block below the mark "<!-- runnable -->". */
const runnable = PAGES.flatMap((page) =>
	[...read(page).matchAll(/<!-- runnable -->\n+```\w*\n([^`]+)```/g)].flatMap(([, block = '']) =>
		block
			.split('\n')
			.map((line) => line.replace(/\s+# .*$/, '').trim())
			.filter(Boolean)
			.map((command) => [page, command] as const),
	),
);

test.each(runnable)('%s: %s does what it says', (_, command) => {
	expect(execSync(command, { cwd: root, encoding: 'utf8', stdio: 'pipe' })).toMatch(/\w/);
});
