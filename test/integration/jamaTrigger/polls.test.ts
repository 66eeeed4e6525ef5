/** What every poll owes n8n: a cursor first, each change once, nothing sent in vain, a state that survives. */
import {
	failureOf,
	rowsOf,
	SEARCH,
	SEED,
	START,
	emitted,
	TYPE,
	useWatchedJama,
	wire,
} from './support';

const jama = useWatchedJama();
const SYSTEM = { filters: { itemTypes: [TYPE.system] } };

describe('the first poll', () => {
	test('stores where to begin and tells nothing', async () => {
		jama.edits(3);
		jama.tick(1000);
		const node = await jama.trigger({ projects: [SEED.main] });
		expect(await node.poll()).toEqual({ rows: [], emitted: false, warnings: [] });
		expect(jama.sent()).toEqual([
			`GET /projects/${SEED.main}`,
			'GET /projects?startAt=0&maxResults=1',
			`${SEARCH}?project=2&lastActivityDate=${wire(START + 1000 - 5001)}&sortBy=lastActivityDate.asc&startAt=0&maxResults=50`,
		]);
		expect((await node.poll()).rows).toEqual([]);
	});

	test('emitted to start from a date, it catches up at once', async () => {
		const ids = jama.edits(3, 1000);
		const node = await jama.trigger({
			options: { startFrom: new Date(START + 1000).toISOString() },
		});
		expect(emitted(await node.poll())).toEqual(ids.slice(1).map((id) => `updated ${id}`));
		expect((await node.poll()).emitted).toBe(false);
	});

	test('a start date without an offset is in the time zone of the workflow', async () => {
		const [id] = jama.edits(1);
		const options = { startFrom: '2026-01-15T12:59:59' };
		const node = await jama.trigger({ options }, { timezone: 'Europe/Berlin' });
		expect(emitted(await node.poll())).toEqual([`updated ${id}`]);
	});

	test('a start date in the future is refused', async () => {
		const node = await jama.trigger({ options: { startFrom: '2026-01-16T00:00:00Z' } });
		expect(failureOf(await node.poll()).message).toBe(
			"'Start From' is later than the time of the server (2026-01-15T12:00:00.000Z)",
		);
	});

	test('another start date starts again, the same one does not', async () => {
		const ids = jama.edits(3, 1000);
		const from = (ms: number) => ({ options: { startFrom: new Date(ms).toISOString() } });
		const node = await jama.trigger(from(START + 2000));
		expect(emitted(await node.poll())).toEqual([`updated ${ids[2]}`]);
		node.save({ parameters: from(START + 2000) });
		expect(emitted(await node.poll())).toEqual([]);
		node.save({ parameters: from(START) });
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
	});
});

describe('later polls', () => {
	test('one request when nothing changed', async () => {
		const node = await jama.active({ projects: [SEED.main], ...SYSTEM });
		await node.poll();
		expect(jama.sent()).toEqual([
			`${SEARCH}?itemType=33&project=2&lastActivityDate=${wire(START - 5001)}&sortBy=lastActivityDate.asc&startAt=0&maxResults=50`,
		]);
		jama.edits(3);
		await node.poll();
		jama.sent();
		jama.tick(60_000);
		await node.poll();
		expect(jama.sent()).toHaveLength(1);
	});

	test('one request for a saved filter, and one for each project of the log', async () => {
		const filter = await jama.active({
			where: 'filter',
			filterId: { __rl: true, mode: 'id', value: 3 },
		});
		await filter.poll();
		expect(jama.sent()).toEqual([
			`GET /filters/3/results?lastActivityDate=${wire(START - 5001)}&startAt=0&maxResults=50`,
		]);
		const activity = await jama.active({ triggerOn: 'activity', projects: [2, 3] });
		await activity.poll();
		expect(jama.sent()).toEqual(
			[2, 3].map(
				(project) =>
					`GET /activities?project=${project}&date=${wire(START + 60_000 - 5001)}&startAt=0&maxResults=50`,
			),
		);
	});

	test('tell each change once, oldest first', async () => {
		const node = await jama.active();
		const ids = jama.edits(4, 1500);
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
		expect((await node.poll()).emitted).toBe(false);
		jama.tick(60_000);
		expect((await node.poll()).emitted).toBe(false);
	});

	test('tell whatever moves the last activity date, and nothing else', async () => {
		const node = await jama.active();
		const { editor } = jama;
		const { id } = jama.item('system');
		const next = async () => {
			jama.tick(60_000);
			return emitted(await node.poll());
		};
		const created = editor.create(SEED.main, TYPE.system).item;
		expect(await next()).toEqual([`created ${created}`]);
		for (const kind of [
			'edit',
			'comment',
			'uncomment',
			'tag',
			'untag',
			'weblink',
			'attach',
		] as const) {
			editor.do(kind, { item: id });
			expect([kind, await next()]).toEqual([kind, [`updated ${id}`]]);
		}
		const to = jama.item('testCase', 5).id;
		for (const kind of ['link', 'unlink'] as const) {
			const { record } = editor.do(
				kind,
				kind === 'link' ? { item: created, to } : { item: created },
			);
			expect([record, await next()]).toEqual([record, [`updated ${to}`, `updated ${created}`]]);
		}
		editor.baseline(id);
		editor.review(id);
		expect(await next()).toEqual([]);
	});

	test('an item that changed again and again in between is emitted once, as it is now', async () => {
		const node = await jama.active();
		const { id } = jama.item('system');
		for (let n = 0; n < 5; n += 1) {
			jama.editor.edit(id);
			jama.tick(2000);
		}
		const [row, ...more] = rowsOf(await node.poll());
		expect(more).toEqual([]);
		expect(row).toMatchObject({
			id,
			fields: { name: jama.server.state.items.get(id)?.fields.name },
		});
	});

	test('a second edit in the same second is emitted', async () => {
		const node = await jama.active();
		const { id } = jama.item('system');
		jama.editor.edit(id);
		expect(emitted(await node.poll())).toEqual([`updated ${id}`]);
		jama.editor.edit(id);
		expect(emitted(await node.poll())).toEqual([`updated ${id}`]);
		expect(emitted(await node.poll())).toEqual([]);
	});
});

