/** Rich text of Jama's as Jira takes it: a document on Cloud, wiki markup on Data Center. Nothing is lost without a word. */
import { comparable, plainToDocument } from '../../../nodes/JiraAgile/richText/document';
import type { DocumentNode, Mark } from '../../../nodes/JiraAgile/richText/document';
import { parseHtml } from '../../../nodes/JiraAgile/richText/htmlTree';
import { htmlToDocument } from '../../../nodes/JiraAgile/richText/toDocument';
import { documentToWiki } from '../../../nodes/JiraAgile/richText/toWiki';

const p = (...content: DocumentNode[]) => ({ type: 'paragraph', content });
const t = (text: string, ...marks: Array<string | Mark>): DocumentNode => ({
	type: 'text',
	text,
	...(marks.length > 0
		? { marks: marks.map((mark) => (typeof mark === 'string' ? { type: mark } : mark)) }
		: {}),
});
const link = (href: string) => ({ type: 'link', attrs: { href } });
const item = (...content: DocumentNode[]) => ({ type: 'listItem', content });
const cell = (...content: DocumentNode[]) => ({ type: 'tableCell', content });
const head = (...content: DocumentNode[]) => ({ type: 'tableHeader', content });
const list = (...content: DocumentNode[]) => ({ type: 'bulletList', content });
const br = { type: 'hardBreak' };

interface Example {
	what: string;
	html: string;
	document: unknown[];
	wiki: string;
	lost?: string[];
	lostInWiki?: string[];
}

