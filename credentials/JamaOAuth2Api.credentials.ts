import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import {
	baseUrlProperty,
	ignoreSslIssues,
	rateProperties,
	testRequest,
} from '../nodes/Jama/api/credentialParts';
import { baseUrlExpression } from '../nodes/Jama/api/baseUrl';

export class JamaOAuth2Api implements ICredentialType {
	name = 'jamaOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Jama Connect OAuth2 API';

	icon = { light: 'file:../icons/jama.svg', dark: 'file:../icons/jama.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-jama/n8n-nodes-jama#oauth2-client-credentials';

	properties: INodeProperties[] = [
		baseUrlProperty,
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'clientCredentials',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ ${baseUrlExpression('$self')} + "/rest/oauth/token" }}`,
			required: true,
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'header',
		},
		...rateProperties,
		ignoreSslIssues,
	];

	test: ICredentialTestRequest = testRequest;
}
