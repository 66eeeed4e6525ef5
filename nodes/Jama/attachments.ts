import type { INodeExecutionData } from 'n8n-workflow';
import { InvalidInput, notingDone } from '../shared/errors';
import type { Row, RunContext } from '../shared/operation';
import { readSaved } from '../shared/saved';
import { downloadFromUrl, putAttachmentFile, readInputFile } from './files';
import type { ItemTypeField } from './itemTypes';
import { findField, unknownField } from './itemTypes';
import { readTyped, savedItem, toPatch } from './itemWrites';
import { escapeHtml } from '../shared/html';
import { embeddedFiles } from './richText';

/** What a file can be attached to: the first part of its path, and the parameter that picks it. */
const OWNERS: Record<string, { parameter: string; noun: string }> = {
	items: { parameter: 'itemId', noun: 'item' },
	testplans: { parameter: 'testPlanId', noun: 'test plan' },
	testruns: { parameter: 'testRunId', noun: 'test run' },
};

/**
 * Makes an attachment of a file and attaches it: reads the file, then GET /{items|testplans|testruns}/{id},
 * POST /projects/{projectId}/attachments, PUT /attachments/{attachmentId}/file, POST /{…}/{id}/attachments,
 * GET /attachments/{attachmentId}. Jama has no way to delete an attachment: after a failed PUT an empty one is left, after
 * a failed second POST one that is attached to nothing. The error names it and says how to go on.
 */
export async function uploadAndAttach(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const place = String(values.attachTo);
	const { parameter, noun } = OWNERS[place] ?? { parameter: '', noun: place };
	if (values[parameter] === undefined) {
		throw new InvalidInput(
			`The ${noun} to attach the file to is not given`,
			"Pick it from the list, or check the expression that should give it, and 'Attach To'.",
		);
	}
	const target = `/${place}/${String(values[parameter])}`;
	const file = await readInputFile(context);
	// Read in any case, so that nothing is made for an owner that does not exist.
	const owner = await session.row({ path: target });
	const project = (values.project ?? owner.project) as number;
	const name = String(values.name || file.fileName);
	const description = values.description ? { description: String(values.description) } : {};

	const { id } = await session.write({
		method: 'POST',
		path: `/projects/${project}/attachments`,
		body: { fields: { name, ...description } },
	});
	if (id === undefined) {
		throw new InvalidInput(
			'Jama created an attachment and did not say which',
			`Look for ${JSON.stringify(name)} among the attachments of project ${project}; it is empty and attached to nothing.`,
		);
	}
	const where = `to ${noun} ${String(values[parameter])} with the operation Add`;
	await notingDone(
		`Attachment ${id} was created in project ${project} and may be empty; it is attached to nothing. Go on with it: upload the file with the operation Upload File, then attach it ${where}. Running this again makes another attachment.`,
		async () => await putAttachmentFile(session, id, file),
	);
	await notingDone(
		`Attachment ${id} was created in project ${project} and holds the file, but is not attached. Attach it ${where}. Running this again makes another attachment.`,
		async () =>
			await session.write({
				method: 'POST',
				path: `${target}/attachments`,
				body: { attachment: id },
			}),
	);
	const done: Row = { success: true, id, fileName: file.fileName, project };
	if (values.returnRecord === false) return [{ json: done }];
	const saved = await readSaved(session, `/attachments/${id}`, done);
	const { fileSize } = saved;
	const { length } = file.content;
	if (typeof fileSize === 'number' && fileSize !== length) {
		throw new InvalidInput(
			`Attachment ${id} holds ${fileSize} bytes, and the file has ${length}`,
			`It was created in project ${project} and attached to ${noun} ${String(values[parameter])}, and did not arrive whole. Upload the file again with the operation Upload File. Running this again makes another attachment.`,
		);
	}
	return [{ json: saved }];
}

/** An item and its rich-text field that the user named: GET /items/{id} with its type. Throws InvalidInput. */
async function readRichText({ session, values }: RunContext) {
	const { path, item, type } = await readTyped(session, values.itemId as number);
	const name = String(values.richTextField || 'description');
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
	const value = ((item.fields ?? {}) as Row)[field.name];
	return { path, field, html: String(value ?? '') };
}

/**
 * Downloads the files that a rich-text field shows or links to, each once: GET /items/{id}, then GET /files?url= for each
 * (REST cookbook, Downloading Attachments from Rich Text Fields). Only files of this instance: Jama would be asked to fetch
 * others; they are listed under `skipped`. Changes nothing.
 */
export async function downloadEmbedded(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const { field, html } = await readRichText(context);
	const { own, skipped } = embeddedFiles(html, session.connection.baseUrl);
	if (own.length === 0 && skipped.length > 0) {
		session.hint(
			`'${field.label}' of item ${String(values.itemId)} names no file of this Jama. Skipped: ${skipped.join(', ')}`,
		);
	}
	const output: INodeExecutionData[] = [];
	for (const [index, url] of own.entries()) {
		const json: Row = { itemId: values.itemId as number, field: field.name, url, skipped };
		const files = await notingDone(
			`It was file ${index + 1} of ${own.length} of '${field.label}': ${url}. Nothing was changed.`,
			async () => await downloadFromUrl(context, url, json),
		);
		output.push(...files);
	}
	return output;
}

/**
 * Puts a link to an attachment at the end of a rich-text field: GET /attachments/{attachmentId}, GET /items/{id},
 * PATCH /items/{id}, GET /items/{id}. The number in the link is the attachment's field `attachment`, not its ID (REST
 * cookbook, Embedding a Link). A field that holds the link already is left as it is. Nothing is changed before the PATCH.
 */
export async function embedLink(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const attachmentId = String(values.attachmentId);
	const attachment = await session.row({ path: `/attachments/${attachmentId}` });
	const number = (attachment.fields as Row | undefined)?.attachment;
	const fileName = attachment.fileName;
	if (number === undefined || number === null || !fileName) {
		throw new InvalidInput(
			`Attachment ${attachmentId} has no file`,
			'Put one into it with the operation Upload File first.',
		);
	}
	const { path, field, html } = await readRichText(context);
	const url = `${session.connection.baseUrl}/attachment/${String(number)}/${encodeURIComponent(String(fileName))}`;
	const written: Row = { success: true, id: values.itemId as number, url };
	if (!embeddedFiles(html, session.connection.baseUrl).own.includes(new URL(url).href)) {
		const text = escapeHtml(String(values.linkText || fileName));
		const link = `<a href="${escapeHtml(url)}">${text}</a>`;
		const body = toPatch({ [field.name]: html + link }, {});
		await session.write({ method: 'PATCH', path, body });
	}
	return await savedItem(context, written);
}
