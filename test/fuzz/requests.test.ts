/** Whatever is entered: a request goes where its row says, with the headers that it may have, or is not sent. */
import fc from 'fast-check';
import { pairsOfJson, pairsOfRows, toHeaders, toQuery } from '../../nodes/shared/customApi/pairs';
import { InvalidInput } from '../../nodes/shared/values/invalidInput';
import { readJsonObject } from '../../nodes/shared/values/json';
import { isRecord } from '../../nodes/shared/values/objectPath';
import { fieldsOf, splitEndpoint } from '../../nodes/shared/operations/operation';
import type { Operation } from '../../nodes/shared/operations/operation';
import { parseRelativeUrl, urlBelow } from '../../nodes/shared/http/relativeUrl';
import { buildRequest, pathSegment } from '../../nodes/shared/operations/request';
import { Columns } from '../../nodes/shared/operations/columns';
import { mergeLinked } from '../../nodes/shared/operations/shape';
import type { Row } from '../../nodes/shared/values/row';
import { SYSTEMS } from '../support/rows/systems';
import {
	expectCleanPrototypes,
	forAll,
	hostileJson,
	hostileText,
	note,
	printClosingLine,
} from './fuzz';

const ROOT = '/rest/v1';
const base = fc.constantFrom('https://jama.test', 'https://jama.test/contour');

/** The result, or undefined when the input was refused with a sentence. Any other error fails. */
function unlessRefused<T>(work: () => T): T | undefined {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof InvalidInput)) throw error;
		expect(error.message).toMatch(/\w/);
		expect(error.message).not.toMatch(/\[object|undefined|Cannot read|not a function/);
		return undefined;
	}
}

/** A URL that the sender would use: below the root, on the same origin, and resolved by nobody to another place. */
function expectBelow(url: string, baseUrl: string): void {
	const parsed = new URL(url);
	expect(parsed.origin).toBe(new URL(baseUrl).origin);
	expect(parsed.username + parsed.password + parsed.search + parsed.hash).toBe('');
	expect(
		parsed.pathname.startsWith(`${new URL(baseUrl).pathname.replace(/\/$/, '')}${ROOT}/`),
	).toBe(true);
	expect(parsed.pathname.split('/').length).toBe(url.slice(parsed.origin.length).split('/').length);
}

afterAll(() => {
	expectCleanPrototypes();
	printClosingLine('requests');
});

test('relative URLs', async () => {
	let sent = 0;
	await forAll(fc.tuple(hostileText, base), ([input, baseUrl]) => {
		const url = unlessRefused(() => urlBelow(baseUrl, ROOT + parseRelativeUrl(input).path));
		if (url === undefined) return;
		sent += 1;
		expectBelow(url, baseUrl);
		const climbing = decodeURIComponent(new URL(url).pathname).split('/');
		expect(climbing.map((segment) => segment.replace(/;.*/s, ''))).not.toContain('..');
	});
	expect(sent).toBeGreaterThan(0);
	note(`${sent} relative URLs sent, 0 escapes`);
});

const rows: Array<[Operation, string]> = SYSTEMS.flatMap(({ api, registry }) =>
	Object.values(registry).flatMap(({ operations }) =>
		Object.values(operations)
			.filter(({ request = '' }) => request.includes('{'))
			.map((operation): [Operation, string] => [operation, api.name]),
	),
);

test('every path parameter of every row', async () => {
	let sent = 0;
	const value = fc.oneof(hostileText, fc.integer(), hostileJson);
	const values = fc.array(value, { minLength: 4, maxLength: 4 });
	await forAll(fc.tuple(fc.constantFrom(...rows), values, base), ([[row], given, baseUrl]) => {
		const { request } = row;
		if (!request) return;
		const filled = fieldsOf(row)
			.filter(({ field }) => field.in === 'path')
			.map(({ field }, index) => ({ field, value: given[index] }));
		const url = unlessRefused(() =>
			urlBelow(baseUrl, buildRequest(request, ROOT, filled, row.constants).path),
		);
		if (url === undefined) return;
		sent += 1;
		expectBelow(url, baseUrl);
		const template = splitEndpoint(request).path.replace(/\{\w+\}/g, '[^/]+');
		const path = new URL(url).pathname.slice(new URL(baseUrl + ROOT).pathname.length);
		expect(path).toMatch(new RegExp(`^${template}$`));
	});
	expect(sent).toBeGreaterThan(0);
	note(`${sent} rows sent, 0 other paths`);
});

test('a segment of a path stays one segment and means its value', async () => {
	await forAll(hostileText, (text) => {
		const segment = unlessRefused(() => pathSegment(text, 'Key'));
		if (segment === undefined) return;
		expect(decodeURIComponent(new URL(`https://jama.test/a/${segment}/b`).pathname)).toBe(
			`/a/${text}/b`,
		);
	});
});

test('headers', async () => {
	const header = fc.oneof(
		fc.constantFrom('Authorization', 'cookie', 'Host', 'X-Own', 'transfer-Encoding', '__proto__'),
		hostileText,
	);
	const headers = fc.array(fc.tuple(header, fc.oneof(hostileText, hostileJson)), { maxLength: 3 });
	await forAll(headers, (entries) => {
		const text = JSON.stringify(Object.fromEntries(entries));
		const rows = { parameters: entries.map(([name, value]) => ({ name, value })) };
		for (const pairs of [() => pairsOfJson(text, 'Headers'), () => pairsOfRows(rows, 'Headers')]) {
			const read = unlessRefused(() => toHeaders(pairs()));
			for (const [name, value] of Object.entries(read ?? {})) {
				expect(name).not.toMatch(/^(authorization|cookie|host|transfer-encoding|content-length)$/i);
				expect(`${name}${value}`).not.toMatch(/[\r\n\0]/);
				expect(() => new Headers([[name, value]])).not.toThrow();
			}
		}
	});
});

test('queries and JSON inputs leave prototypes alone', async () => {
	await forAll(hostileJson, (json) => {
		const text = JSON.stringify(json);
		unlessRefused(() => toQuery(pairsOfJson(text, 'Query Parameters')));
		const object = unlessRefused(() => readJsonObject(text, 'Body'));
		if (object === undefined) return;
		const property = { displayName: 'X', name: 'x', type: 'string' as const, default: '' };
		// A field without a name is the whole body.
		const named = Object.entries(object).filter(([name]) => name !== '');
		const body = named.map(([name, value]) => ({
			field: { property, in: 'body' as const, as: name },
			value,
		}));
		buildRequest('POST /items', ROOT, body);
		expectCleanPrototypes();
	});
});

test('rows, linked objects and columns leave prototypes alone', async () => {
	const row = fc.tuple(hostileJson, fc.array(fc.tuple(hostileText, hostileJson), { maxLength: 4 }));
	await forAll(fc.tuple(row, fc.array(hostileText)), ([[json, links], columns]) => {
		const linked = JSON.parse(JSON.stringify(Object.fromEntries(links))) as Row;
		const content = isRecord(json) ? json : {};
		mergeLinked({ ...content, linked } as Row);
		new Columns(columns.join(',')).pick(content as Row);
		expectCleanPrototypes();
	});
});
