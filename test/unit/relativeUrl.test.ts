import fc from 'fast-check';
import { InvalidInput } from '../../nodes/shared/values/invalidInput';
import { parseRelativeUrl } from '../../nodes/shared/http/relativeUrl';
import { refusal } from './support/errors';

describe('accepted', () => {
	test.each([
		['/projects', '/projects', {}],
		['projects', '/projects', {}],
		['  /projects  ', '/projects', {}],
		['/items/42/children?startAt=5', '/items/42/children', { startAt: '5' }],
		[
			'/abstractitems?project=1&project=2&project=3',
			'/abstractitems',
			{ project: ['1', '2', '3'] },
		],
		['/a?contains=%22x+y%22&empty=', '/a', { contains: '"x y"', empty: '' }],
		['/projects/', '/projects/', {}],
		['/names/Prüfung 1', '/names/Pr%C3%BCfung%201', {}],
		['/names/a%20b', '/names/a%20b', {}],
		['/names/50%25', '/names/50%25', {}],
		['/files?url=https://jama.test/a/../b', '/files', { url: 'https://jama.test/a/../b' }],
		['/a/b.c/..d/e..', '/a/b.c/..d/e..', {}],
		['/x;v=1/y', '/x;v=1/y', {}],
		['/at/12:30', '/at/12:30', {}],
	])('%p', (input, path, query) => {
		expect(parseRelativeUrl(input)).toEqual({ path, query });
	});
});

describe('refused, with words that say how to write it', () => {
	test.each([
		'http://evil.test/x',
		'HTTP://evil.test/x',
		'https:evil.test',
		'javascript:alert(1)',
		'file:///etc/passwd',
		'//evil.test/x',
		'\\\\evil.test\\x',
		'/\\evil.test',
		'\\/evil.test',
		'/%2fevil.test',
		'%2f%2fevil.test',
		'..',
		'/..',
		'../admin',
		'/items/../../admin',
		'/items/%2e%2e/x',
		'/items/%2E%2e/x',
		'/items/.%2e/x',
		'/items/%252e%252e%252fadmin',
		'/items/..%2f..%2fadmin',
		'/items/..;/admin',
		'/items/..;x=1/admin',
		'/items/%2e%2e%3b/admin',
		'/.',
		'/./items',
		'/items/.',
		'/items\\x',
		'/items/%5cx',
		'/items/%255cx',
		'/items\tx',
		'/it\nems',
		'/items\u0000',
		'/items%00',
		'/items%0d%0aHost:%20evil',
		'/items%2500',
		'/items\u007f',
		'/items#part',
		'/items?x=1#part',
		'/items/%',
		'/items/%zz',
		'/items/%e0%a4',
		'/items/%2525252525252e',
		'',
		'   ',
		'\t\n',
	])('%j', async (input) => {
		const { message, advice } = await refusal(() => parseRelativeUrl(input));
		expect(message).toMatch(/^'Relative URL' \w+/);
		expect(advice).toContain('/projects');
	});

	test.each([undefined, null, 42, {}, ['/items'], true])('%j, which is no text', async (input) => {
		expect((await refusal(() => parseRelativeUrl(input))).message).toBe("'Relative URL' is empty");
	});
});

/** Text made of what attacks are made of. */
const piece = fc.oneof(
	fc.constantFrom(
		...['/', '//', '\\', '..', '.', '%2e', '%2f', '%5c', '%25', '%', ';', ':', '@', '?', '#', ' '],
		...['http:', 'evil.test', 'items', 'é', '\t', '\n', '\u0000', '%00', '\u2024', '\uff0e', '。'],
	),
	fc.string({ maxLength: 4, unit: 'binary' }),
);
const hostile = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
);

test('whatever is entered is refused or stays below the API root of the same server', () => {
	let accepted = 0;
	fc.assert(
		fc.property(hostile, fc.constantFrom('', '/contour'), (input, context) => {
			let path: string;
			try {
				({ path } = parseRelativeUrl(input));
			} catch (error) {
				expect(error).toBeInstanceOf(InvalidInput);
				return;
			}
			accepted += 1;
			const url = new URL(`https://jama.test${context}/rest/v1${path}`);
			expect(url.origin).toBe('https://jama.test');
			expect(url.pathname.startsWith(`${context}/rest/v1/`)).toBe(true);
			expect(url.search + url.hash + url.username).toBe('');
			// No server that decodes once more or cuts at a semicolon climbs either.
			const segments = decodeURIComponent(url.pathname).split('/');
			expect(segments.map((segment) => segment.replace(/;.*/s, ''))).not.toContain('..');
		}),
		{ numRuns: 3000 },
	);
	expect(accepted).toBeGreaterThan(50);
});
