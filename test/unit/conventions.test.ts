import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { deep, viewOf } from '../support/rows/shown';
import { credentialFields, NODES, triggerProperties } from '../support/rows/systems';

const texts = (properties: INodeProperties[]) =>
	properties
		.flatMap(({ displayName, description: text, hint, placeholder, options = [] }) => [
			displayName,
			...[text, hint, placeholder].filter((one) => one !== undefined),
			...options.flatMap((option) => [
				option.name,
				'description' in option ? option.description : undefined,
			]),
		])
		.filter((text) => text !== undefined);

/** Words that stay small inside a title. */
const SMALL = new Set([
	'a',
	'an',
	'and',
	'as',
	'at',
	'by',
	'for',
	'from',
	'in',
	'of',
	'on',
	'or',
	'per',
	'the',
	'to',
	'with',
]);
const isTitle = (text: string): boolean =>
	text
		.split(/[\s/(]+/)
		.filter(Boolean)
		.every((word, index) => !/^[a-z]/.test(word) || (index > 0 && SMALL.has(word)));
const isSorted = (names: string[]): boolean =>
	names.every(
		(name, index) => index === 0 || (names[index - 1] as string).localeCompare(name, 'en') <= 0,
	);

/** Words that say nothing by themselves in the description of an operation. */
const FILLERS =
	/^(a|an|and|are|details?|has|have|in|is|its|list|many|of|on|or|record|retrieve|that|the|to|which|with)$/;
const wordsOf = (text: string): string[] =>
	(text.toLowerCase().match(/[a-z]+/g) ?? [])
		.map((word) => word.replace(/(?<=[^s])s$/, ''))
		.filter((word) => !FILLERS.test(word));

describe.each(NODES.map((system) => [system.title, system] as const))('%s', (_system, system) => {
	const { registry } = system;
	const { codex } = system;
	const { description, everyProperty, operationOptions, shownFor, titled } = viewOf(system);
	const credentials = credentialFields(system).flatMap(deep);
	const all = [...everyProperty, ...triggerProperties(system).flatMap(deep), ...credentials];
	const named = (name: string) => everyProperty.filter((property) => property.name === name);

	describe('the node', () => {
		test('is small enough to be sent to every editor', () => {
			const bytes = Buffer.byteLength(JSON.stringify(description));
			process.stdout.write(`description of the node of ${system.title}: ${bytes} bytes\n`);
			expect(bytes).toBeGreaterThan(10_000);
			expect(bytes).toBeLessThan(175_000);
		});

		test('has what the panel of nodes needs, and a listed category', () => {
			expect(description).toMatchObject({ usableAsTool: true, version: [1] });
			expect(description.subtitle).toBe(
				'={{($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase()}}',
			);
			const listed = [
				'Data & Storage',
				'Finance & Accounting',
				'Marketing & Content',
				'Productivity',
				'Miscellaneous',
				'Sales',
				'Development',
				'Analytics',
				'Communication',
				'Utility',
			];
			expect(codex.categories.length).toBeGreaterThan(0);
			expect(listed).toEqual(expect.arrayContaining(codex.categories));
			expect(codex.node).toBe(system.nodeType);
			expect(codex.node).toBe(`n8n-nodes-jama.${description.name}`);
		});

		test('shows resource first and operation second, below what decides for the whole node; neither as an expression', () => {
			const names = description.properties
				.map(({ name }) => name)
				.filter((name) => name !== 'authentication' && name !== 'deployment');
			expect(names[0]).toBe('resource');
			expect(names[1]).toBe('operation');
			for (const property of [...named('resource'), ...named('operation')]) {
				expect(property.noDataExpression).toBe(true);
			}
		});

		test('every resource says what it is, beside its name', () => {
			const silent = Object.values(registry).filter(({ name, description: text = '' }) => {
				const said = new Set(wordsOf(name));
				return wordsOf(text).every((word) => said.has(word));
			});
			expect(silent.map(({ name }) => name)).toEqual([]);
		});

		test('every resource has operations, and they are the ones of the registry', () => {
			for (const [resource, { operations }] of Object.entries(registry)) {
				const values = operationOptions(resource).map(({ value }) => value);
				expect(values.length).toBeGreaterThan(0);
				expect([...values].sort()).toEqual(Object.keys(operations).sort());
			}
		});
	});

	describe('names and texts', () => {
		test('display names and options are in title case', () => {
			const names = all.flatMap(({ displayName, options = [] }) => [
				displayName,
				...options.map(
					(option) => ('displayName' in option ? option.displayName : option.name) as string,
				),
			]);
			expect(names.length).toBeGreaterThan(100);
			expect([...new Set(names)].filter((name) => !isTitle(name))).toEqual([]);
			expect(names.filter((name) => /\b(Id|Ids|Url|Json|Api)\b/.test(name))).toEqual([]);
		});

		test('five or more choices stand in alphabetical order', () => {
			const lists = all.filter(({ options = [] }) => options.length >= 5);
			expect(lists.length).toBeGreaterThan(5);
			const unsorted = lists.filter(
				({ options = [] }) =>
					!isSorted(
						options.map((one) => ('displayName' in one ? one.displayName : one.name) as string),
					),
			);
			expect(unsorted.map(({ name }) => name)).toEqual([]);
		});

		test('no two choices of one list have the same value or name', () => {
			for (const { options = [] } of all) {
				const choices = options.filter((one): one is INodePropertyOptions => 'value' in one);
				expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
				expect(new Set(choices.map(({ name }) => name)).size).toBe(choices.length);
			}
		});

		test('descriptions: one sentence has no full stop, several end with one', () => {
			const descriptions = [
				...new Set(
					all
						.flatMap(({ description: text, options = [] }) => [
							text,
							...options.map((one) => ('description' in one ? one.description : undefined)),
						])
						.filter((text) => text !== undefined),
				),
			];
			const sentences = (text: string) => text.replace(/e\.g\./g, '').split(/[.!?]\s/).length;
			const wrong = descriptions.filter((text) => text.endsWith('.') !== sentences(text) > 1);
			expect(wrong).toEqual([]);
			expect(
				descriptions.filter(
					(text) => text.trim() !== text || text === '' || !/^["'A-Z]/.test(text),
				),
			).toEqual([]);
		});

		test('switches are described by Whether', () => {
			const switches = all.filter(({ type }) => type === 'boolean');
			expect(switches.length).toBeGreaterThan(5);
			expect(
				switches
					.filter(({ description: text }) => !text?.startsWith('Whether '))
					.map(({ name }) => name),
			).toEqual([]);
		});

		test('placeholders begin with e.g., hints are short, nothing holds an emoji', () => {
			for (const { placeholder, type, hint } of all) {
				if (placeholder !== undefined && !/collection/i.test(type))
					// n8n's own rule wants this very text for e-mail addresses.
					expect(placeholder).toMatch(/^(e\.g\. |name@email\.com$)/);
				expect((hint ?? '').length).toBeLessThanOrEqual(120);
			}
			expect(texts(all).filter((text) => /\p{Extended_Pictographic}/u.test(text))).toEqual([]);
		});

		test('Return All, Limit, Simplify and Ignore SSL Issues have the words of n8n', () => {
			const check = (name: string, expected: object) => {
				const found = all.filter((property) => property.name === name);
				expect(found.length).toBeGreaterThan(0);
				for (const property of found) expect(property).toMatchObject(expected);
			};
			check('returnAll', {
				displayName: 'Return All',
				type: 'boolean',
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			});
			check('limit', {
				displayName: 'Limit',
				type: 'number',
				default: 50,
				typeOptions: { minValue: 1 },
				description: 'Max number of results to return',
			});
			check('simplify', {
				displayName: 'Simplify',
				type: 'boolean',
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			});
			check('ignoreSSLIssues', {
				displayName: 'Ignore SSL Issues',
				description: 'Whether to connect even if SSL certificate validation is not possible',
			});
		});

		test('lists that are loaded say that an expression may give the ID', () => {
			const loaded = all.filter(({ typeOptions }) => typeOptions?.loadOptionsMethod !== undefined);
			expect(loaded.length).toBeGreaterThan(0);
			for (const { type, displayName, description: text } of loaded) {
				const [ending, id] =
					type === 'multiOptions' ? ['Names or IDs', 'IDs'] : ['Name or ID', 'an ID'];
				expect(displayName.endsWith(ending)).toBe(true);
				expect(text).toBe(
					`Choose from the list, or specify ${id} using an <a href="https://docs.n8n.io/code/expressions/">expression</a>`,
				);
			}
		});

		test('secrets of credentials are masked', () => {
			const secret = credentials.filter(
				({ name, type }) => type === 'string' && /password|secret|token$/i.test(name),
			);
			expect(secret.length).toBeGreaterThan(0);
			for (const { typeOptions } of secret) expect(typeOptions?.password).toBe(true);
		});
	});

	describe('operations', () => {
		const actions = Object.keys(registry).flatMap((resource) =>
			operationOptions(resource).map(({ action }) => action),
		);

		test('no two have the same action', () => {
			expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([]);
		});

		test.each(titled)(
			'%s has name, action and description as n8n wants them, and a description says more than the action',
			(_, { resource, name, operation }) => {
				expect(operation.name).toMatch(/^[A-Z]/);
				expect(isTitle(operation.name)).toBe(true);
				expect(operation.action).toMatch(/^[A-Z][^A-Z]*(?:ID|URL|[^A-Z])*$/);
				expect(operation.action).not.toMatch(/\b(a|an|the)\b|\.$/i);
				const { description: text = '' } = operation;
				expect(text).not.toMatch(/\.$/);
				const said = new Set(wordsOf(`${operation.action} ${registry[resource]?.name}`));
				const more = wordsOf(text).filter((word) => !said.has(word));
				if (text !== '') expect(more).not.toEqual([]);
				if (operation.name !== 'Get Many') return;
				expect(['getMany', 'getAll']).toContain(name);
				expect(operation.action).toMatch(/^Get many /);
				if (text !== '') expect(text).toMatch(/\bmany\b/);
			},
		);

		test.each(titled)('%s shows no two parameters of one name at the same time', (_, one) => {
			const shown = shownFor(one);
			for (const property of shown) {
				const others = shown.filter((other) => other !== property && other.name === property.name);
				expect(others.map(({ displayOptions }) => displayOptions)).toEqual([]);
				const inside = (property.options ?? []).map((option) => option.name);
				if (property.type === 'collection') expect(new Set(inside).size).toBe(inside.length);
			}
		});

		test.each(titled)('%s: conditions name parameters that are shown', (_, one) => {
			const shown = shownFor(one);
			const names = new Set(shown.map(({ name }) => name));
			for (const { displayOptions } of shown) {
				for (const name of Object.keys(displayOptions?.show ?? {})) expect(names).toContain(name);
			}
		});
	});
});
