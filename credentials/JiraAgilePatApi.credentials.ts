import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import {
	fixedDeployment,
	ignoreSslIssues,
	rateProperties,
	siteUrlProperty,
} from '../nodes/JiraAgile/api/credentialParts';
import { withToken } from '../nodes/shared/credentials/authenticate';

export class JiraAgilePatApi implements ICredentialType {
	name = 'jiraAgilePatApi';

	displayName = 'Jira Agile Personal Access Token API';

	icon = {
		light: 'file:../icons/jiraAgile.svg',
		dark: 'file:../icons/jiraAgile.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-jama/n8n-nodes-jama#personal-access-token';

	properties: INodeProperties[] = [
		fixedDeployment('dataCenter'),
		siteUrlProperty,
		{
			displayName: 'Personal Access Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Created in Jira Data Center under Profile, Personal Access Tokens',
		},
		...rateProperties,
		ignoreSslIssues,
	];

	authenticate = withToken;
}
