import type { Operation, Resource } from '../../shared/operation';
import { numberInPath, optional, readItemOptions, readOptions, tagId, textInBody } from '../fields';
import { ID_ADVICE, wholeNumber } from '../../shared/inputs';
import { TAG } from '../kinds';
import { locator } from '../../shared/locator';
import { simplifyItem } from '../simplify';
import type { Facet } from './lock';
import { pathOf, pickerOf } from './lock';
import { rootCommentsOnly } from './comment';

const read = { collections: { options: readOptions } };
const readList = { ...read, list: true };
const attachmentId = numberInPath('attachmentId', 'Attachment ID', 'The number of the attachment');
const linkId = numberInPath('linkId', 'Link ID', 'The number of the link');
const versionNum = numberInPath(
	'versionNum',
	'Version',
	'The number of the version, counted from 1',
);

export const attachments = (facet: Facet) =>
	({
		add: {
			name: 'Add',
			action: `Add attachment to ${facet.noun}`,
			description: `Attach an attachment of the project to the ${facet.noun}`,
			request: `POST /${pathOf(facet)}/attachments`,
			fields: [
				...pickerOf(facet),
				{
					property: {
						displayName: 'Attachment ID',
						name: 'attachment',
						type: 'number',
						required: true,
						default: '',
						description: 'The number of the attachment',
					},
					in: 'body',
					toWire: (value) => wholeNumber(value, 'Attachment ID', { advice: ID_ADVICE }),
				},
			],
		},
		getMany: {
			name: 'Get Many',
			action: `Get many attachments of ${facet.noun}`,
			description: `Retrieve a list of many attachments of the ${facet.noun}`,
			request: `GET /${pathOf(facet)}/attachments`,
			fields: pickerOf(facet),
			...readList,
		},
		remove: {
			name: 'Remove',
			action: `Remove attachment from ${facet.noun}`,
			description: `Detach an attachment from the ${facet.noun}; it stays in the project`,
			request: `DELETE /${pathOf(facet)}/attachments/{attachmentId}`,
			fields: [...pickerOf(facet), attachmentId],
		},
	}) satisfies Record<string, Operation>;

const url = textInBody('url', {
	displayName: 'URL',
	name: 'url',
	required: true,
	placeholder: 'e.g. https://example.com/specification',
});
const linkDescription = textInBody('description', {
	displayName: 'Description',
	name: 'description',
	description: 'Text to show for the link',
});

export const links = (facet: Facet) =>
	({
		create: {
			name: 'Create',
			action: `Create link on ${facet.noun}`,
			description: `Add a web link to the ${facet.noun}`,
			request: `POST /${pathOf(facet)}/links`,
			fields: [...pickerOf(facet), url],
			collections: { additionalFields: [linkDescription] },
		},
		delete: {
			name: 'Delete',
			action: `Delete link from ${facet.noun}`,
			description: `Remove a web link from the ${facet.noun}`,
			request: `DELETE /${pathOf(facet)}/links/{linkId}`,
			fields: [...pickerOf(facet), linkId],
		},
		get: {
			name: 'Get',
			action: `Get link of ${facet.noun}`,
			description: `Retrieve a web link of the ${facet.noun}`,
			request: `GET /${pathOf(facet)}/links/{linkId}`,
			fields: [...pickerOf(facet), linkId],
			...read,
		},
		getMany: {
			name: 'Get Many',
			action: `Get many links of ${facet.noun}`,
			description: `Retrieve a list of many web links of the ${facet.noun}`,
			request: `GET /${pathOf(facet)}/links`,
			fields: pickerOf(facet),
			...readList,
		},
		update: {
			name: 'Update',
			action: `Update link of ${facet.noun}`,
			description: `Change a web link of the ${facet.noun}; what is not given stays as it is`,
			request: `PUT /${pathOf(facet)}/links/{linkId}`,
			keeps: { needed: ['url'], optional: ['description'] },
			fields: [...pickerOf(facet), linkId],
			collections: { updateFields: [linkDescription, optional(url)] },
		},
	}) satisfies Record<string, Operation>;

