/** Input items that are worked on together: their order, what ends them, and what stays of them. */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { jama } from '../../nodes/Jama/api/api';
import { registry } from '../../nodes/Jama/registry';
import { eachAtOnce } from '../../nodes/shared/operations/atOnce';
import { runNode } from '../../nodes/shared/operations/run';
import { Turns } from '../../nodes/shared/operations/turns';
import { settle, VirtualClock } from './support/clock';
import { caught } from './support/errors';

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

let host = 0;

type Answer = { statusCode: number; body?: unknown; headers?: Record<string, string> };

/** Runs an operation on so many items with a helper of its own. */
async function run(
	parameters: (item: number) => Record<string, unknown>,
	count: number,
	answer: (url: string, method: string) => Answer,
	{ carriesOn = false, signal = undefined as AbortSignal | undefined } = {},
) {
	host += 1;
	const baseUrl = `https://at-once-${host}.test`;
	const log: string[] = [];
	let open = 0;
	const counts = { mostAtOnce: 0 };
	const functions = {
		getInputData: () => Array.from({ length: count }, () => ({ json: {} })),
		getNodeParameter: (name: string, item: number, fallback?: unknown) =>
			({ authentication: 'basic', resource: 'item', simplify: false, ...parameters(item) })[name] ??
			fallback,
		getNode: () => ({ id: '1', name: 'Jama', type: 'jama', typeVersion: 1, position: [0, 0] }),
		getTimezone: () => 'UTC',
		continueOnFail: () => carriesOn,
		getExecutionCancelSignal: () => signal,
		addExecutionHints: () => undefined,
		logger: { debug: () => undefined, info: () => undefined },
		getCredentials: async () =>
			await Promise.resolve({ baseUrl, requestsPerSecond: 1000, burst: 1000 }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				const { url, method = 'GET' } = options;
				const path = url.slice(url.indexOf('/rest/v1') + 8);
				log.push(`${method} ${path}`);
				counts.mostAtOnce = Math.max(counts.mostAtOnce, (open += 1));
				for (let wait = 0; wait < 3; wait++) await settle();
				open -= 1;
				return { headers: {}, ...answer(path, method) };
			},
		},
	};
	const ending = runNode(functions as unknown as IExecuteFunctions, jama, registry);
	const error = await caught(async () => await ending).catch(() => undefined);
	const [output = []] = error ? [] : await ending;
	return { log, output, counts, error: error as (Error & { description?: string }) | undefined };
}

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

test('a cancelled execution sends nothing more after the requests under way', async () => {
	const stop = new AbortController();
	let answered = 0;
	const { log, error } = await run(
		get({ itemsAtOnce: 2 }),
		50,
		(path) => {
			answered += 1;
			if (answered === 6) stop.abort(new Error('cancelled'));
			return record(idIn(path));
		},
		{ signal: stop.signal, carriesOn: true },
	);
	expect(error).toBeUndefined();
	expect(log.length).toBeLessThanOrEqual(7);
});
