/** Lists, pages and answers that are not as the documents have them; requests that fail. */
import { failureOf, rowsOf, SEED, emitted, useWatchedJama } from './support';

const jama = useWatchedJama({ items: 700 });
const SYSTEM = 'system' as const;
const idsOf = (rows: Array<Record<string, unknown>>) => rows.map(({ id }) => id as number);
const sorted = (ids: number[]) => [...ids].sort((a, b) => a - b);

/** A trigger behind so many edits, so many ms apart. */
async function behind(count: number, options: object = {}, step = 100) {
	const node = await jama.active({ options });
	return { node, ids: jama.edits(count, step, SYSTEM) };
}

test.each([
	['sorts descending', { sortByLastActivity: 'descending' }],
	['ignores the order', { sortByLastActivity: 'ignored' }],
	['takes a single date as from', { singleDate: 'from' }],
	['leaves totals out', { totalResults: 'missing' }],
	['announces too many rows', { totalResults: 'tooHigh' }],
	['gives small pages', { pageMax: 7 }],
	['gives pages of one', { pageMax: 1 }],
	[
		'sorts descending and leaves totals out',
		{ sortByLastActivity: 'descending', totalResults: 'missing' },
	],
	['gives small pages and leaves totals out', { pageMax: 7, totalResults: 'missing' }],
] as const)('a server that %s: everything is emitted once and in order', async (_, switches) => {
	Object.assign(jama.server.switches, switches);
	const { node, ids } = await behind(80);
	const rows = await jama.all(node);
	expect(sorted(idsOf(rows))).toEqual(sorted(ids));
	const dates = rows.map(({ lastActivityDate }) => String(lastActivityDate));
	expect(dates).toEqual([...dates].sort());
});

test.each(['oldestFirst', 'newestFirst'] as const)('a log that comes %s', async (activityOrder) => {
	jama.server.switches.activityOrder = activityOrder;
	const node = await jama.active({ triggerOn: 'activity', projects: [SEED.main] });
	const ids = jama.edits(80, 1000, SYSTEM);
	const rows = await jama.all(node);
	expect(rows.map(({ item }) => item)).toEqual(ids);
	jama.tick(60_000);
	jama.sent();
	await node.poll();
	expect(jama.sent()).toHaveLength(1);
});

test('pages in the middle that come back empty are asked for again', async () => {
	const { node, ids } = await behind(80);
	// All of one second, so that the pages are asked for by offset.
	jama.server.switches.emptyMiddlePage = 1;
	expect(sorted(idsOf(await jama.all(node)))).toEqual(sorted(ids));
});

describe('more items of one date than fit a page', () => {
	test('are emitted once each, though some are edited between the pages', async () => {
		const node = await jama.active();
		const ids = jama.edits(180, 0, 'software').concat(jama.edits(20, 0, SYSTEM));
		let page = 0;
		const again = new Set<number>();
		jama.server.onRequest = ({ path }) => {
			if (path !== '/abstractitems') return;
			jama.tick(300);
			const id = ids[page++ % ids.length] as number;
			if (page > 25) return;
			jama.editor.edit(id);
			again.add(id);
		};
		const rows = await jama.all(node);
		delete jama.server.onRequest;
		rows.push(...(await jama.all(node)));
		const states = rows.map(
			({ id, fields }) => `${String(id)} ${(fields as { name: string }).name}`,
		);
		expect(new Set(states).size).toBe(states.length);
		const now = ids.map((id) => `${id} ${String(jama.server.state.items.get(id)?.fields.name)}`);
		expect(now.filter((state) => !states.includes(state))).toEqual([]);
		expect(again.size).toBeGreaterThan(2);
	});

	test('are emitted in several polls when each has time for one page only', async () => {
		const node = await jama.active({}, { budget: 0 });
		const ids = jama.edits(180, 0, 'software');
		const polls: number[] = [];
		const got: number[] = [];
		for (let quiet = false; !quiet; ) {
			const rows = rowsOf(await node.poll());
			quiet = rows.length === 0;
			if (!quiet) polls.push(rows.length);
			got.push(...idsOf(rows));
		}
		expect(sorted(got)).toEqual(sorted(ids));
		expect(polls.length).toBeGreaterThan(3);
		expect(Math.max(...polls)).toBeLessThanOrEqual(50);
	});
});

test('about so many items in a poll as the option says, the rest in the next ones', async () => {
	const { node, ids } = await behind(180, { itemsPerPoll: 60 }, 1000);
	const first = idsOf(rowsOf(await node.poll()));
	expect(first.length).toBeGreaterThanOrEqual(60);
	expect(first.length).toBeLessThan(120);
	expect([...first, ...idsOf(await jama.all(node))]).toEqual(ids);
});

describe('requests that fail', () => {
	test('a 429 for the whole time of the poll is an error; then everything is emitted', async () => {
		const node = await jama.active({}, { budget: 500 });
		const ids = jama.edits(3);
		const before = node.memory();
		jama.server.switches.maintenance = true;
		const { message } = failureOf(await node.poll());
		expect(message).toContain('API throttling limit exceeded');
		expect(node.memory()).toBe(before);
		jama.server.switches.maintenance = false;
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
	});

	test('a connection that breaks on page 3 of 5: what was emitted counts, the rest follows', async () => {
		const node = await jama.active();
		const ids = jama.edits(210, 1000, 'software');
		let page = 0;
		jama.server.onRequest = ({ path }) => {
			if (path === '/abstractitems' && ++page === 3) {
				// As often as it is tried again.
				for (let n = 0; n < 4; n += 1) jama.server.switches.failNext.push({ status: 'drop', path });
			}
		};
		const run = await node.poll();
		expect(run.warnings.join()).toContain('The poll ended early');
		const first = idsOf(rowsOf(run));
		expect(first.length).toBeGreaterThan(0);
		expect(first.length).toBeLessThan(ids.length);
		expect([...first, ...idsOf(await jama.all(node))]).toEqual(ids);
	});

	test.each([
		['a web page', { status: 'html' as const }, /web page|HTML|log-?in/i],
		['JSON that is no list', { status: 200, body: { hello: 1 } }, /./],
		['an error of the server', { status: 500 }, /Scripted failure 500/],
		[
			'a row without a date',
			{ status: 200, body: { meta: { pageInfo: { totalResults: 1 } }, data: [{ id: 20 }] } },
			/row without 'lastActivityDate'/,
		],
	])('%s is an error that leaves the cursor', async (_, failure, words) => {
		const { node, ids } = await behind(2);
		const before = node.memory();
		jama.server.switches.failNext.push({ ...failure, path: '/abstractitems' });
		const { message, description } = failureOf(await node.poll());
		expect(`${message} ${description}`).toMatch(words);
		expect(node.memory()).toBe(before);
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
	});

	test('an error of a request that an option needs: the page is emitted as a whole, later', async () => {
		const node = await jama.active({ options: { previousVersion: true } });
		const ids = jama.edits(3, 1000);
		jama.server.switches.failNext.push({ status: 500, path: `/abstractitems/${ids[1]}/*` });
		expect(failureOf(await node.poll()).message).toContain('Scripted failure 500');
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
	});

	test('the first poll fails: the activation fails, and the next one starts again', async () => {
		const node = await jama.trigger();
		jama.server.switches.failNext.push({ status: 500, path: '/abstractitems' });
		expect(failureOf(await node.poll()).message).toContain('Scripted failure 500');
		expect(rowsOf(await node.poll())).toEqual([]);
		const ids = jama.edits(2);
		expect(emitted(await node.poll())).toEqual(ids.map((id) => `updated ${id}`));
	});
});
