import fc from 'fast-check';
import { readNewest, readState } from '../../nodes/shared/trigger/state';

const SEED = Number(process.env.STATE_SEED ?? Date.now() % 2 ** 31);
const whole = {
	version: 1 as const,
	node: 'a',
	source: 'https://jama.test items',
	cursors: { items: { newest: 2000, from: 1000, emitted: { 7: '1500:x1', 8: '1600' } } },
	checked: 1900,
	polls: 3,
};

function read(stored: unknown, startFrom?: number) {
	const warnings: string[] = [];
	const state = readState(stored, (message) => warnings.push(message), startFrom);
	return { state, warnings };
}

test('a whole state comes back as it was, also through JSON', () => {
	expect(read(JSON.parse(JSON.stringify(whole)))).toEqual({ state: whole, warnings: [] });
});

test.each([undefined, null])('%p is no state, and nothing to report', (stored) => {
	expect(read(stored)).toEqual({ state: undefined, warnings: [] });
});

const withCursor = (cursor: unknown) => ({ ...whole, cursors: { items: cursor } });
const fresh = (newest: number, from: number) => ({ items: { newest, from, emitted: {} } });

test.each<[string, unknown, object]>([
	['without what was emitted', withCursor({ newest: 2000, from: 1000 }), fresh(2000, 1000)],
	[
		'whose memory is no object',
		withCursor({ newest: 2000, from: 1000, emitted: 5 }),
		fresh(2000, 1000),
	],
	[
		'whose memory holds junk',
		withCursor({ newest: 2000, from: 1000, emitted: { 7: 'x' } }),
		fresh(2000, 1000),
	],
	['with the newest date only', withCursor({ newest: 2000 }), fresh(2000, 2000)],
	['with the beginning only', withCursor({ newest: 'x', from: 1000 }), fresh(1000, 1000)],
	[
		'that begins later than what was read',
		withCursor({ newest: 2000, from: 9000, emitted: {} }),
		fresh(2000, 2000),
	],
	['of another version', { ...whole, version: 2 }, fresh(2000, 1000)],
])(
	'a state %s keeps its cursor, and knows what to say when a poll continues from it',
	(_, stored, cursors) => {
		const { state, warnings } = read(stored);
		const { damage, ...rebuilt } = state ?? {};
		expect(rebuilt).toEqual({ version: 1, node: 'a', source: whole.source, cursors });
		expect(damage).toMatch(/damaged and is rebuilt.*1970-01-01T00:00:0[12].* may be emitted again/);
		expect(warnings).toEqual([]);
	},
);

test.each([
	['text', 'junk'],
	['a number', 5],
	['a list', []],
	['nothing of ours', { lastPoll: 'yesterday' }],
	['no cursor', { ...whole, cursors: {}, version: 0 }],
	['a cursor before 1970', withCursor({ newest: -1, from: -2 })],
	['a cursor later than any date', withCursor({ newest: 1e17 })],
	['a cursor that is no number', withCursor({ newest: NaN, from: '1000' })],
])('%s cannot be used, and that is reported', (_, stored) => {
	const { state, warnings } = read(stored);
	expect(state).toBeUndefined();
	expect(warnings.join()).toContain('the trigger starts from now');
});

test('of several cursors those that are whole are kept', () => {
	const { items } = whole.cursors;
	for (const broken of [null, {}, 'x', { newest: 'x' }]) {
		const { state } = read({ ...whole, cursors: { items, other: broken } });
		expect(state?.cursors).toEqual(fresh(2000, 1000));
	}
});

describe('with Start From', () => {
	const damaged = { ...withCursor({ newest: 2000, from: 1000, emitted: 5 }), startFrom: 500 };

	test.each([
		['it is stored', damaged],
		['it is damaged, too', { ...damaged, startFrom: 'x' }],
		['it is gone, too', { ...damaged, startFrom: undefined }],
	])('a damaged state keeps its cursor where %s, and knows from when', (_, stored) => {
		const { state, warnings } = read(stored, 500);
		expect(state).toMatchObject({ startFrom: 500, cursors: fresh(2000, 1000) });
		expect(state?.damage).toContain('changes since 1970-01-01T00:00:01.000Z may be emitted again');
		expect(warnings).toEqual([]);
	});

	test('another one is left to the poll, which says where it starts', () => {
		expect(read(damaged, 700)).toMatchObject({ state: { startFrom: 500 }, warnings: [] });
	});

	test('what cannot be used says that it starts from there, not from now', () => {
		const { state, warnings } = read('junk', 500);
		expect(state).toBeUndefined();
		expect(warnings).toEqual([
			expect.stringContaining('starts again from Start From, which is 1970-01-01T00:00:00.500Z'),
		]);
	});
});

test('whatever is stored, it is read without a throw, and what comes of it is a state', () => {
	const junk = fc.oneof(
		fc.anything({ withNullPrototype: true }),
		fc.record(
			{
				version: fc.oneof(fc.constant(1), fc.anything()),
				node: fc.oneof(fc.string(), fc.anything()),
				source: fc.oneof(fc.string(), fc.anything()),
				cursors: fc.dictionary(
					fc.string(),
					fc.record(
						{
							newest: fc.oneof(fc.integer(), fc.double(), fc.anything()),
							from: fc.oneof(fc.integer(), fc.double(), fc.anything()),
							emitted: fc.oneof(fc.dictionary(fc.string(), fc.string()), fc.anything()),
						},
						{ requiredKeys: [] },
					),
				),
			},
			{ requiredKeys: [] },
		),
	);
	process.stdout.write(`states: seed ${SEED}\n`);
	fc.assert(
		fc.property(junk, (stored) => {
			const { state } = read(stored);
			expect(readNewest([stored, stored], { node: 'a' }, () => undefined)?.version ?? 1).toBe(1);
			for (const { newest, from } of Object.values(state?.cursors ?? {})) {
				expect(() => new Date(Math.min(newest, from)).toISOString()).not.toThrow();
			}
		}),
		{ numRuns: 2000, seed: SEED },
	);
});

describe('of two copies', () => {
	const pick = (...copies: unknown[]) => readNewest(copies, { node: 'a' }, () => undefined);

	test('the one that knows of more polls is taken', () => {
		const older = { ...whole, polls: 2 };
		expect(pick(older, whole)?.polls).toBe(3);
		expect(pick(whole, older)?.polls).toBe(3);
		expect(pick({ ...whole, polls: undefined }, older)?.polls).toBe(2);
	});

	test('the whole one is taken', () => {
		expect(pick('junk', whole)).toEqual(whole);
		expect(pick(undefined, whole)).toEqual(whole);
	});

	test('the one that has cursors is taken where both know of as many polls', () => {
		expect(pick({ ...whole, cursors: {} }, whole)).toEqual(whole);
	});

	test('the one that knows where it started is taken where both know of as many polls', () => {
		const started = { ...whole, startFrom: 500 };
		expect(pick(whole, started)).toEqual(started);
	});

	test('when all are of another node, that is said', () => {
		const warnings: string[] = [];
		const other = { ...whole, node: 'b' };
		expect(readNewest([other, null], { node: 'a' }, (text) => warnings.push(text))).toBeUndefined();
		expect(warnings.join()).toMatch(/belongs to another node.*starts from now/);
		readNewest([undefined, null], { node: 'a' }, (text) => warnings.push(text));
		expect(warnings).toHaveLength(1);
	});

	test('one of another node does not count', () => {
		expect(pick({ ...whole, node: 'b' }, undefined)).toBeUndefined();
		expect(pick({ ...whole, node: 'b', polls: 9 }, whole)).toEqual(whole);
	});
});
