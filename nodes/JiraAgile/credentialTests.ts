import { withToken } from '../shared/authenticate';
import type { CredentialTest } from '../shared/credentialTest';
import { testCredential } from '../shared/credentialTest';
import { jiraAgile } from './api';
import {
	DENIED,
	NOT_JIRA,
	OTHER_DEPLOYMENT,
	REFUSED,
	withPasswordOrToken,
} from './credentialParts';

const test = {
	api: jiraAgile,
	messages: { 401: REFUSED, 403: DENIED, 404: NOT_JIRA, 410: NOT_JIRA },
} satisfies Partial<CredentialTest>;

/** The tests of credentials that the node names in `testedBy`. */
export const credentialTest = {
	/**
	 * Asks for a path that only the chosen deployment has: version 3 of the platform's API is Cloud's, the session resource is
	 * that of Data Center and older ones.
	 */
	testJiraAgileApi: testCredential({
		...test,
		sign: withPasswordOrToken,
		path: ({ deployment }) =>
			deployment === 'dataCenter' || deployment === 'agile67'
				? '/rest/auth/1/session'
				: '/rest/api/3/myself',
		proof: { key: 'self', message: NOT_JIRA },
	}),
	/** Personal access tokens are for Data Center only, whose users have names; those of Cloud have account IDs instead. */
	testJiraAgilePatApi: testCredential({
		...test,
		sign: withToken,
		path: () => '/rest/api/2/myself',
		proof: { key: 'name', message: OTHER_DEPLOYMENT },
	}),
};
