/** What users enter: issues, dates; and rows as people read them. */
import { jiraAgile } from '../../../nodes/JiraAgile/api/api';
import { checkOrder, toTimestamp } from '../../../nodes/JiraAgile/fields/dates';
import { readIssues } from '../../../nodes/JiraAgile/fields/issueInput';
import { FILTER, RANK_FIELD } from '../../../nodes/JiraAgile/fields/kinds';
import { simplifyTo } from '../../../nodes/JiraAgile/fields/rowKinds';
import { simplifyIssue } from '../../../nodes/JiraAgile/fields/simplify';
import type { ValueContext } from '../../../nodes/shared/operations/operation';
import { withVersions } from '../../../nodes/JiraAgile/fields/issueLists';
import { refusal } from '../support/errors';
import { jamaSession } from '../../support/rows/jamaSession';
import { fieldValue } from '../../../nodes/JiraAgile/issues/issueValues';
import { DateTime } from 'luxon';

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
			names: { customfield_10016: 'Story Points' },
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
			sprintState: 'active',
			sprintId: 3,
			'Story Points': 5,
			components: ['Pump'],
			names: row.names,
			url: `${session.connection.baseUrl}/browse/PUMP-4`,
		});
		expect(await simplifyIssue({ success: true }, session, {})).toEqual({ success: true });
		const estimationField = { mode: 'id', value: 'customfield_10016' };
		const estimated = await simplifyIssue(row, session, { estimationField });
		expect(estimated).toMatchObject({ estimate: 5 });
		expect(estimated).not.toHaveProperty('Story Points');
	});

	test('boards, sprints, epics and other records: what is read first, the address, IDs last', async () => {
		const { session } = jamaSession({});
		const { baseUrl } = session.connection;
		const shown = async (kind: keyof typeof simplifyTo, row: object) =>
			Object.entries(await simplifyTo[kind](row as never, session, {}));
		const location = { projectKey: 'P' };
		expect(await shown('board', { id: 1, self: 'x', name: 'B', location })).toEqual([
			['name', 'B'],
			['projectKey', 'P'],
			['url', `${baseUrl}/secure/RapidBoard.jspa?rapidView=1`],
			['id', 1],
		]);
		expect(await shown('sprint', { id: 1, self: 'x', name: 'S', state: 'future' })).toEqual([
			['name', 'S'],
			['state', 'future'],
			['id', 1],
		]);
		const color = { key: 'color_1' };
		expect(await shown('epic', { id: 1, key: 'P-1', name: 'E', color, done: false })).toEqual([
			['key', 'P-1'],
			['name', 'E'],
			['done', false],
			['color', 'color_1'],
			['url', `${baseUrl}/browse/P-1`],
			['id', 1],
		]);
		const columnConfig = { columns: [{ name: 'To Do' }, { name: 'Done' }], constraintType: 'none' };
		const estimation = { type: 'field', field: { fieldId: 'f', displayName: 'Points' } };
		expect(await shown('configuration', { id: 1, name: 'B', columnConfig, estimation })).toEqual([
			['name', 'B'],
			['columns', ['To Do', 'Done']],
			['estimation', 'Points'],
			['estimationType', 'field'],
			['url', `${baseUrl}/secure/RapidBoard.jspa?rapidView=1`],
			['id', 1],
			['estimationFieldId', 'f'],
		]);
		expect(await shown('sprint', { success: true, id: 1 })).toEqual([
			['success', true],
			['id', 1],
		]);
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

describe('a day in a field of an issue', () => {
	const field = {
		...{ id: 'duedate', name: 'Due date', required: false, allowed: undefined },
		schema: { type: 'date', items: '', custom: '' },
	};
	/** Half past nine in the evening of March 1 in UTC. */
	const moment = Date.UTC(2026, 2, 1, 21, 30);

	test.each<[unknown, string, string]>([
		[moment, 'Asia/Tokyo', '2026-03-02'],
		[moment, 'America/New_York', '2026-03-01'],
		[new Date(moment), 'Asia/Tokyo', '2026-03-02'],
		[DateTime.fromMillis(moment, { zone: 'UTC' }), 'Asia/Tokyo', '2026-03-02'],
		['2026-03-01', 'Asia/Tokyo', '2026-03-01'],
		['2026-03-01T23:30:00-08:00', 'Asia/Tokyo', '2026-03-01'],
	])('%s in %s is %s', async (value, timezone, day) => {
		const { session } = context;
		expect(await fieldValue(field, value, { session, timezone })).toBe(day);
	});
});
