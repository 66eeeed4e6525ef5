import { InvalidInput } from '../../shared/values/invalidInput';
import { SaxesParser } from './saxes';

/** Reports are about ten levels deep; what reads them walks down level by level. */
const DEEPEST = 100;

/** Where the parser stopped and why, without its name for the error. */
const NO_XML_ADVICE =
	'It may be cut off, or two files in one: take the whole file as the test tool wrote it. Nothing was written.';

/** An element while it is read. */
interface Open {
	name: string;
	attributes: Array<[string, string]>;
	children: Map<string, unknown[]>;
	texts: string[];
}

/** A record with names from outside: none of them leads to a prototype. */
const toElement = (entries: Iterable<readonly [string, unknown]>): Record<string, unknown> =>
	Object.fromEntries(entries);

/** An element that is read to its end. */
function closed({ attributes, children, texts }: Open): unknown {
	const text = texts.join('').trim();
	if (attributes.length === 0 && children.size === 0) return text;
	return toElement([
		...(attributes.length === 0 ? [] : [['$', toElement(attributes)] as const]),
		...children,
		...(text === '' ? [] : [['_', text] as const]),
	]);
}

/**
 * Reads an XML document: strictly, so that a file that is cut off is an error. The result has the shape that n8n's XML node
 * makes without merging attributes: `{ root: { $: attributes, _: text, name: [elements] } }`, with the text alone where there is
 * nothing else. Nothing outside the document is read, and only the five entities of XML itself and character references are replaced. Pure.
 * @throws InvalidInput with the line and column where it stops being XML; also for a document that declares entities or
 * defaults of its own, and for one that is deeper than 100 elements
 */
export function readXml(text: string): Record<string, unknown> {
	const parser = new SaxesParser();
	const open: Open[] = [];
	let root: readonly [string, unknown] | undefined;
	const add = (part: string) => open.at(-1)?.texts.push(part);
	parser.on('error', ({ message }) => {
		throw new InvalidInput(`This is not a whole XML file: ${message}`, NO_XML_ADVICE);
	});
	parser.on('doctype', (declared) => {
		if (!declared.includes('[')) return;
		throw new InvalidInput(
			'The XML file declares entities or defaults of its own, which are not read',
			'Reports of test tools need no declarations (<!DOCTYPE ... [...]>): take the file as the test tool wrote it. Nothing was written.',
		);
	});
	parser.on('opentag', ({ name, attributes }) => {
		if (open.length === DEEPEST) {
			throw new InvalidInput(
				`The XML file is deeper than ${DEEPEST} elements`,
				'Reports of test tools are not: check which file this is. Nothing was written.',
			);
		}
		open.push({ name, attributes: Object.entries(attributes), children: new Map(), texts: [] });
	});
	parser.on('text', add);
	parser.on('cdata', add);
	parser.on('closetag', () => {
		const last = open.pop();
		if (last === undefined) return;
		const element = closed(last);
		const around = open.at(-1);
		if (around === undefined) root = [last.name, element];
		else {
			const same = around.children.get(last.name);
			if (same) same.push(element);
			else around.children.set(last.name, [element]);
		}
	});
	parser.write(text).close();
	return toElement(root === undefined ? [] : [root]);
}
