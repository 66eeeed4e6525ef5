import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { BOARD } from '../JiraAgile/fields/kinds';
import { locator } from '../shared/pickers/locator';
import type { EventName } from './settings';
import { OVERLAP } from './settings';

const event = (value: EventName, name: string, description: string): INodePropertyOptions => ({
	name,
	value,
	description,
});

/** The trigger's parameters below Authentication. */
export const properties: INodeProperties[] = [
	locator(BOARD, {
		name: 'boardId',
		displayName: 'Board',
		description: 'May stay empty where Issue Changed is the only event',
	}).property,
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: [],
		options: [
			event('issueChanged', 'Issue Changed', 'An issue was created, edited, moved or commented'),
			event(
				'issueEnteredBacklog',
				'Issue Entered Backlog',
				'An issue was created in the backlog or moved there',
			),
			event('issueEnteredBoard', 'Issue Entered Board', "An issue now matches the board's filter"),
			event(
				'issueEnteredSprint',
				'Issue Entered Sprint',
				'An issue of the board was put into a sprint',
			),
			event('issueLeftBacklog', 'Issue Left Backlog', 'An issue is no longer in the backlog'),
			event('issueLeftBoard', 'Issue Left Board', "An issue no longer matches the board's filter"),
			event(
				'issueLeftSprint',
				'Issue Left Sprint',
				'An issue was taken out of a sprint before it was completed',
			),
			event('sprintChanged', 'Sprint Changed', 'The name, goal or dates of a sprint changed'),
			event('sprintCompleted', 'Sprint Completed', 'A sprint was closed'),
			event('sprintCreated', 'Sprint Created', 'The board has a new sprint'),
			event('sprintStarted', 'Sprint Started', 'A sprint became active'),
		],
	},
	{
		displayName: 'JQL',
		name: 'jql',
		type: 'string',
		default: '',
		placeholder: 'e.g. status != Done AND labels = firmware',
		description:
			'Only issues that match. One that no longer matches has left board, backlog and sprint.',
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Ignore Own Changes',
				name: 'ignoreOwnChanges',
				type: 'boolean',
				default: false,
				description:
					"Whether Issue Changed leaves out what the credential's user changed, as far as the history of the issue says it. Costs a request for each change.",
			},
			{
				displayName: 'Items per Poll',
				name: 'itemsPerPoll',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 1000,
				description:
					'About how many changes are emitted at once; the next poll continues with the rest',
			},
			{
				displayName: 'Overlap (Seconds)',
				name: 'overlap',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: OVERLAP,
				description:
					'How long the change of an issue may take to show up in searches. One that shows up later than this is not emitted if a newer one was: raise it if changes are missing.',
			},
			{
				displayName: 'Start From',
				name: 'startFrom',
				type: 'dateTime',
				default: '',
				description:
					'Catch up on changes of issues since this date instead of starting with the activation. Another date starts over.',
			},
		],
	},
];
