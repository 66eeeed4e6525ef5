/** Values of parameters that an expression or an agent gave, which n8n does not check. */
import type { INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../../nodes/shared/values/invalidInput';
import { readInput } from '../../nodes/shared/values/inputs';
import { JAMA } from '../support/rows/systems';
import { createRowRunner } from '../support/rows/rowRun';

const method: INodeProperties = {
	displayName: 'API Version',
	name: 'root',
	type: 'options',
	options: [
		{ name: 'V1', value: 'v1' },
		{ name: 'Labs', value: 'labs' },
	],
	default: 'v1',
};
const several: INodeProperties = { ...method, type: 'multiOptions', default: [] };
const flag: INodeProperties = {
	displayName: 'Never Error',
	name: 'x',
	type: 'boolean',
	default: false,
};

test.each([
	[method, 'v1', 'v1'],
	[method, 'Labs', 'labs'],
	[method, ' LABS ', 'labs'],
	[method, undefined, undefined],
	[method, '', ''],
	[several, ['v1', 'Labs'], ['v1', 'labs']],
	[several, 'v1, labs', ['v1', 'labs']],
	[flag, true, true],
	[flag, 'true', true],
	[flag, ' False ', false],
	[flag, 0, false],
	[flag, '1', true],
	[flag, ' Yes\u00a0', true],
	[flag, 'NO', false],
	[flag, undefined, undefined],
] as const)('%#: taken as what it means', (property, value, meaning) => {
	expect(readInput(property, value)).toEqual(meaning);
});

test.each([
	[method, '..'],
	[method, 'constructor'],
	[method, { a: 1 }],
	[several, ['v1', 'v2']],
	[flag, 'perhaps'],
	[flag, {}],
	[flag, 2],
] as const)('%#: refused, and what is valid is said', (property, value) => {
	expect(() => readInput(property, value)).toThrow(InvalidInput);
	expect(() => readInput(property, value)).toThrow(/no choice|must be true or false/);
});

test('what the server lists is not checked here', () => {
	const loaded = { ...method, typeOptions: { loadOptionsMethod: 'getProjects' } };
	expect(readInput(loaded, 4711)).toBe(4711);
});

describe('in the node', () => {
	const urls: string[] = [];
	const run = createRowRunner(async ({ url }) => {
		urls.push(url);
		return await Promise.resolve({ statusCode: 200, headers: {}, body: {} });
	}, JAMA);

	test.each(['..', '../v1', 'constructor', 'v2'])('API version %j sends nothing', async (root) => {
		urls.length = 0;
		const options = { root };
		const { error } = await run('customApi', 'request', { relativeUrl: '/projects', options });
		expect(error?.message).toContain(`has no choice ${JSON.stringify(root)}`);
		expect(urls).toEqual([]);
	});
});
