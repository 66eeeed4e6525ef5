/** If It Exists: what is there already is read, comes out with a mark, and hides no other error. */
import { PAGE } from './cases';
import { byId, useJama } from './support';

const jama = useJama();
const skip = { options: { ifExists: 'skip' } };
/** Item 26 has tag 2, link 1, attachment 126 and a relationship of type 2 to item 27. */
const record = { recordId: byId(26) };
const link = (id: number) => jama.server.state.links.get(id);
const count = (map: ReadonlyMap<unknown, unknown>) => map.size;

interface Sample {
	operation: string;
	/** What is there already. */
	there: object;
	/** The list that is read. */
	list: string;
	output: object;
	/** What is not there yet, and the request that adds it. */
	fresh: object;
	write: string;
}
const SAMPLES: Sample[] = [
	{
		operation: 'tag.addToRecord',
		there: { ...record, tag: byId(2) },
		list: `GET /items/26/tags?${PAGE}`,
		output: { success: true, id: 2, recordType: 'items', recordId: 26, existed: true },
		fresh: { ...record, tag: byId(3) },
		write: 'POST /items/26/tags {"tag":3}',
	},
	{
		operation: 'attachment.addToRecord',
		there: { ...record, attachmentId: 126 },
		list: `GET /items/26/attachments?${PAGE}`,
		output: { success: true, id: 126, recordType: 'items', recordId: 26, existed: true },
		fresh: { recordId: byId(20), attachmentId: 126 },
		write: 'POST /items/20/attachments {"attachment":126}',
	},
	{
		operation: 'link.create',
		there: { ...record, url: ' https://www.iso.org/standard/63179.html ' },
		list: `GET /items/26/links?${PAGE}`,
		output: { success: true, id: 1, recordType: 'items', recordId: 26, existed: true },
		fresh: { ...record, url: 'https://example.com/b' },
		write: 'POST /items/26/links {"url":"https://example.com/b"}',
	},
	{
		operation: 'tag.create',
		there: { project: byId(2), name: ' usability ' },
		list: `GET /tags?project=2&${PAGE}`,
		output: { id: 2, name: 'usability', project: 2, existed: true },
		fresh: { project: byId(2), name: 'Usability' },
		write: 'POST /tags {"project":2,"name":"Usability"}',
	},
	{
		operation: 'relationship.create',
		there: { fromItem: byId(26), toItem: byId(27) },
		list: `GET /items/26/downstreamrelationships?${PAGE}`,
		output: { id: 2, fromItem: 26, toItem: 27, relationshipType: 2, existed: true },
		fresh: { fromItem: byId(20), toItem: byId(33) },
		write: 'POST /relationships {"fromItem":20,"toItem":33}',
	},
	{
		operation: 'relationship.create',
		there: {
			fromItem: byId(26),
			toItem: byId(27),
			additionalFields: { relationshipType: byId(2) },
		},
		list: `GET /items/26/downstreamrelationships?${PAGE}`,
		output: { id: 2, relationshipType: 2, existed: true },
		fresh: {
			fromItem: byId(20),
			toItem: byId(33),
			additionalFields: { relationshipType: byId(2) },
		},
		write: 'POST /relationships {"fromItem":20,"toItem":33,"relationshipType":2}',
	},
];

beforeEach(() => {
	const first = link(1);
	if (first) first.url = 'https://www.iso.org/standard/63179.html';
});

