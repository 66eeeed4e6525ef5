/** Records of every kind as people read them: this server, this input, these requests, this row. Needs no build. */
import type { IHttpRequestOptions, INodeParameters } from 'n8n-workflow';
import { startJamaServer } from '../../servers/jama';
import type { JamaServer } from '../../servers/jama';
import { createRowRunner } from '../../support/rows/rowRun';
import type { RowRunner } from '../../support/rows/rowRun';
import { JAMA } from '../../support/rows/systems';

let server: JamaServer;
let run: RowRunner;

async function send({ method, url, qs, body }: IHttpRequestOptions) {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(qs ?? {})) {
		for (const one of [value].flat()) query.append(name, String(one));
	}
	const { username, password } = server.logins.basic;
	const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	const response = await fetch(query.size > 0 ? `${url}?${query}` : url, {
		method,
		headers: { authorization, 'content-type': 'application/json' },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	const headers: Record<string, string> = {};
	response.headers.forEach((value, name) => (headers[name] = value));
	return { statusCode: response.status, headers, body: text && (JSON.parse(text) as unknown) };
}

beforeEach(async () => {
	server = await startJamaServer();
	run = createRowRunner(send as never, JAMA, { baseUrl: server.url, login: server.logins.basic });
});
afterEach(async () => await server.close());

const byId = (value: number) => ({ __rl: true, mode: 'id', value: String(value) });
const rows = async (name: string, parameters: object) => {
	const [resource = '', operation = ''] = name.split('.');
	const more = { simplify: true, ...parameters } as INodeParameters;
	const { items, hints, error } = await run(resource, operation, more);
	expect(error?.message).toBeUndefined();
	return { rows: items.map(({ json }) => json), hints };
};
/** Requests by path, with what they ask to be brought along. */
const sent = () =>
	server.requests.map(({ path, query }) => {
		const asked = [query?.include ?? []].flat().join(' ');
		return asked ? `${path} + ${asked}` : path;
	});

/** How many columns of a row hold an object, or a list without anything in it. */
const unreadable = (row: object) =>
	Object.entries(row).filter(
		([name, value]) =>
			!/steps$/i.test(name) &&
			(Array.isArray(value)
				? value.length === 0 || value.some((one) => typeof one === 'object')
				: typeof value === 'object'),
	);

const people = 'data.createdBy data.modifiedBy';

test.each([
	[
		'testRun.get',
		{ testRunId: byId(5000003) },
		[`/testruns/5000003 + data.project ${people}`, '/itemtypes/41', '/users', '/users'],
		['documentKey', 'name', 'testRunStatus', 'type'],
		{ projectKey: 'PUMP', createdBy: 'Chiara Rossi', assignedTo: 'Chiara Rossi', project: 2 },
	],
	[
		'comment.getMany',
		{ limit: 1 },
		[`/comments + data.location.item data.location.project ${people}`],
		['text', 'status', 'commentType', 'itemKey', 'itemName'],
		{ itemKey: 'PUMP-SYS-1', createdBy: 'Chiara Rossi', item: 20, id: 1 },
	],
	[
		'relationship.getMany',
		{ project: byId(2), limit: 3 },
		['/relationships + data.fromItem data.toItem', '/relationshiptypes'],
		['fromKey', 'fromName', 'type', 'toKey', 'toName', 'suspect', 'url'],
		{ fromKey: 'PUMP-SYS-1', type: 'Derived From', suspect: false, fromItem: 20, toItem: 21 },
	],
	[
		'activity.getMany',
		{ project: byId(2), limit: 2 },
		['/activities + data.user data.item'],
		['date', 'action', 'details', 'user', 'itemKey'],
		{ user: 'Ben Okafor', itemKey: 'PUMP-CMP-1', item: 6 },
	],
	[
		'version.getMany',
		{ recordType: 'items', recordId: byId(26) },
		['/items/26/versions + data.item data.createdBy'],
		['versionNumber', 'changeDetails', 'itemKey'],
		{ createdBy: 'Anna Lindqvist', itemKey: 'PUMP-SYS-3' },
	],
	[
		'baseline.getItems',
		{ baselineId: byId(2), limit: 1 },
		[`/baselines/2/versioneditems + data.project ${people}`, '/itemtypes/30'],
		['documentKey', 'name', 'type'],
		{ versionNumber: 1, projectKey: 'PUMP', createdBy: 'Ben Okafor' },
	],
	[
		'project.get',
		{ projectId: byId(2) },
		[`/projects/2 + ${people}`],
		['projectKey', 'name', 'isFolder'],
		{ createdBy: 'Ines Integrator', parent: 1 },
	],
	[
		'tag.getMany',
		{ project: byId(2), limit: 1 },
		['/tags + data.project'],
		['name', 'projectKey'],
		{ projectKey: 'PUMP', project: 2 },
	],
	[
		'link.update',
		{ recordType: 'items', recordId: byId(26), linkId: 1, updateFields: { description: 'New' } },
		['/items/26/links/1', '/items/26/links/1', '/items/26/links/1'],
		['url', 'description', 'id'],
		{ description: 'New', id: 1 },
	],
	[
		'item.getLocation',
		{ itemId: byId(20) },
		['/items/20/location + data.parent.item data.parent.project'],
		['sequence', 'parentKey', 'parentName'],
		{ parentKey: 'PUMP-FLD-1', parentName: 'Startup', parent: 8 },
	],
	[
		'itemWorkflow.getTransitions',
		{ itemId: byId(20) },
		['/items/20/workflowtransitionoptions', '/picklistoptions/202'],
		['action', 'status', 'id', 'newStatus'],
		{ action: 'Send to review', status: 'In Review', newStatus: 202 },
	],
	[
		'user.get',
		{ userId: byId(9) },
		['/users/9'],
		['username', 'name', 'active'],
		{ name: 'Chiara Rossi', id: 9 },
	],
])(
	'%s: these requests, these columns first',
	async (operation, parameters, requests, first, row) => {
		const { rows: all, hints } = await rows(operation, parameters);
		expect(sent()).toEqual(requests);
		expect(all[0]).toMatchObject(row);
		expect(Object.keys(all[0] ?? {}).slice(0, first.length)).toEqual(first);
		expect([hints, all.flatMap(unreadable)]).toEqual([[], []]);
	},
);

const REVIEW = { reviewId: 1 };
const REVISION = { ...REVIEW, revisionId: 1 };
test.each([
	['activity.getAdminActivity', {}, [], { user: 'Ben Okafor', objectType: 'PROJECT' }],
	['baseline.getReviewLink', { baselineId: byId(2) }, ['href'], { reviewId: 1 }],
	['category.getMany', {}, ['name'], { projectsProjectKey: ['PUMP'] }],
	['category.getManyOfItem', { itemId: byId(20) }, ['name'], { name: 'Battery' }],
	['category.getOfVersion', { itemId: byId(20), versionNumber: 1 }, ['name'], { id: 2 }],
	['project.getPermissions', { projectId: byId(2) }, ['user'], { user: 'Chiara Rossi' }],
	['relationship.getManyRuleSets', {}, ['name'], { rulesToItemTypeName: ['Test Case'] }],
	['relationship.getRuleSet', { ruleSetId: 1 }, ['name'], { allowUnlisted: true }],
	['relationship.getRuleSetProjects', { ruleSetId: 1 }, ['projectKey'], { name: 'Infusion Pump' }],
	['report.getMany', { project: byId(2) }, ['name'], {}],
	['review.get', REVIEW, ['name', 'status'], { createdBy: 'Anna Lindqvist', projectKey: 'PUMP' }],
	['review.getComments', REVIEW, ['user'], { user: 'Ben Okafor' }],
	['review.getItems', REVISION, ['version'], { item: expect.any(Number) }],
	['review.getMany', {}, ['name', 'status'], { moderators: ['Anna Lindqvist'], baseline: 2 }],
	['review.getModerators', REVIEW, ['username', 'name'], { name: 'Anna Lindqvist' }],
	['review.getParticipants', REVISION, ['user'], { role: 'APPROVER' }],
	['review.getProgress', REVISION, ['totalItems'], { participantsFinished: [true, false] }],
	['review.getRevisions', REVIEW, ['status'], { number: 1 }],
])(
	'%s, whose form is not published: rows that people can read',
	async (name, given, first, row) => {
		server.state.itemCategories.set(20, new Set([2]));
		server.state.versionCategories.set(20, new Map([[1, [2]]]));
		server.state.projects.get(2)?.permissions.push({ user: 9, role: 'READ' });
		Object.assign(server.state.activities[0] ?? {}, { objectType: 'PROJECT', user: 8 });
		const { rows: all, hints } = await rows(name, given);
		expect(all[0]).toMatchObject(row);
		expect(Object.keys(all[0] ?? {}).slice(0, first.length)).toEqual(first);
		expect([hints, all.flatMap(unreadable)]).toEqual([[], []]);
	},
);

test('itemSync.getStatus: what is below the two items is counted in columns', async () => {
	const synced = server.state.items.get(20);
	if (synced) server.state.setGlobalId(synced, 'GID-26');
	const both = { itemId: byId(20), syncedItemId: byId(26) };
	const { rows: all } = await rows('itemSync.getStatus', both);
	const columns = ['inSync', 'totalChildren', 'totalMissing', 'totalOutOfSync'];
	expect(Object.keys(all[0] ?? {})).toEqual(columns);
});

test('a list costs as many requests as one record', async () => {
	const parameters = { project: byId(2), returnAll: true };
	const { rows: all } = await rows('relationship.getMany', parameters);
	expect(all.length).toBeGreaterThan(20);
	expect(sent().filter((one) => !/^.relationships/.test(one))).toEqual(['/relationshiptypes']);
});

test('raw rows ask for nothing more', async () => {
	const { rows: all } = await rows('comment.get', { commentId: 1, simplify: false });
	expect(sent()).toEqual(['/comments/1']);
	expect(all[0]).toMatchObject({ createdBy: 9, body: { text: expect.any(String) } });
});

test('what the user includes stays under linked, and nothing else', async () => {
	const options = { include: ['data.createdBy'] };
	const { rows: all } = await rows('comment.get', { commentId: 1, options });
	expect(Object.keys(all[0]?.linked ?? {})).toEqual(['createdBy']);
});

test('a user and a project that may not be read stay numbers, with one hint each', async () => {
	server.state.users.delete(9);
	const { rows: all, hints } = await rows('comment.getMany', { returnAll: true });
	expect(all.find(({ id }) => id === 1)).toMatchObject({ createdBy: 9 });
	expect(sent().filter((one) => one === '/users/9')).toHaveLength(1);
	expect(hints).toEqual([
		"'createdBy' is shown as a number: this user may not read what the number stands for.",
		"'modifiedBy' is shown as a number: this user may not read what the number stands for.",
	]);
});

test('a label that cannot be read for another reason is an error', async () => {
	server.switches.failNext = [{ method: 'GET', status: 500, path: '/relationshiptypes' }];
	const parameters = { simplify: true, project: byId(2) } as INodeParameters;
	const { error } = await run('relationship', 'getMany', parameters);
	expect(error?.message).toBe('Scripted failure 500');
});

test.each([
	['item', { itemId: byId(20) }],
	['testRun', { testRunId: byId(5000003) }],
	['testPlan', { testPlanId: byId(5000001) }],
	['testCycle', { testCycleId: byId(5000002) }],
])('%s: the simplified row goes in, and nothing changes', async (resource, record) => {
	const { rows: all } = await rows(`${resource}.get`, record);
	const { hints } = await rows(`${resource}.update`, {
		...record,
		fieldsInput: 'json',
		fieldsJson: JSON.stringify(all[0]),
	});
	expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	expect(hints).toEqual([]);
});

test('users of one name do not look alike, whichever row comes first', async () => {
	for (const user of server.state.users.values()) {
		Object.assign(user, { firstName: 'Kim', lastName: 'Lee' });
	}
	const { rows: all } = await rows('activity.getMany', { project: byId(2), returnAll: true });
	const names = [...new Set(all.map(({ user }) => user))];
	expect(names.length).toBeGreaterThan(1);
	expect(names.filter((name) => !/^Kim Lee \(ID \d+\)$/.test(String(name)))).toEqual([]);
	expect(sent()).toEqual(sent().filter((one) => one.startsWith('/activities')));
});

test('a user whose name nobody else was met with is shown by it alone', async () => {
	const { rows: all } = await rows('activity.getMany', { project: byId(2), limit: 2 });
	expect(all.map(({ user }) => user)).toContain('Ben Okafor');
});
