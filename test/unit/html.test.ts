import { decodeHtml, isHtml } from '../../nodes/shared/values/html';

test.each([
	'if a<b and c>d',
	'use <i as index> of',
	'a <s 5 >',
	'<!-- x',
	'<device>',
	'<5',
	'Sales &Dept; 4',
	'&x;',
	'&AT2;',
])('%s is plain text', (text) => {
	expect(isHtml(text)).toBe(false);
});

test.each([
	'<b>x</b>',
	'<p class="x">y',
	'<a href="https://example.com">x</a>',
	'<br/>',
	'<br />',
	'<td nowrap>x',
	'<!-- x -->',
	'5 &lt; 7',
	'Gr&ouml;&szlig;e',
	'5 &micro;m',
	'&#8364;',
	'</b >',
])('%s is HTML', (text) => {
	expect(isHtml(text)).toBe(true);
});

test.each([
	['&Dept; &amp;amp; &AMP;', '&Dept; &amp; &'],
	['&nbsp;&yuml;&frac14;&OElig;', '\u00a0ÿ¼Œ'],
	['&alpha;&Omega;&euro;&zwj;', 'αΩ€\u200d'],
	['&#x41;&#66;&#x110000;', 'AB&#x110000;'],
])('%s is %s', (html, text) => {
	expect(decodeHtml(html)).toBe(text);
});
