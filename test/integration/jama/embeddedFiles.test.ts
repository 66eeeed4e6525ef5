/** Files and links in rich text: what is shown there can be had, and a link can be put there. */
import { byId, failureOf, rowsOf, useJama } from './support';

const jama = useJama();
const NAME = 'Prüf "bericht" 試験.txt';

/** Puts a text into item 20, which links to the seeded attachment. */
function writeText(html: (url: string) => string, name = 'description'): string {
	const [attachment] = jama.server.state.attachments.values();
	const url = `${jama.server.url}/attachment/${String(attachment?.fields.attachment)}/diagram.png`;
	const item = jama.server.state.items.get(20);
	if (item) item.fields = { ...item.fields, [name]: html(url) };
	return url;
}

describe('download embedded files', () => {
	const run = async (parameters: object = {}) =>
		await jama.run('attachment.downloadEmbedded', { itemId: byId(20), ...parameters });

	test('gets each file of this Jama once, and lists the others', async () => {
		const url = writeText(
			(own) =>
				`<p><img alt="x" src="${own}"> <a class='b' href='${own}'>again</a>
				<a href="https://example.com/page">a page</a> <a href="mailto:a@b.c">mail</a>
				<img src=https://evil.example/attachment/1/a.png?a=1&amp;b=2>
				<a href="//evil.example/attachment/2/b.pdf">b</a>
				<img src="data:image/png;base64,${'A'.repeat(500)}"></p>`,
		);
		const result = await run();
		expect(rowsOf(result)).toEqual([
			{
				itemId: 20,
				field: 'description',
				url,
				skipped: [
					'https://evil.example/attachment/1/a.png?a=1&b=2',
					'//evil.example/attachment/2/b.pdf',
					expect.stringMatching(/^data:image\/png;base64,A{98}…$/),
				],
				missing: [],
			},
		]);
		expect(result.items[0]?.binary?.data).toMatchObject({
			fileName: 'diagram.png',
			mimeType: 'image/png',
		});
		expect(jama.sent()).toEqual(['GET /items/20?include=data.itemType', `GET /files?url=${url}`]);
	});

	test('of a field named by its label, relative addresses too', async () => {
		const url = writeText((own) => `<img src="${new URL(own).pathname}">`);
		const result = await run({ richTextField: 'Description', outputDataFieldName: 'picture' });
		expect(rowsOf(result)).toMatchObject([{ url }]);
		expect(Object.keys(result.items[0]?.binary ?? {})).toEqual(['picture']);
	});

	test('a text without files of this Jama gives no item, and says what it skipped', async () => {
		writeText(() => '<img src="https://example.com/a.png">');
		const { items, hints, error } = await run();
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect(hints).toMatchObject([{ message: expect.stringMatching(/example\.com\/a\.png/) }]);
	});

	const three = (own: string) =>
		['diagram.png', 'b.png', 'c.png']
			.map((name) => `<img src="${own.replace('diagram.png', name)}">`)
			.join('');

	test.each([404, 403, 410, 401])(
		'gives what can be had, and what is missing and why (%d)',
		async (status) => {
			const url = writeText(three);
			jama.server.switches.failNext = [{ status, path: '/files' }];
			const { items, hints, error } = await run();
			expect(error).toBeUndefined();
			expect(items).toHaveLength(2);
			const missing = [{ url, reason: `Scripted failure ${status}` }];
			for (const { json, binary } of items) {
				expect(json).toMatchObject({ missing });
				expect(binary).toHaveProperty('data');
			}
			expect(hints).toMatchObject([
				{
					message: expect.stringMatching(
						/^1 of 3 files of 'Description' of item 20 .*diagram\.png/,
					),
				},
			]);
		},
	);

	test('a file that is gone by the word of a proxy is missing, and the others are had', async () => {
		const url = writeText(three);
		const body = '<html><body>Not Found</body></html>';
		jama.server.switches.failNext = [{ status: 404, path: '/files', body }];
		const { items, error } = await run();
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.missing)).toEqual(
			Array.from({ length: 2 }, () => [{ url, reason: expect.any(String) }]),
		);
	});

	test('a credential that is refused meanwhile is an error, and no missing file', async () => {
		writeText(three);
		jama.server.switches.failNext = [
			{ status: 401, path: '/files' },
			{ status: 401, path: '/users/current' },
		];
		expect(failureOf(await run()).message).toBe('Scripted failure 401');
	});

	test('where none can be had, or for another reason, it fails and says which file it was', async () => {
		writeText((own) => `<img src="${own}">`);
		jama.server.switches.failNext = [{ status: 404, path: '/files' }];
		expect(failureOf(await run()).description).toMatch(/It was file 1 of 1 of 'Description': http/);
		writeText(three);
		jama.server.switches.failNext = [{ status: 400, path: '/files' }];
		expect(failureOf(await run()).description).toMatch(/It was file 1 of 3 of 'Description': http/);
	});

	test.each([
		['Picture', /has no field "Picture"/, /Valid: .*Description \(description\)/],
		['Priority', /^'Priority' is no rich-text field$/, /: Description\.$/],
		['rationale', /^'Rationale' is no rich-text field$/, /Description/],
	])('refuses the field %s', async (richTextField, message, advice) => {
		const failure = failureOf(await run({ richTextField }));
		expect(failure.message).toMatch(message);
		expect(failure.description).toMatch(advice);
	});
});

