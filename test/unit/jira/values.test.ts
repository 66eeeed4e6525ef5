/* eslint-disable max-lines -- one table of every kind of value */
/** What users enter: issues, dates, addresses, credentials; and rows as people read them. */
import { jiraAgile } from '../../../nodes/JiraAgile/api/api';
import { connect } from '../../../nodes/JiraAgile/api/connection';
import { checkOrder, toTimestamp } from '../../../nodes/JiraAgile/fields/dates';
import { readIssues } from '../../../nodes/JiraAgile/fields/issueInput';
import { FILTER, RANK_FIELD } from '../../../nodes/JiraAgile/fields/kinds';
import {
	simplifyBoard,
	simplifyEpic,
	simplifyIssue,
	simplifySprint,
} from '../../../nodes/JiraAgile/fields/simplify';
import { readSiteUrl, siteUrlExpression } from '../../../nodes/JiraAgile/api/siteUrl';
import { collect } from '../../../nodes/shared/paging/paginate';
import type { ValueContext } from '../../../nodes/shared/operations/operation';
import { withVersions } from '../../../nodes/JiraAgile/fields/issueLists';
import { refusal } from '../support/errors';
import { jamaSession } from '../../support/rows/jamaSession';

const context = {
	session: { api: jiraAgile, connection: { baseUrl: 'https://example.atlassian.net' } },
	timezone: 'utc',
	parameter: () => undefined,
} as unknown as ValueContext;

describe('issues', () => {
	test.each<[unknown, string[]]>([
		['PUMP-1', ['PUMP-1']],
		['pump-1, PUMP-2;10003\nA_B-4', ['PUMP-1', 'PUMP-2', '10003', 'A_B-4']],
		[
			['PUMP-1', 10002],
			['PUMP-1', '10002'],
		],
		['["PUMP-1", "PUMP-2"]', ['PUMP-1', 'PUMP-2']],
		[
			[{ id: '1', key: 'PUMP-1' }, { id: '10002' }],
			['PUMP-1', '10002'],
		],
		[10001, ['10001']],
		['https://example.atlassian.net/browse/pump-1, PUMP-2 10003', ['PUMP-1', 'PUMP-2', '10003']],
	])('%j', async (value, expected) => {
		expect(await readIssues(value, 'Issues', context)).toEqual(expected);
	});

	test.each<[unknown, RegExp]>([
		['', /is empty/],
		[[], /is empty/],
		[undefined, /is empty/],
		['PUMP', /no key, ID or URL: PUMP$/],
		['[PUMP-1', /no key, ID or URL/],
		['https://x.atlassian.net/browse/PUMP-1', /not a URL of this Jira/],
		['https://example.atlassian.net/issues/', /names no issue/],
		['PUMP-1, PUMP-2, pump-1', /twice: PUMP-1/],
		[Array.from({ length: 9 }, (_, index) => `x${index}`), /X4 and 4 more/],
	])('%j is refused', async (value, message) => {
		const { message: text, advice } = await refusal(
			async () => await readIssues(value, 'Issues', context),
		);
		expect(text).toMatch(message);
		expect(advice.length).toBeGreaterThan(20);
	});
});

describe('dates', () => {
	test.each<[unknown, string, string]>([
		['2026-02-02T09:00:00', 'UTC', '2026-02-02T09:00:00.000+00:00'],
		['2026-02-02T09:00:00', 'Europe/Berlin', '2026-02-02T09:00:00.000+01:00'],
		['2026-02-02T09:00:00Z', 'Europe/Berlin', '2026-02-02T10:00:00.000+01:00'],
		['2026-02-02', 'Asia/Tokyo', '2026-02-02T00:00:00.000+09:00'],
		[new Date(0), 'UTC', '1970-01-01T00:00:00.000+00:00'],
	])('%j in %s', (value, zone, expected) => {
		expect(toTimestamp(value, zone, 'Start Date')).toBe(expected);
	});

	test('the end comes after the start, whatever the offsets', async () => {
		expect(() =>
			checkOrder('2026-02-02T09:00:00+05:00', '2026-02-02T05:00:00Z', 'UTC'),
		).not.toThrow();
		expect(() => checkOrder('', '2026-02-02', 'UTC')).not.toThrow();
		const { message } = await refusal(() => checkOrder('2026-02-02', '2026-02-02', 'UTC'));
		expect(message).toMatch(/'End Date' .* is not after 'Start Date'/);
	});
});

