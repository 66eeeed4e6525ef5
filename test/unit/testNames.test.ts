import { namesWithoutTest } from '../n8n/names';

const results = (...tests: Array<[fullName: string, status: string]>) => ({
	testResults: [
		{ assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) },
		{ assertionResults: [] },
	],
});

describe('names given to npm run test:n8n and npm run test:editor', () => {
	const run = results(
		['the trigger emits once', 'passed'],
		['a walk', 'failed'],
		['a form', 'pending'],
	);

	test.each([
		['parts of names, in any case', ['Trigger', 'walk'], []],
		['regular expressions', ['trigger .* once', '^a'], []],
		['a name that no test has', ['trigger', 'tigger'], ['tigger']],
		['a test that was skipped', ['a form'], ['a form']],
		['no name', [], []],
	])('%s', (_, names, wrong) => expect(namesWithoutTest(names, run)).toEqual(wrong));

	test('nothing has run', () => expect(namesWithoutTest(['x'], results())).toEqual(['x']));
});
