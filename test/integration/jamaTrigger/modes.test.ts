/** What the trigger can listen to, and what its options change. */
import { createEditor } from '../../servers/jama/history/editStream';
import {
	jamaOAuth2Credentials,
	runListSearch,
	runLoadOptions,
	jamaCredentials,
} from '../../support/engine/harness';
import { failureOf, rowsOf, SEED, START, emitted, TYPE, useWatchedJama, wire } from './support';

const jama = useWatchedJama();
const byId = (value: number) => ({ __rl: true, mode: 'id', value });

describe('Trigger On', () => {
	/** One item created, one created and edited, one edited, one commented. */
	const happen = () => {
		const { editor } = jama;
		const fresh = editor.create(SEED.main, TYPE.system).item;
		const touched = editor.create(SEED.main, TYPE.system).item;
		jama.tick(2000);
		editor.edit(touched);
		const [old] = jama.edits(1);
		const commented = jama.item('testCase').id;
		editor.comment(commented);
		return { fresh, touched, old, commented };
	};

	test.each([
		['itemCreated', ['created fresh', 'created touched']],
		['itemUpdated', ['updated old', 'updated commented', 'updated touched']],
		[
			'itemCreatedOrUpdated',
			['created fresh', 'updated old', 'updated commented', 'created touched'],
		],
	])('%s', async (triggerOn, expected) => {
		const node = await jama.active({ triggerOn });
		const made = happen();
		const lines = expected.map((line) => line.replace(/\w+$/, (name) => `${made[name as 'old']}`));
		const got = emitted(await node.poll());
		expect([...got].sort()).toEqual([...lines].sort());
		expect(emitted(await node.poll())).toEqual([]);
	});

	test('an item that was emitted as new is updated from then on', async () => {
		const node = await jama.active({ triggerOn: 'itemCreatedOrUpdated' });
		const { item } = jama.editor.create(SEED.main, TYPE.system);
		expect(emitted(await node.poll())).toEqual([`created ${item}`]);
		jama.editor.edit(item);
		expect(emitted(await node.poll())).toEqual([`updated ${item}`]);
		jama.tick(60_000);
		jama.editor.comment(item);
		expect(emitted(await node.poll())).toEqual([`updated ${item}`]);
	});

	test('activity: everything that the log has, deletions too', async () => {
		const node = await jama.active({ triggerOn: 'activity', projects: [SEED.main] });
		const { editor } = jama;
		const { item } = editor.create(SEED.main, TYPE.system);
		editor.comment(item);
		editor.baseline(item);
		jama.tick(1000);
		editor.delete(item);
		const rows = rowsOf(await node.poll());
		expect(rows.map(({ eventType, objectType }) => `${eventType} ${objectType}`)).toEqual([
			'CREATE ITEM',
			'CREATE COMMENT',
			'CREATE BASELINE',
			'DELETE ITEM',
		]);
		expect(rows[0]).toMatchObject({ item, user: SEED.integrator + 2 });
		expect((await node.poll()).emitted).toBe(false);
	});

	test('activity needs a project', async () => {
		const node = await jama.trigger({ triggerOn: 'activity' });
		expect(failureOf(await node.poll())).toMatchObject({ message: "'Projects' is empty" });
		expect(jama.sent()).toEqual([]);
	});
});

describe('conditions', () => {
	test('item types, text, releases and projects go along with the search', async () => {
		const filters = {
			itemTypes: [33, 34],
			contains: ['pump'],
			includeWildcard: true,
			releases: [1],
		};
		const node = await jama.active({ projects: [2, 3], filters });
		await node.poll();
		expect(jama.sent()).toEqual([
			`GET /abstractitems?contains=pump&includeWildcard=true&itemType=33&itemType=34&release=1&project=2&project=3&lastActivityDate=${wire(START - 5001)}&sortBy=lastActivityDate.asc&startAt=0&maxResults=50`,
		]);
	});

	test('leave out what does not match', async () => {
		const node = await jama.active({ projects: [SEED.second] });
		jama.edits(2);
		const { id } = jama.other();
		jama.editor.edit(id);
		expect(emitted(await node.poll())).toEqual([`updated ${id}`]);
	});

	test('no project means every project', async () => {
		const node = await jama.active();
		const [first] = jama.edits(1);
		const { id } = jama.other();
		jama.editor.edit(id);
		expect(emitted(await node.poll()).sort()).toEqual([`updated ${first}`, `updated ${id}`].sort());
	});

	test('several projects of the log are emitted in one order', async () => {
		const node = await jama.active({ triggerOn: 'activity', projects: [2, 3] });
		const ids = [jama.other(0), jama.item('system', 0), jama.other(1), jama.item('system', 1)];
		for (const { id } of ids) {
			jama.editor.edit(id);
			jama.tick(1000);
		}
		expect(rowsOf(await node.poll()).map(({ item }) => item)).toEqual(ids.map(({ id }) => id));
	});

	test.each([
		[{ eventTypes: ['DELETE'] }, ['DELETE ITEM']],
		[{ objectTypes: ['COMMENT'] }, ['CREATE COMMENT']],
		[{ itemTypes: [TYPE.testCase] }, ['UPDATE ITEM']],
	])('filter the log: %j', async (activityFilters, expected) => {
		const parameters = { triggerOn: 'activity', projects: [SEED.main], activityFilters };
		const node = await jama.active(parameters);
		const { item } = jama.editor.create(SEED.main, TYPE.system);
		jama.editor.comment(item);
		jama.editor.edit(jama.item('testCase').id);
		jama.editor.delete(item);
		const rows = rowsOf(await node.poll());
		expect(rows.map(({ eventType, objectType }) => `${eventType} ${objectType}`)).toEqual(expected);
	});
});

