import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { toProperties } from '../shared/operations/properties';
import { runNode } from '../shared/operations/run';
import { jiraAgile } from './api/api';
import { authentication } from './api/authentication';
import { credentialTest } from './api/credentialTests';
import { methods } from './lists';
import { registry } from './registry';

export class JiraAgile implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jira Agile',
		name: 'jiraAgile',
		icon: { light: 'file:../../icons/jiraAgile.svg', dark: 'file:../../icons/jiraAgile.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle:
			'={{($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase()}}',
		description:
			'Boards, sprints, epics, backlogs and ranks in Jira Software: read and change them',
		defaults: { name: 'Jira Agile' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
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
		properties: [authentication, ...toProperties(registry, jiraAgile.deploymentNames)],
	};

	methods = { ...methods, credentialTest };

	async execute(this: IExecuteFunctions) {
		return await runNode(this, jiraAgile, registry);
	}
}
