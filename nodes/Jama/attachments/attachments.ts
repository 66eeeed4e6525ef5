import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { BadResponse, failNoting, notingDone, outcomeOf } from '../../shared/http/errors';
import type { Row } from '../../shared/values/row';
import type { RunContext } from '../../shared/operations/operation';
import { readSaved } from '../../shared/session/saved';
import type { Session } from '../../shared/session/session';
import type { InputFileName, OutputFile } from './files';
import { downloadFromUrl, putAttachmentFile, readInputFile } from './files';
import type { ItemTypeField } from '../configuration/itemTypes';
import { findField, typeWith, unknownField } from '../configuration/itemTypes';
import { readTyped, savedItem } from '../items/itemWrites';
import { toPatch } from '../fields/jsonPatch';
import { escapeHtml } from '../../shared/values/html';
import { embeddedFiles } from '../values/richText';
import { isOutOfSight } from '../configuration/unreadable';
import { ownEntry, toRecord } from '../../shared/values/objectPath';
import { numberOf } from '../../shared/values/row';

/** What a file can be attached to: the first part of its path, and the parameter that picks it. */
const OWNERS: Record<string, { parameter: 'itemId' | 'testPlanId' | 'testRunId'; noun: string }> = {
	items: { parameter: 'itemId', noun: 'item' },
	testplans: { parameter: 'testPlanId', noun: 'test plan' },
	testruns: { parameter: 'testRunId', noun: 'test run' },
};

/**
 * Makes an attachment of a file and attaches it: reads the file, then GET /{items|testplans|testruns}/{id},
 * POST /projects/{projectId}/attachments, PUT /attachments/{attachmentId}/file, POST /{…}/{id}/attachments,
 * GET /attachments/{attachmentId}. Jama has no way to delete an attachment: after a failed PUT an empty one is left, after
 * a failed second POST one that is attached to nothing. When a response is lost, GET /attachments/{attachmentId} or
 * GET /{…}/{id}/attachments shows whether the step was done all the same. The error names what is left and says how to continue.
 */
export async function uploadAndAttach(context: RunContext<Upload>): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const place = String(values.attachTo);
	const { parameter, noun } = ownEntry(OWNERS, place) ?? { parameter: undefined, noun: place };
	const record = parameter && values[parameter];
	if (record === undefined) {
		throw new InvalidInput(
			`The ${noun} to attach the file to is not given`,
			"Pick it from the list, or check the expression that should give it, and 'Attach To'.",
		);
	}
	const target = `/${place}/${record}`;
	const file = await readInputFile(context);
	// Read in any case, so that nothing is made for an owner that does not exist.
	const owner = await session.row({ path: target });
	const project = values.project ?? numberOf(owner, 'project');
	const name = String(values.name || file.fileName);
	const description = values.description ? { description: String(values.description) } : {};

	const id = await createAttachment(session, project, { name, ...description });
	const where = `to ${noun} ${record} with the operation Add to Record`;
	const made = `Attachment ${id} was created in project ${project}`;
	const again = 'Running this again makes another attachment.';

	const put = async () => await putAttachmentFile(session, id, file);
	await lookingAfter(
		put,
		async () => (await session.row({ path: `/attachments/${id}` })).fileSize === file.content.size,
		(known) =>
			`${made}, ${known ? 'does not hold the whole file' : 'and may be empty'}, and is attached to nothing. Continue with it: upload the file with the operation Upload File, then attach it ${where}. ${again}`,
	);
	const path = `${target}/attachments`;
	const attach = async () =>
		void (await session.write({ method: 'POST', path, body: { attachment: id } }));
	await lookingAfter(
		attach,
		async () => (await session.rows(path)).some((one) => one.id === id),
		(known) =>
			`${made} and holds the file, ${known ? 'but is not attached. Attach it' : 'but whether it is attached is not known. See with the operation Get Many of Record before you attach it'} ${where}. ${again}`,
	);

	const done: Row = { success: true, id, fileName: file.fileName, project };
	if (values.returnRecord === false) return [{ json: done }];
	const saved = await readSaved(session, `/attachments/${id}`, done);
	const { fileSize } = saved;
	const { size } = file.content;
	if (typeof fileSize === 'number' && fileSize !== size) {
		throw new InvalidInput(
			`Attachment ${id} holds ${fileSize} bytes, and the file has ${size}`,
			`It was created in project ${project} and attached to ${noun} ${record}, and did not arrive whole. Upload the file again with the operation Upload File. Running this again makes another attachment.`,
		);
	}
	return [{ json: saved }];
}

/** Makes an empty attachment. @throws InvalidInput when Jama does not say which it is */
async function createAttachment(
	session: Session,
	project: number,
	fields: IDataObject,
): Promise<number> {
	const named = JSON.stringify(fields.name);
	const path = `/projects/${project}/attachments`;
	const post = async () => await session.write({ method: 'POST', path, body: { fields } });
	const { id } = await post().catch(async (error: unknown) => {
		if (outcomeOf(error) === 'notDone') throw error;
		const note = `If it was created, the attachment is named ${named} in project ${project}, is empty and attached to nothing.`;
		return await failNoting(error, note);
	});
	if (typeof id === 'number') return id;
	throw new InvalidInput(
		'Jama created an attachment and did not say which',
		`Look for ${named} among the attachments of project ${project}; it is empty and attached to nothing.`,
	);
}

/**
 * Takes a step of which, when its response is lost, is looked whether it was done; then all is well.
 * @param isDone looks; whatever goes wrong there leaves it unknown
 * @param note what is left behind, where it was not done (`known`) and where it is not known
 */
