/** The credentials of Jira as a user tests them. */
import {
	jiraCredentials,
	jiraOAuth2Credentials,
	jiraPatCredentials,
	resolveCredentials,
	testCredentials,
} from '../../support/engine/harness';
import type { StoredCredential } from '../../support/engine/harness';
import { DEPLOYMENTS, useJira } from './support';

const change = (credential: StoredCredential, data: object): StoredCredential => ({
	...credential,
	data: { ...credential.data, ...data },
});
const OK = { status: 'OK', message: 'Connection successful!' };

/** What only the deployment has that the credential names. */
const WHO = {
	cloud: '/rest/api/3/myself',
	dataCenter: '/rest/auth/1/session',
	agile67: '/rest/auth/1/session',
};

const INFO = '/rest/api/2/serverInfo';
const NAMES = { cloud: 'Cloud', dataCenter: 'Data Center', agile67: 'JIRA Agile 6.7' };

describe.each(DEPLOYMENTS)('user and password, %s', (deployment) => {
	const jira = useJira({ deployment, ...(deployment === 'cloud' ? {} : { contextPath: '/jira' }) });

	test('passes, and asks who it is', async () => {
		expect(await testCredentials(jiraCredentials(jira.server))).toEqual(OK);
		expect(jira.server.requests.map(({ path }) => path)).toEqual([INFO, WHO[deployment]]);
	});

	test('passes with an address copied from the browser', async () => {
		const baseUrl = `${jira.server.url}/secure/RapidBoard.jspa?rapidView=1`;
		expect(await testCredentials(change(jiraCredentials(jira.server), { baseUrl }))).toEqual(OK);
	});

	test('a wrong password: what to enter', async () => {
		const credential = change(jiraCredentials(jira.server), { password: 'wrong' });
		expect(await testCredentials(credential)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^Jira rejected the credential \(401\).*API token/),
		});
		// Once only: servers lock a user out after a few wrong ones.
		const signed = jira.server.requests.filter(({ headers }) => headers.authorization);
		expect(signed.map(({ path }) => path)).toEqual([WHO[deployment]]);
	});

	test('another address', async () => {
		jira.server.switches.failNext = [{ status: 404, path: WHO[deployment] }];
		expect(await testCredentials(jiraCredentials(jira.server))).toEqual({
			status: 'Error',
			message: expect.stringMatching(/check 'Deployment', and the site URL with its context path/),
		});
	});

	test('a web page', async () => {
		jira.server.switches.failNext = [{ status: 'html', path: WHO[deployment] }];
		expect(await testCredentials(jiraCredentials(jira.server))).toMatchObject({ status: 'Error' });
	});

	test('another deployment than that of the server is refused, and named', async () => {
		for (const other of DEPLOYMENTS.filter((one) => one !== deployment)) {
			const credential = change(jiraCredentials(jira.server), { deployment: other });
			expect(await testCredentials(credential)).toEqual({
				status: 'Error',
				message: `This Jira is ${NAMES[deployment]}, and 'Deployment' says ${NAMES[other]}. Set 'Deployment' to ${NAMES[deployment]}, or correct the site URL.`,
			});
		}
		expect(jira.server.requests.every(({ path }) => path === INFO)).toBe(true);
	});

	test('a server that does not say what it is: the user decides, by a path that only the deployment has', async () => {
		jira.server.switches.failNext = [{ status: 404, path: INFO, times: 'always' }];
		expect(await testCredentials(jiraCredentials(jira.server))).toEqual(OK);
		const other = deployment === 'cloud' ? 'dataCenter' : 'cloud';
		const credential = change(jiraCredentials(jira.server), { deployment: other });
		expect(await testCredentials(credential)).toEqual({
			status: 'Error',
			message: expect.stringContaining("check 'Deployment'"),
		});
		expect(jira.takeViolations()).toEqual([`GET ${WHO[other]}: no such operation (404)`]);
	});

	test('a blank pasted beside user name and token is not sent', async () => {
		const { username, password } = jira.server.logins.basic;
		const pasted = {
			username: ` ${username}\n`,
			password: deployment === 'cloud' ? `${password} \n` : password,
		};
		expect(await testCredentials(change(jiraCredentials(jira.server), pasted))).toEqual(OK);
	});
});

describe('a personal access token', () => {
	const jira = useJira({ deployment: 'dataCenter' });

	test('passes; a wrong one does not', async () => {
		expect(await testCredentials(jiraPatCredentials(jira.server))).toEqual(OK);
		const wrong = change(jiraPatCredentials(jira.server), { token: 'wrong' });
		expect(await testCredentials(wrong)).toMatchObject({ status: 'Error' });
	});

	test('a blank pasted with it is not sent', async () => {
		const pasted = change(jiraPatCredentials(jira.server), {
			token: ` ${jira.server.logins.token}\n`,
		});
		expect(await testCredentials(pasted)).toEqual(OK);
	});

	test('is for Data Center', async () => {
		expect(await resolveCredentials(jiraPatCredentials(jira.server))).toMatchObject({
			deployment: 'dataCenter',
		});
	});
});

describe('OAuth2', () => {
	const jira = useJira();

	test('passes where a site was granted', async () => {
		expect(await testCredentials(jiraOAuth2Credentials(jira.server))).toEqual(OK);
	});

	test.each([403, 429, 500, 503])('says what %d means', async (status) => {
		jira.server.switches.failNext = [{ status, path: '/oauth/token/accessible-resources' }];
		expect(await testCredentials(jiraOAuth2Credentials(jira.server))).toEqual({
			status: 'Error',
			message: expect.stringMatching(new RegExp(`^Atlassian.*\\(${status}\\).*\\.$`)),
		});
	});

	test('asks Atlassian for a code with offline access, unless another cloud is named', async () => {
		const {
			authBaseUrl: _auth,
			apiBaseUrl: _api,
			...data
		} = jiraOAuth2Credentials(jira.server).data;
		expect(await resolveCredentials({ type: 'jiraAgileOAuth2Api', data })).toMatchObject({
			grantType: 'authorizationCode',
			authUrl: 'https://auth.atlassian.com/authorize',
			accessTokenUrl: 'https://auth.atlassian.com/oauth/token',
			authQueryParameters: 'audience=api.atlassian.com&prompt=consent',
			authentication: 'body',
			apiBaseUrl: 'https://api.atlassian.com',
			deployment: 'cloud',
			scope: expect.stringMatching(/offline_access.*read:sprint:jira-software/),
		});
		expect(await resolveCredentials(jiraOAuth2Credentials(jira.server))).toMatchObject({
			accessTokenUrl: `${jira.server.url}/oauth/token`,
		});
	});
});
