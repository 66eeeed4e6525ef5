import fc from 'fast-check';
import type { PagePolicy } from '../../nodes/shared/paging/paginate';
import { byLastId, byOffset, collect } from '../../nodes/shared/paging/paginate';
import type { ListRow } from './support/movingList';
import { MovingList, rowsUpTo } from './support/movingList';

/** Something that happens to the list just before the server works on a request. */
const change = fc.record({
	request: fc.integer({ min: 1, max: 6 }),
	at: fc.double({ min: 0, max: 1, noNaN: true }),
	count: fc.integer({ min: 1, max: 30 }),
});
const world = fc.record({
	size: fc.integer({ min: 0, max: 260 }),
	cap: fc.integer({ min: 3, max: 50 }),
	latencies: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 8 }),
	kind: fc.constantFrom<'none' | 'insert' | 'delete' | 'both'>('none', 'insert', 'delete', 'both'),
	noTotal: fc.boolean(),
	// A list that moves in each of the three passes may still hide a row from all of them.
	changes: fc.array(change, { maxLength: 2 }),
});

type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

async function read(policy: PagePolicy, { size, cap, latencies, kind, noTotal, changes }: World) {
	const pending = kind === 'none' ? [] : [...changes];
	let fresh = 1;
	let worked = 0;
	const list = new MovingList(rowsUpTo(size), {
		cap,
		noTotal,
		latency: (request) => latencies[request % latencies.length] as number,
		before: (_, rows) => {
			const number = worked++;
			for (const one of pending.filter(({ request }) => request === number)) {
				const place = Math.floor(one.at * rows.length);
				const gone = kind === 'delete' || (kind === 'both' && one.count % 2 === 0);
				if (gone) rows.splice(place, one.count);
				// Ids that end in other digits than 0 are new, between those that were there.
				else {
					const before = rows[place - 1]?.id ?? 0;
					const next = Math.floor(before / 10) * 10;
					rows.splice(place, 0, { id: next + (before % 10) + (fresh++ % 100_000) / 100_000 });
				}
			}
		},
	});
	const pages = policy<ListRow>({ fetchPage: list.fetchPage, identify: ({ id }) => id });
	const ids = (await list.clock.during(collect(pages))).map(({ id }) => id);
	const left = new Set(list.rows.map(({ id }) => id));
	const throughout = rowsUpTo(size)
		.map(({ id }) => id)
		.filter((id) => left.has(id));
	return { ids, list, throughout };
}

const check = (policy: PagePolicy, atOnce: number) =>
	fc.asyncProperty(world, async (one) => {
		const { ids, list, throughout } = await read(policy, one);
		const returned = new Set(ids);
		expect(returned.size).toBe(ids.length);
		expect(throughout.filter((id) => !returned.has(id))).toEqual([]);
		expect(list.mostAtOnce).toBeLessThanOrEqual(atOnce);
		if (one.kind === 'none' || one.changes.length === 0) expect(ids).toEqual(throughout);
	});

test('by offset: every row that was there throughout comes exactly once, in order when nothing moved', async () => {
	const policy = byOffset({ start: 'startAt', size: 'maxResults' }, 50);
	await fc.assert(check(policy, 4), { numRuns: 1500 });
});

test('by last id: the same', async () => {
	const policy = byLastId({ last: 'lastId', start: 'startAt', size: 'maxResults' }, 50);
	await fc.assert(check(policy, 1), { numRuns: 1000 });
});
