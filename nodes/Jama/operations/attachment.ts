import type { Resource } from '../../shared/operation';
import { readOptions } from '../fields';
import { downloadAttachment, downloadFile, uploadAttachmentFile } from '../files';
import { attachmentId, inputFile, outputFile } from './fileFields';
import { rootCommentsOnly } from './comment';
import { embeddedOperations, uploadAndAttachOperation } from './attachmentOneStep';
import { lockOperations } from './lock';
import { versions } from './facets';

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
		...embeddedOperations,
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
		...uploadAndAttachOperation,
	},
} satisfies Resource;
