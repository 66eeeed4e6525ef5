import fc from 'fast-check';
import { DateTime } from 'luxon';
import { momentAt, toTimestamp } from '../../nodes/Jama/values/dates';
import { readPeriod, toDay } from '../../nodes/shared/values/dates';
import { refusal } from './support/errors';

const stamp = (value: unknown, zone = 'UTC') => toTimestamp(value, zone, 'Modified After');
const day = (value: unknown, zone = 'UTC') => toDay(value, zone, 'Due Date');

describe('moments', () => {
	test.each<[unknown, string, string]>([
		['2026-01-31T09:00:00Z', 'Europe/Berlin', '2026-01-31T09:00:00.000+0000'],
		['2026-01-31T09:00:00.5+01:00', 'UTC', '2026-01-31T08:00:00.500+0000'],
		['2026-01-31T09:00:00.000+0000', 'Asia/Tokyo', '2026-01-31T09:00:00.000+0000'],
		['2026-01-31T09:00:00', 'UTC', '2026-01-31T09:00:00.000+0000'],
		['2026-01-31T09:00:00', 'Europe/Berlin', '2026-01-31T08:00:00.000+0000'],
		['2026-07-31T09:00:00', 'Europe/Berlin', '2026-07-31T07:00:00.000+0000'],
		['2026-01-31 09:00:00', 'America/New_York', '2026-01-31T14:00:00.000+0000'],
		['2026-01-31', 'Asia/Kolkata', '2026-01-30T18:30:00.000+0000'],
		['  2026-01-31T09:00:00Z ', 'UTC', '2026-01-31T09:00:00.000+0000'],
		['2026-03-29T01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59.000+0000'],
		['2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000+0000'],
		['2026-10-25T01:59:59', 'Europe/Berlin', '2026-10-24T23:59:59.000+0000'],
		['2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000+0000'],
		[1_769_850_000_000, 'Asia/Tokyo', '2026-01-31T09:00:00.000+0000'],
		['1769850000000', 'UTC', '2026-01-31T09:00:00.000+0000'],
		['20260131', 'UTC', '2026-01-31T00:00:00.000+0000'],
		['2026-W05-6', 'UTC', '2026-01-31T00:00:00.000+0000'],
		[new Date('2026-01-31T09:00:00Z'), 'Asia/Tokyo', '2026-01-31T09:00:00.000+0000'],
		[DateTime.fromISO('2026-01-31T09:00:00+05:00'), 'UTC', '2026-01-31T04:00:00.000+0000'],
		[{ toString: () => '2026-01-31T09:00:00.000+01:00' }, 'UTC', '2026-01-31T08:00:00.000+0000'],
	])('%p in %s is %s', (value, zone, expected) => {
		expect(stamp(value, zone)).toBe(expected);
	});

	test.each([
		['skips', '2026-03-29T02:30:00', '2026-03-29'],
		['repeats', '2026-10-25T02:30:00', '2026-10-25'],
	])('an hour that the clock %s is one of its two neighbors', (_, text, date) => {
		const readings = [`${date}T00:30:00.000+0000`, `${date}T01:30:00.000+0000`];
		expect(readings).toContain(stamp(text, 'Europe/Berlin'));
	});

	test('always UTC with milliseconds and +0000, never Z', () => {
		fc.assert(
			fc.property(
				fc.date({ min: new Date('1975-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
				fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Kiritimati'),
				(date, zone) => {
					const text = stamp(date, zone);
					expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
					expect(Date.parse(text)).toBe(date.getTime());
					expect(stamp(date.toISOString(), zone)).toBe(text);
					expect(stamp(date.getTime(), zone)).toBe(text);
				},
			),
		);
	});

	test.each([
		'tomorrow',
		'',
		'31.01.2026',
		'01/02/2026',
		'2026',
		'2026-01',
		'2026-W05',
		'09:00',
		0,
		20260131,
		'2026-13-01',
		'2026-02-30T00:00:00',
		{},
		[],
		true,
		NaN,
		new Date(NaN),
		null,
		undefined,
	])('%p is no date, and the input is named', async (value) => {
		const { message, advice } = await refusal(() => stamp(value));
		expect(message).toMatch(/^'Modified After' is not a date: /);
		expect(advice).toContain('2026-01-31T09:00:00');
	});
});

describe('what people have instead of a date is named', () => {
	test.each<[unknown, RegExp]>([
		[46083, /spreadsheet.*1899-12-30.*days: 46083/],
		['46083.5', /spreadsheet/],
		[1_769_850_000, /seconds since 1970.*fromSeconds\(1769850000\)/],
		['202603041200', /milliseconds.*fromFormat\('202603041200', 'yyyyMMddHHmm'\)/],
		[202603041200, /milliseconds.*fromMillis\(202603041200\)/],
		['31.01.2026', /two ways.*fromFormat\('31\.01\.2026', 'dd\.MM\.yyyy'\)/],
		['01/02/2026', /two ways/],
		['2026-W05', /names no day/],
		['2026', /names no day/],
	])('%p', async (value, advice) => {
		const refused = await refusal(() => day(value));
		expect(refused.message).toMatch(/^'Due Date' is not a date: /);
		expect(refused.advice).toMatch(advice);
	});

	test('an object is shown as it is', async () => {
		const { message } = await refusal(() => day({ date: '2026-03-04' }));
		expect(message).toBe('\'Due Date\' is not a date: {"date":"2026-03-04"}');
	});
});

describe('days', () => {
	test.each<[unknown, string, string]>([
		['2026-01-31', 'Asia/Tokyo', '2026-01-31'],
		['2026-01-31T23:30:00', 'Asia/Tokyo', '2026-01-31'],
		['2026-01-31T23:30:00-05:00', 'Europe/Berlin', '2026-01-31'],
		[' 2026-01-31 ', 'UTC', '2026-01-31'],
		[new Date('2026-01-31T23:30:00Z'), 'UTC', '2026-01-31'],
		[new Date('2026-01-31T23:30:00Z'), 'Europe/Berlin', '2026-02-01'],
		[Date.UTC(2026, 0, 31, 1), 'America/New_York', '2026-01-30'],
		[
			DateTime.fromISO('2026-01-31T12:00:00', { zone: 'Europe/Berlin' }),
			'Europe/Berlin',
			'2026-01-31',
		],
	])('%p in %s is %s', (value, zone, expected) => {
		expect(day(value, zone)).toBe(expected);
	});

	test.each(['2026-02-30', '2026-01-31Tnoon', 'someday', '', {}, new Date(NaN)])(
		'%p is no day',
		async (value) => {
			expect((await refusal(() => day(value))).message).toMatch(/^'Due Date' is not a date/);
		},
	);
});

test.each([
	[-1, '1970-01-01T00:00:00.000+0000'],
	[202603041200, '1976-06-02T22:37:21.200+0000'],
	[8.64e15, '9999-12-31T23:59:59.999+0000'],
])('the moment %d is a date that Jama takes', (ms, text) => {
	expect(momentAt(ms)).toBe(text);
});

test.each([
	['24 hours', 86_400_000],
	['1 hour', 3_600_000],
	['7d', 604_800_000],
	[' 2 Weeks ', 1_209_600_000],
	['90 min', 5_400_000],
	['1.5 days', 129_600_000],
])('the period %j is %d ms', (text, ms) => {
	expect(readPeriod(text, 'Changed in the Last')).toBe(ms);
});

test.each(['', '24', 24, '0 days', '-1 days', 'day', '1,5 days', '2 months', '1 d ago', undefined])(
	'%j is no period',
	(value) => {
		expect(() => readPeriod(value, 'Changed in the Last')).toThrow(
			`'Changed in the Last' is not a period: ${String(value)}`,
		);
	},
);
