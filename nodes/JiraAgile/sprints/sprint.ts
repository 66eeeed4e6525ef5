import { InvalidInput } from '../../shared/values/invalidInput';
import { locator } from '../../shared/pickers/locator';
import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { CLOUD, CURRENT, DATA_CENTER } from '../api/deployments';
import { only, field } from '../../shared/operations/fieldKit';
import {
	boardId,
	boardOfList,
	inSprint,
	issues,
	moveOptions,
	ranks,
	sprintId,
} from '../fields/fields';
import { issueLists } from '../fields/issueLists';
import type { MoveValues } from '../issues/issueMoves';
import { FIND_ISSUE, movingIssues } from '../issues/issueMoves';
import { SPRINT } from '../fields/kinds';
import { simplifyIssue } from '../fields/simplify';
import { simplifyTo } from '../fields/rowKinds';
import { sprintReport } from '../reports/sprintReport';
import { completeSprint, createSprint, hintSprintNotKept, startSprint } from './sprintWrites';
import {
	completeDate,
	destination,
	endDate,
	goal,
	initialState,
	nextState,
	ofDataCenter,
	originBoard,
	period,
	reportedOn,
	reportOutput,
	sprintIds,
	sprintName,
	startDate,
	wholeState,
} from './sprintFields';

const other = locator(SPRINT, {
	name: 'sprintToSwapWith',
	displayName: 'Other Sprint',
	in: 'body',
	required: true,
	description: 'The sprint whose place in the list it takes',
});
/** A sprint has no other place than its own to swap with itself. */
const otherSprint = field({
	...other,
	toWire: async (value, context) => {
		const id = await other.toWire?.(value, context);
		const own = await other.toWire?.(context.parameter('sprintId'), context);
		if (id !== own) return id;
		throw new InvalidInput(
			'A sprint cannot be swapped with itself',
			"Choose another 'Other Sprint'.",
		);
	},
});

export const sprint = {
	name: 'Sprint',
	description: 'Sprints: plan, start, fill and complete them',
	operations: {
		complete: functionRow({
			name: 'Complete',
			action: 'Complete sprint',
			description: 'Close an active sprint, and move its open issues to where they should go',
			calls: [
				'GET /sprint/{sprintId}',
				'POST /sprint/{sprintId}',
				'GET /board/{boardId}/configuration',
				'GET /board/{boardId}/sprint',
				'GET /sprint/{sprintId}/issue',
				'POST /sprint',
				'POST /sprint/{sprintId}/issue',
				'POST /backlog/issue',
			],
			root: 'issues',
			deployments: CURRENT,
			instead: 'In JIRA Agile 6.7 sprints are completed in the browser.',
			fields: [boardOfList, sprintId, ...destination],
			simplify: simplifyTo.sprint,
			run: completeSprint,
		}),
		create: functionRow({
			name: 'Create',
			action: 'Create sprint',
			description: 'Create a sprint on a Scrum board; in JIRA Agile 6.7 in any state',
			calls: ['POST /sprint', 'POST /board/{boardId}/sprint'],
			fields: [boardId, sprintName(true)],
			collections: {
				additionalFields: [completeDate, endDate, goal, ...ofDataCenter, startDate, initialState],
			},
			simplify: simplifyTo.sprint,
			run: createSprint,
		}),
		delete: {
			name: 'Delete',
			action: 'Delete sprint',
			description: 'Delete a future sprint permanently; its issues go to the backlog',
			request: 'DELETE /sprint/{sprintId}',
			fields: inSprint,
		},
		get: {
			name: 'Get',
			action: 'Get sprint',
			request: 'GET /sprint/{sprintId}',
			fields: inSprint,
			simplify: simplifyTo.sprint,
		},
		getIssues: {
			name: 'Get Issues',
			action: 'Get issues of sprint',
			request: 'GET /sprint/{sprintId}/issue',
			root: 'issues',
			deployments: CURRENT,
			fields: inSprint,
			collections: issueLists,
			list: true,
			simplify: simplifyIssue,
		},
		getReport: functionRow({
			name: 'Get Report',
			action: 'Get report of sprint',
			description:
				'Count what a sprint committed to, what came later or was taken out, and what is done, from the histories of its issues',
			calls: [
				'GET /sprint/{sprintId}',
				'GET /board/{boardId}/configuration',
				'GET /board/{boardId}/issue',
			],
			root: 'issues',
			deployments: CURRENT,
			fields: [reportedOn, sprintId, reportOutput],
			run: sprintReport,
		}),
		moveIssues: functionRow({
			name: 'Move Issues To',
			action: 'Move issues to sprint',
			description:
				'Put issues into an active or future sprint, in batches of 50, those of all input items together',
			calls: ['POST /sprint/{sprintId}/issue', FIND_ISSUE],
			deployments: CURRENT,
			fields: [...inSprint, issues],
			collections: {
				additionalFields: ranks.map((field) => only(CLOUD, field)),
				options: moveOptions,
			},
			runAll: movingIssues(({ sprintId }: MoveValues & { sprintId: number }) => ({
				method: 'POST',
				path: `/sprint/${sprintId}/issue`,
				verb: 'moved',
				target: { sprintId },
			})),
		}),
		replace: {
			name: 'Replace',
			action: 'Replace sprint',
			description: 'Set the whole content of a sprint; what is not given is cleared',
			request: 'PUT /sprint/{sprintId}',
			returnsRecord: true,
			checkSaved: hintSprintNotKept,
			fields: [...inSprint, sprintName(true), wholeState],
			collections: {
				additionalFields: [
					completeDate,
					endDate,
					goal,
					...ofDataCenter,
					only(CURRENT, originBoard),
					startDate,
				],
			},
			simplify: simplifyTo.sprint,
		},
		start: functionRow({
			name: 'Start',
			action: 'Start sprint',
			description: 'Start a future sprint in one step, with the dates that Jira wants',
			calls: ['GET /sprint/{sprintId}', 'POST /sprint/{sprintId}'],
			deployments: CURRENT,
			instead:
				"In JIRA Agile 6.7 the state cannot be changed: make the sprint with 'Create' and 'State' Active, or start it in the browser.",
			fields: [...inSprint, ...period],
			collections: { additionalFields: [goal] },
			simplify: simplifyTo.sprint,
			run: startSprint,
		}),
		swap: {
			name: 'Swap',
			action: 'Swap sprints',
			description: 'Let two sprints of a board change places in its list',
			request: 'POST /sprint/{sprintId}/swap',
			deployments: CURRENT,
			fields: [...inSprint, otherSprint],
		},
		unmap: {
			name: 'Unmap',
			action: 'Unmap sprints',
			description: 'End the sharing of sprints with other instances',
			request: 'PUT /sprint/unmap',
			deployments: DATA_CENTER,
			fields: [boardOfList, sprintIds],
		},
		unmapAll: {
			name: 'Unmap All',
			action: 'Unmap all sprints',
			description: 'End the sharing of every sprint with other instances',
			request: 'PUT /sprint/unmap-all',
			deployments: DATA_CENTER,
		},
		update: {
			name: 'Update',
			action: 'Update sprint',
			description: 'Change fields of a sprint; what is not given stays',
			request: 'POST /sprint/{sprintId}',
			returnsRecord: true,
			checkSaved: hintSprintNotKept,
			fields: inSprint,
			collections: {
				updateFields: [
					completeDate,
					endDate,
					goal,
					...ofDataCenter,
					sprintName(false),
					startDate,
					nextState,
				],
			},
			simplify: simplifyTo.sprint,
		},
	},
} satisfies Resource;