async function lookingAfter(
	step: () => Promise<void>,
	isDone: () => Promise<boolean>,
	note: (known: boolean) => string,
): Promise<void> {
	try {
		await step();
	} catch (error) {
		const done = outcomeOf(error) === 'notDone' ? false : await isDone().catch(() => undefined);
		if (done === true) return;
		await failNoting(error, note(done === false));
	}
}

/** A new attachment, and what it is attached to: one of three kinds of records. */
interface Upload extends InputFileName {
	attachTo?: unknown;
	itemId?: number;
	testPlanId?: number;
	testRunId?: number;
	project?: number;
	name?: unknown;
	description?: unknown;
	returnRecord?: unknown;
}

/** An attachment, and the text of the link to it. */
interface EmbeddedLink {
	attachmentId: number;
	linkText?: unknown;
	returnRecord?: unknown;
}

/** A rich-text field of an item. */
interface OfRichText {
	itemId: number;
	richTextField?: unknown;
}

/** An item and its rich-text field that the user named: GET /items/{id} with its type. Throws InvalidInput. */
async function readRichText({ session, values }: RunContext<OfRichText>) {
	const { path, item, type: known } = await readTyped(session, values.itemId);
	const name = String(values.richTextField || 'description');
	const type = await typeWith(session, known, [name]);
	const field: ItemTypeField | undefined = findField(type, name);
	if (!field) throw unknownField(type, name);
	if (field.fieldType !== 'TEXT' || field.textType === 'TEXTAREA') {
		const rich = type.fields
			.filter((one) => one.fieldType === 'TEXT' && one.textType !== 'TEXTAREA')
			.map((one) => one.label);
		throw new InvalidInput(
			`'${field.label}' is no rich-text field`,
			`Rich-text fields of '${type.display}': ${rich.join(', ') || 'none'}.`,
		);
	}
	const value = toRecord(item.fields)[field.name];
	return { path, field, html: String(value ?? '') };
}

/** True for a file that is not there, in whatever form the server says so. */
const isGone = (error: unknown): boolean =>
	error instanceof BadResponse && [404, 410].includes(error.response.statusCode);

/**
 * Downloads the files that a rich-text field shows or links to, each once: GET /items/{id}, then GET /files?url= for each
 * (REST cookbook, Downloading Attachments from Rich Text Fields). Only files of this instance: Jama would be asked to fetch
 * others; they are listed under `skipped`. Files that are gone or not for this user are listed under `missing` and in a hint, as long as others can be had; anything else that goes wrong is an error. Changes nothing.
 */
export async function downloadEmbedded(
	context: RunContext<OfRichText & OutputFile>,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const { field, html } = await readRichText(context);
	const { own, skipped } = embeddedFiles(html, session.connection.baseUrl);
	if (own.length === 0 && skipped.length > 0) {
		session.hint(
			`'${field.label}' of item ${String(values.itemId)} names no file of this Jama. Skipped: ${skipped.join(', ')}`,
		);
	}
	const output: INodeExecutionData[] = [];
	const missing: Array<{ url: string; reason: string }> = [];
	for (const [index, url] of own.entries()) {
		const json: Row = { itemId: values.itemId, field: field.name, url, skipped, missing };
		const note = `It was file ${index + 1} of ${own.length} of '${field.label}': ${url}. Nothing was changed.`;
		const get = async () => await downloadFromUrl(context, url, json);
		const files = await notingDone(note, get).catch(async (error: Error) => {
			// Where no file can be had, there is nothing to continue with.
			if (missing.length + 1 === own.length) throw error;
			if (!isGone(error) && !(await isOutOfSight(session, error))) throw error;
			missing.push({ url, reason: error.message });
			return [];
		});
		output.push(...files);
	}
	if (missing.length > 0) {
		const named = missing.map(({ url, reason }) => `${url} (${reason})`).join(', ');
		session.hint(
			`${missing.length} of ${own.length} files of '${field.label}' of item ${String(values.itemId)} could not be had: ${named}`,
		);
	}
	return output;
}

/**
 * Puts a link to an attachment at the end of a rich-text field: GET /attachments/{attachmentId}, GET /items/{id},
 * PATCH /items/{id}, GET /items/{id}. The number in the link is the attachment's field `attachment`, not its ID (REST
 * cookbook, Embedding a Link). A field that holds the link already is left as it is. Nothing is changed before the PATCH.
 */
export async function embedLink(
	context: RunContext<OfRichText & EmbeddedLink>,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const attachmentId = String(values.attachmentId);
	const attachment = await session.row({ path: `/attachments/${attachmentId}` });
	const number = toRecord(attachment.fields).attachment;
	const fileName = attachment.fileName;
	if (number === undefined || number === null || !fileName) {
		throw new InvalidInput(
			`Attachment ${attachmentId} has no file`,
			'Put one into it with the operation Upload File first.',
		);
	}
	const { path, field, html } = await readRichText(context);
	const url = `${session.connection.baseUrl}/attachment/${String(number)}/${encodeURIComponent(String(fileName))}`;
	const written: Row = { success: true, id: values.itemId, url };
	if (!embeddedFiles(html, session.connection.baseUrl).own.includes(new URL(url).href)) {
		const text = escapeHtml(String(values.linkText || fileName));
		const link = `<a href="${escapeHtml(url)}">${text}</a>`;
		const body = toPatch({ [field.name]: html + link }, {});
		await session.write({ method: 'PATCH', path, body });
	}
	return await savedItem(context, written);
}
