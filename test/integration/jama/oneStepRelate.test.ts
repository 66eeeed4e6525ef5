/** Explained refusals of relationships, and comparing baselines. */
import { byId, byName, failureOf, useJama } from './support';

const jama = useJama();
const fail = (path: string, status = 500) => jama.server.switches.failNext.push({ path, status });
const reads = (prefix: string) => jama.sent().filter((line) => line.startsWith(`GET ${prefix}`));

describe('create relationship', () => {
	const ends = (fromItem: number, toItem: number) => ({
		fromItem: byId(fromItem),
		toItem: byId(toItem),
	});
	const free = { from: 20, to: 33 };

	test('creates it and reads it back', async () => {
		const rows = await jama.rows('relationship.create', ends(free.from, free.to));
		expect(rows).toMatchObject([{ fromItem: 20, toItem: 33 }]);
		expect(jama.writes()).toHaveLength(1);
	});

	test('simplified: keys and names of both ends with the request that reads it back, the type by name', async () => {
		const parameters = { ...ends(free.from, free.to), simplify: true };
		const [row] = await jama.rows('relationship.create', parameters);
		const { items } = jama.server.state;
		const [from, to] = [items.get(free.from)!, items.get(free.to)!];
		expect(row).toMatchObject({
			...{ fromKey: from.documentKey, fromName: from.fields.name, fromItem: free.from },
			...{ toKey: to.documentKey, toName: to.fields.name, toItem: free.to },
			type: expect.stringMatching(/[a-z]/i),
		});
		expect(jama.sent().filter((line) => !line.includes('/relationshiptypes'))).toHaveLength(2);
		jama.server.requests.length = 0;
		const again = { ...parameters, options: { ifExists: 'skip' } };
		const [there] = await jama.rows('relationship.create', again);
		expect(there).toMatchObject({ existed: true, fromKey: from.documentKey });
		expect(jama.sent().filter((line) => !line.includes('/relationshiptypes'))).toHaveLength(1);
	});

	test('a violated rule: the words of Jama, and what the rules allow', async () => {
		const failure = await jama.failure('relationship.create', ends(138, 134));
		expect(failure.message).toContain('Relationship violates rules configured');
		expect(failure.description).toContain(
			"Rule set 'Strict traceability' (project 'Bicycle Computer') allows 'System Requirement' to 'Software Requirement'",
		);
		expect(failure.description).toContain("Swap 'From Item' and 'To Item'");
		expect(failure.description).toContain('Nothing was created.');
		expect(jama.server.state.downstream(138).some(({ toItem }) => toItem === 134)).toBe(false);
	});

	test('an empty rule set: nothing in the project can be related', async () => {
		const [, second, empty] = [...jama.server.state.ruleSets.values()];
		if (!second || !empty) throw new Error('The seed has no rule sets');
		second.projects = [];
		empty.projects = [3];
		const { description } = await jama.failure('relationship.create', ends(20, 135));
		expect(description).toContain("(project 'Bicycle Computer') has no rules");
		expect(description).toContain("(project 'Infusion Pump') has no rule for the two");
	});

	test.each([['/relationshiprulesets'], ['/abstractitems/134'], ['/relationshiprulesets/2']])(
		'a fault at %s while explaining leaves the refusal as it is',
		async (path) => {
			fail(path);
			const failure = await jama.failure('relationship.create', ends(138, 134));
			expect(failure.message).toContain('Relationship violates rules configured');
			expect(failure.description).toContain('could not be read: Scripted failure 500');
		},
	);

	test('a fault when it is read back is a note', async () => {
		fail('/relationships/*');
		const [row] = await jama.rows('relationship.create', ends(free.from, free.to));
		expect(row).toMatchObject({ success: true, note: expect.stringContaining('Saved, but') });
	});

	test('another refusal and an unknown item are not explained by rules', async () => {
		for (const [from, to] of [
			[26, 27],
			[26, 99_999],
		] as const) {
			const failure = await jama.failure('relationship.create', ends(from, to));
			expect(failure.description).not.toContain('rule set');
		}
		expect(reads('/relationshiprulesets')).toEqual([]);
	});
});

