/** Input items that are worked on together: their order, what ends them, and what stays of them. */
import { eachAtOnce, eachInOrder } from '../../nodes/shared/operations/atOnce';
import { Turns } from '../../nodes/shared/operations/turns';
import { VirtualClock } from './support/clock';
import { caught } from './support/errors';
import type { Answer } from './support/jamaNode';
import { runJamaNode as run } from './support/jamaNode';

test('one after the other, some at a time, none after the one that ends it', async () => {
	const clock = new VirtualClock();
	const log: string[] = [];
	let room = 2;
	const all = eachAtOnce(
		8,
		() => room,
		async (at) => {
			log.push(`${clock.now()} start ${at}`);
			await clock.sleep(10);
			if (at === 1) room = 3;
			return at !== 3;
		},
	);
	await clock.during(all);
	expect(log).toEqual([
		'0 start 0',
		'0 start 1',
		'10 start 2',
		'10 start 3',
		'10 start 4',
		'20 start 5',
	]);
});

test('results are taken in the order of the list, as soon as those before them were; what was begun is taken', async () => {
	const clock = new VirtualClock();
	const log: string[] = [];
	const taken: number[] = [];
	const all = eachInOrder(
		[25, 10, 10, 10, 10, 10, 10, 10, 10],
		() => 3,
		async (ms) => {
			await clock.sleep(ms);
			return ms;
		},
		(ms) => {
			taken.push(ms);
			log.push(`${clock.now()} took ${ms}`);
		},
		() => taken.length >= 3,
	);
	await clock.during(all);
	expect(log).toEqual([
		'25 took 25',
		...Array.from({ length: 4 }, () => '25 took 10'),
		...Array.from({ length: 2 }, () => '30 took 10'),
	]);
});

test('after a failure no further one is started, and what came before it in the list is taken', async () => {
	const clock = new VirtualClock();
	const started: number[] = [];
	const taken: number[] = [];
	const all = eachInOrder(
		[0, 1, 2, 3, 4, 5],
		() => 3,
		async (one) => {
			started.push(one);
			await clock.sleep(one === 0 ? 30 : 10);
			if (one === 1 || one === 2) throw new Error(`no ${one}`);
			return one;
		},
		(one) => taken.push(one),
	);
	const outcome = caught(async () => await all);
	await clock.during(all.catch(() => undefined));
	expect((await outcome).message).toBe('no 1');
	expect(taken).toEqual([0]);
	expect(started).toEqual([0, 1, 2]);
});

test('items that touch the same record keep their order, however late that is known; others do not wait', async () => {
	const clock = new VirtualClock();
	const turns = new Turns();
	const done: string[] = [];
	/** Looked up after so many ms: what it touches; its work takes so long. */
	const items: Array<[read: number, touches: string, work: number]> = [
		[50, 'A', 100],
		[1, 'A', 1],
		[1, 'B', 1],
		[1, 'A', 1],
	];
	const all = items.map(
		async ([read, touched, work], at) =>
			await turns.take(
				clock.sleep(read),
				() => [touched],
				async () => {
					await clock.sleep(work);
					done.push(`${at}${touched} ${clock.now()}`);
				},
			),
	);
	await clock.during(Promise.all(all));
	expect(done).toEqual(['2B 51', '0A 150', '1A 151', '3A 152']);
});

test('an item that cannot be read, or whose work fails, holds up nobody', async () => {
	const turns = new Turns();
	const fail = async () => await Promise.reject(new Error('no'));
	const outcomes = await Promise.allSettled([
		turns.take(
			fail(),
			() => ['A'],
			async () => await Promise.resolve('never'),
		),
		turns.take(Promise.resolve(), () => ['A'], fail),
		turns.take(
			Promise.resolve(),
			() => ['A'],
			async () => await Promise.resolve('done'),
		),
	]);
	expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});

const record = (id: number): Answer => ({
	statusCode: 200,
	body: { meta: { status: 'OK' }, data: { id, fields: { name: `Item ${id}` } } },
});
const idIn = (path: string) => Number(/\d+/.exec(path)?.[0]);
const byId = (id: number) => ({ __rl: true, mode: 'id', value: id });

const get =
	(more: Record<string, unknown> = {}) =>
	(item: number) => ({
		operation: 'get',
		itemId: byId(100 + item),
		...more,
	});

const patchName = (id: number, name: string) => ({
	operation: 'update',
	itemId: byId(id),
	fieldsInput: 'patch',
	patchJson: JSON.stringify([{ op: 'replace', path: '/fields/name', value: name }]),
	options: { returnRecord: false },
});

