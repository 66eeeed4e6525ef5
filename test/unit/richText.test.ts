import { createRowRunner } from '../support/rows/rowRun';
import { JAMA } from '../support/rows/systems';
import { embeddedFiles } from '../../nodes/Jama/values/richText';
import { escapeHtml } from '../../nodes/shared/values/html';

const BASE = 'https://jama.test/contour';
const own = (html: string, base = BASE) => embeddedFiles(html, base).own;
const skipped = (html: string) => embeddedFiles(html, BASE).skipped;

test.each([
	['double quotes', `<img src="${BASE}/attachment/65/a.png">`],
	['single quotes', `<img class='x' src='${BASE}/attachment/65/a.png'/>`],
	['no quotes', `<IMG SRC=${BASE}/attachment/65/a.png width=10>`],
	['a > in another attribute', `<img alt="a > b" src="${BASE}/attachment/65/a.png">`],
	['line breaks', `<a\n  href = "${BASE}/attachment/65/a.png"\n>x</a>`],
	['character references', `<img src="https:&#47;&#x2f;jama.test/contour/attachment/65/a.png">`],
	['the path alone', '<img src="/contour/attachment/65/a.png">'],
	['a relative address', '<img src="attachment/65/a.png">'],
])('finds the file of an address in %s', (_, html) => {
	expect(own(html)).toEqual([`${BASE}/attachment/65/a.png`]);
});

test('takes each file once, in the order of the text', () => {
	const file = (n: number) => `<a href="${BASE}/attachment/${n}/a.png">x</a>`;
	expect(own(file(2) + file(1) + file(2))).toEqual(
		[2, 1].map((n) => `${BASE}/attachment/${n}/a.png`),
	);
});

test('a file with the place in it is the same file', () => {
	const url = `${BASE}/attachment/65/a.pdf`;
	expect(own(`<a href="${url}">x</a><a href="${url}#page=2">y</a>`)).toEqual([url]);
});

test.each([
	['a video', (url: string) => `<video src="${url}"></video>`],
	['a source', (url: string) => `<audio><source type="audio/mp3" src="${url}"></audio>`],
	['the picture before a video', (url: string) => `<video poster='${url}'></video>`],
	['an object', (url: string) => `<object data="${url}"></object>`],
	['an embed', (url: string) => `<embed src=${url}>`],
	['a frame', (url: string) => `<iframe src="${url}"></iframe>`],
	['an image of SVG', (url: string) => `<svg><image href="${url}"/></svg>`],
	['an image of older SVG', (url: string) => `<svg><image xlink:href="${url}"/></svg>`],
	['a style', (url: string) => `<p style="color: red; background: URL( '${url}' ) top">x</p>`],
	[
		'a style with references',
		(url: string) => `<p style="background:url(&quot;${url}&quot;)">x</p>`,
	],
	['a background', (url: string) => `<td background="${url}">x</td>`],
	['an image map', (url: string) => `<area href="${url}">`],
	['what follows an odd apostrophe', (url: string) => `<p it's><img src="${url}"><p>it's</p>`],
])('the file of %s', (_, html) => {
	const url = `${BASE}/attachment/65/a.png`;
	expect(own(html(url))).toEqual([url]);
});

test('every candidate of a set of images', () => {
	const file = (n: number) => `${BASE}/attachment/${n}/a,b.png`;
	const set = `${file(1)}, ${file(2)} 2x,\n${file(3)} 100w`;
	expect(own(`<img srcset="${set}" src="${file(3)}">`)).toEqual([file(1), file(2), file(3)]);
	expect(own(`<source srcset='${file(1)}'>`)).toEqual([file(1)]);
});

test('what other servers show is told, whatever shows it', () => {
	const url = 'https://e.test/a.png';
	for (const html of [`<video src="${url}">`, `<p style="background:url(${url})">`]) {
		expect(skipped(html)).toEqual([url]);
	}
});

test('tags that never end take no time', () => {
	const start = Date.now();
	for (const text of ['<a ', '<a x="', "<a x='", '<a x=', '<a "', '<img srcset="a ']) {
		skipped(text.repeat(20_000));
	}
	expect(Date.now() - start).toBeLessThan(2000);
});

test('an instance without a context path', () => {
	const html = '<img src="https://jama.test/attachment/65/a.png">';
	expect(own(html, 'https://jama.test')).toEqual(['https://jama.test/attachment/65/a.png']);
});

test.each([
	['another host', 'https://evil.test/contour/attachment/65/a.png'],
	['another scheme', 'http://jama.test/contour/attachment/65/a.png'],
	['another port', 'https://jama.test:8443/contour/attachment/65/a.png'],
	['a host that begins alike', 'https://jama.test.evil.test/contour/attachment/65/a.png'],
	['the host as a user name', 'https://jama.test@evil.test/contour/attachment/65/a.png'],
	['outside of the context path', 'https://jama.test/attachment/65/a.png'],
	['a way out of the attachments', `${BASE}/attachment/../../attachment/65/a.png`],
	['no address', 'https://[/attachment/'],
])('leaves out %s', (_, address) => {
	const html = `<img src="${address}">`;
	expect(own(html)).toEqual([]);
	expect(skipped(html)).toEqual([address]);
});

test('links to pages are no files, other attributes no addresses', () => {
	const html = `<a href="${BASE}/perspective.req#/items/1">x</a><a href="#top">y</a><img href="a" data-src="b" alt="src=b">src="c"<img src=""><area href="d">`;
	expect(embeddedFiles(html, BASE)).toEqual({ own: [], skipped: [] });
});

test('odd character references stay as they are', () => {
	expect(skipped('<img src="https://e.test/&#x110000;&nope;.png">')).toEqual([
		'https://e.test/&#x110000;&nope;.png',
	]);
});

test('escapes text for HTML', () => {
	expect(escapeHtml(`<a href="x">'&amp;'</a>`)).toBe(
		'&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;',
	);
});

test('the text of a comment becomes HTML as that of a field does', async () => {
	const bodies: unknown[] = [];
	const run = createRowRunner(async ({ method, body }) => {
		if (method === 'POST') bodies.push((body as { body: unknown }).body);
		const meta = { status: 'Created', id: 9 };
		return await Promise.resolve({ statusCode: 201, headers: {}, body: { meta, data: { id: 9 } } });
	}, JAMA);
	const itemId = { __rl: true, mode: 'id', value: '12' };
	for (const text of ['limit <5\nor 6', 'a & b', '<p>as it <b>is</b></p>']) {
		const { error } = await run('comment', 'create', { commentOn: 'item', itemId, text });
		expect(error).toBeUndefined();
	}
	expect(bodies).toEqual([
		{ text: '<p>limit &lt;5<br />or 6</p>' },
		{ text: '<p>a &amp; b</p>' },
		{ text: '<p>as it <b>is</b></p>' },
	]);
});
