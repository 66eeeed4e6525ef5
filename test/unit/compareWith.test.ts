import { compareLists } from '../../nodes/shared/values/compareLists';
import { versionsBetween } from '../../nodes/Jama/history/itemChanges';

const entry = (key: unknown, ...values: unknown[]) => ({
	row: { key: key as string },
	key,
	values,
});
const FIELDS = [{ field: 'name', inputField: 'summary' }];
const told = (items: unknown[][], inputs: unknown[][]) =>
	compareLists(
		items.map(([key, ...values]) => entry(key, ...values)),
		inputs.map(([key, ...values]) => entry(key, ...values)),
		FIELDS,
	).map(({ outcome, key }) => [outcome, key]);

describe('comparing two lists', () => {
	test('every entry of either side is told exactly once', () => {
		// A small model: keys and values at random, counted by another way than the comparison does.
		let seed = 4711;
		const random = (most: number) => {
			seed = (seed * 1103515245 + 12345) % 2147483648;
			return seed % most;
		};
		for (let round = 0; round < 300; round++) {
			const list = () =>
				Array.from({ length: random(6) }, () => [[null, 'A', 'B', 'C'][random(4)], random(2)]);
			const [items, inputs] = [list(), list()];
			const compared = compareLists(
				items.map(([key, value]) => entry(key, value)),
				inputs.map(([key, value]) => entry(key, value)),
				FIELDS,
			);
			expect(compared.flatMap((one) => one.items)).toHaveLength(items.length);
			expect(compared.flatMap((one) => one.inputs)).toHaveLength(inputs.length);
			for (const { outcome, key, items: left, inputs: right } of compared) {
				const expected =
					left.length > 1 || right.length > 1
						? 'duplicate'
						: left.length === 0
							? 'missingInItems'
							: right.length === 0
								? 'missingInInput'
								: left[0]?.values[0] === right[0]?.values[0]
									? 'inStep'
									: 'different';
				expect({ round, key, outcome }).toEqual({ round, key, outcome: expected });
			}
		}
	});

	test('case and space make no other key; what has none matches nothing', () => {
		expect(told([['PUMP-1 ', 'x']], [['pump-1', 'x']])).toEqual([['inStep', 'pump-1']]);
		expect(told([['', 'x']], [[undefined, 'x']])).toEqual([
			['missingInItems', null],
			['missingInInput', null],
		]);
	});

	test.each<[unknown, unknown, string]>([
		['x', ' x ', 'inStep'],
		['x', 'X', 'different'],
		[5, '5', 'inStep'],
		[null, '', 'inStep'],
		[['b', 'a'], ['a', 'b'], 'inStep'],
		[['a'], 'a', 'inStep'],
		[['a', 'b'], ['a'], 'different'],
		[true, 'true', 'inStep'],
		[[{ action: 'Start' }], [{ action: 'Stop' }], 'different'],
		[[{ a: 1, b: 2 }], [{ b: 2, a: 1 }], 'inStep'],
		[[{ a: 1 }, { a: 2 }], [{ a: 2 }, { a: 1 }], 'different'],
	])('%j and %j are %s', (a, b, outcome) => {
		expect(told([['K', a]], [['K', b]])).toEqual([[outcome, 'K']]);
	});
});

describe('the versions between two ends', () => {
	const version = (versionNumber: number, createdDate: string) => ({ versionNumber, createdDate });
	const ALL = [
		version(2, '2026-02-01T00:00:00.000+0000'),
		version(1, '2026-01-01T00:00:00.000+0000'),
		version(3, '2026-03-01T00:00:00.000+0000'),
	];
	const day = (text: string) => ({ moment: Date.parse(text) });
	const numbers = (
		...ends: Parameters<typeof versionsBetween> extends [unknown, ...infer E] ? E : never
	) => {
		const { versions, fromNothing } = versionsBetween(ALL, ...ends);
		return [versions.map(({ versionNumber }) => versionNumber), fromNothing];
	};

	test.each<[string, Parameters<typeof numbers>, unknown[]]>([
		['all', [undefined, undefined], [[1, 2, 3], false]],
		['from a version', [{ version: 2 }, undefined], [[2, 3], false]],
		['to a version', [undefined, { version: 2 }], [[1, 2], false]],
		['one version with itself', [{ version: 2 }, { version: 2 }], [[2], false]],
		['from a day before the first', [day('2025-01-01'), { version: 1 }], [[1], true]],
		['between two days', [day('2026-01-15'), day('2026-02-15')], [[1, 2], false]],
		['a day on which nothing happened', [day('2026-04-01'), undefined], [[3], false]],
	])('%s', (_, ends, expected) => {
		expect(numbers(...ends)).toEqual(expected);
	});

	test('a version without a date cannot be placed by one', () => {
		const rows = [{ versionNumber: 1 }];
		expect(() => versionsBetween(rows, day('2026-01-01'), undefined)).toThrow(
			'Version 1 has no date',
		);
		expect(versionsBetween(rows, { version: 1 }, undefined).versions).toHaveLength(1);
	});
});