const EXAMPLES: Example[] = [
	{
		what: 'paragraphs, line breaks and space',
		html: '<p>The pump\n   shall <br />stop.</p>\n<p>&nbsp;</p><div>Then</div>text',
		document: [p(t('The pump shall'), br, t('stop.')), p(t('\u00a0')), p(t('Then')), p(t('text'))],
		wiki: 'The pump shall\nstop.\n\n\u00a0\n\nThen\n\ntext',
	},
	{
		what: 'marks, also inside of words and one in another',
		html: '<p><b>bold</b>, <em>it</em><u>und</u> <s>no</s> H<sub>2</sub>O x<sup>2</sup> <code>a*b</code> <b><i>both</i></b></p>',
		document: [
			p(
				...[t('bold', 'strong'), t(', '), t('it', 'em'), t('und', 'underline'), t(' ')],
				...[t('no', 'strike'), t(' H'), t('2', { type: 'subsup', attrs: { type: 'sub' } })],
				...[t('O x'), t('2', { type: 'subsup', attrs: { type: 'sup' } }), t(' ')],
				...[t('a*b', 'code'), t(' '), t('both', 'strong', 'em')],
			),
		],
		wiki: '*bold*, {_}it{_}{+}und{+} -no- H{~}2{~}O x{^}2{^} {{a\\*b}} _*both*_',
	},
	{
		what: 'styles of a word processor',
		html: '<p><span style="font-weight: bold; color: rgb(255, 0, 0)">Red</span><font color="#00f"> blue</font><span style="color:black"> plain</span></p>',
		document: [
			p(
				t('Red', 'strong', { type: 'textColor', attrs: { color: '#ff0000' } }),
				t(' blue', { type: 'textColor', attrs: { color: '#0000ff' } }),
				t(' plain'),
			),
		],
		wiki: '{color:#ff0000}*Red*{color} {color:#0000ff}blue{color} plain',
	},
	{
		what: 'headings',
		html: '<h1>Alarm</h1><h3>Limits <i>of it</i></h3><h4></h4>',
		document: [
			{ type: 'heading', attrs: { level: 1 }, content: [t('Alarm')] },
			{ type: 'heading', attrs: { level: 3 }, content: [t('Limits '), t('of it', 'em')] },
		],
		wiki: 'h1. Alarm\n\nh3. Limits _of it_',
	},
	{
		what: 'lists, nested in an item and directly in a list',
		html: '<ul><li>One<ol start="3"><li>A</li><li><p>B</p><p>b</p></li></ol></li><li>Two<ul><li>C</ul></ul><ul><li>D</li><ul><li>E</li></ul></ul>',
		document: [
			list(
				item(p(t('One')), {
					type: 'orderedList',
					attrs: { order: 3 },
					content: [item(p(t('A'))), item(p(t('B')), p(t('b')))],
				}),
				item(p(t('Two')), list(item(p(t('C'))))),
			),
			list(item(p(t('D')), list(item(p(t('E')))))),
		],
		wiki: '* One\n*# A\n*# B \\\\ b\n* Two\n** C\n\n* D\n** E',
	},
	{
		what: 'a table with a head, merged cells, a list in a cell and an empty one',
		html: '<table><thead><tr><th>Limit</th><th>Value</th></tr></thead><tbody><tr><td colspan="2"><p>a</p><p>b</p></td></tr><tr><td></td><td><ul><li>x</li></ul></td></tr></tbody></table>',
		document: [
			{
				type: 'table',
				content: [
					{ type: 'tableRow', content: [head(p(t('Limit'))), head(p(t('Value')))] },
					{
						type: 'tableRow',
						content: [{ ...cell(p(t('a')), p(t('b'))), attrs: { colspan: 2 } }],
					},
					{ type: 'tableRow', content: [cell(p()), cell(list(item(p(t('x')))))] },
				],
			},
		],
		wiki: '||Limit||Value||\n|a \\\\ b|\n| |\n* x\n|',
		lostInWiki: ['merged cells'],
	},
	{
		what: 'links and pictures, which become links',
		html: '<p><a href="https://jama.example.com/perspective.req#/items/20">SYS-1</a> <a href="/attachment/3/a%20b.pdf"></a> <a href="mailto:a@b.c">mail</a> <img src="/attachment/7/flow%20chart.png"> <img alt="Door" src="https://x.example.com/d.png"/></p>',
		document: [
			p(
				...[t('SYS-1', link('https://jama.example.com/perspective.req#/items/20')), t(' ')],
				t(
					'https://jama.example.com/attachment/3/a%20b.pdf',
					link('https://jama.example.com/attachment/3/a%20b.pdf'),
				),
				...[t(' '), t('mail', link('mailto:a@b.c')), t(' ')],
				t('flow chart.png', link('https://jama.example.com/attachment/7/flow%20chart.png')),
				...[t(' '), t('Door', link('https://x.example.com/d.png'))],
			),
		],
		wiki: '[SYS\\-1|https://jama.example.com/perspective.req#/items/20] [https://jama.example.com/attachment/3/a%20b.pdf|https://jama.example.com/attachment/3/a%20b.pdf] [mail|mailto:a@b.c] [flow chart.png|https://jama.example.com/attachment/7/flow%20chart.png] [Door|https://x.example.com/d.png]'.replace(
			'SYS\\-1',
			'SYS-1',
		),
	},
	{
		what: 'a picture inside the text and a link that leads nowhere are told',
		html: '<p><img src="data:image/png;base64,AAAA" alt="Sketch"> <a href="javascript:x()">run</a> <a href="#top">up</a></p>',
		document: [p(t('[Sketch]'), t(' '), t('run'), t(' (javascript:x())'), t(' '), t('up'))],
		wiki: '\\[Sketch\\] run (javascript:x()) up',
		lost: ['a picture inside the text', 'the link to javascript:x()'],
	},
	{
		what: 'character references and signs of the markup',
		html: '<p>a &lt; b &amp; c &ge; 5&deg;C &#181;l &#x2013; {x} [y] |z| *s* C:\\temp -5 self-test snake_case 50% !</p>',
		document: [p(t('a < b & c ≥ 5°C µl – {x} [y] |z| *s* C:\\temp -5 self-test snake_case 50% !'))],
		wiki: 'a < b & c ≥ 5°C µl – \\{x\\} \\[y\\] \\|z\\| \\*s\\* C:&#92;temp \\-5 self-test snake\\_case 50% \\!',
	},
	{
		what: 'code, a quote and a rule',
		html: '<pre>if (a) {\n  b();\n}</pre><blockquote><p>said</p><h2>so</h2></blockquote><hr>',
		document: [
			{ type: 'codeBlock', content: [t('if (a) {\n  b();\n}')] },
			{ type: 'blockquote', content: [p(t('said')), p(t('so', 'strong'))] },
			{ type: 'rule' },
		],
		wiki: '{noformat}\nif (a) {\n  b();\n}\n{noformat}\n\n{quote}\nsaid\n\n*so*\n{quote}\n\n----',
	},
	{
		what: 'a table in a list, whose frame is lost, and whose text is not',
		html: '<ul><li>x<table><tr><td>1</td><td>2</td></tr></table></li></ul>',
		document: [list(item(p(t('x')), p(t('1'), t(' | '), t('2'))))],
		wiki: '* x \\\\ 1 \\| 2',
		lost: ['the frame of a table inside of another block'],
	},
	{
		what: 'what is never shown',
		html: '<style>p { color: red }</style><!-- note --><script>alert("<p>no</p>")</script><p>yes</p>',
		document: [p(t('yes'))],
		wiki: 'yes',
	},
	{
		what: 'HTML with faults',
		html: '<p>one<p>two</b><ul><li>a<li>b</ul><td>c',
		document: [p(t('one')), p(t('two')), list(item(p(t('a'))), item(p(t('b')))), p(t('c'))],
		wiki: 'one\n\ntwo\n\n* a\n* b\n\nc',
	},
	{ what: 'nothing', html: '  ', document: [], wiki: '' },
];

