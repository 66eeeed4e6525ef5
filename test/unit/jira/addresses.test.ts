/** Addresses copied from the browser, of every kind of record that can be picked. */
import { jiraAgile } from '../../../nodes/JiraAgile/api/api';
import * as kinds from '../../../nodes/JiraAgile/fields/kinds';
import type { AnyId } from '../../../nodes/shared/pickers/kind';
import { resolveLocator } from '../../../nodes/shared/pickers/locator';
import type { ValueContext } from '../../../nodes/shared/operations/operation';

const SITE = 'https://example.atlassian.net';
const context = {
	session: { api: jiraAgile, connection: { baseUrl: SITE } },
	timezone: 'utc',
	parameter: () => undefined,
} as unknown as ValueContext;

test.each([
	['ISSUE', '/browse/PUMP-4', 'PUMP-4'],
	['ISSUE', '/browse/PUMP-4?focusedCommentId=10', 'PUMP-4'],
	['ISSUE', '/projects/PUMP/issues/PUMP-4', 'PUMP-4'],
	['ISSUE', '/projects/PUMP/issues/PUMP-4?filter=allopenissues', 'PUMP-4'],
	['ISSUE', '/jira/software/c/projects/PUMP/issues/PUMP-4', 'PUMP-4'],
	['ISSUE', '/jira/software/projects/PUMP/issues/PUMP-4', 'PUMP-4'],
	['ISSUE', '/jira/software/c/projects/PUMP/boards/1?selectedIssue=PUMP-4', 'PUMP-4'],
	['ISSUE', '/jira/software/c/projects/PUMP/issues/PUMP-9?selectedIssue=PUMP-4', 'PUMP-4'],
	['ISSUE', '/jira/core/projects/PUMP/board?selectedIssue=PUMP-4', 'PUMP-4'],
	['ISSUE', '/issues/PUMP-4?jql=project%20%3D%20PUMP', 'PUMP-4'],
	['ISSUE', '/jira/servicedesk/projects/SUP/queues/custom/5/SUP-12', 'SUP-12'],
	['ISSUE', '/jira/servicedesk/projects/SUP/queues/issue/SUP-12', 'SUP-12'],
	['ISSUE', '/projects/SUP/queues/custom/5/SUP-12', 'SUP-12'],
	['ISSUE', '/servicedesk/customer/portal/2/SUP-12', 'SUP-12'],
	['ISSUE', '/rest/agile/1.0/issue/10004', '10004'],
	['EPIC', '/jira/software/c/projects/PUMP/issues/PUMP-1', 'PUMP-1'],
	['BOARD', '/jira/software/c/projects/PUMP/boards/12/backlog', 12],
	['BOARD', '/secure/RapidBoard.jspa?rapidView=12&view=planning', 12],
	['PROJECT', '/jira/software/c/projects/PUMP/boards/12', 'PUMP'],
	['PROJECT', '/jira/servicedesk/projects/SUP/queues/custom/5', 'SUP'],
	['PROJECT', '/browse/PUMP', 'PUMP'],
	['FILTER', '/issues/?filter=10001', 10001],
	['SPRINT', '/rest/agile/1.0/sprint/37', 37],
] as const)('%s by %s is %s', async (kind, path, id) => {
	const value = { mode: 'url', value: SITE + path };
	expect(await resolveLocator<AnyId>(kinds[kind], 'X', value, context)).toBe(id);
});

test.each([
	['ISSUE', `${SITE}/jira/software/c/projects/PUMP/boards/12`],
	['ISSUE', `${SITE}/issues/?jql=project%20%3D%20PUMP`],
	['ISSUE', 'https://other.atlassian.net/browse/PUMP-4'],
	['BOARD', `${SITE}/browse/PUMP-4`],
] as const)('%s is not named by %s', async (kind, value) => {
	const read = resolveLocator<AnyId>(kinds[kind], 'X', { mode: 'url', value }, context);
	await expect(read).rejects.toThrow(/names no|not a URL of this/);
});