describe('embed link', () => {
	const parameters = { attachmentId: 126, itemId: byId(20) };
	const numberOf = (id: number) => String(jama.server.state.attachments.get(id)?.fields.attachment);
	const textNow = () => String(jama.server.state.items.get(20)?.fields.description);

	test('puts it at the end of the text, with the number of the file', async () => {
		writeText(() => '<p>Text</p>');
		const rows = await jama.rows('attachment.embedLink', parameters);
		const url = `${jama.server.url}/attachment/${numberOf(126)}/diagram.png`;
		const value = `<p>Text</p><a href="${url}">diagram.png</a>`;
		expect(numberOf(126)).not.toBe('126');
		expect(rows).toMatchObject([{ id: 20, description: value }]);
		expect(jama.sent().slice(0, 4)).toEqual([
			'GET /attachments/126',
			'GET /items/20?include=data.itemType',
			`PATCH /items/20 ${JSON.stringify([{ op: 'add', path: '/fields/description', value }])}`,
			'GET /items/20',
		]);
	});

	test('escapes name and text, and is found again by Download Embedded Files', async () => {
		const attachment = jama.server.state.attachments.get(126);
		if (attachment) attachment.fileName = NAME;
		writeText(() => '');
		const additionalFields = { linkText: '<b>"A" & B</b>' };
		await jama.rows('attachment.embedLink', { ...parameters, additionalFields });
		expect(textNow()).toMatch(
			/%22bericht%22%20%E8%A9%A6.*\.txt">&lt;b&gt;&quot;A&quot; &amp; B&lt;\/b&gt;<\/a>$/,
		);
		const result = await jama.run('attachment.downloadEmbedded', { itemId: byId(20) });
		expect(rowsOf(result)).toHaveLength(1);
		expect(result.items[0]?.binary?.data?.fileName).toBe(NAME);
	});

	test('a link that is there already is not put there twice', async () => {
		await jama.rows('attachment.embedLink', parameters);
		await jama.rows('attachment.embedLink', parameters);
		expect(jama.writes()).toHaveLength(1);
	});

	test('an attachment without a file is refused', async () => {
		const attachment = jama.server.state.attachments.get(126);
		if (attachment) attachment.fileName = undefined;
		const failure = await jama.failure('attachment.embedLink', parameters);
		expect(failure.message).toBe('Attachment 126 has no file');
		expect(jama.writes()).toEqual([]);
	});

	test('a refused PATCH leaves the text as it was', async () => {
		const before = textNow();
		jama.server.switches.failNext = [{ status: 409, method: 'PATCH' }];
		expect((await jama.failure('attachment.embedLink', parameters)).message).toMatch(/409/);
		expect(textNow()).toBe(before);
	});
});

test.each([
	'https://evil.example/attachment/1/a.png',
	'//evil.example/a.png',
	'file:///etc/passwd',
])('Download File of Rich Text refuses %s', async (url) => {
	const failure = await jama.failure('attachment.downloadFile', { url });
	expect(failure.message).toMatch(/^'URL' is not a file of this Jama/);
	expect(jama.sent()).toEqual([]);
});
