/** What every fuzz test has alike: number of cases, seed, and the count for the closing line. */
import fc from 'fast-check';

/** Cases of each property: FUZZ_CASES, 10,000 unless set. */
export const CASES = Number(process.env.FUZZ_CASES ?? 10_000);
/** FUZZ_SEED repeats a run. */
export const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/** What went right; a property that fails ends the test with the smallest example. */
const counts = { properties: 0, cases: 0 };
const notes: string[] = [];

interface Options {
	/** Share of the cases, for properties that need several requests for each. */
	share?: number;
}

/** Runs a property on random values; rejects with the smallest value for which `body` throws. */
export async function forAll<T>(
	arbitrary: fc.Arbitrary<T>,
	body: (value: T) => unknown,
	{ share = 1 }: Options = {},
): Promise<void> {
	const numRuns = Math.max(1, Math.round(CASES * share));
	counts.properties += 1;
	const property = fc.asyncProperty(arbitrary, async (value) => {
		await body(value);
	});
	await fc.assert(property, { numRuns, seed: SEED });
	counts.cases += numRuns;
}

/** Adds a figure to the closing line. */
export const note = (text: string): number => notes.push(text);

/** The line that closes a file's run. */
export function printClosingLine(subject: string): void {
	const figures = [`${counts.cases} cases of ${counts.properties} properties`, ...notes];
	process.stdout.write(`fuzz ${subject}: ${figures.join(', ')}; seed ${SEED}\n`);
}

/** Names that lead to a prototype, and other names that code stumbles over. */
export const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''];

/** Text made of what attacks, tools and people write. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: 'grapheme' }),
	fc
		.array(
			fc.oneof(
				fc.constantFrom(
					...['/', '//', '\\', '..', '.', '%2e', '%2F', '%5c', '%25', '%', ';', ':', '@', '?', '#'],
					...['http:', 'evil.test', 'items', 'é', '\t', '\n', '\r\n', '\u0000', '%00', '\u2024'],
					...['\uff0e', '。', '\ud800', '"', "'", '<', '>', '&', '*', '+', '-', 'AND', 'OR', ' '],
					...NAMES,
				),
				fc.string({ maxLength: 4, unit: 'binary' }),
			),
			{ maxLength: 12 },
		)
		.map((parts) => parts.join('')),
);

/** Any JSON, with the names above as keys. */
export const hostileJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.constantFrom(null, true, false, 0, 1, -1, 1.5, '', 'text'),
		hostileText,
		fc.array(tie('value'), { maxLength: 4 }),
		tie('object'),
	),
	object: fc
		.array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string()), tie('value')), {
			maxLength: 5,
		})
		.map((entries) => JSON.stringify(Object.fromEntries(entries)))
		.map((text) => JSON.parse(text) as unknown),
})).value;

/** Fails when anything has been left on what all objects share. */
export function expectCleanPrototypes(): void {
	expect(Object.keys(Object.prototype)).toEqual([]);
	expect(Object.keys(Array.prototype)).toEqual([]);
	expect(Object.keys(Function.prototype)).toEqual([]);
}
