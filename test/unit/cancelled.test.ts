/** An execution that is cancelled sends nothing more after the requests under way. */
import { MOST_IN_FLIGHT } from '../../nodes/shared/http/inFlight';
import type { Answer } from './support/jamaNode';
import { runJamaNode as run } from './support/jamaNode';

const record = (id: number): Answer => ({
	statusCode: 200,
	body: { meta: { status: 'OK' }, data: { id, fields: { name: `Item ${id}` } } },
});
const idIn = (path: string) => Number(/\d+/.exec(path)?.[0]);
const byId = (id: number) => ({ __rl: true, mode: 'id', value: id });

test('items that are read one by one', async () => {
	const stop = new AbortController();
	let answered = 0;
	const { log, error } = await run(
		(item) => ({ operation: 'get', itemId: byId(100 + item), itemsAtOnce: 2 }),
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

test('a list in the middle: no further page', async () => {
	const stop = new AbortController();
	let answered = 0;
	const data = Array.from({ length: 50 }, (_, at) => ({ id: at + 1, itemType: 33, fields: {} }));
	const pageInfo = { startIndex: 0, resultCount: 50, totalResults: 20_000 };
	const { error, log } = await run(
		() => ({
			resource: 'testRun',
			operation: 'getMany',
			filters: { testCycle: '5' },
			returnAll: true,
		}),
		1,
		() => {
			answered += 1;
			if (answered === 2) stop.abort(new Error('cancelled'));
			return { statusCode: 200, body: { meta: { status: 'OK', pageInfo }, data } };
		},
		{ signal: stop.signal, carriesOn: true },
	);
	expect(error).toBeUndefined();
	// Of 400 pages, the first one and those that were under way with the second.
	expect(log.length).toBeLessThanOrEqual(1 + MOST_IN_FLIGHT);
});

test('Update Many', async () => {
	const stop = new AbortController();
	let answered = 0;
	const rows = Array.from({ length: 50 }, (_, at) => ({ id: 100 + at, name: 'x' }));
	const { error, log } = await run(
		() => ({ operation: 'updateMany', rowsJson: JSON.stringify(rows), itemsAtOnce: 2 }),
		1,
		(path) => {
			answered += 1;
			if (answered === 3) stop.abort(new Error('cancelled'));
			return record(idIn(path));
		},
		{ signal: stop.signal },
	);
	expect(error).toBeDefined();
	expect(log.length).toBeLessThanOrEqual(4);
});
