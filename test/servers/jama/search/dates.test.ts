import { formatDate, parseFieldDay, parseQueryDate } from './dates';

test('answers carry three digits and +0000', () => {
	expect(formatDate(Date.UTC(2015, 6, 1, 11))).toBe('2015-07-01T11:00:00.000+0000');
});

test.each([
	['2015-06-18T00:00:00.000+0000', '2015-06-18T00:00:00.000+0000'],
	['2011-07-4T13:59:00.000-0700', '2011-07-04T20:59:00.000+0000'],
	['2015-06-18T00:00:00+0000', '2015-06-18T00:00:00.000+0000'],
	['2015-06-18T00:00:00.000+02:00', '2015-06-17T22:00:00.000+0000'],
])('%s is %s', (text, expected) => {
	expect(formatDate(parseQueryDate(text) as number)).toBe(expected);
});

test.each([
	'2015-06-18',
	'2015-06-18T00:00:00',
	'2015-06-18T00:00:00.000Z',
	'2015-02-30T00:00:00.000+0000',
	'2015-06-18T25:00:00.000+0000',
	'yesterday',
	'2015-06-18T00:00:00.000 0000',
])('%s is refused', (text) => {
	expect(parseQueryDate(text, { strict: true })).toBeUndefined();
});

test('Z is an offset of none, unless the server is strict', () => {
	expect(parseQueryDate('2015-06-18T00:00:00.000Z')).toBe(Date.UTC(2015, 5, 18));
	expect(parseFieldDay('2015-06-18T00:00:00Z')).toBe('2015-06-18');
});

test('a date field takes a day or a full date', () => {
	expect(parseFieldDay('2015-09-05')).toBe('2015-09-05');
	expect(parseFieldDay('2015-09-05T10:00:00.000+0000')).toBe('2015-09-05');
	expect(parseFieldDay('2015-13-05')).toBeUndefined();
	expect(parseFieldDay(20150905)).toBeUndefined();
});
