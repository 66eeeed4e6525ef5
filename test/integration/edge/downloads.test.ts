/** Files that do not come whole, or are something else. */
import { breaking, Edge, envelope, useNock } from './support';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => await Promise.resolve(),
}));

useNock();

const RECORD = '/rest/v1/attachments/7';
const FILE = `${RECORD}/file`;
const PDF = '%PDF-1.7 0123456789';
const PDF_TYPE = { 'content-type': 'application/pdf' };
const LOGIN = '<!DOCTYPE html><html><body>Log in</body></html>';
const HTML_TYPE = { 'content-type': 'text/html;charset=UTF-8' };
const parameters = { attachmentId: 7 };
const record = (more: object = {}) =>
	envelope({
		id: 7,
		fileName: 'spec.pdf',
		mimeType: 'application/pdf',
		fileSize: PDF.length,
		...more,
	});
const download = async (edge: Edge) => await edge.run('attachment.download', parameters);
const contentOf = ({ items }: Awaited<ReturnType<typeof download>>) =>
	Buffer.from(items[0]?.binary?.data?.data ?? '', 'base64').toString();

test.each<[string, (edge: Edge) => unknown]>([
	[
		'whose connection breaks',
		(edge) => edge.scope.get(FILE).reply(200, breaking('%PDF-1.'), PDF_TYPE),
	],
	['that comes short', (edge) => edge.scope.get(FILE).reply(200, '%PDF-1.', PDF_TYPE)],
	[
		'shorter than announced',
		(edge) => edge.scope.get(FILE).reply(200, '%PDF-1.', { ...PDF_TYPE, 'content-length': '19' }),
	],
	['that comes empty', (edge) => edge.scope.get(FILE).reply(200, '', PDF_TYPE)],
])('a file %s is asked for again', async (_, first) => {
	const edge = new Edge();
	edge.scope.get(RECORD).reply(200, record());
	first(edge);
	edge.scope.get(FILE).reply(200, PDF, PDF_TYPE);
	const result = await download(edge);
	expect(contentOf(result)).toBe(PDF);
	expect(edge.sent).toEqual([`GET ${RECORD}`, `GET ${FILE}`, `GET ${FILE}`]);
	expect(edge.headers[1]?.['accept-encoding']).toBe('identity');
});

test('a file that breaks off every time is an error', async () => {
	const edge = new Edge();
	edge.scope.get(RECORD).reply(200, record());
	edge.scope.get(FILE).times(4).reply(200, breaking('%PDF'), PDF_TYPE);
	const { error, items } = await download(edge);
	expect(error?.message).toMatch(/^The response is not complete: /);
	expect(items).toEqual([]);
});

test('a file that is whole and of another size than its record says: both numbers', async () => {
	const edge = new Edge();
	edge.scope.get(RECORD).reply(200, record({ fileSize: 300_000 }));
	edge.scope.get(FILE).reply(200, PDF, { ...PDF_TYPE, 'content-length': `${PDF.length}` });
	const failure = await edge.failure('attachment.download', parameters);
	expect(failure.message).toBe(
		`The response is not the file: ${PDF.length} bytes came, and the file has 300000`,
	);
	expect(edge.sent).toHaveLength(2);
});

test.each<[string, object, Record<string, string>]>([
	['of its type', {}, HTML_TYPE],
	['of no type', {}, {}],
	['of the type of the file', {}, PDF_TYPE],
	['as large as the file', { fileSize: LOGIN.length }, HTML_TYPE],
])('a login page %s is no file', async (_, more, headers) => {
	const edge = new Edge();
	edge.scope.get(RECORD).reply(200, record(more));
	edge.scope.get(FILE).reply(200, LOGIN, headers);
	const failure = await edge.failure('attachment.download', parameters);
	expect(failure.message).toBe("The response is a web page, not Jama's API (status 200)");
});

test.each([{ fileName: 'report.HTML' }, { fileName: 'report', mimeType: 'text/html' }])(
	'a web page that is the attachment is downloaded: %j',
	async (more) => {
		const edge = new Edge();
		edge.scope.get(RECORD).reply(200, record({ ...more, fileSize: LOGIN.length }));
		edge.scope.get(FILE).reply(200, LOGIN, HTML_TYPE);
		expect(contentOf(await download(edge))).toBe(LOGIN);
	},
);

test('an attachment whose record says no size is taken as it comes, and an empty one of size 0', async () => {
	const edge = new Edge();
	edge.scope.get(RECORD).reply(200, record({ fileSize: null }));
	edge.scope.get(FILE).reply(200, PDF, PDF_TYPE);
	expect(contentOf(await download(edge))).toBe(PDF);
	edge.scope.get(RECORD).reply(200, record({ fileSize: 0 }));
	edge.scope.get(FILE).reply(200, '', PDF_TYPE);
	expect((await download(edge)).error).toBeUndefined();
});

describe.each<[string, object, string]>([
	['itemType.getImage', { itemTypeId: { __rl: true, mode: 'id', value: 33 } }, '/img/33.png'],
	['attachment.downloadFile', { url: '/attachment/5/a.png' }, '/rest/v1/files'],
])('%s', (operation, more, path) => {
	/** Of an item type, its picture's address is read first. */
	const begin = (edge: Edge): number => {
		if (operation !== 'itemType.getImage') return 0;
		const type = { id: 33, display: 'Requirement', image: edge.url + path };
		edge.scope.get('/rest/v1/itemtypes/33').reply(200, envelope(type));
		return 1;
	};

	test.each<[string, number, string, RegExp]>([
		['a login page', 200, LOGIN, /web page/],
		['nothing, with 204', 204, '', /not one of Jama's API \(status 204\)/],
	])('refuses %s', async (_, status, body, message) => {
		const edge = new Edge();
		begin(edge);
		edge.scope.get(path).query(true).reply(status, body, HTML_TYPE);
		expect((await edge.failure(operation, more)).message).toMatch(message);
	});

	test('asks again for what breaks off', async () => {
		const edge = new Edge();
		const before = begin(edge);
		edge.scope.get(path).query(true).reply(200, breaking('PNG'), { 'content-type': 'image/png' });
		edge.scope.get(path).query(true).reply(200, 'PNG!', { 'content-type': 'image/png' });
		const { items } = await edge.run(operation, more);
		expect(items).toHaveLength(1);
		expect(edge.sent).toHaveLength(before + 2);
	});
});

test('a file that is rejected where n8n gets a new token for it: what Jama says is read', async () => {
	const edge = new Edge();
	const token = { access_token: 'a', token_type: 'Bearer', expires_in: 3600 };
	edge.scope.post('/rest/oauth/token').times(3).reply(200, token);
	edge.scope.get(RECORD).reply(200, record());
	const words = { meta: { status: 'Unauthorized', message: 'The license of ada has ended' } };
	edge.scope.get(FILE).times(2).reply(401, words);
	edge.scope.get(/users.current/).reply(401, words);
	const failure = await edge.failure('attachment.download', parameters, {
		credentials: edge.oAuth2(),
	});
	expect(failure.message).toBe('The license of ada has ended');
});
