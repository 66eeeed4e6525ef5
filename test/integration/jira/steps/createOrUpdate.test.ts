/** Issue: Create or Update: one issue for each match, only what differs is written, and everything is checked before. */
import { FIELD } from '../../../servers/jira';
import { byId, byKey, useJira } from '../support';
import type { Jira } from '../support';

const OPERATION = 'issue.createOrUpdate';
const of = (id: string, more: object = {}, additionalFields: object = {}) => ({
	projectKey: byId('PUMP'),
	issueType: 'Story',
	matchBy: 'property',
	propertyKey: 'jama',
	propertyValue: id,
	summary: 'Occlusion alarm',
	...more,
	additionalFields,
});
const FULL = {
	assignee: 'ravi reader',
	description: '<p>The <b>pump</b></p>',
	descriptionFormat: 'html',
	estimation: '5',
	fieldsByName: '{"Team": "red", "Region": "Europe / South", "Reviewer": "integrator@example.com"}',
	fixVersions: '1.1',
	labels: 'jama, firmware',
	parentKey: byKey('PUMP-1'),
	priority: 'high',
	rankBefore: byKey('PUMP-5'),
	sprintId: byId(3),
};
const board = { boardId: byId(1) };
const issueOf = ({ server }: Jira, key: unknown) => server.state.issue(String(key))!;

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment });

	test('an issue with all that it needs in one step; a second run sends nothing', async () => {
		const [row] = await jira.rows(OPERATION, of('GID-1', board, FULL));
		expect(row).toMatchObject({ key: 'PUMP-64', action: 'created', id: '10064' });
		const issue = issueOf(jira, 'PUMP-64');
		expect(issue).toMatchObject({
			...{ summary: 'Occlusion alarm', type: 'Story', labels: ['jama', 'firmware'] },
			...{ priority: 'High', assignee: 2, fixVersions: [10101], sprint: 3, storyPoints: 5 },
			...{ epic: 10001, description: deployment === 'cloud' ? 'The pump' : 'The *pump*' },
		});
		expect(issue.properties.get('jama')).toBe('GID-1');
		expect(issue.custom.get(FIELD.region)).toMatchObject({ child: { value: 'South' } });
		const { rank } = jira.server.state;
		expect(rank.indexOf(10064) + 1).toBe(rank.indexOf(10005));
		expect(jira.writes().length).toBe(3);

		jira.server.requests.length = 0;
		const again = await jira.rows(OPERATION, of('GID-1', board, FULL));
		expect(again).toMatchObject([{ key: 'PUMP-64', action: 'unchanged', changed: [] }]);
		expect(jira.writes()).toEqual([]);
	});

	test('only what differs is written', async () => {
		await jira.run(OPERATION, of('GID-2', board, { ...FULL, rankBefore: '' }));
		jira.server.requests.length = 0;
		const more = { ...FULL, labels: 'jama', rankBefore: '', sprintId: byId(4) };
		const rows = await jira.rows(OPERATION, of('GID-2', { ...board, summary: 'Other' }, more));
		expect(rows).toMatchObject([{ action: 'updated', changed: ['Summary', 'Labels', 'Sprint'] }]);
		expect(jira.writes()).toEqual([
			expect.stringMatching(
				/^PUT .*issue\/PUMP-64 \{"fields":\{"summary":"Other","labels":\["jama"\]\}\}$/,
			),
			'POST /sprint/4/issue {"issues":["PUMP-64"]}',
		]);
	});

	test('labels are added and taken away, others stay; status and fix versions come with an issue that was there', async () => {
		const labels = (more: object) => of('GID-4', {}, more);
		await jira.run(OPERATION, labels({ labels: 'a, b', fixVersions: '1.1' }));
		jira.server.requests.length = 0;
		const [row] = await jira.rows(OPERATION, labels({ addLabels: 'b, c', removeLabels: 'a, x' }));
		expect(row).toMatchObject({
			...{ action: 'updated', changed: ['Labels'], status: 'To Do', fixVersions: ['1.1'] },
		});
		expect(issueOf(jira, 'PUMP-64').labels).toEqual(['b', 'c']);
		const [same] = await jira.rows(OPERATION, labels({ addLabels: 'c', removeLabels: 'a' }));
		expect(same).toMatchObject({ action: 'unchanged' });
	});

	test('an issue with the property is looked for where the conditions say; elsewhere it is not seen', async () => {
		const within = (more: object) => of('GID-5', {}, more);
		jira.server.state.addIssue({
			...{ project: 'PUMP', summary: 'Occlusion alarm', labels: ['jama'] },
			...{ properties: new Map([['jama', 'GID-5']]), created: 0 },
		});
		const read = { lookOnlyIn: 'labels = jama OR labels = other' };
		jira.server.requests.length = 0;
		expect(await jira.rows(OPERATION, within(read))).toMatchObject([{ action: 'unchanged' }]);
		const reads = jira.server.requests.filter(({ path }) => /\/issue\/PUMP-\d+$/.test(path));
		// On Cloud those that are newer than the search may know.
		expect(reads.length).toBeLessThan(8);
		expect(await jira.rows(OPERATION, within({ lookOnlyIn: 'labels = other' }))).toMatchObject([
			{ action: 'created' },
		]);
	});

	test('by key: the issue that is known, one that is gone, one that belongs to something else', async () => {
		const known = { issueKey: 'pump-20' };
		const first = await jira.rows(OPERATION, of('GID-3', known));
		expect(first).toMatchObject([
			{ key: 'PUMP-20', action: 'updated', changed: ['Summary', 'property jama'] },
		]);
		const other = await jira.failure(OPERATION, of('GID-4', known));
		expect(other.message).toContain('PUMP-20 has "GID-3" as its property');
		const gone = await jira.failure(OPERATION, of('GID-4', { issueKey: 'PUMP-999' }));
		expect(gone.message).toContain('There is no issue PUMP-999');
		const made = of('GID-4', { issueKey: 'PUMP-999' }, { createIfGone: true });
		expect(await jira.rows(OPERATION, made)).toMatchObject([{ action: 'created' }]);
		const byItself = { ...of('', { matchBy: 'key', issueKey: 'PUMP-20', summary: 'Mine' }) };
		expect(await jira.rows(OPERATION, byItself)).toMatchObject([{ changed: ['Summary'] }]);
	});

	test("a proxy's page with 404 is no issue that is gone: none is made in its place", async () => {
		const version = deployment === 'cloud' ? 3 : 2;
		const path = `/rest/api/${version}/issue/PUMP-20`;
		jira.server.switches.failNext = [{ path, status: 404, body: '<html>Not here</html>' }];
		const made = of('GID-6', { issueKey: 'PUMP-20' }, { createIfGone: true });
		expect((await jira.failure(OPERATION, made)).message).toMatch(/web page|HTML|404/i);
		expect(jira.writes()).toEqual([]);
	});

	test('by JQL: none, one, and several, which are an error', async () => {
		const jql = (text: string) => of('', { matchBy: 'jql', matchJql: text });
		expect(await jira.rows(OPERATION, jql('labels = GID-5'))).toMatchObject([
			{ action: 'created' },
		]);
		const one = await jira.rows(OPERATION, jql('key = PUMP-6'));
		expect(one).toMatchObject([{ key: 'PUMP-6', action: 'updated' }]);
		const several = await jira.failure(OPERATION, jql('labels = safety'));
		expect(several.message).toContain('The JQL stands for 6 issues: PUMP-4');
	});

	test.each<[string, object, object, RegExp]>([
		['no such type', { issueType: 'Idea' }, {}, /has no issue type "Idea"/],
		['no summary', { summary: '' }, {}, /A new Story needs 'Summary'/],
		['no such project', { projectKey: byId('NONE') }, {}, /No project could be found/],
		['no such field', {}, { fieldsByName: '{"Color": 1}' }, /The field "Color" cannot be set/],
		['no such option', {}, { fieldsByName: '{"Team": "Green"}' }, /'Team' is "Green"/],
		['no such priority', {}, { priority: 'Urgent' }, /'Priority' is "Urgent"/],
		['no such user', {}, { assignee: 'Nobody' }, /there is no user "Nobody"/],
		['two users', {}, { assignee: 'Twin' }, /"Twin" stands for 2 users/],
		['no such version', {}, { fixVersions: '9.9' }, /'Fix versions' is "9.9"/],
		['a label with space', {}, { labels: ['a b'] }, /'Labels' is "a b"/],
		['a text for points', board, { estimation: 'large' }, /'Story Points' is "large"/],
		['no board for an estimation', {}, { estimation: '5' }, /'Board' is not/],
		[
			'a board without estimation',
			{ boardId: byId(2) },
			{ estimation: '5' },
			/no estimation field/,
		],
		['a closed sprint', {}, { sprintId: byId(1) }, /'PUMP Sprint 1' is closed/],
		['no such sprint', {}, { sprintId: byId(99) }, /There is no sprint 99/],
		['no such parent', {}, { parentKey: byKey('PUMP-999') }, /There is no issue PUMP-999/],
		['no such neighbor', {}, { rankAfter: byKey('PUMP-999') }, /There is no issue PUMP-999/],
		['a field twice', {}, { labels: 'a', fieldsByName: '{"Labels": "b"}' }, /given twice/],
	])('%s: said before anything is written', async (_, more, additional, message) => {
		for (const id of [11, 12]) {
			const user = jira.server.state.users.get(2)!;
			const name = `twin${id}`;
			const own = { id, name, username: name, emailAddress: `${name}@example.com` };
			jira.server.state.users.set(id, { ...user, ...own, accountId: name, displayName: 'Twin' });
		}
		const failure = await jira.failure(OPERATION, of('GID-6', more, additional));
		expect(failure.message).toMatch(message);
		expect(jira.writes()).toEqual([]);
		jira.takeViolations();
	});

	test('a field that is on no screen, and a user who may not write', async () => {
		jira.server.switches.notOnScreen.push(FIELD.storyPoints, 'priority');
		const estimation = await jira.failure(OPERATION, of('GID-7', board, { estimation: '5' }));
		expect(estimation.message).toContain('cannot be set for a new Story in PUMP');
		const priority = await jira.failure(
			OPERATION,
			of('', { matchBy: 'key', issueKey: 'PUMP-4' }, { priority: 'High' }),
		);
		expect(priority.message).toContain('The field "priority" cannot be set for PUMP-4');
		jira.server.state.users.get(1)!.canWrite = false;
		const update = await jira.failure(OPERATION, of('', { matchBy: 'key', issueKey: 'PUMP-4' }));
		expect(update.message).toBe('This user may not change PUMP-4');
		expect(jira.writes()).toEqual([]);
	});

	test('a step that fails after the issue was saved says what was done; a second run completes it', async () => {
		const pattern = '/sprint/3/issue';
		jira.server.switches.failNext.push({ method: 'POST', pattern, status: 403 });
		const { message, description } = await jira.failure(OPERATION, of('GID-8', board, FULL));
		expect(`${message} ${description}`).toContain('The issue PUMP-64 was created.');
		expect(description).toContain(
			'Sprint and rank were not set by this. Run it again to complete it, and rank',
		);
		jira.server.switches.failNext.length = 0;
		const again = await jira.rows(OPERATION, of('GID-8', board, FULL));
		expect(again).toMatchObject([{ key: 'PUMP-64', action: 'updated', changed: ['Sprint'] }]);
	});

	test('two issues with the property are an error that names both', async () => {
		for (const key of ['PUMP-7', 'PUMP-8']) issueOf(jira, key).properties.set('jama', 'GID-9');
		const { message } = await jira.failure(OPERATION, of('GID-9'));
		expect(message).toBe('The property \'jama\' with "GID-9" stands for 2 issues: PUMP-8, PUMP-7');
		expect(jira.writes()).toEqual([]);
	});

	test('the description: plain text, and what Jira takes itself', async () => {
		const own = deployment === 'cloud' ? { type: 'doc', version: 1, content: [] } : 'h1. *x*';
		await jira.run(OPERATION, of('GID-10', {}, { description: 'a *b*\n\nc' }));
		expect(issueOf(jira, 'PUMP-64').description).toBe(
			deployment === 'cloud' ? 'a *b*\nc' : 'a \\*b\\*\n\nc',
		);
		const more = { description: own, descriptionFormat: 'native' };
		const rows = await jira.rows(OPERATION, of('GID-10', {}, more));
		expect(rows).toMatchObject([{ changed: ['Description'] }]);
		expect(issueOf(jira, 'PUMP-64').description).toBe(deployment === 'cloud' ? '' : 'h1. *x*');
	});
});

