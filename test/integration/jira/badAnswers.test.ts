/** What Jira, its gateway or something between answers instead: its own words, and what to do. */
import {
	jiraCredentials,
	jiraOAuth2Credentials,
	jiraPatCredentials,
} from '../../support/engine/harness';
import { byId, byKey, useJira } from './support';

const board = { boardId: byId(1) };
const BOARD_PATH = '/rest/agile/1.0/board/1';

describe('Cloud', () => {
	const jira = useJira();
	const oAuth2 = (data: object) => {
		const credentials = jiraOAuth2Credentials(jira.server);
		return { ...credentials, data: { ...credentials.data, ...data } };
	};

	test('an expired token is refreshed once, and the work is done', async () => {
		const credentials = jiraOAuth2Credentials(jira.server);
		jira.server.expireTokens();
		expect(await jira.rows('board.get', board, { credentials })).toMatchObject([{ id: 1 }]);
		expect(
			jira.sent().filter((one) => one.includes('/oauth/token ') || one.endsWith('/oauth/token')),
		).toHaveLength(1);
		// The next run has the new token.
		await jira.rows('board.get', board, { credentials });
		expect(jira.sent().filter((one) => one.startsWith('POST'))).toHaveLength(1);
	});

	test('a connection whose refresh token is used up: connect again', async () => {
		const credentials = oAuth2({
			oauthTokenData: { access_token: 'old', refresh_token: 'old', token_type: 'Bearer' },
		});
		const failure = await jira.failure('board.get', board, { credentials });
		expect(failure.message).toBe('Atlassian gave no access token for this credential');
		expect(failure.description).toContain('connect it again');
	});

	test('a cloud ID that is not the one of the site: not found, and the advice names it', async () => {
		const credentials = oAuth2({ cloudId: '99999999-a1b2-3b33-c444-def123456789' });
		const failure = await jira.failure('board.get', board, { credentials });
		expect(failure.message).toBe('No message available');
		expect(failure.description).toContain('cloud ID');
	});

	test('the cloud ID of the site saves the look-up', async () => {
		const { cloudId } = jira.server.logins.oauth;
		await jira.rows('board.get', board, { credentials: oAuth2({ cloudId }) });
		expect(jira.sent()).toEqual(['GET /board/1']);
	});

	test('a site that the token is not good for: it says which ones are', async () => {
		const credentials = oAuth2({ baseUrl: 'other' });
		const failure = await jira.failure('board.get', board, { credentials });
		expect(failure.message).toBe(
			"The credential's token is not good for the site https://other.atlassian.net",
		);
		expect(failure.description).toContain(`It was granted for: ${jira.server.url}.`);
	});

	test('no site at all takes the only one', async () => {
		expect(
			await jira.rows('board.get', board, { credentials: oAuth2({ baseUrl: '' }) }),
		).toMatchObject([{ id: 1 }]);
	});

	test('a scope that is missing: the words of the gateway, and where to add it', async () => {
		jira.server.switches.scopeMismatch = true;
		const failure = await jira.failure('board.get', board, {
			credentials: jiraOAuth2Credentials(jira.server),
		});
		expect(failure.message).toMatch(/scope does not match/);
		expect(failure.description).toContain("'Scope'");
	});

	test('the password instead of an API token: what to enter', async () => {
		const credentials = jiraCredentials(jira.server, {
			username: 'integrator@example.com',
			password: 'wr0ng-secret',
		});
		const failure = await jira.failure('board.get', board, { credentials, input: [{}, {}, {}] });
		expect(failure.message).toContain('not authenticated');
		expect(failure.description).toContain('API token');
		// Three items: the first, and one request that any good login may make.
		expect(jira.sent()).toEqual(['GET /board/1', 'GET platform2:/myself']);
	});

	test.each(['html', 'empty'] as const)('a 401 with a body that is %s', async (unauthorized) => {
		jira.server.switches.unauthorized = unauthorized;
		const credentials = jiraCredentials(jira.server, {
			username: 'x@example.com',
			password: 'wr0ng-secret',
		});
		const failure = await jira.failure('board.get', board, { credentials });
		expect(failure.message).toContain('401');
		expect(failure.description.length).toBeGreaterThan(40);
	});

	test('HTML from a proxy, with status 200, is no empty list', async () => {
		jira.server.switches.failNext = [{ status: 'html', path: '/rest/agile/1.0/board' }];
		const failure = await jira.failure('board.getMany');
		expect(failure.message).toBe("The response is a web page, not Jira's API (status 200)");
		expect(failure.description).toContain('site URL');
	});

	test('no license', async () => {
		const credentials = jiraCredentials(jira.server, jira.server.logins.noLicense);
		const failure = await jira.failure('board.get', board, { credentials });
		expect(failure.message).toBe('You do not have a license to use Jira Software.');
		expect(failure.description).toContain('access to Jira Software');
	});

	test('an issue that the user may not see looks as if it were not there', async () => {
		const credentials = jiraCredentials(jira.server, jira.server.logins.reader);
		const parameters = { issueIdOrKey: byKey('LAB-2') };
		const failure = await jira.failure('issue.get', parameters, { credentials });
		expect(failure.message).toContain('does not exist or you do not have permission to see it');
		expect(failure.description).toMatch(/may see/);
	});

	test('a user who may only read', async () => {
		const credentials = jiraCredentials(jira.server, jira.server.logins.reader);
		const parameters = { sprintId: byId(3), issues: 'PUMP-30' };
		const failure = await jira.failure('sprint.moveIssues', parameters, { credentials });
		expect(failure.message).toBe('You do not have the permission to perform this action.');
		expect(failure.description).toContain('permission in the project');
	});

	test('a 503 to a move: it may have been done, and is not repeated', async () => {
		jira.server.switches.failNext = [
			{ status: 503, method: 'POST', path: '/rest/agile/1.0/backlog/issue' },
		];
		const failure = await jira.failure('backlog.moveIssues', { issues: 'PUMP-22' });
		expect(failure.description).toContain('may have been carried out');
		expect(jira.sent()).toHaveLength(1);
	});

	test('a 503 to a reading is repeated', async () => {
		jira.server.switches.failNext = [{ status: 503, path: BOARD_PATH }];
		expect(await jira.rows('board.get', board)).toMatchObject([{ id: 1 }]);
		expect(jira.sent()).toHaveLength(2);
	});

	test('plain text is taken for the words of Jira', async () => {
		jira.server.switches.failNext = [
			{
				status: 403,
				path: BOARD_PATH,
				body: 'XSRF check failed',
				headers: { 'content-type': 'text/plain' },
			},
		];
		const failure = await jira.failure('board.get', board);
		expect(failure.message).toBe('XSRF check failed');
		expect(failure.description).toContain('X-Atlassian-Token');
	});

	test('the header against it is sent', async () => {
		await jira.rows('sprint.update', { sprintId: byId(3), updateFields: { name: 'X' } });
		expect(jira.server.requests[0]?.headers['x-atlassian-token']).toBe('no-check');
	});

	test('errors of fields carry the names of the fields', async () => {
		const parameters = { name: 'X', type: 'scrum', filterId: byId(99999) };
		const failure = await jira.failure('board.create', parameters);
		expect(failure.message).toBe('filterId: The filter does not exist or is not visible to you.');
	});
});

describe('Data Center', () => {
	const jira = useJira({ deployment: 'dataCenter' });

	test('a CAPTCHA after wrong passwords: what to do in the browser', async () => {
		jira.server.switches.captcha = true;
		const failure = await jira.failure('board.get', board);
		expect(failure.message).toContain('403');
		expect(failure.description).toMatch(/web page|CAPTCHA/);
	});

	test('a token that has expired', async () => {
		const credentials = jiraPatCredentials(jira.server);
		Object.assign(credentials.data, { token: 'an-old-one' });
		const failure = await jira.failure('board.get', board, { credentials });
		expect(failure.description).toContain('personal access token that has not expired');
	});
});
