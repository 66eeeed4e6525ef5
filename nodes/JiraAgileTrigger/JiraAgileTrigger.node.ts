import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { jiraAgile } from '../JiraAgile/api/api';
import { authentication } from '../JiraAgile/api/authentication';
import { credentialTest } from '../JiraAgile/api/credentialTests';
import { methods } from '../JiraAgile/lists';
import type { TriggerOf } from '../shared/trigger/pollNode';
import { pollNode } from '../shared/trigger/pollNode';
import { listen, sample } from './poll';
import { properties } from './properties';
import { listensTo, readSettings } from './settings';

const trigger: TriggerOf = {
	kind: 'jiraAgileTrigger',
	title: 'Jira Agile Trigger',
	api: jiraAgile,
	properties,
	async open(session, parameter, timezone) {
		const settings = await readSettings(session, parameter, timezone);
		return {
			listens: listensTo(session, settings),
			...(settings.startFrom === undefined ? {} : { startFrom: settings.startFrom }),
			sample: async () => await sample(session, settings),
			listen: async () => listen(session, settings),
		};
	},
};

export class JiraAgileTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jira Agile Trigger',
		name: 'jiraAgileTrigger',
		icon: { light: 'file:../../icons/jiraAgile.svg', dark: 'file:../../icons/jiraAgile.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{$parameter["events"].join(", ").replace(/([A-Z])/g, " $1").toLowerCase()}}',
		description:
			'Work with sprints, boards and issues in Jira, or start the workflow when they change',
		defaults: { name: 'Jira Agile Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		// n8n's lint looks for credential tests in a list that stands here.
		credentials: [
			{
				name: 'jiraAgileApi',
				required: true,
				testedBy: 'testJiraAgileApi',
				displayOptions: { show: { authentication: ['basic'] } },
			},
			{
				name: 'jiraAgileOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'jiraAgilePatApi',
				required: true,
				testedBy: 'testJiraAgilePatApi',
				displayOptions: { show: { authentication: ['personalAccessToken'] } },
			},
		],
		properties: [authentication, ...properties],
	};

	methods = {
		credentialTest,
		listSearch: { searchBoards: methods.listSearch.searchBoards },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollNode(this, trigger);
	}
}
