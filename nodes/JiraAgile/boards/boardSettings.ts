import type { Operation } from '../../shared/operations/operation';
import { CLOUD, CURRENT, DATA_CENTER } from '../api/deployments';
import { text, toggle } from '../../shared/operations/fieldKit';
import { simplifyTo } from '../fields/rowKinds';
import { boardId } from '../fields/fields';

const enabling = toggle(
	'body',
	{ displayName: 'Enabled', name: 'enabling', description: 'Whether the feature is turned on' },
	true,
);

/** How a board is set up. */
export const boardSettings = {
	getConfiguration: {
		name: 'Get Configuration',
		action: 'Get configuration of board',
		description: 'Retrieve columns, estimation, ranking and filter of a board',
		request: 'GET /board/{boardId}/configuration',
		deployments: CURRENT,
		fields: [boardId],
		simplify: simplifyTo.configuration,
	},
	getFeatures: {
		name: 'Get Features',
		action: 'Get features of board',
		description: 'Retrieve the features of a board and whether they are turned on',
		request: 'GET /board/{boardId}/features',
		deployments: CLOUD,
		fields: [boardId],
		list: true,
		simplify: simplifyTo.feature,
	},
	getProjects: {
		name: 'Get Projects',
		action: 'Get projects of board',
		request: 'GET /board/{boardId}/project',
		deployments: CURRENT,
		fields: [boardId],
		list: true,
		simplify: simplifyTo.project,
	},
	getProjectsFull: {
		name: 'Get Projects (Full)',
		action: 'Get projects of board in full',
		description:
			'Retrieve the projects that the filter of a board names, with all that Jira says of them',
		request: 'GET /board/{boardId}/project/full',
		deployments: CLOUD,
		instead: "Use 'Get Projects'.",
		fields: [boardId],
		list: true,
		simplify: simplifyTo.project,
	},
	getRefinedVelocity: {
		name: 'Get Refined Velocity',
		action: 'Get refined velocity of board',
		description: 'Retrieve whether the refined velocity chart is turned on',
		request: 'GET /board/{boardId}/settings/refined-velocity',
		deployments: DATA_CENTER,
		fields: [boardId],
	},
	getReports: {
		name: 'Get Reports',
		action: 'Get reports of board',
		description: 'Retrieve the reports that a board offers',
		request: 'GET /board/{boardId}/reports',
		deployments: CLOUD,
		fields: [boardId],
		list: true,
		simplify: simplifyTo.report,
	},
	setRefinedVelocity: {
		name: 'Set Refined Velocity',
		action: 'Set refined velocity of board',
		description: 'Turn the refined velocity chart on or off',
		request: 'PUT /board/{boardId}/settings/refined-velocity',
		deployments: DATA_CENTER,
		fields: [
			boardId,
			{
				...toggle(
					'body',
					{
						displayName: 'Enabled',
						name: 'enabled',
						description: 'Whether the refined velocity chart is turned on',
					},
					true,
				),
				as: 'value',
			},
		],
	},
	toggleFeature: {
		name: 'Toggle Feature',
		action: 'Toggle feature of board',
		description: 'Turn a feature of a board on or off',
		request: 'PUT /board/{boardId}/features',
		returnsRecord: true,
		deployments: CLOUD,
		fields: [
			boardId,
			text('body', {
				displayName: 'Feature',
				name: 'feature',
				required: true,
				placeholder: 'e.g. SPRINTS',
				description: "As 'Get Features' names it",
			}),
			enabling,
		],
	},
} satisfies Record<string, Operation>;
