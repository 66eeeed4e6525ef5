import type { Field, Operation, Resource } from '../../shared/operation';
import {
	numberInPath,
	readItemOptions,
	readOptions,
	tagId,
	textInBody,
	wholeNumber,
} from '../fields';
import { TAG } from '../kinds';
import { locator } from '../../shared/locator';
import { simplifyItem } from '../simplify';
import type { Owner } from './lock';

/** A record with what Jama keeps around it. */
interface Facet {
	owner: Owner;
	/** Its name in a sentence: item, test plan, test run. */
	noun: string;
	/** The field that picks it. */
	id: Field;
}

const read = { collections: { options: readOptions } };
const readList = { ...read, list: true };
const attachmentId = numberInPath('attachmentId', 'Attachment ID', 'The number of the attachment');
const linkId = numberInPath('linkId', 'Link ID', 'The number of the link');
const versionNum = numberInPath(
	'versionNum',
	'Version',
	'The number of the version, counted from 1',
);

export const attachments = ({ owner, noun, id }: Facet) =>
	({
		add: {
			name: 'Add',
			action: `Add attachment to ${noun}`,
			description: `Attach an attachment of the project to the ${noun}`,
			request: `POST /${owner}/{id}/attachments`,
			fields: [
				id,
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
					toWire: (value) => wholeNumber(value, 'Attachment ID'),
				},
			],
		},
		getMany: {
			name: 'Get Many',
			action: `Get many attachments of ${noun}`,
			description: `Retrieve a list of many attachments of the ${noun}`,
			request: `GET /${owner}/{id}/attachments`,
			fields: [id],
			...readList,
		},
		remove: {
			name: 'Remove',
			action: `Remove attachment from ${noun}`,
			description: `Detach an attachment from the ${noun}; it stays in the project`,
			request: `DELETE /${owner}/{id}/attachments/{attachmentId}`,
			fields: [id, attachmentId],
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

export const links = ({ owner, noun, id }: Facet) =>
	({
		create: {
			name: 'Create',
			action: `Create link on ${noun}`,
			description: `Add a web link to the ${noun}`,
			request: `POST /${owner}/{id}/links`,
			fields: [id, url],
			collections: { additionalFields: [linkDescription] },
		},
		delete: {
			name: 'Delete',
			action: `Delete link from ${noun}`,
			description: `Remove a web link from the ${noun}`,
			request: `DELETE /${owner}/{id}/links/{linkId}`,
			fields: [id, linkId],
		},
		get: {
			name: 'Get',
			action: `Get link of ${noun}`,
			description: `Retrieve a web link of the ${noun}`,
			request: `GET /${owner}/{id}/links/{linkId}`,
			fields: [id, linkId],
			...read,
		},
		getMany: {
			name: 'Get Many',
			action: `Get many links of ${noun}`,
			description: `Retrieve a list of many web links of the ${noun}`,
			request: `GET /${owner}/{id}/links`,
			fields: [id],
			...readList,
		},
		update: {
			name: 'Update',
			action: `Update link of ${noun}`,
			description: `Change a web link of the ${noun}`,
			request: `PUT /${owner}/{id}/links/{linkId}`,
			fields: [id, linkId, url],
			collections: { updateFields: [linkDescription] },
		},
	}) satisfies Record<string, Operation>;

const relationList = (
	{ owner, noun, id }: Facet,
	direction: 'upstream' | 'downstream',
	what: 'related' | 'relationships',
) => {
	const items = what === 'related';
	const name = `${direction === 'upstream' ? 'Upstream' : 'Downstream'} ${items ? 'Items' : 'Relationships'}`;
	return {
		name: `Get ${name}`,
		action: `Get ${name.toLowerCase()} of ${noun}`,
		description: items
			? `Retrieve the items that the ${noun} is linked to, ${direction}`
			: `Retrieve the relationships of the ${noun}, ${direction}, with type and suspect state`,
		request: `GET /${owner}/{id}/${direction}${what}`,
		fields: [id],
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

export const tags = ({ owner, noun, id }: Facet) =>
	({
		add: {
			name: 'Add',
			action: `Add tag to ${noun}`,
			description: `Put a tag of the project on the ${noun}`,
			request: `POST /${owner}/{id}/tags`,
			fields: [
				id,
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
			action: `Get tag of ${noun}`,
			description: `Retrieve a tag of the ${noun}`,
			request: `GET /${owner}/{id}/tags/{tagId}`,
			fields: [id, tagId],
			...read,
		},
		getMany: {
			name: 'Get Many',
			action: `Get many tags of ${noun}`,
			description: `Retrieve a list of many tags of the ${noun}`,
			request: `GET /${owner}/{id}/tags`,
			fields: [id],
			...readList,
		},
		remove: {
			name: 'Remove',
			action: `Remove tag from ${noun}`,
			description: `Take a tag off the ${noun}; it stays in the project`,
			request: `DELETE /${owner}/{id}/tags/{tagId}`,
			fields: [id, tagId],
		},
	}) satisfies Record<string, Operation>;

export const versions = ({ owner, noun, id }: Facet) =>
	({
		get: {
			name: 'Get',
			action: `Get version of ${noun}`,
			description: `Retrieve who made a version of the ${noun}, when and why`,
			request: `GET /${owner}/{id}/versions/{versionNum}`,
			fields: [id, versionNum],
			...read,
		},
		getContent: {
			name: 'Get Content',
			action: `Get content of version of ${noun}`,
			description: `Retrieve the ${noun} as it was in a version`,
			request: `GET /${owner}/{id}/versions/{versionNum}/versioneditem`,
			fields: [id, versionNum],
			collections: { options: readItemOptions },
		},
		getMany: {
			name: 'Get Many',
			action: `Get many versions of ${noun}`,
			description: `Retrieve a list of many versions of the ${noun}`,
			request: `GET /${owner}/{id}/versions`,
			fields: [id],
			...readList,
		},
	}) satisfies Record<string, Operation>;

export const activities = ({ owner, noun, id }: Facet) =>
	({
		getMany: {
			name: 'Get Many',
			action: `Get many activities of ${noun}`,
			description: `Retrieve a list of many events in the history of the ${noun}`,
			request: `GET /${owner}/{id}/activities`,
			fields: [id],
			...readList,
		},
	}) satisfies Record<string, Operation>;

export const comments = ({ owner, noun, id }: Facet) =>
	({
		getMany: {
			name: 'Get Many',
			action: `Get many comments on ${noun}`,
			description: `Retrieve a list of many comments on the ${noun}`,
			request: `GET /${owner}/{id}/comments`,
			fields: [id],
			list: true,
			collections: {
				options: [
					...readOptions,
					{
						property: {
							displayName: 'Without Replies',
							name: 'rootCommentsOnly',
							type: 'boolean',
							default: false,
							description: 'Whether to leave out replies to comments',
						},
						in: 'query',
					},
				],
			},
		},
	}) satisfies Record<string, Operation>;

/** A resource of its own for one facet, so that the operation list of the record itself stays short. */
export const facetResource = (name: string, operations: Resource['operations']): Resource => ({
	name,
	operations,
});
