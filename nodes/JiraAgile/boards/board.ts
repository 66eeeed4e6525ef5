import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { CLOUD, CURRENT } from '../api/deployments';
import { choice, text } from '../../shared/operations/fieldKit';
import { boardId, issues, moveOptions, ranks } from '../fields/fields';
import type { MoveValues } from '../issues/issueMoves';
import { FIND_ISSUE, movingIssues } from '../issues/issueMoves';
import { simplifyTo } from '../fields/rowKinds';
import { velocity } from '../reports/sprintReport';
import { boardFilters, boardOptions, filterId, lastSprints, location } from './boardFields';
import { boardLists } from './boardLists';
import { boardSettings } from './boardSettings';

export const board = {
	name: 'Board',
	description: 'Scrum and Kanban boards: what is on them, and their settings',
	operations: {
		...boardLists,
		...boardSettings,
		create: {
			name: 'Create',
			action: 'Create board',
			description: 'Create a board from a filter',
			request: 'POST /board',
			returnsRecord: true,
			deployments: CURRENT,
			instead: 'In JIRA Agile 6.7 boards are created in the browser.',
			fields: [
				text('body', { displayName: 'Name', name: 'name', required: true }),
				choice(
					'body',
					{ displayName: 'Type', name: 'type' },
					{ scrum: 'Scrum', kanban: 'Kanban', agility: 'Simple (Team-Managed)' },
				),
				filterId,
			],
			collections: {
				additionalFields: location,
			},
			simplify: simplifyTo.board,
		},
		delete: {
			name: 'Delete',
			action: 'Delete board',
			description: 'Delete a board permanently; its issues stay',
			request: 'DELETE /board/{boardId}',
			deployments: CURRENT,
			instead: 'In JIRA Agile 6.7 boards are deleted in the browser.',
			fields: [boardId],
		},
		get: {
			name: 'Get',
			action: 'Get board',
			request: 'GET /board/{boardId}',
			fields: [boardId],
			simplify: simplifyTo.board,
		},
		getByFilter: {
			name: 'Get by Filter',
			action: 'Get boards of filter',
			description: 'Retrieve the boards that use a filter',
			request: 'GET /board/filter/{filterId}',
			deployments: CLOUD,
			instead: "Read the boards with 'Get Many' and their filters with 'Get Configuration'.",
			fields: [{ ...filterId, in: 'path' }],
			list: true,
			simplify: simplifyTo.board,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many boards',
			request: 'GET /board',
			collections: { filters: boardFilters, options: boardOptions },
			list: true,
			simplify: simplifyTo.board,
		},
		getVelocity: functionRow({
			name: 'Get Velocity',
			action: 'Get velocity of board',
			description:
				'Count what the last closed sprints of a board committed to and got done, one item for each sprint',
			calls: [
				'GET /board/{boardId}/sprint',
				'GET /board/{boardId}/configuration',
				'GET /board/{boardId}/issue',
				'GET /sprint/{sprintId}',
			],
			root: 'issues',
			deployments: CURRENT,
			fields: [boardId, lastSprints],
			run: velocity,
		}),
		moveIssues: functionRow({
			name: 'Move Issues To',
			action: 'Move issues to board',
			description:
				'Move issues from the backlog onto a board, in batches of 50, those of all input items together',
			calls: ['POST /board/{boardId}/issue', FIND_ISSUE],
			deployments: CLOUD,
			instead:
				"Change the issues' status with a transition, or move them into a sprint with 'Move Issues To' of 'Sprint'.",
			fields: [boardId, issues],
			collections: { additionalFields: ranks, options: moveOptions },
			runAll: movingIssues(({ boardId }: MoveValues & { boardId: number }) => ({
				method: 'POST',
				path: `/board/${boardId}/issue`,
				verb: 'moved',
				target: { boardId },
			})),
		}),
	},
} satisfies Resource;
