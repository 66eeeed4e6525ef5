import { ready } from '../../shared/operations/fieldKit';
import { locator } from '../../shared/pickers/locator';
import type { Endpoint, Operation, Resource } from '../../shared/operations/operation';
import { numberInPath } from '../fields/fields';
import { simplifyUnpublished } from '../fields/unpublishedRows';
import { PROJECT } from '../pickers/kinds';
import { readLabs } from '../api/plainResponses';

const reviewId = numberInPath('reviewId', 'Review ID');
const revisionId = numberInPath('revisionId', 'Revision ID');

/** A part of a review. Whether it comes as a list or a record is not published, so both are read. */
const part = (what: string, path: `/${string}`, description?: string): Operation => {
	const request: Endpoint = `GET ${path}`;
	return {
		name: `Get ${what}`,
		action: `Get ${what.toLowerCase()} of review`,
		description,
		calls: [request],
		root: 'labs',
		fields: path.includes('{revisionId}') ? [reviewId, revisionId] : [reviewId],
		simplify: simplifyUnpublished,
		run: readLabs(request),
	};
};
const OF_REVISION = '/reviews/{reviewId}/revisions/{revisionId}';

/** Reviews, read-only since Jama Connect 9.32 (change log). */
export const review = {
	name: 'Review (Labs)',
	description: 'Reviews in the Review Center, read only',
	operations: {
		get: {
			name: 'Get',
			action: 'Get review',
			request: 'GET /reviews/{reviewId}',
			root: 'labs',
			fields: [reviewId],
			simplify: simplifyUnpublished,
		},
		getComments: part('Comments', '/reviews/{reviewId}/comments'),
		getItems: part('Items', `${OF_REVISION}/revisionitems`),
		getMany: {
			name: 'Get Many',
			action: 'Get many reviews',
			request: 'GET /reviews',
			root: 'labs',
			collections: {
				filters: [
					ready(locator(PROJECT, { name: 'project', displayName: 'Project', in: 'query' })),
				],
			},
			simplify: simplifyUnpublished,
			list: true,
		},
		getModerators: part('Moderators', '/reviews/{reviewId}/reviewmoderators'),
		getParticipants: part('Participants', `${OF_REVISION}/participants`),
		getProgress: part(
			'Progress',
			`${OF_REVISION}/progress`,
			'Retrieve how far a revision has come',
		),
		getRevisions: part('Revisions', '/reviews/{reviewId}/revisions'),
	},
} satisfies Resource;
