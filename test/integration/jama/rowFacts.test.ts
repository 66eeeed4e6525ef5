/** Rows that do what Jama's own reference says of them. */
import { runOf } from './testCenter';
import { byId, byKey, failureOf, useJama } from './support';

const jama = useJama();

describe('the picture of an item type', () => {
	const run = async () => await jama.run('itemType.getImage', { itemTypeId: byId(33) });
	const setImage = (image: string) => {
		const type = jama.server.state.itemTypes.get(33);
		if (type) type.image = image;
	};

	test('comes from the address that the type gives', async () => {
		const { items, error } = await run();
		expect(error).toBeUndefined();
		const { image } = jama.server.state.itemTypes.get(33) ?? {};
		expect(jama.sent()).toEqual(['GET /itemtypes/33', `GET ${image}`]);
		expect(items[0]?.json).toEqual({ itemTypeId: 33, image });
		expect(items[0]?.binary?.data).toMatchObject({ mimeType: 'image/png' });
	});

	test('a whole address of this Jama is as good', async () => {
		setImage(`${jama.server.url}/img/a%20b.png?size=16`);
		const { items } = await run();
		expect(items[0]?.binary?.data?.fileName).toBe('a b.png');
		expect(jama.sent().at(-1)).toBe('GET /img/a%20b.png?size=16');
	});

	test.each([
		'https://icons.example/a.png',
		'//icons.example/a.png',
		'\\\\icons.example\\a.png',
		'data:image/png;base64,AAAA',
		'file:///etc/passwd',
	])('%s is not asked for: the login goes nowhere else', async (image) => {
		setImage(image);
		const failure = failureOf(await run());
		expect(failure.message).toMatch(/^The picture of Item type 33 .* is not in this Jama: /);
		expect(failure.description).toMatch(/HTTP Request/);
		expect(jama.sent()).toEqual(['GET /itemtypes/33']);
	});

	test('a type without one says so', async () => {
		setImage('');
		expect(failureOf(await run()).message).toMatch(/has no picture$/);
	});
});

test('the run for the current test case is a new one, and comes out', async () => {
	const old = runOf(1);
	const rows = await jama.rows('testRun.useCurrentTestCase', { testRunId: byId(old) });
	expect(jama.sent()).toEqual([
		`POST /testruns/${old}/updatedtestcase`,
		`GET /testruns/${String(rows[0]?.id)}`,
	]);
	expect(rows).toMatchObject([{ documentKey: expect.stringMatching(/^PUMP-/), project: 2 }]);
});

describe('many test runs', () => {
	test('without a case, a cycle or a plan nothing is asked', async () => {
		const failure = await jama.failure('testRun.getMany', { options: { sortBy: 'name.asc' } });
		expect(failure.message).toBe(
			"None of 'Test Case IDs', 'Test Cycle IDs', 'Test Plan IDs' is given",
		);
		expect(jama.sent()).toEqual([]);
	});

	test.each([{ testCase: '' }, { testCase: [] }, { testCycle: ' , ' }])(
		'%j is none of them',
		async (filters) => {
			const failure = await jama.failure('testRun.getMany', { filters });
			expect(failure.message).toMatch(/^None of /);
		},
	);

	test('with one of them', async () => {
		const rows = await jama.rows('testRun.getMany', { filters: { testCase: '22' } });
		expect(rows.length).toBeGreaterThan(0);
	});
});

test('the log of administration, by project and text', async () => {
	const filters = { projectId: byId(2), filterTerm: 'PUMP' };
	await jama.rows('activity.getAdminActivity', { filters });
	expect(jama.sent()[0]).toMatch(
		/^GET \/activities\/adminActivity\?projectId=2&filterTerm=PUMP&startAt=0/,
	);
});

test('an option takes a place among the others, from 0', async () => {
	const updateFields = { sortOrder: 0 };
	await jama.rows('picklist.updateOption', { picklistOptionId: byId(102), updateFields });
	expect(jama.server.state.options.get(102)?.sortOrder).toBe(0);
});

describe('a relationship type that Jama does not take', () => {
	const started = { fromItem: byId(20), toItem: byId(29) };
	const hint = [
		{
			message: expect.stringMatching(/not with what was given for 'relationshipType' \(now \d+\)/),
		},
	];
	/** The server takes the default type instead (contract, RequestRelationship). */
	const withDefaultType = () => {
		jama.server.onRequest = ({ method, path, body }) => {
			const isWrite = method !== 'GET' && path.startsWith('/relationships');
			if (isWrite) delete (body as { relationshipType?: number }).relationshipType;
		};
	};

	test('is a hint after Create', async () => {
		withDefaultType();
		const additionalFields = { relationshipType: byId(2) };
		const { error, hints } = await jama.run('relationship.create', {
			...started,
			additionalFields,
		});
		expect(error?.message).toBeUndefined();
		expect(hints).toMatchObject(hint);
	});

	test('one that it takes is none', async () => {
		const additionalFields = { relationshipType: byId(2) };
		const { hints } = await jama.run('relationship.create', { ...started, additionalFields });
		expect(hints ?? []).toEqual([]);
	});
});

describe('what was put on a record, with the words for both', () => {
	const to = (recordId: object, more: object) => ({ recordId, simplify: true, ...more });
	const extra = () => jama.sent().filter((line) => line.startsWith('GET '));

	test('a tag: one request for the record and one for the tag, once in an execution', async () => {
		const { items, tags } = jama.server.state;
		const [one, other] = [items.get(20)!, items.get(27)!];
		const input = [{ id: one.id }, { id: other.id }];
		const added = to({ ...byId(0), value: '={{ $json.id }}' }, { tag: byId(3) });
		const rows = await jama.rows('tag.addToRecord', added, { input });
		expect(rows).toEqual(
			[one, other].map(({ id, documentKey, fields }) => ({
				...{ success: true, recordKey: documentKey, recordName: fields.name },
				...{ tagName: tags.get(3)!.name, id: 3, recordType: 'items', recordId: id },
			})),
		);
		expect(extra().sort()).toEqual(
			['/abstractitems/20', '/abstractitems/27', '/tags/3'].map((path) => `GET ${path}`),
		);
	});

	test('a link on a record that is given by its key: nothing more is read', async () => {
		const { documentKey, fields } = jama.server.state.items.get(20)!;
		const added = to(byKey(documentKey), { url: 'https://example.com/a' });
		expect(await jama.rows('link.create', added)).toMatchObject([
			{ recordKey: documentKey, recordName: fields.name, recordId: 20 },
		]);
		expect(extra()).toEqual([expect.stringMatching(/^GET \/abstractitems\?documentKey=/)]);
	});

	test('what may not be read stays an ID, with a hint; what fails is a note, and it was added all the same', async () => {
		const added = (url: string) => to(byId(20), { url });
		jama.server.switches.failNext.push({ path: '/abstractitems/20', status: 403 });
		const { items, hints, error } = await jama.run('link.create', added('https://example.com/b'));
		expect([error, Object.keys(items[0]?.json ?? {})]).toEqual([
			undefined,
			['success', 'id', 'recordType', 'recordId'],
		]);
		expect(JSON.stringify(hints)).toContain('shown by ID only');
		jama.server.switches.failNext.push({ path: '/abstractitems/20', status: 500 });
		expect(await jama.rows('link.create', added('https://example.com/c'))).toMatchObject([
			{ success: true, note: expect.stringContaining('Saved, but shown as it came') },
		]);
	});
});
