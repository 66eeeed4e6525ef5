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

/** The part of a fake Jira server that credentials are made from. */
interface JiraServer {
	url: string;
	deployment: string;
	logins: {
		basic: { username: string; password: string };
		token: string;
		oauth: {
			clientId: string;
			clientSecret: string;
			accessToken: string;
			refreshToken: string;
			cloudId: string;
		};
	};
}

/** A credential with user and password, or e-mail and API token, that the fake server accepts. */
export function jiraCredentials(
	{ url, deployment, logins }: JiraServer,
	login = logins.basic,
): StoredCredential {
	return { type: 'jiraAgileApi', data: { baseUrl: url, deployment, ...login, ...shared } };
}

/** A personal access token that the fake server of Data Center accepts. */
export function jiraPatCredentials({ url, logins }: JiraServer): StoredCredential {
	return { type: 'jiraAgilePatApi', data: { baseUrl: url, token: logins.token, ...shared } };
}

/** An OAuth2 credential that is connected: the fake server is the site, the gateway and the place of tokens in one. */
export function jiraOAuth2Credentials({ url, logins }: JiraServer): StoredCredential {
	const { clientId, clientSecret, accessToken, refreshToken } = logins.oauth;
	return {
		type: 'jiraAgileOAuth2Api',
		data: {
			baseUrl: url,
			apiBaseUrl: url,
			authBaseUrl: url,
			clientId,
			clientSecret,
			oauthTokenData: {
				access_token: accessToken,
				refresh_token: refreshToken,
				token_type: 'Bearer',
			},
			...shared,
		},
	};
}
