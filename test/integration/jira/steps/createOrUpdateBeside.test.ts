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

	test('a property that a script has written as a number is the same as text', async () => {
		jira.server.state.issue('PUMP-7')!.properties.set('source', 1234);
		const match = { matchBy: 'property', propertyKey: 'source', propertyValue: '1234' };
		const before = jira.server.state.issues.size;
		const more = { ...known(''), ...match, summary: 'Known by a number' };
		expect(await jira.rows(OPERATION, more)).toMatchObject([{ key: 'PUMP-7', action: 'updated' }]);
		expect(jira.server.state.issues.size).toBe(before);
		const other = { ...more, issueKey: 'PUMP-7', propertyValue: '12' };
		const { message } = await jira.failure(OPERATION, other);
		expect(message).toBe('PUMP-7 has "1234" as its property \'source\', and not "12"');
	});

	test('a value that is given twice is one, also where as many are there', async () => {
		jira.server.state.issue('PUMP-12')!.fixVersions = [10100, 10101];
		const rows = await jira.rows(OPERATION, known('PUMP-12', { fixVersions: '1.1, 1.1' }));
		expect(rows).toMatchObject([{ changed: ['Fix versions'] }]);
		expect(jira.server.state.issue('PUMP-12')!.fixVersions).toEqual([10101]);
	});

	test('a name with a comma is looked up whole before it is split', async () => {
		const { versions } = jira.server.state;
		const add = (id: number, name: string) =>
			versions.set(id, { ...versions.get(10100)!, id, name });
		add(10190, '1.0, 1.1');
		add(10191, 'LTS, 2026');
		const versionsOf = async (fixVersions: string) => {
			await jira.run(OPERATION, known('PUMP-12', { fixVersions }));
			return jira.server.state.issue('PUMP-12')!.fixVersions;
		};
		expect(await versionsOf('1.0, 1.1')).toEqual([10190]);
		expect(await versionsOf('LTS, 2026, 1.1')).toEqual([10191, 10101]);
		expect(await versionsOf('"1.0", "1.1"')).toEqual([10100, 10101]);
		const unknown = await jira.failure(OPERATION, known('PUMP-12', { fixVersions: '2.0' }));
		expect(unknown.description).toContain('"1.0, 1.1", "LTS, 2026"');
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
