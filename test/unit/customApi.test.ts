import { pairsOfJson, pairsOfRows, toHeaders, toQuery } from '../../nodes/shared/customApi/pairs';
import { readJson, readJsonObject } from '../../nodes/shared/values/json';
import { refusal } from './support/errors';

const QUERY = 'Query Parameters';
const readHeaders = (json: unknown) => toHeaders(pairsOfJson(json, 'Headers'));
const readQuery = (json: unknown) => toQuery(pairsOfJson(json, QUERY));
const rows = (...parameters: object[]) => pairsOfRows({ parameters }, QUERY);

describe('rows of names and values', () => {
	test('repeated names stay repeated, in their order', () => {
		const pairs = rows(
			{ name: 'documentKey', value: 'A' },
			{ name: 'maxResults', value: '2' },
			{ name: ' documentKey ', value: ['B', 'C'] },
			{ name: 'documentKey', value: 4 },
		);
		expect(toQuery(pairs)).toEqual({ documentKey: ['A', 'B', 'C', 4], maxResults: '2' });
	});

	test('a header that is given twice is one header with both values, whatever its case', () => {
		const pairs = rows({ name: 'X-Tag', value: 'a' }, { name: 'x-tag', value: 2 });
		expect(toHeaders(pairs)).toEqual({ 'X-Tag': 'a, 2' });
	});

	test.each([
		[undefined, []],
		['', []],
		[{}, []],
		[{ parameters: [] }, []],
		[{ parameters: [{ name: '', value: '' }] }, []],
		[{ parameters: [{ name: 'a', value: '' }] }, [['a', '']]],
		[
			{
				parameters: [
					{ name: 'a', value: undefined },
					{ name: 'b', value: null },
				],
			},
			[],
		],
		[{ parameters: [{ name: 7, value: false }] }, [['7', false]]],
		[{ parameters: { name: 'a', value: 'b' } }, [['a', 'b']]],
	])('%j gives %j', (input, expected) => {
		expect(pairsOfRows(input, QUERY)).toEqual(expected);
	});

	test.each([
		{ value: 'x' },
		{ name: '', value: 'x' },
		{ name: '  ', value: 0 },
		{ name: {}, value: 'x' },
	])('%j has a value without a name', async (row) => {
		expect((await refusal(() => rows(row))).message).toBe(
			"'Query Parameters' has a value without a name",
		);
	});

	test('what JSON may not hold rows may not hold, either', async () => {
		const authorization = rows({ name: 'authorization', value: 'secret-value' });
		const { message, advice } = await refusal(() => toHeaders(authorization));
		expect(message).toBe("'Headers' may not set authorization");
		expect(message + advice).not.toContain('secret-value');
		const nested = rows({ name: 'a', value: { b: 1 } });
		expect((await refusal(() => toQuery(nested))).message).toContain('holds an object under "a"');
	});

	test('a name that leads to a prototype is a name like others', () => {
		const query = toQuery(rows({ name: '__proto__', value: 'x' }));
		expect(Object.entries(query)).toEqual([['__proto__', 'x']]);
	});
});

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
				'\'Query Parameters\' holds an object under "a"',
			);
		},
	);
});

describe('input that is not the JSON it should be names its parameter', () => {
	test.each(['{', '{"a":}', "{'a': 1}", '{"a": 1,}', 'hello', '{"a": 1}}'])('%j', async (text) => {
		expect((await refusal(() => readHeaders(text))).message).toMatch(
			/^'Headers' is not valid JSON: /,
		);
		expect((await refusal(() => readQuery(text))).message).toMatch(
			/^'Query Parameters' is not valid JSON: /,
		);
		const { message, advice } = await refusal(() => readJson(text, 'Body'));
		expect(message).toMatch(/^'Body' is not valid JSON: /);
		expect(advice).toContain(text);
	});

	test.each(['[]', '1', '"x"', 'true', [1], 7])('%j is no object', async (input) => {
		expect((await refusal(() => readJsonObject(input, 'Query'))).message).toBe(
			"'Query' must be a JSON object",
		);
		expect((await refusal(() => readQuery(input))).message).toBe(
			"'Query Parameters' must be a JSON object",
		);
	});
});
