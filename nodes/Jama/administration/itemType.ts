import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { itemTypeId, jsonBody, readOptions } from '../fields/fields';
import { downloadItemTypeImage } from '../attachments/files';
import { outputFile } from '../fields/bodies';
import { simplifyTo } from '../fields/rowKinds';

export const itemType = {
	name: 'Item Type',
	description: 'What kinds of items there are, and their fields',
	operations: {
		create: {
			name: 'Create (JSON)',
			action: 'Create item type',
			request: 'POST /itemtypes',
			fields: [jsonBody()],
		},
		createField: {
			name: 'Create Field (JSON)',
			action: 'Create field of item type',
			request: 'POST /itemtypes/{itemTypeId}/fields',
			fields: [itemTypeId, jsonBody()],
		},
		get: {
			name: 'Get',
			action: 'Get item type',
			description: 'Retrieve an item type with its fields',
			request: 'GET /itemtypes/{itemTypeId}',
			fields: [itemTypeId],
			collections: { options: readOptions },
			simplify: simplifyTo.itemType,
		},
		getImage: functionRow({
			name: 'Get Image',
			action: 'Get image of item type',
			description: 'Get the picture that an item type has in Jama',
			calls: ['GET /itemtypes/{itemTypeId}'],
			fields: [itemTypeId, outputFile],
			run: downloadItemTypeImage,
		}),
		getMany: {
			name: 'Get Many',
			action: 'Get many item types',
			description: 'Retrieve a list of many item types with their fields',
			request: 'GET /itemtypes',
			collections: { options: readOptions },
			simplify: simplifyTo.itemType,
			list: true,
		},
	},
} satisfies Resource;
