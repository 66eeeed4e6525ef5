import { customApiResource } from '../shared/customApi/customApi';
import { deepFreeze } from '../shared/values/freeze';
import type { Registry } from '../shared/operations/operation';
import { backlog } from './boards/backlog';
import { board } from './boards/board';
import { epic } from './issues/epic';
import { issue } from './issues/issue';
import { boardProperty, sprintProperty } from './issues/properties';
import { quickFilter } from './boards/quickFilter';
import { sprint } from './sprints/sprint';

const customApi = customApiResource({
	rootLabel: 'API',
	roots: [
		{ name: 'Agile', value: 'usual', description: "The one of the credential's deployment" },
		{ name: 'Agile 1.0', value: 'agile' },
		{ name: 'Greenhopper Experimental', value: 'greenhopper', description: 'Of JIRA Agile 6.7' },
		{ name: 'Platform 2', value: 'platform' },
		{ name: 'Platform 3', value: 'platform3', description: 'Cloud only' },
		{ name: 'Software 1.0', value: 'software', description: "Cloud's lists of issues" },
	],
	example: '/board/12',
});

/** Everything that the Jira Agile node can do. The first resource is what a new node starts with. */
export const registry: Registry = deepFreeze({
	board,
	boardProperty,
	backlog,
	customApi,
	epic,
	issue,
	quickFilter,
	sprint,
	sprintProperty,
});