describe('the address', () => {
	const evaluate = (baseUrl: string): string => {
		const expression = siteUrlExpression('$credentials');
		return (new Function('$credentials', `return ${expression}`) as (c: unknown) => string)({
			baseUrl,
		});
	};

	test.each([
		['example', 'https://example.atlassian.net'],
		['https://example.atlassian.net/', 'https://example.atlassian.net'],
		['example.atlassian.net', 'https://example.atlassian.net'],
		[
			'https://example.atlassian.net/jira/software/projects/PUMP/boards/12',
			'https://example.atlassian.net',
		],
		['https://example.atlassian.net/browse/PUMP-1', 'https://example.atlassian.net'],
		['https://example.atlassian.net/jira/for-you', 'https://example.atlassian.net'],
		['https://example.atlassian.net/jira/anything/else?x=1#y', 'https://example.atlassian.net'],
		['example.atlassian.net/wiki/spaces/PUMP', 'https://example.atlassian.net'],
		['https://jira.example.com/wiki', 'https://jira.example.com/wiki'],
		['https://api.atlassian.com/ex/jira/11-a', 'https://api.atlassian.com/ex/jira/11-a'],
		['https://jira.example.com/jira', 'https://jira.example.com/jira'],
		['https://jira.example.com/jira/secure/RapidBoard.jspa', 'https://jira.example.com/jira'],
		['https://jira.example.com/jira/rest/agile/1.0', 'https://jira.example.com/jira'],
		['http://localhost:8080', 'http://localhost:8080'],
	])('%s is %s, in requests and in the test of the credential', (text, expected) => {
		expect(readSiteUrl(text)).toBe(expected);
		expect(evaluate(text)).toBe(expected);
	});
});

describe('the connection', () => {
	test('user and password go to the site', () => {
		expect(connect({ deployment: 'agile67', baseUrl: 'https://x.example.com/jira' })).toMatchObject(
			{
				baseUrl: 'https://x.example.com/jira',
				deployment: 'agile67',
				headers: { 'X-Atlassian-Token': 'no-check' },
			},
		);
		expect(connect({ baseUrl: 'example' }).deployment).toBe('cloud');
	});

	const gateway = { apiBaseUrl: 'https://gate.test/', deployment: 'cloud' };
	test('a token goes to the gateway: with the cloud ID at once, without it after a look-up', async () => {
		const known = connect({ ...gateway, cloudId: '11-a', baseUrl: 'example' });
		expect(known).toMatchObject({
			baseUrl: 'https://gate.test/ex/jira/11-a',
			siteUrl: 'https://example.atlassian.net',
		});
		expect(known.locate).toBeUndefined();
		const { locate } = connect({ ...gateway, baseUrl: 'example' });
		const sites = [
			{ id: 'a', url: 'https://other.atlassian.net' },
			{ id: 'b', url: 'https://Example.atlassian.net' },
		];
		const send = async () => await Promise.resolve({ statusCode: 200, headers: {}, body: sites });
		expect(await locate?.(send)).toEqual({
			baseUrl: 'https://gate.test/ex/jira/b',
			siteUrl: 'https://Example.atlassian.net',
		});
		const anySite = connect(gateway);
		const { message, advice } = await refusal(async () => await anySite.locate?.(send));
		expect(message).toContain('names no site');
		expect(advice).toContain('https://other.atlassian.net, https://Example.atlassian.net');
	});

	test.each([
		[{ deployment: 'server', baseUrl: 'x' }, /'Deployment' is "server"/],
		[
			{ deployment: 'dataCenter', baseUrl: 'x' },
			/'Deployment' is Data Center, and its site .* cloud/,
		],
		[{ deployment: 'cloud', baseUrl: '' }, /has no site URL/],
		[{ ...gateway, cloudId: 'a/b' }, /'Cloud ID' is/],
		[{ ...gateway, apiBaseUrl: 'gate' }, /'API Base URL' is not a URL/],
		[{ deployment: 'cloud', baseUrl: 'x', requestsPerSecond: 0 }, /'Requests per Second' is 0/],
	])('%j is refused', async (credential, message) => {
		expect((await refusal(() => connect(credential))).message).toMatch(message);
	});
});

describe('roots and paging', () => {
	const of = (deployment: string) => ({ deployment }) as Parameters<typeof jiraAgile.root>[1];

	test.each([
		[undefined, 'cloud', '/rest/agile/1.0'],
		[undefined, 'agile67', '/rest/greenhopper/experimental-api/1.0'],
		['issues', 'cloud', '/rest/software/1.0'],
		['issues', 'dataCenter', '/rest/agile/1.0'],
		['platform', 'cloud', '/rest/api/2'],
		['platform3', 'cloud', '/rest/api/3'],
		['greenhopper', 'cloud', '/rest/greenhopper/experimental-api/1.0'],
	])('%s on %s', (name, deployment, expected) => {
		expect(jiraAgile.root(name, of(deployment))).toBe(expected);
	});

	test('a root that there is not', async () => {
		expect((await refusal(() => jiraAgile.root('v1', of('cloud')))).message).toContain('"v1"');
	});

	test.each([
		['/board', undefined, 'cloud', { startAt: 0, maxResults: 50 }],
		['/board/1/issue', 'issues', 'cloud', { maxResults: 100 }],
		['/board/1/issue', 'issues', 'dataCenter', { startAt: 0, maxResults: 100 }],
		['/search/jql', 'platform3', 'cloud', { maxResults: 100 }],
		['/board/1/properties', undefined, 'cloud', {}],
		['/board/1/project', undefined, 'cloud', { startAt: 0, maxResults: 50 }],
		['/board/1/project/full', undefined, 'cloud', {}],
		['/field', 'platform', 'dataCenter', {}],
	])('%s below %s on %s begins with %j', async (path, root, deployment, expected) => {
		const queries: object[] = [];
		const pages = jiraAgile.pages(
			path,
			root,
			of(deployment),
		)({
			fetchPage: async (query) => {
				queries.push(query);
				return await Promise.resolve({ rows: [], isLast: true });
			},
			identify: () => undefined,
		});
		await collect(pages);
		expect(queries).toEqual([expected]);
	});
});

