/** Clocks that are wrong, dates in other forms, and an index that lags. */
import { failureOf, rowsOf, SEED, emitted, useWatchedJama } from './support';

const jama = useWatchedJama();
const HOUR = 3_600_000;
const updated = (ids: number[]) => ids.map((id) => `updated ${id}`);

afterEach(() => jest.restoreAllMocks());

test.each([HOUR, -HOUR])('the clock of the server is wrong by %s ms', async (clockSkew) => {
	jama.server.switches.clockSkew = clockSkew;
	const node = await jama.active();
	const ids = jama.edits(3, 1000);
	expect(emitted(await node.poll())).toEqual(updated(ids));
	expect(emitted(await node.poll())).toEqual([]);
});

test.each([HOUR, -HOUR])('the clock of n8n is wrong by %s ms', async (offset) => {
	const { now } = Date;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + offset);
	const node = await jama.active();
	const ids = jama.edits(3, 1000);
	expect(emitted(await node.poll())).toEqual(updated(ids));
	jama.tick(60_000);
	expect(emitted(await node.poll())).toEqual([]);
});

describe('the clock of the server is set back by an hour while the trigger is active', () => {
	test('what changes afterwards is emitted, and the log says that some may come twice', async () => {
		const node = await jama.active();
		const before = jama.edits(3, 1000);
		expect(emitted(await node.poll())).toEqual(updated(before));
		jama.tick(-HOUR);
		const after = jama.edits(5, 1000).slice(3);
		for (const id of after) expect(before).not.toContain(id);
		const run = await node.poll();
		expect(run.warnings.join()).toMatch(/clock went back by 3\d{3} s.*a second time/);
		expect(emitted(run)).toEqual(expect.arrayContaining(updated(after)));
		expect(emitted(await node.poll())).toEqual([]);
		jama.tick(2 * HOUR);
		const [id] = jama.edits(1);
		expect(emitted(await node.poll())).toEqual([`updated ${id}`]);
	});

	test('nothing is lost either when the poll that notices stops early', async () => {
		const node = await jama.active({ options: { itemsPerPoll: 1 } });
		const [id] = jama.edits(1);
		expect(emitted(await node.poll())).toEqual([`updated ${id}`]);
		jama.tick(-HOUR);
		const made = Array.from({ length: 130 }, () => {
			jama.tick(500);
			return jama.editor.create(SEED.main, 33).item;
		});
		const rows = await jama.all(node);
		const ids = new Set(rows.map((row) => row.id));
		expect(made.filter((one) => !ids.has(one))).toEqual([]);
	});

	test('a log goes on too', async () => {
		const node = await jama.active({ triggerOn: 'activity', projects: [SEED.main] });
		jama.edits(2, 1000);
		expect(rowsOf(await node.poll())).toHaveLength(2);
		jama.tick(-HOUR);
		const ids = jama.edits(3, 1000);
		const rows = rowsOf(await node.poll());
		expect(rows.map(({ item }) => item)).toEqual(expect.arrayContaining(ids));
		expect(rowsOf(await node.poll())).toEqual([]);
	});
});

test('the clock of the server makes a jump ahead', async () => {
	const node = await jama.active();
	jama.tick(365 * 24 * HOUR);
	const ids = jama.edits(2);
	expect(emitted(await node.poll())).toEqual(updated(ids));
	jama.tick(-365 * 24 * HOUR);
	const again = jama.edits(4).slice(2);
	expect(emitted(await node.poll())).toEqual(expect.arrayContaining(updated(again)));
});

describe.each(['seconds', 'milliseconds'] as const)('dates with a precision of %s', (precision) => {
	test.each(['+0000', '+0530', '-08:00'])('in the zone %s', async (dateZone) => {
		Object.assign(jama.server.switches, { datePrecision: precision, dateZone });
		const node = await jama.active();
		const seen: string[] = [];
		for (let round = 0; round < 4; round += 1) {
			const ids = jama.edits(3, 333);
			const got = emitted(await node.poll());
			expect([...got].sort()).toEqual(updated(ids).sort());
			seen.push(...got);
		}
		expect(emitted(await node.poll())).toEqual([]);
		expect(seen).toHaveLength(12);
	});
});

describe('an index that lags', () => {
	/** Edits an item each second and polls each two; returns how many of them were never emitted. */
	const lostOf = async (lag: number, laggingItem: 'old' | 'missing'): Promise<number> => {
		let change = 0;
		Object.assign(jama.server.switches, {
			laggingItem,
			indexLag: () => (change++ % 2 === 0 ? lag : 0),
		});
		const node = await jama.active();
		const ids: number[] = [];
		const got: unknown[] = [];
		for (let n = 0; n < 20; n += 1) {
			const { id } = jama.item('system', n % 17);
			if (n < 17) ids.push(id);
			jama.editor.edit(id);
			jama.tick(1000);
			if (n % 2 === 1) got.push(...rowsOf(await node.poll()));
		}
		jama.tick(60_000);
		got.push(...(await jama.all(node)));
		const seen = got.map((row) => {
			const { id, fields } = row as { id: number; fields: { name: string } };
			return `${id} ${fields.name}`;
		});
		expect(new Set(seen).size).toBe(seen.length);
		const now = (id: number) => `${id} ${String(jama.server.state.items.get(id)?.fields.name)}`;
		return ids.filter((id) => !seen.includes(now(id))).length;
	};

	test.each(['old', 'missing'] as const)(
		'within the overlap loses and repeats nothing (%s)',
		async (laggingItem) => {
			expect(await lostOf(4000, laggingItem)).toBe(0);
		},
	);

	test('beyond the overlap loses changes that became visible too late, as the option says', async () => {
		const lost = await lostOf(12_000, 'old');
		expect(lost).toBeGreaterThan(0);
		process.stdout.write(`index lag of 12 s, overlap of 5 s: ${lost} of 17 items not emitted\n`);
	});

	test('is met by a longer overlap', async () => {
		let change = 0;
		jama.server.switches.indexLag = () => (change++ % 2 === 0 ? 12_000 : 0);
		const node = await jama.active({ options: { overlap: 15 } });
		const ids: number[] = [];
		const rows: unknown[] = [];
		for (let n = 0; n < 10; n += 1) {
			ids.push(...jama.edits(1).map(() => jama.editor.edit(jama.item('system', n).id).item));
			jama.tick(1000);
			rows.push(...rowsOf(await node.poll()));
		}
		jama.tick(60_000);
		rows.push(...(await jama.all(node)));
		const seen = new Set(rows.map((row) => (row as { id: number }).id));
		expect(ids.filter((id) => !seen.has(id))).toEqual([]);
	});
});

test.each([-1, 'soon', NaN])('an overlap of %p is refused', async (overlap) => {
	const node = await jama.trigger({ options: { overlap } });
	expect(failureOf(await node.poll()).message).toMatch(
		/^'Overlap' must be a number of at least 0, and is /,
	);
});
