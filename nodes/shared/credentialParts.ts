import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { InvalidInput } from './errors';
import type { RateLimit } from './throttle';

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

/** Reads a number of the credential that must be positive. */
function readPositive(value: unknown, fallback: number, label: string): number {
	const number = value === undefined || value === '' ? fallback : Number(value);
	if (Number.isFinite(number) && number > 0) return number;
	throw new InvalidInput(
		`The credential's '${label}' is ${String(value)}`,
		'Enter a number greater than 0.',
	);
}

/** What a credential with these fields says. Throws InvalidInput. */
export const readRate = (credential: ICredentialDataDecryptedObject): RateLimit => ({
	requestsPerSecond: readPositive(
		credential.requestsPerSecond,
		USUAL.requestsPerSecond,
		'Requests per Second',
	),
	burst: readPositive(credential.burst, USUAL.burst, 'Burst'),
});
