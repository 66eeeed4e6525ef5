/** Custom API Action: bodies, files, redirects. */
import type { INodeExecutionData } from 'n8n-workflow';
import { jamaCredentials, jamaOAuth2Credentials } from '../../support/engine/harness';
import { startEcho } from './echo';
import type { Echo } from './echo';
import { useJama } from './support';

const jama = useJama();
let echo: Echo;
let other: Echo;
beforeEach(async () => {
	[echo, other] = await Promise.all([startEcho(), startEcho()]);
});
afterEach(async () => {
	await Promise.all([echo.close(), other.close()]);
});

const BYTES = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 13, 10, 0x1a]);
const withFile: INodeExecutionData[] = [
	{
		json: {},
		binary: {
			data: { data: BYTES.toString('base64'), mimeType: 'image/png', fileName: 'dia gram.png' },
		},
	},
];
/** A credential of the fake Jama that points at the bare server. */
const atEcho = (credential = jamaCredentials(jama.server)) => {
	credential.data.baseUrl = echo.url;
	return credential;
};
const call = async (parameters: object, input: INodeExecutionData[] = [{ json: {} }]) => {
	const { items, error } = await jama.run('customApi.request', parameters, {
		credentials: atEcho(),
		input,
	});
	expect(error?.message).toBeUndefined();
	return items[0];
};
const formOf = async ({ headers, body }: { headers: object; body: Buffer }) =>
	await new Response(new Uint8Array(body), { headers: { ...headers } }).formData();

/** Parts of a form in order. */
const entriesOf = (form?: FormData): Array<[string, FormDataEntryValue]> => {
	const entries: Array<[string, FormDataEntryValue]> = [];
	form?.forEach((value, name) => entries.push([name, value]));
	return entries;
};
const namesOf = (form?: FormData) => entriesOf(form).map(([name]) => name);

describe('bodies', () => {
	const put = { method: 'PUT', relativeUrl: '/attachments/126/file' };

	test('multipart with a file and texts', async () => {
		const formFields = '{"note": "Grüße", "size": 9, "tags": [1]}';
		await call({ ...put, contentType: 'multipart', formFields }, withFile);
		const [received] = echo.received;
		if (!received) throw new Error('Nothing was sent');
		expect(received.method).toBe('PUT');
		expect(received.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
		const form = await formOf(received);
		expect(namesOf(form)).toEqual(['note', 'size', 'tags', 'file']);
		expect([form.get('note'), form.get('size'), form.get('tags')]).toEqual(['Grüße', '9', '[1]']);
		const file = form.get('file') as File;
		expect([file.name, file.type]).toEqual(['dia gram.png', 'image/png']);
		expect(Buffer.from(await file.arrayBuffer())).toEqual(BYTES);
	});

	test('multipart with another part name, and without a file', async () => {
		await call({ ...put, contentType: 'multipart', filePartName: 'upload' }, withFile);
		await call({
			...put,
			contentType: 'multipart',
			formFields: '{"a": "b"}',
			inputDataFieldName: '',
		});
		const [first, second] = await Promise.all(echo.received.map(formOf));
		expect(namesOf(first)).toEqual(['upload']);
		expect(entriesOf(second)).toEqual([['a', 'b']]);
	});

	test('a file as it is', async () => {
		await call({ ...put, contentType: 'binary' }, withFile);
		expect(echo.received[0]?.headers['content-type']).toBe('image/png');
		expect(echo.received[0]?.body).toEqual(BYTES);
	});

	test('an URL-encoded form', async () => {
		const parameters = { method: 'POST', relativeUrl: '/x', contentType: 'urlencoded' };
		await call({ ...parameters, formFields: '{"a": "b c", "d": "ä&="}' });
		expect(echo.received[0]?.headers['content-type']).toMatch(
			/^application\/x-www-form-urlencoded/,
		);
		expect([...new URLSearchParams(echo.received[0]?.body.toString())]).toEqual([
			['a', 'b c'],
			['d', 'ä&='],
		]);
	});

	test.each(['{}', '[]', '"text"', '0', 'false', 'null'])(
		'JSON %s arrives as it is',
		async (body) => {
			await call({ method: 'POST', relativeUrl: '/x', body });
			expect(echo.received[0]?.headers['content-type']).toBe('application/json');
			expect(echo.received[0]?.body.toString()).toBe(body);
		},
	);

	test('none', async () => {
		await call({ method: 'POST', relativeUrl: '/x', contentType: 'none' });
		expect(echo.received[0]?.body).toHaveLength(0);
	});

	test('a file that is not there is said so, and nothing is sent', async () => {
		const failure = await jama.failure(
			'customApi.request',
			{ ...put, contentType: 'binary', inputDataFieldName: 'scan' },
			{ input: withFile },
		);
		expect(failure.message).toMatch(/scan/);
		expect(jama.sent()).toEqual([]);
	});

	test('a form is sent again after an expired token was renewed', async () => {
		const credentials = jamaOAuth2Credentials(jama.server);
		await jama.rows('customApi.request', { relativeUrl: '/projects/2' }, { credentials });
		jama.server.expireTokens();
		jama.server.requests.length = 0;
		const parameters = { ...put, contentType: 'multipart', options: { neverError: true } };
		await jama.rows('customApi.request', parameters, { credentials, input: withFile });
		expect(jama.server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'PUT /attachments/126/file',
			'POST /oauth/token',
			'PUT /attachments/126/file',
		]);
		expect(jama.server.requests.at(-1)?.status).not.toBe(401);
	});
});

