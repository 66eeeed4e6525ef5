/** One-step operations on files: upload and attach, files and links in rich text. */
import { byId, failureOf, rowsOf, useJama } from './support';

const jama = useJama();
const NAME = 'Prüf "bericht" 試験.txt';
const withFile = (fileName = NAME, text = 'Alarm after 3 s') => {
	const data = Buffer.from(text).toString('base64');
	const file = { data, fileName, fileExtension: 'txt', mimeType: 'text/plain' };
	return { input: [{ json: {}, binary: { data: file } }] };
};
const fileOf = (id: number) => {
	const { attachments, files } = jama.server.state;
	const number = Number(attachments.get(id)?.fields.attachment);
	return Buffer.concat(files.get(number) ?? []).toString();
};

describe('upload and attach', () => {
	const toItem = { attachTo: 'items', itemId: byId(20) };
	const run = async (parameters: object = toItem, more: object = withFile()) =>
		await jama.run('attachment.uploadAndAttach', parameters, more);

	test('makes an attachment in the project of the item, puts the file in and attaches it', async () => {
		const additionalFields = { description: 'Signed' };
		const rows = rowsOf(await run({ ...toItem, additionalFields }));
		expect(rows).toMatchObject([{ id: 158, fileName: NAME, mimeType: 'text/plain', project: 2 }]);
		expect(jama.sent()).toEqual([
			'GET /items/20',
			`POST /projects/2/attachments ${JSON.stringify({ fields: { name: NAME, description: 'Signed' } })}`,
			expect.stringMatching(/^PUT \/attachments\/158\/file .*"name":"file"/),
			'POST /items/20/attachments {"attachment":158}',
			'GET /attachments/158',
		]);
		expect(fileOf(158)).toBe('Alarm after 3 s');
		expect(jama.server.state.itemAttachments.get(20)).toEqual(new Set([158]));
	});

	test('under a name of its own, without reading it back', async () => {
		const more = { additionalFields: { name: 'Report' }, options: { returnRecord: false } };
		expect(rowsOf(await run({ ...toItem, ...more }))).toEqual([
			{ success: true, id: 158, fileName: NAME, project: 2 },
		]);
		expect(jama.writes()[0]).toBe('POST /projects/2/attachments {"fields":{"name":"Report"}}');
		expect(jama.sent()).not.toContain('GET /attachments/158');
	});

	test.each(['plan', 'run'] as const)('to a test %s', async (kind) => {
		const [found] = [...jama.server.state.items.values()].filter((one) => one.test?.kind === kind);
		const id = found?.id as number;
		const place = `test${kind}s`;
		const target = kind === 'plan' ? { testPlanId: byId(id) } : { testRunId: byId(id) };
		rowsOf(await run({ attachTo: place, ...target }));
		expect(jama.sent()).toEqual([
			`GET /${place}/${id}`,
			expect.stringMatching(new RegExp(`^POST /projects/${found?.project}/attachments`)),
			expect.stringMatching(/^PUT \/attachments\/158\/file/),
			`POST /${place}/${id}/attachments {"attachment":158}`,
			'GET /attachments/158',
		]);
	});

	test('in another project, on a server that does not say the new ID as it should', async () => {
		jama.server.switches.metaId = false;
		const more = { project: byId(3), options: { returnRecord: false } };
		expect(rowsOf(await run({ ...toItem, ...more }))).toMatchObject([{ id: 158, project: 3 }]);
		expect(jama.writes()[0]).toMatch(/^POST \/projects\/3\/attachments/);
	});

	test('an attachment whose ID nobody says is named by its name, and nothing follows', async () => {
		const path = '/projects/2/attachments';
		const body = { meta: { status: 'Created' } };
		jama.server.switches.failNext = [{ status: 201, method: 'POST', path, body }];
		const failure = failureOf(await run());
		expect(failure.message).toBe('Jama created an attachment and did not say which');
		expect(failure.description).toMatch(/bericht.*project 2; it is empty/);
		expect(jama.writes()).toHaveLength(1);
	});

	test('an attachment that stays empty is named, with the way on', async () => {
		jama.server.switches.failNext = [{ status: 507, method: 'PUT' }];
		const failure = failureOf(await run());
		expect(failure.message).toBe('Scripted failure 507');
		expect(failure.description).toMatch(/Attachment 158 was created in project 2 and may be empty/);
		expect(failure.description).toMatch(/Upload File.*to item 20 with the operation Add/);
		expect(jama.writes()).toHaveLength(2);
	});

	test('an attachment that is attached to nothing is named, with the way on', async () => {
		const path = '/items/20/attachments';
		jama.server.switches.failNext = [{ status: 503, method: 'POST', path }];
		const { items } = await run(toItem, { ...withFile(), continueOnFail: true });
		expect(items).toMatchObject([{ json: { error: 'Scripted failure 503' } }]);
		const details = String(items[0]?.json.details);
		expect(details).toMatch(/may have been carried out/);
		expect(details).toMatch(/Attachment 158 .* holds the file, but is not attached/);
		expect(jama.writes().filter((line) => line.startsWith('POST'))).toHaveLength(2);
	});

	test('nothing is said to be left behind when nothing is', async () => {
		const path = '/projects/2/attachments';
		jama.server.switches.failNext = [{ status: 403, method: 'POST', path }];
		expect(failureOf(await run()).description).not.toMatch(/was created/);
	});

	test.each<[string, object, object, RegExp]>([
		['no file', toItem, {}, /binary/],
		['a file of another name', { ...toItem, inputDataFieldName: 'scan' }, withFile(), /scan/],
		['an empty file', toItem, withFile('a.txt', ''), /^The file 'a\.txt' is empty$/],
		['no item', { attachTo: 'items', itemId: byId('') }, withFile(), /Item/],
		['no test plan', { attachTo: 'testplans' }, withFile(), /^The test plan .* is not given$/],
	])('refuses %s before it sends anything', async (_name, parameters, more, message) => {
		expect(failureOf(await run(parameters, more)).message).toMatch(message);
		expect(jama.sent()).toEqual([]);
	});

	test('makes nothing for an item that does not exist', async () => {
		const failure = failureOf(await run({ attachTo: 'items', itemId: byId(9999) }));
		expect(failure.text).toContain('GET /rest/v1/items/9999');
		expect(jama.writes()).toEqual([]);
	});
});

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

	test('says which file could not be read', async () => {
		writeText((own) => `<img src="${own}"><img src="${own.replace('diagram.png', 'b%.png')}">`);
		jama.server.switches.failNext = [{ status: 404, path: '/files' }];
		expect(failureOf(await run()).description).toMatch(/It was file 1 of 2 of 'Description': http/);
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
