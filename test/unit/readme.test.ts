import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry } from '../../nodes/Jama/operations';
import { operationsTable, withTable } from '../../scripts/operationsTable';

const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

test('the README lists every operation of the registry as it is (npm run docs)', () => {
	expect(readme).toBe(withTable(readme, operationsTable(registry)));
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
	// What the credentials link to.
	expect(headings).toEqual(
		expect.arrayContaining(['credentials', 'user-name-and-password', 'oauth2-client-credentials']),
	);
});
