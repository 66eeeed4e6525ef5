import { readJson, readJsonObject } from '../../nodes/shared/values/json';
import { refusal } from './support/errors';

describe('readJson', () => {
	test.each([
		['{"a": [1, null]}', { a: [1, null] }],
		['[]', []],
		['"text"', 'text'],
		['0', 0],
		['false', false],
		[' \n{"a": 1} ', { a: 1 }],
	])('reads the text %j', (text, expected) => {
		expect(readJson(text, 'Body')).toEqual(expected);
	});

	test.each([[{ a: 1 }], [[1]], [0], [false]])('takes %j from an expression as it is', (value) => {
		expect(readJson(value, 'Body')).toBe(value);
	});

	test.each(['', '   ', '\n', undefined, null])('%j is no input', (value) => {
		expect(readJson(value, 'Body')).toBeUndefined();
	});

	test('a long text is shown only in its beginning', async () => {
		const { advice } = await refusal(() => readJson(`{"a": "${'x'.repeat(5000)}`, 'Body'));
		expect(advice.length).toBeLessThan(200);
		expect(advice).toContain('{"a": "xxx');
	});

	test('a long text of secrets does not reach the message in full', async () => {
		const text = `{"password": "${'s'.repeat(500)}"`;
		const { message, advice } = await refusal(() => readJson(text, 'Body'));
		expect(message + advice).not.toContain('s'.repeat(100));
	});
});

describe('readJsonObject', () => {
	test.each(['', undefined, null, '{}'])('%j is an empty object', (value) => {
		expect(readJsonObject(value, 'Fields')).toEqual({});
	});

	test('null as text is an empty object, a list is refused', async () => {
		expect(readJsonObject('null', 'Fields')).toEqual({});
		const { message, advice } = await refusal(() => readJsonObject('[1]', 'Fields'));
		expect(message).toBe("'Fields' must be a JSON object");
		expect(advice).toContain('{"name": "value"}');
	});
});
