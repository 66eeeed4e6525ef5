/** What the trigger remembers: across restarts, renames and copies, and when it is damaged. */
import { jamaCredentials } from '../../support/engine/harness';
import { createPollingWorkflow } from '../../support/engine/polling';
import type { PollByName } from '../../support/engine/polling';
import { rowsOf, SEED, START, emitted, TYPE, useWatchedJama } from './support';

const jama = useWatchedJama();
const SYSTEM = { filters: { itemTypes: [TYPE.system] } };

describe('the state', () => {
	test('survives a restart: nothing is repeated and nothing skipped', async () => {
		const node = await jama.active();
		const ids = jama.edits(3, 1000);
		expect(emitted(await node.poll())).toHaveLength(3);
		jama.tick(60_000);
		expect((await node.poll()).emitted).toBe(false);
		const { id } = jama.item('testCase');
		jama.editor.edit(id);
		node.restart();
		expect(emitted(await node.poll())).toEqual([`updated ${id}`]);
		expect(ids).not.toContain(id);
		node.restart();
		expect(emitted(await node.poll())).toEqual([]);
	});

	test('survives a rename, and a rename back', async () => {
		const node = await jama.active();
		const [a, b, c] = jama.edits(3).map((id) => `updated ${id}`);
		expect(emitted(await node.poll())).toEqual([a, b, c]);
		node.save({ name: 'Requirements changed' });
		expect(emitted(await node.poll())).toEqual([]);
		jama.tick(60_000);
		const ids = jama.edits(2);
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
		node.save({ name: 'Trigger under test' });
		expect(emitted(await node.poll())).toEqual([]);
	});

	test('belongs to one node: a copy starts on its own', async () => {
		const node = await jama.active();
		jama.edits(3);
		node.save({ name: 'Trigger under test1', id: 'copy' });
		expect(await node.poll()).toMatchObject({ rows: [], emitted: false });
		jama.tick(60_000);
		const ids = jama.edits(1);
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
	});

	const NODES = ['A', 'B'].map((name, at) => ({
		id: 'the same',
		name,
		parameters: { projects: [at === 0 ? SEED.main : SEED.second], simplify: false },
	}));
	const target = () => ({ nodeType: 'jamaTrigger', credentials: jamaCredentials(jama.server) });

	test.each([
		['one workflow', 1],
		['two workflows', 2],
	])('of two nodes with the same id in %s: each tells what it listens to', async (_, count) => {
		const [first] = NODES;
		const workflows = await Promise.all(
			count === 1
				? [createPollingWorkflow(target(), NODES)]
				: NODES.map(
						async (node, at) =>
							await createPollingWorkflow({ ...target(), workflowId: `w${at}` }, [node]),
					),
		);
		const poll = async (name: string) => {
			const at = name === first?.name ? 0 : workflows.length - 1;
			return await (workflows[at] as PollByName)(name);
		};
		for (const name of ['A', 'B']) expect(emitted(await poll(name))).toEqual([]);
		for (let n = 0; n < 5; n++) {
			jama.tick(60_000);
			const { id } = jama.item('system', n);
			jama.editor.edit(id);
			expect(emitted(await poll('A'))).toEqual([`updated ${id}`]);
		}
		const { id } = jama.other();
		jama.editor.edit(id);
		jama.tick(60_000);
		expect(emitted(await poll('A'))).toEqual([]);
		expect(emitted(await poll('B'))).toEqual([`updated ${id}`]);
		expect(emitted(await poll('B'))).toEqual([]);
	});

	test('belongs to one workflow: a copy under another id starts on its own', async () => {
		const node = await jama.active();
		jama.edits(3);
		const copy = await jama.trigger({}, { workflowId: 'copy' });
		copy.save({ staticData: JSON.parse(node.memory()) as object });
		expect(rowsOf(await copy.poll())).toEqual([]);
		jama.tick(60_000);
		const [id] = jama.edits(1);
		expect(emitted(await copy.poll())).toEqual([`updated ${id}`]);
	});

	test('belongs to one server and one kind of feed', async () => {
		const node = await jama.active({ projects: [SEED.main] });
		jama.edits(2);
		node.save({ parameters: { triggerOn: 'activity' } });
		expect(rowsOf(await node.poll())).toEqual([]);
		const staticData = JSON.parse(node.memory().replaceAll(jama.server.url, 'https://other.test'));
		node.save({ staticData });
		jama.edits(2);
		expect(rowsOf(await node.poll())).toEqual([]);
	});

	test('goes on from the same moment with other conditions', async () => {
		const node = await jama.active({ filters: { itemTypes: [TYPE.risk] } });
		const ids = jama.edits(2);
		node.save({ parameters: SYSTEM });
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
	});

	const staticOf = (state: unknown) => ({
		'node:Trigger under test': { state },
		global: { 'jamaTrigger tested': state },
	});

	test.each([
		['text', 'junk'],
		['a number', 5],
		['another version without dates', { version: 0, node: 'tested', lastPoll: 'yesterday' }],
		[
			'a cursor that is no date',
			{ version: 1, node: 'tested', source: 'x', cursors: { items: { from: 'x' } } },
		],
	])('that is %s is reported, and the trigger starts from now', async (_, state) => {
		const node = await jama.active();
		jama.edits(2);
		jama.tick(1000);
		node.save({ staticData: staticOf(state) });
		const run = await node.poll();
		expect(run.rows).toEqual([]);
		expect(run.warnings.join()).toContain('the trigger starts from now');
		const ids = jama.edits(1, 0, 'testCase');
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
	});

	test('whose memory is damaged keeps its cursor: changes are rather emitted twice than lost', async () => {
		const node = await jama.active();
		const ids = jama.edits(2, 1000);
		await node.poll();
		const memory = JSON.parse(node.memory()) as Record<
			string,
			{ state: { cursors: { items: object } } }
		>;
		const { state } = memory['node:Trigger under test'] as {
			state: { cursors: { items: object } };
		};
		Object.assign(state.cursors.items, { emitted: 'gone' });
		node.save({ staticData: staticOf(state) });
		const run = await node.poll();
		expect(emitted(run)).toEqual(ids.map((id) => `updated ${id}`));
		expect(run.warnings.join()).toMatch(/damaged and is rebuilt .* may be emitted again/);
	});

	describe('with Start From', () => {
		const options = { startFrom: new Date(START).toISOString() };
		const again = `starts again from Start From, which is ${options.startFrom}`;
		/** A trigger that has emitted two edits, and then another one; its state is damaged. */
		const damagedBy = async (damage: (state: Record<string, unknown>) => unknown) => {
			const old = jama.edits(2, 10_000);
			const node = await jama.trigger({ options });
			expect(emitted(await node.poll())).toHaveLength(2);
			jama.tick(60_000);
			const [id] = jama.edits(1, 0, 'testCase');
			await node.poll();
			const { global } = JSON.parse(node.memory()) as {
				global: Record<string, { places: [Record<string, unknown>] }>;
			};
			const [state] = Object.values(global)[0]?.places ?? [{}];
			node.save({ staticData: staticOf(damage(state)) });
			const run = await node.poll();
			const everything = [...old, id].map((one) => `updated ${one}`);
			return { run, recent: [`updated ${id}`], everything };
		};

		test.each<[string, object]>([
			['what was emitted is damaged', {}],
			['Start From is damaged, too', { startFrom: 'x' }],
		])('where %s, it goes on from its cursor', async (_, more) => {
			const { run, recent } = await damagedBy((state) => ({
				...state,
				...more,
				cursors: { items: { ...(state.cursors as { items: object }).items, emitted: 'gone' } },
			}));
			expect(emitted(run)).toEqual(recent);
			expect(run.warnings).toEqual([expect.stringMatching(/rebuilt .* may be emitted again/)]);
		});

		test.each<[string, (state: Record<string, unknown>) => unknown]>([
			['without its Start From', ({ startFrom: _, ...state }) => state],
			['that is junk', () => 'junk'],
			['of another source', (state) => ({ ...state, source: 'x' })],
			['without its cursor', (state) => ({ ...state, cursors: {}, version: 0 })],
		])('a state %s starts again from there, and says so', async (_, damage) => {
			const { run, everything } = await damagedBy(damage);
			expect(emitted(run)).toEqual(everything);
			expect(run.warnings).toEqual([expect.stringContaining(again)]);
		});

		test('a feed without a cursor says from when it is emitted', async () => {
			const { run, everything } = await damagedBy((state) => ({ ...state, cursors: {} }));
			expect(emitted(run)).toEqual(everything);
			expect(run.warnings).toEqual([
				expect.stringContaining(
					`Of 'items' nothing is stored: its changes are emitted from ${options.startFrom} on`,
				),
			]);
		});
	});

	test('is found in the copy when the first one is damaged', async () => {
		const node = await jama.active();
		const ids = jama.edits(2);
		const memory = JSON.parse(node.memory()) as object;
		node.save({ staticData: { ...memory, 'node:Trigger under test': { state: 'junk' } } });
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
	});
});
