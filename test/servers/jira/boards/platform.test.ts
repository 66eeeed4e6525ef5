import { useBench } from '../testing';

const { bench, get, post, status, violations } = useBench();
const API = '/rest/api/3';
const issue = (fields: Record<string, unknown>) => ({
	fields: { project: { key: 'PUMP' }, issuetype: { name: 'Story' }, summary: 'New', ...fields },
});
const adf = (text: string) => ({
	type: 'doc',
	version: 1,
	content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

test('who am I, and where', async () => {
	expect(await get(`${API}/myself`)).toMatchObject({
		accountId: '5b10a2844c20165700ede21g',
		emailAddress: 'integrator@example.com',
	});
	expect(await get('/rest/api/2/serverInfo')).toMatchObject({ deploymentType: 'Cloud' });
});

test('fields, projects and the picker', async () => {
	const fields = (await get(`${API}/field`)) as Array<{ id: string; name: string }>;
	const named = (name: string) => fields.find((field) => field.name === name)?.id;
	expect([named('Story Points'), named('Epic Name'), named('Sprint')]).toEqual([
		'customfield_10016',
		'customfield_10011',
		'customfield_10020',
	]);
	const key = ({ key }: { key: string }) => key;
	expect((await get(`${API}/project`)).map(key)).toEqual(['PUMP', 'LAB', 'APP']);
	expect((await get(`${API}/project/search?maxResults=1`)).values.map(key)).toEqual(['PUMP']);
	expect(await get(`${API}/project/10001`)).toMatchObject({ key: 'LAB' });
	expect(await status('GET', `${API}/project/NONE`)).toBe(404);
	const { sections } = await get(`${API}/issue/picker?query=battery`);
	expect(sections[0].issues).toHaveLength(11);
	expect((await get(`${API}/issue/picker`)).sections[0].issues).toEqual([]);
});

test('an issue is created, read, changed and deleted', async () => {
	const fields = {
		description: adf('Why'),
		labels: ['a'],
		parent: { key: 'PUMP-1' },
		assignee: { accountId: '5b10a2844c20165700ede21g' },
		customfield_10016: 5,
		customfield_10020: 3,
	};
	const made = await post(`${API}/issue`, issue(fields));
	const self = `${bench.server.url}${API}/issue/10064`;
	expect(made).toEqual({ id: '10064', key: 'PUMP-64', self });
	const path = `${API}/issue/PUMP-64`;
	expect((await get(path)).fields).toMatchObject({
		...fields,
		customfield_10020: [{ id: 3 }],
		parent: { key: 'PUMP-1' },
	});
	expect((await get('/rest/api/2/issue/PUMP-64')).fields.description).toBe('Why');
	const changes = {
		fields: { summary: 'Newer', parent: { key: 'PUMP-2' }, customfield_10016: null },
	};
	expect(await status('PUT', path, changes)).toBe(204);
	expect((await get(path)).fields).toMatchObject({
		summary: 'Newer',
		parent: { key: 'PUMP-2' },
		labels: ['a'],
		customfield_10016: null,
	});
	expect(await status('DELETE', path)).toBe(204);
	expect(await status('GET', path)).toBe(404);
});

test('epics and sub-tasks', async () => {
	const epic = { issuetype: { name: 'Epic' }, customfield_10011: 'Safety' };
	const { key } = await post(`${API}/issue`, issue(epic));
	expect(await get(`/rest/agile/1.0/epic/${key}`)).toMatchObject({ name: 'Safety', done: false });
	const child = { issuetype: { name: 'Sub-task' }, parent: { key: 'PUMP-4' } };
	await post(`${API}/issue`, issue(child));
	expect((await get(`${API}/issue/PUMP-4`)).fields.subtasks).toHaveLength(1);
	const linked = await post(`${API}/issue`, issue({ customfield_10014: key }));
	expect((await get(`${API}/issue/${linked.key}`)).fields.customfield_10014).toBe(key);
	await status('DELETE', `${API}/issue/${key}`);
	expect((await get(`${API}/issue/${linked.key}`)).fields.customfield_10014).toBeNull();
});

test.each([
	['project', { project: { key: 'NONE' } }],
	['issuetype', { issuetype: { name: 'Wish' } }],
	['summary', { summary: undefined }],
	['summary', { summary: ' ' }],
	['description', { description: 'text' }],
	['labels', { labels: ['two words'] }],
	['parent', { parent: { key: 'PUMP-4' } }],
	['parent', { parent: { key: 'PUMP-999' } }],
	['parent', { issuetype: { name: 'Sub-task' } }],
	['customfield_10014', { customfield_10014: 'PUMP-4' }],
	['customfield_10016', { customfield_10016: '5' }],
	['customfield_10020', { customfield_10020: 1 }],
	['customfield_99999', { customfield_99999: 1 }],
])('%s is refused in %j', async (field, fields) => {
	const reply = await bench.send('POST', `${API}/issue`, issue(fields));
	expect([reply.status, Object.keys(reply.body.errors)]).toEqual([400, [field]]);
});

test('version 2 takes texts, not documents', async () => {
	const body = issue({ description: adf('Why') });
	const reply = await bench.send('POST', '/rest/api/2/issue', body);
	expect(reply.body.errors).toHaveProperty('description');
});

test('transitions and comments', async () => {
	const path = `${API}/issue/PUMP-30`;
	const { transitions } = await get(`${path}/transitions`);
	expect(transitions.map(({ name }: { name: string }) => name)).toEqual([
		'To Do',
		'In Progress',
		'Done',
	]);
	const move = (id: string) => status('POST', `${path}/transitions`, { transition: { id } });
	expect([await move('31'), await move('99')]).toEqual([204, 400]);
	expect((await get(path)).fields.resolution).toEqual({ id: '10000', name: 'Done' });
	expect(await post(`${path}/comment`, { body: adf('Yes') })).toMatchObject({ body: adf('Yes') });
	expect(await status('POST', `${path}/comment`, { body: adf('') })).toBe(400);
	expect((await get(path)).fields.comment).toMatchObject({ total: 1 });
});

test('searches go by token; the old one is gone', async () => {
	const first = await get(`${API}/search/jql?jql=labels=safety&maxResults=5`);
	expect(first.issues[0]).toMatchObject({ key: 'PUMP-4', fields: {} });
	const body = { jql: 'labels = safety', maxResults: 5, fields: ['summary'] };
	const page = await bench.send('POST', `${API}/search/jql`, body);
	const { nextPageToken } = page.body;
	const last = await bench.send('POST', `${API}/search/jql`, { ...body, nextPageToken });
	expect([last.body.issues.length, last.body.isLast]).toEqual([4, true]);
	expect(await status('GET', `${API}/search/jql`)).toBe(400);
	expect(await status('GET', `${API}/search/jql?jql=order by key`)).toBe(400);
	expect(await status('GET', `${API}/search?jql=project=PUMP`)).toBe(410);
});

test('what is not there is recorded', async () => {
	expect(await status('GET', `${API}/dashboard`)).toBe(404);
	expect(violations()).toEqual([`GET ${API}/dashboard: no such operation (404)`]);
});
