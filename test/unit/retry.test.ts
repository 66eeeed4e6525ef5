import fc from 'fast-check';
import type { HttpMethod } from '../../nodes/shared/http/http';
import type { Attempt } from '../../nodes/shared/http/retry';
import { readRetryAfter, retryDelay } from '../../nodes/shared/http/retry';

const NOW = Date.UTC(2026, 0, 31, 12);
const METHODS: HttpMethod[] = ['GET', 'PUT', 'DELETE', 'POST', 'PATCH'];
const delay = (attempt: Partial<Attempt>, random = 0): number | undefined =>
	retryDelay({ method: 'GET', number: 1, ...attempt }, NOW, random);

describe('what is repeated', () => {
	const once = 1000;
	const never = undefined;
	test.each<[number | undefined, Record<HttpMethod, number | undefined>]>([
		[429, { GET: 3000, PUT: 3000, DELETE: 3000, POST: 3000, PATCH: 3000 }],
		[502, { GET: once, PUT: once, DELETE: once, POST: never, PATCH: never }],
		[503, { GET: once, PUT: once, DELETE: once, POST: never, PATCH: never }],
		[504, { GET: once, PUT: once, DELETE: once, POST: never, PATCH: never }],
		[undefined, { GET: once, PUT: once, DELETE: once, POST: never, PATCH: never }],
		...[200, 201, 204, 304, 400, 401, 403, 404, 409, 500, 501].map(
			(status): [number, Record<HttpMethod, undefined>] => [
				status,
				{ GET: never, PUT: never, DELETE: never, POST: never, PATCH: never },
			],
		),
	])('first attempt answered with %p', (statusCode, expected) => {
		const got = Object.fromEntries(
			METHODS.map((method) => [method, delay({ method, statusCode })] as const),
		);
		expect(got).toEqual(expected);
	});

	test('a failure that cannot recover is never repeated', () => {
		for (const method of METHODS) expect(delay({ method, mayRecover: false })).toBeUndefined();
	});

	test('waits after a 429 grow 3, 5, 8, 13 s and end after the sixth attempt', () => {
		const waits = [1, 2, 3, 4, 5, 6, 7].map((number) => delay({ number, statusCode: 429 }));
		expect(waits).toEqual([3000, 5000, 8000, 13_000, 13_000, 13_000, undefined]);
	});

	test('waits after a missing or broken answer grow 1, 2, 4 s and end after the third attempt', () => {
		const waits = [1, 2, 3, 4].map((number) => delay({ number, statusCode: 503 }));
		expect(waits).toEqual([1000, 2000, 4000, undefined]);
		expect([1, 2, 3, 4].map((number) => delay({ number }))).toEqual(waits);
	});
});

describe('Retry-After', () => {
	test.each([
		['0', 0],
		['7', 7000],
		[' 7 ', 7000],
		['1.5', 1500],
		['120', 120_000],
		['Sat, 31 Jan 2026 12:00:10 GMT', 10_000],
		['Sat, 31 Jan 2026 11:00:00 GMT', 0],
	])('%p makes it wait %p ms, whatever the usual wait', (retryAfter, expected) => {
		expect(delay({ statusCode: 429, retryAfter })).toBe(expected);
		expect(delay({ statusCode: 503, number: 3, retryAfter })).toBe(expected);
	});

	test.each([undefined, '', '  ', 'soon', '7 seconds', 'NaN'])(
		'%p is no time: the usual wait',
		(retryAfter) => {
			expect(readRetryAfter(retryAfter, NOW)).toBeUndefined();
			expect(delay({ statusCode: 429, retryAfter })).toBe(3000);
		},
	);

	test('a negative number never shortens the wait below zero nor reaches back in time', () => {
		expect(delay({ statusCode: 429, retryAfter: '-5' })).toBeGreaterThanOrEqual(0);
		expect(delay({ statusCode: 429, retryAfter: '-5' })).toBeLessThanOrEqual(3000);
	});

	test.each(['121', '86400', '99999999999999999999', 'Sat, 31 Jan 2026 13:00:00 GMT'])(
		'%p is longer than two minutes: it gives up at once',
		(retryAfter) => {
			expect(delay({ statusCode: 429, retryAfter })).toBeUndefined();
			expect(delay({ statusCode: 503, retryAfter })).toBeUndefined();
		},
	);

	test('does not make a POST after 503 repeatable, nor lengthen the number of attempts', () => {
		expect(delay({ method: 'POST', statusCode: 503, retryAfter: '1' })).toBeUndefined();
		expect(delay({ statusCode: 429, number: 7, retryAfter: '1' })).toBeUndefined();
	});

	test('any text gives no wait at all or one that is not negative', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.double().map(String)), (text) => {
				const read = readRetryAfter(text, NOW);
				expect(read === undefined || read >= 0).toBe(true);
				const wait = delay({ statusCode: 429, retryAfter: text });
				expect(wait === undefined || (wait >= 0 && wait <= 120_000)).toBe(true);
			}),
		);
	});
});

test('jitter adds up to a quarter of the wait, and none to a wait that the server asked for', () => {
	fc.assert(
		fc.property(
			fc.double({ min: 0, max: 1, noNaN: true }),
			fc.integer({ min: 1, max: 3 }),
			(random, number) => {
				for (const statusCode of [429, 503]) {
					const least = delay({ number, statusCode }) as number;
					const wait = delay({ number, statusCode }, random) as number;
					expect(wait).toBeGreaterThanOrEqual(least);
					expect(wait).toBeLessThanOrEqual(least * 1.25);
				}
				expect(delay({ number, statusCode: 429, retryAfter: '4' }, random)).toBe(4000);
			},
		),
	);
	expect(delay({ statusCode: 429 }, 1)).toBe(3750);
});
