import type { Converted, Document, DocumentNode, Mark } from './document';

/** Signs around a text, by its mark. */
const SIGNS: Readonly<Record<string, string>> = {
	strong: '*',
	em: '_',
	underline: '+',
	strike: '-',
};

/** A sign that would begin or end a mark where it stands; in the middle of words hyphens and plus signs do not. */
const SIGN_AT_EDGE = /(?<![\p{L}\p{N}])[-+](?=\S)|(?<=\S)[-+](?![\p{L}\p{N}])/gu;

/** Text that means itself in wiki markup. A backslash is a reference, for two of them break the line. */
const escaped = (text: string): string =>
	text
		.replace(/\\/g, '&#92;')
		.replace(/[*_{}[\]|^~!]|\?\?/g, (sign) => `\\${sign}`)
		.replace(SIGN_AT_EDGE, '\\$&')
		.replace(/^(\s*)(#|h[1-6]\.|bq\.)(?=\s)/, (_, space: string, sign: string) =>
			sign === '#' ? `${space}\\#` : `${space}${sign.replace('.', '&#46;')}`,
		);

const markOf = (marks: readonly Mark[], type: string): Mark | undefined =>
	marks.find((mark) => mark.type === type);
const attr = (mark: { attrs?: Record<string, unknown> } | undefined, name: string): string =>
	String(mark?.attrs?.[name] ?? '');

/** A text with its marks; space at its ends stands outside of them. */
function marked({ text = '', marks = [] }: DocumentNode, glued: boolean): string {
	const [, before = '', inner = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? [];
	if (inner === '') return text;
	if (markOf(marks, 'code')) {
		const code = `{{${escaped(inner)}}}`;
		const href = attr(markOf(marks, 'link'), 'href');
		return `${before}${href === '' ? code : `[${code}|${href}]`}${after}`;
	}
	let shown = escaped(inner);
	const { type: place } = markOf(marks, 'subsup')?.attrs ?? {};
	if (place !== undefined) shown = place === 'sub' ? `{~}${shown}{~}` : `{^}${shown}{^}`;
	for (const { type } of marks) {
		const sign = SIGNS[type];
		// In braces a sign holds inside of a word as well.
		if (sign !== undefined) {
			const whole = glued ? `{${sign}}` : sign;
			shown = `${whole}${shown}${whole}`;
		}
	}
	const color = attr(markOf(marks, 'textColor'), 'color');
	if (color !== '') shown = `{color:${color}}${shown}{color}`;
	const href = attr(markOf(marks, 'link'), 'href');
	if (href !== '') shown = `[${shown}|${href.replace(/\|/g, '%7C').replace(/]/g, '%5D')}]`;
	return `${before}${shown}${after}`;
}

const isWordAt = (node: DocumentNode | undefined, end: 'first' | 'last'): boolean => {
	const { text = '' } = node ?? {};
	const sign = end === 'first' ? [...text][0] : [...text].at(-1);
	return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
};

/** A line. @param lineBreak what breaks it: a new line, or where that would end the block two backslashes */
const line = (nodes: readonly DocumentNode[], lineBreak: string): string =>
	nodes
		.map((node, index) => {
			if (node.type === 'hardBreak') return lineBreak;
			const glued =
				(isWordAt(nodes[index - 1], 'last') && isWordAt(node, 'first')) ||
				(isWordAt(nodes[index + 1], 'first') && isWordAt(node, 'last'));
			return marked(node, glued);
		})
		.join('');

const FORCED = ' \\\\ ';

function listLines(
	{ type, content = [] }: DocumentNode,
	prefix: string,
	lost: Set<string>,
): string[] {
	const own = prefix + (type === 'orderedList' ? '#' : '*');
	return content.flatMap(({ content: blocks = [] }) => {
		const isList = (block: DocumentNode) => /^(bullet|ordered)List$/.test(block.type);
		const lines = blocks.filter((block) => !isList(block)).map((block) => oneLine(block, lost));
		const nested = blocks.filter(isList).flatMap((block) => listLines(block, own, lost));
		return [`${own} ${lines.filter(Boolean).join(FORCED)}`.trimEnd(), ...nested];
	});
}

/** A block in one line, for the item of a list or a cell. */
function oneLine(block: DocumentNode, lost: Set<string>): string {
	if (block.type === 'codeBlock') return block.content?.map(code).join('') ?? '';
	if (block.type === 'rule') return '\\----';
	if (/^(bullet|ordered)List$/.test(block.type))
		return `\n${listLines(block, '', lost).join('\n')}\n`;
	if (block.type === 'blockquote')
		return (block.content ?? []).map((one) => oneLine(one, lost)).join(FORCED);
	return line(block.content ?? [], FORCED);
}

const code = ({ text = '' }: DocumentNode): string =>
	text.includes('{noformat}') ? `{code}\n${text}\n{code}` : `{noformat}\n${text}\n{noformat}`;

function tableLines({ content = [] }: DocumentNode, lost: Set<string>): string {
	return content
		.map(({ content: cells = [] }) => {
			const shown = cells.map(({ type, attrs, content: blocks = [] }) => {
				if (attrs?.colspan !== undefined || attrs?.rowspan !== undefined) lost.add('merged cells');
				const text = blocks.map((block) => oneLine(block, lost)).join(FORCED) || ' ';
				return `${type === 'tableHeader' ? '||' : '|'}${text}`;
			});
			return shown.join('') + (cells.at(-1)?.type === 'tableHeader' ? '||' : '|');
		})
		.join('\n');
}

function block(node: DocumentNode, lost: Set<string>): string {
	const { type, content = [] } = node;
	if (type === 'paragraph') return line(content, '\n');
	if (type === 'heading') return `h${attr(node, 'level')}. ${line(content, FORCED)}`;
	if (/^(bullet|ordered)List$/.test(type)) {
		if (node.attrs?.order !== undefined) lost.add('the first number of a list');
		return listLines(node, '', lost).join('\n');
	}
	if (type === 'table') return tableLines(node, lost);
	if (type === 'rule') return '----';
	if (type === 'codeBlock') return content.map(code).join('');
	if (type === 'blockquote')
		return `{quote}\n${content.map((one) => block(one, lost)).join('\n\n')}\n{quote}`;
	lost.add(`a ${type}`);
	return line(content, '\n');
}

/** A document as the wiki markup of Data Center. What has no counterpart is told in `lost`; its text stays. Pure. */
export function documentToWiki({ content }: Document): Converted<string> {
	const lost = new Set<string>();
	const value = content.map((node) => block(node, lost)).join('\n\n');
	return { value, lost: [...lost] };
}
