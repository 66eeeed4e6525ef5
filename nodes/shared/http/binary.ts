import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { HttpResponse } from './http';

/** A file of an input item. */
export interface InputFile<Content = Buffer> {
	content: Content;
	fileName: string;
	mimeType: string;
}

/** The files of one input item, and new ones for its output. */
export interface Files {
	/**
	 * Reads a file of the input item.
	 * @param name the item's binary field
	 * @throws n8n's own error when the item has no such field
	 */
	read: (name: string) => Promise<InputFile>;
	/** The same for a form. A form copies a Buffer, and not a Blob: so the file is held once. */
	readBlob: (name: string) => Promise<InputFile<Blob>>;
	/** Turns a response that is a file into n8n's binary data. @param fallbackName where the response names none */
	save: (response: HttpResponse, fallbackName: string) => Promise<IBinaryData>;
}

/** Bytes of a file that are held twice while they become a part of a Blob; characters of base64, which comes in fours. */
const PIECE = 2 ** 20;

/** Base64 without line breaks, and with padding at its end only. */
const PLAIN_BASE64 = /^[\w+/-]*={0,2}$/;

/** A file of n8n's in pieces, wherever n8n keeps it: in a store, or as base64 in the item itself. */
async function* piecesOf(
	helpers: IExecuteFunctions['helpers'],
	{ id, data }: IBinaryData,
): AsyncGenerator<Uint8Array> {
	if (id !== undefined) {
		yield* (await helpers.getBinaryStream(id, PIECE)) as AsyncIterable<Buffer>;
		return;
	}
	// Lines break, and padding ends, the groups of four that a piece is made of: such a text is read as a whole.
	const piece = PLAIN_BASE64.test(data) ? PIECE : Infinity;
	for (let at = 0; at < data.length; at += piece)
		yield Buffer.from(data.slice(at, at + piece), 'base64');
}

/** The files of an input item, through n8n. */
export const filesOf = (
	{ helpers }: Pick<IExecuteFunctions, 'helpers'>,
	itemIndex: number,
): Files => ({
	async read(name) {
		const { fileName = 'file', mimeType } = helpers.assertBinaryData(itemIndex, name);
		return { content: await helpers.getBinaryDataBuffer(itemIndex, name), fileName, mimeType };
	},
	async readBlob(name) {
		const file = helpers.assertBinaryData(itemIndex, name);
		const { fileName = 'file', mimeType } = file;
		const parts: Blob[] = [];
		for await (const piece of piecesOf(helpers, file)) parts.push(new Blob([piece]));
		return { content: new Blob(parts, { type: mimeType }), fileName, mimeType };
	},
	async save({ headers, body }, fallbackName) {
		const fileName = fileNameOf(String(headers['content-disposition'] ?? '')) ?? fallbackName;
		const mimeType = String(headers['content-type'] ?? '').split(';')[0] || undefined;
		if (!Buffer.isBuffer(body))
			throw new TypeError('A file was expected, and the body is no bytes');
		return await helpers.prepareBinaryData(body, fileName, mimeType);
	},
});

/** Adds a file to a form as the part `part`. */
export function appendFile(form: FormData, part: string, file: InputFile<Blob>): void {
	form.append(part, file.content, file.fileName);
}

/** The name without folders and control characters, for whoever makes a path of it; undefined when nothing is left. */
function plainName(name: string | undefined): string | undefined {
	const last = name
		?.split(/[/\\]/)
		.pop()
		?.replace(/\p{Cc}/gu, '')
		.trim();
	return last === undefined || /^\.{0,2}$/.test(last) ? undefined : last;
}

/** Text that is percent-encoded in UTF-8; undefined when it is not. */
function decodeUtf8(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

/** The file name of a Content-Disposition header (RFC 6266, 4.1), if it has one. */
export function fileNameOf(disposition: string): string | undefined {
	const extended = /filename\*=(?:UTF-8'[^']*')?([^;]+)/i.exec(disposition)?.[1];
	const decoded = plainName(extended && decodeUtf8(extended.trim()));
	if (decoded !== undefined) return decoded;
	const plain = /filename="((?:[^"\\]|\\.)*)"|filename=([^;]+)/i
		.exec(disposition)
		?.slice(1)
		.find(Boolean);
	return plainName(plain);
}