describe('a test in the editor', () => {
	test('shows the latest items as the workflow gets them, and leaves no trace', async () => {
		const ids = jama.edits(5, 1000);
		const node = await jama.active();
		const before = node.memory();
		jama.editor.edit(ids[0] as number);
		const sample = await node.test();
		expect(emitted(sample)).toEqual([ids[0], ids[4], ids[3]].map((id) => `updated ${id}`));
		expect(sample.rows[0]).toHaveProperty('fields.name');
		expect(node.memory()).toBe(before);
		expect(emitted(await node.poll())).toEqual([`updated ${ids[0]}`]);
	});

	test('simplified, where the node is set so', async () => {
		const { id } = jama.item('system');
		jama.editor.edit(id);
		const node = await jama.trigger({ simplify: true });
		const [row] = rowsOf(await node.test());
		expect(row).toMatchObject({ id, changeType: 'updated', type: 'System Requirement' });
		expect(row).not.toHaveProperty('fields');
	});

	test('of a trigger on new items says created', async () => {
		const node = await jama.trigger({ triggerOn: 'itemCreated' });
		for (const { changeType } of rowsOf(await node.test())) expect(changeType).toBe('created');
	});

	test('shows the newest entries of the log', async () => {
		const node = await jama.trigger({ triggerOn: 'activity', projects: [SEED.main] });
		const ids = jama.edits(4, 1000);
		const rows = rowsOf(await node.test());
		expect(rows.map(({ item }) => item)).toEqual([ids[3], ids[2], ids[1]]);
	});

	test.each([
		[{ filters: { contains: ['nothingholdsthis'] } }, 'There is no item to show'],
		[
			{ triggerOn: 'activity', projects: [2], activityFilters: { objectTypes: ['USER'] } },
			'There is no activity to show',
		],
	])('says why there is nothing: %j', async (parameters, words) => {
		const { message, description } = failureOf(await (await jama.trigger(parameters)).test());
		expect(message).toContain(words);
		expect(description).toMatch(/^Check the projects and filters/);
	});
});

test('a poll that begins while another one is under way waits for it and does nothing', async () => {
	const node = await jama.active();
	const ids = jama.edits(3);
	const ended: string[] = [];
	const poll = async (name: string) => {
		const run = await node.poll();
		ended.push(name);
		return run;
	};
	const both = await Promise.all([poll('first'), poll('second')]);
	expect(both.map(emitted)).toEqual([ids.map((id) => `updated ${id}`), []]);
	expect(ended).toEqual(['first', 'second']);
	expect(emitted(await node.poll())).toEqual([]);
});

test('a poll that waits for one that fails does not fail', async () => {
	const node = await jama.active();
	const ids = jama.edits(1);
	jama.server.switches.failNext.push({ status: 500, path: '/abstractitems' });
	const [first, second] = await Promise.all([node.poll(), node.poll()]);
	failureOf(first);
	expect(rowsOf(second)).toEqual([]);
	expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
});
