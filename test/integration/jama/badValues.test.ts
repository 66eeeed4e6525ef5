/** Values that cannot be used: said so, with the parameter's name, before anything is sent. */
import { byId, useJama } from './support';

const jama = useJama();

afterEach(() => expect(jama.sent()).toEqual([]));

describe('Limit', () => {
	test.each([
		['0', 0],
		['-1', -1],
		['1.5', 1.5],
		['"abc"', 'abc'],
		['" "', ' '],
		['"1e1000"', '1e1000'],
	])('%s', async (shown, limit) => {
		const input = [{ limit }];
		const failure = await jama.failure('item.getMany', { limit: '={{ $json.limit }}' }, { input });
		expect(failure).toMatchObject({
			message: `'Limit' must be a whole number of at least 1, and is ${shown}`,
			description: "To get everything, turn on 'Return All'.",
			itemIndex: 0,
		});
	});

	test('that an expression does not give', async () => {
		const parameters = { project: byId(2), limit: '={{ $json.none }}' };
		const failure = await jama.failure('item.getManyInProject', parameters);
		expect(failure.message).toMatch(/^'Limit' must be a whole number of at least 1, and is /);
	});
});

describe('JSON that is none', () => {
	const api = (name: string, value: string) => ({
		method: 'POST',
		relativeUrl: '/items',
		specifyQuery: 'json',
		specifyHeaders: 'json',
		[name]: value,
	});
	test.each<[string, string, object]>([
		['Query Parameters', 'customApi.request', api('query', '{"project": 2')],
		['Headers', 'customApi.request', api('headers', '{accept: x}')],
		['Body', 'customApi.request', api('body', "{'fields': 1}")],
		[
			'Form Fields',
			'customApi.request',
			{ ...api('formFields', '{"a" 1}'), contentType: 'urlencoded' },
		],
		['Body', 'project.createPermission', { projectId: byId(2), body: '{"user": 7,}' }],
		[
			'Other Fields (JSON)',
			'project.create',
			{ projectKey: 'A', name: 'A', additionalFields: { fieldsJson: '{"text1": }' } },
		],
		[
			'Patch Operations',
			'item.update',
			{ itemId: byId(20), fieldsInput: 'patch', patchJson: '[{"op": "add"' },
		],
	])('in %s of %s', async (label, operation, parameters) => {
		const failure = await jama.failure(operation, parameters);
		expect(failure.message).toMatch(
			new RegExp(`^'${label.replace(/[()]/g, '\\$&')}' is not valid JSON: `),
		);
		expect(failure.description).toMatch(/^Check quotes, commas and braces\. It starts with: /);
		expect(failure.itemIndex).toBe(0);
	});

	test.each([
		['Query', { query: '[1]' }, "'Query Parameters' must be a JSON object"],
		['Headers', { headers: '"a"' }, "'Headers' must be a JSON object"],
		['Query', { query: '{"a": {"b": 1}}' }, '\'Query Parameters\' holds an object under "a"'],
	])('but another kind of JSON in %s', async (_label, more, message) => {
		const how = { specifyQuery: 'json', specifyHeaders: 'json' };
		const parameters = { relativeUrl: '/projects', ...how, ...more };
		const failure = await jama.failure('customApi.request', parameters);
		expect(failure).toMatchObject({ message, description: expect.stringMatching(/\w/) });
	});
});

describe('a relative URL that could leave the API', () => {
	test.each([
		['https://evil.example/rest/v1/projects', 'is an absolute URL'],
		['HTTP:/projects', 'is an absolute URL'],
		['javascript:alert(1)', 'is an absolute URL'],
		['//evil.example/projects', 'starts with two slashes, which names another host'],
		['\\\\evil.example\\projects', 'starts with two slashes, which names another host'],
		['/%2Fevil.example', 'starts with two slashes, which names another host'],
		['/../../admin', 'holds a dot segment (. or ..)'],
		['/projects/%2e%2E/users', 'holds a dot segment (. or ..)'],
		['/projects/%252e%252e/users', 'holds a dot segment (. or ..)'],
		['/projects/..;/users', 'holds a dot segment (. or ..)'],
		['/projects/.;x=1/users', 'holds a dot segment (. or ..)'],
		['/projects\\..\\users', 'holds a backslash'],
		['/projects/%5c', 'holds a backslash'],
		['/projects\r\nX-Header: 1', 'holds a control character'],
		['/projects%0d%0aX-Header:1', 'holds a control character'],
		['/projects/%00', 'holds a control character'],
		['/projects\tx', 'holds a control character'],
		['/projects#top', 'holds a # (write %23)'],
		['/projects/100%', 'has a percent sign that encodes nothing (write %25 for the sign itself)'],
		['   ', 'is empty'],
	])('%j', async (relativeUrl, reason) => {
		for (const method of ['GET', 'DELETE']) {
			const failure = await jama.failure('customApi.request', { method, relativeUrl });
			expect(failure.message).toBe(`'Relative URL' ${reason}`);
			expect(failure.description).toMatch(/^Enter the part after the API root, such as \/projects/);
		}
	});
});

describe("headers that are not the user's to set", () => {
	test.each([
		'Authorization',
		'authorization',
		'HOST',
		'Cookie',
		'Content-Length',
		'Transfer-Encoding',
		'Connection',
		'Proxy-Authorization',
	])('%s', async (name) => {
		const headers = JSON.stringify({ [name]: 'x' });
		const parameters = { relativeUrl: '/projects', specifyHeaders: 'json', headers };
		const failure = await jama.failure('customApi.request', parameters);
		expect(failure.message).toBe(`'Headers' may not set ${name}`);
		expect(failure.description).toMatch(/comes from the credential/);
	});

	test.each([
		['a line break in a value', { 'X-A': 'a\r\nX-B: b' }],
		['a line break in a name', { 'X-A\r\nX-B': 'a' }],
		['a space in a name', { 'X A': 'a' }],
		['no name', { '': 'a' }],
	])('%s', async (_name, headers) => {
		const parameters = {
			relativeUrl: '/projects',
			specifyHeaders: 'json',
			headers: JSON.stringify(headers),
		};
		const failure = await jama.failure('customApi.request', parameters);
		expect(failure.message).toMatch(/^'Headers' holds a header that cannot be sent/);
	});
});

test.each([
	['link.get', { linkId: 'two' }, '\'Link ID\' must be a whole number of at least 1, and is "two"'],
	['version.get', { versionNum: 0 }, "'Version' must be a whole number of at least 1, and is 0"],
	[
		'attachment.addToRecord',
		{ attachmentId: -3 },
		"'Attachment ID' must be a whole number of at least 1, and is -3",
	],
	['link.getMany', { recordType: '={{ "folders" }}' }, '\'Record Type\' has no choice "folders"'],
	[
		'item.getMany',
		{ filters: { projects: '={{ ["NOPE"] }}' } },
		'There is no project "NOPE", which \'Project Names or IDs\' names',
	],
])('%s with %j', async (operation, parameters, message) => {
	const failure = await jama.failure(operation, {
		itemId: byId(20),
		recordId: byId(20),
		...parameters,
	});
	expect(failure).toMatchObject({
		message,
		description: expect.stringMatching(/\w/),
		itemIndex: 0,
	});
});
