import { PAGE } from './cases';
import type { Case } from './cases';
import { byId } from './support';

type Row = [operation: string, more: object, sent: string, ...out: object[]];

/** Item 26 has a tag, a link, an attachment and a relationship; item 20 has comments. */
const ROWS: Row[] = [
	[
		'itemActivity.getMany',
		{},
		`GET /items/26/activities?${PAGE}`,
		{ eventType: 'CREATE', item: 26 },
	],
	[
		'itemAttachment.add',
		{ itemId: byId(20), attachment: 126 },
		'POST /items/20/attachments {"attachment":126}',
		{ success: true, id: 126, itemId: 20 },
	],
	[
		'itemAttachment.getMany',
		{},
		`GET /items/26/attachments?${PAGE}`,
		{ id: 126, fileName: 'diagram.png' },
	],
	[
		'itemAttachment.remove',
		{ attachmentId: 126 },
		'DELETE /items/26/attachments/126',
		{ deleted: true, itemId: 26, attachmentId: 126 },
	],
	[
		'itemComment.getMany',
		{ itemId: byId(20), options: { rootCommentsOnly: true, include: ['data.createdBy'] } },
		`GET /items/20/comments?include=data.createdBy&rootCommentsOnly=true&${PAGE}`,
		{ id: 1, commentType: 'QUESTION', linked: { createdBy: { id: 9 } } },
		{ id: 2, commentType: 'GENERAL' },
	],
	[
		'itemLink.create',
		{ url: 'https://example.com/a', additionalFields: { description: 'A' } },
		'POST /items/26/links {"url":"https://example.com/a","description":"A"}',
		{ success: true, id: 3, itemId: 26 },
	],
	['itemLink.delete', { linkId: 1 }, 'DELETE /items/26/links/1', { deleted: true, linkId: 1 }],
	[
		'itemLink.get',
		{ linkId: 1 },
		'GET /items/26/links/1',
		{ id: 1, description: 'Usability standard' },
	],
	['itemLink.getMany', {}, `GET /items/26/links?${PAGE}`, { id: 1 }],
	[
		'itemLink.update',
		{ linkId: 1, updateFields: { url: 'https://example.com/b', description: 'B' } },
		'PUT /items/26/links/1 {"url":"https://example.com/b","description":"B"}',
		{ success: true, itemId: 26, linkId: 1 },
	],
	[
		'itemRelationship.getDownstreamItems',
		{},
		`GET /items/26/downstreamrelated?${PAGE}`,
		{ id: 27, itemType: 34 },
	],
	[
		'itemRelationship.getDownstreamRelationships',
		{},
		`GET /items/26/downstreamrelationships?${PAGE}`,
		{ id: 2, fromItem: 26, toItem: 27, relationshipType: 2, suspect: false },
	],
	[
		'itemRelationship.getUpstreamItems',
		{ itemId: byId(27) },
		`GET /items/27/upstreamrelated?${PAGE}`,
		{ id: 26 },
	],
	[
		'itemRelationship.getUpstreamRelationships',
		{ itemId: byId(27) },
		`GET /items/27/upstreamrelationships?${PAGE}`,
		{ id: 2, fromItem: 26, toItem: 27 },
	],
	[
		'itemTag.add',
		{ tag: byId(3) },
		'POST /items/26/tags {"tag":3}',
		{ success: true, id: 3, itemId: 26 },
	],
	['itemTag.get', { tagId: byId(2) }, 'GET /items/26/tags/2', { id: 2, name: 'usability' }],
	['itemTag.getMany', {}, `GET /items/26/tags?${PAGE}`, { id: 2, name: 'usability' }],
	[
		'itemTag.remove',
		{ tagId: byId(2) },
		'DELETE /items/26/tags/2',
		{ deleted: true, itemId: 26, tagId: 2 },
	],
	['itemVersion.get', { versionNum: 1 }, 'GET /items/26/versions/1', { versionNumber: 1 }],
	[
		'itemVersion.getContent',
		{ versionNum: 1 },
		'GET /items/26/versions/1/versioneditem',
		{ id: 26, fields: { documentKey: 'PUMP-SYS-3' } },
	],
	['itemVersion.getMany', {}, `GET /items/26/versions?${PAGE}`, { versionNumber: 1 }],
];

export const FACET_CASES: Case[] = ROWS.map(([operation, more, sent, ...out]) => ({
	operation,
	parameters: { itemId: byId(26), ...more },
	sent: [sent],
	out,
}));
