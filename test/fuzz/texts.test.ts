/** Texts from servers: only files of this instance are fetched, and file names are names. */
import fc from 'fast-check';
import { embeddedFiles } from '../../nodes/Jama/values/richText';
import { escapeHtml } from '../../nodes/shared/values/html';
import { fileNameOf } from '../../nodes/shared/http/binary';
import { expectCleanPrototypes, forAll, hostileText, note, printClosingLine } from './fuzz';

afterAll(() => {
	expectCleanPrototypes();
	printClosingLine('texts');
});

test('only files of this instance are fetched', async () => {
	const base = 'https://jama.test/contour';
	const start = fc.constantFrom(
		...[
			'https://jama.test/contour/attachment/',
			'/contour/attachment/',
			'attachment/',
			'//evil.test/',
		],
		...['https://jama.test@evil.test/contour/attachment/', 'https://jama.test.evil.test/contour/'],
		...[
			'https:/\\evil.test/contour/attachment/',
			'javascript:',
			'data:image/png,',
			'../attachment/',
		],
		...[
			'https://jama.test/contour/attachment/../../admin/',
			'http://jama.test/contour/attachment/',
		],
	);
	const address = fc.tuple(start, hostileText).map((parts) => parts.join(''));
	const tag = fc
		.tuple(fc.constantFrom('img src', 'a href', 'IMG SRC', 'img alt="x" src'), address, hostileText)
		.map(([name, url, text]) => `<${name}="${escapeHtml(url)}">${text}`);
	let own = 0;
	await forAll(fc.array(tag, { maxLength: 4 }), (tags) => {
		for (const url of embeddedFiles(tags.join(''), base).own) {
			own += 1;
			const { origin, pathname, username } = new URL(url);
			expect([origin, username]).toEqual(['https://jama.test', '']);
			expect(pathname.startsWith('/contour/attachment/')).toBe(true);
		}
	});
	expect(own).toBeGreaterThan(0);
	note(`${own} files fetched, 0 of others`);
});

test('file names are names', async () => {
	const disposition = fc
		.tuple(
			fc.constantFrom('filename="', 'filename=', "filename*=UTF-8''", 'filename*='),
			hostileText,
		)
		.map(([name, text]) => `attachment; ${name}${text}"`);
	await forAll(disposition, (header) => {
		const name = fileNameOf(header);
		if (name === undefined) return;
		expect(name).not.toMatch(/[/\\\p{Cc}]/u);
		expect(['', '.', '..']).not.toContain(name);
	});
});
