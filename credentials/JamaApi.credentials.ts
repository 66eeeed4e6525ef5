import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import {
	baseUrlProperty,
	ignoreSslIssues,
	rateProperties,
} from '../nodes/Jama/api/credentialParts';
import { withPassword } from '../nodes/shared/credentials/authenticate';

export class JamaApi implements ICredentialType {
	name = 'jamaApi';

	displayName = 'Jama Connect API';

	icon = { light: 'file:../icons/jama.svg', dark: 'file:../icons/jama.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-jama/n8n-nodes-jama#user-name-and-password';

	properties: INodeProperties[] = [
		baseUrlProperty,
		{
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			required: true,
			default: '',
			description:
				'A user with a Named Creator license; instances with single sign-on need OAuth2 instead',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		...rateProperties,
		ignoreSslIssues,
	];

	authenticate = withPassword;
}
