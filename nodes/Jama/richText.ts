import { decodeHtml, escapeText, isHtml } from '../shared/html';

/** What a rich-text field of Jama's links to. */
export interface EmbeddedFiles {
	/** Addresses of files of this instance, each once, in the order of the text. */
	own: string[];
	/** What else the text shows as an image, or links to as a file: other servers, pictures inside the text. */
	skipped: string[];
}

const TAG = /<(img|a)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const ATTRIBUTE = /([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
const SHOWN = 120;

/** The addresses of the text's images and links. */
function* addressesIn(html: string): Generator<{ isImage: boolean; address: string }> {
	for (const [, tag = '', attributes = ''] of html.matchAll(TAG)) {
		const isImage = tag.toLowerCase() === 'img';
		for (const [, name = '', ...values] of attributes.matchAll(ATTRIBUTE)) {
			const wanted = isImage ? 'src' : 'href';
			const address = decodeHtml(values.find((value) => value !== undefined) ?? '').trim();
			if (name.toLowerCase() === wanted && address !== '') yield { isImage, address };
		}
	}
}

/**
 * The files that a rich text shows or links to. Files of this instance have the address `{base}/attachment/{number}/{name}`
 * (REST cookbook, Embedding a Link); links to pages are left out.
 * @param baseUrl of the instance, with its context path
 */
export function embeddedFiles(html: string, baseUrl: string): EmbeddedFiles {
	const base = new URL(`${baseUrl}/`);
	const own = new Set<string>();
	const skipped = new Set<string>();
	for (const { isImage, address } of addressesIn(html)) {
		const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
		const isOwn = url?.origin === base.origin;
		const isFile = url?.pathname.startsWith(`${base.pathname}attachment/`) === true;
		if (url && isOwn && isFile) own.add(url.href);
		else if (isImage || /\/attachment\//.test(url?.pathname ?? '')) {
			skipped.add(address.length > SHOWN ? `${address.slice(0, SHOWN)}…` : address);
		}
	}
	return { own: [...own], skipped: [...skipped] };
}

/** How text for a rich-text field is to be taken. */
export type RichTextInput = 'detect' | 'html' | 'plain';

/** Plain text as paragraphs: an empty line ends one, other line breaks stay. */
const toParagraphs = (text: string): string =>
	text
		.trim()
		.split(/(?:\r\n|\r|\n)[^\S\r\n]*(?:(?:\r\n|\r|\n)[^\S\r\n]*)+/)
		.map((paragraph) => `<p>${escapeText(paragraph).replace(/\r\n|\r|\n/g, '<br />')}</p>`)
		.join('');

/**
 * Text as Jama's rich-text fields take it, which is HTML; plain text is dropped by some instances when an item is created.
 * @param input what the text is; `detect` takes it for HTML if it holds a tag or a character reference
 */
export function toRichText(text: string, input: RichTextInput = 'detect'): string {
	if (text.trim() === '') return text;
	const html = input === 'detect' ? isHtml(text) : input === 'html';
	return html ? text : toParagraphs(text);
}
