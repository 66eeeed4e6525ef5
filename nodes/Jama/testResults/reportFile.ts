import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import { checkRoot, TAKEN } from './testFormats';
import { readXml } from './xml';

/** The first bytes of files that are no text. */
const KINDS: ReadonlyArray<readonly [kind: string, start: readonly number[]]> = [
	['a ZIP archive', [0x50, 0x4b]],
	['a gzip archive', [0x1f, 0x8b]],
	['a PDF document', [0x25, 0x50, 0x44, 0x46]],
];
/** The first bytes of a text, and its encoding. */
const ENCODINGS: ReadonlyArray<readonly [encoding: string, start: readonly number[]]> = [
	['utf-8', [0xef, 0xbb, 0xbf]],
	['utf-16le', [0xff, 0xfe]],
	['utf-16be', [0xfe, 0xff]],
	// Without a mark: "<" in two bytes.
	['utf-16le', [0x3c, 0x00]],
	['utf-16be', [0x00, 0x3c]],
];

const findByStart = (
	table: ReadonlyArray<readonly [string, readonly number[]]>,
	bytes: Uint8Array,
): string | undefined =>
	table.find(([, start]) => start.every((byte, at) => bytes[at] === byte))?.[0];

const notTaken = (what: string, kind: string) =>
	new InvalidInput(`${what} is ${kind}, and no file of test results`, TAKEN);

/** The encoding that an XML declaration names. Its text is ASCII in every encoding but UTF-16. */
function declaredEncoding(bytes: Uint8Array): string {
	const start = String.fromCharCode(...bytes.slice(0, 200));
	const named = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? 'utf-8';
	// Some tools of .NET write UTF-8 and say UTF-16: a declaration that can be read byte by byte is not in UTF-16.
	return /^utf-?16/i.test(named) ? 'utf-8' : named;
}

/** @throws InvalidInput when the bytes are no text in the encoding that they have */
function decode(bytes: Uint8Array, what: string): string {
	const encoding = findByStart(ENCODINGS, bytes) ?? declaredEncoding(bytes);
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		return notDecoded(encoding, what);
	}
}

function notDecoded(encoding: string, what: string): never {
	throw new InvalidInput(
		`${what} cannot be read as text in the encoding ${encoding}`,
		'It may be cut off, or say a wrong encoding. Save it as UTF-8, and check the step that created it. Nothing was written.',
	);
}

/**
 * Reads what a test tool wrote: XML or JSON. Pure.
 * @param what the text as messages name it
 * @throws InvalidInput for any other text, or for one that is cut off
 */
export function readReportText(given: string, what: string): unknown {
	// A mark of the byte order, and the line breaks of a template around the text.
	const text = given.replace(/^\uFEFF/, '').trim();
	if (text === '') {
		throw new InvalidInput(`${what} is empty`, `Check the step that created it. ${TAKEN}`);
	}
	if (/^(<!--[^]*?-->\s*)*<(!doctype\s+html|html)\b/i.test(text)) {
		throw notTaken(what, 'a web page');
	}
	if (text.startsWith('<')) {
		const file = readXml(text);
		Object.keys(file).forEach(checkRoot);
		return file;
	}
	if (/^[[{]/.test(text)) return readJson(text, what.replaceAll("'", ''));
	throw notTaken(what, 'neither XML nor JSON');
}

/**
 * Reads a file that a test tool wrote: XML in any encoding that it names, or JSON. Pure.
 * @param what the file as messages name it
 * @throws InvalidInput for a file of another kind, an empty one, or one that is cut off
 */
export function readReportFile(bytes: Uint8Array, what: string): unknown {
	const kind = findByStart(KINDS, bytes);
	if (kind !== undefined) throw notTaken(what, kind);
	const text = decode(bytes, what);
	if (text.includes('\0')) throw notTaken(what, 'no text');
	return readReportText(text, what);
}
