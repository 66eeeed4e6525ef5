/** Tracing, and gaps in traceability. */
import { byId, byKey, byName, useJama } from './support';

const jama = useJama();
const TYPE = { system: 33, software: 34, testCase: 35 };
const relate = (fromItem: number, toItem: number) => {
	const { state } = jama.server;
	const id = state.next('relationship');
	state.insertRelationship({ id, fromItem, toItem, relationshipType: 2, suspect: true });
};
const fail = (path: string, status = 500) => jama.server.switches.failNext.push({ path, status });
const messages = (hints: Array<{ message: string }>) => hints.map(({ message }) => message);
const reads = (prefix: string) => jama.sent().filter((line) => line.startsWith(`GET ${prefix}`));

describe('trace', () => {
	const from = (id: number, more: object = {}) => ({ itemId: byId(id), ...more });
	const idsOf = async (parameters: object) =>
		(await jama.rows('traceability.trace', parameters)).map(({ id }) => id);

	test('lists what follows from an item, with path and relationship', async () => {
		const { documentKey = '' } = jama.server.state.items.get(26) ?? {};
		const rows = await jama.rows('traceability.trace', { itemId: byKey(documentKey) });
		const [first] = jama.server.state.downstream(26);
		expect(rows[0]).toMatchObject({
			id: first?.toItem,
			type: 'Software Requirement',
			itemType: TYPE.software,
			depth: 1,
			direction: 'downstream',
			path: [documentKey, jama.server.state.items.get(27)?.documentKey],
			relationshipId: first?.id,
			relationshipType: 2,
			suspect: first?.suspect,
		});
	});

	test('goes in both directions, and no deeper than told', async () => {
		expect(await idsOf(from(27, { direction: 'both' }))).toEqual([26, 28]);
		expect(await idsOf(from(28, { direction: 'upstream' }))).toEqual([27, 26]);
		expect(await idsOf(from(26, { depth: 1 }))).toEqual([27]);
		expect(await idsOf(from(28))).toEqual([]);
	});

	test('follows only the types of relationships that are named', async () => {
		const { name } = jama.server.state.relationshipTypes.get(2) ?? {};
		expect(await idsOf(from(26, { options: { relationshipTypes: [2] } }))).toEqual([27]);
		expect(await idsOf(from(26, { options: { relationshipTypes: [name] } }))).toEqual([27]);
	});

	test('a cycle ends, and is told', async () => {
		relate(28, 26);
		const { items, hints } = await jama.run('traceability.trace', from(26, { depth: 20 }));
		expect(items.map(({ json }) => json.id)).toEqual([27, 28]);
		expect(messages(hints)).toEqual([expect.stringMatching(/in a cycle through PUMP-/)]);
		expect(reads('/items/26/downstreamrelationships')).toHaveLength(1);
	});

	test('stops at the most items, and tells it', async () => {
		for (let to = 40; to < 60; to++) relate(28, to);
		const limited = from(28, { options: { maxItems: 5 }, depth: 1 });
		const { items, hints } = await jama.run('traceability.trace', limited);
		expect(items).toHaveLength(5);
		expect(messages(hints)).toEqual([expect.stringContaining('stopped at 5 items')]);
	});

	test('reads all pages of an item with many relationships', async () => {
		for (let to = 40; to < 120; to++) relate(28, to);
		expect(await idsOf(from(28, { depth: 1 }))).toHaveLength(80);
	});

	test.each([401, 403])(
		'an item out of sight is listed and named, and ends nothing (%d)',
		async (status) => {
			const { documentKey = '' } = jama.server.state.items.get(27) ?? {};
			fail('/items/27/downstreamrelationships', status);
			const { items, hints, error } = await jama.run('traceability.trace', from(26));
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.id)).toEqual([27]);
			expect(messages(hints)).toEqual([
				expect.stringContaining(`The relationships of ${documentKey} could not be read`),
			]);
		},
	);

	test('a fault on the way fails the input item, and no other', async () => {
		fail('/items/27/downstreamrelationships');
		const parameters = from(0, { itemId: byId('={{ $json.id }}') });
		const input = [{ id: 26 }, { id: 32 }];
		const { items } = await jama.run('traceability.trace', parameters, {
			input,
			continueOnFail: true,
		});
		expect(items[0]?.json).toMatchObject({ error: 'Scripted failure 500' });
		expect(items.slice(1).map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[33, { item: 1 }],
			[34, { item: 1 }],
		]);
	});

	test.each<[string, object, RegExp]>([
		['depth 0', { depth: 0 }, /'Depth' must be a whole number from 1 to 20/],
		['no depth', { depth: '={{ "deep" }}' }, /'Depth' must be/],
		['no most items', { options: { maxItems: 0 } }, /'Max Items' must be/],
		['an unknown type', { options: { relationshipTypes: [99] } }, /no relationship type "99"/],
		['no item', { itemId: byId('={{ "" }}') }, /'Item' is empty/],
	])('%s is refused before anything of the item is read', async (_, parameters, message) => {
		const failure = await jama.failure('traceability.trace', { ...from(26), ...parameters });
		expect(failure).toMatchObject({ message: expect.stringMatching(message), itemIndex: 0 });
		expect(reads('/items')).toEqual([]);
	});

	test('an unknown item is an error with advice', async () => {
		const { message, description } = await jama.failure('traceability.trace', from(99_999));
		expect(message).toMatch(/99999/);
		expect(description).toContain('It may be deleted, or out of sight');
	});
});

