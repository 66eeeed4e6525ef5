import { locator } from '../../shared/pickers/locator';
import type { Operation } from '../../shared/operations/operation';
import { CLOUD, CURRENT } from '../api/deployments';
import { choice, choices, field, ready } from '../../shared/operations/fieldKit';
import { boardId } from '../fields/fields';
import { toNames } from '../fields/names';
import { issueLists } from '../fields/issueLists';
import { EPIC, epicNumber, SPRINT, toStates } from '../fields/kinds';
import { simplifyIssue } from '../fields/simplify';
import { simplifyTo } from '../fields/rowKinds';

const done = choice(
	'query',
	{ displayName: 'Done', name: 'done', description: 'Only epics that are done, or that are not' },
	{ false: 'No', true: 'Yes' },
);
const released = choice(
	'query',
	{
		displayName: 'Released',
		name: 'released',
		description: 'Only versions that are released, or not',
	},
	{ false: 'No', true: 'Yes' },
);

const state = field({
	...choices(
		'query',
		{ displayName: 'States', name: 'state', description: 'Only sprints in these states' },
		{ active: 'Active', closed: 'Closed', future: 'Future' },
	),
	toWire: (value, { session }) => toStates(toNames(value), session),
});

const epic = locator(EPIC, {
	name: 'epicId',
	displayName: 'Epic',
	in: 'path',
	required: true,
	description: 'The epic whose issues to read',
});
/** The path takes the number only. */
const epicId = field({
	...epic,
	toWire: async (value, context) => await epicNumber(await epic.toWire?.(value, context), context),
});
const sprintOfBoard = locator(SPRINT, {
	name: 'sprintId',
	displayName: 'Sprint',
	in: 'path',
	required: true,
	description: 'The sprint whose issues to read',
});
const listOfIssues = {
	collections: issueLists,
	root: 'issues',
	deployments: CURRENT,
	list: true,
	simplify: simplifyIssue,
};

/** What a board lists. */
export const boardLists = {
	getEpicIssues: {
		...listOfIssues,
		name: 'Get Epic Issues',
		action: 'Get issues of epic on board',
		request: 'GET /board/{boardId}/epic/{epicId}/issue',
		fields: [boardId, epicId],
	},
	getEpics: {
		name: 'Get Epics',
		action: 'Get epics of board',
		request: 'GET /board/{boardId}/epic',
		fields: [boardId],
		collections: { filters: [done] },
		list: true,
		simplify: simplifyTo.epic,
	},
	getIssueCount: {
		name: 'Get Issue Count',
		action: 'Get approximate issue count of board',
		description: 'Retrieve about how many issues a board has',
		request: 'GET /board/{boardId}/issue/approximate-count',
		root: 'software',
		deployments: CLOUD,
		instead: "Read the issues with 'Get Issues' and count them.",
		fields: [boardId],
		collections: { filters: issueLists.filters ?? [] },
	},
	getIssues: {
		...listOfIssues,
		name: 'Get Issues',
		action: 'Get issues of board',
		request: 'GET /board/{boardId}/issue',
		fields: [boardId],
	},
	getIssuesWithoutEpic: {
		...listOfIssues,
		name: 'Get Issues Without Epic',
		action: 'Get issues without epic on board',
		description: 'Retrieve the issues of a board that belong to no epic',
		request: 'GET /board/{boardId}/epic/none/issue',
		fields: [boardId],
	},
	getSprintIssues: {
		...listOfIssues,
		name: 'Get Sprint Issues',
		action: 'Get issues of sprint on board',
		request: 'GET /board/{boardId}/sprint/{sprintId}/issue',
		fields: [boardId, sprintOfBoard],
	},
	getSprints: {
		name: 'Get Sprints',
		action: 'Get sprints of board',
		description: 'Retrieve the sprints of a Scrum board',
		request: 'GET /board/{boardId}/sprint',
		fields: [boardId],
		collections: { filters: [ready(state)] },
		list: true,
		simplify: simplifyTo.sprint,
	},
	getVersions: {
		name: 'Get Versions',
		action: 'Get versions of board',
		description: 'Retrieve the versions of the projects of a board',
		request: 'GET /board/{boardId}/version',
		fields: [boardId],
		collections: { filters: [released] },
		list: true,
		simplify: simplifyTo.version,
	},
} satisfies Record<string, Operation>;
