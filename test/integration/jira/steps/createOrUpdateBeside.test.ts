/** Issue: Create or Update beside other writers: labels one by one, and what is said of an issue that was there. */
import { byId, useJira } from '../support';

const OPERATION = 'issue.createOrUpdate';
/** An issue that is there, by its key. */
const known = (issueKey: string, additionalFields: object = {}) => ({
	projectKey: byId('PUMP'),
	issueType: 'Story',
	matchBy: 'key',
	issueKey,
	additionalFields,
});

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment });

	test('labels are added and taken away one by one: one that somebody else adds in between stays', async () => {
		const issue = jira.server.state.issue('PUMP-4')!;
		issue.labels = ['old', 'safety'];
		jira.server.onRequest = ({ method }) => {
			if (method === 'PUT') issue.labels.push('theirs');
		};
		const more = { addLabels: 'mine, safety', removeLabels: 'old' };
		const rows = await jira.rows(OPERATION, known('PUMP-4', more));
		expect(rows).toMatchObject([{ changed: ['Labels'] }]);
		expect(jira.server.state.issue('PUMP-4')!.labels).toEqual(['safety', 'theirs', 'mine']);
		const steps = '{"fields":{},"update":{"labels":[{"add":"mine"},{"remove":"old"}]}}';
		expect(jira.writes()).toEqual([expect.stringContaining(` ${steps}`)]);
	});

	test('labels that are there already, one of them twice: nothing to add is nothing to write', async () => {
		jira.server.state.issue('PUMP-4')!.labels = ['safety', 'safety', 'old'];
		const more = { addLabels: 'safety, old', removeLabels: 'gone' };
		const rows = await jira.rows(OPERATION, known('PUMP-4', more));
		expect(rows).toMatchObject([{ action: 'unchanged', changed: [] }]);
		expect(jira.writes()).toEqual([]);
	});

	test('fix versions that are not known do not look empty; those that were written are the new ones', async () => {
		const versions = async (fieldsByName = '{}') =>
			(await jira.rows(OPERATION, known('PUMP-12', { fieldsByName })))[0]!;
		expect(await versions()).toMatchObject({ fixVersions: ['1.1'] });
		const changed = await versions('{"Fix versions": "1.0"}');
		expect(changed).toMatchObject({ changed: ['Fix versions'], fixVersions: ['1.0'] });
		expect(await versions('{"Fix versions": null}')).toMatchObject({ fixVersions: [] });
		expect(await versions()).toMatchObject({ fixVersions: [] });
		jira.server.switches.notOnScreen.push('fixVersions');
		expect(Object.keys(await versions())).not.toContain('fixVersions');
		jira.server.state.issue('PUMP-12')!.fixVersions = [10101];
		expect(await versions()).toMatchObject({ fixVersions: ['1.1'] });
		jira.server.switches.hiddenFields.push('fixVersions');
		const hidden = await versions();
		expect(hidden).toMatchObject({ action: 'unchanged', status: expect.any(String) });
		expect(Object.keys(hidden)).not.toContain('fixVersions');
	});
});
