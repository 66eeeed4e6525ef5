import { customApiResource } from '../../shared/customApi';
import { deepFreeze } from '../../shared/freeze';
import type { Registry } from '../../shared/operation';
import { backlog } from './backlog';
import { board } from './board';
import { epic } from './epic';
import { issue } from './issue';
import { boardProperty, sprintProperty } from './properties';
import { quickFilter } from './quickFilter';
import { sprint } from './sprint';

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
