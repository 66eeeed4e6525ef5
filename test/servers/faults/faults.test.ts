/** Each fault as the bytes that it puts on the wire. */
import type { FaultContext, Wire } from './fault';
import { faultOf, FAULTS } from './faults';
import type { Answer } from './message';
import { headerOf, jsonOf, readMessage, toAnswer } from './message';

const list = (ids: number[], total = 120): Answer => ({
	status: 200,
	headers: [['content-type', 'application/json']],
	body: Buffer.from(
		JSON.stringify({
			meta: { pageInfo: { startIndex: 0, resultCount: ids.length, totalResults: total } },
			data: ids.map((id) => ({ id, name: `Item ${id}` })),
		}),
	),
});
const context = (more: Partial<FaultContext> = {}): FaultContext => ({
	request: { method: 'GET', url: '/rest/v1/items?startAt=0', body: Buffer.alloc(0) },
	now: Date.UTC(2026, 0, 15, 12),
	origin: 'http://site.test:1',
	stranger: 'http://stranger.test:1',
	earlierPages: [],
	met: 0,
	...more,
});
const wireOf = (name: string, answer = list([1, 2, 3]), more?: Partial<FaultContext>): Wire => {
	const wire = faultOf(name).act?.(answer, context(more));
	if (!wire) throw new Error(`"${name}" puts nothing on the wire`);
	return wire;
};
const seen = (name: string, answer?: Answer, more?: Partial<FaultContext>): Answer => {
	const message = readMessage(Buffer.concat(wireOf(name, answer, more).pieces), true);
	if (!message) throw new Error(`"${name}" is no message`);
	return toAnswer(message);
};
const json = (name: string, more?: Partial<FaultContext>) =>
	jsonOf(seen(name, undefined, more)) as {
		meta: { pageInfo: { totalResults?: number } };
		data: Array<{ id: unknown }>;
	};

test('names are different', () => {
	expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
	expect(FAULTS.length).toBeGreaterThanOrEqual(60);
});

test.each(['cut', 'cut in chunks', 'reset in the body', 'silent in the body'])(
	'%s: less than announced',
	(name) => {
		const { pieces, then } = wireOf(name);
		expect(readMessage(Buffer.concat(pieces), false)).toBeUndefined();
		expect(then).toBe(
			name.startsWith('silent') ? 'silence' : name.startsWith('reset') ? 'reset' : 'end',
		);
	},
);

test.each([
	'cut and whole to look at',
	'longer than announced',
	'garbled',
	'garbled gzip',
	'cut gzip',
])('%s: a whole message that does not hold the JSON', (name) => {
	const answer = seen(name);
	expect(answer.status).toBe(200);
	expect(jsonOf({ ...answer, body: answer.body })).toBeUndefined();
});

test.each(['more after the end', 'slow drip'])('%s: the whole answer all the same', (name) => {
	expect(seen(name)).toEqual(list([1, 2, 3]));
});

test.each<[string, string | undefined]>([
	['429 for seconds', '5'],
	['429 until a date', 'Thu, 15 Jan 2026 12:00:07 GMT'],
	['429 until soon', 'soon'],
	['429 for an hour', '3600'],
	['429 without a time', undefined],
])('%s', (name, expected) => {
	const answer = seen(name);
	expect(answer.status).toBe(429);
	expect(headerOf(answer.headers, 'retry-after')).toBe(expected);
});

test('pages that are not what the server has', () => {
	expect(json('page backwards').data.map(({ id }) => id)).toEqual([3, 2, 1]);
	expect(json('empty page').data).toEqual([]);
	expect(json('half a page').data).toHaveLength(2);
	expect(json('page of before', { earlierPages: [list([8, 9])] }).data.map(({ id }) => id)).toEqual(
		[8, 9],
	);
	expect(json('page of before').data).toHaveLength(3);
});

test('totals that are not true', () => {
	const total = (name: string, met = 0) => json(name, { met }).meta.pageInfo.totalResults;
	expect(total('total too high')).toBe(145);
	expect(total('total too low')).toBe(60);
	expect([total('total changing', 0), total('total changing', 1)]).toEqual([119, 121]);
	expect(total('total missing')).toBeUndefined();
});

test('JSON of another shape', () => {
	expect(jsonOf(seen('JSON list'))).toEqual([]);
	expect(jsonOf(seen('JSON without content'))).not.toHaveProperty('data');
	expect(jsonOf(seen('JSON without facts about it'))).not.toHaveProperty('meta');
	expect(jsonOf(seen('JSON content null'))).toMatchObject({ data: null });
	expect(json('JSON ids as text').data.map(({ id }) => id)).toEqual(['1', '2', '3']);
});

test('redirects lead where they say', () => {
	const location = (name: string) => headerOf(seen(name).headers, 'location');
	expect(location('redirect to another site')).toBe(
		'http://stranger.test:1/rest/v1/items?startAt=0',
	);
	expect(location('redirect to a login page')).toMatch(/^http:\/\/site\.test:1\/login\.html/);
	expect(location('redirect to itself')).toBe('http://site.test:1/rest/v1/items?startAt=0');
});
