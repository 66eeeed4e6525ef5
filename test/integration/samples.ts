import type { StoredCredential } from './credentials-helper';

/** The part of a fake Jama server that credentials are made from. */
interface JamaServer {
	url: string;
	logins: {
		basic: { username: string; password: string };
		oauth: { clientId: string; clientSecret: string };
	};
}

// High enough that the throttle never slows a test that is not about the throttle.
const shared = { requestsPerSecond: 1000, burst: 1000, ignoreSSLIssues: false };

/** A Basic credential that the fake server accepts. */
export function jamaCredentials({ url, logins }: JamaServer): StoredCredential {
	return { type: 'jamaApi', data: { baseUrl: url, ...logins.basic, ...shared } };
}

/** An OAuth2 client-credentials credential that the fake server accepts; it holds no token yet. */
export function jamaOAuth2Credentials({ url, logins }: JamaServer): StoredCredential {
	return { type: 'jamaOAuth2Api', data: { baseUrl: url, ...logins.oauth, ...shared } };
}
