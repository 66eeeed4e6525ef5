import { InvalidInput } from '../../shared/values/invalidInput';
import { locator } from '../../shared/pickers/locator';
import type { Field } from '../../shared/operations/operation';
import { CLOUD, CURRENT } from '../api/deployments';
import {
	choice,
	choices,
	only,
	ready,
	text,
	toggle,
	field,
} from '../../shared/operations/fieldKit';
import { toNames } from '../fields/names';
import { readNumber } from '../../shared/values/inputs';
import { FILTER, PROJECT } from '../fields/kinds';

export const filterId = locator(FILTER, {
	name: 'filterId',
	displayName: 'Filter',
	in: 'body',
	required: true,
	description: 'The filter whose issues the board shows',
});
const project = { displayName: 'Project', name: 'projectKeyOrId' };
const inProject = locator(PROJECT, {
	...project,
	in: 'body',
	as: 'location',
	description: 'The project that the board is in',
});
/** Where the board is: in a project, or with the user. */
export const location: Field[] = [
	{
		...toggle('body', {
			displayName: 'Personal Board',
			name: 'personal',
			description: 'Whether the board belongs to the user instead of a project',
		}),
		as: 'location',
		toWire: (value) => (value === true ? { type: 'user' } : undefined),
	},
	{
		...inProject,
		toWire: async (value, context) => {
			const projectKeyOrId = await inProject.toWire?.(value, context);
			return projectKeyOrId === undefined ? undefined : { type: 'project', projectKeyOrId };
		},
	},
];
const projectInQuery = only(
	CURRENT,
	locator(PROJECT, {
		...project,
		in: 'query',
		description: 'Only boards whose filter names this project',
	}),
);

/** Several types are joined by commas; JIRA Agile 6.7 takes one (its REST reference). */
const type = field({
	...choices(
		'query',
		{ displayName: 'Types', name: 'type', description: 'Only boards of these types' },
		{ scrum: 'Scrum', kanban: 'Kanban', simple: 'Simple (Team-Managed)' },
	),
	toWire: (value, { session }) => {
		const types = toNames(value);
		if (session.connection.deployment === 'agile67' && types.length > 1) {
			throw new InvalidInput(
				"'Types' holds several types, and JIRA Agile 6.7 takes one",
				'Choose one of them, or leave the filter out.',
			);
		}
		return types.join(',');
	},
});

export const boardFilters: Field[] = [
	only(
		CLOUD,
		text('query', {
			displayName: 'Account ID of Location',
			name: 'accountIdLocation',
			description: 'Only boards of this user',
		}),
	),
	only(
		CLOUD,
		locator(FILTER, {
			name: 'filterId',
			displayName: 'Filter',
			in: 'query',
			description: 'Only boards of this filter',
		}),
	),
	only(
		CLOUD,
		toggle('query', {
			displayName: 'Include Private',
			name: 'includePrivate',
			description: 'Whether to add private boards, without name and type',
		}),
	),
	ready(
		text('query', {
			displayName: 'Name',
			name: 'name',
			description: 'Only boards whose name holds this text',
		}),
	),
	only(
		CLOUD,
		toggle('query', {
			displayName: 'Not at Location',
			name: 'negateLocationFiltering',
			description: 'Whether to return the boards that are elsewhere than the location filters say',
		}),
	),
	projectInQuery,
	only(
		CLOUD,
		locator(PROJECT, {
			name: 'projectLocation',
			displayName: 'Project of Location',
			in: 'query',
			description: 'Only boards that are in this project',
		}),
	),
	only(
		CLOUD,
		choices(
			'query',
			{
				displayName: 'Project Types of Location',
				name: 'projectTypeLocation',
				description: 'Only boards in projects of these types',
			},
			{ software: 'Software', service_desk: 'Service Desk' },
		),
	),
	type,
];
export const boardOptions: Field[] = [
	only(CLOUD, {
		...choices(
			'query',
			{ displayName: 'Expand', name: 'expand', description: 'What to add to each board' },
			{ admins: 'Admins', permissions: 'Permissions' },
		),
		toWire: (value) => toNames(value).join(','),
	}),
	only(
		CLOUD,
		choice(
			'query',
			{ displayName: 'Order By', name: 'orderBy' },
			{ name: 'Name', '-name': 'Name, Backwards' },
		),
	),
];

/** How many sprints a velocity is made of; Jira's own chart shows seven. */
export const lastSprints = field({
	property: {
		displayName: 'Number of Sprints',
		name: 'sprints',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 7,
		description: 'How many of the last closed sprints to count',
	},
	toWire: (value) => readNumber(value, 'Number of Sprints'),
});
