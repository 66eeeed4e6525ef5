import type { ICredentialType, INodeProperties } from 'n8n-workflow';

const field = (name: string, value: string | boolean, more: Partial<INodeProperties> = {}) =>
	({
		displayName: name,
		name,
		type: typeof value === 'boolean' ? 'boolean' : 'string',
		default: value,
		...more,
	}) as INodeProperties;

/**
 * The fields that n8n's built-in OAuth2 credential hands down to credentials that extend it.
 * n8n-nodes-base holds the original; these are the names and defaults that n8n-core's requests use.
 */
export const oAuth2Base: ICredentialType = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	properties: [
		field('useDynamicClientRegistration', false, { type: 'hidden' }),
		field('grantType', 'authorizationCode'),
		field('authUrl', '', {
			displayOptions: { show: { grantType: ['authorizationCode', 'pkce'] } },
		}),
		field('accessTokenUrl', ''),
		field('clientId', ''),
		field('clientCredentialType', 'clientSecret', { type: 'hidden' }),
		field('clientSecret', '', { typeOptions: { password: true } }),
		field('scope', ''),
		field('authQueryParameters', '', {
			displayOptions: { show: { grantType: ['authorizationCode', 'pkce'] } },
		}),
		field('authentication', 'header'),
		field('sendAdditionalBodyProperties', false, {
			displayOptions: { show: { grantType: ['clientCredentials'], authentication: ['body'] } },
		}),
		field('additionalBodyProperties', '', {
			displayOptions: { show: { sendAdditionalBodyProperties: [true] } },
		}),
	],
};
