/** Lint rules for tests and scripts; eslint.config.mjs in the root is n8n's and covers the package. */
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { layers } from './layers.mjs';

const NODE_GLOBALS = [
	'AbortController',
	'AbortSignal',
	'Blob',
	'Buffer',
	'FormData',
	'Headers',
	'Request',
	'Response',
	'TextDecoder',
	'TextEncoder',
	'URL',
	'URLSearchParams',
	'clearInterval',
	'clearTimeout',
	'console',
	'fetch',
	'performance',
	'process',
	'queueMicrotask',
	'setImmediate',
	'setInterval',
	'setTimeout',
	'structuredClone',
];

const BLOCK = '/^(describe|it|test)$/';
const callee = (name, message) => ({
	selector: `MemberExpression[property.name='${name}']:matches([object.name=${BLOCK}], [object.object.name=${BLOCK}])`,
	message,
});
const FOCUSED = 'A focused test hides all the others.';
const SKIPPED = 'Say why it is skipped: eslint-disable-next-line no-restricted-syntax -- reason';

export default tseslint.config(
	{ ignores: ['**/node_modules/**', '**/dist/**'] },
	{
		files: ['test/**/*.{ts,mts,mjs}', 'scripts/**/*.{ts,mts,mjs}'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: {
			globals: Object.fromEntries(NODE_GLOBALS.map((name) => [name, 'readonly'])),
		},
		rules: {
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', caughtErrors: 'all', ignoreRestSiblings: true },
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			'max-lines': ['error', 300],
			'no-restricted-syntax': [
				'error',
				callee('only', FOCUSED),
				callee('skip', SKIPPED),
				callee('todo', 'Write the test or leave it out.'),
				{ selector: 'CallExpression[callee.name=/^(fdescribe|fit)$/]', message: FOCUSED },
				{ selector: 'CallExpression[callee.name=/^(xdescribe|xit|xtest)$/]', message: SKIPPED },
			],
			eqeqeq: 'error',
			'prefer-const': 'error',
		},
	},
	{
		files: ['test/**/*.ts', 'scripts/**/*.ts'],
		languageOptions: {
			parserOptions: { project: 'test/tsconfig.json' },
		},
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
		},
	},
	{
		files: ['nodes/**/*.ts'],
		languageOptions: { parser: tseslint.parser },
		// Rules of n8n that the config of the root has.
		linterOptions: { reportUnusedDisableDirectives: 'off' },
	},
	...layers,
);
