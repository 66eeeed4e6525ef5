import { InvalidInput } from './invalidInput';

/** A label as it stands in a list of labels: in quotes where it would not be read as one. */
const quoteLabel = (label: string): string =>
	/[",]|^\[|^\s|\s$/.test(label) ? `"${label.replace(/"/g, '""')}"` : label;

/** Labels as a list that `readLabels` reads again. */
export const listLabels = (labels: readonly unknown[]): string =>
	labels.map((label) => quoteLabel(String(label))).join(', ');

interface Part {
	text: string;
	/** As it was written, with quotes. */
	raw: string;
	quoted: boolean;
}

const PART = /\s*"((?:[^"]|"")*)"\s*(?:,|$)|([^,]*)(?:,|$)/gy;

/** Text split at commas outside of quotes. */
function split(text: string): Part[] {
	const parts: Part[] = [];
	PART.lastIndex = 0;
	while (PART.lastIndex < text.length) {
		const match = PART.exec(text);
		if (!match) break;
		const [whole, quoted, plain = ''] = match;
		const raw = whole.replace(/,$/, '');
		if (quoted === undefined) parts.push({ text: plain.trim(), raw, quoted: false });
		else parts.push({ text: quoted.replace(/""/g, '"'), raw, quoted: true });
	}
	return parts.filter((part) => part.quoted || part.text !== '');
}

/** Up to two ways to read parts as labels, where a label may hold commas and so go over several parts. */
function readings(parts: readonly Part[], isLabel: (text: string) => boolean): string[][] {
	const known = new Map<number, string[][]>();
	const from = (start: number): string[][] => {
		if (start === parts.length) return [[]];
		const before = known.get(start);
		if (before) return before;
		const found: string[][] = [];
		for (let end = start + 1; end <= parts.length && found.length < 2; end++) {
			const group = parts.slice(start, end);
			if (end > start + 1 && group.some(({ quoted }) => quoted)) break;
			const text = end === start + 1 ? group[0]?.text : group.map(({ raw }) => raw).join(',');
			const label = (text ?? '').trim();
			if (isLabel(label)) found.push(...from(end).map((rest) => [label, ...rest]));
		}
		known.set(start, found.slice(0, 2));
		return found.slice(0, 2);
	};
	return from(0);
}

/** A JSON list; undefined for other text. */
function readJsonList(text: string): unknown[] | undefined {
	if (!text.startsWith('[')) return undefined;
	try {
		const list: unknown = JSON.parse(text);
		return Array.isArray(list) ? list : undefined;
	} catch {
		// Text in brackets may well be a label.
		return undefined;
	}
}

/**
 * The labels in a list: an array, a JSON list, or text with commas. The whole text is one label if there is such a one;
 * labels with commas may stand in double quotes, and need to where the text can be read in two ways.
 * @param isLabel whether a text names something
 * @param what the field as the user knows it, for messages
 * @throws InvalidInput
 */
export function readLabels(
	value: unknown,
	isLabel: (text: string) => boolean,
	what: string,
): unknown[] {
	if (Array.isArray(value)) return value.filter((one) => one !== null && one !== '');
	if (typeof value !== 'string') return [value];
	const text = value.trim();
	if (text === '') return [];
	if (isLabel(text)) return [text];
	const list = readJsonList(text);
	if (list) return list.filter((one) => one !== null && one !== '');
	const parts = split(text);
	const [first, second] = readings(parts, isLabel);
	if (first && second) {
		throw new InvalidInput(
			`'${what}' can be read in two ways: ${listLabels(first)} or ${listLabels(second)}`,
			'Put labels that hold a comma in double quotes.',
		);
	}
	return first ?? parts.map((part) => part.text);
}
