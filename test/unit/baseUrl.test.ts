import { baseUrlExpression, readBaseUrl } from '../../nodes/Jama/api/baseUrl';
import { refusal } from './support/errors';

/** What n8n makes of the expression for an instance URL. */
const evaluate = (variable: '$credentials' | '$self', baseUrl: unknown): string => {
	// The braces that n8n strips hold plain JavaScript.
	const code = new Function(variable, `return ${baseUrlExpression(variable)}`) as (
		c: unknown,
	) => string;
	return code({ baseUrl });
};

/** Instance URLs that need no part cut off: the same for requests and for expressions. */
const COMPLETE: Array<[string, string]> = [
	['example', 'https://example.jamacloud.com'],
	['Example', 'https://example.jamacloud.com'],
	['my-company-2', 'https://my-company-2.jamacloud.com'],
	['  example  ', 'https://example.jamacloud.com'],
	['example.jamacloud.com', 'https://example.jamacloud.com'],
	['https://example.jamacloud.com', 'https://example.jamacloud.com'],
	['https://example.jamacloud.com/', 'https://example.jamacloud.com'],
	['https://example.jamacloud.com///', 'https://example.jamacloud.com'],
	['http://jama.example.com', 'http://jama.example.com'],
	['http://jama.example.com:8080/contour', 'http://jama.example.com:8080/contour'],
	['jama.example.com/contour/', 'https://jama.example.com/contour'],
	['https://jama.example.com/a/b', 'https://jama.example.com/a/b'],
	['http://localhost:3000', 'http://localhost:3000'],
	['localhost', 'https://localhost'],
	['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
	['http://[::1]:3000', 'http://[::1]:3000'],
];

/** Instance URLs with a part to cut off or to tidy. */
const COPIED: Array<[string, string]> = [
	['HTTPS://Example.JamaCloud.com', 'https://example.jamacloud.com'],
	['https://example.jamacloud.com/rest/v1/items', 'https://example.jamacloud.com'],
	['https://example.jamacloud.com/perspective.req#/items/12', 'https://example.jamacloud.com'],
	['https://jama.example.com/contour/perspective.req?docId=1', 'https://jama.example.com/contour'],
	['https://jama.example.com/contour/rest', 'https://jama.example.com/contour'],
	['https://jama.example.com/login.req', 'https://jama.example.com'],
	['https://jama.example.com/api-docs/', 'https://jama.example.com'],
	['https://example.jamacloud.com/oauth/authorize', 'https://example.jamacloud.com'],
	['https://example.jamacloud.com/some/page#/items/3', 'https://example.jamacloud.com'],
	['example.jamacloud.com/perspective.req', 'https://example.jamacloud.com'],
	['https://example.jamacloud.com:8443/x', 'https://example.jamacloud.com:8443'],
	['https://jamacloud.com.example.com/contour', 'https://jamacloud.com.example.com/contour'],
	['https://jama.example.com/contour/index.jsp', 'https://jama.example.com/contour'],
	['https://jama.example.com/contour/casesso.req?x=1', 'https://jama.example.com/contour'],
	['https://jama.example.com/contour/attachment/65/a.png', 'https://jama.example.com/contour'],
	['https://jama.example.com/restaurant', 'https://jama.example.com/restaurant'],
	['https://jama.example.com:443/contour?x=1#y', 'https://jama.example.com/contour'],
];

describe('what the user enters', () => {
	test.each(COMPLETE)('%p becomes %s', (input, expected) => {
		expect(readBaseUrl(input)).toBe(expected);
	});

	test.each(COPIED)('%p, copied from the browser, becomes %s', (input, expected) => {
		expect(readBaseUrl(input)).toBe(expected);
	});

	test.each([undefined, null, '', '   ', 42, {}])('%p is nothing', async (input) => {
		expect((await refusal(() => readBaseUrl(input))).message).toContain('no instance URL');
	});

	test.each([
		'https://',
		'https://exa mple.com',
		'not a url',
		'https://[1',
		'ftp://jama.example.com',
		'file:///etc/passwd',
	])('%p is refused with an example', async (input) => {
		const { message, advice } = await refusal(() => readBaseUrl(input));
		expect(message).toContain('instance URL');
		expect(advice).toContain('https://example.jamacloud.com');
	});

	test('a user name and password in the URL are refused and not repeated', async () => {
		const { message, advice } = await refusal(() =>
			readBaseUrl('https://bob:s3cret@jama.example.com'),
		);
		expect(message).toContain('password');
		expect(message + advice).not.toContain('s3cret');
	});
});

describe.each(['$credentials', '$self'] as const)('the expression on %s', (variable) => {
	test.each(COMPLETE)('makes of %p the same as the requests do', (input, expected) => {
		expect(evaluate(variable, input)).toBe(expected);
	});

	test.each(COPIED)('makes of %p, copied from the browser, the same place', (input, expected) => {
		expect(new URL(evaluate(variable, input)).href).toBe(new URL(expected).href);
	});

	test('ends without a mistake where nothing is entered', () => {
		expect(typeof evaluate(variable, undefined)).toBe('string');
	});

	test('holds no braces that would end it', () => {
		expect(baseUrlExpression(variable)).not.toMatch(/\{\{|\}\}/);
	});
});
