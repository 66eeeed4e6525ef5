import fc from 'fast-check';
import { compareNames } from '../../nodes/shared/values/alphabet';

const english = new Intl.Collator('en');
const name = fc.string({
	unit: fc.constantFrom(...'abcxyzABCXYZ019 '),
	maxLength: 6,
});

test('names stand in the order of an English list, whatever their case', () => {
	fc.assert(
		fc.property(name, name, (a, b) => {
			expect(Math.sign(compareNames(a, b))).toBe(Math.sign(english.compare(a, b)));
		}),
	);
});
