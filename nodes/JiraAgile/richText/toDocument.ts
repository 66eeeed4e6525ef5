import type { Converted, Document, DocumentNode } from './document';
import { documentOf } from './document';
import type { Element, HtmlNode } from './htmlTree';
import { parseHtml } from './htmlTree';
import type { Context } from './inline';
import {
	allowed,
	holdsBlock,
	inline,
	isBlock,
	isElement,
	marksOf,
	trimmed,
	withText,
} from './inline';

const paragraph = (content: DocumentNode[]): DocumentNode[] =>
	content.length === 0 ? [] : [{ type: 'paragraph', content }];

const textOf = (nodes: readonly HtmlNode[]): string =>
	nodes
		.map((node) => (isElement(node) ? (node.tag === 'br' ? '\n' : textOf(node.children)) : node))
		.join('');

/** What may stand in an item of a list, a cell or a quote; anything else becomes what may. */
const INNER: Readonly<Record<string, ReadonlySet<string>>> = {
	listItem: new Set(['paragraph', 'bulletList', 'orderedList', 'codeBlock']),
	cell: new Set([
		...['paragraph', 'bulletList', 'orderedList', 'codeBlock', 'heading', 'blockquote', 'rule'],
	]),
	blockquote: new Set(['paragraph', 'bulletList', 'orderedList', 'codeBlock']),
};

/** A row of a table that cannot stand where it is, as one line. */
function flatRow({ content = [] }: DocumentNode): DocumentNode[] {
	const cells = content.map(({ content: blocks = [] }) =>
		blocks.flatMap((block, index) => [
			...(index === 0 ? [] : [{ type: 'hardBreak' }]),
			...(block.type === 'paragraph' ? (block.content ?? []) : linesOf(block)),
		]),
	);
	return paragraph(
		cells.flatMap((cell, index) => [...(index === 0 ? [] : withText(' | ', [])), ...cell]),
	);
}

const linesOf = (node: DocumentNode): DocumentNode[] =>
	node.type === 'text' || node.type === 'hardBreak'
		? [node]
		: (node.content ?? []).flatMap(linesOf);

function fitting(blocks: readonly DocumentNode[], place: string, context: Context): DocumentNode[] {
	const fits = INNER[place];
	const found = blocks.flatMap((block): DocumentNode[] => {
		if (fits?.has(block.type)) return [block];
		if (block.type === 'table') {
			context.lost.add('the frame of a table inside of another block');
			return (block.content ?? []).flatMap(flatRow);
		}
		if (block.type === 'heading') {
			const strong = linesOf(block).map((one) =>
				one.type === 'text'
					? { ...one, marks: allowed([...(one.marks ?? []), { type: 'strong' }]) }
					: one,
			);
			return paragraph(strong);
		}
		if (block.type === 'rule') return paragraph(withText('———', []));
		return fitting(block.content ?? [], place, context);
	});
	return found.length > 0 ? found : [{ type: 'paragraph', content: [] }];
}

function listOf({ tag, attributes, children }: Element, context: Context): DocumentNode[] {
	const items: DocumentNode[] = [];
	for (const child of children) {
		if (!isElement(child) && child.trim() === '') continue;
		const isItem = isElement(child) && ['li', 'dt', 'dd'].includes(child.tag);
		const inner = isItem ? child.children : [child];
		const content = blocksOf(inner, context);
		const last = items[items.length - 1];
		const isNested = isElement(child) && ['ul', 'ol'].includes(child.tag);
		// A list directly in a list belongs to the item before.
		if (isNested && last) last.content = [...(last.content ?? []), ...content];
		else if (content.length > 0) {
			const fits = fitting(content, 'listItem', context);
			const first = ['bulletList', 'orderedList'].includes(fits[0]?.type ?? '')
				? [{ type: 'paragraph', content: [] }, ...fits]
				: fits;
			items.push({ type: 'listItem', content: first });
		}
	}
	if (items.length === 0) return [];
	const order = Number(attributes.start ?? 1);
	const attrs = tag === 'ol' && Number.isInteger(order) && order > 1 ? { attrs: { order } } : {};
	return [{ type: tag === 'ol' ? 'orderedList' : 'bulletList', ...attrs, content: items }];
}

