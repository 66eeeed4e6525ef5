import type { INodeExecutionData } from 'n8n-workflow';
import type { InputFile } from '../../shared/http/binary';
import { appendFile } from '../../shared/http/binary';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { HttpRequest } from '../../shared/http/http';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { FilesAtOnce } from './filesAtOnce';

/** Where a file of the output goes. */
export interface OutputFile {
	outputDataFieldName?: unknown;
}

/** Where a file of the input item stands. */
export interface InputFileName {
	inputDataFieldName?: unknown;
}

/** A file to download: its name if the response does not say it, and what is known of it. */
interface Wanted extends Pick<HttpRequest, 'query' | 'bytes' | 'html'> {
	name: string;
	/** What goes out beside the file. */
	json: Row;
}

/**
 * Downloads what a GET responds with into the output's binary field that the user named; files that are large together one
 * after the other.
 * @param path below the base URL
 * @throws NoResponse when the file does not come whole; BadResponse when a web page comes in its place
 */
export async function download(
	context: RunContext<OutputFile>,
	path: string,
	{ name, json, ...known }: Wanted,
): Promise<INodeExecutionData[]> {
	const { session, files, values } = context;
	const request: HttpRequest = {
		method: 'GET',
		path,
		binary: true,
		...known,
	};
	const field = String(values.outputDataFieldName || 'data');
	const atOnce = await session.once(
		'files at once',
		async () => await Promise.resolve(new FilesAtOnce()),
	);
	const file = await atOnce.hold(request.bytes ?? 0, async () => {
		const response = await session.send(request);
		session.api.check(request, response);
		return await files.save(response, name);
	});
	return [{ json, binary: { [field]: file } }];
}

/** Downloads an attachment's file: GET /attachments/{attachmentId}, which says its size, GET /attachments/{attachmentId}/file. */
export async function downloadAttachment(
	context: RunContext<OutputFile & { attachmentId: number }>,
): Promise<INodeExecutionData[]> {
	const path = `/attachments/${String(context.values.attachmentId)}`;
	const attachment = await context.session.row({ path });
	const name = String(attachment.fileName ?? 'attachment');
	const bytes = Number(attachment.fileSize ?? Number.NaN);
	const isPage = /\.(x?html?|mht|mhtml)$/i.test(name) || /html/i.test(String(attachment.mimeType));
	return await download(context, `${context.session.root()}${path}/file`, {
		name,
		json: attachment,
		...(Number.isInteger(bytes) ? { bytes } : {}),
		...(isPage ? { html: true } : {}),
	});
}

/**
 * Downloads an item type's picture: GET /itemtypes/{itemTypeId}, then the address that its `image` holds, which is no part of the
 * API. The login goes nowhere but to this Jama. Throws InvalidInput for a type without a picture, or with one elsewhere.
 */
export async function downloadItemTypeImage(
	context: RunContext<OutputFile & { itemTypeId: number }>,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const id = values.itemTypeId;
	const { image, display } = await session.row({ path: `/itemtypes/${id}` });
	const name = `Item type ${id} (${String(display)})`;
	if (typeof image !== 'string' || image.trim() === '') {
		throw new InvalidInput(`${name} has no picture`, 'Give it one in the administration of Jama.');
	}
	const place = placeBelow(session.connection.baseUrl, image.trim());
	if (place === undefined) {
		throw new InvalidInput(
			`The picture of ${name} is not in this Jama: ${image}`,
			'Get it with the HTTP Request node, without the login of Jama.',
		);
	}
	const { path, query } = place;
	return await download(context, path, {
		name: fileNameIn(`http://localhost${path}`),
		query,
		json: { itemTypeId: id, image },
	});
}

/** The path and query of an address below the base URL; undefined for other addresses. Relative ones start there. */
function placeBelow(
	baseUrl: string,
	address: string,
): { path: string; query: Record<string, string> } | undefined {
	const base = new URL(`${baseUrl}/`);
	const isWhole = /^([a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(address);
	const start = base.pathname.replace(/\/$/, '');
	const isBelow = address === start || address.startsWith(`${start}/`);
	const text = isWhole || isBelow ? address : `${start}/${address.replace(/^\/+/, '')}`;
	if (!URL.canParse(text, base)) return undefined;
	const url = new URL(text, base);
	const inside = url.pathname.startsWith(base.pathname);
	if (url.origin !== base.origin || !inside) return undefined;
	return { path: url.pathname.slice(start.length), query: Object.fromEntries(url.searchParams) };
}

/**
 * Downloads a file that a rich-text field names: GET /files?url= (REST cookbook, Downloading Attachments from Rich Text
 * Fields). Rejects URLs of other hosts: Jama would be asked to fetch them.
 */
export async function downloadFile(
	context: RunContext<OutputFile & { url?: unknown }>,
): Promise<INodeExecutionData[]> {
	const url = ownFileUrl(context, String(context.values.url ?? ''));
	return await downloadFromUrl(context, url, { url });
}

/** Downloads a file by its URL, which must be one of this instance. */
export const downloadFromUrl = async (context: RunContext<OutputFile>, url: string, json: Row) =>
	await download(context, `${context.session.root()}/files`, {
		name: fileNameIn(url),
		query: { url },
		json,
	});

/** The file name at the end of a URL. */
function fileNameIn(url: string): string {
	const last = new URL(url).pathname.split('/').pop() || 'file';
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}

/** A file's URL when it is one of this instance. Throws InvalidInput. */
function ownFileUrl({ session }: Pick<RunContext, 'session'>, text: string): string {
	const base = new URL(session.connection.baseUrl);
	const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
	if (url && url.origin === base.origin) return url.href;
	throw new InvalidInput(
		`'URL' is not a file of this Jama: ${text}`,
		`Only files of ${base.host} can be downloaded. Take the address of the image or link out of a rich-text field.`,
	);
}

/** The file of the input item that the user named. Throws InvalidInput for an empty one, n8n's own error for none. */
export async function readInputFile(context: RunContext<InputFileName>): Promise<InputFile<Blob>> {
	const { files, values } = context;
	const file = await files.readBlob(String(values.inputDataFieldName ?? 'data'));
	if (file.content.size > 0) return file;
	throw new InvalidInput(`The file '${file.fileName}' is empty`, 'Check the step that created it.');
}

/**
 * Puts a file into an attachment: PUT /attachments/{attachmentId}/file with a form part named `file` (REST cookbook, REST
 * Attachments).
 */
export async function putAttachmentFile(
	session: Session,
	attachmentId: number | string,
	file: InputFile<Blob>,
): Promise<void> {
	const form = new FormData();
	appendFile(form, 'file', file);
	await session.write({ method: 'PUT', path: `/attachments/${attachmentId}/file`, body: form });
}

/** Uploads a file into an attachment that exists. */
export async function uploadAttachmentFile(
	context: RunContext<InputFileName & { attachmentId: number }>,
): Promise<INodeExecutionData[]> {
	const attachmentId = context.values.attachmentId;
	const file = await readInputFile(context);
	await putAttachmentFile(context.session, attachmentId, file);
	return [{ json: { success: true, attachmentId, fileName: file.fileName } }];
}
