import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** The credentials of every Jama node, by the value of its Authentication parameter. */
export const credentials: INodeCredentialDescription[] = [
	{
		name: 'jamaApi',
		required: true,
		displayOptions: { show: { authentication: ['basic'] } },
	},
	{
		name: 'jamaOAuth2Api',
		required: true,
		displayOptions: { show: { authentication: ['oAuth2'] } },
	},
];

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
