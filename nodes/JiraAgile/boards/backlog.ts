import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { CLOUD, CURRENT } from '../api/deployments';
import { boardId, issues, moveOptions, ranks } from '../fields/fields';
import { issueLists } from '../fields/issueLists';
import type { MoveValues } from '../issues/issueMoves';
import { FIND_ISSUE, movingIssues } from '../issues/issueMoves';
import { simplifyIssue } from '../fields/simplify';

export const backlog = {
	name: 'Backlog',
	description: 'Issues of a board that are in no sprint',
	operations: {
		getIssueCount: {
			name: 'Get Issue Count',
			action: 'Get approximate issue count of backlog',
			description: 'Retrieve about how many issues the backlog of a board has',
			request: 'GET /board/{boardId}/backlog/approximate-count',
			root: 'software',
			deployments: CLOUD,
			instead: "Read the issues with 'Get Issues' and count them.",
			fields: [boardId],
			collections: { filters: issueLists.filters ?? [] },
		},
		getIssues: {
			name: 'Get Issues',
			action: 'Get issues of backlog',
			description: 'Retrieve the issues in the backlog of a board',
			request: 'GET /board/{boardId}/backlog',
			root: 'issues',
			deployments: CURRENT,
			fields: [boardId],
			collections: issueLists,
			list: true,
			simplify: simplifyIssue,
		},
		moveIssues: functionRow({
			name: 'Move Issues To',
			action: 'Move issues to backlog',
			description:
				'Take issues out of their sprints, in batches of 50, those of all input items together',
			calls: ['POST /backlog/issue', FIND_ISSUE],
			deployments: CURRENT,
			fields: [issues],
			collections: { options: moveOptions },
			runAll: movingIssues(() => ({ method: 'POST', path: '/backlog/issue', verb: 'moved' })),
		}),
		moveIssuesForBoard: functionRow({
			name: 'Move Issues To (for Board)',
			action: 'Move issues to backlog of board',
			description:
				'Move issues into the backlog of a board and rank them, in batches of 50, those of all input items together',
			calls: ['POST /backlog/{boardId}/issue', FIND_ISSUE],
			deployments: CLOUD,
			instead: "Use 'Move Issues To', which works for every board.",
			fields: [boardId, issues],
			collections: { additionalFields: ranks, options: moveOptions },
			runAll: movingIssues(({ boardId }: MoveValues & { boardId: number }) => ({
				method: 'POST',
				path: `/backlog/${boardId}/issue`,
				verb: 'moved',
				target: { boardId },
			})),
		}),
	},
} satisfies Resource;
