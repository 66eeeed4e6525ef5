import {
	checkWrite,
	done,
	inReach,
	JamaError,
	mayRead,
	stamp,
	type Call,
	type Handlers,
} from '../frame/call';
import type { Answer } from '../frame/envelope';
import { checkLock, commit } from '../items/itemChanges';
import { indexedOf } from '../history/pendingChanges';
import type { JamaState } from '../state';
import type { Attachment, Item } from '../types';

/** The number of a file is not that of its attachment item (REST cookbook, Attachments Attachments Attachments!). */
export function nextFileNumber(state: JamaState): number {
	return 70_000 + state.next('file');
}

const attachment = (call: Call): Attachment =>
	inReach(call, call.state.attachments.get(call.params.attachmentId as number), 'Attachment');

/**
 * PUT /attachments/{id}/file: multipart form data with a part named `file` (REST cookbook, REST
 * Attachments). Another file makes a new version of the attachment; the items that it is attached to
 * have no activity (REST cookbook, What triggers the Last Activity Date). Assumptions: every upload has
 * a number of its own; without that part 400.
 */
function upload(call: Call): Answer {
	checkWrite(call);
	const { state } = call;
	const found = attachment(call);
	checkLock(call, found);
	const part = call.parts?.find((each) => each.name === 'file');
	if (!part) throw new JamaError(400, 'A multipart part named file is required');
	state.keepFirstVersion(found);
	const item = state.abstractItem(found.id) as Item;
	const before = indexedOf(item);
	const number = nextFileNumber(state);
	state.files.set(number, part.chunks);
	Object.assign(found, {
		fileName: part.fileName ?? 'file',
		mimeType: part.mimeType,
		fileSize: part.size,
		fields: { ...found.fields, attachment: number },
		modifiedDate: stamp(call),
		lastActivityDate: stamp(call),
		modifiedBy: call.user.id,
	});
	commit(call, item, before);
	state.recordVersion(found, call.user.id, stamp(call), 'file uploaded');
	return done(call);
}

/** The file as it was uploaded; an attachment without one is a half-failed upload: 404 (assumption). */
function fileOf({ state }: Call, found: Attachment): Answer {
	const chunks = state.files.get(Number(found.fields.attachment));
	if (!chunks) throw new JamaError(404, `Attachment ${found.id} has no file`);
	const name = found.fileName ?? 'file';
	const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
	return {
		status: 200,
		file: chunks,
		headers: {
			'content-type': found.mimeType ?? 'application/octet-stream',
			'content-length': String(found.fileSize ?? 0),
			'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
		},
	};
}

/** `https://{base_url}/attachment/{attachmentValue}/fileName`, as rich text has it. */
const LINK = /^\/attachment\/(\d+)\/[^/]+$/;

/**
 * GET /files?url= (REST cookbook, Downloading Attachments from Rich Text Fields). Assumptions: an address
 * of another server, or of another form, is a 400; an unknown file a 404; the number decides, not the name.
 */
function download(call: Call): Answer {
	const text = String(call.query.url);
	const number = text.startsWith(call.base)
		? LINK.exec(text.slice(call.base.length).split(/[?#]/)[0] ?? '')?.[1]
		: undefined;
	if (number === undefined) throw new JamaError(400, `${text} is not the address of an attachment`);
	const found = [...call.state.attachments.values()].find(
		(each) => each.fields.attachment === Number(number),
	);
	if (!found || !mayRead(call, found.project)) throw new JamaError(404, `File ${number} not found`);
	return fileOf(call, found);
}

export const files: Handlers = {
	upload_file: upload,
	download_file: (call) => fileOf(call, attachment(call)),
	download_files: download,
};
