/** What does not compile: a function that reads what its row does not have, and a row that mixes its two kinds. */
import { choice, number, text } from '../../nodes/shared/operations/fieldKit';
import type { Operation, RunContext } from '../../nodes/shared/operations/operation';
import { functionRow } from '../../nodes/shared/operations/operation';

const words = { name: 'Do', action: 'Do thing', description: 'Do a thing' };
const depth = number('query', { displayName: 'Depth', name: 'depth' });
const place = choice(
	undefined,
	{ displayName: 'Place', name: 'place' },
	{ after: 'After', before: 'Before' },
);
const note = text('body', { displayName: 'Note', name: 'note' });

const nothing = async (_: unknown) => await Promise.resolve([]);

test('a row whose function reads its own fields compiles', async () => {
	let sum = 0;
	const row = functionRow({
		...words,
		fields: [depth, place],
		collections: { options: [note] },
		run: async ({ values }: RunContext<{ depth: number; note?: unknown }>) => {
			sum += values.depth;
			return await nothing(values.note);
		},
	});
	await row.run?.({ values: { depth: 2 } } as unknown as RunContext);
	expect(sum).toBe(2);
});

test('what is misspelt, and what is no choice, does not compile', () => {
	const rows = [
		functionRow({
			...words,
			fields: [depth],
			// @ts-expect-error the row has no field of this name
			run: async ({ values }: RunContext<{ dpeth: number }>) => await nothing(values.dpeth),
		}),
		functionRow({
			...words,
			fields: [depth],
			// @ts-expect-error the field gives a number
			run: async ({ values }: RunContext<{ depth: string }>) => await nothing(values.depth),
		}),
		functionRow({
			...words,
			fields: [place],
			// @ts-expect-error the field has no such choice
			run: async ({ values }) => await nothing(values.place === 'beside'),
		}),
	];
	expect(rows).toHaveLength(3);
});

test('a request has no function, and a function is no list', () => {
	const run = async () => await Promise.resolve([]);
	// @ts-expect-error a row is a request or a function
	const both: Operation = { ...words, request: 'GET /things', run };
	// @ts-expect-error only a request can be a list
	const list: Operation = { ...words, run, list: true };
	expect([both.name, list.name]).toEqual(['Do', 'Do']);
});
