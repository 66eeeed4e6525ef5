/** What a credential says: the address, the deployment, roots and paging. */
import { jiraAgile } from '../../../nodes/JiraAgile/api/api';
import { connect } from '../../../nodes/JiraAgile/api/connection';
import { readSiteUrl, siteUrlExpression } from '../../../nodes/JiraAgile/api/siteUrl';
import { collect } from '../../../nodes/shared/paging/paginate';
import { refusal } from '../support/errors';

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
		[
			{ deployment: 'cloud', baseUrl: 'x', requestsPerSecond: 0 },
			/'Requests per Second' must be a number greater than 0, and is 0/,
		],
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
