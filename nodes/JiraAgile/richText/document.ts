import { isRecord } from '../../shared/values/objectPath';

/** A mark of a text (Atlassian Document Format). */
export interface Mark {
	type: string;
	attrs?: Record<string, unknown>;
}

/** A node of a document (Atlassian Document Format). */
export interface DocumentNode {
	type: string;
	text?: string;
	attrs?: Record<string, unknown>;
	marks?: Mark[];
	content?: DocumentNode[];
}

/** A whole text (Atlassian Document Format, version 1). */
export interface Document extends DocumentNode {
	type: 'doc';
	version: 1;
	content: DocumentNode[];
}

/** A text in another form, and what of it has no counterpart there: each a few words for a hint. */
export interface Converted<T> {
	value: T;
	lost: string[];
}

export const documentOf = (content: DocumentNode[]): Document => ({
	type: 'doc',
	version: 1,
	content,
});

/** Text of one line, without marks. */
export const plain = (text: string): DocumentNode[] =>
	text === '' ? [] : [{ type: 'text', text }];

/** Plain text as a document: an empty line ends a paragraph, other line breaks stay. Pure. */
export function plainToDocument(text: string): Document {
	const paragraphs = text
		.replace(/\r\n?/g, '\n')
		.trim()
		.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
		.filter((one) => one !== '');
	return documentOf(
		paragraphs.map((paragraph) => ({
			type: 'paragraph',
			content: paragraph
				.split('\n')
				.flatMap((line, index) => [
					...(index === 0 ? [] : [{ type: 'hardBreak' }]),
					...plain(line),
				]),
		})),
	);
}

/** What Jira adds to a document that it saves, and what says nothing. */
const ADDED = new Set(['localId', 'version', 'id', 'collection', 'occurrenceKey']);

/** A document as it is compared: without what Jira adds, texts with equal marks joined. Pure. */
export function comparable(node: unknown): unknown {
	if (Array.isArray(node)) {
		const parts: unknown[] = [];
		for (const one of node.map(comparable)) {
			const last = parts[parts.length - 1];
			if (isText(last) && isText(one) && JSON.stringify(last.marks) === JSON.stringify(one.marks)) {
				parts[parts.length - 1] = { ...last, text: last.text + one.text };
			} else parts.push(one);
		}
		return parts;
	}
	if (!isRecord(node)) return node;
	const { marks } = node;
	const entries = Object.entries(node)
		.filter(([name]) => !ADDED.has(name))
		.map(([name, value]): [string, unknown] => [name, comparable(value)])
		.filter(([, value]) => !isNothing(value))
		.sort(([a], [b]) => (a < b ? -1 : 1));
	const sorted = Array.isArray(marks)
		? { marks: [...marks].map(comparable).sort((a, b) => (key(a) < key(b) ? -1 : 1)) }
		: {};
	return { ...Object.fromEntries(entries), ...(isNothing(marks) ? {} : sorted) };
}

const key = (value: unknown): string => JSON.stringify(value);
const isNothing = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(Array.isArray(value) && value.length === 0) ||
	(isRecord(value) && Object.keys(value).length === 0);

const isText = (node: unknown): node is { text: string; marks?: unknown } =>
	isRecord(node) && node.type === 'text' && typeof node.text === 'string';
