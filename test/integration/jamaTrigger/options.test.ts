/** Ignore Own Changes and Include Linked Objects. */
import { rowsOf, SEED, emitted, TYPE, useWatchedJama } from './support';

const jama = useWatchedJama();

describe('Ignore Own Changes', () => {
	const ignoring = { options: { ignoreOwnChanges: true } };

	test('leaves out own saves and tells those of others', async () => {
		const node = await jama.active(ignoring);
		const [mine, theirs] = [jama.item('system', 0).id, jama.item('system', 1).id];
		jama.own.edit(mine);
		jama.own.create(SEED.main, TYPE.system);
		jama.editor.edit(theirs);
		expect(emitted(await node.poll())).toEqual([`updated ${theirs}`]);
		jama.tick(60_000);
		jama.editor.edit(mine);
		expect(emitted(await node.poll())).toEqual([`updated ${mine}`]);
	});

	test('tells a comment of somebody else on an item that was saved by the own user', async () => {
		const node = await jama.active(ignoring);
		const { id } = jama.item('system');
		jama.own.edit(id);
		jama.tick(3000);
		jama.editor.comment(id);
		expect(emitted(await node.poll())).toEqual([`updated ${id}`]);
	});

	test('tells what somebody else saved before the own user did, both since the last poll', async () => {
		const node = await jama.active(ignoring);
		const { id } = jama.item('system');
		jama.editor.edit(id);
		jama.tick(3000);
		jama.own.edit(id);
		expect(emitted(await node.poll())).toEqual([`updated ${id}`]);
		jama.tick(3000);
		jama.own.edit(id);
		expect(emitted(await node.poll())).toEqual([]);
	});

	test('asks for the own user only when there is something to tell', async () => {
		const node = await jama.active(ignoring);
		await node.poll();
		expect(jama.sent()).toHaveLength(1);
		jama.edits(3);
		await node.poll();
		expect(jama.sent().filter((one) => one === 'GET /users/current')).toHaveLength(1);
	});

	test('leaves out own entries of the log', async () => {
		const node = await jama.active({ triggerOn: 'activity', projects: [2], ...ignoring });
		const { id } = jama.item('system');
		jama.own.comment(id);
		jama.editor.comment(id);
		const rows = rowsOf(await node.poll());
		expect(rows.map(({ user }) => user)).toEqual([SEED.integrator + 2]);
	});
});

describe('Include Linked Objects', () => {
	test('puts them under linked, simplified or raw', async () => {
		for (const simplify of [true, false]) {
			const options = { include: ['data.modifiedBy'], datesWithTime: true };
			const node = await jama.active({ simplify, options });
			jama.edits(1);
			const [row] = rowsOf(await node.poll());
			expect(row?.linked).toMatchObject({ modifiedBy: { firstName: 'Anna' } });
			const search = jama.server.requests.find(({ path }) => path === '/abstractitems');
			expect(search?.query.include).toBe('data.modifiedBy');
			expect(search?.headers['x-jama-date-fields-with-time']).toBe('true');
		}
	});
});
