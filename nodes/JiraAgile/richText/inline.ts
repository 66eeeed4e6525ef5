import type { DocumentNode, Mark } from './document';
import type { Element, HtmlNode } from './htmlTree';

/** Marks by element. */
const MARKS: Readonly<Record<string, Mark>> = {
	b: { type: 'strong' },
	strong: { type: 'strong' },
	i: { type: 'em' },
	em: { type: 'em' },
	cite: { type: 'em' },
	var: { type: 'em' },
	dfn: { type: 'em' },
	u: { type: 'underline' },
	ins: { type: 'underline' },
	s: { type: 'strike' },
	strike: { type: 'strike' },
	del: { type: 'strike' },
	code: { type: 'code' },
	tt: { type: 'code' },
	kbd: { type: 'code' },
	samp: { type: 'code' },
	sub: { type: 'subsup', attrs: { type: 'sub' } },
	sup: { type: 'subsup', attrs: { type: 'sup' } },
};
const BLOCKS = new Set(
	'address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
		' ',
	),
);
const COLORS: Readonly<Record<string, string>> = {
	...{ black: '#000000', blue: '#0000ff', green: '#008000', gray: '#808080', grey: '#808080' },
	...{ orange: '#ffa500', purple: '#800080', red: '#ff0000', white: '#ffffff', yellow: '#ffff00' },
};

/** An element, not a text. */
export const isElement = (node: HtmlNode): node is Element => typeof node !== 'string';
/** What begins a line of its own. */
export const isBlock = (node: HtmlNode): boolean => isElement(node) && holdsBlock(node);
/** An inline element around blocks counts as one. */
export const holdsBlock = ({ tag, children }: Element): boolean =>
	BLOCKS.has(tag) || children.some(isBlock);

