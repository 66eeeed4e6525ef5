import { readHeaders, readQuery } from '../../nodes/shared/customApi/customApi';
import { readJson, readJsonObject } from '../../nodes/shared/values/json';
import { refusal } from './support/errors';

describe('Headers', () => {
	test.each([
		[undefined, {}],
		['', {}],
		['{}', {}],
		[
			'{"X-Jama-Thing": "a b", "If-Match": "\\"1\\""}',
			{ 'X-Jama-Thing': 'a b', 'If-Match': '"1"' },
		],
		[
			{ Accept: 'text/csv', 'x-count': 3, 'x-on': true },
			{ Accept: 'text/csv', 'x-count': '3', 'x-on': 'true' },
		],
	])('%j is sent as %j', (input, expected) => {
		expect(readHeaders(input)).toEqual(expected);
	});

	const reserved = [
		'Authorization',
		'Host',
		'Cookie',
		'Connection',
		'Content-Length',
		'Proxy-Authorization',
	];
	test.each(
		[...reserved, 'TE', 'Trailer', 'Transfer-Encoding', 'Upgrade'].flatMap((name) => [
			name,
			name.toLowerCase(),
			name.toUpperCase(),
		]),
	)('%s comes from the credential or the connection and is refused', async (name) => {
		const { message, advice } = await refusal(() => readHeaders({ [name]: 'secret-value' }));
		expect(message).toBe(`'Headers' may not set ${name}`);
		expect(message + advice).not.toContain('secret-value');
	});

	test.each([
		['value with CR LF', { 'x-a': 'b\r\nAuthorization: Basic x' }],
		['value with LF', { 'x-a': 'b\nc' }],
		['value with NUL', { 'x-a': 'b\u0000c' }],
		['name with a space', { 'x a': 'b' }],
		['name with a colon', { 'x:a': 'b' }],
		['name with CR LF', { 'x\r\nHost': 'b' }],
		['empty name', { '': 'b' }],
		['reserved name with a space', { 'Authorization ': 'b' }],
		['name that is not ASCII', { 'x-ü': 'b' }],
	])('a %s is refused', async (_, input) => {
		expect((await refusal(() => readHeaders(input))).message).toContain("'Headers'");
	});
});

describe('Query', () => {
	test.each([
		[undefined, {}],
		['{}', {}],
		[
			'{"project": [1, 2], "rootOnly": true, "name": "x", "none": null}',
			{ project: [1, 2], rootOnly: true, name: 'x', none: null },
		],
		[{ a: [] }, { a: [] }],
	])('%j is kept as it is', (input, expected) => {
		expect(readQuery(input)).toEqual(expected);
	});

	test.each(['{"a": {"b": 1}}', '{"a": [{"b": 1}]}', '{"a": [[1]]}'])(
		'%s is refused',
		async (input) => {
			expect((await refusal(() => readQuery(input))).message).toBe(
				'\'Query\' holds an object under "a"',
			);
		},
	);
});

describe('input that is not the JSON it should be names its parameter', () => {
	test.each(['{', '{"a":}', "{'a': 1}", '{"a": 1,}', 'hello', '{"a": 1}}'])('%j', async (text) => {
		expect((await refusal(() => readHeaders(text))).message).toMatch(
			/^'Headers' is not valid JSON: /,
		);
		expect((await refusal(() => readQuery(text))).message).toMatch(/^'Query' is not valid JSON: /);
		const { message, advice } = await refusal(() => readJson(text, 'Body'));
		expect(message).toMatch(/^'Body' is not valid JSON: /);
		expect(advice).toContain(text);
	});

	test.each(['[]', '1', '"x"', 'true', [1], 7])('%j is no object', async (input) => {
		expect((await refusal(() => readJsonObject(input, 'Query'))).message).toBe(
			"'Query' must be a JSON object",
		);
		expect((await refusal(() => readQuery(input))).message).toBe("'Query' must be a JSON object");
	});
});
