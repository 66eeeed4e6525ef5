/** Labels as spreadsheets and forms give them: the record that is meant, or a refusal, never another one. */
import fc from 'fast-check';
import { around, noteFigures, OPTIONS, readCell } from './cellValues';
import { forAll, printClosingLine } from './fuzz';

afterAll(() => {
	noteFigures();
	printClosingLine('labels');
});

const plain = (text: unknown) => String(text).replace(/\s+/g, ' ').trim().toLowerCase();
/** The options that a text may stand for. */
const meant = (text: unknown): Set<number> =>
	new Set(
		OPTIONS.filter(
			({ id, name }) =>
				plain(name) === plain(text) ||
				String(id) === plain(text) ||
				plain(text) === `${plain(name)} (id ${id})`,
		).map(({ id }) => id),
	);

const label = fc.oneof(
	fc.constantFrom(...OPTIONS.map(({ name }) => name)),
	fc.constantFrom(...OPTIONS.map(({ id }) => String(id))),
	fc.constantFrom(...OPTIONS.map(({ id, name }) => `${name} (ID ${id})`)),
);
const written = fc.oneof(
	around(label),
	label.map((text) => text.toUpperCase()),
	label.map((text) => text.toLowerCase()),
	label.map((text) => text.replace(/ /g, '\u00a0')),
	label.map((text) => `${text}\u200b`),
	label.map((text) => (/^\d+(\.0)?$/.test(text) ? Number(text) : text)),
	label.map((text) => `${text},`),
	fc.constantFrom<unknown>(
		'',
		'Hi',
		'Hig',
		'Highest',
		'Lo w',
		46083,
		3,
		5,
		'5.0',
		true,
		0,
		'402.0',
		'4 02',
	),
	fc.string({ unit: 'grapheme' }),
);

test.each(['risk', 'release'])('labels of one: %s', async (field) => {
	await forAll(written, async (value) => {
		const result = await readCell(field, value);
		if (!result) return;
		if (value === '') expect(result.wire).toBeNull();
		else {
			const may = meant(value);
			expect([value, may.has(result.wire as number)]).toEqual([value, true]);
			// The inactive one of the same name is meant only by its ID.
			if (result.wire === 403) expect(plain(value)).toMatch(/403/);
			// A name of one and the ID of another is refused.
			expect(may.size === 1 || (may.size === 2 && may.has(403))).toBe(true);
		}
	});
});

test('labels of several', async () => {
	const separator = fc.constantFrom(',', ', ', ' ,', '\u00a0, ', ',\n');
	const list = fc
		.tuple(
			fc.array(written, { minLength: 1, maxLength: 4 }),
			separator,
			fc.constantFrom('text', 'json', 'list'),
		)
		.map(([labels, mark, form]) => ({
			labels,
			value:
				form === 'list'
					? labels
					: form === 'json'
						? JSON.stringify(labels)
						: labels.map(String).join(mark),
		}));
	await forAll(list, async ({ labels, value }) => {
		const result = await readCell('ways', value);
		if (!result) return;
		const ids = (result.wire ?? []) as number[];
		const given = labels.filter((one) => String(one).trim() !== '');
		// Each is of something that was given, and nothing that was given is left out.
		const text = plain(given.map(String).join(','));
		for (const id of ids) {
			const { name = '' } = OPTIONS.find((one) => one.id === id) ?? {};
			expect([value, text.includes(plain(name)) || text.includes(String(id))]).toEqual([
				value,
				true,
			]);
		}
		for (const one of given) {
			const may = meant(String(one).replace(/,$/, ''));
			const inside = ids.some(
				(id) => may.has(id) || (id === 407 && /review|formal|405|406/i.test(String(one))),
			);
			const split = may.has(407) && ids.includes(405) && ids.includes(406);
			expect([value, one, ids, inside || split]).toEqual([value, one, ids, true]);
		}
	});
});