/** A color as six hexadecimal digits; undefined for one that is not known. */
function colorOf(text: string | undefined): string | undefined {
	const color = text?.trim().toLowerCase() ?? '';
	const [, r, g, b] = /^rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)/.exec(color) ?? [];
	if (r !== undefined) {
		const hex = [r, g, b].map((one) => Math.min(255, Number(one)).toString(16).padStart(2, '0'));
		return `#${hex.join('')}`;
	}
	if (/^#[\da-f]{6}$/.test(color)) return color;
	if (/^#[\da-f]{3}$/.test(color))
		return `#${[...color.slice(1)].map((one) => one + one).join('')}`;
	return COLORS[color];
}

/** What the style of an element says of its text. */
function marksOfStyle({ tag, attributes: { style = '', color } }: Element): Mark[] {
	const styles = Object.fromEntries(
		style.split(';').map((one) => {
			const [name = '', ...value] = one.split(':');
			return [name.trim().toLowerCase(), value.join(':').trim().toLowerCase()];
		}),
	);
	const shade = colorOf(styles.color ?? (tag === 'font' ? color : undefined));
	const decoration = `${styles['text-decoration'] ?? ''} ${styles['text-decoration-line'] ?? ''}`;
	return [
		...(/^(bold|bolder|[6-9]00)$/.test(styles['font-weight'] ?? '') ? [{ type: 'strong' }] : []),
		...(styles['font-style'] === 'italic' ? [{ type: 'em' }] : []),
		...(decoration.includes('underline') ? [{ type: 'underline' }] : []),
		...(decoration.includes('line-through') ? [{ type: 'strike' }] : []),
		// Black is what text is anyway.
		...(shade === undefined || shade === '#000000'
			? []
			: [{ type: 'textColor', attrs: { color: shade } }]),
	];
}

/** Marks that a text may have together: code stands with links only, and a link has no color. */
export function allowed(marks: readonly Mark[]): Mark[] {
	const once = new Map(marks.map((mark) => [mark.type, mark]));
	const all = [...once.values()];
	if (once.has('code')) return all.filter(({ type }) => type === 'code' || type === 'link');
	return once.has('link') ? all.filter(({ type }) => type !== 'textColor') : all;
}

/** Where a conversion stands: what the blocks around allow, and what was lost. */
export interface Context {
	marks: readonly Mark[];
	/** Inside of pre: space counts. */
	verbatim?: boolean;
	lost: Set<string>;
	base: URL | undefined;
}

/** An address as a link may have it; undefined for one that leads nowhere. */
function addressOf(text: string | undefined, { base }: Context): string | undefined {
	const address = text?.trim() ?? '';
	if (/^(#|$)/.test(address) || /^(javascript|data|about|vbscript):/i.test(address))
		return undefined;
	if (/^mailto:/i.test(address)) return address;
	return URL.canParse(address, base?.href) ? new URL(address, base?.href).href : undefined;
}

/** A text with marks; none where it is empty. */
export const withText = (text: string, marks: readonly Mark[]): DocumentNode[] =>
	text === ''
		? []
		: [{ type: 'text', text, ...(marks.length > 0 ? { marks: allowed(marks) } : {}) }];

/** A picture as a link to it, with its description or its name. */
function image({ attributes: { src = '', alt = '', title = '' } }: Element, context: Context) {
	const file = /([^/?#]+)(?:[?#].*)?$/.exec(src)?.[1] ?? '';
	const name = alt.trim() || title.trim() || (src.startsWith('data:') ? '' : safeDecode(file));
	const href = addressOf(src, context);
	if (href === undefined) {
		context.lost.add(src.startsWith('data:') ? 'a picture inside the text' : 'a picture');
		const where = src.startsWith('data:') || src === '' ? '' : ` (${src})`;
		return withText(`[${name || 'image'}${where}]`, context.marks);
	}
	return withText(name || href, [...context.marks, { type: 'link', attrs: { href } }]);
}

function safeDecode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** What stands in a line. */
export function inline(nodes: readonly HtmlNode[], context: Context): DocumentNode[] {
	return nodes.flatMap((node): DocumentNode[] => {
		if (!isElement(node)) {
			const text = context.verbatim ? node : node.replace(/[ \t\r\n\f]+/g, ' ');
			return withText(text, context.marks);
		}
		const { tag, attributes, children } = node;
		if (tag === 'br') return [{ type: 'hardBreak' }];
		if (tag === 'img') return image(node, context);
		if (tag === 'input') {
			if (attributes.type !== 'checkbox') return [];
			return withText('checked' in attributes ? '[x] ' : '[ ] ', context.marks);
		}
		const marks = [...context.marks, ...marksOf(node)];
		if (tag === 'q') return inline(['“', ...children, '”'], { ...context, marks });
		const source = attributes.src ?? attributes.data;
		if (['iframe', 'video', 'audio', 'embed', 'object'].includes(tag) && source !== undefined) {
			return image({ ...node, attributes: { src: source } }, context);
		}
		if (tag !== 'a' || attributes.href === undefined)
			return inline(children, { ...context, marks });
		const href = addressOf(attributes.href, context);
		if (href !== undefined) {
			const link = { type: 'link', attrs: { href } };
			const shown = inline(children, { ...context, marks: [...marks, link] });
			return shown.length > 0 ? shown : withText(href, [...marks, link]);
		}
		const inner = inline(children, { ...context, marks });
		const { href: address } = attributes;
		if (address === '' || address.startsWith('#')) return inner;
		context.lost.add(`the link to ${address}`);
		return [...inner, ...withText(` (${address})`, marks)];
	});
}

/** A line without space at its ends and doubled between its parts. */
export function trimmed(nodes: readonly DocumentNode[]): DocumentNode[] {
	const kept: DocumentNode[] = [];
	const isSpaceEnd = () => {
		const last = kept[kept.length - 1];
		return last === undefined || last.type === 'hardBreak' || / $/.test(last.text ?? '');
	};
	const cutEnd = () => {
		const last = kept[kept.length - 1];
		if (last?.type !== 'text') return;
		const text = last.text?.replace(/ +$/, '') ?? '';
		if (text === '') kept.pop();
		else kept[kept.length - 1] = { ...last, text };
	};
	for (const node of nodes) {
		if (node.type === 'hardBreak') cutEnd();
		if (node.type !== 'text') kept.push(node);
		else {
			const text = isSpaceEnd() ? (node.text ?? '').replace(/^ +/, '') : (node.text ?? '');
			if (text !== '') kept.push({ ...node, text });
		}
	}
	cutEnd();
	while (kept[kept.length - 1]?.type === 'hardBreak') kept.pop();
	while (kept[0]?.type === 'hardBreak') kept.shift();
	return kept;
}

/** The marks that an element gives to its text. */
export const marksOf = (element: Element): Mark[] => [
	...[MARKS[element.tag] ?? []].flat(),
	...marksOfStyle(element),
];