describe('find gaps', () => {
	const gaps = {
		projectId: byId(2),
		itemType: byId(TYPE.system),
		relatedType: byName('Software Requirement'),
		simplify: false,
	};
	/** Items of a project without a relationship to another type, from the server's own data. */
	const expected = (type: number, other: number, project = 2) => {
		const { state } = jama.server;
		const has = (id: number) =>
			state.downstream(id).some(({ toItem }) => state.items.get(toItem)?.itemType === other);
		return [...state.items.values()]
			.filter((item) => item.project === project && item.itemType === type && !has(item.id))
			.map(({ id }) => id);
	};
	const idsOf = async (parameters: object) =>
		(await jama.rows('traceability.findGaps', parameters)).map(({ id }) => id as number);
	const sorted = (ids: number[]) => ids.sort((a, b) => a - b);

	test('lists the items of a project that lack a relationship, from the list of relationships', async () => {
		const ids = await idsOf(gaps);
		expect(ids.length).toBeGreaterThan(0);
		expect(sorted(ids)).toEqual(expected(TYPE.system, TYPE.software));
		expect(jama.sent().filter((line) => line.includes('related'))).toEqual([]);
	});

	test('says what is missing, beside the item as people read it', async () => {
		const [row] = await jama.rows('traceability.findGaps', { ...gaps, simplify: true });
		expect(row).toMatchObject({
			documentKey: expect.stringMatching(/^PUMP-SYS-/),
			type: 'System Requirement',
			...{ missing: 'Software Requirement', missingDirection: 'downstream' },
		});
		expect(Object.keys(row ?? {}).slice(0, 3)).toEqual(['documentKey', 'name', 'missing']);
		const of = async (options: object) =>
			await jama.rows('traceability.findGaps', { ...gaps, simplify: true, options });
		const chain = await of({ furtherTypes: ['Test Case'] });
		expect(chain).toContainEqual(
			expect.objectContaining({
				...{ missing: 'Test Case', missingDirection: 'downstream', missingStep: 2 },
				missingAfter: expect.stringMatching(/^PUMP-SWR-\d+(, PUMP-SWR-\d+)*$/),
			}),
		);
		const [approved] = await of({ lastStatus: 'Approved' });
		expect(approved).toMatchObject({ missing: 'Software Requirement', missingStatus: 'Approved' });
		const values = [row, ...chain].flatMap((one) => Object.values(one ?? {}).flat());
		expect(values.filter((value) => typeof value === 'object')).toEqual([]);
	});

	test('a chain of types: which items do not reach the last type, and the step that is missing', async () => {
		const { state } = jama.server;
		const next = (id: number, type: number) =>
			state
				.downstream(id)
				.map(({ toItem }) => toItem)
				.filter((to) => state.items.get(to)?.itemType === type);
		const expectedSteps = [...state.items.values()]
			.filter(({ project, itemType }) => project === 2 && itemType === TYPE.system)
			.map(({ id }) => {
				const software = next(id, TYPE.software);
				const isTested = software.some((one) => next(one, TYPE.testCase).length > 0);
				return [id, software.length === 0 ? 1 : isTested ? undefined : 2];
			})
			.filter(([, step]) => step !== undefined);
		const chain = { ...gaps, options: { furtherTypes: ['Test Case'] } };
		const rows = await jama.rows('traceability.findGaps', chain);
		const steps = rows.map(({ id, missing }) => [id, (missing as { step: number }).step]);
		expect(new Set(steps.map(([, step]) => step))).toEqual(new Set([1, 2]));
		expect(steps.sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual(expectedSteps);
		expect(jama.sent().filter((line) => line.includes('related'))).toEqual([]);
	});

	test('a status that the last type does not have is refused by name', async () => {
		const options = { furtherTypes: ['Test Case'], lastStatus: 'Nonsense' };
		const failure = await jama.failure('traceability.findGaps', { ...gaps, options });
		expect(failure.message).toMatch(/status/i);
		expect(failure.description).toMatch(/Valid|Leave/);
	});

	test('an item of another project closes a gap', async () => {
		const [gap = 0] = expected(TYPE.system, TYPE.software);
		relate(gap, 135);
		const ids = await idsOf(gaps);
		expect(ids).not.toContain(gap);
		expect(sorted(ids)).toEqual(expected(TYPE.system, TYPE.software));
		expect(reads('/abstractitems/135')).toHaveLength(1);
	});

	test('upstream and either', async () => {
		const all = await idsOf({ ...gaps, relatedType: byId(TYPE.system), gapDirection: 'upstream' });
		expect(all).toHaveLength(
			[...jama.server.state.items.values()].filter(
				({ project, itemType }) => project === 2 && itemType === TYPE.system,
			).length,
		);
		const either = await idsOf({ ...gaps, gapDirection: 'either' });
		expect(sorted(either)).toEqual(expected(TYPE.system, TYPE.software));
	});

	test('among the results of a filter', async () => {
		const filter = { ...gaps, searchIn: 'filter', filterId: byId(1) };
		const ids = await idsOf(filter);
		const approved = expected(TYPE.system, TYPE.software).filter(
			(id) => jama.server.state.items.get(id)?.fields.status === 203,
		);
		expect(sorted(ids)).toEqual(approved);
	});

	test('test runs, which Jama lists apart from items', async () => {
		const type = [...jama.server.state.itemTypes.values()].find(
			({ category }) => category === 'TEST_RUN',
		);
		const runs = [...jama.server.state.testItems.of(2)].filter(
			({ itemType }) => itemType === type?.id,
		);
		const parameters = { ...gaps, itemType: byId(type?.id ?? 0), relatedType: byId(TYPE.software) };
		const ids = await idsOf(parameters);
		expect(ids.length).toBeGreaterThan(0);
		expect(sorted(ids)).toEqual(sorted(runs.map(({ id }) => id)));
		relate(ids[0] ?? 0, 27);
		expect(await idsOf(parameters)).not.toContain(ids[0]);
	});

	test('a filter of the current project needs one', async () => {
		const filter = { ...gaps, searchIn: 'filter', filterId: byId(2) };
		const { message } = await jama.failure('traceability.findGaps', filter);
		expect(message).toContain("'Project' is empty");
		expect((await idsOf({ ...filter, project: byId(2) })).length).toBeGreaterThan(0);
	});

	test.each([['/relationships'], ['/items'], ['/itemtypes/34']])(
		'a fault at %s is an error and no list of gaps',
		async (path) => {
			fail(path);
			const failure = await jama.failure('traceability.findGaps', {
				...gaps,
				relatedType: byId(TYPE.software),
			});
			expect(failure).toMatchObject({ message: 'Scripted failure 500', itemIndex: 0 });
		},
	);

	test.each<[string, object, RegExp]>([
		['an unknown type', { relatedType: byId(999) }, /Item type not found/],
		['a type by an unknown name', { itemType: byName('Nonsense') }, /no item type "Nonsense"/],
		['an unknown project', { projectId: byId(999) }, /not found|does not exist/i],
		['no project', { projectId: byId('={{ "" }}') }, /'Project' is empty/],
	])('%s is an error and no list of gaps', async (_, parameters, message) => {
		const failure = await jama.failure('traceability.findGaps', { ...gaps, ...parameters });
		expect(failure.message).toMatch(message);
	});
});
