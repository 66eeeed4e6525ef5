/** Create or Update, run twice with any text that people type, makes one item: with the search as it may be, and with one that lags. */
import fc from 'fast-check';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { openJamaInProcess } from '../servers/jama/frame/inProcess';
import { SEED } from '../servers/jama/seed/seed';
import { TYPE } from '../servers/jama/seed/seedTypes';
import { createRowRunner, toSent } from '../support/rows/rowRun';
import { JAMA } from '../support/rows/systems';
import { forAll, note, printClosingLine } from './fuzz';

/** What a run does is asked of the server only, or also of what n8n remembers. */
const ELEVEN_MINUTES = 11 * 60_000;
let now = Date.UTC(2026, 5, 1);
const jama = openJamaInProcess(20, () => now);

const run = createRowRunner(async (options: IHttpRequestOptions) => {
	const { status, body = '' } = await jama.answer(toSent(options));
	return { statusCode: status, headers: {}, body };
}, JAMA);

beforeAll(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterAll(() => {
	jest.restoreAllMocks();
	printClosingLine('createOrUpdate');
});

/** Letters, digits and signs of the scripts that people write in, each from its block. */
const BLOCKS: Array<[from: number, to: number]> = [
	...([
		[0x20, 0x7e],
		[0xa0, 0x24f],
		[0x300, 0x36f],
		[0x370, 0x3ff],
		[0x400, 0x4ff],
		[0x530, 0x58f],
		[0x5d0, 0x5ea],
	] as Array<[number, number]>),
	...([
		[0x600, 0x6ff],
		[0x900, 0x97f],
		[0xb80, 0xbff],
		[0xe00, 0xe4f],
		[0x10a0, 0x10ff],
		[0x1200, 0x137f],
		[0x1780, 0x17df],
	] as Array<[number, number]>),
	...([
		[0x1e00, 0x1fff],
		[0x2000, 0x206f],
		[0x2070, 0x22ff],
		[0x2460, 0x24ff],
		[0x3040, 0x30ff],
		[0x4e00, 0x4fff],
		[0xac00, 0xacff],
	] as Array<[number, number]>),
	...([
		[0xff00, 0xffef],
		[0x1d400, 0x1d4ff],
		[0x1f300, 0x1f64f],
		[0x20000, 0x200ff],
	] as Array<[number, number]>),
];
const inScript = fc
	.constantFrom(...BLOCKS)
	.chain(([min, max]) =>
		fc
			.array(fc.integer({ min, max }), { minLength: 1, maxLength: 12 })
			.map((points) => String.fromCodePoint(...points)),
	);
const part = fc.oneof(
	inScript,
	fc.constantFrom(
		'Alarm',
		'alarm',
		'Pumpe',
		'PUMP-1234',
		'AND',
		'OR',
		'NOT',
		'TO',
		'42',
		'3.5',
		'x',
	),
	fc.constantFrom('+', '-', '&&', '||', '!', '(', ')', '{', '}', '[', ']', '^', '"', '~', '*', '?'),
	fc.constantFrom(
		':',
		'\\',
		'/',
		"'",
		'%',
		'#',
		'&',
		'<',
		'>',
		'<5',
		'name:',
		'C:\\temp',
		'$33',
		'"a"',
	),
	fc.constantFrom(
		'https://jira.example/browse/X-1?a=b&c=d#e',
		'a:b',
		'AT&T',
		'<b>Al</b>pha',
		'<br>',
	),
	fc.constantFrom(
		'&amp;',
		'&eacute;',
		'&#233;',
		'<p>One</p>',
		'<!-- x -->',
		'< b >',
		'🚀',
		'ß',
		'İ',
		'ﬁ',
	),
	fc.string({ unit: 'grapheme', maxLength: 5 }),
);
const gap = fc.constantFrom(
	'',
	' ',
	' ',
	'  ',
	'\u00a0',
	'\n',
	'\r\n\r\n',
	'\t',
	'\u3000',
	'_',
	'-',
);
/** Text as it is typed or pasted; every second one has hundreds of characters at times. */
const typed = fc.oneof(
	{
		weight: 9,
		arbitrary: fc
			.array(fc.tuple(gap, part), { minLength: 1, maxLength: 8 })
			.map((parts) => parts.flat().join('')),
	},
	{
		weight: 1,
		arbitrary: fc.tuple(part, fc.integer({ min: 1, max: 400 })).map(([one, n]) => one.repeat(n)),
	},
);

const by = fc.constantFrom(
	...['name', 'description', `rationale$${TYPE.system}`, `source_url$${TYPE.system}`],
	'global ID',
);
const picked = (value: number) => ({ __rl: true, mode: 'id', value: String(value) });

async function upsert(field: string, matchValue: string, fields?: object) {
	return await run('item', 'createOrUpdate', {
		project: picked(SEED.main),
		itemType: picked(TYPE.system),
		...(field === 'global ID' ? { matchBy: 'globalId' } : { matchBy: 'field', matchField: field }),
		matchValue,
		fieldsInput: 'json',
		fieldsJson: JSON.stringify({ ...(field === 'name' ? {} : { name: 'Made' }), ...fields }),
	});
}

/** Works with the items that came to be meanwhile, and deletes them. */
async function cleaning(work: (made: () => number[]) => Promise<void>): Promise<void> {
	const before = new Set(jama.state.items.keys());
	const made = () => [...jama.state.items.keys()].filter((id) => !before.has(id));
	try {
		await work(made);
	} finally {
		jama.switches.indexLag = 0;
		now += 2e9;
		for (const id of made()) {
			await jama.answer({ method: 'DELETE', path: `/rest/v1/items/${id}`, query: {} });
		}
	}
}

/** Whether there is anything in a text that every search could find: not what an index of HTML leaves out. */
const hasWord = (text: string) =>
	/[\p{L}\p{N}]/u.test(text.replace(/<!--.*?(-->|$)|<[^>]*(>|$)|&#?\w+;/gs, ''));

test('one item for one text, whatever it is', async () => {
	const { switches } = jama;
	const figures = { one: 0, refused: 0 };
	const how = fc.record({
		literalQuotes: fc.boolean(),
		/** A search that does not show new items yet, with what n8n remembers; or the search alone. */
		lags: fc.boolean(),
		again: fc.constantFrom('', ' ', '\n'),
	});
	await forAll(fc.tuple(by, typed, how), async ([field, text, { literalQuotes, lags, again }]) => {
		switches.literalQuotes = literalQuotes;
		switches.indexLag = lags ? 1e9 : 0;
		switches.laggingItem = 'missing';
		await cleaning(async (made) => {
			const first = await upsert(field, text);
			if (!lags) now += ELEVEN_MINUTES;
			const second = await upsert(field, again + text + again);
			if (first.error) {
				expect(first.error.message).toMatch(/no letter or digit|is empty/);
				expect(hasWord(text)).toBe(false);
				expect([second.error?.message === undefined, made()]).toEqual([false, []]);
				figures.refused += 1;
				return;
			}
			expect(second.error).toBeUndefined();
			expect(made()).toHaveLength(1);
			const [id] = made();
			expect(first.items.map(({ json }) => [json.id, json.created])).toEqual([[id, true]]);
			expect(second.items.map(({ json }) => [json.id, json.created])).toEqual([[id, false]]);
			figures.one += 1;
		});
	});
	expect(figures.one).toBeGreaterThan(0);
	note(`${figures.one} texts with one item each, ${figures.refused} refused, 0 with two`);
});

test('a value of the field beside the one that is looked for is refused, or makes one item as well', async () => {
	const other = fc.constantFrom<(text: string) => string>(
		(text) => text.replace(/ /g, '  '),
		(text) => ` ${text}\n`,
		(text) => text.toUpperCase(),
		(text) => `<p>${text}</p>`,
	);
	const field = fc.constantFrom('name', 'description', `rationale$${TYPE.system}`);
	await forAll(
		fc.tuple(field, typed, other, fc.boolean()),
		async ([name, text, change, literalQuotes]) => {
			jama.switches.literalQuotes = literalQuotes;
			await cleaning(async (made) => {
				const runs = [];
				for (let time = 0; time < 2; time += 1) {
					runs.push(await upsert(name, text, { [name]: change(text) }));
					now += ELEVEN_MINUTES;
				}
				const refused = runs.some(({ error }) => error !== undefined);
				expect(made().length).toBeLessThanOrEqual(refused ? 0 : 1);
			});
		},
		{ share: 0.2 },
	);
});
