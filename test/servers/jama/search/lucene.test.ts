import { matches } from './lucene';

/** The five items of REST cookbook, Abstract Search. */
const ITEMS = [
	{ name: 'Alpha', description: '' },
	{ name: 'Alpha Beta', description: '' },
	{ name: 'Beta Alpha', description: '' },
	{ name: 'Beta', description: '' },
	{ name: 'Happy Path', description: 'includes the word "Alphabet"' },
];

const find = (term: string, options?: Parameters<typeof matches>[2]) =>
	ITEMS.flatMap((item, index) => (matches(term, item, options) ? [index + 1] : []));

describe('the Lucene table of the REST cookbook', () => {
	test.each([
		['Alpha', [1, 2, 3]],
		['"Alpha"', [1, 2, 3, 5]],
		['"Alpha Beta"', [1, 2, 3, 4, 5]],
		["'Alpha'", [1, 2, 3]],
		['"A*pha"', [1, 2, 3, 5]],
		['"name:"Alpha""', [1, 2, 3]],
		['"+Alpha Beta"', [1, 2, 3, 5]],
		['"Alpha -Beta"', [1, 5]],
		['"+Alpha +Beta"', [2, 3]],
		['"-Alpha Beta"', [4]],
	])('%s finds %j', (term, expected) => {
		expect(find(term)).toEqual(expected);
	});

	test('"Alpha +Beta" has the count of the table by its rule, and its list by the switch', () => {
		expect(find('"Alpha +Beta"')).toEqual([2, 3, 4]);
		expect(find('"Alpha +Beta"', { plusAfterTerm: 'asListed' })).toEqual([1, 2, 3]);
	});

	test('the switch leaves the other rows alone', () => {
		for (const term of ['"+Alpha Beta"', '"Alpha -Beta"', '"+Alpha +Beta"', '"Alpha Beta"']) {
			expect(find(term, { plusAfterTerm: 'asListed' })).toEqual(find(term));
		}
	});
});

describe('rules beyond the table', () => {
	test('a switch takes what is in quotes literally', () => {
		const literal = { literalQuotes: true };
		expect(find('"Alpha Beta"', literal)).toEqual([2]);
		expect(find('"+Alpha"', literal)).toEqual([]);
		expect(find('"A*pha"', literal)).toEqual([]);
		expect(find('name:"Alpha"', literal)).toEqual([1, 2, 3]);
		expect(find('Alpha', literal)).toEqual([1, 2, 3]);
		const item = { name: 'A + B - (C): 5*3?', text: 'key-1' };
		for (const term of ['"A + B - (C): 5*3?"', '"5*3?"', '"a + b"', '"key-1"'])
			expect([term, matches(term, item, literal)]).toEqual([term, true]);
		expect(matches('"b + a"', item, literal)).toBe(false);
	});

	test('case does not matter and words are not stemmed', () => {
		expect(find('ALPHA')).toEqual([1, 2, 3]);
		expect(find('Alphas')).toEqual([]);
	});

	test('a key is one word for a search without quotes', () => {
		const item = { documentKey: 'PUMP-SYS-12', name: 'x' };
		expect(matches('PUMP-SYS-12', item)).toBe(true);
		expect(matches('PUMP-SYS-1', item)).toBe(false);
		expect(matches('"PUMP-SYS-1"', item)).toBe(true);
		expect(matches('documentKey:PUMP-SYS-12', item)).toBe(true);
	});

	test.each(['', '   ', '""', '*', '-Alpha', 'nofield:Alpha'])('%j finds nothing', (term) => {
		expect(find(term)).toEqual([]);
	});

	test('signs and brackets of a regular expression are only text', () => {
		expect(matches('a(b', { name: 'a(b' })).toBe(true);
		expect(matches('"c++ [x]"', { name: 'c++' })).toBe(true);
		expect(matches('a.c', { name: 'abc' })).toBe(false);
	});

	test('includeWildcard searches inside words', () => {
		expect(find('Alpha', { includeWildcard: true })).toEqual([1, 2, 3, 5]);
	});
});
