import type { INodeExecutionData } from 'n8n-workflow';
import { appendFile, readFile, toBinary } from '../shared/binary';
import { InvalidInput } from '../shared/errors';
import type { HttpRequest } from '../shared/http';
import type { Row, RunContext } from '../shared/operation';

/** Downloads what a GET answers with into the output's binary field that the user named. */
export async function download(
	context: RunContext,
	path: string,
	fallbackName: string,
	query?: HttpRequest['query'],
	json: Row = {},
): Promise<INodeExecutionData[]> {
	const { session, functions, values } = context;
	const request: HttpRequest = {
		method: 'GET',
		path: session.api.root() + path,
		binary: true,
		...(query ? { query } : {}),
	};
	const response = await session.send(request);
	session.api.check(request, response);
	const field = String(values.outputDataFieldName || 'data');
	return [{ json, binary: { [field]: await toBinary(functions, response, fallbackName) } }];
}

/** Downloads an attachment's file: GET /attachments/{attachmentId}, GET /attachments/{attachmentId}/file. */
export async function downloadAttachment(context: RunContext): Promise<INodeExecutionData[]> {
	const path = `/attachments/${String(context.values.attachmentId)}`;
	const attachment = await context.session.row({ path });
	const name = String(attachment.fileName ?? 'attachment');
	return await download(context, `${path}/file`, name, undefined, attachment);
}

/** Downloads an item type's picture: GET /itemtypes/{itemTypeId}/image. */
export const downloadItemTypeImage = async (context: RunContext) =>
	await download(
		context,
		`/itemtypes/${String(context.values.itemTypeId)}/image`,
		'image.png',
		undefined,
		{ itemTypeId: context.values.itemTypeId as number },
	);

/**
 * Downloads a file that a rich-text field names: GET /files?url= (REST cookbook, Downloading Attachments from Rich Text
 * Fields). Refuses URLs of other hosts: Jama would be asked to fetch them.
 */
export async function downloadFile(context: RunContext): Promise<INodeExecutionData[]> {
	const url = ownFileUrl(context, String(context.values.url ?? ''));
	const name = decodeURIComponent(new URL(url).pathname.split('/').pop() || 'file');
	return await download(context, '/files', name, { url }, { url });
}

/** A file's URL when it is one of this instance. Throws InvalidInput. */
export function ownFileUrl({ session }: RunContext, text: string): string {
	const base = new URL(session.connection.baseUrl);
	const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
	if (url && url.origin === base.origin) return url.href;
	throw new InvalidInput(
		`'URL' is not a file of this Jama: ${text}`,
		`Only files of ${base.host} can be downloaded. Take the address of the image or link out of a rich-text field.`,
	);
}

/**
 * Puts a file into an attachment: PUT /attachments/{attachmentId}/file with a form part named `file` (REST cookbook, REST
 * Attachments).
 */
export async function putAttachmentFile(
	context: RunContext,
	attachmentId: unknown,
): Promise<string> {
	const { session, functions, itemIndex, values } = context;
	const file = await readFile(functions, itemIndex, String(values.inputDataFieldName ?? 'data'));
	if (file.content.length === 0) {
		throw new InvalidInput(`The file '${file.fileName}' is empty`, 'Check the step that made it.');
	}
	const form = new FormData();
	appendFile(form, 'file', file);
	const path = `/attachments/${String(attachmentId)}/file`;
	await session.write({ method: 'PUT', path, body: form });
	return file.fileName;
}

/** Uploads a file into an attachment that exists. */
export async function uploadAttachmentFile(context: RunContext): Promise<INodeExecutionData[]> {
	const { attachmentId } = context.values;
	const fileName = await putAttachmentFile(context, attachmentId);
	return [{ json: { success: true, attachmentId: attachmentId as number, fileName } }];
}
