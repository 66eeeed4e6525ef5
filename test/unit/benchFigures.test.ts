import { isMet, median, toTable, type Line } from '../bench/figures';

const line = (figure: number, aim?: Line['aim']): Line => ({
	what: 'a list',
	figure,
	unit: 'x bare',
	note: 'middle of 3',
	...(aim ? { aim } : {}),
});

test('a figure meets its aim, misses it, or has none', () => {
	expect(isMet(line(1.15, { atMost: 1.15 }))).toBe(true);
	expect(isMet(line(1.16, { atMost: 1.15 }))).toBe(false);
	expect(isMet(line(5.9, { atLeast: 6 }))).toBe(false);
	expect(isMet(line(6, { atLeast: 6 }))).toBe(true);
	expect(isMet(line(3))).toBeUndefined();
	expect(isMet(line(NaN, { atMost: 1 }))).toBe(false);
});

test('the table says of each line with an aim whether it was met', () => {
	const table = toTable([line(1.2, { atMost: 1.15 }), line(7, { atLeast: 6 }), line(3)]);
	expect(table.split('\n').map((row) => row.replace(/ {2,}/g, ' | ').trim())).toEqual([
		'what | figure | aim | how',
		'a list | 1.20 x bare | at most 1.15: MISSED | middle of 3',
		'a list | 7 x bare | at least 6: met | middle of 3',
		'a list | 3 x bare | middle of 3',
	]);
});

test('the middle figure', () => {
	expect(median([9, 1, 5])).toBe(5);
	expect(median([])).toBe(0);
});