const spanOf = (value: string | undefined): number =>
	Math.max(1, Math.trunc(Number(value ?? 1)) || 1);

function cellOf({ tag, attributes, children }: Element, context: Context): DocumentNode {
	const [colspan, rowspan] = [spanOf(attributes.colspan), spanOf(attributes.rowspan)];
	const attrs = {
		...(colspan > 1 ? { colspan } : {}),
		...(rowspan > 1 ? { rowspan } : {}),
	};
	return {
		type: tag === 'th' ? 'tableHeader' : 'tableCell',
		...(Object.keys(attrs).length > 0 ? { attrs } : {}),
		content: fitting(blocksOf(children, context), 'cell', context),
	};
}

function tableOf({ children }: Element, context: Context): DocumentNode[] {
	const before: DocumentNode[] = [];
	const rows: DocumentNode[] = [];
	const read = (nodes: readonly HtmlNode[]) => {
		for (const node of nodes) {
			if (!isElement(node)) {
				if (node.trim() !== '') before.push(...blocksOf([node], context));
			} else if (['thead', 'tbody', 'tfoot', 'colgroup'].includes(node.tag)) read(node.children);
			else if (node.tag === 'tr') {
				const isCell = (one: HtmlNode): one is Element =>
					isElement(one) && ['td', 'th'].includes(one.tag);
				const cells = node.children.filter(isCell).map((cell) => cellOf(cell, context));
				const stray = node.children.filter((one) => !isCell(one));
				before.push(...blocksOf(stray, context));
				if (cells.length > 0) rows.push({ type: 'tableRow', content: cells });
			} else if (node.tag !== 'col') before.push(...blocksOf([node], context));
		}
	};
	read(children);
	return [...before, ...(rows.length > 0 ? [{ type: 'table', content: rows }] : [])];
}

function blockOf(element: Element, context: Context): DocumentNode[] {
	const { tag, children } = element;
	const [, level] = /^h([1-6])$/.exec(tag) ?? [];
	if (level !== undefined && !children.some(isBlock)) {
		const content = trimmed(inline(children, context));
		return content.length === 0
			? []
			: [{ type: 'heading', attrs: { level: Number(level) }, content }];
	}
	if (tag === 'ul' || tag === 'ol' || tag === 'dl') return listOf(element, context);
	if (tag === 'table') return tableOf(element, context);
	if (tag === 'hr') return [{ type: 'rule' }];
	if (tag === 'pre') {
		const text = textOf(children)
			.replace(/\r\n?/g, '\n')
			.replace(/^\n|\n$/g, '');
		return text === '' ? [] : [{ type: 'codeBlock', content: [{ type: 'text', text }] }];
	}
	if (tag === 'blockquote') {
		const content = blocksOf(children, context);
		return content.length === 0
			? []
			: [{ type: 'blockquote', content: fitting(content, 'blockquote', context) }];
	}
	return blocksOf(children, { ...context, marks: [...context.marks, ...marksOf(element)] });
}

/** Blocks, with what stands between them in paragraphs of its own. */
function blocksOf(nodes: readonly HtmlNode[], context: Context): DocumentNode[] {
	const blocks: DocumentNode[] = [];
	let line: HtmlNode[] = [];
	const endLine = () => {
		blocks.push(...paragraph(trimmed(inline(line, context))));
		line = [];
	};
	for (const node of nodes) {
		if (isElement(node) && holdsBlock(node)) {
			endLine();
			blocks.push(...blockOf(node, context));
		} else line.push(node);
	}
	endLine();
	return blocks;
}

/**
 * HTML, as Jama keeps rich text, as a document: headings, lists, tables with merged cells, quotes, code, links, marks and
 * colors. Pictures become links to them. What has no counterpart is told in `lost`, and its text stays. Pure.
 * @param baseUrl what relative addresses are relative to
 */
export function htmlToDocument(html: string, baseUrl?: string): Converted<Document> {
	const lost = new Set<string>();
	const base = baseUrl !== undefined && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
	const content = blocksOf(parseHtml(html), { marks: [], lost, base });
	return { value: documentOf(content), lost: [...lost] };
}
