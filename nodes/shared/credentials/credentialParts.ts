import type {
	DeclarativeRestApiSettings,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	INodeProperties,
} from 'n8n-workflow';
import { readNumber } from '../values/inputs';
import type { RateLimit } from '../http/throttle';

/** What a credential says of its server's limits. */
export interface RateTexts {
	/** Help for Requests per Second. */
	perSecond: string;
	/** Help for Burst. */
	burst: string;
}

const USUAL: RateLimit = { requestsPerSecond: 10, burst: 5 };

/** The fields that say how fast a server may be asked. */
export const rateProperties = ({ perSecond, burst }: RateTexts): INodeProperties[] => [
	{
		displayName: 'Requests per Second',
		name: 'requestsPerSecond',
		type: 'number',
		typeOptions: { minValue: 0.1, numberPrecision: 1 },
		default: 10,
		description: perSecond,
	},
	{
		displayName: 'Burst',
		name: 'burst',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description: burst,
	},
];

export const ignoreSslIssues: INodeProperties = {
	displayName: 'Ignore SSL Issues',
	// The name that n8n's own OAuth2 reads when it asks for a token.
	name: 'ignoreSSLIssues',
	type: 'boolean',
	default: false,
	description: 'Whether to connect even if SSL certificate validation is not possible',
};

const REDIRECTS = [301, 302, 303, 307, 308];
/** What the test of a credential says of a redirect, which it does not follow. */
export const REDIRECTED =
	'The server sends this request on to another address. Open it in the browser and enter the address where you end, with https.';

/** What n8n would show as the bare words of HTTP. */
function usualMessages(server: string): Record<number, string> {
	const down = (status: number) =>
		`${server}, or a proxy in front of it, could not respond (${status}): it is down, restarting or overloaded. Test again in a while.`;
	return {
		403: `${server} rejected the request (403): the user of the credential may not use the API, or a proxy or firewall in between does not let it pass.`,
		429: `${server} is asked too often (429), which says nothing about the credential. Test again in a while.`,
		500: `${server} responded with an error of its own (500), which says nothing about the credential. Test again in a while.`,
		...Object.fromEntries([502, 503, 504].map((status) => [status, down(status)])),
	};
}

/**
 * A request that tests an OAuth2 credential, for which n8n runs no function of ours (others: `testCredential`). It follows no
 * redirect: the login would go along to wherever it leads, and whoever responds there would pass for the server. What n8n says
 * where no response came is its own.
 * @param server who is asked
 * @param messages by status, in the place of the usual ones
 * @param proof what only the right server's response has, and the message where it is missing
 */
export function credentialTest(
	server: string,
	request: DeclarativeRestApiSettings.HttpRequestOptions,
	messages: Readonly<Record<number, string>>,
	proof: { key: string; message: string },
): ICredentialTestRequest {
	const byStatus = {
		...Object.fromEntries(REDIRECTS.map((status) => [status, REDIRECTED])),
		...usualMessages(server),
		...messages,
	};
	// n8n reads rules of both kinds from one list, which its type does not say.
	const rules = [
		...Object.entries(byStatus).map(([status, message]) => ({
			type: 'responseCode',
			properties: { value: Number(status), message },
		})),
		{
			type: 'responseSuccessBody',
			properties: { key: proof.key, value: undefined, message: proof.message },
		},
	] as ICredentialTestRequest['rules'];
	const ownOrigin = { disableFollowRedirect: true, sendCredentialsOnCrossOriginRedirect: false };
	return { request: { ...request, ...ownOrigin }, rules };
}

/** Reads a number of the credential that must be positive. */
const readPositive = (value: unknown, usual: number, label: string): number =>
	readNumber(value === undefined || value === '' ? usual : value, label, {
		positive: true,
		advice: 'Enter a number greater than 0 in the credential.',
	});

/** What a credential with these fields says. Throws InvalidInput. */
export const readRate = (credential: ICredentialDataDecryptedObject): RateLimit => ({
	requestsPerSecond: readPositive(
		credential.requestsPerSecond,
		USUAL.requestsPerSecond,
		'Requests per Second',
	),
	burst: readPositive(credential.burst, USUAL.burst, 'Burst'),
});
