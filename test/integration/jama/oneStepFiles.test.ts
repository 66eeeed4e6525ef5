/** Upload and attach: one step for the user, and what is left behind when one of its requests fails. */
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
		expect(failure.description).toMatch(
			/Attachment 158 was created in project 2, does not hold the whole file/,
		);
		expect(failure.description).toMatch(/Upload File.*to item 20 with the operation Add/);
		expect(jama.writes()).toHaveLength(2);
	});

	test('an attachment that is attached to nothing is named, with the way on', async () => {
		const path = '/items/20/attachments';
		// The step, and the look whether it was done.
		jama.server.switches.failNext = [{ status: 503, method: 'POST', path }];
		const { items } = await run(toItem, { ...withFile(), continueOnFail: true });
		expect(items).toMatchObject([{ json: { error: 'Scripted failure 503' } }]);
		const details = String(items[0]?.json.details);
		expect(details).toMatch(/Attachment 158 .* holds the file, but is not attached/);
		expect(jama.writes().filter((line) => line.startsWith('POST'))).toHaveLength(2);
	});

	test.each([
		['POST', '/items/20/attachments'],
		['PUT', '/attachments/158/file'],
	] as const)('%s %s whose answer is lost is looked for, and all is well', async (method, path) => {
		const lost = { status: 500, method, path, after: true };
		jama.server.switches.failNext = [lost];
		expect(rowsOf(await run())).toMatchObject([{ id: 158, fileName: NAME }]);
		expect(fileOf(158)).toBe('Alarm after 3 s');
		expect(jama.server.state.itemAttachments.get(20)).toEqual(new Set([158]));
		expect(jama.writes()).toHaveLength(3);
	});

	test('where nobody can look, it is said that it is not known', async () => {
		const path = '/items/20/attachments';
		jama.server.switches.failNext = [
			{ status: 500, method: 'POST', path, after: true },
			{ status: 403, method: 'GET', path },
		];
		const { description } = failureOf(await run());
		expect(description).toMatch(/holds the file, but whether it is attached is not known/);
	});

	test('an attachment that may have been made is named', async () => {
		const path = '/projects/2/attachments';
		jama.server.switches.failNext = [{ status: 500, method: 'POST', path, after: true }];
		const { description } = failureOf(await run());
		expect(description).toMatch(
			/If it was created, the attachment is named .* in project 2, is empty/,
		);
		expect(jama.writes()).toHaveLength(1);
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