describe.each(SAMPLES)('$operation', ({ operation, there, list, output, fresh, write }) => {
	test('Skip: what is there comes out with a mark, and nothing is written', async () => {
		const rows = await jama.rows(operation, { ...there, ...skip });
		expect(rows).toEqual([expect.objectContaining(output)]);
		expect(jama.sent()).toEqual([list]);
	});

	test('Skip: what is not there is added, and says so', async () => {
		const rows = await jama.rows(operation, { ...fresh, ...skip });
		expect(rows).toEqual([expect.objectContaining({ existed: false })]);
		expect(jama.writes()).toEqual([write]);
	});

	test('without it nothing is read before, and no mark comes out', async () => {
		const rows = await jama.rows(operation, fresh);
		expect(rows).toEqual([expect.not.objectContaining({ existed: expect.anything() })]);
		expect(jama.sent()[0]).toBe(write);
	});

	test('another error is not hidden', async () => {
		jama.server.switches.failNext.push({ method: 'POST', status: 403 });
		const failure = await jama.failure(operation, { ...fresh, ...skip });
		expect(failure.message).toBe('Scripted failure 403');
	});

	test('a list that cannot be read is an error, and nothing is written', async () => {
		jama.server.switches.failNext.push({ method: 'GET', status: 403 });
		await jama.failure(operation, { ...fresh, ...skip });
		expect(jama.writes()).toEqual([]);
	});
});

test('the mark stays in simplified rows, and beside columns that are chosen', async () => {
	const tag = { project: byId(2), name: 'usability', simplify: true };
	const options = { ifExists: 'skip', fieldsToReturn: 'name' };
	expect(await jama.rows('tag.create', { ...tag, options })).toEqual([
		{ name: 'usability', existed: true },
	]);
	expect(await jama.rows('tag.create', { ...tag, ...skip })).toEqual([
		expect.objectContaining({ name: 'usability', projectKey: 'PUMP', existed: true }),
	]);
});

test('a relationship of another type is another one: Jama decides', async () => {
	const failure = await jama.failure('relationship.create', {
		fromItem: byId(26),
		toItem: byId(27),
		additionalFields: { relationshipType: byId(1) },
		...skip,
	});
	expect(failure.message).toMatch(/already exists/);
});

test('a relationship in the other direction is another one', async () => {
	const rows = await jama.rows('relationship.create', {
		fromItem: byId(27),
		toItem: byId(26),
		...skip,
	});
	expect(rows).toMatchObject([{ fromItem: 27, toItem: 26, existed: false }]);
});

test('several links with the URL: the first comes out, and a hint says so', async () => {
	const url = 'https://example.com/twice';
	await jama.rows('link.create', { ...record, url });
	await jama.rows('link.create', { ...record, url });
	const links = count(jama.server.state.links);
	const { items, hints } = await jama.run('link.create', { ...record, url, ...skip });
	expect(items.map(({ json }) => json)).toMatchObject([{ existed: true }]);
	expect(JSON.stringify(hints)).toContain('2 of the same are there already');
	expect(count(jama.server.state.links)).toBe(links);
});

test('a second run over the same input changes nothing', async () => {
	const input = [{ tag: 1 }, { tag: 3 }];
	const parameters = { ...record, tag: { ...byId(0), value: '={{ $json.tag }}' }, ...skip };
	expect(await jama.rows('tag.addToRecord', parameters, { input })).toMatchObject([
		{ existed: false },
		{ existed: false },
	]);
	const before = jama.writes().length;
	expect(await jama.rows('tag.addToRecord', parameters, { input })).toMatchObject([
		{ existed: true },
		{ existed: true },
	]);
	expect(jama.writes()).toHaveLength(before);
});

test('a test case in its group, and a user in a user group', async () => {
	const [plan] = await jama.rows('testPlan.create', { project: byId(2), name: 'P' });
	const testPlanId = byId(plan?.id as number);
	const [group] = await jama.rows('testGroup.create', { testPlanId, name: 'G' });
	const testGroupId = byId(group?.id as number);
	const addCase = { testPlanId, testGroupId, testCase: byId(34), ...skip };
	const [userGroup] = await jama.rows('userGroup.create', {
		name: 'Testers',
		description: 'Who tests',
	});
	const addUser = { userGroupId: byId(userGroup?.id as number), user: byId(9), ...skip };
	for (const existed of [false, true]) {
		expect(await jama.rows('testGroup.addCase', addCase)).toMatchObject([{ existed }]);
		expect(await jama.rows('userGroup.addUser', addUser)).toMatchObject([{ existed }]);
	}
});