describe('kinds', () => {
	const context = (deployment: string) =>
		({
			session: { connection: { deployment } },
			parameter: () => undefined,
		}) as unknown as ValueContext;

	test('filters are searched on Cloud, and elsewhere only the favourites are listed', async () => {
		expect(await FILTER.list(context('cloud'), 'pump')).toEqual({
			path: '/filter/search',
			root: 'platform',
			query: { filterName: 'pump' },
		});
		expect(await FILTER.list(context('dataCenter'), 'pump')).toEqual({
			path: '/filter/favourite',
			root: 'platform',
		});
		expect(FILTER.idOf?.({ id: '10001' })).toBe(10001);
		expect(RANK_FIELD.idOf?.({ id: 'customfield_10019' })).toBe(10019);
	});
});

describe('rows as people read them', () => {
	test('an issue: names instead of objects, other fields flat, nothing empty', async () => {
		const row = {
			id: '10004',
			key: 'PUMP-4',
			self: 'x',
			fields: {
				summary: 'Alarm',
				issuetype: { name: 'Story' },
				status: { name: 'To Do', statusCategory: { key: 'new' } },
				assignee: { displayName: 'Ada' },
				project: { key: 'PUMP' },
				epic: { key: 'PUMP-1', name: 'Alarms' },
				sprint: { id: 3, name: 'S3' },
				labels: [],
				priority: null,
				customfield_10016: 5,
				customfield_10020: [
					'com.atlassian.greenhopper.service.sprint.Sprint@1f[id=3,rapidViewId=1,state=ACTIVE,name=S3,goal=]',
				],
				components: [{ name: 'Pump' }],
				watches: { watchCount: 1 },
			},
		};
		const { session } = jamaSession({});
		expect(await simplifyIssue(row, session, {})).toEqual({
			id: '10004',
			key: 'PUMP-4',
			summary: 'Alarm',
			type: 'Story',
			status: 'To Do',
			statusCategory: 'new',
			assignee: 'Ada',
			project: 'PUMP',
			epic: 'PUMP-1',
			sprint: 'S3',
			sprintId: 3,
			customfield_10016: 5,
			customfield_10020: ['S3'],
			components: ['Pump'],
		});
		expect(await simplifyIssue({ success: true }, session, {})).toEqual({ success: true });
		const estimationField = { mode: 'id', value: 'customfield_10016' };
		const estimated = await simplifyIssue(row, session, { estimationField });
		expect(estimated).toMatchObject({ estimate: 5 });
		expect(estimated).not.toHaveProperty('customfield_10016');
	});

	test('boards, sprints and epics', () => {
		expect(simplifyBoard({ id: 1, self: 'x', name: 'B', location: { projectKey: 'P' } })).toEqual({
			id: 1,
			name: 'B',
			projectKey: 'P',
		});
		expect(simplifySprint({ id: 1, self: 'x', name: 'S', state: 'future' })).toEqual({
			id: 1,
			name: 'S',
			state: 'future',
		});
		expect(
			simplifyEpic({ id: 1, self: 'x', name: 'E', color: { key: 'color_1' }, done: false }),
		).toEqual({ id: 1, name: 'E', color: 'color_1', done: false });
	});
});

test.each([
	['', [], ''],
	['status = Done', [], 'status = Done'],
	['', [10100], 'fixVersion in (10100)'],
	['labels = a OR labels = b', [1, 2], '(labels = a OR labels = b) AND fixVersion in (1, 2)'],
	['summary ~ "order by mail"', [1], '(summary ~ "order by mail") AND fixVersion in (1)'],
	[
		"summary ~ 'to order by' order by key",
		[1],
		"(summary ~ 'to order by') AND fixVersion in (1) order by key",
	],
	['status = Done ORDER BY created', [1], '(status = Done) AND fixVersion in (1) ORDER BY created'],
	[' order by Rank ASC', [1], 'fixVersion in (1) order by Rank ASC'],
])('the query %j with the versions %j', (query, versions, expected) => {
	expect(withVersions(query, versions)).toBe(expected);
});
