import { customApiResource } from '../../shared/customApi';
import type { Registry } from '../../shared/operation';
import { itemId } from '../fields';
import {
	activities,
	attachments,
	comments,
	facetResource,
	links,
	relationships,
	tags,
	versions,
} from './facets';
import { item } from './item';
import { itemSync } from './itemSync';
import { itemWorkflow } from './itemWorkflow';
import { project } from './project';

const ofItem = { owner: 'items', noun: 'item', id: itemId } as const;

const customApi = customApiResource({
	roots: [
		{ name: 'V1', value: 'v1' },
		{ name: 'Labs', value: 'labs', description: 'New endpoints that may change' },
		{ name: 'Latest', value: 'latest', description: 'Announced to end; use V1' },
	],
	example: '/projects',
});

/** Everything that the Jama node can do. The first resource is what a new node starts with. */
export const registry: Registry = {
	item,
	itemActivity: facetResource('Item Activity', activities(ofItem)),
	itemAttachment: facetResource('Item Attachment', attachments(ofItem)),
	itemComment: facetResource('Item Comment', comments(ofItem)),
	itemLink: facetResource('Item Link', links(ofItem)),
	itemRelationship: facetResource('Item Relationship', relationships(ofItem)),
	itemSync,
	itemTag: facetResource('Item Tag', tags(ofItem)),
	itemVersion: facetResource('Item Version', versions(ofItem)),
	itemWorkflow,
	project,
	customApi,
};
