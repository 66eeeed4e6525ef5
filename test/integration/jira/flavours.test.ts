/** One workflow, three kinds of Jira: only the credential changes. And what a deployment lacks is said before it is asked for. */
import {
	jiraCredentials,
	jiraOAuth2Credentials,
	jiraPatCredentials,
} from '../../support/engine/harness';
import { EPIC_ID } from './cases';
import { byId, byKey, byUrl, DEPLOYMENTS, useJira } from './support';
import type { Jira } from './support';

const servers: Record<string, Jira> = Object.fromEntries(
	DEPLOYMENTS.map((deployment) => [
		deployment,
		useJira({
			deployment,
			issues: 130,
			...(deployment === 'cloud' ? {} : { contextPath: '/jira' }),
		}),
	]),
);
const of = (deployment: string): Jira => servers[deployment] as Jira;

describe('the same parameters give the same rows', () => {
	test.each<[string, object, string]>([
		['board.getMany', { filters: { type: ['kanban'] } }, 'name'],
		['board.get', { boardId: byId(1) }, 'name'],
		['board.getSprints', { boardId: byId(1), filters: { state: ['closed', 'active'] } }, 'name'],
		['board.getEpics', { boardId: byId(1), returnAll: true }, 'summary'],
		['board.getVersions', { boardId: byId(1) }, 'name'],
		['epic.get', { epicIdOrKey: byKey('PUMP-2') }, 'summary'],
		['sprint.get', { sprintId: byId(2) }, 'name'],
		['sprint.create', { boardId: byId(1), name: 'Next' }, 'name'],
		['sprint.update', { sprintId: byId(4), updateFields: { name: 'Later' } }, 'name'],
	])('%s', async (operation, parameters, column) => {
		const all = [];
		for (const deployment of DEPLOYMENTS) {
			const rows = await of(deployment).rows(operation, { ...parameters, simplify: true });
			expect(rows.length).toBeGreaterThan(0);
			all.push(rows.map((row) => row[column]));
		}
		expect(all[1]).toEqual(all[0]);
		expect(all[2]).toEqual(all[0]);
	});

	test.each(['board.getIssues', 'backlog.getIssues'])(
		'%s: every issue, though paged otherwise',
		async (operation) => {
			const all = [];
			for (const deployment of ['cloud', 'dataCenter']) {
				const rows = await of(deployment).rows(operation, { boardId: byId(1), returnAll: true });
				expect(rows.length).toBeGreaterThan(70);
				all.push(rows.map(({ key }) => key));
			}
			expect(all[1]).toEqual(all[0]);
			expect(of('cloud').sent()[1]).toMatch(/^GET software:.*nextPageToken=/);
			expect(of('dataCenter').sent()[1]).toMatch(/^GET \/board.*startAt=49/);
		},
	);
});

test('an epic by its key: JIRA Agile 6.7 takes numbers, so that the platform is asked for it', async () => {
	const jira = of('agile67');
	await jira.rows('epic.get', { epicIdOrKey: byKey('PUMP-1') });
	expect(jira.sent()).toEqual([
		'GET platform2:/issue/PUMP-1?fields=summary',
		`GET /epic/${EPIC_ID}`,
	]);
});

