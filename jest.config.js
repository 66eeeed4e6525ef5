/**
 * Unit tests need no build, integration tests load the built package from dist, n8n tests run the
 * packed package in a real n8n (start them with `npm run test:n8n`, which prepares it), editor tests
 * drive its editor in a browser (`npm run test:editor`).
 */
const transform = {
	'^.+\\.[jt]s$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
};
const base = {
	testEnvironment: 'node',
	transform,
	// Published as ES modules only, which jest on Node 20 cannot load as they are.
	transformIgnorePatterns: ['/node_modules/(?!@apidevtools/)'],
	modulePathIgnorePatterns: ['<rootDir>/dist/package.json'],
};

module.exports = {
	projects: [
		{
			...base,
			displayName: 'unit',
			testMatch: ['unit', 'servers', 'chaos', 'sync'].map(
				(folder) => `<rootDir>/test/${folder}/**/*.test.ts`,
			),
		},
		{
			...base,
			displayName: 'fuzz',
			testMatch: ['<rootDir>/test/fuzz/**/*.test.ts'],
			testTimeout: 600_000,
		},
		{ ...base, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.test.ts'] },
		{
			...base,
			displayName: 'n8n',
			testMatch: ['<rootDir>/test/n8n/**/*.test.ts'],
			globalSetup: '<rootDir>/test/n8n/globalSetup.ts',
			globalTeardown: '<rootDir>/test/n8n/globalTeardown.ts',
		},
		{
			...base,
			displayName: 'editor',
			testMatch: ['<rootDir>/test/editor/**/*.test.ts'],
			globalSetup: '<rootDir>/test/n8n/globalSetup.ts',
			globalTeardown: '<rootDir>/test/n8n/globalTeardown.ts',
		},
	],
	testTimeout: 30_000,
	// By default one core is left to people; on a machine with two that is half.
	maxWorkers: '100%',
};
