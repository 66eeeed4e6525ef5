import { decodeHtml } from '../../shared/values/html';

/** An element of HTML with what is in it. */
export interface Element {
	tag: string;
	attributes: Readonly<Record<string, string>>;
	children: HtmlNode[];
}

/** An element, or text with its character references replaced. */
export type HtmlNode = Element | string;

const TAG = /<!--[^]*?-->|<!?(\/?)([a-z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi;
const ATTRIBUTE = /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
/** Elements without an end (HTML standard, void elements). */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** What is never shown. */
const HIDDEN = new Set(['script', 'style', 'head', 'title', 'template']);

/** Elements that end when another begins, up to the elements that hold both (HTML standard, optional tags). */
const CLOSED_BY: Readonly<
	Record<string, { by: ReadonlySet<string>; within: ReadonlySet<string> }>
> = {
	p: {
		by: new Set(
			'address blockquote div dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul li td th tr'.split(' '),
		),
		within: new Set(['td', 'th', 'li', 'div', 'blockquote']),
	},
	li: { by: new Set(['li']), within: new Set(['ul', 'ol']) },
	dt: { by: new Set(['dt', 'dd']), within: new Set(['dl']) },
	dd: { by: new Set(['dt', 'dd']), within: new Set(['dl']) },
	td: { by: new Set(['td', 'th', 'tr', 'tbody', 'tfoot']), within: new Set(['table']) },
	th: { by: new Set(['td', 'th', 'tr', 'tbody', 'tfoot']), within: new Set(['table']) },
	tr: { by: new Set(['tr', 'tbody', 'tfoot']), within: new Set(['table']) },
};

function attributesOf(text: string): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [, name = '', ...ways] of text.matchAll(ATTRIBUTE)) {
		found[name.toLowerCase()] ??= decodeHtml(ways.find((one) => one !== undefined) ?? '');
	}
	return found;
}

/** Ends what another element ends by beginning. */
function closeFor(open: Element[], tag: string): void {
	for (let at = open.length - 1; at > 0; at--) {
		const name = open[at]?.tag ?? '';
		const rule = CLOSED_BY[name];
		if (rule?.by.has(tag)) open.length = at;
		if (open.slice(at).some((one) => CLOSED_BY[tag]?.within.has(one.tag))) return;
		if (['table', 'ul', 'ol', 'dl'].includes(name)) return;
	}
}

/**
 * Reads HTML, whatever its faults: an end without a beginning is left out, what has no end ends with what it is in. Comments,
 * scripts and styles are no part of the text. Pure.
 */
export function parseHtml(html: string): HtmlNode[] {
	const root: Element = { tag: '', attributes: {}, children: [] };
	const open = [root];
	let hidden = '';
	let at = 0;
	const add = (node: HtmlNode) => open[open.length - 1]?.children.push(node);
	const text = (end: number) => {
		const raw = html.slice(at, end);
		if (raw !== '' && hidden === '') add(decodeHtml(raw));
	};
	for (const match of html.matchAll(TAG)) {
		const [all, slash, name = '', rest = ''] = match;
		const tag = name.toLowerCase();
		text(match.index);
		at = match.index + all.length;
		if (hidden !== '') {
			if (slash && tag === hidden) hidden = '';
			continue;
		}
		if (tag === '' || all.startsWith('<!')) continue;
		if (slash) {
			const last = open.findLastIndex((one) => one.tag === tag);
			if (last > 0) open.length = last;
			else if (tag === 'p') add({ tag: 'p', attributes: {}, children: [] });
			continue;
		}
		if (HIDDEN.has(tag)) {
			hidden = tag;
			continue;
		}
		closeFor(open, tag);
		const element: Element = { tag, attributes: attributesOf(rest), children: [] };
		add(element);
		if (!VOID.has(tag) && !rest.trimEnd().endsWith('/')) open.push(element);
	}
	text(html.length);
	return root.children;
}
