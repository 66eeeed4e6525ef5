import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { readOptions } from '../fields/fields';
import { downloadAttachment, downloadFile, uploadAttachmentFile } from './files';
import { attachmentId, inputFile, outputFile } from '../fields/bodies';
import { embeddedOperations, uploadAndAttachOperation } from './attachmentOneStep';
import { lockOperations } from '../fields/lock';
import { simplifyAdded, traceable } from '../fields/record';
import { simplifyRecord } from '../fields/recordRows';

const facet = {
	owner: 'attachments',
	placeholder: 'attachmentId',
	noun: 'attachment',
	id: attachmentId,
} as const;

export const attachment = {
	name: 'Attachment',
	description: 'Files of a project, on records and in rich text',
	operations: {
		addToRecord: {
			name: 'Add to Record',
			action: 'Add attachment to item, test plan or test run',
			description: 'Attach an attachment of the project to a record',
			request: 'POST /{recordType}/{recordId}/attachments',
			fields: [...traceable, { ...attachmentId, in: 'body', as: 'attachment' }],
			exists: { isSame: ({ id }, body) => id === body.attachment },
			simplify: simplifyAdded({
				path: '/attachments/{attachmentId}',
				name: 'fileName',
				column: 'fileName',
			}),
		},
		download: functionRow({
			name: 'Download',
			action: 'Download attachment',
			calls: ['GET /attachments/{attachmentId}', 'GET /attachments/{attachmentId}/file'],
			fields: [attachmentId, outputFile],
			run: downloadAttachment,
		}),
		downloadFile: functionRow({
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
		}),
		...embeddedOperations,
		get: {
			name: 'Get',
			action: 'Get attachment',
			request: 'GET /attachments/{attachmentId}',
			fields: [attachmentId],
			collections: { options: readOptions },
			simplify: simplifyRecord,
		},
		getManyOfRecord: {
			name: 'Get Many of Record',
			action: 'Get many attachments of item, test plan or test run',
			request: 'GET /{recordType}/{recordId}/attachments',
			fields: traceable,
			collections: { options: readOptions },
			simplify: simplifyRecord,
			list: true,
		},
		...lockOperations(facet),
		removeFromRecord: {
			name: 'Remove From Record',
			action: 'Remove attachment from item, test plan or test run',
			description: 'Detach an attachment from a record; it stays in the project',
			request: 'DELETE /{recordType}/{recordId}/attachments/{attachmentId}',
			fields: [...traceable, attachmentId],
		},
		upload: functionRow({
			name: 'Upload File',
			action: 'Upload file to attachment',
			calls: ['PUT /attachments/{attachmentId}/file'],
			fields: [attachmentId, inputFile],
			run: uploadAttachmentFile,
		}),
		...uploadAndAttachOperation,
	},
} satisfies Resource;
