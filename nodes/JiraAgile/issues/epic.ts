import { InvalidInput } from '../../shared/values/invalidInput';
import { locator } from '../../shared/pickers/locator';
import type { Field, Resource, ValueContext } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { pathSegment } from '../../shared/operations/request';
import { CURRENT } from '../api/deployments';
import { choice, text, toggle, field } from '../../shared/operations/fieldKit';
import {
	boardOfList,
	epicIdOrKey,
	inEpic,
	issues,
	moveOptions,
	rankField,
	sideOf,
} from '../fields/fields';
import { issueLists } from '../fields/issueLists';
import type { MoveValues } from './issueMoves';
import { FIND_ISSUE } from './issueMoves';
import { movingToEpic } from './parents';
import { EPIC, epicNumber } from '../fields/kinds';
import { simplifyIssue } from '../fields/simplify';
import { simplifyTo } from '../fields/rowKinds';

/** By ID or key; JIRA Agile 6.7 takes the number only. */
const anyEpic = field({
	...epicIdOrKey,
	toWire: async (value, context) => {
		const epic = await epicIdOrKey.toWire?.(value, context);
		return context.session.connection.deployment === 'agile67'
			? await epicNumber(epic, context)
			: epic;
	},
});

/** The epic next to which another is ranked; never that other itself. */
const neighbor = (name: string, side: string, words: string): Field => {
	const field = locator(EPIC, {
		name,
		displayName: 'Other Epic',
		in: 'body',
		required: true,
		description: `The epic to rank the other ${words}`,
		displayOptions: { show: { side: [side] } },
	});
	const idOf = async (value: unknown, context: ValueContext) =>
		String(await field.toWire?.(value, context));
	return {
		...field,
		toWire: async (value, context) => {
			const other = await idOf(value, context);
			if (other === (await idOf(context.parameter('epicIdOrKey'), context))) {
				throw new InvalidInput(
					`${other} cannot be ranked before or after itself`,
					"Choose another epic as 'Other Epic'.",
				);
			}
			return other;
		},
	};
};

/** Colors of epics (Jira Software REST reference). */
const COLORS = Object.fromEntries(
	Array.from({ length: 14 }, (_, index) => [
		`color_${index + 1}`,
		`Color ${String(index + 1).padStart(2, '0')}`,
	]),
);

export const epic = {
	name: 'Epic',
	description: 'Epics and the issues that belong to them',
	operations: {
		get: {
			name: 'Get',
			action: 'Get epic',
			request: 'GET /epic/{epicIdOrKey}',
			fields: [boardOfList, anyEpic],
			simplify: simplifyTo.epic,
		},
		getIssues: {
			name: 'Get Issues',
			action: 'Get issues of epic',
			request: 'GET /epic/{epicIdOrKey}/issue',
			root: 'issues',
			deployments: CURRENT,
			fields: inEpic,
			collections: issueLists,
			list: true,
			simplify: simplifyIssue,
		},
		getIssuesWithoutEpic: {
			name: 'Get Issues Without Epic',
			action: 'Get issues without epic',
			description: 'Retrieve the issues that belong to no epic',
			request: 'GET /epic/none/issue',
			root: 'issues',
			deployments: CURRENT,
			collections: issueLists,
			list: true,
			simplify: simplifyIssue,
		},
		moveIssues: functionRow({
			name: 'Move Issues To',
			action: 'Move issues to epic',
			description:
				'Put issues into an epic: in team-managed projects as their parent, elsewhere in batches of 50',
			calls: ['POST /epic/{epicIdOrKey}/issue', FIND_ISSUE],
			deployments: CURRENT,
			fields: [...inEpic, issues],
			collections: { options: moveOptions },
			runAll: movingToEpic(({ epicIdOrKey }: MoveValues & { epicIdOrKey: string }) => ({
				method: 'POST',
				path: `/epic/${pathSegment(epicIdOrKey, 'Epic')}/issue`,
				verb: 'moved',
				target: { epicIdOrKey },
			})),
		}),
		rank: {
			name: 'Rank',
			action: 'Rank epic',
			description: 'Put an epic before or after another one',
			request: 'PUT /epic/{epicIdOrKey}/rank',
			deployments: CURRENT,
			fields: [
				...inEpic,
				sideOf('epic'),
				neighbor('rankAfterEpic', 'after', 'after'),
				neighbor('rankBeforeEpic', 'before', 'before'),
			],
			collections: { additionalFields: [rankField] },
		},
		removeIssues: functionRow({
			name: 'Remove Issues From',
			action: 'Remove issues from epic',
			description:
				'Take issues out of their epics: in team-managed projects out of their parent, elsewhere in batches of 50',
			calls: ['POST /epic/none/issue', FIND_ISSUE],
			deployments: CURRENT,
			fields: [issues],
			collections: { options: moveOptions },
			runAll: movingToEpic(() => ({ method: 'POST', path: '/epic/none/issue', verb: 'removed' })),
		}),
		update: {
			name: 'Update',
			action: 'Update epic',
			description: 'Change fields of an epic',
			request: 'POST /epic/{epicIdOrKey}',
			returnsRecord: true,
			deployments: CURRENT,
			fields: inEpic,
			collections: {
				updateFields: [
					{
						...choice('body', { displayName: 'Color', name: 'color' }, COLORS),
						as: 'color.key',
					},
					toggle('body', {
						displayName: 'Done',
						name: 'done',
						description: 'Whether the epic is done',
					}),
					text('body', { displayName: 'Name', name: 'name' }),
					text('body', { displayName: 'Summary', name: 'summary' }),
				],
			},
			simplify: simplifyTo.epic,
		},
	},
} satisfies Resource;