test('reads come out in the order of the input, many at once, or as many as the user says', async () => {
	const many = await run(get(), 40, (path) => record(idIn(path)));
	expect(many.output.map(({ json }) => json.id)).toEqual(
		Array.from({ length: 40 }, (_, at) => 100 + at),
	);
	expect(many.counts.mostAtOnce).toBeGreaterThan(10);
	const three = await run(get({ itemsAtOnce: 3 }), 12, (path) => record(idIn(path)));
	expect(three.counts.mostAtOnce).toBe(3);
	const one = await run(get({ itemsAtOnce: 1 }), 4, (path) => record(idIn(path)));
	expect(one.counts.mostAtOnce).toBe(1);
});

test('a number of items at once that is none is an error, and nothing is sent', async () => {
	const { error, log } = await run(get({ itemsAtOnce: 'all' }), 2, () => record(1));
	expect(error?.message).toBe('\'Items at Once\' is "all", and must be a whole number');
	expect(log).toEqual([]);
});

test('a JSON Patch may move an item: patches are sent one after the other', async () => {
	const { log, counts } = await run(
		(item) => patchName(100 + item, 'x'),
		4,
		() => ({ statusCode: 200, body: { meta: { status: 'OK' } } }),
	);
	expect(log).toEqual([
		'PATCH /items/100',
		'PATCH /items/101',
		'PATCH /items/102',
		'PATCH /items/103',
	]);
	expect(counts.mostAtOnce).toBe(1);
});

test('the server asks for an hour: a clear error for each item from there on, and what was read is kept', async () => {
	let answered = 0;
	const { output, log } = await run(
		get({ itemsAtOnce: 2 }),
		30,
		(path) => {
			answered += 1;
			return answered > 10
				? { statusCode: 429, headers: { 'retry-after': '3600' }, body: '' }
				: record(idIn(path));
		},
		{ carriesOn: true },
	);
	expect(output).toHaveLength(30);
	expect(output.filter(({ json }) => json.id !== undefined)).toHaveLength(10);
	const failed = output.filter(({ json }) => json.error !== undefined);
	expect(failed).toHaveLength(20);
	for (const { json } of failed)
		expect(String(json.details)).toContain('The server asks to wait for 60 minutes');
	expect(log.length).toBeLessThan(16);
});

/** A page of a list with so many items in all. */
const page = (start: number, total: number): Answer => {
	const data = Array.from({ length: Math.min(50, total - start) }, (_, at) => ({
		id: start + at + 1,
		itemType: 33,
		createdBy: 8,
		fields: { name: 'Alarm' },
	}));
	const pageInfo = { startIndex: start, resultCount: data.length, totalResults: total };
	return { statusCode: 200, body: { meta: { status: 'OK', pageInfo }, data } };
};

const OF_RUNS = { resource: 'testRun', operation: 'getMany', filters: { testCycle: '5' } };

test.each<[string, boolean, boolean, object]>([
	['what was read is kept, an error behind it says that it is not the whole list', true, false, {}],
	['also where its labels cannot be looked up any more', true, true, {}],
	['also where its users cannot be looked up any more', true, true, OF_RUNS],
	['without continue-on-fail the list is an error', false, false, {}],
])(
	'the server asks for an hour in the middle of a list: %s',
	async (_name, carriesOn, simplify, more) => {
		let answered = 0;
		const all = { project: byId(2), returnAll: true, simplify };
		const list = () => ({ operation: 'getManyInProject', ...all, ...more });
		const { output, error, log } = await run(
			list,
			1,
			() => {
				answered += 1;
				return answered === 1
					? page(0, 400)
					: { statusCode: 429, headers: { 'retry-after': '3600' }, body: '' };
			},
			{ carriesOn },
		);
		// Those that were under way with the one that was rejected; no further page.
		expect(log.length).toBeLessThanOrEqual(10);
		if (!carriesOn) {
			expect(error?.description).toContain('The server asks to wait for 60 minutes');
			return;
		}
		expect(output).toHaveLength(51);
		expect(output.slice(0, 50).map(({ json }) => json.id)).toEqual(
			Array.from({ length: 50 }, (_, at) => at + 1),
		);
		const notes = output.slice(0, 50).filter(({ json }) => json.note !== undefined);
		expect(notes).toHaveLength(simplify ? 50 : 0);
		for (const { json } of notes) expect(json.note).toMatch(/^Read, but shown as it came: /);
		expect(Object.keys(output[50]?.json ?? {})).toEqual(['error', 'details']);
		expect(output[50]?.json.error).toMatch(
			/^The list is not whole: reading it failed after 50 rows\. /,
		);
		expect(output[50]?.json.details).toContain('The server asks to wait for 60 minutes');
	},
);
