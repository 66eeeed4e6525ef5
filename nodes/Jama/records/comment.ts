import { locator } from '../../shared/pickers/locator';
import type { Resource } from '../../shared/operations/operation';
import { choice, number, field } from '../../shared/operations/fieldKit';
import { numberInPath, projectOfList, readOptions, richText, titlesOf } from '../fields/fields';
import { ITEM, PROJECT } from '../pickers/kinds';
import { recordOf } from '../fields/record';
import { simplifyTo } from '../fields/rowKinds';

const commentId = field({
	...numberInPath('commentId', 'Comment ID'),
	as: 'id',
});

/** Whether replies are left out of a list of comments. */
const rootCommentsOnly = field({
	property: {
		displayName: 'Without Replies',
		name: 'rootCommentsOnly',
		type: 'boolean',
		default: false,
		description: 'Whether to leave out replies to comments',
	},
	in: 'query',
});

const COMMENT_TYPES = [
	'GENERAL',
	'ACCEPTED_COMMENT',
	'DECISION',
	'DECISION_REQUEST',
	'ISSUE',
	'PROPOSED_CHANGE',
	'QUESTION',
	'REJECTED_COMMENT',
];
const where = (on: string) => ({ displayOptions: { show: { commentOn: [on] } } });

export const comment = {
	name: 'Comment',
	description: 'Comments on items, projects and test records',
	operations: {
		create: {
			name: 'Create',
			action: 'Create comment',
			description: 'Comment on an item or a project',
			request: 'POST /comments',
			fields: [
				{
					property: {
						displayName: 'Comment On',
						name: 'commentOn',
						type: 'options',
						options: [
							{ name: 'Item', value: 'item' },
							{ name: 'Project', value: 'project' },
						],
						default: 'item',
					},
				},
				{ ...projectOfList, property: { ...projectOfList.property, ...where('item') } },
				locator(ITEM, {
					name: 'itemId',
					displayName: 'Item',
					in: 'body',
					as: 'location.item',
					required: true,
					description: 'The item to comment on',
					...where('item'),
				}),
				locator(PROJECT, {
					name: 'projectId',
					displayName: 'Project',
					in: 'body',
					as: 'location.project',
					required: true,
					description: 'The project to comment on',
					...where('project'),
				}),
				richText('body.body.text', {
					displayName: 'Text',
					name: 'text',
					required: true,
					typeOptions: { rows: 3 },
					description: 'What to say; HTML is allowed',
				}),
			],
			collections: {
				additionalFields: [
					choice(
						'body.commentType',
						{ displayName: 'Comment Type', name: 'commentType' },
						titlesOf(COMMENT_TYPES),
					),
					number('body.inReplyTo', {
						displayName: 'In Reply To',
						name: 'inReplyTo',
						description: 'The number of the comment that this one answers',
					}),
				],
			},
			simplify: simplifyTo.comment,
			readBack: '/comments/{id}',
		},
		get: {
			name: 'Get',
			action: 'Get comment',
			request: 'GET /comments/{id}',
			fields: [commentId],
			collections: { options: readOptions },
			simplify: simplifyTo.comment,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many comments',
			description: 'Retrieve a list of many comments that the user may see',
			request: 'GET /comments',
			collections: { options: [...readOptions, rootCommentsOnly] },
			simplify: simplifyTo.comment,
			list: true,
		},
		getManyOfRecord: {
			name: 'Get Many of Record',
			action: 'Get many comments on record',
			description: 'Retrieve a list of many comments on an item, test plan, test run or attachment',
			request: 'GET /{recordType}/{recordId}/comments',
			fields: recordOf('attachments', 'items', 'testplans', 'testruns'),
			collections: { options: [...readOptions, rootCommentsOnly] },
			simplify: simplifyTo.comment,
			list: true,
		},
		getReplies: {
			name: 'Get Replies',
			action: 'Get replies to comment',
			request: 'GET /comments/{id}/replies',
			fields: [commentId],
			collections: { options: readOptions },
			simplify: simplifyTo.comment,
			list: true,
		},
	},
} satisfies Resource;