describe('addresses', () => {
	test.each(['dataCenter', 'agile67'])('%s behind a context path', async (deployment) => {
		const jira = of(deployment);
		await jira.rows('board.get', { boardId: byId(1) });
		expect(jira.server.requests[0]?.url).toMatch(/^\/jira\/rest\//);
	});

	test('without its context path it is not found, and the advice names it', async () => {
		const jira = of('dataCenter');
		const credentials = jiraCredentials({
			...jira.server,
			url: jira.server.url.replace('/jira', ''),
		});
		const failure = await jira.failure('board.get', { boardId: byId(1) }, { credentials });
		expect(failure.description).toContain('context path');
	});

	test.each(['/secure/RapidBoard.jspa?rapidView=1', '/browse/PUMP-4', '/rest/agile/1.0', '/'])(
		'%s may follow the address in the credential',
		async (rest) => {
			const jira = of('dataCenter');
			const credentials = jiraCredentials({ ...jira.server, url: jira.server.url + rest });
			expect(await jira.rows('board.get', { boardId: byId(1) }, { credentials })).toMatchObject([
				{ id: 1 },
			]);
		},
	);

	test('a board, an issue and an epic by their URLs', async () => {
		const jira = of('dataCenter');
		const { url } = jira.server;
		await jira.rows('board.get', {
			boardId: byUrl(`${url}/secure/RapidBoard.jspa?rapidView=3&view=planning`),
		});
		await jira.rows('board.get', {
			boardId: byUrl(`${url}/jira/software/projects/PUMP/boards/1?x=2`),
		});
		await jira.rows('issue.get', { issueIdOrKey: byUrl(`${url}/browse/PUMP-7`) });
		await jira.rows('epic.get', { epicIdOrKey: byUrl(`${url}/browse/PUMP-1?filter=-1`) });
		expect(jira.sent()).toEqual([
			'GET /board/3',
			'GET /board/1',
			'GET /issue/PUMP-7',
			'GET /epic/PUMP-1',
		]);
		const strange = await jira.failure('board.get', {
			boardId: byUrl('https://other.example.com/boards/1'),
		});
		expect(strange.message).toContain('is not a URL of this Jira');
	});
});

describe('a credential of another deployment', () => {
	test('an operation that is not there: what is missing, where it is, what to do; nothing is sent', async () => {
		const jira = of('dataCenter');
		const failure = await jira.failure('board.getIssueCount', { boardId: byId(1) });
		expect(failure.message).toBe(
			"'Get Issue Count' of 'Board' does not exist in Jira (Data Center)",
		);
		expect(failure.description).toBe(
			"The credential is for this deployment; the operation exists in: Cloud. Read the issues with 'Get Issues' and count them.",
		);
		expect(jira.sent()).toEqual([]);
	});

	test('with continue-on-fail every item says so', async () => {
		const { items } = await of('agile67').run(
			'issue.get',
			{ issueIdOrKey: byKey('PUMP-4') },
			{ continueOnFail: true, input: [{}, {}] },
		);
		expect(items.map(({ json }) => json.error)).toEqual([
			"'Get' of 'Issue' does not exist in Jira (JIRA Agile 6.7)",
			"'Get' of 'Issue' does not exist in Jira (JIRA Agile 6.7)",
		]);
	});

	test('Cloud entered as Data Center: the words of Jira, and the advice names the field', async () => {
		const jira = of('cloud');
		const credentials = jiraCredentials({ ...jira.server, deployment: 'dataCenter' });
		const failure = await jira.failure('board.getIssues', { boardId: byId(1) }, { credentials });
		expect(failure.message).toContain('has been removed');
		expect(failure.description).toContain("'Deployment'");
	});

	test('Data Center entered as Cloud: the same', async () => {
		const jira = of('dataCenter');
		const credentials = jiraCredentials({ ...jira.server, deployment: 'cloud' });
		const failure = await jira.failure('board.getIssues', { boardId: byId(1) }, { credentials });
		expect(failure.description).toContain("'Deployment'");
		expect(jira.takeViolations()).toHaveLength(1);
	});
});

describe('ways to log in', () => {
	test('a personal access token', async () => {
		const jira = of('dataCenter');
		const credentials = jiraPatCredentials(jira.server);
		expect(await jira.rows('board.get', { boardId: byId(1) }, { credentials })).toMatchObject([
			{ id: 1 },
		]);
		expect(jira.server.requests[0]?.headers.authorization).toBe('Bearer');
	});

	test('OAuth2 finds the site once for all items, and goes through the gateway', async () => {
		const jira = of('cloud');
		const credentials = jiraOAuth2Credentials(jira.server);
		const input = [1, 2, 3].map((id) => ({ id }));
		const parameters = { boardId: byId('={{ $json.id }}') };
		const rows = await jira.rows('board.get', parameters, { credentials, input });
		expect(rows.map(({ id }) => id)).toEqual([1, 2, 3]);
		const looked = jira.sent().filter((one) => one.includes('accessible-resources'));
		expect(looked).toHaveLength(1);
		const { cloudId } = jira.server.logins.oauth;
		expect(jira.server.requests[1]?.url).toMatch(`/ex/jira/${cloudId}/rest/agile/1.0/board/`);
	});
});