describe('answers', () => {
	const options = { binaryResponse: true };
	const answer = (headers: object, body: string | Buffer = BYTES) => {
		echo.reply = () => ({ status: 200, headers: { ...headers }, body });
	};

	test.each([
		[
			{ 'content-type': 'image/png', 'content-disposition': 'attachment; filename="a b.png"' },
			'a b.png',
			'image/png',
		],
		[
			{
				'content-type': 'image/png',
				'content-disposition': "attachment; filename*=UTF-8''%C3%A4.png",
			},
			'ä.png',
			'image/png',
		],
		[{ 'content-type': 'application/pdf;charset=x' }, 'file', 'application/pdf'],
	])('as a file: %j', async (headers, fileName, mimeType) => {
		answer(headers);
		const item = await call({ relativeUrl: '/attachments/1/file', options });
		expect(item?.json.statusCode).toBe(200);
		expect(item?.json).not.toHaveProperty('body');
		expect(item?.binary?.data).toMatchObject({ fileName, mimeType });
		expect(Buffer.from(item?.binary?.data?.data ?? '', 'base64')).toEqual(BYTES);
	});

	test('an error instead of a file is an error', async () => {
		echo.reply = () => ({
			status: 404,
			headers: { 'content-type': 'application/json' },
			body: '{"meta":{"message":"No such attachment"}}',
		});
		const failure = await jama.failure(
			'customApi.request',
			{ relativeUrl: '/attachments/1/file', options },
			{ credentials: atEcho() },
		);
		expect(failure.message).toBe('No such attachment');
	});

	test('a session cookie never comes out', async () => {
		const cookie = ['JSESSIONID=c00kie-secret; HttpOnly', 'other=c00kie-secret'];
		for (const more of [{}, { options }]) {
			answer({ 'content-type': 'application/json', 'set-cookie': cookie, 'x-kept': '1' }, '{}');
			const item = await call({ relativeUrl: '/projects', ...more });
			expect(item?.json.headers).toMatchObject({ 'x-kept': '1' });
			expect(JSON.stringify(item)).not.toContain('c00kie-secret');
		}
	});
});

describe('a redirect to another server', () => {
	const away = (status: number) => {
		echo.reply = () => ({ status, headers: { location: `${other.url}/stolen` } });
	};

	test.each([301, 302, 307, 308])('does not carry the credential (%i)', async (status) => {
		away(status);
		await jama.run('customApi.request', { relativeUrl: '/projects' }, { credentials: atEcho() });
		expect(echo.received[0]?.headers.authorization).toMatch(/^Basic /);
		for (const { headers } of other.received) expect(headers).not.toHaveProperty('authorization');
	});

	test('does not carry a token', async () => {
		away(302);
		const credentials = jamaOAuth2Credentials(jama.server);
		await jama.rows('item.get', { itemId: 20 }, { credentials });
		await jama.run('project.getMany', {}, { credentials: atEcho(credentials) });
		expect(echo.received[0]?.headers.authorization).toMatch(/^Bearer /i);
		for (const { headers } of other.received) expect(headers).not.toHaveProperty('authorization');
	});
});
