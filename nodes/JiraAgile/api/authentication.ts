import type { INodeProperties } from 'n8n-workflow';

/** Which credential is used. */
export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{ name: 'API Token or Password', value: 'basic' },
		{ name: 'OAuth2', value: 'oAuth2' },
		{ name: 'Personal Access Token', value: 'personalAccessToken' },
	],
	default: 'basic',
};
