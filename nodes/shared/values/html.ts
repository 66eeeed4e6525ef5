import { characterOf } from './htmlCharacters';

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}\d{0,2}));/g;

/** The character that a reference stands for; undefined for what only looks like one, such as `&Dept;`. */
function referenced(decimal?: string, hex?: string, name?: string): string | undefined {
	if (name !== undefined) return characterOf(name);
	const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
	return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Text of HTML with its character references replaced. */
export const decodeHtml = (text: string): string =>
	text.replace(
		REFERENCE,
		(all: string, decimal?: string, hex?: string, name?: string) =>
			referenced(decimal, hex, name) ?? all,
	);

/** Text that means the same inside HTML, also between quotes. */
export const escapeHtml = (text: string): string =>
	escapeText(text).replace(/"/g, '&quot;').replace(/'/g, '&#39;');

/** Text that means the same inside HTML, outside of tags. */
export const escapeText = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const ELEMENTS =
	'a|abbr|address|article|b|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var';
/** A tag as HTML has it, with nothing but attributes in it: not `<5`, nor `<device>`. */
const HTML_TAG = new RegExp(
	// Words behind one letter are attributes only with a value: "if a<b and c>d" is a text.
	`</(?:${ELEMENTS})\\s+>|</?(?:(?:${ELEMENTS})(?:\\s*/)?|(?!\\w\\s)(?:${ELEMENTS})\\s+[^<>]*|[abipqsu]\\s+[\\w-]+\\s*=[^<>]*)>|<!--[^]*?-->`,
	'i',
);

/** True for text that is HTML: it holds one of its tags or character references. */
export const isHtml = (text: string): boolean =>
	HTML_TAG.test(text) ||
	[...text.matchAll(REFERENCE)].some(([, ...found]) => referenced(...found) !== undefined);

/** What people read of HTML or plain text: without tags, with character references replaced, each run of space as one. */
export function textOf(html: string): string {
	const plain = isHtml(html)
		? html
				.replace(/<!--[\s\S]*?-->/g, '')
				.replace(/<(?:br|\/?(?:p|div|li|tr|td|th|h[1-6]|ul|ol|table))\b[^<>]*>/gi, ' ')
				.replace(new RegExp(HTML_TAG.source, 'gi'), '')
		: html;
	return (isHtml(html) ? decodeHtml(plain) : plain).replace(/[\s\u00a0]+/g, ' ').trim();
}
