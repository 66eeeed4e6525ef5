/** No value of any field makes another request of an operation: not another path, not another origin. */
import { InvalidInput } from '../../nodes/shared/values/invalidInput';
import { pathSegment } from '../../nodes/shared/operations/request';
import { urlBelow } from '../../nodes/shared/http/relativeUrl';
import { createRowRunner } from '../support/rows/rowRun';
import { fillIn } from '../support/rows/rowValues';
import { SYSTEMS } from '../support/rows/systems';
import { rowsOf } from '../support/rows/tableRows';
import { wholeEndpoint } from '../support/rows/rowContract';

const BASE = 'https://rows.test/contour';
const CLIMBING = ['..', '.', ' .. ', '%2e%2e', '../..', '..\\..', '..;', '//evil.test/', '\ud800'];

/** True when a URL is sent where it says: nothing of its path is resolved away. */
const staysPut = (url: string) =>
	url.startsWith(`${BASE}/rest/`) && new URL(url).href.split('?')[0] === url.split('?')[0];

describe.each(SYSTEMS.map((system) => [system.title, system] as const))('%s', (_title, system) => {
	const urls: string[] = [];
	const run = createRowRunner(async (options) => {
		urls.push(`${options.method ?? 'GET'} ${options.url}`);
		return await Promise.resolve({ statusCode: 404, headers: {}, body: {} });
	}, system);
	const inPath = rowsOf(system).filter(([, { operation }]) =>
		(operation.fields ?? []).some((field) => field.in === 'path'),
	);

	test.each(inPath)('%s', async (_name, { resource, name, operation }) => {
		for (const field of operation.fields ?? []) {
			const { type, name: parameter } = field.property;
			if (field.in !== 'path' || !['string', 'number', 'resourceLocator'].includes(type)) continue;
			for (const value of CLIMBING) {
				urls.length = 0;
				const filled = fillIn(operation, { fill: 'required', choices: {} }, system);
				const given = type === 'resourceLocator' ? { mode: 'id', value } : value;
				const { error } = await run(resource, name, { ...filled, [parameter]: given });
				for (const sent of urls) {
					const [method = '', url = ''] = sent.split(' ');
					expect({ value, sent, staysPut: staysPut(url) }).toEqual({ value, sent, staysPut: true });
					if (!operation.request) continue;
					const whole = wholeEndpoint(operation.request, operation.root, system);
					const shape = new RegExp(
						`^${whole.replace(/\{\w+\}/g, '[^/]+').replace(' ', ' /contour')}$`,
					);
					expect(`${method} ${new URL(url).pathname}`).toMatch(shape);
				}
				expect(error?.message).not.toMatch(/\[object|undefined|is not a function/);
			}
		}
	});
});

test.each([
	'../',
	'..;',
	'..;x',
	'a/../..',
	'a\\..',
	'./a',
	'%2e%2e',
	'%252e%252e/x',
	'..',
	'.',
	'',
	'  ',
	null,
	undefined,
	{},
	[],
	'\ud800',
])('%j cannot be a segment of a path', (value) => {
	expect(() => pathSegment(value, 'Property Key')).toThrow(InvalidInput);
	expect(() => pathSegment(value, 'Property Key')).toThrow(/'Property Key' is/);
});

test.each([
	['com.example.team', 'com.example.team'],
	['a/b', 'a%2Fb'],
	['...', '...'],
	['50%', '50%25'],
	['a..b;c', 'a..b%3Bc'],
	[12, '12'],
])('%j is the segment %s', (value, segment) => {
	expect(pathSegment(value, 'Property Key')).toBe(segment);
});

test.each([
	'/board/1/properties/..',
	'/board/1/./x',
	'/%2e%2e/admin',
	'/a/%2E./b',
	'\\\\evil.test/x',
	'/a\\..\\b',
	'@evil.test/x',
	'.evil.test/x',
	'/x?y=1',
	'/x#y',
])('%s is not sent below an address', (path) => {
	expect(() => urlBelow('https://jama.test/contour', path)).toThrow(InvalidInput);
});

test.each(['/rest/v1/items/1', '/', '/a%2Fb', '/a b', '/x//y', '/...'])(
	'%s is sent below an address as it is',
	(path) => {
		expect(urlBelow('https://jama.test/contour', path)).toBe(`https://jama.test/contour${path}`);
		expect(urlBelow('https://jama.test', path)).toBe(`https://jama.test${path}`);
	},
);
