import { isHtml } from '../../nodes/shared/html';

test.each(['if a<b and c>d', 'use <i as index> of', 'a <s 5 >', '<!-- x', '<device>', '<5'])(
	'%s is plain text',
	(text) => {
		expect(isHtml(text)).toBe(false);
	},
);

test.each([
	'<b>x</b>',
	'<p class="x">y',
	'<a href="https://example.com">x</a>',
	'<br/>',
	'<br />',
	'<td nowrap>x',
	'<!-- x -->',
	'5 &lt; 7',
])('%s is HTML', (text) => {
	expect(isHtml(text)).toBe(true);
});
