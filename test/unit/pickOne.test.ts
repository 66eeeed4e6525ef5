/** One record for one text: a name before an ID, active before inactive, and never the first of several. */
import fc from 'fast-check';
import type { Naming } from '../../nodes/shared/values/pickOne';
import { pickNamed, pickOne, readableName } from '../../nodes/shared/values/pickOne';
import { refusal } from './support/errors';

interface Option {
	id: number;
	name: string;
	active?: boolean;
}
const naming: Naming<Option> = {
	what: 'The option "x"',
	idOf: ({ id }) => id,
	namesOf: ({ name }) => [name],
	isActive: ({ active }) => active !== false,
};
const pick = (rows: Option[], text: unknown, current?: unknown) =>
	pickOne(rows, text, { ...naming, current })?.id;
const old = { id: 151, name: 'High', active: false };
const high = { id: 152, name: 'High' };

test.each<[string, Option[], unknown, number | undefined]>([
	['by name in any case', [high], ' hIGH ', 152],
	['by name with other space', [{ id: 7, name: 'Very  High' }], '\u00a0very\u00a0High', 7],
	['by ID', [high], 152, 152],
	['nothing', [high], 'Low', undefined],
	['the active one', [old, high], 'High', 152],
	['an inactive one where there is no other', [old], 'High', 151],
	['the one that is written exactly so', [{ id: 1, name: 'high' }, high], 'high', 1],
	['by name and ID', [old, high], 'High (ID 151)', 151],
	['by the word ID', [old, high], 'ID 151', 151],
	[
		'a name with the ID of another is nothing',
		[high, { id: 3, name: 'Low' }],
		'High (ID 3)',
		undefined,
	],
	['a name that is a number', [{ id: 77, name: '2024' }], '2024', 77],
])('%s', (_, rows, text, id) => {
	expect(pick(rows, text)).toBe(id);
});

test('two that fit are listed with their IDs, unless one of them stands there already', async () => {
	const rows = [high, { id: 153, name: 'High' }];
	const { message, advice } = await refusal(() => pick(rows, 'High'));
	expect(message).toBe('The option "x" stands for 2 records: High (ID 152), High (ID 153)');
	expect(advice).toContain('with its ID');
	expect(pick(rows, 'High', 153)).toBe(153);
	expect(pick(rows, 'High', [7, 152])).toBe(152);
	expect(pick(rows, 'High (ID 153)')).toBe(153);
});

test('the name of one and the ID of another', async () => {
	const rows = [
		{ id: 77, name: '2024' },
		{ id: 2024, name: 'Next' },
	];
	const { message } = await refusal(() => pick(rows, 2024));
	expect(message).toContain(
		'the name of one record and the ID of another: 2024 (ID 77), Next (ID 2024)',
	);
	expect(pick(rows, 'ID 2024')).toBe(2024);
});

test('empty text names nothing, also where a name is empty', () => {
	expect(pickNamed([{ id: 1, name: '' }], '', naming)).toBeUndefined();
});

test('a readable name always leads back to its record', () => {
	const option = fc.record({
		name: fc.constantFrom('High', 'high', '1', '2', 'ID 1', '', 'High (ID 2)', 'Low'),
		active: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(option, { minLength: 1, maxLength: 5 }), (made) => {
			const rows = made.map((one, index) => ({ ...one, id: index + 1 }));
			for (const row of rows) {
				const text = readableName(rows, row, naming);
				expect([text, pick(rows, text)]).toEqual([text, row.id]);
			}
		}),
	);
});

test('the one that stands there stays, also when it is inactive and another of its name is not', () => {
	const rows = [
		{ id: 7, name: 'Alice Ng', active: false },
		{ id: 8, name: 'Alice Ng', active: true },
	];
	const of = {
		...naming,
		idOf: ({ id }: (typeof rows)[number]) => id,
		namesOf: ({ name }: (typeof rows)[number]) => [name],
		isActive: ({ active }: (typeof rows)[number]) => active,
	};
	expect(pickOne(rows, 'Alice Ng', { ...of, current: 7 } as never)).toMatchObject({ id: 7 });
	expect(pickOne(rows, 'Alice Ng', of as never)).toMatchObject({ id: 8 });
});

test.each<[string, Option[], string, unknown, number]>([
	['written exactly, another one stands', [high, { id: 153, name: 'HIGH' }], 'HIGH', 152, 153],
	['written exactly, and stands', [high, { id: 153, name: 'HIGH' }], 'HIGH', 153, 153],
	['neither is written exactly: it stands', [high, { id: 153, name: 'HIGH' }], 'high', 153, 153],
	['active and written exactly', [{ ...old, name: 'high' }, high], 'High', 151, 152],
	['active goes before spelling', [old, { id: 153, name: 'HIGH' }], 'High', 153, 153],
	[
		'inactive, and written exactly as the active one is not',
		[old, { id: 3, name: 'HIGH' }],
		'High',
		151,
		151,
	],
	['of several that stand', [old, { id: 3, name: 'HIGH' }], 'HIGH', [151, 3], 3],
])('what stands there only breaks a tie: %s', (_, rows, text, current, id) => {
	expect(pick(rows, text, current)).toBe(id);
});
