import { locator } from '../../shared/pickers/locator';
import type { Resource } from '../../shared/operations/operation';
import { toDay } from '../../shared/values/dates';
import { optional, text } from '../../shared/operations/fieldKit';
import { projectInBody, projectInQuery, projectOfList, readOptions } from '../fields/fields';
import { RELEASE } from '../pickers/kinds';
import { simplifyTo } from '../fields/rowKinds';

const name = text('body.name', { displayName: 'Name', name: 'name', required: true });
const description = text('body.description', { displayName: 'Description', name: 'description' });

const releaseId = locator(RELEASE, {
	name: 'releaseId',
	displayName: 'Release',
	in: 'path',
	required: true,
});
const releaseFields = [
	name,
	{
		property: {
			displayName: 'Release Date',
			name: 'releaseDate',
			type: 'dateTime' as const,
			required: true,
			default: '',
			description: 'The day of the release',
		},
		in: 'body' as const,
		toWire: (value: unknown, { timezone }: { timezone: string }) =>
			toDay(value, timezone, 'Release Date'),
	},
];

export const release = {
	name: 'Release',
	description: 'Releases of a project that items are planned for',
	operations: {
		create: {
			name: 'Create',
			action: 'Create release',
			request: 'POST /releases',
			fields: [projectInBody, ...releaseFields],
			collections: { additionalFields: [description] },
			simplify: simplifyTo.ofProject,
			readBack: '/releases/{id}',
		},
		get: {
			name: 'Get',
			action: 'Get release',
			request: 'GET /releases/{releaseId}',
			fields: [projectOfList, releaseId],
			collections: { options: readOptions },
			simplify: simplifyTo.ofProject,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many releases',
			request: 'GET /releases',
			fields: [projectInQuery],
			collections: { options: readOptions },
			simplify: simplifyTo.ofProject,
			list: true,
		},
		update: {
			name: 'Update',
			action: 'Update release',
			request: 'PUT /releases/{releaseId}',
			distinct: true,
			keeps: { needed: ['name', 'releaseDate', 'project'], optional: ['description'] },
			fields: [projectOfList, releaseId],
			collections: { updateFields: [description, ...releaseFields.map(optional)] },
			simplify: simplifyTo.ofProject,
			readBack: '/releases/{releaseId}',
		},
	},
} satisfies Resource;
