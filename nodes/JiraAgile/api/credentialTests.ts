import { withToken } from '../../shared/credentials/authenticate';
import type { CredentialTest } from '../../shared/credentials/credentialTest';
import { testCredential } from '../../shared/credentials/credentialTest';
import { jiraAgile } from './api';
import {
	DENIED,
	IS_CLOUD,
	NO_DATA_CENTER,
	NOT_JIRA,
	otherDeployment,
	REFUSED,
	withPasswordOrToken,
} from './credentialParts';

/** @param message where the server is another one, or does not respond as Jira at all */
const ofJira = (key: string, message: string) =>
	({
		api: jiraAgile,
		messages: { 401: REFUSED, 403: DENIED, 404: message, 410: message },
		proof: { key, message },
	}) satisfies Partial<CredentialTest>;

/** The tests of credentials that the node names in `testedBy`. */
export const credentialTest = {
	/**
	 * Asks what the server is, and then for a path that only the chosen deployment has: version 3 of the platform's API is Cloud's,
	 * the session resource is that of Data Center and older ones.
	 */
	testJiraAgileApi: testCredential({
		...ofJira('self', NOT_JIRA),
		sign: withPasswordOrToken,
		server: { path: '/rest/api/2/serverInfo', complaint: otherDeployment },
		path: ({ deployment }) =>
			deployment === 'dataCenter' || deployment === 'agile67'
				? '/rest/auth/1/session'
				: '/rest/api/3/myself',
	}),
	/** Personal access tokens are for Data Center only, whose users have names; those of Cloud have account IDs instead. */
	testJiraAgilePatApi: testCredential({
		...ofJira('name', NO_DATA_CENTER),
		sign: withToken,
		path: () => '/rest/api/2/myself',
		elsewhere: { key: 'accountId', message: IS_CLOUD },
	}),
};