const relationList = (
	facet: Facet,
	direction: 'upstream' | 'downstream',
	what: 'related' | 'relationships',
) => {
	const items = what === 'related';
	const name = `${direction === 'upstream' ? 'Upstream' : 'Downstream'} ${items ? 'Items' : 'Relationships'}`;
	return {
		name: `Get ${name}`,
		action: `Get ${name.toLowerCase()} of ${facet.noun}`,
		description: items
			? `Retrieve the items that the ${facet.noun} is linked to, ${direction}`
			: `Retrieve the relationships of the ${facet.noun}, ${direction}, with type and suspect state`,
		request: `GET /${pathOf(facet)}/${direction}${what}`,
		fields: pickerOf(facet),
		list: true,
		collections: { options: items ? readItemOptions : readOptions },
		...(items ? { simplify: simplifyItem } : {}),
	} satisfies Operation;
};

export const relationships = (facet: Facet) =>
	({
		getDownstreamItems: relationList(facet, 'downstream', 'related'),
		getDownstreamRelationships: relationList(facet, 'downstream', 'relationships'),
		getUpstreamItems: relationList(facet, 'upstream', 'related'),
		getUpstreamRelationships: relationList(facet, 'upstream', 'relationships'),
	}) satisfies Record<string, Operation>;

export const tags = (facet: Facet) =>
	({
		add: {
			name: 'Add',
			action: `Add tag to ${facet.noun}`,
			description: `Put a tag of the project on the ${facet.noun}`,
			request: `POST /${pathOf(facet)}/tags`,
			fields: [
				...pickerOf(facet),
				locator(TAG, {
					name: 'tag',
					displayName: 'Tag',
					in: 'body',
					required: true,
					description: 'The tag to put on',
				}),
			],
		},
		get: {
			name: 'Get',
			action: `Get tag of ${facet.noun}`,
			description: `Retrieve a tag of the ${facet.noun}`,
			request: `GET /${pathOf(facet)}/tags/{tagId}`,
			fields: [...pickerOf(facet), tagId],
			...read,
		},
		getMany: {
			name: 'Get Many',
			action: `Get many tags of ${facet.noun}`,
			description: `Retrieve a list of many tags of the ${facet.noun}`,
			request: `GET /${pathOf(facet)}/tags`,
			fields: pickerOf(facet),
			...readList,
		},
		remove: {
			name: 'Remove',
			action: `Remove tag from ${facet.noun}`,
			description: `Take a tag off the ${facet.noun}; it stays in the project`,
			request: `DELETE /${pathOf(facet)}/tags/{tagId}`,
			fields: [...pickerOf(facet), tagId],
		},
	}) satisfies Record<string, Operation>;

export const versions = (facet: Facet) =>
	({
		get: {
			name: 'Get',
			action: `Get version of ${facet.noun}`,
			description: `Retrieve who made a version of the ${facet.noun}, when and why`,
			request: `GET /${pathOf(facet)}/versions/{versionNum}`,
			fields: [...pickerOf(facet), versionNum],
			...read,
		},
		getContent: {
			name: 'Get Content',
			action: `Get content of version of ${facet.noun}`,
			description: `Retrieve the ${facet.noun} as it was in a version`,
			request: `GET /${pathOf(facet)}/versions/{versionNum}/versioneditem`,
			fields: [...pickerOf(facet), versionNum],
			collections: { options: readItemOptions },
		},
		getMany: {
			name: 'Get Many',
			action: `Get many versions of ${facet.noun}`,
			description: `Retrieve a list of many versions of the ${facet.noun}`,
			request: `GET /${pathOf(facet)}/versions`,
			fields: pickerOf(facet),
			...readList,
		},
	}) satisfies Record<string, Operation>;

export const activities = (facet: Facet) =>
	({
		getMany: {
			name: 'Get Many',
			action: `Get many activities of ${facet.noun}`,
			description: `Retrieve a list of many events in the history of the ${facet.noun}`,
			request: `GET /${pathOf(facet)}/activities`,
			fields: pickerOf(facet),
			...readList,
		},
	}) satisfies Record<string, Operation>;

export const comments = (facet: Facet) =>
	({
		getMany: {
			name: 'Get Many',
			action: `Get many comments on ${facet.noun}`,
			description: `Retrieve a list of many comments on the ${facet.noun}`,
			request: `GET /${pathOf(facet)}/comments`,
			fields: pickerOf(facet),
			list: true,
			collections: {
				options: [...readOptions, rootCommentsOnly],
			},
		},
	}) satisfies Record<string, Operation>;

/** A resource of its own for one facet, so that the operation list of the record itself stays short. */
export const facetResource = (name: string, operations: Resource['operations']): Resource => ({
	name,
	operations,
});