describe('compare baselines', () => {
	const two = { baselineId: byId(1), compareWith: 'baseline', otherBaselineId: byId(2) };
	const now = { project: byId(2), baselineId: byName('Baseline 2') };

	test('two baselines: added, changed and removed, with versions', async () => {
		const rows = await jama.rows('baseline.compare', { ...two, options: { includeSummary: true } });
		const [first, second] = [1, 2].map((id) => jama.server.state.baselines.get(id)?.entries);
		if (!first || !second) throw new Error('The seed has no baselines');
		const ids = (change: string) =>
			rows.filter((row) => row.change === change).map(({ id }) => id as number);
		expect(ids('added')).toEqual([...second.keys()].filter((id) => !first.has(id)));
		expect(ids('removed')).toEqual([...first.keys()].filter((id) => !second.has(id)));
		const changed = rows.filter(({ change }) => change === 'changed');
		expect(changed.length).toBeGreaterThan(0);
		for (const { id, versionBefore, versionAfter, changedFields } of changed) {
			const [before, after] = [first, second].map((all) => all.get(id as number)?.version);
			expect([versionBefore, versionAfter]).toEqual([before?.versionNumber, after?.versionNumber]);
			expect(changedFields).toEqual([
				{
					field: 'name',
					before: before?.snapshot.fields.name,
					after: after?.snapshot.fields.name,
				},
			]);
		}
		const summary = rows[rows.length - 1];
		expect(summary).toEqual({
			change: 'summary',
			added: ids('added').length,
			changed: changed.length,
			removed: ids('removed').length,
			unchanged: first.size - changed.length - ids('removed').length,
		});
	});

	test('with now: nothing changed', async () => {
		expect(await jama.rows('baseline.compare', now)).toEqual([]);
	});

	test('with now: what changed since, and only below the source of the baseline', async () => {
		const { state } = jama.server;
		await jama.rows('item.update', {
			itemId: byId(20),
			fieldsInput: 'json',
			fieldsJson: '{"name": "Changed since"}',
		});
		await jama.rows('item.delete', { itemId: byId(27) });
		const before = state.baselines.get(2)?.entries.get(20)?.version;
		expect(state.baselines.get(2)?.entries.has(27)).toBe(true);
		const rows = await jama.rows('baseline.compare', now);
		expect(rows).toMatchObject([
			{
				change: 'changed',
				id: 20,
				name: 'Changed since',
				changedFields: [
					{ field: 'name', before: before?.snapshot.fields.name, after: 'Changed since' },
				],
				versionBefore: before?.versionNumber,
				versionAfter: (before?.versionNumber ?? 0) + 1,
			},
			{ change: 'removed', id: 27, versionAfter: null },
		]);
	});

	test('with now: nothing changed where the source of the baseline was moved to another project', async () => {
		const { state } = jama.server;
		const root = state.items.get(Number(state.baselines.get(2)?.origin.item));
		if (!root) throw new Error('Baseline 2 is of no item');
		state.moveItem(root, 3, undefined);
		expect(await jama.rows('baseline.compare', now)).toEqual([]);
	});

	test.each([['/baselines/1/versioneditems'], ['/baselines/2/versioneditems'], ['/baselines/2']])(
		'a fault at %s is an error and no comparison',
		async (path) => {
			fail(path);
			const failure = await jama.failure('baseline.compare', two);
			expect(failure).toMatchObject({ message: 'Scripted failure 500', itemIndex: 0 });
		},
	);

	test('a fault while now is read is an error and no comparison', async () => {
		fail('/items');
		const { message } = failureOf(await jama.run('baseline.compare', now));
		expect(message).toBe('Scripted failure 500');
	});

	test.each<[string, object, RegExp]>([
		[
			'one of another project',
			{ project: byId(3) },
			/'Baseline 1' \(ID 1\) is not one of the project/,
		],
		['an unknown one', { otherBaselineId: byId(999) }, /Baseline not found/],
		['none', { otherBaselineId: byId('={{ "" }}') }, /'Other Baseline' is empty/],
		['the same one twice', { otherBaselineId: byId(1) }, /are the same/],
		['an unknown name', { project: byId(2), baselineId: byName('B') }, /no baseline "B"/],
	])('%s is refused before items are read', async (_, parameters, message) => {
		const failure = await jama.failure('baseline.compare', { ...two, ...parameters });
		expect(failure.message).toMatch(message);
		expect(jama.sent().filter((line) => line.includes('versioneditems'))).toEqual([]);
	});

	test('baselines of two projects are not compared', async () => {
		const baseline = jama.server.state.baselines.get(2);
		if (baseline) baseline.project = 3;
		const { message } = await jama.failure('baseline.compare', two);
		expect(message).toContain("'Baseline 2' (ID 2) is not one of the project with ID 2");
	});
});