describe('a saved filter', () => {
	const byFilter = (id: number, more: object = {}) => ({
		where: 'filter',
		filterId: byId(id),
		...more,
	});

	test('tells what changes among its items', async () => {
		const alarm = [...jama.server.state.items.values()].filter(
			({ fields, test: run }) => !run && /alarm/i.test(String(fields.name)),
		);
		const node = await jama.active(byFilter(3));
		const ids = alarm.slice(0, 3).map(({ id }) => id);
		for (const id of ids) {
			jama.editor.comment(id);
			jama.tick(1000);
		}
		jama.editor.comment(jama.item('system', 3).id);
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
		expect(emitted(await node.poll())).toEqual([]);
	});

	test('of the current project is run in the chosen project', async () => {
		const node = await jama.active(byFilter(2, { project: byId(SEED.second) }));
		await node.poll();
		expect(jama.sent()).toEqual([
			`GET /filters/2/results?project=3&lastActivityDate=${wire(START - 5001)}&startAt=0&maxResults=50`,
		]);
	});

	test('of the current project without a project is an error in the words of Jama', async () => {
		const node = await jama.trigger(byFilter(2));
		expect(failureOf(await node.poll()).message).toContain('project parameter is required');
	});

	test('of all projects takes no project, which may be chosen to find it', async () => {
		jama.server.switches.filterProject = 'rejected';
		const node = await jama.trigger(byFilter(3, { project: byId(SEED.main) }));
		expect(rowsOf(await node.poll())).toEqual([]);
	});

	test('by name', async () => {
		const filterId = { __rl: true, mode: 'name', value: 'Alarms everywhere' };
		const node = await jama.trigger({ where: 'filter', filterId });
		expect(rowsOf(await node.poll())).toEqual([]);
		expect(jama.sent().at(-1)).toMatch(/^GET \/filters\/3\/results/);
	});

	test('that is not chosen is asked for', async () => {
		const node = await jama.trigger({ where: 'filter' });
		expect(failureOf(await node.poll()).message).toBe("'Saved Filter' is empty");
	});
});

test('an OAuth2 credential works the same, and fetches one token', async () => {
	const credentials = jamaOAuth2Credentials(jama.server);
	const node = await jama.active({}, { credentials });
	const ids = jama.edits(2);
	expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
	jama.server.expireTokens();
	jama.tick(1000);
	expect(emitted(await node.poll())).toEqual([]);
	const tokens = jama.sent().filter((one) => one.includes('/oauth/token'));
	expect(tokens).toHaveLength(1);
});

test('the lists of the editor are there', async () => {
	const more = {
		nodeType: 'jamaTrigger',
		credentials: jamaCredentials(jama.server),
		parameters: { projects: [SEED.second] },
	};
	const names = async (method: string) =>
		(await runLoadOptions(method, more)).map(({ value }) => value);
	expect(await names('getProjects')).toEqual([3, 2]);
	expect(await names('getItemTypes')).toContain(TYPE.system);
	expect((await names('getReleases')).length).toBeGreaterThan(0);
	const { results } = await runListSearch('searchFilters', { ...more, filter: 'alarms' });
	expect(results.map(({ value }) => value)).toEqual([3]);
	await expect(runLoadOptions('nothing', more)).rejects.toThrow('No loadOptions "nothing"');
});

describe('batches of the log', () => {
	const parameters = {
		triggerOn: 'activity',
		projects: [SEED.main],
		simplify: true,
		activityFilters: { objectTypes: ['ITEM'] },
	};

	test('are emitted once for each item', async () => {
		const node = await jama.active(parameters);
		const folder = jama.item('folder');
		const below = jama.server.state.childrenOf(SEED.main, folder.id).length;
		expect(below).toBeGreaterThan(0);
		const { gone } = jama.editor.delete(folder.id);
		const rows = rowsOf(await node.poll());
		expect(rows.map(({ item }) => item).sort()).toEqual([...gone].sort());
		expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
		expect(rows[0]).toMatchObject({ eventType: 'BATCH_DELETE' });
		expect((await node.poll()).emitted).toBe(false);
	});

	test('whose items cannot be read any more are emitted as they are', async () => {
		const node = await jama.active(parameters);
		jama.editor.delete(jama.item('folder').id);
		jama.server.switches.failNext.push({ status: 404, path: '/activities/*' });
		const rows = rowsOf(await node.poll());
		expect(rows).toHaveLength(1);
		expect(rows[0]).not.toHaveProperty('affectedItem');
	});
});

test('edits by several users are emitted whoever made them', async () => {
	const node = await jama.active();
	const ids = [2, 3, 4].map((n) => {
		const editor = createEditor(jama.server, { user: SEED.integrator + n });
		return editor.edit(jama.item('system', n).id).item;
	});
	expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
});
