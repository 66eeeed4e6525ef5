import type { Resource } from '../../shared/operations/operation';
import { optional, text } from '../../shared/operations/fieldKit';
import { clean } from '../../shared/values/pickOne';
import { numberInPath, readOptions } from '../fields/fields';
import { simplifyAdded, traceable } from '../fields/record';
import { simplifyTo } from '../fields/rowKinds';

const linkId = numberInPath('linkId', 'Link ID');
const inRecord = [...traceable, linkId];
const url = text('body.url', {
	displayName: 'URL',
	name: 'url',
	required: true,
	placeholder: 'e.g. https://example.com/specification',
});
const description = text('body.description', {
	displayName: 'Description',
	name: 'description',
	description: 'Text to show for the link',
});

/** Web links of items, test plans and test runs. */
export const link = {
	name: 'Link',
	description: 'Web links on records',
	operations: {
		create: {
			name: 'Create',
			action: 'Create link on item, test plan or test run',
			request: 'POST /{recordType}/{recordId}/links',
			fields: [...traceable, url],
			exists: { isSame: (row, body) => clean(row.url) === clean(body.url), repeats: true },
			simplify: simplifyAdded(),
			collections: { additionalFields: [description] },
		},
		delete: {
			name: 'Delete',
			action: 'Delete link of item, test plan or test run',
			description: 'Delete a web link of a record permanently',
			request: 'DELETE /{recordType}/{recordId}/links/{linkId}',
			fields: inRecord,
		},
		get: {
			name: 'Get',
			action: 'Get link of item, test plan or test run',
			request: 'GET /{recordType}/{recordId}/links/{linkId}',
			fields: inRecord,
			collections: { options: readOptions },
			simplify: simplifyTo.link,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many links of item, test plan or test run',
			request: 'GET /{recordType}/{recordId}/links',
			fields: traceable,
			collections: { options: readOptions },
			simplify: simplifyTo.link,
			list: true,
		},
		update: {
			name: 'Update',
			action: 'Update link of item, test plan or test run',
			request: 'PUT /{recordType}/{recordId}/links/{linkId}',
			distinct: true,
			keeps: { needed: ['url'], optional: ['description'] },
			fields: inRecord,
			collections: { updateFields: [description, optional(url)] },
			simplify: simplifyTo.link,
			readBack: '/{recordType}/{recordId}/links/{linkId}',
		},
	},
} satisfies Resource;
