/** Entity properties of issues, what can be set, users, and dates and filters in queries. */
import { keys, useBench } from '../testing';

const { bench, get, post, status } = useBench();
const API = '/rest/api/3';
const story = (fields: object = {}) => ({
	fields: { project: { key: 'PUMP' }, issuetype: { name: 'Story' }, summary: 'New', ...fields },
});

test('an entity property is set with the issue, read by its key, and shown by a search that asks for it', async () => {
	const properties = [{ key: 'source', value: 'GID-1' }];
	const { key } = await post(`${API}/issue`, { ...story(), properties });
	expect(await get(`${API}/issue/${key}/properties/source`)).toEqual({
		key: 'source',
		value: 'GID-1',
	});
	expect(await status('GET', `${API}/issue/PUMP-4/properties/source`)).toBe(404);
	expect(await status('PUT', `${API}/issue/PUMP-4/properties/source`, { id: 2 })).toBe(201);
	const search = `${API}/search/jql?jql=key+in+(${key},PUMP-4,PUMP-5)&properties=source`;
	expect(
		(await get(search)).issues.map(({ properties }: { properties: object }) => properties),
	).toEqual([{ source: { id: 2 } }, {}, { source: 'GID-1' }]);
	const byProperty = `${API}/search/jql?jql=issue.property[source].id=2`;
	expect(await status('GET', byProperty)).toBe(400);
	bench.server.switches.searchableProperties = true;
	expect((await get(byProperty)).issues).toHaveLength(1);
	expect(await status('DELETE', `${API}/issue/PUMP-4/properties/source`)).toBe(204);
	expect((await get(`${API}/issue/PUMP-4/properties`)).keys).toEqual([]);
});

test('issue types of a project, and the fields on their screens', async () => {
	const { issueTypes } = await get(`${API}/issue/createmeta/PUMP/issuetypes`);
	const { id } = issueTypes.find(({ name }: { name: string }) => name === 'Story');
	const names = async (project: string) => {
		const { fields } = await get(`${API}/issue/createmeta/${project}/issuetypes/${id}`);
		return fields.map(({ name }: { name: string }) => name) as string[];
	};
	expect(await names('PUMP')).toEqual(expect.arrayContaining(['Epic Link', 'Parent', 'Team']));
	expect(await names('APP')).not.toContain('Epic Link');
	bench.server.switches.notOnScreen.push('customfield_10030');
	expect(await names('PUMP')).not.toContain('Team');
	expect(await status('POST', `${API}/issue`, story({ customfield_10030: { value: 'Red' } }))).toBe(
		400,
	);
	const { fields } = await get(`${API}/issue/PUMP-4/editmeta`);
	expect(fields.customfield_10031).toMatchObject({
		name: 'Region',
		allowedValues: [{ value: 'Europe', children: [{ value: 'North' }, { value: 'South' }] }, {}],
	});
	expect(await status('GET', `${API}/issue/createmeta/NONE/issuetypes`)).toBe(404);
});

test('labels in steps, beside those that are there; not both ways at once; a hidden field is shown nowhere', async () => {
	const path = `${API}/issue/PUMP-4`;
	const labels = async () => (await get(path)).fields.labels as string[] | undefined;
	const edit = async (steps: object[], fields = {}) =>
		await status('PUT', path, { fields, update: { labels: steps } });
	expect(await edit([{ set: ['a', 'b'] }, { add: 'c' }, { remove: 'a' }, { add: 'c' }])).toBe(204);
	expect(await labels()).toEqual(['b', 'c']);
	expect(await edit([{ add: 'd' }], { labels: [] })).toBe(400);
	expect(await edit([{ add: 'd e' }])).toBe(400);
	bench.server.switches.notOnScreen.push('labels');
	expect(await edit([{ add: 'd' }])).toBe(400);
	expect(await labels()).toEqual(['b', 'c']);
	bench.server.switches.hiddenFields.push('labels');
	expect(await labels()).toBeUndefined();
});

test('values of custom fields, and those that there are not', async () => {
	const fields = {
		priority: { name: 'High' },
		fixVersions: [{ name: '1.1' }],
		customfield_10030: { value: 'Blue' },
		customfield_10031: { value: 'Europe', child: { value: 'South' } },
		customfield_10032: { accountId: '5b10a2844c20165700ede22g' },
	};
	const { key } = await post(`${API}/issue`, story(fields));
	expect((await get(`${API}/issue/${key}`)).fields).toMatchObject({
		...fields,
		customfield_10032: { displayName: 'Ravi Reader' },
	});
	const wrong = {
		priority: { name: 'Urgent' },
		fixVersions: [{ name: '9' }],
		customfield_10030: { value: 'Green' },
		customfield_10031: { value: 'Europe', child: { value: 'East' } },
		customfield_10032: { accountId: 'nobody' },
		assignee: { accountId: 'nobody' },
	};
	for (const [name, value] of Object.entries(wrong))
		expect([name, await status('POST', `${API}/issue`, story({ [name]: value }))]).toEqual([
			name,
			400,
		]);
});

test('users by name or e-mail address, which may be hidden', async () => {
	const find = async (text: string) => await get(`${API}/user/search?query=${text}`);
	expect(await find('ravi')).toMatchObject([{ emailAddress: 'reader@example.com' }]);
	bench.server.switches.hiddenEmails.push('reader');
	expect((await find('reader@example.com'))[0]).not.toHaveProperty('emailAddress');
	expect(await find('nobody')).toEqual([]);
});

test('a parent is taken away', async () => {
	const update = { parent: [{ set: { none: true } }] };
	expect(await status('PUT', `${API}/issue/APP-2`, { update })).toBe(204);
	expect((await get('/rest/agile/1.0/issue/APP-2')).fields).not.toHaveProperty('parent');
});

test('dates, points and filters in a query', async () => {
	const find = async (jql: string) =>
		keys((await get(`${API}/search/jql?fields=key&jql=${encodeURIComponent(jql)}`)).issues);
	await bench.send('PUT', `${API}/issue/PUMP-9`, { fields: { summary: 'Late' } });
	expect(await find('updated >= -5m')).toEqual(['PUMP-9']);
	expect(await find('project = LAB AND created < "2025-12-01 09:05"')).toHaveLength(4);
	expect(await find('project = APP AND "Story Points" > 2')).toEqual(['APP-4']);
	expect(await find('filter = 10100')).toEqual(['APP-1', 'APP-2', 'APP-3', 'APP-4']);
	expect(await status('GET', `${API}/search/jql?jql=updated+%3E+soon`)).toBe(400);
});
