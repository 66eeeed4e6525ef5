import type { INodeProperties } from 'n8n-workflow';
import {
	credentialTest,
	rateProperties as rateFields,
} from '../../shared/credentials/credentialParts';
import { baseUrlExpression } from './baseUrl';

export { ignoreSslIssues } from '../../shared/credentials/credentialParts';

/** What both credentials ask for. */
export const baseUrlProperty: INodeProperties = {
	displayName: 'Instance URL',
	name: 'baseUrl',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.jamacloud.com',
	description:
		'Address of your Jama, with the context path if self-hosted (https://jama.example.com/contour), or only the sub-domain of the cloud (example)',
};

/** Limits that Jama publishes: 15 a second with a burst of 750 (REST cookbook), 10 a second for an environment (2026). */
export const rateProperties = rateFields({
	perSecond:
		'Jama allows 10 a second for a whole environment, all integrations together; older documents name 15. All nodes of this n8n share the limit.',
	burst:
		'How many requests may leave at once after a rest. Older documents of Jama name 750; small is kind to others.',
});

export const REFUSED =
	'Jama rejected the credential (401). Check user name and password, or client ID and secret. Instances with single sign-on reject Basic: use the OAuth2 credential. The user needs a Named Creator license.';
export const NOT_JAMA =
	'The server responded, but not as the Jama API: check the instance URL and its context path. With single sign-on, Basic ends at a login page: use the OAuth2 credential.';

/** The request that tests an OAuth2 credential: who am I? */
export const testRequest = credentialTest(
	'Jama',
	{
		baseURL: `={{ ${baseUrlExpression('$credentials')} }}`,
		url: '/rest/v1/users/current',
		skipSslCertificateValidation: '={{ $credentials.ignoreSSLIssues }}',
	},
	{ 401: REFUSED, 404: NOT_JAMA },
	{ key: 'data.id', message: NOT_JAMA },
);
