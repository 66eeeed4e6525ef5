import type { Field, Resource } from '../../shared/operation';
import { numberInPath, readOptions } from '../fields';
import { downloadAttachment, downloadFile, uploadAttachmentFile } from '../files';
import { rootCommentsOnly } from './comment';
import { lockOperations } from './lock';
import { versions } from './facets';

export const attachmentId = numberInPath(
	'attachmentId',
	'Attachment ID',
	'The number of the attachment',
);

export const inputFile: Field = {
	property: {
		displayName: 'Input Data Field Name',
		name: 'inputDataFieldName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input field that holds the file',
	},
};
export const outputFile: Field = {
	property: {
		displayName: 'Output Data Field Name',
		name: 'outputDataFieldName',
		type: 'string',
		default: 'data',
		hint: 'The name of the output field to put the file into',
	},
};

const facet = {
	owner: 'attachments',
	placeholder: 'attachmentId',
	noun: 'attachment',
	id: attachmentId,
} as const;
const version = versions(facet);

export const attachment = {
	name: 'Attachment',
	operations: {
		download: {
			name: 'Download',
			action: 'Download attachment',
			description: 'Get the file of an attachment',
			calls: ['GET /attachments/{attachmentId}', 'GET /attachments/{attachmentId}/file'],
			fields: [attachmentId, outputFile],
			run: downloadAttachment,
		},
		downloadFile: {
			name: 'Download File of Rich Text',
			action: 'Download file of rich text',
			description: 'Get an image or file that a rich-text field links to',
			calls: ['GET /files'],
			fields: [
				{
					property: {
						displayName: 'URL',
						name: 'url',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. https://example.jamacloud.com/attachment/65/image.png',
					},
				},
				outputFile,
			],
			run: downloadFile,
		},
		get: {
			name: 'Get',
			action: 'Get attachment',
			description: 'Retrieve what is known of an attachment',
			request: 'GET /attachments/{attachmentId}',
			fields: [attachmentId],
			collections: { options: readOptions },
		},
		getComments: {
			name: 'Get Comments',
			action: 'Get comments on attachment',
			description: 'Retrieve the comments on an attachment',
			request: 'GET /attachments/{attachmentId}/comments',
			fields: [attachmentId],
			collections: { options: [...readOptions, rootCommentsOnly] },
			list: true,
		},
		...lockOperations(facet),
		getVersion: { ...version.get, name: 'Get Version' },
		getVersionContent: { ...version.getContent, name: 'Get Version Content' },
		getVersions: { ...version.getMany, name: 'Get Versions' },
		upload: {
			name: 'Upload File',
			action: 'Upload file to attachment',
			description: 'Put a file into an attachment record',
			calls: ['PUT /attachments/{attachmentId}/file'],
			fields: [attachmentId, inputFile],
			run: uploadAttachmentFile,
		},
	},
} satisfies Resource;
