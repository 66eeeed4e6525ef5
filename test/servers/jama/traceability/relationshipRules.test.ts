import { useBench } from '../testing';

const { bench, data, status, post } = useBench();

const MESSAGE = 'Relationship violates rules configured for the project';

/** A requirement of the first project and a software requirement of the second. */
const across = () => {
	const toItem = bench.server.state.treeOrder(3).find((item) => item.itemType === 34)!.id;
	return { fromItem: bench.nth('system').id, toItem, relationshipType: 2 };
};

test('rule sets and their projects', async () => {
	expect(await data('/relationshiprulesets')).toMatchObject([
		{ id: 1, allowUnlisted: true },
		{ id: 2, allowUnlisted: false, rules: expect.any(Array) },
		{ id: 3, rules: [] },
	]);
	expect(await data('/relationshiprulesets/2')).toMatchObject({ name: 'Strict traceability' });
	expect(await data('/relationshiprulesets/1/projects')).toMatchObject([
		{ id: 2, name: 'Infusion Pump' },
	]);
	expect(await data('/relationshiprulesets/3/projects')).toEqual([]);
	expect(await status('GET', '/relationshiprulesets/9')).toBe(404);
});

test('the seeded relationships keep to the rules of their projects', () => {
	const { state } = bench.server;
	const set = state.ruleSets.get(2)!;
	for (const each of state.relationships.values()) {
		const [from, to] = [state.items.get(each.fromItem)!, state.items.get(each.toItem)!];
		if (from.project !== 3) continue;
		expect(set.rules).toContainEqual({
			fromItemType: from.itemType,
			toItemType: to.itemType,
			relationshipType: each.relationshipType,
		});
	}
});

test('direction and type matter; the switch turns the rules off', async () => {
	const of = (type: number) =>
		bench.server.state.treeOrder(3).filter((item) => item.itemType === type);
	const [system, testCase] = [of(33)[0]!.id, of(35).at(-1)!.id];
	const wrong = { fromItem: testCase, toItem: system, relationshipType: 3 };
	const refused = await bench.send('POST', '/relationships', wrong);
	expect([refused.status, refused.body.meta.message]).toEqual([
		400,
		`${MESSAGE}: from item ID: ${testCase}, to item ID: ${system}`,
	]);
	const right = { fromItem: system, toItem: testCase, relationshipType: 3 };
	expect(await status('POST', '/relationships', { ...right, relationshipType: 1 })).toBe(400);
	const id = await post('/relationships', right);
	expect(await status('PUT', `/relationships/${id}`, wrong)).toBe(400);
	bench.server.switches.relationshipRules = false;
	expect(await status('PUT', `/relationships/${id}`, wrong)).toBe(200);
});

test('an empty rule set blocks what the other project allows; three ways out', async () => {
	const { state } = bench.server;
	const empty = state.ruleSets.get(3)!;
	const strict = state.ruleSets.get(2)!;
	strict.projects = [];
	empty.projects = [3];
	expect(await status('POST', '/relationships', across())).toBe(400);
	empty.allowUnlisted = true;
	const id = await post('/relationships', across());
	await bench.send('DELETE', `/relationships/${id}`);
	empty.allowUnlisted = false;
	empty.projects = [];
	const other = await post('/relationships', across());
	await bench.send('DELETE', `/relationships/${other}`);
	strict.projects = [3];
	await post('/relationships', across());
});

test('a listed pair is held to its rule, the rest is free where unlisted types are', async () => {
	const risk = await post('/items', {
		project: 2,
		itemType: 37,
		location: { parent: { project: 2 } },
		fields: { name: 'Overdose', severity$37: 5 },
	});
	const testCase = bench.nth('testCase').id;
	const body = { fromItem: risk, toItem: testCase };
	expect(await status('POST', '/relationships', { ...body, relationshipType: 1 })).toBe(400);
	await post('/relationships', { ...body, relationshipType: 3 });
	await post('/relationships', { fromItem: risk, toItem: bench.nth('system').id });
});
