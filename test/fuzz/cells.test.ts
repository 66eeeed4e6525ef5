/** Dates, numbers and switches as spreadsheets and forms give them: the value that is meant, or a refusal, never another value. */
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { around, blank, noteFigures, readCell, TIMEZONE } from './cellValues';
import { forAll, printClosingLine } from './fuzz';

afterAll(() => {
	noteFigures();
	printClosingLine('cells');
});

const empty = fc.oneof(
	fc.constantFrom<unknown>(null, undefined, ''),
	fc.array(blank, { maxLength: 3 }).map((parts) => parts.join('')),
);

const day = fc
	.integer({ min: Date.UTC(1955, 0, 1) / 864e5, max: Date.UTC(2095, 0, 1) / 864e5 })
	.map((days) => DateTime.fromMillis(days * 864e5, { zone: 'utc' }));
const time = fc.constantFrom(
	'T09:00',
	'T23:59:59.999',
	' 10:00:00',
	'T00:00:00Z',
	'T22:00:00-08:00',
);
const FORMATS = [
	...['dd/MM/yyyy', 'MM/dd/yyyy', 'd.M.yyyy', 'd.M.yy', 'M-d-yy', 'yyyy/MM/dd', 'yyyy.MM.dd'],
	...['d MMM yyyy', 'MMM d, yyyy', 'MMMM d, yyyy', 'dd-MMM-yy', 'EEE, dd MMM yyyy', 'ddMMyyyy'],
	...['yyyy-M-d', 'yy-MM-dd', 'yyyyMMdd', 'yyyyMMddHHmm', 'yyyyMMddHHmmss', 'yyyyMM', 'yyyy-MM'],
	...['yyyy', "kkkk-'W'WW", "kkkk-'W'WW-c", 'yyyy-ooo', 'yyyyooo', 'dd/MM/yyyy HH:mm', 'MMddyyyy'],
	...["yyyy-MM-dd'junk'", "yyyy-MM-dd'/05'", "yyyy-MM-dd HH:mm 'PM'", 'X', 'x', 'HH:mm', 'D', 'f'],
];
const serial = (date: DateTime) => date.toMillis() / 864e5 + 25_569;

test('dates that have one meaning are taken', async () => {
	const written = day.chain((date) =>
		fc
			.oneof(
				around(fc.constant(date.toISODate() ?? '')),
				around(time.map((at) => `${date.toISODate()}${at}`)),
				fc.constant(new Date(date.toMillis() + 15 * 36e5)),
				fc.constant(date.plus({ hours: 15 }).setZone(TIMEZONE)),
			)
			.map((value) => ({ date, value })),
	);
	await forAll(written, async ({ date, value }) => {
		expect(await readCell('due', value)).toEqual({ wire: date.toISODate() });
	});
});

test('dates in other forms are the day that is meant, or refused', async () => {
	const form = fc.constantFrom(...FORMATS);
	const value = fc.tuple(day, form, fc.boolean(), blank).map(([date, format, asNumber, space]) => {
		const text = date.plus({ hours: 15 }).toFormat(format);
		return { date, value: asNumber && /^\d+$/.test(text) ? Number(text) : space + text + space };
	});
	await forAll(value, async ({ date, value: given }) => {
		const result = await readCell('due', given);
		if (result) expect([given, result.wire]).toEqual([given, date.toISODate()]);
	});
});

test('days as a spreadsheet counts them, and days that there are not, are refused', async () => {
	const counted = fc
		.tuple(day, fc.constantFrom(0, 0.5, 0.375), fc.boolean())
		.map(([date, part, asText]) => {
			const number = serial(date) + part;
			return asText ? `${number}` : number;
		});
	const impossible = fc.constantFrom(
		...['2026-02-30', '2026-13-01', '2026-00-10', '2026-03-04T25:00', '2025-02-29', '0000-00-00'],
		...['#REF!', '#N/A', '########', 'today', 'TBD', '-', true, false, '1/0/1900', 0, 1, -1],
		...[[], ['2026-03-04', '2026-03-05'], {}, { date: '2026-03-04' }],
	);
	await forAll(fc.oneof(counted, impossible), async (value) => {
		expect(await readCell('due', value)).toBeUndefined();
	});
});

test('whole numbers', async () => {
	const number = fc.oneof(fc.integer(), fc.maxSafeInteger());
	const groups = (n: number, mark: string) => String(n).replace(/\B(?=(\d{3})+$)/g, mark);
	const cell = number.chain((n) =>
		fc
			.oneof(
				fc.constant(n),
				around(fc.constantFrom(String(n), `${n}.0`)),
				fc.constantFrom(
					...[groups(n, ','), groups(n, '.'), groups(n, ' '), groups(n, '\u00a0'), groups(n, "'")],
					...[
						`${n},0`,
						`${n}.00`,
						`${n}%`,
						`${n} €`,
						`(${n})`,
						String(n).replace('-', '−'),
						`${n}-`,
					],
					...[
						n.toExponential(),
						`0x${n.toString(16)}`,
						`${n}.5`,
						n + 0.5,
						`${n}x`,
						`=${n}`,
						`'${n}`,
					],
				),
			)
			.map((value) => ({ n, value })),
	);
	await forAll(cell, async ({ n, value }) => {
		const result = await readCell('points', value);
		const half = typeof value === 'number' && value !== n && !Number.isInteger(value);
		if (result)
			expect([value, half, result.wire]).toEqual([value, false, value === n + 0.5 ? value : n]);
	});
});

test('true and false', async () => {
	const words: Array<[unknown, boolean]> = [
		...['true', 'TRUE', 'True', 'yes', 'YES', 'Yes', '1', 1, true].map(
			(one): [unknown, boolean] => [one, true],
		),
		...['false', 'FALSE', 'no', 'No', '0', 0, false].map((one): [unknown, boolean] => [one, false]),
	];
	const others = fc.constantFrom(
		...['x', 'X', '✓', 'wahr', 'falsch', 'on', 'off', 'y', 'n', 'ja', '-', '2', 2, -1, 0.5, 'null'],
		...['true, false', 'truefalse', '01', '1.5', [], [true], {}, new Date(0)],
	);
	const known = fc
		.tuple(blank, fc.constantFrom(...words), blank)
		.map(([before, [word, meaning], after]) => ({
			value: typeof word === 'string' ? before + word + after : word,
			meaning: meaning as boolean | undefined,
		}));
	const cell = fc.oneof(
		known,
		others.map((value) => ({ value: value as unknown, meaning: undefined })),
	);
	await forAll(cell, async ({ value, meaning }) => {
		expect((await readCell('safe', value))?.wire).toBe(meaning);
	});
});

test('empty cells clear, or are refused', async () => {
	const field = fc.constantFrom('due', 'points', 'safe', 'risk', 'ways', 'release');
	await forAll(fc.tuple(field, empty), async ([name, value]) => {
		const result = await readCell(name, value);
		if (result) expect(result.wire ?? null).toEqual(name === 'ways' && value ? [] : null);
	});
});
