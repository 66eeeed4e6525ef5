import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { HttpResponse } from './http';

/** A file of an input item. */
export interface InputFile {
	content: Buffer;
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
	/** Turns a response that is a file into n8n's binary data. @param fallbackName where the response names none */
	save: (response: HttpResponse, fallbackName: string) => Promise<IBinaryData>;
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
	async save({ headers, body }, fallbackName) {
		const fileName = fileNameOf(String(headers['content-disposition'] ?? '')) ?? fallbackName;
		const mimeType = String(headers['content-type'] ?? '').split(';')[0] || undefined;
		if (!Buffer.isBuffer(body))
			throw new TypeError('A file was expected, and the body is no bytes');
		return await helpers.prepareBinaryData(body, fileName, mimeType);
	},
});

/** Adds a file to a form as the part `part`. */
export function appendFile(form: FormData, part: string, file: InputFile): void {
	const blob = new Blob([file.content], { type: file.mimeType });
	form.append(part, blob, file.fileName);
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