test.each(EXAMPLES)('$what', ({ html, document, wiki, lost = [], lostInWiki = [] }) => {
	const base = 'https://jama.example.com/perspective.req';
	const converted = htmlToDocument(html, base);
	expect(converted).toEqual({ value: { type: 'doc', version: 1, content: document }, lost });
	const inWiki = documentToWiki(converted.value);
	if (!/start=/.test(html)) expect(inWiki.lost).toEqual(lostInWiki);
	expect(inWiki.value).toBe(wiki);
});

test('a number at which a list begins is told where it is lost', () => {
	const { value } = htmlToDocument('<ol start="3"><li>x</li></ol>');
	expect(documentToWiki(value)).toEqual({ value: '# x', lost: ['the first number of a list'] });
});

test('plain text: an empty line ends a paragraph, signs stay signs', () => {
	const document = plainToDocument('a <b>\r\nb\n\n\n # c ');
	expect(document.content).toEqual([p(t('a <b>'), br, t('b')), p(t('# c'))]);
	expect(documentToWiki(document).value).toBe('a <b>\nb\n\n\\# c');
});

test('two documents are compared without what Jira adds', () => {
	const saved = {
		version: 1,
		type: 'doc',
		content: [
			{
				type: 'paragraph',
				attrs: { localId: 'x' },
				content: [t('a', 'em', 'strong'), { ...t('b', 'strong', 'em'), attrs: {} }],
			},
		],
	};
	const sent = { type: 'doc', version: 1, content: [p(t('ab', 'strong', 'em'))] };
	expect(comparable(saved)).toEqual(comparable(sent));
	expect(comparable(sent)).not.toEqual(comparable(plainToDocument('ab')));
});

/** Every word of HTML made at random is in the document and in the markup: seeded, the seed is printed. */
test('no word is lost', () => {
	const seed = Number(process.env.SEED ?? Date.now() % 100_000);
	let state = seed;
	const random = (n: number) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * n);
	};
	const TAGS = 'p b i u ul ol li table tr td th div span h2 a blockquote pre sub font br'.split(
		' ',
	);
	for (let n = 0; n < 300; n += 1) {
		const words: string[] = [];
		let html = '';
		for (let k = 0; k < 25; k += 1) {
			const tag = TAGS[random(TAGS.length)] ?? 'p';
			const kind = random(3);
			if (kind === 0) html += `<${tag}${tag === 'a' ? ' href="https://e.example.com/"' : ''}>`;
			else if (kind === 1) html += `</${tag}>`;
			else {
				words.push(`w${n}x${k}`);
				html += ` w${n}x${k} `;
			}
		}
		const { value } = htmlToDocument(html);
		const wiki = documentToWiki(value).value;
		const missing = words.filter(
			(word) => !JSON.stringify(value).includes(word) || !wiki.includes(word),
		);
		expect({ seed, html, missing }).toEqual({ seed, html, missing: [] });
	}
});

test('a tree keeps attributes as they are written', () => {
	expect(parseHtml(`<a HREF='x"y' title=z checked>t</a>`)).toEqual([
		{ tag: 'a', attributes: { href: 'x"y', title: 'z', checked: '' }, children: ['t'] },
	]);
});
