import type { Field, Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { text, toggle } from '../../shared/operations/fieldKit';
import {
	itemTypeId,
	jsonBody,
	otherFields,
	projectId,
	readOptions,
	richText,
} from '../fields/fields';
import { PROJECT_FOLDER } from '../pickers/kinds';
import { locator } from '../../shared/pickers/locator';
import { getPermissions } from '../api/plainResponses';
import { simplifyRecord } from '../fields/recordRows';
import { simplifyTo } from '../fields/rowKinds';
import { simplifyUnpublished } from '../fields/unpublishedRows';

const key = text('body.projectKey', {
	displayName: 'Project Key',
	name: 'projectKey',
	placeholder: 'e.g. PUMP',
	description: 'Short name that starts the document keys of the project',
});
const name = text('body.fields.name', { displayName: 'Name', name: 'name' });
const description = richText('body.fields.description', {
	displayName: 'Description',
	name: 'description',
	description: 'What the project is about; HTML is allowed',
});
const moreFields: Field = { ...otherFields, in: 'body', as: 'fields' };
const parent = locator(PROJECT_FOLDER, {
	name: 'parent',
	displayName: 'Parent Folder',
	in: 'body',
	description: 'The project folder that holds it',
});

export const project = {
	name: 'Project',
	description: 'Projects, folders of projects, permissions',
	operations: {
		addItemType: {
			name: 'Add Item Type',
			action: 'Add item type to project',
			request: 'PUT /projects/{projectId}/itemtypes/{itemTypeId}',
			fields: [projectId, itemTypeId],
		},
		create: {
			name: 'Create',
			action: 'Create project',
			description: 'Create a project or a project folder',
			request: 'POST /projects',
			fields: [
				{ ...key, property: { ...key.property, required: true } },
				{ ...name, property: { ...name.property, required: true } },
			],
			collections: {
				additionalFields: [
					description,
					toggle('body.isFolder', {
						displayName: 'Is Folder',
						name: 'isFolder',
						description: 'Whether to create a folder of projects instead of a project',
					}),
					moreFields,
					parent,
				],
			},
			simplify: simplifyTo.project,
			readBack: '/projects/{id}',
		},
		createAttachment: {
			name: 'Create Attachment',
			action: 'Create attachment in project',
			description: 'Create an attachment record, which a file is uploaded to next',
			request: 'POST /projects/{projectId}/attachments',
			fields: [projectId, { ...name, property: { ...name.property, required: true } }],
			collections: { additionalFields: [description] },
			simplify: simplifyRecord,
			readBack: '/attachments/{id}',
		},
		createPermission: {
			name: 'Create Permission (JSON)',
			action: 'Create permission in project',
			request: 'POST /projects/{projectId}/permissions',
			fields: [projectId, jsonBody()],
		},
		deletePermission: {
			name: 'Delete Permission (JSON)',
			action: 'Delete permission from project',
			request: 'DELETE /projects/{projectId}/permissions',
			fields: [projectId, jsonBody()],
		},
		get: {
			name: 'Get',
			action: 'Get project',
			request: 'GET /projects/{projectId}',
			fields: [projectId],
			collections: { options: readOptions },
			simplify: simplifyTo.project,
		},
		getItemTypes: {
			name: 'Get Item Types',
			action: 'Get item types of project',
			request: 'GET /projects/{projectId}/itemtypes',
			fields: [projectId],
			collections: { options: readOptions },
			simplify: simplifyTo.itemType,
			list: true,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many projects',
			description: 'Retrieve a list of many projects and project folders',
			request: 'GET /projects',
			collections: { options: readOptions },
			list: true,
			simplify: simplifyTo.project,
		},
		getPermissions: functionRow({
			name: 'Get Permissions',
			action: 'Get permissions of project',
			calls: ['GET /projects/{projectId}/permissions'],
			fields: [projectId],
			simplify: simplifyUnpublished,
			run: getPermissions,
		}),
		getTags: {
			name: 'Get Tags',
			action: 'Get tags of project',
			request: 'GET /projects/{projectId}/tags',
			fields: [projectId],
			collections: { options: readOptions },
			simplify: simplifyTo.ofProject,
			list: true,
		},
		removeItemType: {
			name: 'Remove Item Type',
			action: 'Remove item type from project',
			request: 'DELETE /projects/{projectId}/itemtypes/{itemTypeId}',
			fields: [projectId, itemTypeId],
		},
		update: {
			name: 'Update',
			action: 'Update project',
			request: 'PUT /projects/{projectId}',
			keeps: {
				needed: ['projectKey', 'fields'],
				optional: ['isFolder', 'parent'],
				derived: ['projectKey'],
			},
			fields: [projectId],
			collections: { updateFields: [description, name, moreFields, parent, key] },
			simplify: simplifyTo.project,
			readBack: '/projects/{projectId}',
		},
		updatePermission: {
			name: 'Update Permission (JSON)',
			action: 'Update permission in project',
			request: 'PUT /projects/{projectId}/permissions',
			fields: [projectId, jsonBody()],
		},
	},
} satisfies Resource;
