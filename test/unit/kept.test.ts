/** What was saved is compared with what was written. */
import { notKept, notKeptHint } from '../../nodes/shared/session/kept';

test.each<[unknown, unknown]>([
	['a', 'a'],
	['a  b ', 'a b'],
	['<p>a &amp; b</p>', '<p>\n<b>a</b> &#38; b</p>'],
	['x <5', '<p>x &lt;5</p>'],
	[null, undefined],
	['', null],
	[[], undefined],
	[
		[2, 1],
		[1, 2],
	],
	[5, '5'],
	['2026-01-31', '2026-01-31T00:00:00.000+0000'],
	['2026-01-31T10:00:00.000+0100', '2026-01-31T09:00:00Z'],
	[7, { id: 7, name: 'High' }],
	[[{ action: 'x' }], [{ action: 'x', id: 3 }]],
])('%j is kept as %j', (written, stored) => {
	expect(notKept({ x: written as string }, { x: stored as string })).toEqual([]);
});

test.each<[unknown, unknown]>([
	['a', undefined],
	['a', 'b'],
	['<p>a</p>', ''],
	[5, 6],
	[[1, 2], [1]],
	['2026-01-31', '2026-02-01'],
	[[{ action: 'x' }], [{ action: 'y' }]],
	[null, 'a'],
])('%j is not kept as %j', (written, stored) => {
	expect(notKept({ x: written as string }, { x: stored as string })).toEqual(['x']);
});

test('the hint names the fields and what they have now', () => {
	const hint = notKeptHint('Item A-1', { a: 1, b: 2, c: 3 }, { a: 1, b: 9 }, (name) => `<${name}>`);
	expect(hint).toContain(
		`Item A-1 was saved, but not with what was given for '<b>' (now 9), '<c>' (now empty).`,
	);
	expect(notKeptHint('Item A-1', { a: 1 }, { a: 1 })).toBeUndefined();
});
