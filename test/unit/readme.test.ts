import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTable, withTables } from '../../scripts/operationsTable';
import { NODES } from '../support/rows/systems';

const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

test('the README lists every operation of the registries as it is (npm run docs)', () => {
	expect(readme).toBe(withTables(readme));
});

test('a text without the marks is refused', () => {
	expect(() => withTable('# Nothing here', '')).toThrow('has no');
});

test('every part of the page that a link names is there', () => {
	const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\w\s-]/g, '')
			.trim()
			.replace(/\s/g, '-'),
	);
	const anchors = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
	expect(anchors.length).toBeGreaterThan(0);
	expect(headings).toEqual(expect.arrayContaining(anchors));
	const linked = NODES.flatMap(({ credentials }) =>
		credentials.map(({ documentationUrl = '' }) => documentationUrl.split('#')[1]),
	);
	expect(linked).toHaveLength(5);
	// What the credentials and the nodes link to.
	expect(headings).toEqual(
		expect.arrayContaining(['credentials', 'credentials-for-jira', 'jira-agile', ...linked]),
	);
});
