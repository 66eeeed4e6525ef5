import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { fixedDeployment, rateProperties } from '../nodes/JiraAgile/api/credentialParts';
import { credentialTest } from '../nodes/shared/credentials/credentialParts';

/** Scopes of the Agile API, of the platform's pickers and the custom call, and for a new token without asking the user. */
const SCOPES = [
	'offline_access',
	'read:me',
	'read:jira-work',
	'write:jira-work',
	'read:jira-user',
	'read:board-scope:jira-software',
	'read:board-scope.admin:jira-software',
	'write:board-scope:jira-software',
	'write:board-scope.admin:jira-software',
	'delete:board-scope.admin:jira-software',
	'read:sprint:jira-software',
	'write:sprint:jira-software',
	'delete:sprint:jira-software',
	'read:epic:jira-software',
	'write:epic:jira-software',
	'read:issue:jira-software',
	'write:issue:jira-software',
	'read:project:jira',
	'read:issue-details:jira',
	'read:jql:jira',
];

const withoutSlash = (field: string, usual: string) =>
	`(($self["${field}"] || "${usual}").replace(/[/]+$/, ""))`;

export class JiraAgileOAuth2Api implements ICredentialType {
	name = 'jiraAgileOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Jira Agile OAuth2 API';

	icon = {
		light: 'file:../icons/jiraAgile.svg',
		dark: 'file:../icons/jiraAgile.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-jama/n8n-nodes-jama#oauth2-3lo';

	properties: INodeProperties[] = [
		fixedDeployment('cloud'),
		{
			displayName: 'Site URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.atlassian.net',
			description:
				'Address of your Jira, or only the sub-domain (example); may stay empty if the connection is good for one site only',
		},
		{
			displayName: 'Cloud ID',
			name: 'cloudId',
			type: 'string',
			default: '',
			description: 'Saves a request for each execution; found by the site URL if empty',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `={{ ${withoutSlash('authBaseUrl', 'https://auth.atlassian.com')} + "/authorize" }}`,
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ ${withoutSlash('authBaseUrl', 'https://auth.atlassian.com')} + "/oauth/token" }}`,
			required: true,
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: 'audience=api.atlassian.com&prompt=consent',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: SCOPES.join(' '),
			description: 'What the connection may do; the app must have the same scopes',
		},
		{
			displayName: 'Authorization Base URL',
			name: 'authBaseUrl',
			type: 'string',
			default: 'https://auth.atlassian.com',
			description:
				"Another one only for a separate cloud of Atlassian's, such as the one for governments",
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: 'https://api.atlassian.com',
			description:
				"Another one only for a separate cloud of Atlassian's, such as the one for governments",
		},
		...rateProperties,
	];

	test: ICredentialTestRequest = credentialTest(
		'Atlassian',
		{ baseURL: '={{ $credentials.apiBaseUrl }}', url: '/oauth/token/accessible-resources' },
		{ 401: 'Atlassian rejected the token (401). Connect the credential again.' },
		{ key: 'id', message: 'The token is good for no site. Connect again and choose your site.' },
	);
}
