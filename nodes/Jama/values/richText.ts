import { decodeHtml, escapeText, isHtml } from '../../shared/values/html';

/** What a rich-text field of Jama's links to. */
export interface EmbeddedFiles {
	/** Addresses of files of this instance, each once, in the order of the text. */
	own: string[];
	/** What else the text shows, or links to as a file: other servers, pictures inside the text. */
	skipped: string[];
}

/** A tag. Quotes are those of a value only behind `=`: an apostrophe elsewhere would hide what follows up to the next one. */
const TAG = /<([a-z][\w:-]*)((?:[^<>="']|=\s*"[^"]*"|=\s*'[^']*'|=(?!\s*["'])|["'])*)>/gi;
const ATTRIBUTE = /([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
/** Of `a.png, b.png 2x`: commas inside an address belong to it. */
const CANDIDATE = /([^\s,](?:\S*[^\s,])?)(?:\s[^,]*)?(?:,|$)/g;
const CSS_URL = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"')]+))\s*\)/gi;
const SHOWN = 120;

/** What a match found of its several ways to be written. */
const found = ([, ...ways]: RegExpExecArray): string => ways.find((one) => one !== undefined) ?? '';

/** The addresses of what an attribute shows; undefined for one that shows nothing. */
function shownBy(tag: string, name: string, value: string): string[] | undefined {
	if (['src', 'poster', 'background'].includes(name)) return [value];
	if (name === 'srcset') return [...value.matchAll(CANDIDATE)].map(found);
	if (name === 'style') return [...value.matchAll(CSS_URL)].map(found);
	if (name === 'data') return tag === 'object' ? [value] : undefined;
	// Those of SVG.
	const isReference = name === 'href' || name === 'xlink:href';
	return isReference && (tag === 'image' || tag === 'feimage') ? [value] : undefined;
}

/** The addresses of what the text shows, and of its links. */
function* addressesIn(html: string): Generator<{ isShown: boolean; address: string }> {
	for (const [, tag = '', attributes = ''] of html.matchAll(TAG)) {
		for (const [, name = '', ...values] of attributes.matchAll(ATTRIBUTE)) {
			const value = decodeHtml(values.find((one) => one !== undefined) ?? '');
			const shown = shownBy(tag.toLowerCase(), name.toLowerCase(), value);
			const links = name.toLowerCase() === 'href' ? [value] : [];
			for (const address of (shown ?? links).map((one) => one.trim())) {
				if (address !== '') yield { isShown: shown !== undefined, address };
			}
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
	for (const { isShown, address } of addressesIn(html)) {
		const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
		// The place in a file: it is the same file.
		if (url) url.hash = '';
		const isOwn = url?.origin === base.origin;
		const isFile = url?.pathname.startsWith(`${base.pathname}attachment/`) === true;
		if (url && isOwn && isFile) own.add(url.href);
		else if (isShown || /\/attachment\//.test(url?.pathname ?? '')) {
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
