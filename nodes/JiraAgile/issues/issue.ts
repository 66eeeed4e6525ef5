import { InvalidInput } from '../../shared/values/invalidInput';
import { locator } from '../../shared/pickers/locator';
import type { Field, Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { CURRENT } from '../api/deployments';
import { toggle } from '../../shared/operations/fieldKit';
import { issueIdOrKey, issues, moveOptions, rankField, sideOf } from '../fields/fields';
import { issueOptions } from '../fields/issueLists';
import { FIND_ISSUE, movingIssues } from './issueMoves';
import { BOARD, ISSUE } from '../fields/kinds';
import { upsertIssue } from './upsert';
import { upsertFields, upsertMore } from './upsertFields';
import { simplifyIssue } from '../fields/simplify';

const estimatedOn = locator(BOARD, {
	name: 'boardId',
	displayName: 'Board',
	in: 'query',
	required: true,
	description: 'The board whose estimation field is meant',
});

const neighbor = (name: string, side: string): Field =>
	locator(ISSUE, {
		name,
		displayName: 'Other Issue',
		required: true,
		description: `The issue to rank the others ${side}`,
		displayOptions: { show: { side: [side] } },
	});

export const issue = {
	name: 'Issue',
	description: 'Issues with their agile fields, rank and estimation',
	operations: {
		createOrUpdate: functionRow({
			name: 'Create or Update',
			action: 'Create or update issue',
			description:
				'Create an issue, or update the one that is there, with sprint, parent, estimation and rank; what is as it should be is left alone',
			calls: [
				'POST /sprint/{sprintId}/issue',
				'PUT /issue/{issueIdOrKey}/estimation',
				'PUT /issue/rank',
				'GET /sprint/{sprintId}',
				'GET /board/{boardId}/configuration',
			],
			deployments: CURRENT,
			fields: upsertFields,
			collections: { additionalFields: upsertMore },
			run: upsertIssue,
		}),
		get: {
			name: 'Get',
			action: 'Get issue',
			description: 'Retrieve an issue with its sprint, epic and flag',
			request: 'GET /issue/{issueIdOrKey}',
			deployments: CURRENT,
			instead: 'Use the Custom API Action with the platform API, GET /issue/KEY.',
			fields: [issueIdOrKey],
			collections: {
				options: [
					...issueOptions,
					toggle('query', {
						displayName: 'Update History',
						name: 'updateHistory',
						description: "Whether the issue is added to the user's list of issues seen last",
					}),
				],
			},
			simplify: simplifyIssue,
		},
		getEstimation: {
			name: 'Get Estimation',
			action: 'Get estimation of issue',
			description: 'Retrieve the estimation of an issue in the field of a board',
			request: 'GET /issue/{issueIdOrKey}/estimation',
			deployments: CURRENT,
			fields: [issueIdOrKey, estimatedOn],
		},
		rank: functionRow({
			name: 'Rank',
			action: 'Rank issues',
			description:
				'Put issues before or after another one, in batches of 50, those of all input items together, in the order given',
			calls: ['PUT /issue/rank', FIND_ISSUE],
			deployments: CURRENT,
			fields: [
				issues,
				sideOf('issue'),
				neighbor('rankAfterIssue', 'after'),
				neighbor('rankBeforeIssue', 'before'),
			],
			collections: { additionalFields: [rankField], options: moveOptions },
			runAll: movingIssues(() => ({ method: 'PUT', path: '/issue/rank', verb: 'ranked' })),
		}),
		setEstimation: {
			name: 'Set Estimation',
			action: 'Set estimation of issue',
			description: 'Set the estimation of an issue in the field of a board',
			request: 'PUT /issue/{issueIdOrKey}/estimation',
			returnsRecord: true,
			deployments: CURRENT,
			fields: [
				issueIdOrKey,
				estimatedOn,
				{
					property: {
						displayName: 'Estimation',
						name: 'value',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. 5',
						description: 'Story points as a number, or an original time estimate such as 2d 4h',
					},
					in: 'body',
					toWire: (value) => {
						const text = String(value ?? '').trim();
						if (text !== '') return text;
						throw new InvalidInput(
							"'Estimation' is empty",
							'Enter story points such as 5, or a time such as 2d.',
						);
					},
				},
			],
		},
	},
} satisfies Resource;
