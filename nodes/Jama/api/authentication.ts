import type { INodeProperties } from 'n8n-workflow';

/** The choice of a credential in every Jama node. */
export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{ name: 'Basic', value: 'basic' },
		{ name: 'OAuth2 (Client Credentials)', value: 'oAuth2' },
	],
	default: 'basic',
};
