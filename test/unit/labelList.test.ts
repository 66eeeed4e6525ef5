/** Lists of labels: the whole text first, then split at commas, and nothing that can be read in two ways. */
import fc from 'fast-check';
import { listLabels, readLabels } from '../../nodes/shared/values/labelList';
import { refusal } from './support/errors';

const LABELS = ['Test', 'Analysis', 'Test, Analysis', 'Review, formal', '5" pipe', '[draft]'];
const read = (value: unknown, labels = LABELS) =>
	readLabels(value, (text) => labels.includes(text), 'Methods');

test.each<[unknown, unknown[]]>([
	['Test, Analysis', ['Test, Analysis']],
	['"Test", "Analysis"', ['Test', 'Analysis']],
	['"Test, Analysis", Test', ['Test, Analysis', 'Test']],
	['["Test","Analysis"]', ['Test', 'Analysis']],
	[
		['Test, Analysis', 'Test'],
		['Test, Analysis', 'Test'],
	],
	['Test, Review, formal', ['Test', 'Review, formal']],
	['Review, formal,Analysis', ['Review, formal', 'Analysis']],
	['5" pipe, Test', ['5" pipe', 'Test']],
	['[draft]', ['[draft]']],
	['Test,', ['Test']],
	['Guess, Test', ['Guess', 'Test']],
	['', []],
	[501, [501]],
	[[null, '', 'Test'], ['Test']],
])('%j is %j', (value, expected) => {
	expect(read(value)).toEqual(expected);
});

test('two ways to read a text are refused, and both are shown', async () => {
	const { message, advice } = await refusal(() => read('Test, Analysis, Test'));
	expect(message).toBe(
		`'Methods' can be read in two ways: Test, Analysis, Test or "Test, Analysis", Test`,
	);
	expect(advice).toContain('double quotes');
});

test('what is listed can be read again', () => {
	const label = fc.stringMatching(/^[ab",[\]]{1,4}$/);
	fc.assert(
		fc.property(fc.uniqueArray(label, { minLength: 1, maxLength: 4 }), (labels) => {
			const quoted = labels.map((one) => `"${one.replace(/"/g, '""')}"`).join(', ');
			fc.pre(!labels.includes(quoted) && !labels.includes(listLabels(labels)));
			expect(readLabels(quoted, (text) => labels.includes(text), 'x')).toEqual(labels);
		}),
	);
});
