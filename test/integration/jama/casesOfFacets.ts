import { PAGE } from './cases';
import type { Case } from './cases';
import { byId } from './support';

type Row = [operation: string, more: object, sent: string | string[], ...out: object[]];

/** Item 26 has a tag, a link, an attachment and a relationship; item 20 has comments. */
const ROWS: Row[] = [
	[
		'activity.getManyOfRecord',
		{},
		`GET /items/26/activities?${PAGE}`,
		{ eventType: 'CREATE', item: 26 },
	],
	[
		'attachment.addToRecord',
		{ recordId: byId(20), attachmentId: 126 },
		'POST /items/20/attachments {"attachment":126}',
		{ success: true, id: 126, recordId: 20 },
	],
	[
		'attachment.getManyOfRecord',
		{},
		`GET /items/26/attachments?${PAGE}`,
		{ id: 126, fileName: 'diagram.png' },
	],
	[
		'attachment.removeFromRecord',
		{ attachmentId: 126 },
		'DELETE /items/26/attachments/126',
		{ deleted: true, recordId: 26, attachmentId: 126 },
	],
	[
		'comment.getManyOfRecord',
		{ recordId: byId(20), options: { rootCommentsOnly: true, include: ['data.createdBy'] } },
		`GET /items/20/comments?include=data.createdBy&rootCommentsOnly=true&${PAGE}`,
		{ id: 1, commentType: 'QUESTION', linked: { createdBy: { id: 9 } } },
		{ id: 2, commentType: 'GENERAL' },
	],
	[
		'link.create',
		{ url: 'https://example.com/a', additionalFields: { description: 'A' } },
		'POST /items/26/links {"url":"https://example.com/a","description":"A"}',
		{ success: true, id: 3, recordId: 26 },
	],
	['link.delete', { linkId: 1 }, 'DELETE /items/26/links/1', { deleted: true, linkId: 1 }],
	[
		'link.get',
		{ linkId: 1 },
		'GET /items/26/links/1',
		{ id: 1, description: 'Usability standard' },
	],
	['link.getMany', {}, `GET /items/26/links?${PAGE}`, { id: 1 }],
	[
		'link.update',
		{ linkId: 1, updateFields: { url: 'https://example.com/b', description: 'B' } },
		[
			'PUT /items/26/links/1 {"url":"https://example.com/b","description":"B"}',
			'GET /items/26/links/1',
		],
		{ id: 1, url: 'https://example.com/b', description: 'B' },
	],
	[
		'relationship.getDownstreamItems',
		{},
		`GET /items/26/downstreamrelated?${PAGE}`,
		{ id: 27, itemType: 34 },
	],
	[
		'relationship.getDownstreamRelationships',
		{},
		`GET /items/26/downstreamrelationships?${PAGE}`,
		{ id: 2, fromItem: 26, toItem: 27, relationshipType: 2, suspect: false },
	],
	[
		'relationship.getUpstreamItems',
		{ recordId: byId(27) },
		`GET /items/27/upstreamrelated?${PAGE}`,
		{ id: 26 },
	],
	[
		'relationship.getUpstreamRelationships',
		{ recordId: byId(27) },
		`GET /items/27/upstreamrelationships?${PAGE}`,
		{ id: 2, fromItem: 26, toItem: 27 },
	],
	[
		'tag.addToRecord',
		{ tag: byId(3) },
		'POST /items/26/tags {"tag":3}',
		{ success: true, id: 3, recordId: 26 },
	],
	['tag.getOfRecord', { tagId: byId(2) }, 'GET /items/26/tags/2', { id: 2, name: 'usability' }],
	['tag.getManyOfRecord', {}, `GET /items/26/tags?${PAGE}`, { id: 2, name: 'usability' }],
	[
		'tag.removeFromRecord',
		{ tagId: byId(2) },
		'DELETE /items/26/tags/2',
		{ deleted: true, recordId: 26, tagId: 2 },
	],
	['version.get', { versionNum: 1 }, 'GET /items/26/versions/1', { versionNumber: 1 }],
	[
		'version.getContent',
		{ versionNum: 1 },
		'GET /items/26/versions/1/versioneditem',
		{ id: 26, fields: { documentKey: 'PUMP-SYS-3' } },
	],
	['version.getMany', {}, `GET /items/26/versions?${PAGE}`, { versionNumber: 1 }],
];

export const FACET_CASES: Case[] = ROWS.map(([operation, more, sent, ...out]) => ({
	operation,
	parameters: { recordId: byId(26), ...more },
	sent: [sent].flat(),
	out,
}));