describe('Cloud', () => {
	const jira = useJira();

	test('an issue that the search does not show yet is found by its key, and not made again', async () => {
		jira.server.switches.indexLag = 60_000;
		const fresh = (id: string) =>
			jira.server.state.addIssue({
				project: 'PUMP',
				summary: 'Occlusion alarm',
				created: jira.server.now(),
				properties: new Map([['jama', id]]),
			}).key;
		const keys = [fresh('GID-20'), fresh('GID-21')];
		const before = jira.server.state.issues.size;
		const input = [{ id: 'GID-20' }, { id: 'GID-21' }, { id: 'GID-21' }];
		const rows = await jira.rows(OPERATION, of('={{ $json.id }}'), { input });
		expect(rows.map(({ key }) => key)).toEqual([...keys, keys[1]]);
		expect(jira.server.state.issues.size).toBe(before);
	});

	test('two items with one value make one issue, though the search lags', async () => {
		jira.server.switches.indexLag = 60_000;
		const rows = await jira.rows(OPERATION, of('GID-22'), { input: [{}, {}] });
		expect(rows.map(({ action }) => action)).toEqual(['created', 'unchanged']);
	});

	test('in a team-managed project the epic is the parent', async () => {
		const app = { projectKey: byId('APP') };
		const [row] = await jira.rows(OPERATION, of('GID-23', app, { parentKey: byKey('APP-1') }));
		expect(issueOf(jira, row!.key).parent).toBe(issueOf(jira, 'APP-1').id);
	});

	test('an e-mail address that is hidden still names its user', async () => {
		jira.server.switches.hiddenEmails.push('reader');
		await jira.run(OPERATION, of('GID-24', {}, { assignee: 'reader@example.com' }));
		expect(issueOf(jira, 'PUMP-64').assignee).toBe(2);
	});
});

describe('Data Center', () => {
	const jira = useJira({ deployment: 'dataCenter' });

	test('an epic gets its summary as its name, and a sub-task its parent', async () => {
		await jira.run(OPERATION, of('GID-25', { issueType: 'Epic' }));
		expect(issueOf(jira, 'PUMP-64').epicFields!.name).toBe('Occlusion alarm');
		const parent = { parentKey: byKey('PUMP-20') };
		await jira.run(OPERATION, of('GID-26', { issueType: 'Sub-task' }, parent));
		expect(issueOf(jira, 'PUMP-65').parent).toBe(issueOf(jira, 'PUMP-20').id);
		const none = await jira.failure(OPERATION, of('GID-27', { issueType: 'Sub-task' }));
		expect(none.message).toBe("A new Sub-task needs 'Parent'");
	});

	test('merged cells of HTML are told', async () => {
		const description = '<table><tr><td colspan="2">x</td></tr></table>';
		const more = { description, descriptionFormat: 'html' };
		const { hints } = await jira.run(OPERATION, of('GID-28', {}, more));
		expect(hints.map(({ message }) => message)).toEqual([
			"'Description' has what Jira has not, its text was kept: merged cells.",
		]);
	});
});
