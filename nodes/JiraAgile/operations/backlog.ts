import type { Resource } from '../../shared/operation';
import { CLOUD, CURRENT } from '../deployments';
import { boardId, issueLists, issues, ranks } from '../fields';
import { moveIssues } from '../issueMoves';
import { simplifyIssue } from '../simplify';

export const backlog = {
	name: 'Backlog',
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
		moveIssues: {
			name: 'Move Issues To',
			action: 'Move issues to backlog',
			description: 'Take issues out of their sprints, fifty with a request',
			calls: ['POST /backlog/issue'],
			deployments: CURRENT,
			fields: [issues],
			run: async (context) =>
				await moveIssues(context, { method: 'POST', path: '/backlog/issue', verb: 'moved' }),
		},
		moveIssuesForBoard: {
			name: 'Move Issues To (for Board)',
			action: 'Move issues to backlog of board',
			description: 'Move issues into the backlog of a board and rank them, fifty with a request',
			calls: ['POST /backlog/{boardId}/issue'],
			deployments: CLOUD,
			instead: "Use 'Move Issues To', which works for every board.",
			fields: [boardId, issues],
			collections: { additionalFields: ranks },
			run: async (context) =>
				await moveIssues(context, {
					method: 'POST',
					path: `/backlog/${String(context.values.boardId)}/issue`,
					verb: 'moved',
					target: { boardId: Number(context.values.boardId) },
				}),
		},
	},
} satisfies Resource;
