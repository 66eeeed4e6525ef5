import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import {
	ignoreSslIssues,
	rateProperties,
	siteUrlProperty,
	withPasswordOrToken,
} from '../nodes/JiraAgile/api/credentialParts';

export class JiraAgileApi implements ICredentialType {
	name = 'jiraAgileApi';

	displayName = 'Jira Agile API';

	icon = {
		light: 'file:../icons/jiraAgile.svg',
		dark: 'file:../icons/jiraAgile.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-jama/n8n-nodes-jama#e-mail-and-api-token-or-user-name-and-password';

	properties: INodeProperties[] = [
		siteUrlProperty,
		{
			displayName: 'Deployment',
			name: 'deployment',
			type: 'options',
			options: [
				{ name: 'Cloud', value: 'cloud' },
				{ name: 'Data Center', value: 'dataCenter', description: 'Or Server 7 and newer' },
				{
					name: 'JIRA Agile 6.7',
					value: 'agile67',
					description: 'The experimental API of JIRA 6 with the JIRA Agile add-on',
				},
			],
			default: 'cloud',
			description: 'Where your Jira runs; decides where requests go',
		},
		{
			displayName: 'E-Mail or User Name',
			name: 'username',
			type: 'string',
			required: true,
			default: '',
			description: 'Cloud: the e-mail address of the account. Others: the user name.',
		},
		{
			displayName: 'API Token or Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Cloud: an API token, created at id.atlassian.com under Security. Others: the password.',
		},
		...rateProperties,
		ignoreSslIssues,
	];

	authenticate = withPasswordOrToken;
}
