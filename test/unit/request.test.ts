import fc from 'fast-check';
import type { Endpoint, Field } from '../../nodes/shared/operations/operation';
import { hasDotSegment } from '../../nodes/shared/http/relativeUrl';
import { buildRequest } from '../../nodes/shared/operations/request';
import { refusal } from './support/errors';

const field = (name: string, place: Field['in'], as?: string): Field => ({
	property: { displayName: `The ${name}`, name, type: 'string', default: '' },
	...(place ? { in: place } : {}),
	...(as === undefined ? {} : { as }),
});
type Given = Array<[Field, unknown]>;
const build = (endpoint: Endpoint, given: Given, constants?: Record<string, unknown>) =>
	buildRequest(
		endpoint,
		'/rest/v1',
		given.map(([one, value]) => ({ field: one, value })),
		constants as never,
	);

describe('path', () => {
	test('placeholders are filled from fields by their name on the wire', () => {
		const request = build('GET /items/{id}/links/{linkId}', [
			[field('itemId', 'path', 'id'), 12],
			[field('linkId', 'path'), 7],
		]);
		expect(request).toEqual({ method: 'GET', path: '/rest/v1/items/12/links/7' });
	});

	test.each([
		['a/b', 'a%2Fb'],
		['..admin/x', '..admin%2Fx'],
		['a?b#c', 'a%3Fb%23c'],
		['ü 1', '%C3%BC%201'],
		['100%', '100%25'],
		[0, '0'],
		[false, 'false'],
	])('the value %p stays one path segment', (value, encoded) => {
		expect(build('GET /x/{id}', [[field('id', 'path'), value]]).path).toBe(`/rest/v1/x/${encoded}`);
	});

	test('no text adds a segment, a query or another host', () => {
		fc.assert(
			fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
				fc.pre(text.trim() !== '' && !hasDotSegment(text));
				const { path } = build('GET /x/{id}/y', [[field('id', 'path'), text]]);
				const url = new URL(`https://jama.test${path}`);
				expect(url.host + url.search + url.hash).toBe('jama.test');
				expect(url.pathname.split('/')).toHaveLength(6);
			}),
		);
	});

	test.each([undefined, null, '', []])('%p is refused by the name of its input', async (value) => {
		const { message, advice } = await refusal(() =>
			build('GET /x/{id}', [[field('id', 'path'), value]]),
		);
		expect(message).toBe("'The id' is empty");
		expect(advice).not.toBe('');
	});

	test('a placeholder without a field is a mistake of ours and says where', () => {
		expect(() => build('GET /x/{id}', [])).toThrow('{id} of GET /x/{id}');
	});
});

describe('query and headers', () => {
	test('arrays stay arrays, to be sent as repeated keys', () => {
		const request = build('GET /x', [[field('project', 'query'), [1, 2]]]);
		expect(request.query).toEqual({ project: [1, 2] });
	});

	test('several fields feed one parameter, in their order', () => {
		const given: Given = [
			[field('include', 'query'), ['data.project']],
			[field('includeFields', 'query', 'include'), ['data.fields.risk$33']],
			[field('more', 'query', 'include'), 'data.itemType'],
		];
		expect(build('GET /x', given).query).toEqual({
			include: ['data.project', 'data.fields.risk$33', 'data.itemType'],
		});
	});

	test('empty values are not sent, false and 0 are', () => {
		const given: Given = [
			[field('a', 'query'), ''],
			[field('b', 'query'), undefined],
			[field('c', 'query'), null],
			[field('d', 'query'), []],
			[field('e', 'query'), false],
			[field('f', 'query'), 0],
			[field('h', 'header'), ''],
		];
		expect(build('GET /x', given)).toEqual({
			method: 'GET',
			path: '/rest/v1/x',
			query: { e: false, f: 0 },
		});
	});

	test('headers are sent as text', () => {
		expect(build('GET /x', [[field('h', 'header', 'x-jama'), true]]).headers).toEqual({
			'x-jama': 'true',
		});
	});
});

describe('body', () => {
	test('dotted names make the objects on the way and share them', () => {
		const given: Given = [
			[field('item', 'body', 'location.parent.item'), 5],
			[field('order', 'body', 'location.sortOrder'), 1],
			[field('name', 'body', 'fields.name'), 'Pump'],
		];
		expect(build('POST /x', given).body).toEqual({
			location: { parent: { item: 5 }, sortOrder: 1 },
			fields: { name: 'Pump' },
		});
	});

	test('an object is merged into the one that other fields made', () => {
		const given: Given = [
			[field('name', 'body', 'fields.name'), 'Pump'],
			[field('more', 'body', 'fields'), { risk$33: 4 }],
		];
		expect(build('POST /x', given).body).toEqual({ fields: { name: 'Pump', risk$33: 4 } });
	});

	test.each([false, 0, ''])('%p is a value', (value) => {
		expect(build('POST /x', [[field('a', 'body'), value]]).body).toEqual({ a: value });
	});

	test('undefined is left out; without any field there is no body at all', () => {
		expect(build('POST /x', [[field('a', 'body'), undefined]]).body).toBeUndefined();
		expect(build('POST /x', []).body).toBeUndefined();
	});

	test.each([[[{ op: 'add' }]], [{}], [[]], [{ a: 1 }]])('%j is the whole body', (value) => {
		expect(build('PATCH /x', [[field('body', 'body', ''), value]]).body).toEqual(value);
	});

	test('constants are sent with every request and never change', () => {
		const constants = { locked: true };
		const given: Given = [[field('comment', 'body'), 'x']];
		expect(build('PUT /x', given, constants).body).toEqual({ locked: true, comment: 'x' });
		expect(build('PUT /x', [], constants).body).toEqual({ locked: true });
		expect(constants).toEqual({ locked: true });
	});
});

test('a field that goes nowhere by itself is not sent', () => {
	expect(build('POST /x', [[field('moveTo', undefined), 'item']])).toEqual({
		method: 'POST',
		path: '/rest/v1/x',
	});
});
