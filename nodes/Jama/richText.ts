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
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text of an HTML attribute with its character references replaced. */
const decodeHtml = (text: string): string =>
	text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (all, ...found) => {
		const [decimal, hex, name] = found as Array<string | undefined>;
		if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
		const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
		return code <= 0x10ffff ? String.fromCodePoint(code) : all;
	});

/** Text that means the same inside HTML, also between quotes. */
export const escapeHtml = (text: string): string =>
	text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&#39;');

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
